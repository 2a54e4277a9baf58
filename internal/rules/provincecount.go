package rules

import (
	"strconv"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// provinceCounts checks the numbers of sites and domains: of the filing, of the
// site, of the entity.
func (c *checker) provinceCounts() {
	if !c.form.new || c.noticed[filing.SiteDomains] {
		return
	}
	filed, told := c.filedSites()
	if sites := c.authority.Sites; sites != nil {
		c.domainsPerSite(sites)
		if sites.Total > 0 && told && c.f.Kind() == filing.NewSite && filed+1 > sites.Total {
			c.raise(filing.EntityFiledSites, filing.Finding{Rule: "sites-of-entity", Source: sites.Source,
				Args: filing.Args{"province": c.provinceName(), "filed": itoa(filed), "max": itoa(sites.Total)}})
		}
	}
	for i := range c.authority.Limits {
		c.limit(&c.authority.Limits[i], filed, told)
	}
}

// filedSites returns how many sites the entity has already; false when nobody
// told. A first filing is of an entity that has none.
func (c *checker) filedSites() (int, bool) {
	if c.f.Kind() == filing.NewEntity {
		return 0, true
	}
	text := c.text(filing.EntityFiledSites)
	if text == "" {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

func (c *checker) domainsPerSite(sites *provider.Sites) {
	if sites.Domains == 0 || len(c.parsed) <= sites.Domains || sites.Max > 0 && len(c.parsed) > sites.Max {
		return // too many for the filing is told already
	}
	c.raise(filing.SiteDomains, filing.Finding{Rule: "domains-per-site", Source: sites.Source,
		Args: filing.Args{"province": c.provinceName(), "count": itoa(len(c.parsed)), "max": itoa(sites.Domains)}})
}

// limit tells what is wanted from a number of sites or domains on.
func (c *checker) limit(l *provider.Limit, filed int, told bool) {
	at, variant, count := filing.EntityFiledSites, "", 0
	newSite := c.f.Kind() == filing.NewSite
	switch l.Of {
	case provider.OfSites:
		if newSite && told {
			count = filed + 1
		}
	case provider.OfFiled:
		if newSite && told {
			variant, count = "filed", filed
		}
	case provider.OfAllDomains:
		variant, count = "domains", filed+len(c.parsed)
		if filed == 0 {
			at = filing.SiteDomains
		}
	}
	if l.Domains > 0 {
		variant = "at-a-time"
		if len(c.parsed) <= l.Domains {
			return
		}
	}
	if count < l.From {
		return
	}
	c.raise(at, filing.Finding{Rule: "count-threshold", Variant: variant, Source: l.Source, Args: filing.Args{
		"province": c.provinceName(), "count": itoa(count), "from": itoa(l.From), "domains": itoa(len(c.parsed)), "then": both(l.Then)}})
}
