package collect

import (
	"image"
	"math"
	"slices"

	"beiandesk/internal/mark"
	"beiandesk/internal/outline"
	"beiandesk/internal/warp"
)

// A4 in millimetres.
const (
	pageWidth  = 210.0
	pageHeight = 297.0
)

// DPI is the resolution of the printed page that a scan is laid over.
const DPI = 100

// mm is how many pixels of the printed page a millimetre has.
const mm = DPI / 25.4

// Printed is a page as it was printed.
type Printed struct {
	Page     *image.Gray // of DPI
	CodeLeft float64     // where its code begins, millimetres
	CodeTop  float64
	Places   []Place
}

// Place is a part of the page where people sign, seal or write, in millimetres
// from its upper left corner.
type Place struct {
	Kind                     Kind
	Left, Top, Width, Height float64
}

// Kind tells places apart.
type Kind string

// The kinds of places.
const (
	Seal Kind = "seal" // the square around the circle for a seal
	Sign Kind = "sign"
	Date Kind = "date"
)

// Sheet is where a page lies in its scan: its corners, clockwise from the upper
// left one when upright, in pixels of the picture. They may lie outside of it.
type Sheet struct {
	Corners [4][2]float64
	// Sure says that what is printed was found where it should be, so that the
	// places can be looked at.
	Sure bool
	// Parts is how many parts of what is printed were found where they should be; of
	// two ways to print a page the scan is of the one with more.
	Parts int
}

// Locate finds where the page of a mark lies: by the mark, by the sheet's edges
// where it was photographed, then by all that is printed on it.
func Locate(img image.Image, r Reading, printed *Printed) Sheet {
	quad := printed.byMark(r)
	b := img.Bounds()
	if !fills(quad, b) {
		if better, ok := printed.byEdges(img, r); ok {
			quad = better
		}
	}
	quad, _ = printed.matched(img, quad, coarse)
	return sheetOf(printed.matched(img, quad, fine))
}

// LocateUnmarked finds where a page lies whose mark could not be read: the whole
// picture or a sheet in it, any way up, whatever shows most of the print.
func LocateUnmarked(img image.Image, printed *Printed) Sheet {
	b := img.Bounds()
	w, h := float64(b.Dx()), float64(b.Dy())
	quads := []warp.Quad{{{X: 0, Y: 0}, {X: w, Y: 0}, {X: w, Y: h}, {X: 0, Y: h}}}
	for _, f := range outline.Find(img) {
		var q warp.Quad
		for i, p := range f.Quad {
			q[i] = warp.Point(p)
		}
		quads = append(quads, q)
	}
	best, most := quads[0], 0
	for _, q := range quads {
		for turn := range 4 {
			turned := warp.Quad{q[turn], q[(turn+1)%4], q[(turn+2)%4], q[(turn+3)%4]}
			if moved, kept := printed.matched(img, turned, wide); kept > most {
				best, most = moved, kept
			}
		}
	}
	best, _ = printed.matched(img, best, coarse)
	return sheetOf(printed.matched(img, best, fine))
}

func sheetOf(q warp.Quad, parts int) Sheet {
	s := Sheet{Sure: parts > 0, Parts: parts}
	for i, p := range q {
		s.Corners[i] = [2]float64{p.X, p.Y}
	}
	return s
}

// finders returns where the middles of the code's finder patterns are printed.
func (p *Printed) finders() (points [3]warp.Point) {
	for i, at := range [3][2]float64{{3.5, 3.5}, {mark.Modules - 3.5, 3.5}, {3.5, mark.Modules - 3.5}} {
		points[i] = warp.Point{X: p.CodeLeft + at[0]*mark.ModuleMM, Y: p.CodeTop + at[1]*mark.ModuleMM}
	}
	return points
}

// byMark returns the page's corners by the mark alone: turned, moved and scaled
// as its finder patterns are, not sheared.
func (p *Printed) byMark(r Reading) (q warp.Quad) {
	from := p.finders()
	to := [3]warp.Point{warp.Point(r.Symbol.Corner), warp.Point(r.Symbol.Right), warp.Point(r.Symbol.Below)}
	var fx, fy, tx, ty float64
	for i := range from {
		fx, fy, tx, ty = fx+from[i].X/3, fy+from[i].Y/3, tx+to[i].X/3, ty+to[i].Y/3
	}
	var a, b, n float64 // scale times cosine and sine, by least squares
	for i := range from {
		x, y, u, v := from[i].X-fx, from[i].Y-fy, to[i].X-tx, to[i].Y-ty
		a += x*u + y*v
		b += x*v - y*u
		n += x*x + y*y
	}
	a, b = a/n, b/n
	for i, c := range pageCorners {
		x, y := c.X-fx, c.Y-fy
		q[i] = warp.Point{X: tx + a*x - b*y, Y: ty + b*x + a*y}
	}
	return q
}

var pageCorners = warp.Quad{{X: 0, Y: 0}, {X: pageWidth, Y: 0}, {X: pageWidth, Y: pageHeight}, {X: 0, Y: pageHeight}}

// fills reports whether a page's corners are about the picture's own, as with a
// flatbed scanner.
func fills(q warp.Quad, b image.Rectangle) bool {
	const room = 0.07 // of the side
	w, h := float64(b.Dx()), float64(b.Dy())
	for _, c := range [4]warp.Point{{X: 0, Y: 0}, {X: w, Y: 0}, {X: w, Y: h}, {X: 0, Y: h}} {
		near := slices.ContainsFunc(q[:], func(p warp.Point) bool { return math.Abs(p.X-c.X) < room*w && math.Abs(p.Y-c.Y) < room*h })
		if !near {
			return false
		}
	}
	return true
}

// byEdges returns the corners of the sheet in a photo, in the order that puts
// the mark where it was printed.
func (p *Printed) byEdges(img image.Image, r Reading) (warp.Quad, bool) {
	const close = 12.0 // millimetres that the mark may be off
	seen := [3]warp.Point{warp.Point(r.Symbol.Corner), warp.Point(r.Symbol.Right), warp.Point(r.Symbol.Below)}
	best, least := warp.Quad{}, close
	for _, f := range outline.Find(img) {
		for turn := range 4 {
			var q warp.Quad
			for i := range q {
				q[i] = warp.Point(f.Quad[(i+turn)%4])
			}
			side := math.Hypot(q[2].X-q[1].X, q[2].Y-q[1].Y) / pageHeight // pixels a millimetre, about
			off := 0.0
			for i, at := range p.finders() {
				where, err := q.Part(10*pageWidth, 10*pageHeight, pointBox(at))
				if err != nil {
					off = math.Inf(1)
					break
				}
				off = max(off, math.Hypot(where[0].X-seen[i].X, where[0].Y-seen[i].Y)/side)
			}
			if off < least {
				best, least = q, off
			}
		}
	}
	return best, least < close
}

// pointBox is a point of the page as [warp.Quad.Part] takes it, in tenths of a
// millimetre.
func pointBox(at warp.Point) image.Rectangle {
	x, y := int(math.Round(10*at.X)), int(math.Round(10*at.Y))
	return image.Rect(x, y, x+10, y+10)
}
