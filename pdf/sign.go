package pdf

import (
	"strings"

	"beiandesk/forms"
)

// Distances of places to sign and seal. Company seals are 40 to 42 mm wide;
// the circle shows where, and keeps off everything printed.
var (
	sealRadius = mm(20)
	sealRoom   = mm(42.5)
	signPitch  = mm(11)
	// signLeast is the least width of lines to sign on beside a seal; in
	// narrower cells the seal stands below them.
	signLeast = mm(34)
	signPad   = mm(2)
	// ruleLeast is the shortest line to sign on; where less is left behind a
	// label, the line to sign on comes below it.
	ruleLeast = mm(18)
)

// signContent is lines to sign on, and a circle for the seal.
type signContent struct {
	l     *layouter
	lines []signLine
	seal  fit // wording in the circle; no paragraphs for no seal
	cell  *cell
	label string // of the row drawn last
	size  length
	pad   length
}

// signLine is a label; when it ends with a colon a line to write on follows.
type signLine struct {
	paragraphs []paragraph
	rule       bool
}

func (l *layouter) signContent(c *cell, open bool) content {
	s := &signContent{l: l, cell: c, size: min(l.body(), 12*pt), pad: signPad}
	if open {
		s.pad = 0
	}
	for _, text := range c.Sign {
		label := strings.TrimSpace(text.String())
		s.lines = append(s.lines, signLine{l.paragraphs(text, textStyle{face: Song}), strings.HasSuffix(label, "：") || strings.HasSuffix(label, ":")})
	}
	if c.Seal != "" {
		s.seal = fit{paragraphs: l.paragraphs(forms.Text{{Text: c.Seal}}, textStyle{face: Song}), max: 8 * pt, min: 6 * pt, pitch: 1400,
			width: 2 * sealRadius * 3 / 4, height: sealRadius}
	}
	return s
}

// beside reports whether the seal stands beside the lines.
func (s *signContent) beside(width length) bool {
	return s.seal.paragraphs != nil && width >= signLeast+sealRoom+2*s.pad || len(s.lines) == 0
}

// own returns the width that the lines have for themselves.
func (s *signContent) own(width length) length {
	width -= 2 * s.pad
	if s.beside(width+2*s.pad) && len(s.lines) > 0 {
		width -= sealRoom
	}
	return width
}

// signRow is one row of a place to sign: a line of a label, a line to sign on,
// or both.
type signRow struct {
	line   line
	height length
	ruled  bool
}

// rows breaks the labels in a width and gives each its line to sign on.
func (s *signContent) rows(width length) []signRow {
	w := int(width * 1000 / s.size)
	pitch := signPitch * length(s.l.density) / 100
	var rows []signRow
	for _, sl := range s.lines {
		var lines []line
		for _, p := range sl.paragraphs {
			lines = append(lines, p.lines(w, w)...)
		}
		for i, n := range lines {
			height := s.size * 14 / 10
			if i == 0 {
				height = pitch
			}
			rows = append(rows, signRow{line: n, height: height})
		}
		switch last := &rows[len(rows)-1]; {
		case sl.rule && width-last.line.size(s.size) >= ruleLeast:
			last.ruled = true
		case sl.rule:
			rows = append(rows, signRow{height: pitch, ruled: true})
		}
	}
	return rows
}

func high(rows []signRow) (height length) {
	for _, r := range rows {
		height += r.height
	}
	return height
}

func (s *signContent) needs(width length) length {
	height := high(s.rows(s.own(width))) + 2*padDown
	switch {
	case s.seal.paragraphs == nil:
		return height
	case s.beside(width):
		return max(height, sealRoom)
	}
	return height + sealRoom
}

func (s *signContent) draw(p *Page, x, y, width, height length) {
	own := s.own(width)
	rows := s.rows(own)
	top := y + (height-high(rows))/2
	sealX, sealY := x+width-s.pad-sealRoom/2, y+height/2
	if s.seal.paragraphs != nil && !s.beside(width) {
		top = y + padDown
		sealX, sealY = x+width/2, y+height-sealRoom/2
	}
	for _, r := range rows {
		at := set{x: x + s.pad, base: baseline(top, r.height, s.size), size: s.size}
		s.l.draw(p, r.line, at)
		s.note(p, r, at, top, own)
		if r.ruled {
			p.line(at.x+r.line.size(s.size), at.base+mm(1), at.x+own-mm(2), at.base+mm(1), mm(0.15))
		}
		top += r.height
	}
	if s.seal.paragraphs != nil {
		s.drawSeal(p, sealX, sealY)
	}
}

func (s *signContent) drawSeal(p *Page, x, y length) {
	s.noteSeal(p, x, y)
	p.Ops = append(p.Ops, Op{Kind: OpCircle, X: x, Y: y, X2: sealRadius, Stroke: thin, Gray: 60, Dashed: true})
	t := s.seal.set()
	pitch := t.size * length(s.seal.pitch) / 1000
	top := y - length(len(t.lines))*pitch/2
	for i, n := range t.lines {
		s.l.draw(p, n, set{x: x - n.size(t.size)/2, base: baseline(top+length(i)*pitch, pitch, t.size), size: t.size, gray: 55})
	}
}
