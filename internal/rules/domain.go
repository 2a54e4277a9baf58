package rules

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// domainEntry is one domain of a filing, as written and taken apart.
type domainEntry struct {
	filing.Domain
	text string
	err  error
}

func readDomain(s string) domainEntry {
	d, err := filing.ParseDomain(s)
	return domainEntry{d, s, err}
}

// domains checks each domain of the filing.
func (c *checker) domains() {
	if c.text(filing.SiteDomains) == "" {
		return
	}
	for i, d := range c.parsed {
		switch {
		case d.err != nil:
			variant := ""
			if errors.Is(d.err, filing.ErrDomainSuffix) {
				variant = "suffix"
			}
			c.raise(filing.SiteDomains, filing.Finding{Rule: "domain-syntax", Variant: variant, Args: filing.Args{"value": d.text}})
			continue
		case d.IsSubdomain():
			c.raise(filing.SiteDomains, filing.Finding{Rule: "domain-subdomain", Suggest: c.withRegistrable(i),
				Args: filing.Args{"value": d.text, "registrable": d.Registrable}})
		}
		if c.form.reviewed {
			c.suffix(d)
		}
		c.duplicate(i, d)
	}
}

// withRegistrable returns the filing's domains with one of them cut to what is
// registered.
func (c *checker) withRegistrable(i int) string {
	var list []string
	for k, d := range c.parsed {
		name := d.text
		if k == i {
			name = d.Registrable
		}
		if !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return strings.Join(list, "\n")
}

// suffix checks whether the top-level domain may be filed.
func (c *checker) suffix(d domainEntry) {
	state := c.opt.Profile.Domains.TLD(d.TLD())
	if state == provider.TLDApproved {
		return
	}
	f := filing.Finding{Rule: "domain-suffix-unapproved", Args: filing.Args{"value": d.text, "tld": d.TLD()}}
	if state == provider.TLDUnknown {
		f.Variant = "confirm"
		f.Args["as_of"] = c.opt.Profile.Domains.AsOf
	}
	c.raise(filing.SiteDomains, f)
}

// duplicate finds a domain that another new filing has too, or this one twice.
func (c *checker) duplicate(i int, d domainEntry) {
	if slices.ContainsFunc(c.parsed[:i], func(before domainEntry) bool { return before.text == d.text }) {
		c.raise(filing.SiteDomains, filing.Finding{Rule: "domain-duplicate", Variant: "same-filing", Args: filing.Args{"value": d.text}})
		return
	}
	if !c.form.new {
		return
	}
	var others []int
	for _, at := range c.domainAt[d.text] {
		if at != c.index {
			others = append(others, at)
		}
	}
	if len(others) > 0 {
		c.raise(filing.SiteDomains, filing.Finding{Rule: "domain-duplicate", Args: filing.Args{"value": d.text, "filings": c.keys(others)}})
	}
}

// homeURL checks whether the home page is on one of the domains.
func (c *checker) homeURL() {
	url := c.text(filing.SiteHomeURL)
	if url == "" || c.text(filing.SiteDomains) == "" {
		return
	}
	host, _, _ := strings.Cut(url, "/")
	host, _, _ = strings.Cut(host, ":")
	at := readDomain(host)
	var names []string
	for _, d := range c.parsed {
		if d.err == nil && at.err == nil && at.Registrable == d.Registrable {
			return
		}
	}
	for _, d := range c.parsed {
		if d.err == nil {
			names = append(names, d.Registrable)
		}
	}
	if len(names) > 0 {
		c.raise(filing.SiteHomeURL, filing.Finding{Rule: "home-url-domain", Suggest: "www." + names[0],
			Args: filing.Args{"value": url, "domains": listedWords(names, 3)}})
	}
}

// domainDates checks how long the domain is still registered, and whether its
// holder is verified.
func (c *checker) domainDates() {
	if !c.form.reviewed {
		return
	}
	if c.text(filing.DomainVerified) == "no" {
		c.raise(filing.DomainVerified, filing.Finding{Rule: "domain-not-verified"})
	}
	day, ok := filing.ParseDate(c.text(filing.DomainExpires))
	if !ok {
		return
	}
	left := c.opt.Today.DaysUntil(day)
	switch {
	case left < 0:
		c.raise(filing.DomainExpires, filing.Finding{Rule: "domain-expired", Args: filing.Args{"value": day.String(), "days": itoa(-left)}})
	case day.Before(c.soon):
		c.raise(filing.DomainExpires, filing.Finding{Rule: "domain-expires-soon",
			Args: filing.Args{"value": day.String(), "days": itoa(left), "months": c.months}})
	}
}

// domainHolder compares the domain's holder with the entity. The width of
// brackets does not count: registrars and licences write them differently.
func (c *checker) domainHolder() {
	holder, entity := c.text(filing.DomainHolder), c.text(filing.EntityName)
	if holder == "" || entity == "" {
		return
	}
	if !sameName(holder, entity) {
		f := filing.Finding{Rule: "domain-holder-mismatch", Args: filing.Args{"value": holderShown(holder), "entity": entity}}
		if sameName(holder, c.text(filing.EntityLegalRep)) {
			f.Variant = "legal-rep"
		}
		c.raise(filing.DomainHolder, f)
		return
	}
	number, certificate := c.text(filing.DomainHolderCertNumber), c.text(filing.EntityCertNumber)
	if number == "" || certificate == "" || number == certificate || filing.CheckUSCC(certificate) != nil || number == certificate[8:17] {
		return
	}
	c.raise(filing.DomainHolderCertNumber, filing.Finding{Rule: "domain-holder-mismatch", Variant: "number",
		Args: filing.Args{"value": c.masked(filing.DomainHolderCertNumber), "entity": certificate}})
}

// sameName compares names without regard to width, spaces and letter case.
func sameName(a, b string) bool { return a == b || filing.FoldName(a) == filing.FoldName(b) }

// longestPersonName is the most Chinese characters that a person's name has
// nearly always; the names of organisations are longer.
const longestPersonName = 4

// holderShown returns a holder's name fit to be shown: masked when it may be a
// person's.
func holderShown(holder string) string {
	if utf8.RuneCountInString(holder) <= longestPersonName || strings.ContainsRune(holder, '·') {
		return filing.Mask(filing.EntityLegalRep, holder)
	}
	return holder
}
