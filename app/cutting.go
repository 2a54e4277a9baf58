package app

import (
	"math"

	"beiandesk/internal/scan"
)

// corners are those of a document in a picture, in pixels of the file as
// displayed, clockwise from what is the upper left when upright.
type corners = [4][2]float64

// cutting is how a picture is to be cut, while the user says so.
type cutting struct {
	width, height int       // of the picture, pixels
	quad          corners   // of the side that is being worked on
	other         corners   // of the document's other side on the same picture, zero for none
	second        bool      // quad is the side that comes below the other
	whole         bool      // the picture is kept whole
	auto          bool      // it is left to what is found; quad and other show what was
	turned        *scan.Cut // only which way is up was said, and stays so until something is changed
	keepLight     bool

	first left // what was found when it was left to that
}

// left is what is shown when a picture is left to what is found.
type left struct {
	known       bool // false when the picture was last cut by hand
	quad, other corners
	whole       bool
}

// newCutting begins with how a picture of width by height pixels is cut now:
// where its documents lie, one or the two sides of one.
func newCutting(width, height int, cut scan.Cut, now ...scan.Place) *cutting {
	c := &cutting{width: width, height: height, keepLight: cut.KeepLight}
	if len(now) > 0 {
		c.quad, c.whole = now[0].Quad, now[0].Whole
	}
	if len(now) > 1 {
		c.other = now[1].Quad
	}
	if c.quad == (corners{}) { // nothing is known of it
		c.quad, c.whole = c.frame(), true
	}
	switch {
	case cut.Upright:
		c.turned = &cut
	case !cut.Placed() && !cut.Whole:
		c.auto = true
		c.first = left{true, c.quad, c.other, c.whole}
	}
	return c
}

// frame returns the corners of the picture itself.
func (c *cutting) frame() corners {
	w, h := float64(c.width), float64(c.height)
	return corners{{0, 0}, {w, 0}, {w, h}, {0, h}}
}

// changed notes that the user says where the document lies.
func (c *cutting) changed() { c.auto, c.turned = false, nil }

// beyond is how far a corner may be outside of the picture, as a share of its
// side: a corner of the document may just be cut off.
const beyond = 0.05

// move puts a corner to a place, or to the nearest that it may have.
func (c *cutting) move(corner int, x, y float64) {
	w, h := float64(c.width), float64(c.height)
	x, y = min(max(x, -beyond*w), (1+beyond)*w), min(max(y, -beyond*h), (1+beyond)*h)
	c.quad[corner] = [2]float64{math.Round(x*10) / 10, math.Round(y*10) / 10}
	c.whole = false
	c.changed()
}

// turn turns the side by a quarter clockwise: the corner that comes to the
// upper left is the one before it.
func (c *cutting) turn() {
	q := c.quad
	for i := range q {
		c.quad[i] = q[(i+3)%4]
	}
	c.changed()
}

// keepWhole keeps the whole picture, the same way up as now.
func (c *cutting) keepWhole() {
	turn := c.turns()
	c.quad, c.whole = c.frame(), true
	c.other, c.second = corners{}, false
	c.changed()
	for range turn {
		c.turn()
	}
}

// leave leaves the picture to what is found.
func (c *cutting) leave() {
	c.auto, c.turned, c.second = true, nil, false
	if c.first.known {
		c.quad, c.other, c.whole = c.first.quad, c.first.other, c.first.whole
	}
}

// both reports whether both sides of a document are on the picture.
func (c *cutting) both() bool { return c.other != corners{} }

// choose goes on with one of the two sides.
func (c *cutting) choose(second bool) {
	if c.both() && c.second != second {
		c.quad, c.other, c.second = c.other, c.quad, second
	}
}

// addSide adds the other side, as a frame in the half of the picture that the
// first does not lie in, and goes on with it.
func (c *cutting) addSide() {
	const inset = 0.1
	w, h := float64(c.width), float64(c.height)
	x, y := 0.0, 0.0
	for _, p := range c.quad {
		x, y = x+p[0]/4, y+p[1]/4
	}
	left, top, right, bottom := 0.0, 0.0, w, h
	switch {
	case h >= w && y < h/2:
		top = h / 2
	case h >= w:
		bottom = h / 2
	case x < w/2:
		left = w / 2
	default:
		right = w / 2
	}
	dx, dy := math.Round((right-left)*inset), math.Round((bottom-top)*inset)
	left, top, right, bottom = math.Round(left)+dx, math.Round(top)+dy, math.Round(right)-dx, math.Round(bottom)-dy
	c.other, c.second = c.quad, true
	c.quad = corners{{left, top}, {right, top}, {right, bottom}, {left, bottom}}
	c.changed()
}

// dropSide takes away the side that is being worked on.
func (c *cutting) dropSide() {
	c.quad, c.other, c.second = c.other, corners{}, false
	c.changed()
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
	case c.turned != nil:
		cut.Turn, cut.Upright = c.turned.Turn, true
	case c.whole:
		cut.Whole, cut.Turn = true, c.turns()
	case c.second:
		cut.Corners, cut.Second = c.other, c.quad
	default:
		cut.Corners, cut.Second = c.quad, c.other
	}
	return cut
}
