package scan

import (
	"image"
	"math"
	"slices"

	"beiandesk/internal/provider"
	"beiandesk/internal/qr"
	"beiandesk/internal/warp"
)

// Cut is what the user says of how a file is cut. The zero value leaves it all
// to what is found.
type Cut struct {
	// Corners are where the document lies: clockwise from what is the upper left
	// when upright, in pixels of the file's first page as displayed. The zero
	// value stands for what is found.
	Corners [4][2]float64
	// Second is where the other side of the document lies on the same picture, in
	// the same way; Corners are those of the side that comes above it. The zero
	// value stands for none.
	Second [4][2]float64
	// Whole keeps the whole picture; Corners are not looked at then.
	Whole bool
	// Turn is the number of quarter turns clockwise, 0 to 3, that make upright what
	// is displayed: a picture that is kept whole, or with Upright what is found.
	// Otherwise the corners tell which way is up.
	Turn int
	// Upright has what is found turned by Turn, whatever its content tells; where
	// that leaves a doubt of some documents in the file only, those alone.
	Upright bool
	// KeepLight leaves the light on the document as it is.
	KeepLight bool
}

// Placed reports whether the user says where the document lies.
func (c Cut) Placed() bool { return c.Corners != [4][2]float64{} }

// Bounds of corners that are taken from the user.
const (
	leastSide  = 16      // pixels, of the shortest side
	mostRatio  = 20      // of the longest side to the shortest
	mostPixels = 1 << 20 // that a corner may be away from the upper left
)

// Sound reports whether a cut can be made: its corners, if there are any, go
// clockwise round a convex shape that is neither tiny nor a mere strip, and the
// turns are 0 to 3.
func (c Cut) Sound() bool {
	if c.Turn < 0 || c.Turn > 3 {
		return false
	}
	second := c.Second != [4][2]float64{}
	if !c.Placed() || c.Whole {
		return !second
	}
	return !c.Upright && soundCorners(c.Corners) && (!second || soundCorners(c.Second))
}

func soundCorners(corners [4][2]float64) bool {
	short, long := math.Inf(1), 0.0
	for i, p := range corners {
		q, r := corners[(i+1)%4], corners[(i+2)%4]
		if !(math.Abs(p[0]) <= mostPixels && math.Abs(p[1]) <= mostPixels) { // NaN too
			return false
		}
		side := math.Hypot(q[0]-p[0], q[1]-p[1])
		short, long = min(short, side), max(long, side)
		if across := (q[0]-p[0])*(r[1]-q[1]) - (q[1]-p[1])*(r[0]-q[0]); across < leastSide*leastSide/2 {
			return false
		}
	}
	return short >= leastSide && long <= mostRatio*short
}

// lieIn reports whether corners lie in a picture of w by h pixels, or little
// outside: if not, they were given for another picture.
func (c Cut) lieIn(w, h int) bool {
	const room = 0.1 // of the side
	for _, p := range slices.Concat(c.Corners[:], c.Second[:]) {
		if x, y := p[0]/float64(w), p[1]/float64(h); !(x >= -room && x <= 1+room && y >= -room && y <= 1+room) {
			return false
		}
	}
	return true
}

// Place is where a document of a fitted picture lies.
type Place struct {
	File string
	Page int // of the file, from 1
	// Quad has its corners, clockwise from what is its upper left when upright,
	// in pixels of the file as displayed: the picture's own when it is kept whole.
	Quad  [4][2]float64
	Whole bool
	// UprightBy is what told which way up it is, see [Result]; UprightUnsure that
	// this is doubtful, and the user is to be asked.
	UprightBy     string
	UprightUnsure bool
}

func (d *document) place() Place {
	p := Place{File: d.source.file, Page: d.source.page, Whole: d.whole, UprightBy: string(d.uprightBy), UprightUnsure: d.doubt != noDoubt}
	for i, c := range d.quad {
		p.Quad[i] = [2]float64{c.X, c.Y}
	}
	return p
}

// cutOf is what the user says of how a page is cut.
func (f *fitting) cutOf(s *source) Cut {
	if s.cut != nil {
		return *s.cut
	}
	return f.opt.Cuts[s.file]
}

// documentsIn returns the documents of a source: where the user says, else
// where they are found.
func (f *fitting) documentsIn(s *source, most int) (documents []document, unsure bool) {
	cut := f.cutOf(s)
	switch {
	case cut.Whole && cut.Sound():
		return []document{wholeByHand(s, cut.Turn)}, false
	case cut.Placed() && (s.page <= 1 || s.cut != nil):
		if cut.Sound() && cut.lieIn(s.width(), s.height()) {
			documents = []document{placed(s, cut.Corners, f.slot.Form)}
			if cut.Second != ([4][2]float64{}) && most > 1 {
				documents = append(documents, placed(s, cut.Second, f.slot.Form))
			}
			return documents, false
		}
		f.step("指定的四角与图片不符，改为自动查找", "the corners that were given do not fit the picture: they were looked for instead")
	}
	return locate(s, f.slot.Form, most)
}

// turnByHand turns what was found in files as the user says: of several documents
// in a file those of which it is doubtful which way up they are, else all.
func (f *fitting) turnByHand() {
	doubtful := make(map[string]bool)
	for i := range f.documents {
		if _, why := f.documents[i].uprightness(); why != noDoubt {
			doubtful[f.documents[i].source.file] = true
		}
	}
	for i := range f.documents {
		d := &f.documents[i]
		_, why := d.uprightness()
		if cut := f.cutOf(d.source); cut.Upright && cut.Sound() && !d.byHand && (why != noDoubt || !doubtful[d.source.file]) {
			found := d.bearing
			d.turn(bearing{turn: (cut.Turn - found.turn + 4) % 4, sure: true}, image.Point{})
			d.bearing, d.turnByHand = found, true
			d.bearing.turn = cut.Turn
			f.step("按指定的方向顺时针转 %d 度", "turned by %d degrees clockwise, as asked", 90*cut.Turn)
		}
	}
}

// placed takes a document to be where the user says, and upright as they say.
func placed(s *source, corners [4][2]float64, form provider.Form) document {
	d := document{source: s, byHand: true}
	for i, c := range corners {
		d.quad[i] = warp.Point{X: tenths(c[0]), Y: tenths(c[1])}
	}
	d.proportions = min(max(warp.Aspect(d.quad, s.width(), s.height()), 1.0/mostRatio), mostRatio)
	d.aspect = known(d.proportions, form)
	d.card = form == provider.FormCard && isCard(d.aspect)
	w, h := boxed(d.aspect, analysisSide)
	if flat, err := warp.Straighten(s.img, d.quad, w, h); err == nil {
		d.flat = flat
		if symbol, ok := qr.Find(lumaOf(flat)); ok {
			d.noteCode(&symbol, w, h)
		}
	}
	return d
}

// wholeByHand takes a whole picture, turned by quarters clockwise.
func wholeByHand(s *source, turn int) document {
	d := wholeOf(s)
	d.byHand = true
	d.flat = fitted(s.img, analysisSide)
	b := bearing{turn: turn, sure: true}
	if symbol, ok := qr.Find(lumaOf(d.flat)); ok {
		b.symbol = &symbol
	}
	d.turn(b, d.flat.Rect.Size())
	return d
}

// tellByHand notes what the user said of a document.
func (f *fitting) tellByHand(d *document) {
	switch {
	case !d.whole:
		f.step("按指定的四角校正透视并裁切", "straightened and cut to the corners that were given")
	case d.bearing.turn != 0:
		f.step("按要求保留整张图片，顺时针转 %d 度", "kept whole and turned by %d degrees clockwise, as asked", 90*d.bearing.turn)
	default:
		f.step("按要求保留整张图片", "kept whole, as asked")
	}
}

// explainFor returns what shows the steps on the n-th document, from 0, to who
// wants to see them; nil for nobody.
func (f *fitting) explainFor(n int) func(step string, img image.Image) {
	if f.opt.Explain == nil {
		return nil
	}
	return func(step string, img image.Image) {
		if n > 0 {
			step += "-" + itoa(n+1)
		}
		f.opt.Explain(step, img)
	}
}
