package provider

import (
	"slices"

	"beiandesk/internal/filing"
)

// RouteOf decides how a filing is verified: electronically when the entity's
// certificate and the document of every person named are of the kinds the
// profile lists, manually otherwise. Source: the guide, section 十.
//
// A certificate type that is not filled in yet counts as the usual one, so
// that a half-filled filing is not sent through paper.
func (p *Profile) RouteOf(f *filing.Filing) filing.Route {
	if cert := f.Text(filing.EntityCertType); cert != "" && !slices.Contains(p.Route.EntityCerts, cert) {
		return filing.Manual
	}
	for _, role := range []filing.Role{filing.EntityRole, filing.SiteRole} {
		id := f.Person(role).Text(filing.EntityPersonIDType)
		if id != "" && !slices.Contains(p.Route.PersonCerts, id) {
			return filing.Manual
		}
	}
	return filing.Electronic
}

// PapersFor lists the papers that a filing needs, in posting order. Source:
// the guide, appendix 2.
func (p *Profile) PapersFor(f *filing.Filing) []Paper {
	var papers []Paper
	for i := range p.Papers {
		if p.Needs(&p.Papers[i], f) {
			papers = append(papers, p.Papers[i])
		}
	}
	return papers
}

// Needs reports whether a filing needs one of the profile's papers.
func (p *Profile) Needs(paper *Paper, f *filing.Filing) bool {
	return slices.Contains(paper.Kinds, f.Kind()) && paper.appliesTo(p, f)
}

// conditions are the tests that a paper's `when` may name.
var conditions = map[string]func(*Profile, *filing.Filing) bool{
	"always":                    func(*Profile, *filing.Filing) bool { return true },
	"manual-route":              func(p *Profile, f *filing.Filing) bool { return p.RouteOf(f) == filing.Manual },
	"site-person-not-legal-rep": func(_ *Profile, f *filing.Filing) bool { return sitePersonNotLegalRep(f) },
	"account-company-differs":   func(_ *Profile, f *filing.Filing) bool { return accountCompanyDiffers(f) },
}

func (q *Paper) appliesTo(p *Profile, f *filing.Filing) bool {
	if len(q.Provinces) > 0 && !slices.Contains(q.Provinces, f.Text(filing.EntityProvince)) {
		return false
	}
	return conditions[q.When](p, f)
}

// sitePersonNotLegalRep asks for the letter where it is unclear, too: a paper
// that was not needed costs less than a filing that is returned.
func sitePersonNotLegalRep(f *filing.Filing) bool {
	like := f.LegalRepIs(filing.SiteRole)
	return like == filing.Other || like == filing.Unclear
}

// accountCompanyDiffers treats full-width and half-width brackets as the same
// name: the account was typed by another hand than the certificate.
func accountCompanyDiffers(f *filing.Filing) bool {
	company, entity := f.Text(filing.AccessAccountCompany), f.Text(filing.EntityName)
	return company != "" && !filing.SameName(company, entity)
}

// SlotsFor lists the slots of a filing's kind, then those for the signed
// papers it needs.
func (p *Profile) SlotsFor(f *filing.Filing) []Slot {
	kind, ok := p.Kind(f.Kind())
	if !ok {
		return nil
	}
	var slots []Slot
	for _, id := range kind.Slots {
		if slot, ok := p.Slot(id); ok {
			slots = append(slots, slot)
		}
	}
	for _, paper := range p.PapersFor(f) {
		if slot, ok := p.Slot(paper.ID.Slot()); ok {
			slots = append(slots, slot)
		}
	}
	slices.SortStableFunc(slots, func(a, b Slot) int { return slotOrder(a.ID) - slotOrder(b.ID) })
	return slots
}

func slotOrder(id filing.Slot) int { return slices.Index(filing.Slots, id) }

// Served reports whether the provider serves the province.
func (p *Profile) Served(province string) bool {
	return !slices.Contains(p.Service.UnservedProvinces, province)
}
