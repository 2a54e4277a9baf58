package pdf

import (
	"strings"

	"beiandesk/forms"
)

// content returns what a cell shows.
func (l *layouter) content(c *cell, open bool) content {
	switch {
	case len(c.Sign) > 0 || c.Seal != "":
		return l.signContent(c, open)
	case c.Photo:
		return &photoContent{l: l, text: l.fitted(c, fit{max: 9 * pt, min: 7 * pt})}
	default:
		return l.textContent(c, open)
	}
}

// textContent is wording or a value in a cell.
type textContent struct {
	l     *layouter
	fit   fit // without width and height
	align forms.Align
	padX  length
	padY  length
	fixed *setText // a part of a divided text
}

// Sizes of text in tables. A text is set smaller to fit its row, but not below
// the least size: rather the row becomes higher, and the text less small.
const (
	leastBelow  = 3 * pt / 2 // how far below the usual size
	highBelow   = pt         // likewise, in a row that became higher
	mostInTable = 21 * pt / 2
	codeTrack   = 90 // thousandths
)

func (l *layouter) textContent(c *cell, open bool) *textContent {
	usual := min(size(c.size, l.body()), mostInTable)
	t := &textContent{l: l, padX: padAcross, padY: padDown, align: c.Align}
	text := c.Text
	f := fit{max: usual, min: usual - leastBelow, pitch: 1300, indent: int(c.Indent * 1000)}
	style := textStyle{face: Song}
	if c.Head {
		style.face, f.max, f.min = Hei, usual-pt/2, usual-5*pt/2
		t.padX = mm(1)
	}
	if c.Vertical {
		text = stacked(text)
		t.padX, t.padY, f.pitch = 0, mm(0.5), 1050
	}
	if c.Code {
		f.track = codeTrack
		f.max += pt / 2
	}
	if t.align == "" {
		t.align = forms.Left
		if centred(c.Cell) {
			t.align = forms.Centre
		}
	}
	if open {
		t.padX = 0
	}
	f.paragraphs = l.paragraphs(text, style)
	t.fit = f
	return t
}

// fitted prepares the text of a cell to be fitted later.
func (l *layouter) fitted(c *cell, f fit) fit {
	f.paragraphs = l.paragraphs(c.Text, textStyle{face: Song})
	f.pitch = 1400
	return f
}

// stacked puts the characters of a text one below the other.
func stacked(text forms.Text) forms.Text {
	var out forms.Text
	for _, s := range text {
		s.Text = strings.Join(strings.Split(strings.ReplaceAll(Clean(s.Text), "\n", ""), ""), "\n")
		if len(out) > 0 {
			out = append(out, forms.Span{Text: "\n"})
		}
		out = append(out, s)
	}
	return out
}

func (t *textContent) set(width, height length) setText {
	if t.fixed != nil {
		return *t.fixed
	}
	f := t.fit
	f.width, f.height = width-2*t.padX, height-2*t.padY
	return f.set()
}

func (t *textContent) fitsIn(width, height length) bool { return t.set(width, height).fits }

func (t *textContent) needs(width length) length {
	return t.fit.high(t.high(width)) + 2*t.padY
}

// high returns the text as it is set where its row becomes as high as it
// needs.
func (t *textContent) high(width length) setText {
	if t.fixed != nil {
		return *t.fixed
	}
	f := t.fit
	f.width, f.height = width-2*t.padX, 1<<40
	f.max = max(f.min, f.max-highBelow)
	return f.set()
}

// parts returns into how many parts the text is divided for a page.
func (t *textContent) parts(width length) int {
	s := t.high(width)
	return (len(s.lines) + t.perPart(s) - 1) / t.perPart(s)
}

func (t *textContent) perPart(s setText) int {
	return max(1, int((maxRow-2*t.padY)*1000/(s.size*length(t.fit.pitch))))
}

// divide returns the text in n parts that stand one below the other.
func (t *textContent) divide(width length, n int) []*textContent {
	s := t.high(width)
	each := t.perPart(s)
	parts := make([]*textContent, n)
	for i := range parts {
		part := *t
		part.fixed = &setText{size: s.size, fits: true}
		if from := i * each; from < len(s.lines) {
			part.fixed.lines = s.lines[from:min(from+each, len(s.lines))]
		}
		parts[i] = &part
	}
	return parts
}

func (t *textContent) draw(p *Page, x, y, width, height length) {
	s := t.set(width, height)
	pitch := s.size * length(t.fit.pitch) / 1000
	top := y + (height-length(len(s.lines))*pitch)/2
	if t.fixed != nil {
		top = y + t.padY
	}
	room := width - 2*t.padX
	track := length(t.fit.track) * s.size / 1000
	for i, n := range s.lines {
		at := set{x: x + t.padX, base: baseline(top+length(i)*pitch, pitch, s.size), size: s.size, track: track}
		indent := length(0)
		if n.first {
			indent = length(t.fit.indent) * s.size / 1000
		}
		switch t.align {
		case forms.Centre:
			at.x = x + (width-n.size(s.size))/2
		case forms.Right:
			at.x = x + width - t.padX - n.size(s.size)
		case forms.Justify:
			at.whole = track == 0
			at.track += t.l.stretch(n, s.size, room-indent, forms.Justify)
			at.x += indent
		default:
			at.x += indent
		}
		t.l.draw(p, n, at)
	}
}

// photoContent is a frame to paste a photo in.
type photoContent struct {
	l    *layouter
	text fit
}

func (c *photoContent) needs(length) length { return mm(40) }

func (c *photoContent) draw(p *Page, x, y, width, height length) {
	in := mm(2)
	p.Ops = append(p.Ops, Op{Kind: OpRect, X: x + in, Y: y + in, X2: x + width - in, Y2: y + height - in, Stroke: thin, Gray: 55, Dashed: true})
	f := c.text
	f.width, f.height = width-4*in, height-4*in
	s := f.set()
	pitch := s.size * length(f.pitch) / 1000
	top := y + (height-length(len(s.lines))*pitch)/2
	for i, n := range s.lines {
		c.l.draw(p, n, set{x: x + (width-n.size(s.size))/2, base: baseline(top+length(i)*pitch, pitch, s.size), size: s.size, gray: 50})
	}
}
