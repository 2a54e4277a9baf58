package sheet

import (
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// body walks over the rows of a table.
type body struct {
	book   *Book
	grid   *grid
	layout layout
	table  *Table
	wide   bool   // the table has many columns, so that a lone cell is no record
	above  []cell // by column of the layout, the cell that 同上 repeats
	origin []filing.Cell
	entity continuing
	lost   map[int]bool // columns without header whose values were told of

	rows   []int // that are records, in order
	passed []int // that are not read: examples, and what is hidden
	uses   []use // of the records, when the sheet has pictures
}

func newBody(book *Book, g *grid, l layout, t *Table) *body {
	b := &body{book: book, grid: g, layout: l, table: t, wide: l.hits() >= enoughHeaders,
		above: make([]cell, len(l.columns)), origin: make([]filing.Cell, len(l.columns)), lost: make(map[int]bool)}
	b.entity.learn(g, &b.layout)
	book.bodies = append(book.bodies, b)
	return b
}

// record is one row of data: a cell for every column of the layout, with its
// place. Merged cells repeat what they show.
type record struct {
	row       int
	cells     []cell
	places    []filing.Cell
	ditto     []filing.Cell // where a 同上 was found, by column; zero elsewhere
	continued int           // row of the entity that the row goes on with, 0 for its own
}

func (b *body) newRecord() record {
	n := len(b.layout.columns)
	return record{cells: make([]cell, n), places: make([]filing.Cell, n), ditto: make([]filing.Cell, n)}
}

// each calls visit with every row that holds data, in order; the record is
// valid during the call. Rows that hold none are skipped: blank ones, the
// template's example in silence, notes and repeated headers with a finding. It
// stops when the reading's context ends.
func (b *body) each(visit func(*record)) {
	r := b.newRecord()
	f := finder{g: b.grid}
	start := b.grid.from(b.layout.row + 1)
	for i := start; i < len(b.grid.lines) && int(b.grid.lines[i].row) <= b.layout.last && b.book.ctx.Err() == nil; i++ {
		l := &b.grid.lines[i]
		filled := f.filledIn(l, b.layout.left, b.layout.right)
		if len(filled) == 0 {
			continue
		}
		if isExample(filled[0].text) {
			b.passed = append(b.passed, int(l.row))
			b.example(l)
			continue
		}
		if b.isNote(filled) || b.layout.repeatsHeader(l) || b.isTitle(i, filled) || !b.holds(filled) {
			b.book.found(ruleRowSkipped, b.grid.place(int(filled[0].col), int(l.row)), nil)
			continue
		}
		b.fill(&r, l, filled)
		if l.hidden {
			b.table.Hidden++
			if b.layout.hidden == HiddenSkip {
				b.passed = append(b.passed, int(l.row))
				continue
			}
		}
		b.table.Rows++
		b.rows = append(b.rows, r.row)
		visit(&r)
	}
	b.tellHidden()
}

// holds reports whether a row has a value in a column that is read, or that
// would be if it were clear what it means.
func (b *body) holds(filled []cell) bool {
	i := 0
	for _, c := range filled {
		for i < len(b.layout.columns) && b.layout.columns[i].col < int(c.col) {
			i++
		}
		if i == len(b.layout.columns) {
			return false
		}
		if at := &b.layout.columns[i]; at.col == int(c.col) && at.verdict != unknown {
			return true
		}
	}
	return false
}

// tellHidden tells of hidden rows and columns, and what became of them.
func (b *body) tellHidden() {
	variant := ""
	if b.layout.hidden == HiddenSkip {
		variant = "skipped"
	}
	at := filing.Cell{Sheet: b.grid.sheet, Row: int32(b.layout.row)}
	if n := b.table.Hidden; n > 0 {
		b.book.foundVariant(ruleRowsHidden, variant, at, filing.Args{"count": itoa(n), "sheet": b.grid.sheet})
	}
	n := 0
	for i := range b.layout.columns {
		if c := &b.layout.columns[i]; c.hidden && (c.read() || c.reason.Code == "hidden") {
			n++
		}
	}
	if n > 0 {
		b.book.foundVariant(ruleColumnsHidden, variant, at, filing.Args{"count": itoa(n), "sheet": b.grid.sheet})
	}
}

// fill takes a row's cells by the columns of the layout.
func (b *body) fill(r *record, l *line, filled []cell) {
	r.row, r.continued = int(l.row), 0
	next := 0
	for i := range b.layout.columns {
		col := b.layout.columns[i].col
		for next < len(filled) && int(filled[next].col) < col {
			b.headless(filled[next], r.row)
			next++
		}
		c, at := cell{col: int16(col)}, b.grid.place(col, r.row)
		if next < len(filled) && int(filled[next].col) == col {
			c = filled[next]
			next++
		}
		if c.blank() {
			if m, ok := b.grid.mergedAt(col, r.row); ok && m.top > b.layout.row {
				c, at = b.grid.line(m.top).at(m.left), b.grid.place(m.left, m.top)
			}
		}
		r.ditto[i] = filing.Cell{}
		if isDitto(c) && !b.above[i].blank() && b.repeats(i) {
			r.ditto[i] = b.origin[i]
			c = b.above[i]
		} else {
			b.above[i], b.origin[i] = c, at
		}
		r.cells[i], r.places[i] = c, at
	}
	for ; next < len(filled); next++ {
		b.headless(filled[next], r.row)
	}
	b.entity.take(b, r)
}

// headless tells once of a column that has values below no header.
func (b *body) headless(c cell, row int) {
	col := int(c.col)
	if b.lost[col] {
		return
	}
	b.lost[col] = true
	b.book.found(ruleColumnHeadless, b.grid.place(col, row), filing.Args{"column": filing.ColumnName(col)})
}

// repeats reports whether 同上 makes sense in a column.
func (b *body) repeats(i int) bool {
	t := b.layout.columns[i].target
	return t.ref != ownNumber && (t.ref != noReference || t.field != filing.FilingKey)
}

func filledCells(l *line) []cell {
	filled := l.cells
	if slices.ContainsFunc(filled, cell.blank) {
		filled = slices.DeleteFunc(slices.Clone(filled), cell.blank)
	}
	return filled
}

// example looks whether an example row was overwritten with real data while its
// mark stayed: then it must not disappear in silence.
func (b *body) example(l *line) {
	for i := range b.layout.columns {
		c := &b.layout.columns[i]
		if !c.read() || c.target.ref != noReference {
			continue
		}
		if now := l.at(c.col); !now.blank() && isTelling(c.target.field) && !isExampleOf(c.target.field, strings.TrimSpace(now.text)) {
			b.book.found(ruleRowExample, b.grid.place(c.col, int(l.row)), nil)
			return
		}
	}
}

// isTelling reports whether a field tells one record from another.
func isTelling(field filing.Field) bool {
	switch field {
	case filing.EntityName, filing.EntityCertNumber, filing.SiteName, filing.SiteDomains, filing.EntityPersonMobile, filing.EntityPersonIDNumber:
		return true
	}
	return false
}

// isExampleOf reports whether a text is the dictionary's example for a field; a
// row of persons may show either person's.
func isExampleOf(field filing.Field, s string) bool {
	if isEntityPerson(field) && s == (filing.Person{Role: filing.SiteRole}).Field(field).Def().Example {
		return true
	}
	return s == field.Def().Example
}

// isNote reports whether a row's few cells are a note or a footer: 制表人：小明.
func (b *body) isNote(filled []cell) bool {
	if b.wide && isTotal(filled) {
		return true
	}
	if !b.wide || len(filled) > 2 {
		return false
	}
	for _, c := range filled {
		if c.kind != text || !readsAsNote(c.text) && (len(filled) > 1 || b.identifies(int(c.col))) {
			return false
		}
	}
	return true
}

// isTitle reports whether a lone text stands right above the header once more:
// it is the title of what follows.
func (b *body) isTitle(i int, filled []cell) bool {
	if len(filled) > 1 || filled[0].kind != text || i+1 == len(b.grid.lines) {
		return false
	}
	next := &b.grid.lines[i+1]
	return next.row == b.grid.lines[i].row+1 && int(next.row) <= b.layout.last && b.layout.repeatsHeader(next)
}

// identifies reports whether a column alone can begin a record.
func (b *body) identifies(col int) bool {
	for i := range b.layout.columns {
		c := &b.layout.columns[i]
		if c.col != col || !c.read() {
			continue
		}
		switch {
		case c.target.ref != noReference, isTelling(c.target.field), c.target.field == filing.EntityPersonName:
			return true
		}
	}
	return false
}

// repeatsHeader reports whether a row is the header once more, as lists that
// were put together have it.
func (l *layout) repeatsHeader(n *line) bool {
	same := 0
	for i := range l.columns {
		c := &l.columns[i]
		if now := n.at(c.col); now.kind == text && c.header != "" && now.text == c.header {
			same++
		}
	}
	return same >= enoughHeaders && 2*same >= n.between(l.left, l.right)
}
