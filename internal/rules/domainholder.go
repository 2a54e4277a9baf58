package rules

import (
	"strings"
	"unicode/utf8"

	"beiandesk/internal/filing"
)

// domainHolder compares the domain's holder with the entity. The width of
// brackets does not count: registrars and licences write them differently.
func (c *checker) domainHolder() {
	holder, entity := c.text(filing.DomainHolder), c.text(filing.EntityName)
	if holder == "" || entity == "" {
		return
	}
	if filing.SameName(holder, entity) {
		c.holderDocument()
		return
	}
	f := filing.Finding{Rule: "domain-holder-mismatch", Args: filing.Args{"value": holderShown(holder), "entity": entity}}
	f.Variant = c.holderKind(holder)
	province := c.opt.Profile.Province(c.text(filing.EntityProvince))
	if (f.Variant == "legal-rep" || f.Variant == "person") && province.HolderUnitOnly() {
		f.Variant = "unit-only"
		f.Args["province"] = both(c.label(filing.EntityProvince))
		f.Source = province.Holder.Source
		if province.Holder.Disputed {
			f.Severity = filing.Warn
		}
	}
	c.raise(filing.DomainHolder, f)
}

// holderKind says who a holder that is not the entity is to it: a variant of
// the rule, "" for anybody.
func (c *checker) holderKind(holder string) string {
	switch {
	case filing.SameName(holder, c.text(filing.EntityLegalRep)):
		return "legal-rep"
	case c.formerName(holder):
		return "former-name"
	case filing.SameName(holder, c.text(filing.EntityPersonName)), filing.SameName(holder, c.text(filing.SitePersonName)), looksPersonal(holder):
		return "person"
	case filing.SameName(holder, c.text(filing.EntityInvestor)):
		return "shareholder"
	case countHan(holder) == 0 && countHan(c.text(filing.EntityName)) > 0:
		return "latin"
	}
	return ""
}

// formerName reports whether the entity had the name before, as a filing of the
// batch that changes it says.
func (c *checker) formerName(holder string) bool {
	former, known := c.formerNames[c.entities.of[c.index]]
	return known && filing.SameName(holder, former)
}

// holderDocument compares the document of a holder that is the entity with the
// entity's certificate.
func (c *checker) holderDocument() {
	number, certificate := c.text(filing.DomainHolderCertNumber), c.text(filing.EntityCertNumber)
	if number != "" && certificate != "" && number != certificate && filing.CheckUSCC(certificate) == nil && number != certificate[8:17] {
		c.raise(filing.DomainHolderCertNumber, filing.Finding{Rule: "domain-holder-mismatch", Variant: "number",
			Args: filing.Args{"value": c.masked(filing.DomainHolderCertNumber), "entity": certificate}})
		return
	}
	kind := c.text(filing.DomainHolderCertType)
	if kind == "" {
		return
	}
	if item, persons := filing.TableNamed("person-cert").Find(kind, ""); persons {
		c.raise(filing.DomainHolderCertType, filing.Finding{Rule: "domain-holder-mismatch", Variant: "cert-type", Args: filing.Args{"value": both(item.Label)}})
	} // registrars have names of their own for the certificates of organisations
}

// longestPersonName is the most Chinese characters that a person's name has
// nearly always; the names of organisations are longer.
const longestPersonName = 4

// looksPersonal reports whether a name has the form of a person's: two or three
// Chinese characters, or a transliterated name with its dot.
func looksPersonal(name string) bool {
	n := utf8.RuneCountInString(name)
	return 2 <= n && n < longestPersonName && countHan(name) == n || strings.ContainsRune(name, '·') && countHan(name) == n-strings.Count(name, "·")
}

// holderShown returns a holder's name fit to be shown: masked when it may be a
// person's.
func holderShown(holder string) string {
	if utf8.RuneCountInString(holder) <= longestPersonName || strings.ContainsRune(holder, '·') {
		return filing.Mask(filing.EntityLegalRep, holder)
	}
	return holder
}
