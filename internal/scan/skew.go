package scan

import (
	"image"
	"math"

	"beiandesk/internal/raster"
	"beiandesk/internal/warp"
)

const (
	skewSide  = 700  // long side of the copy in which lines are looked for, pixels
	mostSkew  = 4.0  // degrees: more is no sheet laid on a scanner
	leastSkew = 0.25 // less nobody sees
	skewStep  = 0.25 // of the first look, degrees
)

// skewOf returns by how many degrees, clockwise, the lines of a picture are off
// the horizontal; 0 where that cannot be told. At the right angle the sums of
// edges along lines differ most from one to the next (Postl 1986).
func skewOf(img image.Image) float64 {
	small, _ := raster.Reduce(img, skewSide)
	points := edgePoints(small)
	if len(points) < 300 {
		return 0
	}
	sharpness := func(degrees float64) float64 { return profileSharpness(points, degrees, small.W, small.H) }
	best, most := 0.0, sharpness(0)
	level := most
	for d := -mostSkew; d <= mostSkew; d += skewStep {
		if s := sharpness(d); s > most {
			best, most = d, s
		}
	}
	for step := skewStep / 2; step > 0.02; step /= 2 {
		for _, d := range [2]float64{best - step, best + step} {
			if s := sharpness(d); s > most {
				best, most = d, s
			}
		}
	}
	const clearly = 1.15 // times as sharp as without a turn
	if math.Abs(best) < leastSkew || math.Abs(best) > mostSkew-skewStep || most < clearly*level {
		return 0
	}
	return best
}

// onWhite reports whether a picture is white, or nearly, all around: a sheet on
// the lid of a scanner, whose corners may be filled up with white.
func onWhite(m *image.NRGBA) bool {
	const white, most = 225, 0.9
	w, h := m.Rect.Dx(), m.Rect.Dy()
	light, all := 0, 0
	look := func(x, y int) {
		p := m.Pix[m.PixOffset(m.Rect.Min.X+x, m.Rect.Min.Y+y):]
		all++
		if min(p[0], p[1], p[2]) >= white {
			light++
		}
	}
	for x := range w {
		look(x, 0)
		look(x, h-1)
	}
	for y := range h {
		look(0, y)
		look(w-1, y)
	}
	return float64(light) >= most*float64(all)
}

// edgePoint is a pixel on an edge.
type edgePoint struct{ x, y, weight float64 }

func edgePoints(r *raster.Raster) (points []edgePoint) {
	const strong = 40
	for i, e := range r.Edges() {
		if e >= strong {
			points = append(points, edgePoint{float64(i%r.W) - float64(r.W)/2, float64(i/r.W) - float64(r.H)/2, float64(e)})
		}
	}
	return points
}

// profileSharpness is the sum of squared differences of neighbours in the
// profile of edges across lines at an angle.
func profileSharpness(points []edgePoint, degrees float64, w, h int) (sum float64) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	profile := make([]float64, w+h+2)
	middle := float64(len(profile)) / 2
	for _, p := range points {
		at := middle + float64(p.y*cos) - float64(p.x*sin)
		i := int(at)
		profile[i] += p.weight * (float64(i+1) - at)
		profile[i+1] += p.weight * (at - float64(i))
	}
	for i := 1; i < len(profile); i++ {
		d := profile[i] - profile[i-1]
		sum += float64(d * d)
	}
	return sum
}

// levelled returns the corners of a picture of w by h pixels turned about its
// middle, so that lines that are off by so many degrees become level.
func levelled(w, h int, degrees float64) (q warp.Quad) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	cx, cy := float64(w)/2, float64(h)/2
	for i, c := range [4][2]float64{{-cx, -cy}, {cx, -cy}, {cx, cy}, {-cx, cy}} {
		q[i] = warp.Point{X: tenths(cx + float64(c[0]*cos) - float64(c[1]*sin)), Y: tenths(cy + float64(c[0]*sin) + float64(c[1]*cos))}
	}
	return q
}
