package scan

import (
	"image"

	"beiandesk/internal/raster"
)

// What the lines of text on a document tell of which way up it is: surely
// whether it lies on its side, and hardly ever which of two ways is up.

// clearly is how far lines of text are apart from columns: 1.56 and more on 140
// generated photos of licences and cards, 2.1 and more on photos of papers and
// pages of forms, and the inverse of it on the same turned by a quarter.
const clearly = 1.5

// doubt is why it is not known which way up a document is: the variants of
// scan-upright-unsure.
type doubt string

const (
	noDoubt    doubt = ""
	untold     doubt = "untold"      // nothing tells
	sideways   doubt = "sideways"    // lines of text stand, and it may be turned to either side
	upsideDown doubt = "upside-down" // lines of text begin where they should end
)

// uprightness tells by what it is known which way up a document is, else why
// that is doubtful. A picture that is kept whole may be of anything: no text on
// it raises no doubt.
func (d *document) uprightness() (by clue, why doubt) {
	switch {
	case d.byHand || d.turnByHand:
		return byUser, noDoubt
	case d.bearing.sure:
		return d.bearing.by, noDoubt
	case d.flat == nil:
		return byNothing, noDoubt
	}
	small, _ := raster.Reduce(d.flat, 240)
	rows := linesOfText(small)
	switch {
	case rows < 1/clearly:
		return byNothing, sideways
	case rows < clearly && !d.whole:
		return byNothing, untold
	case rows < clearly:
		return byNothing, noDoubt
	case d.card && d.aspect < 1:
		return byNothing, untold
	case !d.card && endsAligned(d.flat):
		return byNothing, upsideDown
	}
	return byRows, noDoubt
}

// judgeUpright asks which way up a document is when nothing tells. What is cut
// off, or lies somewhere in a picture that could not be cut, shows no lines that
// could be trusted, and has its own remedy.
func (f *fitting) judgeUpright() {
	for i := range f.documents {
		d := &f.documents[i]
		by, why := d.uprightness()
		for _, rule := range [...]string{"scan-cut-off", "scan-outline-unsure", "scan-background", "scan-occupancy", "scan-wrong-document"} {
			if f.told(rule, d.source) {
				why = noDoubt
			}
		}
		d.uprightBy, d.doubt = by, why
		switch why {
		case noDoubt:
		case untold:
			f.vary("scan-upright-unsure", "", d.source, nil)
		default:
			f.vary("scan-upright-unsure", string(why), d.source, nil)
		}
	}
}

// linesOfText says whether lines of text lie, above 1, or stand, below 1: the
// sums of edges along lines of text and the gaps between them differ more than
// those across.
func linesOfText(r *raster.Raster) float64 {
	edges := r.Edges()
	rows, columns := make([]float64, r.H), make([]float64, r.W)
	for y := r.H / 10; y < r.H-r.H/10; y++ {
		for x := r.W / 10; x < r.W-r.W/10; x++ {
			v := float64(edges[y*r.W+x])
			rows[y] += v / float64(r.W)
			columns[x] += v / float64(r.H)
		}
	}
	return (roughness(rows) + 1e-3) / (roughness(columns) + 1e-3)
}

// roughness is the mean square difference of neighbours.
func roughness(values []float64) (sum float64) {
	for i := 1; i < len(values); i++ {
		sum += (values[i] - values[i-1]) * (values[i] - values[i-1])
	}
	return sum / float64(len(values))
}

// endsAligned reports whether the lines of a page of text are ragged on the left
// and aligned on the right, as when it is upside down. Of 12 upright pages of
// forms, certificates and books with as many lines, none is ragged on the left
// at all (0.09 to 0.86); that is enough to ask, and not to turn.
func endsAligned(flat *image.NRGBA) bool {
	const fewest, most = 12, -0.15 // lines, and contrast of the room after them with that before
	r, _ := raster.Reduce(flat, 700)
	before, after, lines := roomBesideLines(r)
	return lines >= fewest && contrast(after, before) < most
}

// roomBesideLines adds up the room before and after each line of text, in
// pixels; the margin of the sheet does not count.
func roomBesideLines(r *raster.Raster) (before, after float64, lines int) {
	const ink, fewest = 60, 4 // of an edge, and of edges in a row of a line
	edges := r.Edges()
	left, right, top := r.W/25, r.W-r.W/25, r.H/25
	first, last := right, left // of the line that is looked at
	for y := top; y <= r.H-top; y++ {
		a, b, count := right, left, 0
		for x := left; x < right && y < r.H-top; x++ {
			if edges[y*r.W+x] > ink {
				a, b, count = min(a, x), max(b, x), count+1
			}
		}
		if count >= fewest {
			first, last = min(first, a), max(last, b)
			continue
		}
		if last-first > r.W/20 {
			before, after, lines = before+float64(first-left), after+float64(right-last), lines+1
		}
		first, last = right, left
	}
	return before, after, lines
}
