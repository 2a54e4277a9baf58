package rules

import (
	"slices"
	"strings"
	"unicode/utf8"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

const (
	portal       = "8"  // 单位门户网站, code of the table service-content
	otherContent = "24" // 其他
)

// remarkNeeds are the conditions that a province's remark may name.
var remarkNeeds = map[string]func(*checker) bool{
	"always":   func(*checker) bool { return true },
	"approval": func(c *checker) bool { return c.text(filing.SitePreApproval) != "" },
	"no-approval": func(c *checker) bool {
		return c.f.Text(filing.SitePreApproval) == "" && !c.noticed[filing.SitePreApproval]
	},
	"domains":  func(c *checker) bool { return len(c.parsed)-len(c.addedDomains()) > 1 },
	"prefixes": (*checker).severalPrefixes,
	"content-other": func(c *checker) bool {
		return c.text(filing.SiteServiceContent) == otherContent
	},
	"content-not-portal": func(c *checker) bool {
		content := c.text(filing.SiteServiceContent)
		return content != "" && content != portal
	},
	"no-landline": func(c *checker) bool {
		return !c.hasLandline(filing.EntityPersonOfficePhone) && !c.hasLandline(filing.SitePersonOfficePhone)
	},
	"not-legal-rep": func(c *checker) bool {
		is, known := c.isLegalRep(filing.EntityRole)
		return known && !is
	},
}

// severalPrefixes reports whether the domains differ in more than their
// suffixes: example.com and example.cn are one name.
func (c *checker) severalPrefixes() bool {
	first, _, _ := strings.Cut(c.f.Domain(), ".")
	added := c.addedDomains() // which have to go
	for _, d := range c.parsed {
		if label, _, _ := strings.Cut(d.text, "."); label != first && !slices.Contains(added, d.text) {
			return true
		}
	}
	return false
}

// provinceRemarks tells of remarks that the province asks for.
func (c *checker) provinceRemarks() {
	for i := range c.authority.Remarks {
		r := &c.authority.Remarks[i]
		if c.noticed[filing.SiteRemark] || !r.Concerns(c.f.Kind()) || !remarkNeeds[r.When](c) || c.remarked(r) {
			continue
		}
		f := filing.Finding{Rule: "province-remark", Source: r.Source, Args: filing.Args{"province": c.provinceName(), "what": both(r.What)}}
		if r.Text != "" {
			if suggest := c.remarkWith(r); utf8.RuneCountInString(suggest) <= filing.SiteRemark.Def().MaxRunes {
				f.Variant, f.Suggest = "wording", suggest
			}
		}
		c.raise(filing.SiteRemark, f)
	}
}

// remarked reports whether a remark says what is asked for.
func (c *checker) remarked(r *provider.Remark) bool {
	site, entity := c.text(filing.SiteRemark), c.text(filing.EntityRemark)
	if len(r.Words) == 0 {
		return site != ""
	}
	for _, word := range r.Words {
		if strings.Contains(site, word) || strings.Contains(entity, word) {
			return true
		}
	}
	return false
}

// remarkWith returns the site's remark with the prescribed words.
func (c *checker) remarkWith(r *provider.Remark) string {
	words := strings.NewReplacer(
		"{domains}", strings.Join(c.f.List(filing.SiteDomains), "、"),
		"{approvals}", c.f.Label(filing.SitePreApproval, filing.ZH)).Replace(r.Text)
	if remark := c.text(filing.SiteRemark); remark != "" {
		return strings.TrimRight(remark, "。；") + "；" + words
	}
	return words
}
