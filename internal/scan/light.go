package scan

import (
	"image"
	"math"
	"slices"

	"beiandesk/internal/raster"
)

// evenLight evens the light on a straightened document, in place, and returns
// what it did, in per cent: how much the darkest part was raised, and how far
// the light's colour was off. Nothing is sharpened or smoothed, and every pixel
// is only multiplied, so that the document says what it said: measured on the
// studies' pictures, sharpening and smoothing lose.
//
// The light on paper is taken for a surface of the second degree through what
// is bright in the picture, print closed away. A document is never made brighter
// than well-lit paper.
func evenLight(m *image.NRGBA) (raised, cast int) {
	small, _ := raster.Reduce(m, lightSide)
	paper := small.Closed(lightSide / 20).Blurred()
	luma := lumaValues(paper)
	light, ok := fitSurface(luma, paper.W, paper.H)
	if !ok {
		return 0, 0
	}
	tint := lightColour(paper, luma, light)
	top, bottom := light.range01()
	gain := gains{light: light, most: top, lift: liftFor(top)}
	for c := range tint {
		gain.colour[c] = math.Sqrt(math.Sqrt(1 / float64(tint[c]*tint[c]*tint[c]))) // to the power of 3/4: paper has a colour of its own
		cast = max(cast, int(math.Round(100*math.Abs(tint[c]-1))))
	}
	raised = int(math.Round(100 * (gain.at(bottom) - 1)))
	if raised < leastRaise && cast < leastCast {
		return 0, 0
	}
	if cast < leastCast {
		cast, gain.colour = 0, [3]float64{1, 1, 1}
	}
	gain.apply(m)
	return raised, cast
}

const (
	lightSide  = 160 // long side of the copy on which the light is judged, pixels
	leastRaise = 8   // per cent: less than this nobody sees
	leastCast  = 5
	wellLit    = 236  // luma that paper is raised to at most
	mostLift   = 2.0  // by which a whole document is raised at most
	mostGain   = 2.4  // by which any part is
	evened     = 0.85 // of an unevenness that is taken away
)

// liftFor returns by how much paper of a luma is raised.
func liftFor(paper float64) float64 {
	if paper <= 0 || paper >= wellLit {
		return 1
	}
	return min(mostLift, wellLit/paper)
}

func lumaValues(r *raster.Raster) []float64 {
	out := make([]float64, r.W*r.H)
	for i := range out {
		out[i] = float64((77*int(r.Plane[0][i]) + 150*int(r.Plane[1][i]) + 29*int(r.Plane[2][i])) >> 8)
	}
	return out
}

// surface is a polynomial of the second degree over the unit square.
type surface [6]float64

func (s *surface) at(x, y float64) float64 {
	return s[0] + float64(s[1]*x) + float64(s[2]*y) + float64(s[3]*float64(x*x)) + float64(s[4]*float64(x*y)) + float64(s[5]*float64(y*y))
}

// range01 returns the largest and the least value, looked for on a grid.
func (s *surface) range01() (most, least float64) {
	most, least = math.Inf(-1), math.Inf(1)
	for j := range 9 {
		for i := range 9 {
			v := s.at(float64(i)/8, float64(j)/8)
			most, least = max(most, v), min(least, v)
		}
	}
	return most, least
}

// fitSurface fits a surface to what is bright: least squares, then again
// without what lies well below, three times.
func fitSurface(values []float64, w, h int) (s surface, ok bool) {
	const darker = 0.93 // of the surface: below it is print, or a portrait
	s = surface{math.Inf(-1)}
	for range 4 {
		var a [6][7]float64
		n := 0
		for y := range h {
			for x := range w {
				u, v := (float64(x)+0.5)/float64(w), (float64(y)+0.5)/float64(h)
				value := values[y*w+x]
				if value < darker*s.at(u, v) {
					continue
				}
				n++
				terms := [7]float64{1, u, v, float64(u * u), float64(u * v), float64(v * v), value}
				for i := range 6 {
					for j := range 7 {
						a[i][j] += float64(terms[i] * terms[j])
					}
				}
			}
		}
		if n < w*h/5 {
			return s, false
		}
		if s, ok = solve(&a); !ok {
			return s, false
		}
	}
	most, least := s.range01()
	return s, least > 20 && least > 0.3*most
}

// solve solves six equations by elimination.
func solve(a *[6][7]float64) (x [6]float64, ok bool) {
	for c := range 6 {
		p := c
		for r := c; r < 6; r++ {
			if math.Abs(a[r][c]) > math.Abs(a[p][c]) {
				p = r
			}
		}
		a[c], a[p] = a[p], a[c]
		if math.Abs(a[c][c]) < 1e-9 {
			return x, false
		}
		for r := range 6 {
			if r == c {
				continue
			}
			f := a[r][c] / a[c][c]
			for k := c; k < 7; k++ {
				a[r][k] -= float64(f * a[c][k])
			}
		}
	}
	for i := range 6 {
		x[i] = a[i][6] / a[i][i]
	}
	return x, true
}

// lightColour returns the colour of what is as bright as the light, as factors
// of its luma.
func lightColour(r *raster.Raster, luma []float64, light surface) (tint [3]float64) {
	var seen [3][]float64
	for y := range r.H {
		for x := range r.W {
			i := y*r.W + x
			if luma[i] < 0.97*light.at((float64(x)+0.5)/float64(r.W), (float64(y)+0.5)/float64(r.H)) || luma[i] < 1 {
				continue
			}
			for c := range seen {
				seen[c] = append(seen[c], float64(r.Plane[c][i])/luma[i])
			}
		}
	}
	for c := range tint {
		tint[c] = 1
		if len(seen[c]) > 0 {
			slices.Sort(seen[c])
			tint[c] = max(0.5, seen[c][len(seen[c])/2])
		}
	}
	return tint
}

// gains are the factors that even the light.
type gains struct {
	light      surface
	most, lift float64
	colour     [3]float64
}

// at returns the factor where the light has a value.
func (g *gains) at(light float64) float64 {
	even := 1 + evened*(g.most/max(light, 1)-1)
	return min(mostGain, even*g.lift)
}

// apply multiplies every pixel, in steps of 1/4096; along a row the factor is
// worked out at every 16th pixel.
func (g *gains) apply(m *image.NRGBA) {
	const step, unit = 16, 4096
	w, h := m.Rect.Dx(), m.Rect.Dy()
	var colour [3]uint32
	for c := range colour {
		colour[c] = uint32(math.Round(unit * g.colour[c]))
	}
	red, green, blue := colour[0], colour[1], colour[2]
	for y := range h {
		v := (float64(y) + 0.5) / float64(h)
		row := m.Pix[y*m.Stride:]
		next := g.at(g.light.at(0, v))
		for from := 0; from < w; from += step {
			here := next
			to := min(from+step, w)
			next = g.at(g.light.at(float64(to)/float64(w), v))
			f, d := int(math.Round(unit*here)), int(math.Round(unit*(next-here)))/step
			for part := row[4*from : 4*to]; len(part) >= 4; part = part[4:] {
				k := uint32(f)
				part[0] = uint8(min(255, (uint32(part[0])*k/unit*red+unit/2)/unit))
				part[1] = uint8(min(255, (uint32(part[1])*k/unit*green+unit/2)/unit))
				part[2] = uint8(min(255, (uint32(part[2])*k/unit*blue+unit/2)/unit))
				f += d
			}
		}
	}
}
