package sheet

import (
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// labelRows is how far down labels are looked for.
const labelRows = maxRows

// firstLabels is how far down the first label stands at most.
const firstLabels = 40

// label is a cell that tells what stands right of it.
type label struct {
	column
	next int // column right of it, or of its merged area
}

// forms finds tables whose labels stand in a column, with the value right of
// each: forms with one or several pairs of label and value in a row, or a column
// for each filing. There are none unless more fields are named so than by a row.
func (f finder) forms(inRow int) []layout {
	labels := f.labels()
	hits := 0
	for i := range labels {
		if labels[i].verdict != unknown {
			hits++
		}
	}
	if hits < enoughHeaders || hits <= inRow {
		return nil
	}
	var all []layout
	for _, part := range splitForms(labels) {
		all = append(all, f.form(part))
	}
	for i := range all {
		all[i].first = 1
		if i > 0 {
			all[i].first = all[i].top
		}
		all[i].last = int(f.g.lines[len(f.g.lines)-1].row)
		if i+1 < len(all) {
			all[i].last = all[i+1].top - 1
		}
		f.recallForm(&all[i])
		all[i].settle()
	}
	return all
}

// labels reads the label columns: those in which several fields are named whose
// right neighbour names none. Everything else in such a column is a label too,
// unless its row has nothing else: then it is the title of what follows.
func (f finder) labels() []label {
	bottom := min(labelRows, int(f.g.lines[len(f.g.lines)-1].row))
	in := f.labelColumns(bottom)
	var all []label
	title := ""
	for i := range f.g.lines {
		l := &f.g.lines[i]
		if int(l.row) > bottom {
			break
		}
		filled := filledCells(l)
		if len(filled) == 1 && filled[0].kind == text && (isBlock(filled[0].text) || !dictionary.knows(filled[0].text) && !tellsMaterial(filled[0].text)) {
			title = filled[0].text
			continue
		}
		for _, c := range filled {
			if c.kind != text || len(c.text) > maxHeader || !slices.Contains(in, int(c.col)) {
				continue
			}
			if m, ok := f.g.mergedAt(int(c.col), int(l.row)); ok && (m.left != int(c.col) || m.top != int(l.row) || m.bottom > m.top && isBlock(c.text)) {
				continue
			}
			all = append(all, f.labelAt(c, int(l.row), title))
		}
	}
	for len(all) > 0 && all[0].verdict == unknown && isFormHeading(all[0].header) {
		all = all[1:]
	}
	for len(all) > 0 && all[len(all)-1].verdict == unknown && readsAsNote(all[len(all)-1].header) {
		all = all[:len(all)-1]
	}
	return all
}

// labelColumns returns the columns that hold labels.
func (f finder) labelColumns(bottom int) (in []int) {
	named := make(map[int]map[filing.Field]bool)
	meanings := make(map[string]found) // most rows repeat some texts of those above
	for i := range f.g.lines {
		l := &f.g.lines[i]
		if int(l.row) > bottom || int(l.row) > firstLabels && len(named) == 0 || f.ctx.Err() != nil {
			break
		}
		for _, c := range l.cells {
			if c.kind != text || len(c.text) > maxHeader || c.blank() {
				continue
			}
			found, seen := meanings[c.text]
			if !seen {
				if found = dictionary.find(c.text, around{}); len(meanings) < mostSeen {
					meanings[c.text] = found
				}
			}
			if found.verdict == unknown && !f.isTold(c.text) {
				continue
			}
			next := int(c.col) + 1
			if m, ok := f.g.mergedAt(int(c.col), int(l.row)); ok {
				next = m.right + 1
			}
			if right := l.at(next); !right.blank() && right.kind == text && dictionary.knows(right.text) {
				continue
			}
			if named[int(c.col)] == nil {
				named[int(c.col)] = make(map[filing.Field]bool)
			}
			named[int(c.col)][found.target.field] = true
		}
	}
	most := 0
	for _, fields := range named {
		most = max(most, len(fields))
	}
	for col, fields := range named {
		if most >= enoughHeaders && len(fields) >= enoughTemplate {
			in = append(in, col)
		}
	}
	slices.Sort(in)
	return in
}

// isTold reports whether the user said something of a header.
func (f finder) isTold(header string) bool {
	for told := range f.opt.Columns {
		if name := foldName(told); name == filing.FoldHeader(header) || strings.HasSuffix(name, "/"+filing.FoldHeader(header)) {
			return true
		}
	}
	return false
}

// labelAt reads a label with the headers of the blocks that it is in: a merged
// cell left of it that spans its row, and the title above.
func (f finder) labelAt(c cell, row int, title string) label {
	lb := label{column: column{col: int(c.col), header: c.text, at: f.g.place(int(c.col), row), hidden: f.g.line(row).hidden}, next: int(c.col) + 1}
	if m, ok := f.g.mergedAt(int(c.col), row); ok {
		lb.next = m.right + 1
	}
	for col := int(c.col) - 1; col >= 1; col-- {
		if m, ok := f.g.mergedAt(col, row); ok && m.bottom > m.top {
			if side := f.g.line(m.top).at(m.left); side.kind == text && isBlock(side.text) {
				lb.blocks = append(lb.blocks, side.text)
				break
			}
		}
	}
	if title != "" && isBlock(title) {
		lb.blocks = append(lb.blocks, title)
	}
	if len(lb.blocks) > 0 {
		lb.block = lb.blocks[0]
	}
	lb.verdict = f.meaning(lb.header, around{blocks: lb.blocks}, flatRows).verdict
	if lb.verdict == unknown && f.isTold(lb.header) {
		lb.verdict = known
	}
	return lb
}

// splitForms takes forms below one another apart, where the first label comes
// again.
func splitForms(labels []label) (parts [][]label) {
	first := 0
	for i := range labels {
		if i > first+1 && labels[i].header == labels[first].header && labels[i].col == labels[first].col && labels[i].block == labels[first].block {
			parts = append(parts, labels[first:i])
			first = i
		}
	}
	return append(parts, labels[first:])
}

// form makes a layout of labels.
func (f finder) form(labels []label) layout {
	l := layout{purpose: flatRows, transposed: true, left: 1, right: maxColumns, top: int(labels[0].at.Row), row: int(labels[len(labels)-1].at.Row)}
	columns := make(map[int]bool)
	for i := range labels {
		l.columns = append(l.columns, labels[i].column)
		columns[labels[i].col] = true
	}
	nameColumns(l.columns)
	l.fingerprint = fingerprint(l.columns, true)
	f.understand(&l, Mapping{})
	if len(columns) > 1 {
		values := make([]int, len(labels))
		for i := range labels {
			values[i] = labels[i].next
		}
		l.groups = [][]int{values}
	} else {
		l.groups = f.valueColumns(labels, &l)
	}
	for i := range l.columns {
		for _, g := range l.groups {
			if c, at := f.g.shown(g[i], int(l.columns[i].at.Row)); !c.blank() && (g[i] == int(at.Col) || len(l.groups) == 1) {
				l.columns[i].sample.add(c, at)
			}
		}
	}
	return l
}

// valueColumns returns the columns right of a column of labels that hold a filing
// each. The first one does; of the others, those that hold values of the right
// form, and not what tells how to fill in the form.
func (f finder) valueColumns(labels []label, l *layout) (groups [][]int) {
	first, last := 0, 0
	for i := range labels {
		first = max(first, labels[i].next)
		if cells := f.g.line(int(labels[i].at.Row)).cells; len(cells) > 0 {
			last = max(last, int(cells[len(cells)-1].col))
		}
	}
	for col := first; col <= max(first, min(last, maxColumns)); col++ {
		if f.g.hiddenColumns[col] && f.opt.Hidden == HiddenSkip {
			continue
		}
		if heading := f.headingOf(col, l.top); isGuidance(heading) || isExample(heading) {
			continue
		}
		if col > first && !f.holdsFiling(col, l) {
			continue
		}
		values := make([]int, len(labels))
		for i := range labels {
			values[i] = col
			if col == first {
				values[i] = labels[i].next
			}
		}
		groups = append(groups, values)
	}
	return groups
}

// headingOf returns the text that heads a column of a form.
func (f finder) headingOf(col, top int) string {
	for r := top - 1; r >= max(1, top-blockRows); r-- {
		if c := f.g.line(r).at(col); !c.blank() {
			return c.text
		}
	}
	return ""
}

// holdsFiling reports whether a column has a value of the form that its label
// asks for.
func (f finder) holdsFiling(col int, l *layout) bool {
	for i := range l.columns {
		c := &l.columns[i]
		if c.verdict != known || c.target.ref != noReference {
			continue
		}
		ids, checked := fitting(c.target.field)
		if !checked || c.target.field.Def().Type == filing.Name {
			continue
		}
		for _, shape := range shapesOf(f.g.line(int(c.at.Row)).at(col)) {
			if slices.Contains(ids, shape.ID) {
				return true
			}
		}
	}
	return false
}

// recallForm reads a form as the user said of forms with its labels.
func (f finder) recallForm(l *layout) {
	l.hidden = f.opt.Hidden
	if f.opt.Mappings == nil {
		return
	}
	if m, ok := f.opt.Mappings(l.fingerprint); ok {
		f.understand(l, m)
		l.remembered, l.hiddenSheet = true, m.HiddenSheet
		if m.Hidden != HiddenDefault {
			l.hidden = m.Hidden
		}
	}
}

// readForm reads the filings of a table whose labels stand in a column.
func (book *Book) readForm(g *grid, l layout) {
	t := book.describe(g, &l)
	b := newBody(book, g, l, t)
	seen := make(map[filing.Cell]bool)
	for i := range l.columns {
		seen[l.columns[i].at] = true
	}
	for _, values := range l.groups {
		r := b.newRecord()
		r.row = l.top
		filled := false
		for i := range l.columns {
			row := int(l.columns[i].at.Row)
			r.cells[i], r.places[i] = g.shown(values[i], row)
			if r.cells[i].blank() {
				r.places[i] = g.place(values[i], row)
			}
			seen[r.places[i]] = true
			filled = filled || !r.cells[i].blank() && l.columns[i].read()
		}
		if !filled {
			continue
		}
		t.Rows++
		f := &filing.Filing{Source: book.Path, Place: g.place(values[0], l.top)}
		b.store(f, &r, nil)
		book.Filings = append(book.Filings, f)
	}
	b.unreadCells(seen)
}

// unreadCells tells of the cells of a form that are neither labels nor values,
// nor titles and headings.
func (b *body) unreadCells(seen map[filing.Cell]bool) {
	count := 0
	var first filing.Cell
	for i := b.grid.from(b.layout.first); i < len(b.grid.lines); i++ {
		l := &b.grid.lines[i]
		if int(l.row) > b.layout.last {
			break
		}
		filled := filledCells(l)
		if b.isHeading(filled, int(l.row)) {
			continue
		}
		for _, c := range filled {
			at := b.grid.place(int(c.col), int(l.row))
			if seen[at] || b.isBlockBeside(c, int(l.row)) {
				continue
			}
			if count++; count == 1 {
				first = at
			}
		}
	}
	if count > 0 {
		b.book.found(ruleCellsUnread, first, filing.Args{"count": itoa(count), "sheet": b.grid.sheet})
	}
}

// isHeading reports whether the cells of a row of a form are the title of what
// follows, or head its columns.
func (b *body) isHeading(filled []cell, row int) bool {
	switch {
	case row > b.layout.row || len(filled) == 0:
		return false
	case len(filled) == 1:
		m, merged := b.grid.mergedAt(int(filled[0].col), row)
		return b.isLabelColumn(int(filled[0].col)) || merged && m.right > m.left
	}
	return row < b.layout.top && slices.ContainsFunc(filled, func(c cell) bool { return c.kind == text && isFormHeading(c.text) })
}

func (b *body) isLabelColumn(col int) bool {
	return slices.ContainsFunc(b.layout.columns, func(c column) bool { return c.col == col })
}

// isBlockBeside reports whether a cell is the header of a block, merged along
// its rows.
func (b *body) isBlockBeside(c cell, row int) bool {
	m, ok := b.grid.mergedAt(int(c.col), row)
	return ok && m.bottom > m.top && c.kind == text && isBlock(c.text)
}
