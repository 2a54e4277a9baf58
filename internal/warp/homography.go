package warp

import (
	"errors"
	"image"
	"math"
)

// Point is a place in a picture, in pixels from its upper left corner.
type Point struct{ X, Y float64 }

// Quad is a convex quadrilateral, its corners clockwise as one sees them. The
// first becomes the upper left one of the rectangle.
type Quad [4]Point

// ErrFlat says that the corners span no quadrilateral.
var ErrFlat = errors.New("warp: the corners span no quadrilateral")

// homography is a projective map of the plane, with its last entry 1.
type homography [8]float64

// fromRectangle returns the map that takes the rectangle of w by h pixels to a
// quadrilateral (Heckbert, Fundamentals of Texture Mapping and Image Warping,
// 1989, section 2.2.3).
func fromRectangle(w, h float64, q Quad) (homography, error) {
	dx1, dx2 := q[1].X-q[2].X, q[3].X-q[2].X
	dy1, dy2 := q[1].Y-q[2].Y, q[3].Y-q[2].Y
	sx, sy := q[0].X-q[1].X+q[2].X-q[3].X, q[0].Y-q[1].Y+q[2].Y-q[3].Y
	den := float64(dx1*dy2) - float64(dx2*dy1)
	if math.Abs(den) < 1e-6 {
		return homography{}, ErrFlat
	}
	g := (float64(sx*dy2) - float64(sy*dx2)) / den
	k := (float64(dx1*sy) - float64(dy1*sx)) / den
	return homography{
		(q[1].X - q[0].X + float64(g*q[1].X)) / w, (q[3].X - q[0].X + float64(k*q[3].X)) / h, q[0].X,
		(q[1].Y - q[0].Y + float64(g*q[1].Y)) / w, (q[3].Y - q[0].Y + float64(k*q[3].Y)) / h, q[0].Y,
		g / w, k / h,
	}, nil
}

func (m *homography) apply(x, y float64) (u, v float64) {
	d := float64(m[6]*x) + float64(m[7]*y) + 1
	return (float64(m[0]*x) + float64(m[1]*y) + m[2]) / d, (float64(m[3]*x) + float64(m[4]*y) + m[5]) / d
}

// Part returns where a part of the rectangle of w by h pixels that a
// quadrilateral is straightened to lies in the picture. The error is [ErrFlat].
func (q Quad) Part(w, h int, part image.Rectangle) (Quad, error) {
	m, err := fromRectangle(float64(w), float64(h), q)
	if err != nil {
		return Quad{}, err
	}
	corners := [4]image.Point{part.Min, {X: part.Max.X, Y: part.Min.Y}, part.Max, {X: part.Min.X, Y: part.Max.Y}}
	var out Quad
	for i, c := range corners {
		out[i].X, out[i].Y = m.apply(float64(c.X), float64(c.Y))
	}
	return out, nil
}
