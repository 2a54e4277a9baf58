package specimen

import (
	"image"
	"math"
)

// Point is a place in a picture, in pixels from its upper left corner; pixel
// (0, 0) covers the square from (0, 0) to (1, 1).
type Point struct{ X, Y float64 }

// Quad holds the corners of a document in a picture: those that are its upper
// left, upper right, lower right and lower left when it stands upright.
type Quad [4]Point

// Pose says how a document lies before the camera.
type Pose struct {
	X, Y  float64 // middle of the document, from its frame's middle, in parts of the frame's width and height
	Width float64 // width of the document in parts of the frame's longer side
	Turn  float64 // degrees, clockwise
	Tilt  float64 // degrees that the top leans away from the camera
	Lean  float64 // degrees that the right side leans away from the camera
}

// focal is the focal length of the camera in parts of the frame's longer side:
// that of a phone's main camera, 27 mm on a 36 mm frame.
const focal = 0.75

// corners returns where a document of the given size comes to lie in a frame.
func (p Pose) corners(doc, frame image.Point) (q Quad) {
	long := float64(max(frame.X, frame.Y))
	distance := focal / p.Width // in widths of the document
	high := float64(doc.Y) / float64(doc.X)
	turnSin, turnCos := math.Sincos(p.Turn * math.Pi / 180)
	tiltSin, tiltCos := math.Sincos(p.Tilt * math.Pi / 180)
	leanSin, leanCos := math.Sincos(p.Lean * math.Pi / 180)
	for i, c := range [4]Point{{-0.5, -high / 2}, {0.5, -high / 2}, {0.5, high / 2}, {-0.5, high / 2}} {
		x, y := c.X*turnCos-c.Y*turnSin, c.X*turnSin+c.Y*turnCos
		y, z := y*tiltCos, -y*tiltSin
		x, z = x*leanCos-z*leanSin, x*leanSin+z*leanCos
		scale := focal * long / (distance + z)
		q[i] = Point{float64(frame.X)*(0.5+p.X) + scale*x, float64(frame.Y)*(0.5+p.Y) + scale*y}
	}
	return q
}

// rectangle returns the corners of an upright rectangle at the origin.
func rectangle(w, h float64) Quad { return Quad{{0, 0}, {w, 0}, {w, h}, {0, h}} }

// homography is the projective map between two planes.
type homography [9]float64

// mapping returns the homography that takes the corners of from to those of to.
// It solves the eight linear equations by elimination with pivots; no three
// corners may lie on one line.
func mapping(from, to Quad) (h homography) {
	var a [8][9]float64
	for i := range from {
		x, y, u, v := from[i].X, from[i].Y, to[i].X, to[i].Y
		a[2*i] = [9]float64{x, y, 1, 0, 0, 0, -u * x, -u * y, u}
		a[2*i+1] = [9]float64{0, 0, 0, x, y, 1, -v * x, -v * y, v}
	}
	for col := range a {
		pivot := col
		for row := col; row < len(a); row++ {
			if math.Abs(a[row][col]) > math.Abs(a[pivot][col]) {
				pivot = row
			}
		}
		a[col], a[pivot] = a[pivot], a[col]
		for row := range a {
			if row == col {
				continue
			}
			f := a[row][col] / a[col][col]
			for k := col; k < 9; k++ {
				a[row][k] -= f * a[col][k]
			}
		}
	}
	for i := range a {
		h[i] = a[i][8] / a[i][i]
	}
	h[8] = 1
	return h
}

func (h *homography) at(x, y float64) (float64, float64) {
	w := h[6]*x + h[7]*y + h[8]
	return (h[0]*x + h[1]*y + h[2]) / w, (h[3]*x + h[4]*y + h[5]) / w
}

// Inside reports whether all corners lie in a frame of the given size.
func (q Quad) Inside(frame image.Point) bool {
	for _, p := range q {
		if p.X < 0 || p.Y < 0 || p.X > float64(frame.X) || p.Y > float64(frame.Y) {
			return false
		}
	}
	return true
}
