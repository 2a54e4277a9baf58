package sheet

import (
	"beiandesk/internal/filing"
)

// readFlat reads a sheet that has a filing on each row.
func (book *Book) readFlat(g *grid, l layout) {
	book.describe(g, l)
	b := newBody(book, g, l)
	b.headless()
	b.each(func(r *record) {
		f := &filing.Filing{Source: book.Path, Place: filing.Cell{Sheet: g.sheet, Row: int32(r.row)}}
		b.store(f, r, nil)
		book.Filings = append(book.Filings, f)
	})
}

// store puts a record's values into a filing. as maps the target of a column to
// the field of the filing, when it is not the target's own; it may be nil.
func (b *body) store(f *filing.Filing, r *record, as func(filing.Field) filing.Field) {
	for i := range b.layout.columns {
		c := &b.layout.columns[i]
		if !c.read() || c.target.ref != noReference {
			continue
		}
		field := c.target.field
		if as != nil {
			field = as(field)
		}
		if r.cells[i].blank() {
			if f.Get(field) == (filing.Value{}) {
				f.Set(field, filing.Value{Cell: r.places[i]})
			}
			continue
		}
		put(f, field, r.cells[i], r.places[i], b.grid.from1904)
		if from := r.ditto[i]; from.Row != 0 {
			notice(f, field, ruleDitto, filing.Args{"row": itoa(int(from.Row))})
		}
	}
}
