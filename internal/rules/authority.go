package rules

import (
	"slices"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

const company = "4" // code of the table nature

// publicBodies are the natures whose superior is to be named: organs and
// institutions.
var publicBodies = []string{"2", "3"}

// mainEntry reports whether the filing enters the entity's data anew. The
// other kinds repeat what is filed, which may be older than the rule.
func (c *checker) mainEntry() bool {
	return c.f.Kind() == filing.NewEntity || c.f.Kind() == filing.NewSite
}

// provinceName is the entity's province as a message's value.
func (c *checker) provinceName() string { return both(c.label(filing.EntityProvince)) }

// isLegalRep reports whether the person in the role is the legal
// representative; known is false where a name is missing. Where it is unclear,
// the letter that is asked for says so, and nothing else follows.
func (c *checker) isLegalRep(role filing.Role) (is, known bool) {
	if c.text(filing.EntityLegalRep) == "" || c.text(c.f.Person(role).Field(filing.EntityPersonName)) == "" {
		return false, false
	}
	return c.f.LegalRepIs(role) != filing.Other, true
}

// legalRepCert returns the type of the legal representative's document, "" when
// nothing tells it: their own field, else that of a role which they hold.
func (c *checker) legalRepCert() string {
	if cert := c.text(filing.EntityLegalRepIDType); cert != "" {
		return cert
	}
	for _, r := range roles {
		if is, known := c.isLegalRep(r.role); known && is {
			return c.text(c.f.Person(r.role).Field(filing.EntityPersonIDType))
		}
	}
	return ""
}

// authorityAsks checks what the province's authority asks beyond what everybody
// asks.
func (c *checker) authorityAsks() {
	c.provincePersons()
	c.investor()
	c.provinceContent()
	c.provinceLicence()
	c.letterDate()
	c.provincePhones()
	c.provinceCounts()
	c.provinceRemarks()
	c.provincePapers()
}

// provincePersons checks who the persons are against what the province asks.
func (c *checker) provincePersons() {
	is, known := c.isLegalRep(filing.EntityRole)
	if who := c.authority.EntityPerson; who != nil && known && !is {
		c.entityPersonNotLegalRep(who)
		c.roleSplit(who)
	}
	c.mainlandSigner()
}

// entityPersonNotLegalRep tells of an entity's person who should be the legal
// representative.
func (c *checker) entityPersonNotLegalRep(who *provider.EntityPerson) {
	if who.Be != provider.LegalRep {
		return
	}
	cert := c.legalRepCert()
	signer := c.authority.MainlandSigner != nil && c.authority.MainlandSigner.Role == "entity"
	variant := ""
	switch {
	case signer && c.fromOutside(cert):
		return // who authorises a holder of an identity card, as is asked
	case !c.mainEntry() && c.f.Kind() != filing.ChangeEntity:
		variant = "filed"
	case signer && cert == "":
		variant = "signer"
	case !who.Agreed || !c.mainEntry() || cert != "" && cert != filing.CertResidentID:
		variant = "unsettled"
	}
	c.raise(filing.EntityPersonName, filing.Finding{Rule: "entity-person-not-legal-rep", Variant: variant, Source: who.Source,
		Args: filing.Args{"province": c.provinceName(), "name": c.masked(filing.EntityPersonName)}})
}

// roleSplit tells of two persons where one is asked for.
func (c *checker) roleSplit(who *provider.EntityPerson) {
	if !who.Same || c.text(filing.SitePersonName) == "" || c.onePerson() {
		return
	}
	variant := ""
	if !who.Agreed || !c.mainEntry() {
		variant = "unsettled"
	}
	c.raise(filing.SitePersonName, filing.Finding{Rule: "person-role-split", Variant: variant, Source: who.Source,
		Args: filing.Args{"province": c.provinceName(), "name": c.masked(filing.SitePersonName)}})
}

// fromOutside reports whether a document is one of those whose holders must
// authorise a holder of an identity card.
func (c *checker) fromOutside(cert string) bool {
	switch cert {
	case "", filing.CertResidentID:
		return false
	case filing.CertPassport, filing.CertForeignResident:
		return true
	}
	return !c.authority.MainlandSigner.ForeignOnly
}

// mainlandSigner tells of a person from outside in a role that a holder of an
// identity card must have.
func (c *checker) mainlandSigner() {
	signer := c.authority.MainlandSigner
	if signer == nil {
		return
	}
	r := roles[filing.EntityRole]
	if signer.Role == provider.SiteOnly {
		r = roles[filing.SiteRole]
	}
	at := c.f.Person(r.role).Field(filing.EntityPersonIDType)
	cert := c.text(at)
	if !c.fromOutside(cert) || !c.fromOutside(c.legalRepCert()) {
		return
	}
	c.raise(at, filing.Finding{Rule: "mainland-signer", Source: signer.Source,
		Args: filing.Args{"province": c.provinceName(), "who": both(r.who), "document": both(c.label(at))}})
}

// investor checks the investor of companies and the superior of public bodies.
func (c *checker) investor() {
	want := c.authority.Investor
	if want == nil {
		return
	}
	value, nature := c.text(filing.EntityInvestor), c.text(filing.EntityNature)
	switch {
	case value == "" || c.individualBusiness():
	case nature == company && want.Be != "":
		c.companyInvestor(want, value)
	case want.Superior && slices.Contains(publicBodies, nature) && c.namesItself(value):
		c.raise(filing.EntityInvestor, filing.Finding{Rule: "investor-name", Variant: "superior", Source: want.Source,
			Args: filing.Args{"province": c.provinceName(), "value": c.shownInvestor(value)}})
	}
}

// individualBusiness reports whether the entity is one that is not served
// anyway, by the first digits of its code.
func (c *checker) individualBusiness() bool {
	number := c.text(filing.EntityCertNumber)
	return len(number) > 2 && slices.Contains(c.opt.Profile.Service.IndividualBusinessPrefixes, number[:2])
}

func (c *checker) companyInvestor(want *provider.Investor, value string) {
	due, wanted := c.text(filing.EntityName), ownFullName
	if want.Be == provider.LegalRep {
		due, wanted = c.text(filing.EntityLegalRep), legalRepName
	}
	if due == "" || filing.SameName(value, due) {
		return
	}
	c.raise(filing.EntityInvestor, filing.Finding{Rule: "investor-name", Suggest: due, Source: want.Source,
		Args: filing.Args{"province": c.provinceName(), "value": c.shownInvestor(value), "wanted": both(wanted)}})
}

var (
	ownFullName  = filing.Text{ZH: "本单位全称", EN: "the company's own full name"}
	legalRepName = filing.Text{ZH: "法定代表人的姓名", EN: "the legal representative's name"}
)

// namesItself reports whether a superior is the entity itself or one of its
// persons.
func (c *checker) namesItself(value string) bool {
	return value == c.text(filing.EntityName) || c.isPersonsName(value)
}

func (c *checker) isPersonsName(value string) bool {
	return value == c.text(filing.EntityLegalRep) || value == c.text(filing.EntityPersonName) || value == c.text(filing.SitePersonName)
}

// shownInvestor is the investor fit to be shown: it may be a person's name.
func (c *checker) shownInvestor(value string) string {
	if c.isPersonsName(value) {
		return filing.Mask(filing.EntityLegalRep, value)
	}
	return value
}

// provinceContent checks the service content against those that the province
// takes.
func (c *checker) provinceContent() {
	want, code := c.authority.Content, c.text(filing.SiteServiceContent)
	if want == nil || code == "" {
		return
	}
	table := filing.TableNamed("service-content")
	item, known := table.Item(code)
	if !known {
		return
	}
	f := filing.Finding{Rule: "province-content", Source: want.Source, Args: filing.Args{"province": c.provinceName(), "value": both(item.Label)}}
	switch {
	case slices.Contains(want.Not, code):
	case len(want.Only) > 0 && !slices.Contains(want.Only, code) && c.text(filing.EntityNature) == company:
		first, _ := table.Item(want.Only[0])
		f.Variant, f.Suggest = "only", first.Label.ZH
		f.Args["wanted"] = both(first.Label)
	default:
		return
	}
	c.raise(filing.SiteServiceContent, f)
}

// provinceLicence checks how long the certificate must still be valid. What
// expires soon everywhere is told by another rule.
func (c *checker) provinceLicence() {
	want := c.authority.Licence
	if want == nil {
		return
	}
	day, ok := filing.ParseDate(c.text(filing.EntityCertValidTo))
	if !ok || day.Before(c.soon) || !day.Before(c.opt.Today.AddMonths(want.Months)) {
		return
	}
	c.raise(filing.EntityCertValidTo, filing.Finding{Rule: "licence-validity", Source: want.Source, Args: filing.Args{
		"province": c.provinceName(), "value": day.String(), "days": itoa(c.opt.Today.DaysUntil(day)), "months": itoa(want.Months)}})
}

// letterDate checks the day of the letter of authorization, where one is
// needed.
func (c *checker) letterDate() {
	day, ok := filing.ParseDate(c.text(filing.FilingAuthorizedOn))
	if !ok || !c.letterNeeded() {
		return
	}
	months, source := c.opt.Profile.Provinces.LetterMonths, c.opt.Profile.Provinces.LetterSource
	if own := c.authority.Letter; own != nil {
		months, source = own.Months, own.Source
	}
	f := filing.Finding{Rule: "letter-date", Source: source, Args: filing.Args{"value": day.String(), "months": itoa(months)}}
	switch {
	case day.After(c.opt.Today):
		f.Variant = "future"
		f.Args["today"] = c.opt.Today.String()
	case day.AddMonths(months).Before(c.opt.Today):
		f.Args["days"] = itoa(day.DaysUntil(c.opt.Today))
	default:
		return
	}
	c.raise(filing.FilingAuthorizedOn, f)
}

// letterNeeded reports whether one of the persons acts by a letter.
func (c *checker) letterNeeded() bool {
	for _, r := range roles {
		if like := c.f.LegalRepIs(r.role); like == filing.Other || like == filing.Unclear {
			return true
		}
	}
	return false
}
