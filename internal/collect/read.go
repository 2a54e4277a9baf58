package collect

import (
	"image"
	"math"

	"beiandesk/internal/mark"
	"beiandesk/internal/qr"
	"beiandesk/internal/warp"
)

// Reading is a mark that was read, and where its code lies.
type Reading struct {
	Mark mark.Mark
	// Symbol has the middles of the code's finder patterns, in pixels of the
	// picture.
	Symbol qr.Symbol
}

// Found reports whether the code was found in the picture; it was not where the
// mark is what the user says.
func (r *Reading) Found() bool { return r.Symbol != qr.Symbol{} }

// Read reads the mark on a scanned or photographed page, any way up. The corners
// of the picture are looked at first, then all of it; ink of a seal over the
// code is taken away where the picture has colours.
func Read(img image.Image) (Reading, bool) {
	b := img.Bounds()
	looks := []luma{grey, brightest}
	if isGrey(img) {
		looks = looks[:1]
	}
	corners := cornersOf(b)
	for _, enlarge := range []int{1, 2, 3} {
		if max(b.Dx(), b.Dy()) > fineEnough[enlarge] {
			break
		}
		for _, look := range looks {
			for _, part := range corners {
				if r, ok := readIn(img, part, view{look, 1, enlarge}, 6); ok {
					return r, true
				}
			}
		}
	}
	for _, look := range looks {
		for _, v := range []view{{look, 1, 1}, {look, 2, 1}, {look, 1, 2}} {
			long := max(b.Dx(), b.Dy())
			if v.reduce > 1 && long < coarseEnough || long > fineEnough[v.enlarge] {
				continue
			}
			if r, ok := readIn(img, b, v, 24); ok {
				return r, true
			}
		}
	}
	return Reading{}, false
}

// fineEnough is the long side of a picture, in pixels, beyond which it is not
// enlarged twice or thrice to find a code in it: A4 at 220 and 200 dpi. Blurred
// finder patterns of few pixels are only found enlarged. coarseEnough is one that
// is not reduced.
var fineEnough = [...]int{1: math.MaxInt, 2: 2600, 3: 2400}

const coarseEnough = 1800

// view is how a part of a picture is looked at.
type view struct {
	look            luma
	reduce, enlarge int
}

// cornersOf returns the parts of a picture in which the foot's right end lies
// when the page lies straight, the likely ones first: upright, upside down, on
// either side.
func cornersOf(b image.Rectangle) []image.Rectangle {
	const across, down = 0.42, 0.20 // of the page's width and height
	w, h := int(across*float64(b.Dx())), int(down*float64(b.Dy()))
	lying := b.Dx() > b.Dy()
	if lying {
		w, h = int(down*float64(b.Dx())), int(across*float64(b.Dy()))
	}
	upper, lower := image.Rect(b.Min.X, b.Min.Y, b.Min.X+w, b.Min.Y+h), image.Rect(b.Max.X-w, b.Max.Y-h, b.Max.X, b.Max.Y)
	left, right := image.Rect(b.Min.X, b.Max.Y-h, b.Min.X+w, b.Max.Y), image.Rect(b.Max.X-w, b.Min.Y, b.Max.X, b.Min.Y+h)
	if lying {
		return []image.Rectangle{left, right, lower, upper}
	}
	return []image.Rectangle{lower, upper, left, right}
}

// readIn looks for a mark in a part of a picture.
func readIn(img image.Image, part image.Rectangle, v view, most int) (Reading, bool) {
	small := enlarged(v.look.of(img, part, v.reduce), v.enlarge)
	for _, s := range qr.Candidates(small, most) {
		s = moved(s, part.Min.Sub(img.Bounds().Min), float64(v.reduce)/float64(v.enlarge))
		if !fitsMark(s) {
			continue
		}
		if m, ok := readAt(img, s, v.look); ok {
			return Reading{m, s}, true
		}
	}
	return Reading{}, false
}

// moved puts a symbol found in a reduced part into the whole picture.
func moved(s qr.Symbol, by image.Point, scale float64) qr.Symbol {
	for _, p := range []*qr.Point{&s.Corner, &s.Right, &s.Below} {
		p.X, p.Y = p.X*scale+float64(by.X), p.Y*scale+float64(by.Y)
	}
	s.Module *= scale
	return s
}

// between is how many modules the middles of a mark's finder patterns are apart.
const between = mark.Modules - 7

// fitsMark reports whether a symbol has as many modules as a mark.
func fitsMark(s qr.Symbol) bool {
	side := (math.Hypot(s.Right.X-s.Corner.X, s.Right.Y-s.Corner.Y) + math.Hypot(s.Below.X-s.Corner.X, s.Below.Y-s.Corner.Y)) / 2
	modules := side / s.Module
	return modules > between*0.78 && modules < between*1.28
}

// moduleSizes are the sizes, in pixels a module, at which a code is cut out of
// its picture until it can be read.
var moduleSizes = [...]int{6, 4, 9}

// readAt reads the code of a symbol.
func readAt(img image.Image, s qr.Symbol, look luma) (mark.Mark, bool) {
	const edge = mark.Quiet
	var q warp.Quad
	for i, at := range [4][2]float64{{-edge, -edge}, {mark.Modules + edge, -edge}, {mark.Modules + edge, mark.Modules + edge}, {-edge, mark.Modules + edge}} {
		u, v := (at[0]-3.5)/between, (at[1]-3.5)/between
		q[i].X = s.Corner.X + u*(s.Right.X-s.Corner.X) + v*(s.Below.X-s.Corner.X)
		q[i].Y = s.Corner.Y + u*(s.Right.Y-s.Corner.Y) + v*(s.Below.Y-s.Corner.Y)
	}
	for _, size := range moduleSizes {
		side := size * (mark.Modules + 2*edge)
		flat, err := warp.Straighten(img, q, side, side)
		if err != nil {
			return mark.Mark{}, false
		}
		square := look.of(flat, flat.Rect, 1)
		if size == moduleSizes[0] {
			if m, ok := sampled(square, size); ok {
				return m, true
			}
		}
		if text, ok := qr.Read(square); ok {
			m, ok := mark.Parse(text)
			return m, ok
		}
	}
	return mark.Mark{}, false
}
