package sheet

import (
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// register holds the rows of the tables of entities or persons, for the rows of
// other tables to refer to: by number, else by name or document.
type register struct {
	book     *Book
	sheets   string       // of the tables, for messages
	name     filing.Field // by which a row is found besides its number
	document filing.Field // whose number says that two rows are one
	rows     []*entry
	byText   map[string][]int // folded number, name or document to rows
}

// entry is one row of a register.
type entry struct {
	record
	body     *body         // of its table
	values   filing.Filing // what the row says
	number   string
	numbered filing.Cell // where, or the row
	used     bool
}

// newRegister reads the tables of entities or persons.
func (book *Book) newRegister(tables []*placed, name, document filing.Field) *register {
	reg := &register{book: book, name: name, document: document, byText: map[string][]int{}}
	var sheets []string
	for _, t := range tables {
		if !slices.Contains(sheets, t.grid.sheet) {
			sheets = append(sheets, t.grid.sheet)
		}
		b := newBody(book, t.grid, t.layout, book.describe(t.grid, &t.layout))
		b.each(func(r *record) { reg.add(b, r) })
	}
	reg.sheets = strings.Join(sheets, "、")
	return reg
}

func (reg *register) add(b *body, r *record) {
	e := &entry{body: b, numbered: filing.Cell{Sheet: b.grid.sheet, Row: int32(r.row)}, record: record{row: r.row, cells: slices.Clone(r.cells), places: slices.Clone(r.places), ditto: slices.Clone(r.ditto)}}
	at := len(reg.rows)
	var keys []string
	for i := range b.layout.columns {
		c := &b.layout.columns[i]
		if !c.read() || r.cells[i].blank() {
			continue
		}
		switch {
		case c.target.ref == ownNumber:
			e.number, e.numbered = plainText(r.cells[i]), r.places[i]
			keys = append(keys, refKey(e.number))
			if same := reg.byText[refKey(e.number)]; len(same) > 0 {
				reg.book.found(ruleNumberTwice, r.places[i], filing.Args{"value": e.number, "first": reg.rows[same[0]].numbered.String()})
			}
		case c.target == target{field: reg.name}, c.target == target{field: reg.document}:
			keys = append(keys, refKey(plainText(r.cells[i])))
		}
	}
	for i, key := range keys {
		if !slices.Contains(keys[:i], key) {
			reg.byText[key] = append(reg.byText[key], at)
		}
	}
	reg.rows = append(reg.rows, e)
	b.store(&e.values, &e.record, nil)
}

// find returns the row that a reference means. Rows with the same number are
// one too many, the first is meant; so it is of rows that are the same entity or
// person. Of other rows with the same name none is.
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
		document := first.values.Text(reg.document)
		for _, at := range rows {
			if other := reg.rows[at].values.Text(reg.document); document == "" || other != document {
				return nil, true
			}
		}
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

// joined is a workbook like the template: tables of sites, of entities and of
// persons; one of the latter two may be missing.
type joined struct {
	book              *Book
	entities, persons *register
}

// readJoined reads the tables of sites and joins to each row the entity and the
// persons it names. A reference that leads nowhere is a finding, and the filing
// stays.
func (book *Book) readJoined(t *related) {
	j := joined{book: book}
	if len(t.entities) > 0 {
		j.entities = book.newRegister(t.entities, filing.EntityName, filing.EntityCertNumber)
	}
	if len(t.persons) > 0 {
		j.persons = book.newRegister(t.persons, filing.EntityPersonName, filing.EntityPersonIDNumber)
	}
	for _, sites := range t.sites {
		j.read(sites)
	}
	for _, reg := range []*register{j.entities, j.persons} {
		if reg != nil {
			reg.compareCopies()
			reg.reportUnused()
		}
	}
}

// read reads a table of sites.
func (j *joined) read(sites *placed) {
	l := sites.layout
	b := newBody(j.book, sites.grid, l, j.book.describe(sites.grid, &l))
	named, byName := l.namesEntity()
	byName = byName && j.entities != nil
	b.each(func(r *record) {
		f := &filing.Filing{Source: j.book.Path, Place: filing.Cell{Sheet: sites.grid.sheet, Row: int32(r.row)}}
		for i := range l.columns {
			if c := &l.columns[i]; c.read() && c.target.ref != noReference {
				j.refer(f, c.target.ref, r.cells[i], r.places[i])
			}
		}
		if byName {
			j.referByName(f, r.cells[named], r.places[named])
		}
		b.store(f, r, nil)
		j.complete(f)
		j.book.Filings = append(j.book.Filings, f)
	})
}

// namesEntity returns the column by whose values a row names its entity when no
// column refers to it: the certificate's number, else the name.
func (l *layout) namesEntity() (at int, ok bool) {
	if _, refers := l.column(target{ref: toEntity}); refers {
		return 0, false
	}
	for _, field := range []filing.Field{filing.EntityCertNumber, filing.EntityName} {
		for i := range l.columns {
			if c := &l.columns[i]; c.state == Taken && c.target == (target{field: field}) {
				return i, true
			}
		}
	}
	return 0, false
}

// referByName joins the entity whose name or certificate number a row has.
func (j *joined) referByName(f *filing.Filing, c cell, at filing.Cell) {
	if c.blank() {
		return
	}
	e, several := j.entities.find(plainText(c))
	if e == nil {
		rule := ruleRefMissing
		if several {
			rule = ruleRefAmbiguous
		}
		f.Set(filing.EntityName, filing.Value{Cell: at})
		notice(f, filing.EntityName, rule, filing.Args{"value": plainText(c), "sheet": j.entities.sheets})
		return
	}
	e.used = true
	e.body.store(f, &e.record, nil)
}

// complete adds what the table of persons says of a person whom a filing only
// names.
func (j *joined) complete(f *filing.Filing) {
	for _, role := range []filing.Role{filing.EntityRole, filing.SiteRole} {
		p := f.Person(role)
		name := p.Text(filing.EntityPersonName)
		if name == "" || p.Text(filing.EntityPersonIDNumber) != "" || p.Text(filing.EntityPersonMobile) != "" {
			continue
		}
		e, several := j.persons.find(name)
		if several {
			notice(f, p.Field(filing.EntityPersonName), ruleRefAmbiguous, filing.Args{"value": filing.Mask(filing.EntityPersonName, name), "sheet": j.persons.sheets})
		}
		if e != nil && !e.used || e != nil && p.Text(filing.EntityPersonIDNumber) == "" {
			e.used = true
			e.body.store(f, &e.record, p.Field)
		}
	}
}

// compareCopies tells of rows that are one entity or person, by the number of
// their document, and say different things.
func (reg *register) compareCopies() {
	first := make(map[string]*entry, len(reg.rows))
	for _, e := range reg.rows {
		document := e.values.Text(reg.document)
		if document == "" {
			continue
		}
		before, again := first[document]
		if !again {
			first[document] = e
			continue
		}
		for i := range e.body.layout.columns {
			c := &e.body.layout.columns[i]
			if c.state != Taken || c.target.ref != noReference {
				continue
			}
			mine, theirs := e.values.Text(c.target.field), before.values.Text(c.target.field)
			if mine == "" || theirs == "" || mine == theirs || filing.SameName(mine, theirs) {
				continue
			}
			field := c.target.field
			reg.book.Findings = append(reg.book.Findings, filing.Finding{Rule: ruleCopiesDiffer, Variant: "rows", Args: filing.Args{
				"value": filing.Mask(field, mine), "other": filing.Mask(field, theirs), "first": before.values.Get(field).Cell.String()}}.At(&e.values, field))
		}
	}
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
		sheet = reg.sheets
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
	e.body.store(f, &e.record, as)
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
	for _, e := range reg.rows {
		if !e.used {
			sheet, called := e.body.grid.sheet, e.number
			if called == "" {
				called = filing.Mask(reg.name, e.values.Text(reg.name))
			}
			reg.book.found(ruleRowUnused, filing.Cell{Sheet: sheet, Row: int32(e.row)}, filing.Args{"value": called, "sheet": sheet})
		}
	}
}
