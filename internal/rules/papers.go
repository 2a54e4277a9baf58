package rules

import (
	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// papers tells of every paper that the filing needs and whose signed scan is
// not there yet.
func (c *checker) papers() {
	for i := range c.opt.Profile.Papers {
		paper := &c.opt.Profile.Papers[i]
		if !c.opt.Profile.Needs(paper, c.f) {
			continue
		}
		slot := paper.ID.Slot()
		field := filing.ScanField(slot)
		if paper.ID == filing.CheckSheet && !c.routeIsKnown() {
			continue
		}
		if len(c.f.Scans[slot]) > 0 || c.f.Text(field) != "" {
			continue
		}
		variant := ""
		if paper.ID == filing.Authorization && c.f.LegalRepIs(filing.SiteRole) == filing.Unclear {
			variant = "unclear"
		}
		c.raise(field, filing.Finding{Rule: "paper-needed", Variant: variant, Slot: slot, Source: paper.Source, Args: c.paperArgs[i]})
	}
}

// paperArgs returns what messages say of each paper of a profile. Nearly every
// filing needs one, so the values are prepared once and shared.
func paperArgs(p *provider.Profile) []filing.Args {
	args := make([]filing.Args, len(p.Papers))
	for i := range p.Papers {
		paper := &p.Papers[i]
		args[i] = filing.Args{"paper": both(paper.Label), "why": both(paper.Why), "sign": both(paper.Sign)}
	}
	return args
}

// routeIsKnown reports whether all types of documents are understood: one that
// is not says nothing about the route.
func (c *checker) routeIsKnown() bool {
	for _, field := range []filing.Field{filing.EntityCertType, filing.EntityPersonIDType, filing.SitePersonIDType} {
		code := c.f.Text(field)
		if _, known := field.Def().Table().Item(code); code != "" && !known {
			return false
		}
	}
	return true
}

// sitesPerFiling compares the number of domains with what the province takes
// at a time.
func (c *checker) sitesPerFiling() {
	sites := c.opt.Profile.Province(c.text(filing.EntityProvince)).Sites
	if sites == nil || sites.Max == 0 || !c.form.new || c.noticed[filing.SiteDomains] || len(c.parsed) <= sites.Max {
		return
	}
	c.raise(filing.SiteDomains, filing.Finding{Rule: "sites-per-filing", Source: sites.Source,
		Args: filing.Args{"count": itoa(len(c.parsed)), "province": both(c.label(filing.EntityProvince)), "max": itoa(sites.Max)}})
}
