package scan

import (
	"image"
	"image/color"
	"math"
	"slices"

	"github.com/disintegration/imaging"

	"beiandesk/internal/outline"
	"beiandesk/internal/provider"
	"beiandesk/internal/warp"
)

// document is one document in a source: a sheet, or a side of a card, or the
// whole picture where none was found.
type document struct {
	source     *source
	quad       warp.Quad // its corners, clockwise from what is its upper left when upright
	found      outline.Found
	whole      bool // the picture as it is, no outline was found
	aspect     float64
	bearing    bearing
	byHand     bool     // the user says where it is, and so which way up
	uprightBy  clue     // what tells which way up it is, once judged
	doubt      doubt    // why that is to be asked
	turnByHand bool     // the user says which way up it is
	skew       float64  // degrees, clockwise, that the lines of a whole picture are off the level
	card       bool     // it has the proportions of a card, in a slot for one
	code       *printed // the QR code on it, nil for none seen

	even         bool // the light on it is to be evened
	raised, cast int  // what that came to, see evenLight

	proportions float64      // its width by its height as measured; aspect is that of the likely format
	flat        *image.NRGBA // a straightened copy to look at, as it lies in the source; nil until somebody does
	measured    Measured

	explain func(step string, img image.Image) // see Options.Explain; nil for nobody
}

// surely is the score above which an outline is relied on: clear photos of the
// generated sets score 0.8 and more, outlines that are wrong 0.67 at most.
const surely = 0.55

// reliable reports whether an outline is relied on: it scores well, and every
// side that is not on the picture's edge was seen, at least two of them.
func reliable(f *outline.Found) bool {
	seen := 0
	for i, share := range f.Seen {
		switch {
		case f.OnFrame[i]:
		case share < 0.3:
			return f.Score >= 0.7 && share > 0
		case share > 0.5:
			seen++
		}
	}
	return f.Score >= surely && seen >= 2
}

// locate finds the documents in a source, at most as many as most, from top to
// bottom. Where it is not sure of any it takes the whole picture.
func locate(s *source, form provider.Form, most int) (documents []document, unsure bool) {
	if form == provider.FormAny {
		return []document{wholeOf(s)}, false
	}
	found := outline.Find(s.img)
	for _, f := range found {
		if !reliable(&f) || rendered(s.img, f.Quad) {
			continue
		}
		d := straightened(s, f, form)
		if len(documents) > 0 && !(d.card && documents[0].card) {
			continue // a second one counts only as the other side of a card
		}
		documents = append(documents, d)
		if len(documents) == most {
			break
		}
	}
	if len(documents) == 0 {
		return []document{uprightWhole(s)}, slices.ContainsFunc(found, func(f outline.Found) bool { return doubtful(s, f) })
	}
	if len(documents) == 2 && documents[0].middle() > documents[1].middle() {
		documents[0], documents[1] = documents[1], documents[0]
	}
	return documents, false
}

// doubtful reports whether an outline that is not relied on may well be one: a
// good part of the picture, whose sides were seen or lie on the picture's edge.
func doubtful(s *source, f outline.Found) bool {
	const leastArea, leastScore = 0.25, 0.45
	seen, beyond := 0, 0
	for i, share := range f.Seen {
		switch {
		case f.OnFrame[i]:
			beyond++
		case share > 0.5:
			seen++
		}
	}
	return seen >= 1 && seen+beyond >= 3 && f.Score >= leastScore && f.Quad.Area() > leastArea*float64(s.width()*s.height()) && !rendered(s.img, f.Quad)
}

// wholeOf takes a picture as it is.
func wholeOf(s *source) document {
	w, h := float64(s.width()), float64(s.height())
	return document{source: s, whole: true, aspect: w / h, proportions: w / h, quad: warp.Quad{{X: 0, Y: 0}, {X: w, Y: 0}, {X: w, Y: h}, {X: 0, Y: h}}}
}

// uprightWhole takes a whole picture, turned upright where its content tells.
func uprightWhole(s *source) document {
	d := wholeOf(s)
	d.flat = fitted(s.img, analysisSide)
	if onWhite(d.flat) {
		if d.skew = skewOf(d.flat); d.skew != 0 {
			d.quad = levelled(s.width(), s.height(), d.skew)
		}
	}
	if b := bearingOf(d.flat); b.by != bySeal { // what is red in a picture of anything is no seal
		d.turn(b, d.flat.Rect.Size())
	}
	return d
}

// analysisSide is the long side of the straightened copy in which a document is
// looked at, pixels.
const analysisSide = 1000

// straightened works out a found document's proportions and which way up it is.
func straightened(s *source, f outline.Found, form provider.Form) document {
	d := document{source: s, found: f}
	for i, p := range f.Quad {
		d.quad[i] = warp.Point{X: tenths(p.X), Y: tenths(p.Y)}
	}
	d.proportions = warp.Aspect(d.quad, s.width(), s.height())
	d.aspect = known(d.proportions, form)
	d.card = form == provider.FormCard && isCard(d.aspect)
	w, h := boxed(d.aspect, analysisSide)
	if flat, err := warp.Straighten(s.img, d.quad, w, h); err == nil {
		d.flat = flat
		d.turn(bearingOf(flat), flat.Rect.Size())
	}
	return d
}

// tenths rounds to tenths of a pixel, so that what no eye can see never makes a
// different file on another machine.
func tenths(f float64) float64 { return math.Round(f*10) / 10 }

// turn takes note of which way up the document is, by its bearing in a
// straightened copy of some size. Where that is a mere guess,
// quarter turns are only made when they are certain to be needed.
func (d *document) turn(b bearing, size image.Point) {
	d.noteCode(b.symbol, size.X, size.Y)
	d.bearing = b
	if !b.sure {
		d.bearing.turn = 0
	}
	// The corner that comes to the upper left by a turn clockwise is the one
	// before it.
	var q warp.Quad
	for i := range q {
		q[i] = d.quad[(i+4-d.bearing.turn)%4]
	}
	d.quad = q
	if d.bearing.turn%2 == 1 {
		d.aspect = 1 / d.aspect
	}
}

// middle is how far down in the picture the document lies.
func (d *document) middle() float64 {
	return d.quad[0].Y + d.quad[1].Y + d.quad[2].Y + d.quad[3].Y
}

// untouched reports whether the document is the picture as it is.
func (d *document) untouched() bool { return d.whole && d.bearing.turn == 0 && d.skew == 0 }

// size returns how many pixels of the source the document has, by its true
// proportions.
func (d *document) size() (w, h int) {
	if d.untouched() {
		return d.source.width(), d.source.height()
	}
	area := outlineOf(d.quad).Area()
	return max(1, int(math.Round(math.Sqrt(area*d.aspect)))), max(1, int(math.Round(math.Sqrt(area/d.aspect))))
}

func outlineOf(q warp.Quad) (out outline.Quad) {
	for i, p := range q {
		out[i] = outline.Point(p)
	}
	return out
}

// render returns the document as a picture of w by h pixels.
func (d *document) render(w, h int) (image.Image, error) {
	if d.untouched() {
		return resize(d.source.img, w, h), nil
	}
	flat, err := warp.Straighten(d.source.img, d.inset(), w, h)
	if err != nil {
		return nil, err
	}
	if d.explain != nil {
		d.explain("straight", imaging.Clone(flat)) // the light is evened in place
	}
	if d.even {
		d.raised, d.cast = evenLight(flat)
		if d.explain != nil {
			d.explain("light", imaging.Clone(flat))
		}
	}
	if d.card {
		roundCorners(flat)
	}
	return flat, nil
}

// inset returns the document's corners a little inside, so that no strip of
// the ground shows along its sides.
func (d *document) inset() warp.Quad {
	const share = 0.002
	if d.whole || d.byHand {
		return d.quad
	}
	q := d.quad
	for i := range q {
		opposite := d.quad[(i+2)%4]
		q[i].X += (opposite.X - q[i].X) * share
		q[i].Y += (opposite.Y - q[i].Y) * share
	}
	return q
}

// cutOff reports whether a side of the document is not in the picture.
func (d *document) cutOff() bool {
	const room = 0.01 // of the long side that a corner may lie outside: it is round, or white
	if d.whole || d.byHand {
		return false
	}
	far := room * float64(max(d.source.width(), d.source.height()))
	for i, p := range d.found.Quad {
		if d.found.OnFrame[i] || p.X < -far || p.Y < -far || p.X > float64(d.source.width())+far || p.Y > float64(d.source.height())+far {
			return true
		}
	}
	return false
}

// known returns the proportions of the format that a document is likely to be
// of: a card, or a sheet of the A series lying or standing, whichever is nearer;
// else those measured. Perspective tells them to a few per cent only, so that
// the slot's own form is given more room.
func known(aspect float64, form provider.Form) float64 {
	const usual, expected = 0.04, 0.12
	best, least := aspect, math.Inf(1)
	for _, format := range []struct {
		aspect float64
		form   provider.Form
	}{{cardRatio, provider.FormCard}, {1 / cardRatio, provider.FormCard}, {math.Sqrt2, provider.FormSheet}, {1 / math.Sqrt2, provider.FormSheet}} {
		room := usual
		if format.form == form {
			room = expected
		}
		if off := math.Abs(math.Log(aspect / format.aspect)); off < room && off < least {
			best, least = format.aspect, off
		}
	}
	return best
}

// boxed returns the size of proportions whose long side is given.
func boxed(aspect float64, long int) (w, h int) {
	if aspect >= 1 {
		return long, max(1, int(math.Round(float64(long)/aspect)))
	}
	return max(1, int(math.Round(float64(long)*aspect))), long
}

// cornerRadius is the radius of a card's corners as a share of its long side
// (ISO/IEC 7810: 2.88 mm to 3.48 mm).
const cornerRadius = 3.18 / 85.60

// roundCorners makes white what lies beyond the round corners of a card.
func roundCorners(m *image.NRGBA) {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	r := cornerRadius * float64(max(w, h))
	n := int(math.Ceil(r))
	for y := range n {
		for x := range n {
			out := math.Hypot(r-float64(x)-0.5, r-float64(y)-0.5) - r
			cover := min(max(out+0.5, 0), 1)
			if cover == 0 {
				continue
			}
			for _, p := range [4]image.Point{{X: x, Y: y}, {X: w - 1 - x, Y: y}, {X: x, Y: h - 1 - y}, {X: w - 1 - x, Y: h - 1 - y}} {
				whiten(m, p, cover)
			}
		}
	}
}

func whiten(m *image.NRGBA, at image.Point, cover float64) {
	if !at.In(m.Rect) {
		return
	}
	c := m.NRGBAAt(at.X, at.Y)
	mix := func(v uint8) uint8 { return uint8(math.Round(float64(v)*(1-cover) + 255*cover)) }
	m.SetNRGBA(at.X, at.Y, color.NRGBA{mix(c.R), mix(c.G), mix(c.B), 255})
}

// rendered reports whether an outline is a panel of a page that a program drew:
// its sides lie exactly along rows and columns, and most neighbours are of one
// colour, which no camera and no scanner delivers.
func rendered(img image.Image, q outline.Quad) bool {
	const exactly = 0.75 // pixels
	for i := range q {
		a, b := q[i], q[(i+1)%4]
		if math.Abs(a.X-b.X) > exactly && math.Abs(a.Y-b.Y) > exactly {
			return false
		}
	}
	return evenShare(img) > 0.5
}

// evenShare returns the share of pixels that have exactly the colour of the one
// beside them, of some thousand looked at.
func evenShare(img image.Image) float64 {
	const probes = 64
	b := img.Bounds()
	same, all := 0, 0
	for j := range probes {
		for i := range probes {
			x, y := b.Min.X+i*(b.Dx()-1)/probes, b.Min.Y+j*b.Dy()/probes
			if x+1 < b.Max.X {
				all++
				if img.At(x, y) == img.At(x+1, y) {
					same++
				}
			}
		}
	}
	return float64(same) / float64(max(1, all))
}
