package pdf

import (
	"strings"

	"beiandesk/forms"
)

// atom is one character of a paragraph, or a box to tick, or a piece of a line
// to write on.
type atom struct {
	r         rune // 0 for a piece of line
	advance   int  // in thousandths of the size
	squeezed  bool // the blank half is taken out of advance
	face      Face
	underline bool
	value     bool // belongs to the filing and not to the form
	box       forms.Box
	bound     bool // no break after it, if it can be helped
}

func (a atom) space() bool { return a.r == ' ' || isIdeographicSpace(a.r) }

// half is the blank half of full-width punctuation.
const half = 500

// boxGap stands between a box and its label.
const boxGap = 180

// textStyle says how a text is set.
type textStyle struct {
	face      Face
	underline bool // values get a line below them, and missing ones show as a line
}

// paragraph is a text between line feeds.
type paragraph []atom

// paragraphs turns a text into paragraphs of atoms.
func (l *layouter) paragraphs(text forms.Text, style textStyle) []paragraph {
	all := []paragraph{nil}
	last := func() *paragraph { return &all[len(all)-1] }
	for _, span := range text {
		style := style
		if style.face == Song && l.form.Sans && !span.Value() {
			style.face = Hei
		}
		switch {
		case span.Box != forms.NoBox:
			*last() = append(*last(), atom{r: '□', advance: 1000 + boxGap, face: style.face, box: span.Box})
			continue
		case span.Text == "":
			for range span.Blank {
				*last() = append(*last(), atom{advance: 1000, face: style.face, underline: true, value: true})
			}
			continue
		}
		for i, part := range strings.Split(Clean(span.Text), "\n") {
			if i > 0 {
				all = append(all, nil)
			}
			for _, r := range part {
				a := l.atom(r, style.face, span.Key)
				a.value = span.Value()
				a.underline = style.underline && a.value
				*last() = append(*last(), a)
			}
		}
	}
	for _, p := range all {
		p.squeeze()
		p.bind()
	}
	return all
}

// bind keeps the label of a box whole: all up to the next space or box.
func (p paragraph) bind() {
	label := false
	for i := range p {
		label = p[i].box != forms.NoBox || label && !p[i].space()
		p[i].bound = label && i+1 < len(p) && !p[i+1].space() && p[i+1].box == forms.NoBox && p[i+1].r != 0
	}
}

func (l *layouter) atom(r rune, face Face, key string) atom {
	advance, ok := l.fonts.advance(face, r)
	if !ok {
		l.miss(r, key)
	}
	return atom{r: r, advance: advance, face: face}
}

// squeeze takes the blank halves out between marks of punctuation.
func (p paragraph) squeeze() {
	for i := 0; i+1 < len(p); i++ {
		if p[i].box == forms.NoBox && p[i].advance == 1000 && squeezes(p[i].r, p[i+1].r) {
			p[i].advance -= half
			p[i].squeezed = true
		}
	}
}

// line is a line of a paragraph.
type line struct {
	atoms []atom
	width int  // natural width, in thousandths of the size
	first bool // of its paragraph
	last  bool // of its paragraph
	lead  int  // blank half of opening punctuation that hangs out at the left
	cut   bool // the line ends within a word
}

// lines breaks a paragraph into lines not wider than width, the first not
// wider than first; both in thousandths of the size. Every atom is in exactly
// one line, but for spaces at breaks.
func (p paragraph) lines(width, first int) []line {
	if len(p) == 0 {
		return []line{{first: true, last: true}}
	}
	var all []line
	limit := first
	for start := 0; start < len(p); limit = width {
		lead := 0
		if start > 0 && strings.ContainsRune(opening, p[start].r) && p[start].box == forms.NoBox && p[start].advance > half {
			lead = half
		}
		end, cut := p.end(start, limit+lead)
		n := line{atoms: trimRight(p[start:end]), first: start == 0, last: end == len(p), lead: lead, cut: cut}
		for _, a := range n.atoms {
			n.width += a.advance
		}
		n.width -= lead
		all = append(all, n)
		for start = end; start < len(p) && p[start].space(); start++ {
		}
		all[len(all)-1].last = start == len(p)
	}
	return all
}

// end finds where the line that begins at start ends, and whether that is
// within a word.
func (p paragraph) end(start, limit int) (end int, cut bool) {
	used, legal, soft := 0, start, start
	i := start
	for ; i < len(p); i++ {
		fits := used + p[i].advance
		if fits > limit && !p[i].space() && i > start && (fits-half > limit || !p[i].halfAtEnd()) {
			break
		}
		used = fits
		if i+1 == len(p) {
			return len(p), false
		}
		switch a, b := p[i], p[i+1]; {
		case a.bound:
			if canBreak(a.r, b.r) && a.box == forms.NoBox {
				soft = i + 1
			}
		case a.r == 0 || b.r == 0 || b.box != forms.NoBox || canBreak(a.r, b.r):
			legal = i + 1
		case canSplit(a.r, b.r):
			soft = i + 1
		}
	}
	switch {
	case legal > start:
		return legal, false
	case soft > start:
		return soft, true
	case i-1 > start && strings.ContainsRune(notFirst, p[i].r):
		return i - 1, true // rather take a letter along than begin with a mark
	}
	return max(i, start+1), true
}

// halfAtEnd reports whether the blank half of the mark may hang out of the
// line's end.
func (a atom) halfAtEnd() bool {
	return a.advance == 1000 && a.box == forms.NoBox && strings.ContainsRune(closing, a.r)
}

func trimRight(atoms []atom) []atom {
	for len(atoms) > 0 && atoms[len(atoms)-1].space() {
		atoms = atoms[:len(atoms)-1]
	}
	return atoms
}
