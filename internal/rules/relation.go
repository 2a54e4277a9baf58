package rules

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"beiandesk/internal/division"
	"beiandesk/internal/filing"
)

// relation looks for something of the entity's name in the site's. A remark
// that speaks of the name, or a trade mark's certificate, explains it otherwise.
func (c *checker) relation(name, folded string) {
	entity := c.text(filing.EntityName)
	if entity == "" || c.related(entity, folded) || c.explained(folded) {
		return
	}
	f := filing.Finding{Rule: "site-name-unrelated", Args: filing.Args{"value": name, "entity": entity, "example": example(c.ownName())}}
	switch brand := c.domainBrand(folded); {
	case brand != "":
		f.Variant = "brand"
		f.Args["brand"] = brand
	case c.f.Text(filing.SiteRemark) != "":
		f.Variant = "remark"
	}
	c.raise(filing.SiteName, f)
}

// related reports whether a folded name has something of the entity's own, or
// is short for it.
func (c *checker) related(entity, folded string) bool {
	core := c.entityCore(entity)
	return len(core) == 0 || shares(folded, core) || c.names.abbreviates(folded, c.names.withTrades(entity, c.entityPlaces()))
}

// abbreviates reports whether what a name says beside trades is made of
// characters of an entity's name in their order, from its first one on: 样云 of
// 样张云帆. Reviewers take an entity's short name.
func (n *naming) abbreviates(folded string, core []string) bool {
	for _, run := range n.trades.cut(nil, folded) {
		run = n.bare(strings.TrimSuffix(run, "网"), nil)
		if utf8.RuneCountInString(run) < 2 {
			continue
		}
		for _, own := range core {
			if subsequence(run, own) {
				return true
			}
		}
		return false // the first run that tells anything decides
	}
	return false
}

// subsequence reports whether the Chinese characters of a text stand in another
// in the same order, the first at its beginning.
func subsequence(part, whole string) bool {
	at := 0
	for i, r := range part {
		to := strings.IndexRune(whole[at:], r)
		if to < 0 || i == 0 && to > 0 || !unicode.Is(unicode.Han, r) {
			return false
		}
		at += to + utf8.RuneLen(r)
	}
	return true
}

// explained reports whether the remark or a certificate tells why the site has
// its name.
func (c *checker) explained(folded string) bool {
	words := c.names.words
	if remark := c.f.Text(filing.SiteRemark); remark != "" {
		remark = filing.FoldName(remark)
		if containsAny(remark, words.Relation) && containsAny(remark, words.Copulas) || shares(remark, c.names.tellingOf(folded)) ||
			slices.Contains(words.ContentsProvinces, c.f.Text(filing.EntityProvince)) && containsAny(remark, words.Contents) {
			return true
		}
	}
	return c.hasExtra("商标")
}

// hasExtra reports whether a file among the other material is named so.
func (c *checker) hasExtra(word string) bool {
	return strings.Contains(c.f.Text(filing.ScanField(filing.SlotExtra)), word) ||
		slices.ContainsFunc(c.f.Scans[filing.SlotExtra], func(file string) bool {
			return strings.Contains(norm.NFC.String(filepath.Base(file)), word)
		})
}

// tellingOf returns what a site's name says beside trades and fillers.
func (n *naming) tellingOf(folded string) (runs []string) {
	for _, run := range runsOf(folded) {
		runs = n.trades.cut(runs, run)
	}
	return telling(runs)
}

// containsAny reports whether a text holds one of the words.
func containsAny(text string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}

// shortestBrand is how many letters a domain's label has to be a brand by.
const shortestBrand = 3

// domainBrand returns the label of a domain of the filing that a folded name
// holds, "" for none.
func (c *checker) domainBrand(folded string) string {
	for _, d := range c.parsed {
		label, _, _ := strings.Cut(d.Registrable, ".")
		if len(label) >= shortestBrand && strings.Contains(folded, label) {
			return label
		}
	}
	return ""
}

// nameAt is an entity's name and where the entity is.
type nameAt struct{ name, province, city, district string }

// entityCore returns what is the entity's own in its name.
func (c *checker) entityCore(entity string) []string {
	at := nameAt{entity, c.f.Text(filing.EntityProvince), c.f.Text(filing.EntityCity), c.f.Text(filing.EntityDistrict)}
	known := c.known()
	if known.named != at {
		known.named, known.core = at, c.names.core(entity, c.entityPlaces())
	}
	return known.core
}

// entityPlaces returns the names of the entity's province, city and district,
// with and without what kind of division they are, longest first.
func (c *checker) entityPlaces() []string {
	places := make([]string, 0, 8)
	add := func(name string) {
		if utf8.RuneCountInString(name) >= 2 {
			places = append(places, name)
		}
	}
	if province, ok := filing.TableNamed("province").Item(c.f.Text(filing.EntityProvince)); ok {
		add(province.Label.ZH)
		add(division.Short(province.Label.ZH))
	}
	for _, field := range []filing.Field{filing.EntityCity, filing.EntityDistrict} {
		name := c.f.Text(field)
		add(name)
		if short := division.Short(name); short != name {
			add(short)
		}
		if city := division.CityNamed(name); city != nil {
			add(city.Short())
		}
	}
	longestFirst(places)
	return places
}
