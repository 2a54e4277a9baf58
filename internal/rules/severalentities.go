package rules

import (
	"slices"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// mentions are the filings that name a person, as far as they are of different
// entities.
type mentions struct {
	first     *filing.Filing
	at        int
	elsewhere few // of other entities than the first's
}

func (m *mentions) add(i int, f *filing.Filing) {
	switch {
	case m.first == nil:
		m.first, m.at = f, i
	case !sameEntity(m.first, f):
		m.elsewhere.add(i)
	}
}

// sameEntity reports whether two filings are of one entity: they agree in the
// certificate's number or in the name, either of which may be typed wrong.
func sameEntity(a, b *filing.Filing) bool {
	number := a.Text(filing.EntityCertNumber)
	return number != "" && number == b.Text(filing.EntityCertNumber) || a.Text(filing.EntityName) == b.Text(filing.EntityName)
}

// ofOthers returns the filings of other entities than the one at hand.
func (c *checker) ofOthers(m *mentions) (filings []int) {
	if m.elsewhere.count == 0 {
		return nil
	}
	if !sameEntity(m.first, c.f) {
		filings = append(filings, m.at)
	}
	for _, at := range m.elsewhere.all() {
		if !sameEntity(c.filings[at], c.f) {
			filings = append(filings, at)
		}
	}
	return filings
}

// severalEntities tells of a person who acts for several entities of the
// batch: as the province forbids, else as worth a look.
func (c *checker) severalEntities() {
	for _, r := range slices.Backward(roles) {
		p := c.f.Person(r.role)
		known := c.people.person(c.index, r.role)
		if known == nil || !c.form.asked[p.Field(filing.EntityPersonName)] || known.any.elsewhere.count == 0 {
			continue
		}
		if c.severalEntitiesOf(r.role, r.who, known) {
			return
		}
	}
}

func (c *checker) severalEntitiesOf(role filing.Role, who filing.Text, known *seen) bool {
	p := c.f.Person(role)
	anywhere, sites := c.ofOthers(&known.any), []int(nil)
	if role == filing.SiteRole {
		sites = c.ofOthers(&known.site)
	}
	at, filings := p.Field(filing.EntityPersonIDNumber), anywhere
	f := filing.Finding{Rule: "person-several-entities"}
	own, number := c.authority.OneEntity, c.authority.OneNumber
	switch {
	case own != nil && own.Of == provider.BothRoles && len(anywhere) > 0:
		f.Source = own.Source
	case own != nil && own.Of == provider.SiteOnly && len(sites) > 0:
		f.Source, filings = own.Source, sites
	case number != nil && len(c.withNumber(anywhere, c.text(p.Field(filing.EntityPersonMobile)))) > 0:
		at = p.Field(filing.EntityPersonMobile)
		filings = c.withNumber(anywhere, c.text(at))
		f.Variant, f.Source = "number", number.Source
	case len(sites) > 0:
		f.Variant, filings = "elsewhere", sites
	default:
		return false
	}
	f.Args = filing.Args{"who": both(who), "value": c.masked(at), "filings": c.keys(filings)}
	if f.Variant != "elsewhere" {
		f.Args["province"] = c.provinceName()
	}
	c.raise(at, f)
	return true
}

// withNumber returns those of the filings in which one of the persons has the
// number.
func (c *checker) withNumber(filings []int, number string) (with []int) {
	for _, at := range filings {
		f := c.filings[at]
		if number != "" && (f.Text(filing.EntityPersonMobile) == number || f.Text(filing.SitePersonMobile) == number) {
			with = append(with, at)
		}
	}
	return with
}
