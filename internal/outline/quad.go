package outline

import "math"

// Point is a place in a picture, in pixels from its upper left corner; the
// centre of the first pixel is at (0.5, 0.5).
type Point struct{ X, Y float64 }

func (p Point) plus(q Point) Point               { return Point{p.X + q.X, p.Y + q.Y} }
func (p Point) minus(q Point) Point              { return Point{p.X - q.X, p.Y - q.Y} }
func (p Point) times(f float64) Point            { return Point{p.X * f, p.Y * f} }
func (p Point) dot(q Point) float64              { return p.X*q.X + p.Y*q.Y }
func (p Point) cross(q Point) float64            { return p.X*q.Y - p.Y*q.X }
func (p Point) length() float64                  { return math.Hypot(p.X, p.Y) }
func (p Point) distance(q Point) float64         { return p.minus(q).length() }
func (p Point) towards(q Point, f float64) Point { return p.plus(q.minus(p).times(f)) }

// Quad is a convex quadrilateral, its corners clockwise as one sees them, from
// the one nearest the upper left.
type Quad [4]Point

// Whole returns the quadrilateral of a whole picture of w by h pixels.
func Whole(w, h int) Quad {
	x, y := float64(w), float64(h)
	return Quad{{0, 0}, {x, 0}, {x, y}, {0, y}}
}

// Area returns the area in square pixels.
func (q Quad) Area() float64 { return polygonArea(q[:]) }

// Scaled returns the quadrilateral in a picture f times as large.
func (q Quad) Scaled(f float64) Quad {
	for i := range q {
		q[i] = q[i].times(f)
	}
	return q
}

// side returns the ends of a side: 0 is the upper one, then clockwise.
func (q Quad) side(i int) (a, b Point) { return q[i], q[(i+1)%4] }

// convex reports whether the corners turn clockwise everywhere, none of them by
// less than turns a flat one (sine of the least angle).
func (q Quad) convex(least float64) bool {
	for i := range q {
		a, b, c := q[(i+3)%4], q[i], q[(i+1)%4]
		in, out := b.minus(a), c.minus(b)
		if in.cross(out) < least*in.length()*out.length() {
			return false
		}
	}
	return true
}

// arranged returns the corners clockwise from the one nearest the upper left.
func (q Quad) arranged() Quad {
	if polygonArea(q[:]) < 0 {
		q[1], q[3] = q[3], q[1]
	}
	first := 0
	for i := range q {
		if q[i].X+q[i].Y < q[first].X+q[first].Y {
			first = i
		}
	}
	return Quad{q[first], q[(first+1)%4], q[(first+2)%4], q[(first+3)%4]}
}

// Overlap returns the area two quadrilaterals share, divided by the area that
// either covers: 1 when they are the same, 0 when they do not touch.
func Overlap(a, b Quad) float64 {
	shared := math.Abs(polygonArea(clip(a[:], b)))
	if both := math.Abs(a.Area()) + math.Abs(b.Area()) - shared; both > 0 {
		return shared / both
	}
	return 0
}

// clip cuts a polygon to a convex quadrilateral (Sutherland and Hodgman 1974).
func clip(polygon []Point, by Quad) []Point {
	for i := range by {
		a, b := by.side(i)
		inside := func(p Point) float64 { return b.minus(a).cross(p.minus(a)) }
		var kept []Point
		for j, p := range polygon {
			before := polygon[(j+len(polygon)-1)%len(polygon)]
			dp, db := inside(p), inside(before)
			if dp >= 0 != (db >= 0) {
				kept = append(kept, before.towards(p, db/(db-dp)))
			}
			if dp >= 0 {
				kept = append(kept, p)
			}
		}
		polygon = kept
	}
	return polygon
}

// polygonArea is positive for a polygon that turns clockwise as one sees it.
func polygonArea(polygon []Point) (area float64) {
	for i, p := range polygon {
		area += p.cross(polygon[(i+1)%len(polygon)])
	}
	return area / 2
}

// line is the set of points p with normal·p = offset; the normal has length 1.
type line struct {
	normal Point
	offset float64
}

func lineThrough(a, b Point) line {
	d := b.minus(a)
	n := Point{-d.Y, d.X}.times(1 / max(d.length(), 1e-9))
	return line{n, n.dot(a)}
}

// from is the signed distance of a point.
func (l line) from(p Point) float64 { return l.normal.dot(p) - l.offset }

// meet returns where two lines cross; they must not be nearly parallel.
func (l line) meet(m line) (Point, bool) {
	d := l.normal.cross(m.normal)
	if math.Abs(d) < 0.1 {
		return Point{}, false
	}
	return Point{(l.offset*m.normal.Y - m.offset*l.normal.Y) / d, (m.offset*l.normal.X - l.offset*m.normal.X) / d}, true
}
