package rules

import (
	"slices"

	"beiandesk/internal/filing"
)

// siteBook knows which filings of a batch are of one site, and who uses a
// site's name.
type siteBook struct {
	at    map[string]few // domain or filing number of a site → filings; empty when all filings are of new sites
	named map[string]int // a site's name → the first filing that has it
}

func newSiteBook(filings []*filing.Filing, forms []*form) *siteBook {
	b := &siteBook{named: make(map[string]int, len(filings))}
	for i, f := range filings {
		if name := f.Text(filing.SiteName); name != "" && forms[i].reviewed {
			if _, known := b.named[name]; !known {
				b.named[name] = i
			}
		}
	}
	// Two new filings of one domain are told apart elsewhere.
	if slices.ContainsFunc(forms, func(form *form) bool { return form.known && !form.new }) {
		b.at = make(map[string]few, len(filings))
		for i, f := range filings {
			for _, key := range siteKeys(f, forms[i]) {
				at := b.at[key]
				at.add(i)
				b.at[key] = at
			}
		}
	}
	return b
}

// siteKeys are what a filing's site is recognised by.
func siteKeys(f *filing.Filing, form *form) []string {
	if !form.asked[filing.SiteDomains] {
		return nil
	}
	keys := f.List(filing.SiteDomains)
	if form.asked[filing.SiteRecordNumber] {
		if record := f.Text(filing.SiteRecordNumber); record != "" {
			keys = append(keys, record)
		}
	}
	return keys
}

// sameSite compares the filing with the others of its site, and its site's name
// with those of other entities.
func (c *checker) sameSite() {
	if c.sites.at != nil && c.form.known {
		c.otherFilings()
	}
	c.siteNameTaken()
}

// otherFilings tells of each earlier filing of the site whose kind does not go
// with this one's.
func (c *checker) otherFilings() {
	var told []int
	for _, key := range siteKeys(c.f, c.form) {
		known := c.sites.at[key]
		for _, at := range known.all() {
			if at >= c.index || slices.Contains(told, at) {
				continue
			}
			told = append(told, at)
			c.together(key, c.filings[at])
		}
	}
}

func (c *checker) together(key string, other *filing.Filing) {
	mine, theirs := c.f.Kind(), other.Kind()
	variant, apart := loadScenarioFacts().pairs[[2]filing.Kind{mine, theirs}]
	if !apart && (mine != theirs || c.form.new) {
		return
	}
	c.raise(filing.SiteDomains, filing.Finding{Rule: "site-in-two-filings", Variant: variant, Args: filing.Args{
		"site": key, "filing": other.Key(), "kind": both(kindLabel(mine)), "other": both(kindLabel(theirs))}})
}

func kindLabel(kind filing.Kind) filing.Text {
	item, _ := filing.TableNamed("kind").Item(string(kind))
	return item.Label
}

// shaanxi is 陕西 in the table province.
const shaanxi = "61"

// siteNameTaken finds a site's name that another entity's site has; 陕西 wants
// to know of one entity's as well.
func (c *checker) siteNameTaken() {
	name := c.text(filing.SiteName)
	first, ok := c.sites.named[name]
	if !ok || name == "" || first == c.index || !c.form.reviewed {
		return
	}
	other := c.filings[first]
	f := filing.Finding{Rule: "site-name-taken"}
	switch owner := other.Text(filing.EntityName); {
	case c.entities.of[first] == c.entities.of[c.index]:
		if c.text(filing.EntityProvince) != shaanxi {
			return
		}
		f.Variant, f.Args = "same-entity", filing.Args{"value": name, "filing": other.Key()}
	case filing.SameName(owner, c.f.Text(filing.EntityName)):
		return // one entity with two numbers, which is said there
	default:
		f.Args = filing.Args{"value": name, "filing": other.Key(), "entity": owner}
	}
	c.raise(filing.SiteName, f)
}
