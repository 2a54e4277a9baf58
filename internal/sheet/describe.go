package sheet

import (
	"slices"

	"beiandesk/internal/filing"
)

// tabulate records a table of a sheet.
func (book *Book) tabulate(g *grid, l *layout) *Table {
	t := &Table{Sheet: g.sheet, SheetHidden: g.hidden, State: TableRead, Fingerprint: l.fingerprint, Purpose: l.purpose, Transposed: l.transposed,
		HeaderTop: l.top, HeaderRow: l.row, HiddenRead: l.hidden != HiddenSkip, Remembered: l.remembered}
	if l.purpose == "" {
		t.Purpose = flatRows
	}
	for i := range l.columns {
		c := &l.columns[i]
		d := Column{Cell: c.at, At: c.at.String(), Header: c.header, Block: c.block, Name: c.name, State: c.state, Confidence: c.confidence,
			Reason: c.reason, Alternatives: c.alternatives, Values: c.sample.values, Hidden: c.hidden, Samples: c.sample.shown}
		if c.read() {
			d.Field = c.target.key()
		}
		t.Columns = append(t.Columns, d)
	}
	book.Tables = append(book.Tables, t)
	return t
}

// describe records a table that is read, and tells of its columns that are not,
// or not surely.
func (book *Book) describe(g *grid, l *layout) *Table {
	book.aboveHeader(g, l)
	for i := range l.columns {
		c := &l.columns[i]
		switch {
		case c.state == Unknown && c.header == "" && c.sample.values > 0:
			book.found(ruleColumnHeadless, c.at, filing.Args{"column": filing.ColumnName(c.col)})
		case c.state == Unknown && c.header != "":
			book.found(ruleColumnUnknown, c.at, filing.Args{"header": c.header})
		case c.state == Ambiguous:
			variant := ""
			if c.reason.Code == onePerson && c.target.field == filing.EntityPersonName {
				variant = onePerson
			}
			book.foundVariant(ruleColumnAmbiguous, variant, c.at, filing.Args{"header": c.header})
		case c.state == Duplicate:
			first := l.winner(c.target)
			book.found(ruleColumnDuplicate, c.at, filing.Args{"header": c.header, "field": c.target.label().Arg(), "first": first.at.String()})
		case c.state == Contradicted:
			book.found(ruleContradicts, c.at, filing.Args{"header": c.header, "count": itoa(c.sample.values), "shape": c.against.Name.Arg()})
		case c.guessed():
			book.found(ruleColumnGuessed, c.at, filing.Args{"header": shownHeader(c), "field": c.target.label().Arg(),
				"reason": filing.Text{ZH: c.reason.In(filing.ZH), EN: c.reason.In(filing.EN)}.Arg()})
		}
	}
	return book.tabulate(g, l)
}

func shownHeader(c *column) string {
	if c.header == "" {
		return filing.ColumnName(c.col)
	}
	return c.header
}

// aboveHeader tells of rows above the first table of a sheet that look like data:
// a title has one cell.
func (book *Book) aboveHeader(g *grid, l *layout) {
	if l.transposed || len(book.Tables) > 0 && book.Tables[len(book.Tables)-1].Sheet == g.sheet {
		return
	}
	data := false // from the first of them on, a lone cell is no title
	for i := range g.lines {
		row := int(g.lines[i].row)
		if row >= l.top {
			return
		}
		if filled := filledCells(&g.lines[i]); len(filled) > 0 && (data || len(filled) > 1) && !allBlocks(filled) && !allNotes(filled) {
			data = true
			book.found(ruleRowSkipped, g.place(int(filled[0].col), row), nil)
		}
	}
}

func allNotes(cells []cell) bool {
	return !slices.ContainsFunc(cells, func(c cell) bool { return c.kind != text || !readsAsNote(c.text) })
}
