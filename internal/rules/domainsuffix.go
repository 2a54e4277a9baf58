package rules

import (
	"slices"
	"strings"
	"sync"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// domainNames say what the names of domains tell of who may file them.
type domainNames struct {
	AsOf     string `toml:"as_of"`
	Reserved []struct {
		Suffixes []string    `toml:"suffixes"`
		Natures  []string    `toml:"natures"`
		Whom     filing.Text `toml:"whom"`
		Source   string      `toml:"source"`
	} `toml:"reserved"`
	Bound []struct {
		Nature   string   `toml:"nature"`
		Suffixes []string `toml:"suffixes"`
		Source   string   `toml:"source"`
	} `toml:"bound"`
	Prefix struct {
		Provinces []string `toml:"provinces"`
		Words     []string `toml:"words"`
		Excused   []string `toml:"excused"`
		Source    string   `toml:"source"`
	} `toml:"prefix"`
}

var loadDomainNames = sync.OnceValue(func() *domainNames {
	n := new(domainNames)
	mustLoad("rules/domains.toml", n)
	return n
})

// suffix checks whether the top-level domain may be filed.
func (c *checker) suffix(d *domainEntry) {
	state := c.opt.Profile.Domains.TLD(d.TLD())
	if state == provider.TLDApproved {
		return
	}
	f := filing.Finding{Rule: "domain-suffix-unapproved", Args: filing.Args{"value": d.shown(), "tld": d.TLD()}}
	switch {
	case state == provider.TLDUnknown:
		f.Variant = "confirm"
		f.Args["as_of"] = c.opt.Profile.Domains.AsOf
	case c.form.known && filedBefore(c.f.Kind()):
		f.Variant = "filed"
	}
	c.raise(filing.SiteDomains, f)
}

// filedBefore reports whether a kind is of a site that has a filing already.
func filedBefore(kind filing.Kind) bool { return kind == filing.NewAccess || kind == filing.ChangeInfo }

// suffixNature compares the suffix with the nature of the entity: some suffixes
// are for bodies of some natures, and some bodies use no others.
func (c *checker) suffixNature(d *domainEntry) {
	nature := c.knownNature()
	if nature == "" {
		return
	}
	for i := range c.domainNames.Reserved {
		r := &c.domainNames.Reserved[i]
		if suffix := under(d.Suffix, r.Suffixes); suffix != "" && !slices.Contains(r.Natures, nature) {
			c.raise(filing.SiteDomains, filing.Finding{Rule: "domain-suffix-nature", Source: r.Source, Args: filing.Args{
				"value": d.shown(), "suffix": suffix, "whom": both(r.Whom), "nature": both(c.label(filing.EntityNature))}})
			return
		}
	}
	for i := range c.domainNames.Bound {
		b := &c.domainNames.Bound[i]
		if b.Nature == nature && under(d.Suffix, b.Suffixes) == "" {
			c.raise(filing.SiteDomains, filing.Finding{Rule: "domain-suffix-nature", Variant: "bound", Source: b.Source, Args: filing.Args{
				"value": d.shown(), "suffixes": "." + strings.Join(b.Suffixes, " .") + "", "nature": both(c.label(filing.EntityNature))}})
			return
		}
	}
}

// under returns which of the suffixes a public suffix is or lies below, "" for
// none.
func under(suffix string, suffixes []string) string {
	for _, s := range suffixes {
		if rest, ok := strings.CutSuffix(suffix, s); ok && (rest == "" || strings.HasSuffix(rest, ".")) {
			return s
		}
	}
	return ""
}

// prefixWord finds reserved words in a new domain's own part, where the
// province refuses them. An entity whose own name has such a word is no case.
func (c *checker) prefixWord(d *domainEntry) {
	p := &c.domainNames.Prefix
	if !c.form.new || !slices.Contains(p.Provinces, c.text(filing.EntityProvince)) {
		return
	}
	own := strings.TrimSuffix(d.Registrable, d.Suffix)
	for _, word := range p.Words {
		if !strings.Contains(own, word) {
			continue
		}
		if !containsAny(c.text(filing.EntityName), p.Excused) {
			c.raise(filing.SiteDomains, filing.Finding{Rule: "domain-prefix-word", Source: p.Source, Args: filing.Args{
				"value": d.shown(), "word": word, "province": both(c.label(filing.EntityProvince))}})
		}
		return
	}
}
