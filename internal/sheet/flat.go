package sheet

import (
	"beiandesk/internal/filing"
)

// readFlat reads a table that has a filing on each row.
func (book *Book) readFlat(g *grid, l layout) {
	t := book.describe(g, &l)
	b := newBody(book, g, l, t)
	b.each(func(r *record) {
		f := &filing.Filing{Source: book.Path, Place: filing.Cell{Sheet: g.sheet, Row: int32(r.row)}}
		b.store(f, r, nil)
		book.Filings = append(book.Filings, f)
	})
}

// store puts a record's values into a filing. as maps the target of a column to
// the field of the filing, when it is not the target's own; it may be nil.
func (b *body) store(f *filing.Filing, r *record, as func(filing.Field) filing.Field) {
	b.used(f, r.row, as != nil)
	for i := range b.layout.columns {
		c := &b.layout.columns[i]
		if c.state != Taken && c.state != Contradicted || c.target.ref != noReference {
			continue
		}
		field := c.target.field
		if as != nil {
			field = as(field)
		}
		b.storeCell(f, field, r, i)
		if c.target.both && as == nil {
			b.storeCell(f, filing.Person{Role: filing.SiteRole}.Field(field), r, i)
		}
	}
	if r.continued > 0 {
		c := b.entity.named(&b.layout)
		at := b.grid.place(c.col, r.row)
		field := c.target.field
		if c.target.ref != noReference {
			field = filing.EntityName
		}
		f.Noticed = append(f.Noticed, filing.Finding{Rule: ruleEntityContinued, Field: field.Key(), Place: at, Cell: at.String(), Args: filing.Args{"row": itoa(r.continued)}})
	}
	b.compareDoubles(f, r, as)
}

// storeCell puts the value that a record has in a column into a field.
func (b *body) storeCell(f *filing.Filing, field filing.Field, r *record, i int) {
	before := f.Get(field)
	switch {
	case r.cells[i].blank():
		if before == (filing.Value{}) {
			f.Set(field, filing.Value{Cell: r.places[i]})
		}
		return
	case b.layout.columns[i].state == Contradicted:
		b.refuseOther(f, field, r, i)
		return
	}
	put(f, field, r.cells[i], r.places[i], b.grid.from1904)
	if from := r.ditto[i]; from.Row != 0 {
		notice(f, field, ruleDitto, filing.Args{"row": itoa(int(from.Row))})
	}
	if now := f.Text(field); before.Text != "" && now != "" && before.Text != now && !filing.SameName(before.Text, now) {
		notice(f, field, ruleCopiesDiffer, filing.Args{"value": filing.Mask(field, now), "other": filing.Mask(field, before.Text), "first": before.Cell.String()})
	}
}

// refuseOther leaves out a value that is of another kind than its header says.
func (b *body) refuseOther(f *filing.Filing, field filing.Field, r *record, i int) {
	against := b.layout.columns[i].against
	refuse(f, field, r.places[i], ruleValueContradicts, filing.Args{"shape": against.Name.Arg(), "header": b.layout.columns[i].header})
}

// compareDoubles refuses the values of a field for which the row has two that
// differ: somebody has to choose.
func (b *body) compareDoubles(f *filing.Filing, r *record, as func(filing.Field) filing.Field) {
	for i := range b.layout.columns {
		c := &b.layout.columns[i]
		if c.state != Duplicate || c.target.ref != noReference || c.target.field == filing.FilingKey || r.cells[i].blank() {
			continue
		}
		field := c.target.field
		if c.target.both {
			field = b.layout.winner(c.target).target.field
		}
		if as != nil {
			field = as(field)
		}
		var other filing.Filing
		put(&other, field, r.cells[i], r.places[i], b.grid.from1904)
		have := f.Get(field)
		if text := other.Text(field); text == "" || text == have.Text || filing.SameName(text, have.Text) {
			continue
		}
		refuse(f, field, have.Cell, ruleTwoValues, filing.Args{"value": filing.Mask(field, other.Text(field)), "other": filing.Mask(field, have.Text), "second": r.places[i].String()})
	}
}

// continuing knows which columns of a table describe the entity, so that a row
// in which all of them are blank goes on with the entity above: people write it
// once and its sites below one another.
type continuing struct {
	columns []int // of the layout: those of the entity and its person
	unread  []int // the same, that are not read because of another column or their values
	sites   []int // those that name a site
	sure    bool  // blanks below an entity mean that entity

	row   int // of the entity spoken of
	last  int // row read last
	cells []cell
	at    []filing.Cell
}

// learn looks whether a table groups its rows by entity. One that merges the
// cells of an entity does so by merging: what is blank in it is blank.
func (c *continuing) learn(g *grid, l *layout) {
	names := false
	for i := range l.columns {
		col := &l.columns[i]
		if col.verdict == unknown {
			continue
		}
		block, naming := blockOf(col.target)
		switch block {
		case filing.BlockEntity, filing.BlockEntityPerson:
			if !col.read() {
				c.unread = append(c.unread, i)
				continue
			}
			c.columns = append(c.columns, i)
			names = names || naming
			for _, m := range g.merged[col.col] {
				if m.bottom > m.top && m.top > l.row && m.top <= l.last {
					return
				}
			}
		case filing.BlockSite:
			if f := col.target.field; col.state == Taken && (f == filing.SiteDomains || f == filing.SiteName) {
				c.sites = append(c.sites, i)
			}
		}
	}
	c.sure = names && len(c.sites) > 0 && (l.purpose == flatRows || l.purpose == siteRows) && !l.transposed
	c.cells, c.at = make([]cell, len(c.columns)), make([]filing.Cell, len(c.columns))
}

// blockOf returns the block that a column of filings belongs to, and whether it
// names the entity.
func blockOf(t target) (block filing.FieldBlock, names bool) {
	switch t.ref {
	case toEntity:
		return filing.BlockEntity, true
	case toEntityPerson:
		return filing.BlockEntityPerson, false
	case noReference:
		return t.field.Def().Block, t.field == filing.EntityName || t.field == filing.EntityCertNumber
	}
	return "", false
}

// take goes on with the entity above when a row names a site, says nothing of
// its entity, and stands right below a row of that entity; else it remembers the
// row's own.
func (c *continuing) take(b *body, r *record) {
	if !c.sure {
		return
	}
	below := r.row == c.last+1
	c.last = r.row
	filled := false
	for _, i := range c.columns {
		filled = filled || !r.cells[i].blank()
	}
	for _, i := range c.unread {
		filled = filled || !r.cells[i].blank()
	}
	if filled {
		c.row = r.row
		for k, i := range c.columns {
			c.cells[k], c.at[k] = r.cells[i], r.places[i]
		}
		return
	}
	site := false
	for _, i := range c.sites {
		site = site || !r.cells[i].blank()
	}
	if !site || !below || c.row == 0 {
		c.row = 0
		return
	}
	r.continued = c.row
	for k, i := range c.columns {
		r.cells[i], r.places[i] = c.cells[k], c.at[k]
		b.above[i], b.origin[i] = c.cells[k], c.at[k]
	}
}

// named returns the column at which the finding of a continued row stands.
func (c *continuing) named(l *layout) *column {
	best := &l.columns[c.columns[0]]
	for _, i := range c.columns {
		switch col := &l.columns[i]; col.target.field {
		case filing.EntityName:
			return col
		case filing.EntityCertNumber:
			best = col
		}
	}
	return best
}
