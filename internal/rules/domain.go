package rules

import (
	"errors"
	"net/netip"
	"slices"
	"strings"

	"beiandesk/internal/filing"
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

// shown returns the domain for a message: an internationalised one in both its
// forms, for registrars show either.
func (d *domainEntry) shown() string {
	if d.err != nil || d.ASCII == d.Unicode {
		return d.text
	}
	return d.Unicode + " (" + d.ASCII + ")"
}

// domains checks each domain of the filing.
func (c *checker) domains() {
	if c.text(filing.SiteDomains) == "" {
		return
	}
	c.subdomains()
	for i := range c.parsed {
		d := &c.parsed[i]
		if d.err != nil {
			c.raise(filing.SiteDomains, filing.Finding{Rule: "domain-syntax", Variant: syntaxVariant(d), Args: filing.Args{"value": d.text}})
			continue
		}
		if c.form.reviewed {
			c.suffix(d)
			c.suffixNature(d)
			c.prefixWord(d)
		}
		c.duplicate(i, d)
	}
}

func syntaxVariant(d *domainEntry) string {
	if _, err := netip.ParseAddr(d.text); err == nil {
		return "address"
	}
	switch {
	case errors.Is(d.err, filing.ErrDomainSuffix):
		return "suffix"
	case strings.HasPrefix(d.text, "xn--"), strings.Contains(d.text, ".xn--"):
		return "punycode"
	}
	return ""
}

// subdomains finds domains that are not what was registered. They share one
// finding, for one suggestion mends them all.
func (c *checker) subdomains() {
	var given, registered []string
	for i := range c.parsed {
		if d := &c.parsed[i]; d.err == nil && d.IsSubdomain() {
			given = append(given, d.text)
			if !slices.Contains(registered, d.Registrable) {
				registered = append(registered, d.Registrable)
			}
		}
	}
	if len(given) == 0 {
		return
	}
	var list []string
	for _, d := range c.parsed {
		name := d.text
		if d.err == nil {
			name = d.Registrable
		}
		if !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	c.raise(filing.SiteDomains, filing.Finding{Rule: "domain-subdomain", Suggest: strings.Join(list, "\n"),
		Args: filing.Args{"value": listedWords(given, mostNames), "registrable": listedWords(registered, mostNames)}})
}

// mostNames is how many domains a message names.
const mostNames = 3

// duplicate finds a domain that another new filing has too, or this one twice.
// What counts is what is registered: www.example.com is example.com again.
func (c *checker) duplicate(i int, d *domainEntry) {
	if slices.ContainsFunc(c.parsed[:i], func(before domainEntry) bool { return before.err == nil && before.ASCII == d.ASCII }) {
		c.raise(filing.SiteDomains, filing.Finding{Rule: "domain-duplicate", Variant: "same-filing", Args: filing.Args{"value": d.shown()}})
		return
	}
	if !c.form.new {
		return
	}
	if slices.ContainsFunc(c.parsed[:i], func(before domainEntry) bool { return before.Registrable == d.Registrable }) {
		return // told at the other one
	}
	var others []int
	known := c.domainAt[d.Registrable]
	for _, at := range known.all() {
		if at != c.index {
			others = append(others, at)
		}
	}
	if len(others) > 0 {
		c.raise(filing.SiteDomains, filing.Finding{Rule: "domain-duplicate", Args: filing.Args{"value": d.shown(), "filings": c.keys(others)}})
	}
}

// urlSeparators stand between several addresses in one cell.
const urlSeparators = "、,，;；\n "

// homeURL checks whether the home page is one address, on one of the domains,
// and at a port that is opened.
func (c *checker) homeURL() {
	url := c.text(filing.SiteHomeURL)
	if url == "" {
		return
	}
	if strings.ContainsAny(url, urlSeparators) {
		list := strings.FieldsFunc(url, func(r rune) bool { return strings.ContainsRune(urlSeparators, r) })
		if len(list) > 1 {
			c.raise(filing.SiteHomeURL, filing.Finding{Rule: "home-url-several", Suggest: list[0],
				Args: filing.Args{"value": listedWords(list, mostNames), "count": itoa(len(list))}})
			return
		}
	}
	host, path, _ := strings.Cut(url, "/")
	host, port, _ := strings.Cut(host, ":")
	if !c.homeDomain(url, host) && port != "" && !slices.Contains(openPorts, port) {
		f := filing.Finding{Rule: "home-url-port", Suggest: host, Args: filing.Args{"value": url, "port": port}}
		if path != "" {
			f.Suggest += "/" + path
		}
		c.raise(filing.SiteHomeURL, f)
	}
}

// openPorts are those that the provider opens for a filed site.
var openPorts = []string{"80", "8080", "443"}

// homeDomain reports whether the home page is on none of the domains, and
// raises that.
func (c *checker) homeDomain(url, host string) bool {
	if c.text(filing.SiteDomains) == "" {
		return false
	}
	for i := range c.parsed {
		if d := &c.parsed[i]; d.err == nil && d.text == strings.TrimPrefix(host, "www.") {
			return false // as nearly always
		}
	}
	at := readDomain(host)
	var names []string
	for _, d := range c.parsed {
		switch {
		case d.err != nil:
		case at.err == nil && at.Registrable == d.Registrable:
			return false
		default:
			names = append(names, d.Registrable)
		}
	}
	if len(names) == 0 {
		return false
	}
	c.raise(filing.SiteHomeURL, filing.Finding{Rule: "home-url-domain", Suggest: "www." + names[0],
		Args: filing.Args{"value": url, "domains": listedWords(names, mostNames)}})
	return true
}
