package sheet

import (
	"strings"

	"beiandesk/internal/filing"
)

// register holds the rows of one of the template's sheets, for the rows of
// other sheets to refer to: by number, else by name.
type register struct {
	body   *body
	sheet  string
	name   filing.Field // by which a row is found besides its number
	rows   []*entry
	byText map[string][]int // folded number or name to rows
}

// entry is one row of a register.
type entry struct {
	record
	number string
	used   bool
}

// newRegister reads a sheet of entities or persons.
func (book *Book) newRegister(g *grid, l layout, name filing.Field) *register {
	book.describe(g, l)
	reg := &register{body: newBody(book, g, l), sheet: g.sheet, name: name, byText: map[string][]int{}}
	reg.body.headless()
	reg.body.each(func(r *record) { reg.add(r) })
	return reg
}

func (reg *register) add(r *record) {
	e := &entry{record: record{row: r.row, cells: append([]cell(nil), r.cells...), places: append([]filing.Cell(nil), r.places...), ditto: append([]filing.Cell(nil), r.ditto...)}}
	at := len(reg.rows)
	var keys []string
	for i := range reg.body.layout.columns {
		c := &reg.body.layout.columns[i]
		if !c.read() || r.cells[i].blank() {
			continue
		}
		switch {
		case c.target.ref == ownNumber:
			e.number = plainText(r.cells[i])
			keys = append(keys, refKey(e.number))
			if same := reg.byText[refKey(e.number)]; len(same) > 0 {
				first := reg.rows[same[0]]
				reg.body.book.found(ruleNumberTwice, r.places[i], filing.Args{"value": e.number, "first": reg.body.grid.place(c.col, first.row).String()})
			}
		case c.target == target{field: reg.name}:
			keys = append(keys, refKey(plainText(r.cells[i])))
		}
	}
	for i, key := range keys {
		if i == 0 || key != keys[0] {
			reg.byText[key] = append(reg.byText[key], at)
		}
	}
	reg.rows = append(reg.rows, e)
}

// find returns the row that a reference means. Rows with the same number are
// one too many, the first is meant; of rows with the same name none is.
func (reg *register) find(ref string) (e *entry, several bool) {
	if reg == nil {
		return nil, false
	}
	rows := reg.byText[refKey(ref)]
	if len(rows) == 0 {
		return nil, false
	}
	first := reg.rows[rows[0]]
	if len(rows) > 1 && refKey(first.number) != refKey(ref) {
		return nil, true
	}
	return first, false
}

// refKey folds a reference: 007 typed as text and 7 as a number are the same.
func refKey(s string) string {
	s = filing.FoldName(s)
	if isDigits(s) {
		if s = strings.TrimLeft(s, "0"); s == "" {
			s = "0"
		}
	}
	return s
}

// plainText returns what a cell shows, for references.
func plainText(c cell) string {
	if c.kind == number {
		if n, ok := parseNumber(c.text); ok {
			return plainNumber(n)
		}
	}
	return strings.TrimSpace(c.text)
}

// joined is the template: its three sheets, of which persons may be missing.
type joined struct {
	book              *Book
	entities, persons *register
}

// readJoined reads the template's sheet of sites and joins to each row the
// entity and the persons it names. A reference that leads nowhere is a finding,
// and the filing stays.
func (book *Book) readJoined(sites, entities, persons *grid, of map[*grid]layout) {
	j := joined{book: book, entities: book.newRegister(entities, of[entities], filing.EntityName)}
	if persons != nil {
		j.persons = book.newRegister(persons, of[persons], filing.EntityPersonName)
	}
	l := of[sites]
	book.describe(sites, l)
	b := newBody(book, sites, l)
	b.headless()
	b.each(func(r *record) {
		f := &filing.Filing{Source: book.Path, Place: filing.Cell{Sheet: sites.sheet, Row: int32(r.row)}}
		for i := range l.columns {
			if c := &l.columns[i]; c.read() && c.target.ref != noReference {
				j.refer(f, c.target.ref, r.cells[i], r.places[i])
			}
		}
		b.store(f, r, nil)
		book.Filings = append(book.Filings, f)
	})
	j.entities.reportUnused()
	j.persons.reportUnused()
}

// refer joins what one reference names.
func (j *joined) refer(f *filing.Filing, ref reference, c cell, at filing.Cell) {
	reg, sheet, first := j.entities, "主体", filing.EntityName
	var as func(filing.Field) filing.Field
	switch ref {
	case toEntityPerson:
		reg, sheet, first = j.persons, "人员", filing.EntityPersonName
	case toSitePerson:
		reg, sheet, first = j.persons, "人员", filing.SitePersonName
		as = filing.Person{Role: filing.SiteRole}.Field
	}
	f.Set(first, filing.Value{Cell: at}) // where to put what is missing
	if c.blank() {
		return
	}
	if reg != nil {
		sheet = reg.sheet
	}
	written := plainText(c)
	e, several := reg.find(written)
	if e == nil {
		rule := ruleRefMissing
		if several {
			rule = ruleRefAmbiguous
		}
		shown := written
		if ref != toEntity && !isNumberLike(written) {
			shown = filing.Mask(filing.EntityPersonName, written)
		}
		notice(f, first, rule, filing.Args{"value": shown, "sheet": sheet})
		return
	}
	e.used = true
	f.Set(first, filing.Value{})
	reg.body.store(f, &e.record, as)
}

// isNumberLike reports whether a reference is a number that the user gave, which
// is no secret, rather than a name.
func isNumberLike(s string) bool {
	for _, r := range s {
		if r > 0x7f {
			return false
		}
	}
	return strings.ContainsAny(s, "0123456789") && len(s) < 12
}

// reportUnused tells of rows that no filing refers to: they are in no filing.
func (reg *register) reportUnused() {
	if reg == nil {
		return
	}
	for _, e := range reg.rows {
		if !e.used {
			reg.body.book.found(ruleRowUnused, filing.Cell{Sheet: reg.sheet, Row: int32(e.row)}, filing.Args{"value": e.number, "sheet": reg.sheet})
		}
	}
}
