package sheet

import (
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// body walks over the rows below a header.
type body struct {
	book   *Book
	grid   *grid
	layout layout
	wide   bool   // the sheet has many columns, so that a lone cell is no record
	above  []cell // by column of the layout, the cell that 同上 repeats
	origin []filing.Cell
}

func newBody(book *Book, g *grid, l layout) *body {
	return &body{book: book, grid: g, layout: l, wide: l.hits() >= enoughHeaders,
		above: make([]cell, len(l.columns)), origin: make([]filing.Cell, len(l.columns))}
}

// record is one row of data: a cell for every column of the layout, with its
// place. Merged cells repeat what they show.
type record struct {
	row    int
	cells  []cell
	places []filing.Cell
	ditto  []filing.Cell // where a 同上 was found, by column; zero elsewhere
}

// each calls visit with every row that holds data, in order; the record is
// valid during the call. Rows that hold none are skipped: blank ones, the
// template's example in silence, notes and repeated headers with a finding.
func (b *body) each(visit func(*record)) {
	r := record{cells: make([]cell, len(b.layout.columns)), places: make([]filing.Cell, len(b.layout.columns)), ditto: make([]filing.Cell, len(b.layout.columns))}
	hidden := 0
	for i := range b.grid.lines {
		l := &b.grid.lines[i]
		if int(l.row) <= b.layout.row {
			continue
		}
		filled := filledCells(l)
		if len(filled) == 0 {
			continue
		}
		if isExample(filled[0].text) {
			b.example(l)
			continue
		}
		if b.isNote(filled) || b.repeatsHeader(l) {
			b.book.found(ruleRowSkipped, b.grid.place(int(filled[0].col), int(l.row)), nil)
			continue
		}
		if l.hidden {
			hidden++
		}
		b.fill(&r, l)
		visit(&r)
	}
	if hidden > 0 {
		b.book.found(ruleRowsHidden, filing.Cell{Sheet: b.grid.sheet, Row: int32(b.layout.row)}, filing.Args{"count": itoa(hidden), "sheet": b.grid.sheet})
	}
}

// fill takes a row's cells by the columns of the layout.
func (b *body) fill(r *record, l *line) {
	r.row = int(l.row)
	next := 0
	for i := range b.layout.columns {
		col := b.layout.columns[i].col
		for next < len(l.cells) && int(l.cells[next].col) < col {
			next++
		}
		c, at := cell{col: int16(col)}, b.grid.place(col, r.row)
		if next < len(l.cells) && int(l.cells[next].col) == col {
			c = l.cells[next]
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
}

// repeats reports whether 同上 makes sense in a column.
func (b *body) repeats(i int) bool {
	t := b.layout.columns[i].target
	return t.ref != ownNumber && (t.ref != noReference || t.field != filing.FilingKey)
}

func isDitto(c cell) bool {
	if c.kind != text || len(c.text) > 12 {
		return false
	}
	switch strings.TrimSpace(c.text) {
	case "同上", "〃", "″", `"`, "同 上":
		return true
	}
	return false
}

func filledCells(l *line) []cell {
	filled := l.cells
	if slices.ContainsFunc(filled, cell.blank) {
		filled = slices.DeleteFunc(slices.Clone(filled), cell.blank)
	}
	return filled
}

// exampleMark begins the first cell of a row that shows how to fill in a sheet.
const exampleMark = "示例"

func isExample(s string) bool {
	s = strings.TrimSpace(s)
	for _, mark := range []string{exampleMark, "样例", "填写示例", "例："} {
		if strings.HasPrefix(s, mark) {
			return true
		}
	}
	return false
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

// noteWords begin cells that are no data.
var noteWords = []string{"注", "备注", "说明", "填表说明", "填写说明", "制表", "填表", "审核", "合计", "总计", "共计", "以上", "以下", "联系人", "日期"}

// isNote reports whether a row's few cells are a note or a footer: 制表人：小明.
func (b *body) isNote(filled []cell) bool {
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

func readsAsNote(s string) bool {
	s = strings.TrimSpace(s)
	if strings.ContainsAny(s, "：") || strings.Contains(s, ":") && !strings.Contains(s, "://") {
		return true
	}
	return slices.ContainsFunc(noteWords, func(word string) bool { return strings.HasPrefix(s, word) })
}

// repeatsHeader reports whether a row is the header once more, as lists that
// were put together have it.
func (b *body) repeatsHeader(l *line) bool {
	same := 0
	for i := range b.layout.columns {
		c := &b.layout.columns[i]
		if now := l.at(c.col); now.kind == text && now.text == c.header {
			same++
		}
	}
	return same >= enoughHeaders && 2*same >= len(l.cells)
}

// headless reports the columns below the header that have data but no header.
func (b *body) headless() {
	var seen [maxColumns + 1]bool
	for i := range b.layout.columns {
		seen[b.layout.columns[i].col] = true
	}
	for i := range b.grid.lines {
		l := &b.grid.lines[i]
		if int(l.row) <= b.layout.row {
			continue
		}
		for _, c := range l.cells {
			if !seen[c.col] && !c.blank() && len(l.cells) > 2 {
				seen[c.col] = true
				b.book.found(ruleColumnHeadless, b.grid.place(int(c.col), int(l.row)), filing.Args{"column": filing.ColumnName(int(c.col))})
			}
		}
	}
}
