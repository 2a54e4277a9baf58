package sheet

import (
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// sampled is how many filled cells of a column tell its shape.
const sampled = 40

// enoughUnproven is how many values must have a shape that their form alone
// does not prove.
const enoughUnproven = 3

// sample is what the first values of a column are.
type sample struct {
	values int
	first  filing.Cell // of the first value
	shown  []string    // the first few, as written
	shapes map[*shape]int
}

// shownSamples is how many values of a column are shown as samples.
const shownSamples = 3

func (s *sample) add(c cell, at filing.Cell) {
	if s.values == 0 {
		s.first = at
	}
	if s.values++; len(s.shown) < shownSamples {
		s.shown = append(s.shown, strings.TrimSpace(c.text))
	}
	for _, found := range shapesOf(c) {
		if s.shapes == nil {
			s.shapes = make(map[*shape]int)
		}
		s.shapes[found]++
	}
}

// shape returns the shape that nearly all values have, nil for none. A mistyped
// one among five does not hide it.
func (s *sample) shape() *shape {
	for _, shape := range words.Shape { // the stronger ones stand first
		n := s.shapes[shape]
		if n > 0 && 5*n >= 4*s.values && (shape.Proven || n >= enoughUnproven) {
			return shape
		}
	}
	return nil
}

// contradicts returns the shape of a column's values when it is not one that the
// field's values can have, nil otherwise.
func (s *sample) contradicts(field filing.Field) *shape {
	shape := s.shape()
	fits, checked := fitting(field)
	if shape == nil || !checked {
		return nil
	}
	for _, id := range fits {
		if s.shapes[shapeNamed(id)] > 0 {
			return nil
		}
	}
	return shape
}

// sampleRows looks at the first rows of a table: what the values of its columns
// are, and which columns have values but no header.
func (f finder) sampleRows(l *layout) {
	samples := make(map[int]*sample, len(l.columns))
	start := f.g.from(l.row + 1)
	rows := 0
	for i := start; i < len(f.g.lines) && int(f.g.lines[i].row) <= l.last && rows < sampled; i++ {
		n := &f.g.lines[i]
		filled := f.filledIn(n, l.left, l.right)
		if len(filled) < 2 || isExample(filled[0].text) || l.repeatsHeader(n) {
			continue
		}
		rows++
		for _, c := range filled {
			if isDitto(c) || c.kind == text && filing.Clean(filing.DomainRegistered, c.text, "") == "" {
				continue // nothing that a value could be told by
			}
			s := samples[int(c.col)]
			if s == nil {
				s = new(sample)
				samples[int(c.col)] = s
			}
			s.add(c, f.g.place(int(c.col), int(n.row)))
		}
	}
	for i := range l.columns {
		c := &l.columns[i]
		if s := samples[c.col]; s != nil {
			c.sample = *s
			delete(samples, c.col)
		}
	}
	for col, s := range samples {
		l.columns = append(l.columns, column{col: col, at: s.first, sample: *s, state: Unknown, reason: Reason{Code: "headless"}, hidden: f.g.hiddenColumns[col]})
	}
	slices.SortFunc(l.columns, func(a, b column) int { return a.col - b.col })
	nameColumns(l.columns)
	f.tellHeadless(l)
}

// tellHeadless takes what the user said of columns without header: they are
// known only now.
func (f finder) tellHeadless(l *layout) {
	var m Mapping
	if f.opt.Mappings != nil {
		m, _ = f.opt.Mappings(l.fingerprint)
	}
	for i := range l.columns {
		c := &l.columns[i]
		if c.header != "" {
			continue
		}
		if found, told := f.told(c, l.columns, m); told {
			c.target, c.verdict, c.confidence, c.reason, c.told, c.state = found.target, found.verdict, found.confidence, found.reason, true, found.state
		}
	}
}
