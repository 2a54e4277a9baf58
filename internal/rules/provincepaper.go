package rules

import (
	"slices"
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// paperNeeds are the conditions that a province's paper may name.
var paperNeeds = map[string]func(*checker) bool{
	"":              func(*checker) bool { return true },
	"not-legal-rep": remarkNeeds["not-legal-rep"],
	"signer": func(c *checker) bool {
		return c.fromOutside(c.legalRepCert()) && remarkNeeds["not-legal-rep"](c)
	},
	"rep-elsewhere": (*checker).legalRepElsewhere,
	"passport":      func(c *checker) bool { return c.text(filing.EntityPersonIDType) == filing.CertPassport },
}

// legalRepElsewhere reports whether the legal representative's identity card
// begins with another province's code.
func (c *checker) legalRepElsewhere() bool {
	number, cert := c.text(filing.EntityLegalRepIDNumber), c.text(filing.EntityLegalRepIDType)
	return (cert == "" || cert == filing.CertResidentID) && filing.CheckResidentID(number) == nil && number[:2] != c.authority.Code
}

const mostPapers = 6

// provincePapers tells, in one finding, of the papers that the province asks
// for beside those of the profile. Other material that is there already is
// taken for them.
func (c *checker) provincePapers() {
	if !c.form.reviewed || !c.form.known || len(c.f.Scans[filing.SlotExtra]) > 0 || c.f.Text(filing.ScanExtra) != "" {
		return
	}
	var names []filing.Text
	source := ""
	for i := range c.authority.Papers {
		if p := &c.authority.Papers[i]; c.paperWanted(p) {
			names = append(names, p.Name)
			if source == "" {
				source = p.Source
			}
		}
	}
	if len(names) > 0 {
		c.raise(filing.ScanExtra, filing.Finding{Rule: "province-paper", Source: source,
			Args: filing.Args{"province": c.provinceName(), "papers": listed(names, mostPapers)}})
	}
}

func (c *checker) paperWanted(p *provider.Preparation) bool {
	if len(p.Natures) > 0 && !slices.Contains(p.Natures, c.text(filing.EntityNature)) {
		return false
	}
	return c.hasWord(p.Words) && paperNeeds[p.When](c)
}

// hasWord reports whether the entity's name or business scope holds one of the
// words, or there are none.
func (c *checker) hasWord(words []string) bool {
	if len(words) == 0 {
		return true
	}
	name, scope := c.text(filing.EntityName), c.text(filing.EntityScope)
	for _, word := range words {
		if strings.Contains(name, word) || strings.Contains(scope, word) {
			return true
		}
	}
	return false
}
