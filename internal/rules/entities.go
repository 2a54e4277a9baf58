package rules

import (
	"slices"
	"strconv"

	"beiandesk/internal/filing"
)

// entityBook knows which filings of a batch are of one entity, and which
// entities are mixed up.
type entityBook struct {
	of     []int         // for each filing its entity, -1 for none
	groups []entityGroup // the entities, in the batch's order

	// The first filing that gives a name or a filing number together with a
	// certificate's number; one that changes nothing before one that does.
	byName, byRecord map[string]int
}

// entityGroup is what a batch asks for one entity.
type entityGroup struct {
	filings     []int
	firsts      [9]*int // its first filing of each of filing.Kinds
	record      *int    // its first filing with the entity's filing number
	cancelSites int     // how many of its sites are cancelled
	filedSites  int     // how many sites it has on file, 0 when nobody says
}

// first returns the place of the entity's first filing of a kind, nil for none.
func (g *entityGroup) first(kind filing.Kind) *int {
	if i := slices.Index(filing.Kinds, kind); i >= 0 {
		return g.firsts[i]
	}
	return nil
}

func newEntityBook(filings []*filing.Filing, forms []*form) *entityBook {
	of, count := filing.Entities(filings)
	b := &entityBook{of: of, groups: make([]entityGroup, count), byName: make(map[string]int, len(filings)), byRecord: make(map[string]int, len(filings))}
	places := make([]int, len(filings))
	b.makeRoom()
	for i, f := range filings {
		places[i] = i
		if of[i] < 0 {
			continue
		}
		b.groups[of[i]].add(&places[i], f, forms[i])
		if filing.EntityNumber(f) != "" {
			b.keep(b.byName, f.Text(filing.EntityName), i, filings)
			if forms[i].asked[filing.EntityRecordNumber] {
				b.keep(b.byRecord, f.Text(filing.EntityRecordNumber), i, filings)
			}
		}
	}
	return b
}

// makeRoom gives every entity room for its filings, in one piece for all.
func (b *entityBook) makeRoom() {
	counts := make([]int, len(b.groups))
	for _, entity := range b.of {
		if entity >= 0 {
			counts[entity]++
		}
	}
	room := make([]int, len(b.of))
	for entity, count := range counts {
		b.groups[entity].filings, room = room[:0:count], room[count:]
	}
}

func (b *entityBook) keep(m map[string]int, key string, i int, filings []*filing.Filing) {
	if key == "" {
		return
	}
	if at, known := m[key]; !known || changes(filings[at].Kind()) && !changes(filings[i].Kind()) {
		m[key] = i
	}
}

// changes reports whether a kind changes what is on file of the entity.
func changes(kind filing.Kind) bool { return kind == filing.ChangeEntity || kind == filing.ChangeInfo }

func (g *entityGroup) add(place *int, f *filing.Filing, form *form) {
	g.filings = append(g.filings, *place)
	kind := f.Kind()
	if k := slices.Index(filing.Kinds, kind); k >= 0 && g.firsts[k] == nil {
		g.firsts[k] = place
	}
	if kind == filing.CancelSite {
		g.cancelSites++
	}
	if g.record == nil && form.known && form.asked[filing.EntityRecordNumber] && f.Text(filing.EntityRecordNumber) != "" {
		g.record = place
	}
	if sites := f.Text(filing.EntityFiledSites); sites != "" && g.filedSites == 0 && form.asked[filing.EntityFiledSites] {
		if n, err := strconv.Atoi(sites); err == nil {
			g.filedSites = n
		}
	}
}

// workedOut is what was worked out for one filing of an entity and nearly always
// holds for its other filings too; named and area tell what it was worked out of.
type workedOut struct {
	named nameAt
	core  []string // what is the entity's own in its name
	area  *area
}

// known returns what is known of the entity of the filing at hand. Filings
// without an entity share one.
func (c *checker) known() *workedOut {
	return &c.knownOf[c.entities.of[c.index]+1]
}

// group returns the entity of the filing at hand, nil for none.
func (c *checker) group() *entityGroup {
	if at := c.entities.of[c.index]; at >= 0 {
		return &c.entities.groups[at]
	}
	return nil
}

// comparedFields are what all filings of an entity must say alike. Persons are
// compared by their documents elsewhere.
var comparedFields = []filing.Field{
	filing.EntityName, filing.EntityNature, filing.EntityCertType, filing.EntityCertValidTo, filing.EntityProvince, filing.EntityCity, filing.EntityDistrict,
	filing.EntityCertAddress, filing.EntityAddress, filing.EntityInvestor, filing.EntityLegalRep, filing.EntityRecordNumber,
}

// sameEntity compares the entity with what the batch says of it elsewhere.
func (c *checker) sameEntity() {
	if g := c.group(); g != nil && len(g.filings) > 1 {
		c.alike(g)
	}
	c.mixedUp()
}

// alike compares the entity's data with the filing that changes them, else with
// the batch's first of the entity.
func (c *checker) alike(g *entityGroup) {
	reference, variant := g.filings[0], ""
	if change := g.first(filing.ChangeEntity); change != nil {
		reference, variant = *change, "changed"
	}
	if reference == c.index {
		if variant != "" {
			c.fixedProvince(g)
		}
		return
	}
	other := c.filings[reference]
	asked := &c.forms[reference].asked
	for _, field := range comparedFields {
		mine, theirs := c.text(field), other.Text(field)
		if mine == theirs || mine == "" || theirs == "" || !asked[field] || c.refused(field) || filing.SameName(mine, theirs) ||
			variant != "" && field == filing.EntityProvince {
			continue
		}
		c.raise(field, filing.Finding{Rule: "entity-data-differs", Variant: variant, Args: filing.Args{
			"value": c.shown(c.f, field), "other": c.shown(other, field), "filing": other.Key()}})
	}
}

// fixedProvince finds a change of the entity that would move it to another
// province than the entity's other filings name.
func (c *checker) fixedProvince(g *entityGroup) {
	mine := c.text(filing.EntityProvince)
	for _, at := range g.filings {
		other := c.filings[at]
		theirs := other.Text(filing.EntityProvince)
		if at == c.index || changes(other.Kind()) || mine == "" || theirs == "" || mine == theirs {
			continue
		}
		c.raise(filing.EntityProvince, filing.Finding{Rule: "change-fixed-field", Args: filing.Args{
			"value": c.shown(c.f, filing.EntityProvince), "other": c.shown(other, filing.EntityProvince), "filing": other.Key()}})
		return
	}
}

// shown returns what a field of a filing holds, fit to be shown.
func (c *checker) shown(f *filing.Filing, field filing.Field) string {
	if field.Secret() {
		return filing.Mask(field, f.Text(field))
	}
	return both(filing.Text{ZH: f.Label(field, filing.ZH), EN: f.Label(field, filing.EN)})
}

// refused reports whether a block at the field has been found already: its
// value is not what the user meant.
func (c *checker) refused(field filing.Field) bool {
	return slices.ContainsFunc(c.found, func(p placed) bool { return p.order == int(field) && p.Severity == filing.Block })
}

// mixedUp finds one name or filing number with two certificates' numbers.
func (c *checker) mixedUp() {
	number := c.text(filing.EntityCertNumber)
	if number == "" || filing.EntityNumber(c.f) == "" {
		return
	}
	name, record := c.text(filing.EntityName), c.text(filing.EntityRecordNumber)
	for _, found := range []struct {
		book map[string]int
		key  string
	}{{c.entities.byName, name}, {c.entities.byName, c.text(filing.EntityFormerName)}, {c.entities.byRecord, record}} {
		at, ok := found.book[found.key]
		if !ok || at == c.index || c.filings[at].Text(filing.EntityCertNumber) == number {
			continue
		}
		c.twoNumbers(c.filings[at], name, record)
		return
	}
}

// twoNumbers raises what it means that another filing has the same name or
// filing number and another certificate's number.
func (c *checker) twoNumbers(other *filing.Filing, name, record string) {
	args := filing.Args{"value": c.f.Text(filing.EntityCertNumber), "other": other.Text(filing.EntityCertNumber), "filing": other.Key(), "entity": name}
	switch {
	case changes(c.f.Kind()):
		c.raise(filing.EntityCertNumber, filing.Finding{Rule: "change-fixed-field", Variant: "number", Args: args})
	case changes(other.Kind()): // that filing says it
	case filing.SameName(name, other.Text(filing.EntityName)):
		c.raise(filing.EntityCertNumber, filing.Finding{Rule: "entity-data-differs", Variant: "number", Args: args})
	default:
		args["value"], args["other"] = record, other.Text(filing.EntityName)
		c.raise(filing.EntityRecordNumber, filing.Finding{Rule: "record-number-shared", Args: args})
	}
}
