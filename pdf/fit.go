package pdf

import "beiandesk/forms"

// fit finds the size at which a text goes into a box.
type fit struct {
	paragraphs    []paragraph
	width, height length
	max, min      length // sizes; steps of half a point
	pitch         int    // of lines, in thousandths of the size
	indent        int    // of first lines, in thousandths of the size
	track         int    // between letters, in thousandths of the size
}

// setText is a text broken into lines at a size.
type setText struct {
	lines []line
	size  length
	fits  bool
}

// set returns the text at the largest size that goes into the box without
// dividing words, at the smallest size when none does. The height of the box
// may then be too little, the width never is.
func (f fit) set() setText {
	for size := f.max; ; size -= pt / 2 {
		t := setText{size: size}
		whole := true
		width := int((f.width) * 1000 / size)
		for _, p := range f.paragraphs {
			for _, n := range f.lines(p, width) {
				t.lines = append(t.lines, n)
				whole = whole && !n.cut
			}
		}
		t.fits = whole && f.high(t) <= f.height
		if t.fits || size-pt/2 < f.min {
			return t
		}
	}
}

// high returns the height of the lines.
func (f fit) high(t setText) length { return length(len(t.lines)) * t.size * length(f.pitch) / 1000 }

// lines breaks a paragraph whose letters are drawn apart by the track.
func (f fit) lines(p paragraph, width int) []line {
	if f.track == 0 {
		return p.lines(width, width-f.indent)
	}
	wide := make(paragraph, len(p))
	for i, a := range p {
		wide[i] = a
		wide[i].advance += f.track
	}
	all := wide.lines(width, width-f.indent)
	for i := range wide {
		wide[i].advance -= f.track
	}
	return all
}

// centred reports whether a cell's text stands in the middle of its width.
func centred(c forms.Cell) bool {
	return c.Align == forms.Centre || c.Align == "" && c.Head
}
