package sheet

import (
	"slices"

	"beiandesk/internal/filing"
)

// related are tables that refer to one another as the template's do.
type related struct{ sites, entities, persons []*placed }

func (t *related) all() []*placed {
	if t == nil {
		return nil
	}
	return slices.Concat(t.sites, t.entities, t.persons)
}

func (t *related) has(table *placed) bool { return slices.Contains(t.all(), table) }

// on reports whether one of the tables stands on a sheet.
func (t *related) on(g *grid) bool {
	return slices.ContainsFunc(t.all(), func(table *placed) bool { return table.grid == g })
}

// findRelated finds the tables that refer to one another as the template's do:
// those of entities that tell of no site, of sites that name their entities, and
// of persons. There are none without sites and one of the others.
func findRelated(all []*placed) *related {
	t := new(related)
	var flat []*placed
	for _, table := range all {
		l := &table.layout
		if l.transposed {
			continue
		}
		has := func(fields ...filing.Field) bool {
			return slices.ContainsFunc(fields, func(field filing.Field) bool {
				_, ok := l.column(target{field: field})
				return ok
			})
		}
		_, numbered := l.column(target{ref: ownNumber})
		_, refers := l.column(target{ref: toEntity})
		_, names := l.namesEntity()
		switch {
		case l.purpose == entityRows && (numbered || has(filing.EntityName, filing.EntityCertNumber)) && !has(filing.SiteDomains, filing.SiteName):
			t.entities = append(t.entities, table)
		case l.purpose == personRows && (numbered || has(filing.EntityPersonName)) && !has(filing.SiteDomains):
			t.persons = append(t.persons, table)
		case l.purpose == siteRows && (refers || names && has(filing.SiteDomains, filing.SiteName)):
			t.sites = append(t.sites, table)
		case l.purpose == flatRows && names && has(filing.SiteDomains, filing.SiteName):
			flat = append(flat, table)
		}
	}
	if len(t.sites)+len(t.entities) == 0 && len(t.persons) > 0 {
		t.sites = flat // a list of filings, and one of persons whom it names
	}
	if len(t.sites) == 0 || len(t.entities)+len(t.persons) == 0 {
		return nil
	}
	return t
}
