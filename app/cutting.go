package app

import (
	"math"

	"beiandesk/internal/scan"
)

// cutting is how a picture is to be cut, while the user says so: four corners in
// pixels of the file as displayed, clockwise from what is the upper left when
// upright.
type cutting struct {
	width, height int // of the picture, pixels
	quad          [4][2]float64
	whole         bool // the picture is kept whole
	auto          bool // it is left to what is found; quad shows what was
	keepLight     bool

	first left // what was found when it was left to that
}

// left is what is shown when a picture is left to what is found.
type left struct {
	known bool // false when the picture was last cut by hand
	quad  [4][2]float64
	whole bool
}

// newCutting begins with how a picture of width by height pixels is cut now.
func newCutting(width, height int, cut scan.Cut, now scan.Place) *cutting {
	c := &cutting{width: width, height: height, quad: now.Quad, whole: now.Whole, keepLight: cut.KeepLight}
	if c.quad == [4][2]float64{} { // nothing is known of it
		c.quad, c.whole = c.frame(), true
	}
	if c.auto = !cut.Placed() && !cut.Whole; c.auto {
		c.first = left{true, c.quad, c.whole}
	}
	return c
}

// frame returns the corners of the picture itself.
func (c *cutting) frame() [4][2]float64 {
	w, h := float64(c.width), float64(c.height)
	return [4][2]float64{{0, 0}, {w, 0}, {w, h}, {0, h}}
}

// beyond is how far a corner may be outside of the picture, as a share of its
// side: a corner of the document may just be cut off.
const beyond = 0.05

// move puts a corner to a place, or to the nearest that it may have.
func (c *cutting) move(corner int, x, y float64) {
	w, h := float64(c.width), float64(c.height)
	x, y = min(max(x, -beyond*w), (1+beyond)*w), min(max(y, -beyond*h), (1+beyond)*h)
	c.quad[corner] = [2]float64{math.Round(x*10) / 10, math.Round(y*10) / 10}
	c.auto, c.whole = false, false
}

// turn turns the result by a quarter clockwise: the corner that comes to the
// upper left is the one before it.
func (c *cutting) turn() {
	q := c.quad
	for i := range q {
		c.quad[i] = q[(i+3)%4]
	}
	c.auto = false
}

// keepWhole keeps the whole picture, the same way up as now.
func (c *cutting) keepWhole() {
	turn := c.turns()
	c.quad, c.whole, c.auto = c.frame(), true, false
	for range turn {
		c.turn()
	}
}

// leave leaves the picture to what is found.
func (c *cutting) leave() {
	c.auto = true
	if c.first.known {
		c.quad, c.whole = c.first.quad, c.first.whole
	}
}

// turns is by how many quarters clockwise the picture is turned: the upper left
// corner of the document is, in the picture, the left one above, the left one
// below, and so on.
func (c *cutting) turns() int {
	dx, dy := c.quad[1][0]-c.quad[0][0], c.quad[1][1]-c.quad[0][1]
	switch {
	case math.Abs(dx) >= math.Abs(dy) && dx >= 0:
		return 0
	case math.Abs(dx) >= math.Abs(dy):
		return 2
	case dy < 0: // the document's upper side rises on the left of the picture
		return 1
	}
	return 3
}

// cut returns what the user says.
func (c *cutting) cut() scan.Cut {
	cut := scan.Cut{KeepLight: c.keepLight}
	switch {
	case c.auto:
	case c.whole:
		cut.Whole, cut.Turn = true, c.turns()
	default:
		cut.Corners = c.quad
	}
	return cut
}
