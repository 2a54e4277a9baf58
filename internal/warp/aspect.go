package warp

import "math"

// Aspect returns the proportions, width by height, of the flat rectangle that
// appears as the quadrilateral in a picture of w by h pixels taken by a camera
// with square pixels and its axis in the middle of the picture (Zhang and He,
// Whiteboard Scanning and Image Enhancement, 2007, section 3). Where the
// perspective is too weak to tell the focal length, that of a usual phone
// camera is taken.
func Aspect(q Quad, w, h int) float64 {
	cx, cy := float64(w)/2, float64(h)/2
	at := func(i int) [3]float64 { return [3]float64{q[i].X - cx, q[i].Y - cy, 1} }
	m1, m2, m4, m3 := at(0), at(1), at(2), at(3) // in the paper's order: by rows
	k2 := dot(cross(m1, m4), m3) / dot(cross(m2, m4), m3)
	k3 := dot(cross(m1, m4), m2) / dot(cross(m3, m4), m2)
	n2, n3 := minus(times(m2, k2), m1), minus(times(m3, k3), m1)
	usual := usualFocal * math.Max(float64(w), float64(h))
	f2 := float64(usual * usual)
	if far := n2[2] * n3[2]; math.Abs(far) > 1e-9 {
		if measured := -(float64(n2[0]*n3[0]) + float64(n2[1]*n3[1])) / far; measured > f2/4 && measured < f2*4 {
			f2 = math.Sqrt(measured * f2) // halfway: corners a little off tell it badly
		}
	}
	length := func(n [3]float64) float64 { return (float64(n[0]*n[0])+float64(n[1]*n[1]))/f2 + float64(n[2]*n[2]) }
	aspect := math.Sqrt(length(n2) / length(n3))
	if math.IsNaN(aspect) || aspect < 0.1 || aspect > 10 {
		return sides(q)
	}
	return aspect
}

// usualFocal is the focal length of phones' main cameras, as a share of the
// picture's long side: 26 mm of 36 mm film.
const usualFocal = 26.0 / 36

// sides returns the proportions by the lengths of the sides.
func sides(q Quad) float64 {
	side := func(a, b Point) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }
	return (side(q[0], q[1]) + side(q[3], q[2])) / math.Max(1e-9, side(q[0], q[3])+side(q[1], q[2]))
}

func cross(a, b [3]float64) [3]float64 {
	return [3]float64{float64(a[1]*b[2]) - float64(a[2]*b[1]), float64(a[2]*b[0]) - float64(a[0]*b[2]), float64(a[0]*b[1]) - float64(a[1]*b[0])}
}

func dot(a, b [3]float64) float64 {
	return float64(a[0]*b[0]) + float64(a[1]*b[1]) + float64(a[2]*b[2])
}

func times(a [3]float64, f float64) [3]float64 { return [3]float64{a[0] * f, a[1] * f, a[2] * f} }

func minus(a, b [3]float64) [3]float64 { return [3]float64{a[0] - b[0], a[1] - b[1], a[2] - b[2]} }
