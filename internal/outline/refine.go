package outline

import (
	"image"
	"math"
	"slices"

	"beiandesk/internal/raster"
)

// measure finds the sides of documents in the full picture.
type measure struct {
	at    sampler
	fine  *raster.Raster // the small copy
	even  *raster.Raster // the same without print
	w, h  float64
	pixel float64 // what a pixel of the small copy is in the picture's
}

func newMeasure(img image.Image, fine, even *raster.Raster, pixel float64) *measure {
	b := img.Bounds()
	return &measure{newSampler(img), fine, even, float64(b.Dx()), float64(b.Dy()), pixel}
}

const (
	stations    = 96   // places along a side at which the step is looked for
	fewStations = 24   // the same for a first look
	fromCorner  = 0.05 // share of a side at either end that is left out: corners may be round
	reach       = 4.5  // how far a side may be off, pixels of the small copy
	frameWidth  = 3.5  // pixels of the small copy: a side this near to the edge of the picture lies on it
	leastStep   = 4.0  // grey levels that a step must have to be seen
	onLine      = 0.30 // how far off a line its inliers lie, pixels of the small copy
)

// refine measures the sides of a candidate, and scores it.
func (m *measure) refine(f *Found, stations int) {
	var apart [4]bool
	f.OnFrame = f.Quad.onFrame(m.w, m.h, frameWidth*m.pixel)
	for range 1 + stations/96 {
		var lines [4]line
		for i := range f.Quad {
			a, b := f.Quad.side(i)
			if f.OnFrame[i] { // there is nothing beyond to tell it from
				lines[i], f.Seen[i] = lineThrough(a, b), 0
				continue
			}
			lines[i], f.Seen[i], apart[i] = m.side(a, b, stations)
		}
		q := cornersOf(lines, f.Quad)
		if !q.convex(flattest/2) || q.Area() <= 0 {
			break
		}
		f.Quad = q
	}
	f.OnFrame = f.Quad.onFrame(m.w, m.h, frameWidth*m.pixel)
	f.Score = m.score(f)
	if printed(f, apart) {
		f.Score = 0
	}
}

// printed reports whether what was found is a frame printed on paper: at most
// one of its sides parts two kinds of ground.
func printed(f *Found, apart [4]bool) bool {
	sides, parting := 0, 0
	for i := range apart {
		if !f.OnFrame[i] {
			sides++
			if apart[i] {
				parting++
			}
		}
	}
	return parting <= 1 && sides > 1
}

func (m *measure) score(f *Found) float64 {
	sum, least, open := 0.0, 1.0, 0
	for i, seen := range f.Seen {
		if f.OnFrame[i] {
			seen, open = 0.4, open+1
		}
		sum += seen / 4
		least = min(least, seen)
	}
	size := math.Sqrt(min(1, f.Quad.Area()/(m.w*m.h)))
	fill := min(1, (f.Fill-leastFill)/(0.97-leastFill))
	return 0.40*sum + 0.20*least + 0.25*size + 0.15*fill - 0.05*float64(open)
}

// side measures the side from a to b, inside on its right: the line of steps,
// and the share of stations that are on it.
func (m *measure) side(a, b Point, stations int) (l line, share float64, apart bool) {
	along := b.minus(a)
	length := along.length()
	guess := lineThrough(a, b)
	along = along.times(1 / length)
	inward := guess.normal
	offsets := int(math.Ceil(reach * m.pixel))
	toward, seen, apart := m.contrast(a, b, inward)
	if !seen {
		return guess, 0, false
	}
	tangent := along.times(max(1, m.pixel/3))
	half := max(1, int(m.pixel))
	span := offsets + half
	profile := make([]float64, 2*span+2)
	var points []Point
	tried := 0
	for k := range stations {
		t := fromCorner + (1-2*fromCorner)*(float64(k)+0.5)/float64(stations)
		at := a.towards(b, t)
		if at.X < 0 || at.Y < 0 || at.X > m.w || at.Y > m.h {
			continue
		}
		tried++
		sum := 0.0
		profile[0] = 0
		for i := -span; i <= span; i++ {
			p := at.plus(inward.times(float64(i)))
			v := 0.0
			for d := -1.0; d <= 1; d++ {
				c := m.at(p.plus(tangent.times(d)))
				v += c[0]*toward[0] + c[1]*toward[1] + c[2]*toward[2]
			}
			sum += v / 3
			profile[i+span+1] = sum
		}
		best, bestAt := leastStep/2, math.NaN()
		steps := make([]float64, 2*offsets+1)
		for i := range steps {
			c := i + half // centre in samples
			inside := profile[c+half+1] - profile[c+1]
			outside := profile[c] - profile[c-half]
			steps[i] = (inside - outside) / float64(half)
			_ = c
		}
		for i := 1; i+1 < len(steps); i++ {
			far := float64(i-offsets) / float64(offsets)
			v := steps[i] * (1 - 0.25*far*far)
			if v > best && steps[i] >= steps[i-1] && steps[i] >= steps[i+1] {
				best = v
				bend := steps[i-1] - 2*steps[i] + steps[i+1]
				shift := 0.0
				if bend < 0 {
					shift = 0.5 * (steps[i-1] - steps[i+1]) / bend
				}
				bestAt = float64(i-offsets) + shift
			}
		}
		if !math.IsNaN(bestAt) {
			points = append(points, at.plus(inward.times(bestAt)))
		}
	}
	if tried == 0 {
		return guess, 0, false
	}
	l, on := consensus(points, max(1, onLine*m.pixel))
	if on < stations/5 {
		return guess, float64(on) / float64(tried), apart
	}
	if l.normal.dot(inward) < 0 {
		l = line{l.normal.times(-1), -l.offset}
	}
	return l, float64(on) / float64(tried), apart
}

// contrast returns the direction, in colours, from ground to document, whether
// the one differs from the other at the side, and whether it does further away
// too: beyond a printed frame there is paper again.
func (m *measure) contrast(a, b, inward Point) (toward [3]float64, seen, apart bool) {
	near, bright := m.difference(m.fine, a, b, inward, 2, 3)
	least := max(leastStep, leastContrast*bright)
	if length3(near) < least {
		near, bright = m.difference(m.even, a, b, inward, 4, 6)
		least = max(leastStep, leastContrast*bright)
	}
	size := length3(near)
	if size < least {
		return near, false, false
	}
	apart = m.apart(a, b, inward, least)
	for c := range near {
		near[c] /= size
	}
	return near, true, apart
}

// apart reports whether there is no paper again anywhere near a side.
func (m *measure) apart(a, b, inward Point, least float64) bool {
	var paper [3]float64 // the lightest there is inside: not what is printed along the side
	for d := 4.0; d <= 20; d += 4 {
		for c, v := range m.along(m.even, a, b, inward, d, d+1) {
			paper[c] = max(paper[c], v)
		}
	}
	for d := 4.0; d <= 18; d += 2 {
		ground := m.along(m.even, a, b, inward, -d, -d-1)
		if length3([3]float64{paper[0] - ground[0], paper[1] - ground[1], paper[2] - ground[2]}) < least {
			return false
		}
	}
	return true
}

// leastContrast is how much, of its brightness, a document must differ from the
// ground. White paper on a scanner's lid differs by 2.7 %, on a white desk by
// 10 %.
const leastContrast = 0.04

// difference returns how the colours inside of a side differ from those
// outside, between two distances from it in pixels of the small copy, and how
// bright it is inside.
func (m *measure) difference(r *raster.Raster, a, b, inward Point, nearest, furthest float64) (d [3]float64, bright float64) {
	in, out := m.along(r, a, b, inward, nearest, furthest), m.along(r, a, b, inward, -nearest, -furthest)
	for c := range d {
		d[c] = in[c] - out[c]
		bright = max(bright, in[c])
	}
	return d, bright
}

// along returns the usual colour beside a side, at two distances from it in
// pixels of the small copy, negative for outside.
func (m *measure) along(r *raster.Raster, a, b, inward Point, distances ...float64) (usual [3]float64) {
	var seen [3][]float64
	for k := range 32 {
		at := a.towards(b, 0.08+0.84*float64(k)/31).times(1 / m.pixel)
		for _, far := range distances {
			for c, v := range colourAt(r, at.plus(inward.times(far))) {
				seen[c] = append(seen[c], v)
			}
		}
	}
	for c := range usual {
		usual[c] = middle(seen[c])
	}
	return usual
}

// colourAt returns the colour of the pixel at a point, or of the nearest one.
func colourAt(r *raster.Raster, p Point) (c [3]float64) {
	i := min(max(int(p.Y), 0), r.H-1)*r.W + min(max(int(p.X), 0), r.W-1)
	for k := range c {
		c[k] = float64(r.Plane[k][i])
	}
	return c
}

func dot3(a, b [3]float64) float64 { return a[0]*b[0] + a[1]*b[1] + a[2]*b[2] }

func length3(a [3]float64) float64 { return math.Sqrt(dot3(a, a)) }

func middle(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

// consensus fits a line to points of which some are wrong: the one through two
// of them that most lie on (Fischler and Bolles 1981, tried systematically),
// then least squares over those.
func consensus(points []Point, near float64) (line, int) {
	var best line
	most := 0
	for i := 0; i < len(points); i += 2 {
		for j := i + max(4, len(points)/3); j < len(points); j += 3 {
			l := lineThrough(points[i], points[j])
			on := 0
			for _, p := range points {
				if math.Abs(l.from(p)) < near {
					on++
				}
			}
			if on > most {
				best, most = l, on
			}
		}
	}
	if most < 3 {
		return best, 0
	}
	for range 2 {
		best, most = fitted(points, best, near)
	}
	return best, most
}

// fitted returns the least-squares line through the points near one.
func fitted(points []Point, l line, near float64) (line, int) {
	var mean Point
	n := 0
	for _, p := range points {
		if math.Abs(l.from(p)) < near {
			mean = mean.plus(p)
			n++
		}
	}
	if n < 2 {
		return l, n
	}
	mean = mean.times(1 / float64(n))
	var xx, xy, yy float64
	for _, p := range points {
		if math.Abs(l.from(p)) < near {
			d := p.minus(mean)
			xx, xy, yy = xx+d.X*d.X, xy+d.X*d.Y, yy+d.Y*d.Y
		}
	}
	turn := 0.5 * math.Atan2(2*xy, xx-yy)
	normal := Point{-math.Sin(turn), math.Cos(turn)}
	return line{normal, normal.dot(mean)}, n
}
