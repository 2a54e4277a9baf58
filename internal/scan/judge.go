package scan

import (
	"fmt"
	"image"
	"math"
	"slices"

	"beiandesk/internal/filing"
	"beiandesk/internal/judge"
	"beiandesk/internal/provider"
	"beiandesk/internal/warp"
)

// Measured is what was measured on a document, see package judge.
type Measured struct {
	Edges    judge.Edges
	Light    judge.Light
	Coloured float64      // see [judge.Coloured]
	Grid     float64      // see [judge.Grid]
	Frame    *judge.Frame // of a picture that was taken as a whole
	// Overprint is nought where it cannot be told: without colour, out of focus.
	Overprint judge.Overprint
	DPI       float64 // pixels of the source for every inch of the document, 0 where its size is not known
}

// The limits, measured on generated photos, scans and screenshots, six sets of
// which are varied in pose, ground, light and shadow, and on real photos of
// papers.
const (
	// widestEdge is for text in focus, in pixels of a document of analysisSide:
	// text in focus has 1.8 to 2.5, text that is out of focus by a deviation
	// of 6 pixels of a picture 2400 wide has 6.9 to 8.1.
	widestEdge = 4.2
	fewEdges   = 300 // fewer strong edges say nothing: a page of text has thousands
	// darkestPaper is of 1: paper in usual light has 0.62 and more, photos with
	// four tenths of the light have 0.32 to 0.38. The shadow of the
	// photographer leaves 0.47 and more in the darkest tenth.
	darkestPaper  = 0.45
	darkestShadow = 0.35
	// glare covers 3 to 12 % of documents with a lamp mirrored in them, and 0.04 %
	// of others at most; paper around it is at 0.94 and less. Where all is as
	// white as a program or a fax leaves it, it is at 0.98 and more.
	leastGlare     = 0.003
	lightestAround = 0.955
	// leastColoured is for documents in colour: the palest backs of cards have
	// 0.0058 and more, copies without colour 0.0001.
	leastColoured = 0.0015
	// mostBetween of a page in black and white only: faxes have next to none, grey
	// copies 0.2.
	mostBetween = 0.02
	// leastGrid shows a screen: papers have 1.6 to 3.2, screens 3.9 and more.
	leastGrid = 3.6
	// Grey text over a document, in seven sizes, angles and depths over sixty
	// photos and scans, covers 0.42 % and more, has 1150 pixels of edges and
	// more, 0.50 to 1 of it of one depth, nearly always above 0.6, its edges run
	// level by 0.19 at most. Documents in colour without it have 300 pixels of
	// such edges, photos of printed pages up to 2100, a depth of 0.51 at most and
	// a level of 0.15 to 0.42.
	leastGrey      = 0.004
	leastGreyEdges = 1000
	leastDepth     = 0.56
	mostLevel      = 0.22
	// leastPortrait and mostPrint part the sides of cards by the share that is
	// dark all over: 0.044 and more with a portrait, 0.0085 at most without.
	leastPortrait = 0.025
	mostPrint     = 0.014
	// coarseSheet and coarseCard are resolutions below which small print is hard
	// to read; a card's print is larger for its size in pixels, but smaller
	// on it.
	coarseSheet = 100
	coarseCard  = 150
)

// judge looks for what a reviewer would refuse.
func (f *fitting) judge() {
	if f.slot.Form == provider.FormAny {
		return
	}
	for i := range f.documents {
		d := &f.documents[i]
		d.measured = d.measure()
		f.result.Measured = append(f.result.Measured, d.measured)
		f.judgeKind(d)
		f.judgeLight(d)
		f.judgeFrame(d)
	}
	f.judgeColour()
	f.judgeSides()
	f.judgeUpright()
	for i := range f.documents {
		f.documents[i].flat = nil
	}
}

// measure measures a document in the copy that was made to see which way up
// it is.
func (d *document) measure() Measured {
	m := Measured{DPI: d.dpi()}
	if d.flat == nil { // nobody looked yet: the user says where it is
		w, h := boxed(d.aspect, analysisSide)
		flat, err := warp.Straighten(d.source.img, d.quad, w, h)
		if err != nil {
			return m
		}
		d.flat = flat
	}
	m.Edges = judge.EdgesOf(lumaOf(d.flat))
	m.Light = judge.LightOf(d.flat)
	m.Coloured = judge.Coloured(d.flat)
	if m.Coloured >= leastColoured && !wideEdged(m.Edges) {
		m.Overprint = judge.OverprintOf(d.flat)
	}
	if _, dithered := d.source.img.(*image.Paletted); !dithered && !drawn(d.source.img) {
		m.Grid = judge.Grid(d.source.img, d.places())
	}
	if d.whole {
		frame := judge.FrameOf(d.flat)
		m.Frame = &frame
	}
	return m
}

// dpi returns the document's resolution in its source, where its proportions
// tell what size it has: that of a card, or A4.
func (d *document) dpi() float64 {
	const inch, cardLong, sheetLong = 25.4, 85.60, 297
	w, h := d.size()
	switch {
	case isCard(d.aspect):
		return float64(max(w, h)) / cardLong * inch
	case d.isSheet():
		return float64(max(w, h)) / sheetLong * inch
	}
	return 0
}

func (d *document) isSheet() bool {
	return math.Abs(math.Log(max(d.aspect, 1/d.aspect)/math.Sqrt2)) < 0.03
}

// coarse reports whether a document has too few pixels for its print to be read.
func (d *document) coarse() bool {
	least := float64(coarseSheet)
	if isCard(d.aspect) {
		least = coarseCard
	}
	return d.measured.DPI > 0 && d.measured.DPI < least
}

// blurred reports whether text is out of focus: wide edges in the document, and
// in its source too, as one of few pixels has wide ones when it is enlarged.
func (d *document) blurred() bool {
	e := d.measured.Edges
	w, h := d.size()
	source := e.Width * float64(max(w, h)) / analysisSide
	return wideEdged(e) && source > widestEdge
}

// wideEdged reports whether the edges of text are too wide for it to be sharp.
func wideEdged(e judge.Edges) bool { return e.Count >= fewEdges && e.Width > widestEdge }

// overprinted reports whether grey text lies over a document.
func overprinted(o judge.Overprint) bool {
	return o.Share >= leastGrey && o.Edges >= leastGreyEdges && o.Depth >= leastDepth && o.Level <= mostLevel
}

// places returns places all over the document, in its source.
func (d *document) places() (at []image.Point) {
	const across, down = 10, 8
	b := d.source.img.Bounds()
	for j := range down {
		for i := range across {
			u, v := (float64(i)+0.75)/(across+0.5), (float64(j)+0.75)/(down+0.5)
			q := d.quad
			x := (q[0].X*(1-u)+q[1].X*u)*(1-v) + (q[3].X*(1-u)+q[2].X*u)*v
			y := (q[0].Y*(1-u)+q[1].Y*u)*(1-v) + (q[3].Y*(1-u)+q[2].Y*u)*v
			at = append(at, b.Min.Add(image.Pt(int(x), int(y))))
		}
	}
	return at
}

// judgeKind tells whether it is a document that the slot is not for.
func (f *fitting) judgeKind(d *document) {
	by, sure := d.bearing.by, d.bearing.sure
	switch {
	case d.whole && screenshot(d.source.img):
		f.vary("scan-wrong-document", "screenshot", d.source, nil)
	case f.slot.Form == provider.FormSheet && isCard(d.aspect) && sure && (by == byPortrait || by == byEmblem):
		f.vary("scan-wrong-document", "card", d.source, nil)
	case f.slot.Form == provider.FormCard && by == byQRCode && !isCard(d.proportions):
		f.vary("scan-wrong-document", "licence", d.source, nil)
	}
}

// judgeLight tells what is wrong with the picture that was taken: one cause, one
// finding.
func (f *fitting) judgeLight(d *document) {
	m := &d.measured
	if d.blurred() {
		f.vary("scan-blurred", "", d.source, filing.Args{"width": fmt.Sprintf("%.1f", m.Edges.Width)})
	}
	percent := func(share float64) string { return fmt.Sprintf("%.0f", 100*share) }
	switch {
	case m.Light.Paper == 0:
	case m.Light.Paper < darkestPaper:
		f.vary("scan-dark", "", d.source, filing.Args{"paper": percent(m.Light.Paper)})
	case m.Light.Dimmest < darkestShadow:
		f.vary("scan-shadow", "", d.source, filing.Args{"paper": percent(m.Light.Dimmest), "bright": percent(m.Light.Brightest)})
	}
	if m.Light.Glare > leastGlare && m.Light.Around < lightestAround {
		f.vary("scan-glare", "", d.source, filing.Args{"share": fmt.Sprintf("%.1f", 100*m.Light.Glare)})
	}
	if m.Grid > leastGrid {
		f.vary("scan-screen", "", d.source, nil)
	}
	if overprinted(m.Overprint) && !(d.whole && drawn(d.source.img)) {
		f.vary("scan-watermark", "", d.source, filing.Args{"share": fmt.Sprintf("%.1f", 100*m.Overprint.Share)})
	}
}

// judgeFrame tells what is wrong where no document was found, and so nothing
// could be cut away.
func (f *fitting) judgeFrame(d *document) {
	const strokes, ground, least = 4, 0.8, 0.65
	frame := d.measured.Frame
	if frame == nil || f.told("scan-cut-off", d.source) || drawn(d.source.img) {
		return
	}
	// Ink that runs out on all sides is a pattern, or desk.
	if slices.Max(frame.Crossing[:]) >= strokes && sidesWithout(frame.Crossing) >= 2 {
		f.untell("scan-outline-unsure", d.source) // it is why
		f.vary("scan-cut-off", "", d.source, nil)
		return
	}
	switch {
	case f.told("scan-outline-unsure", d.source):
	case frame.Ground > ground:
		f.vary("scan-background", "", d.source, nil)
	case frame.Across > 0 && frame.Across < least && frame.Down < least:
		f.vary("scan-occupancy", "", d.source, nil)
	}
}

// sidesWithout counts the sides at which no ink runs out.
func sidesWithout(crossing [4]int) (n int) {
	for _, c := range crossing {
		if c == 0 {
			n++
		}
	}
	return n
}

// judgeColour tells of sources none of whose documents has colour.
func (f *fitting) judgeColour() {
	for _, s := range f.sources {
		grey, between := f.slot.Colour, 1.0
		for i := range f.documents {
			if d := &f.documents[i]; d.source == s {
				grey = grey && d.flat != nil && d.measured.Coloured < leastColoured
				between = judge.Between(s.img, d.bounds())
			}
		}
		if grey && between < mostBetween {
			f.vary("scan-gray", "bilevel", s, nil)
		} else if grey {
			f.find("scan-gray", s, nil)
		}
	}
}

// bounds returns the part of the source that a document lies in.
func (d *document) bounds() (r image.Rectangle) {
	for _, p := range d.quad {
		r = r.Union(image.Rect(int(p.X), int(p.Y), int(p.X)+1, int(p.Y)+1))
	}
	return r.Add(d.source.img.Bounds().Min)
}

// judgeSides tells of a document with one side, or with the same side twice.
func (f *fitting) judgeSides() {
	if f.slot.Sides != 2 {
		return
	}
	first := &f.documents[0]
	if len(f.documents) == 1 {
		if first.aspect > 1 {
			f.find("scan-one-side", first.source, nil)
		}
		return
	}
	second := &f.documents[1]
	if !isCard(first.aspect) || !isCard(second.aspect) {
		return
	}
	a, b := &first.measured.Light, &second.measured.Light
	emblem := func(d *document) bool { return d.bearing.sure && d.bearing.by == byEmblem }
	switch {
	case min(a.Solid, b.Solid) > leastPortrait && !emblem(first) && !emblem(second):
		f.vary("scan-wrong-document", "fronts", second.source, nil)
	case max(a.Solid, b.Solid) < mostPrint && (emblem(first) || emblem(second)):
		f.vary("scan-wrong-document", "backs", second.source, nil)
	}
}

// vary adds a finding in one of its rule's wordings, unless the source has one
// by that rule already.
func (f *fitting) vary(rule, variant string, s *source, args filing.Args) {
	if f.told(rule, s) {
		return
	}
	f.find(rule, s, args)
	f.result.Findings[len(f.result.Findings)-1].Variant = variant
}

// untell takes back what another finding says better.
func (f *fitting) untell(rule string, s *source) {
	f.result.Findings = slices.DeleteFunc(f.result.Findings, func(x filing.Finding) bool { return x.Rule == rule && x.Args["file"] == s.file })
}

func (f *fitting) told(rule string, s *source) bool {
	return slices.ContainsFunc(f.result.Findings, func(x filing.Finding) bool { return x.Rule == rule && x.Args["file"] == s.file })
}

// screenshot reports whether a picture was made by a program and has the
// proportions of a screen: longer than any document, or exactly a screen's size.
func screenshot(img image.Image) bool {
	const longest = 1.7 // a card has 1.59
	b := img.Bounds()
	w, h := max(b.Dx(), b.Dy()), min(b.Dx(), b.Dy())
	if float64(w) < longest*float64(h) && !slices.Contains(screens, image.Pt(w, h)) {
		return false
	}
	return drawn(img)
}

// drawn reports whether a program made a picture: most neighbours are of one
// colour.
func drawn(img image.Image) bool { return evenShare(img) > 0.5 }

// screens are the usual ones that are not as long as that.
var screens = []image.Point{{X: 1024, Y: 768}, {X: 1280, Y: 800}, {X: 1280, Y: 1024}, {X: 1440, Y: 900}, {X: 1680, Y: 1050},
	{X: 1920, Y: 1200}, {X: 2560, Y: 1600}, {X: 2880, Y: 1800}, {X: 2160, Y: 1440}, {X: 2256, Y: 1504}, {X: 2736, Y: 1824}}
