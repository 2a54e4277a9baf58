package rules

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// where is the place at which a word of a pre-approval stands, the most telling
// first.
type where int

const (
	inName where = iota
	inDomain
	inEntity
	inScope
)

var approvalFields = [...]filing.Field{inName: filing.SiteName, inDomain: filing.SiteDomains, inEntity: filing.EntityName, inScope: filing.EntityScope}

// need is one type of pre-approval that a filing's words point to.
type need struct {
	*provider.Approval
	where where
	words []string
	value string // of the domain
}

// preApproval looks for words that point to a pre-approval, in the site's name,
// the domains, the entity's name and its business scope: one finding for a
// type, at the most telling place.
func (c *checker) preApproval() {
	c.approvalNumber()
	if !c.form.reviewed || c.noticed[filing.SitePreApproval] {
		return
	}
	c.needs = c.needs[:0]
	for _, h := range c.hits {
		if !h.forbidden {
			c.needAll(h.approvals, need{where: inName, words: []string{h.word}})
		}
	}
	c.domainNeeds()
	for _, h := range c.entityHits() {
		c.needAll(h.approvals, need{where: h.where, words: []string{h.word}})
	}
	for _, n := range c.needs {
		c.raiseNeed(n)
	}
}

// needAll takes in the approvals that a word points to, as far as the province
// asks for them and they are not given.
func (c *checker) needAll(approvals []int, n need) {
	for _, i := range approvals {
		n.Approval = &c.names.approvals[i]
		if !n.In(c.f.Text(filing.EntityProvince)) || c.approvalGiven(n.Type) {
			continue
		}
		at := slices.IndexFunc(c.needs, func(m need) bool { return m.Type == n.Type && m.Label == n.Label })
		switch {
		case at < 0:
			c.needs = append(c.needs, n)
		case n.where < c.needs[at].where:
			c.needs[at] = n
		case n.where == c.needs[at].where:
			m := &c.needs[at]
			if len(m.Provinces) == 0 {
				m.Approval = n.Approval // what the province says, if it does
			}
			if !slices.Contains(m.words, n.words[0]) {
				m.words = append(slices.Clip(m.words), n.words[0])
			}
		}
	}
}

// approvalGiven reports whether the filing names the type of an approval, or
// any where the type is not known.
func (c *checker) approvalGiven(code string) bool {
	given := c.text(filing.SitePreApproval)
	return given != "" && (code == "" || slices.Contains(strings.Split(given, "\n"), code))
}

// domainNeeds looks for words in the domains' labels.
func (c *checker) domainNeeds() {
	for _, i := range c.names.inDomains {
		a := &c.names.approvals[i]
		if !a.In(c.f.Text(filing.EntityProvince)) {
			continue
		}
		for _, d := range c.parsed {
			label, _, _ := strings.Cut(d.Registrable, ".")
			for _, w := range a.Domain {
				if strings.Contains(label, w) {
					c.needAll([]int{i}, need{where: inDomain, words: []string{w}, value: d.text})
				}
			}
		}
	}
}

// raiseNeed tells of an approval that is not given.
func (c *checker) raiseNeed(n need) {
	variant, ok := c.needVariant(n)
	if !ok {
		return
	}
	label := n.Label
	if item, known := filing.TableNamed("pre-approval").Item(n.Type); known {
		label = item.Label
	}
	field := approvalFields[n.where]
	f := filing.Finding{Rule: "pre-approval", Variant: variant, Source: n.Source}
	f.Args = filing.Args{"value": n.value, "words": listedWords(n.words, len(n.words)), "types": both(label), "place": both(field.Def().Label),
		"documents": both(n.Document), "authority": both(n.Authority), "otherwise": both(c.otherwise(n)), "province": both(c.label(filing.EntityProvince))}
	if n.where == inName || n.where == inEntity {
		f.Args["value"] = c.f.Text(field)
	}
	c.raise(field, f)
}

// needVariant returns how an approval is told of; false where it need not be.
func (c *checker) needVariant(n need) (string, bool) {
	reading := c.reading(n)
	insist, letter := n.Insist || reading.Insist, n.Otherwise.ZH != "" || reading.Otherwise.ZH != ""
	if !insist && c.declares(n) {
		if letter && n.where != inDomain {
			return "letter", !c.hasExtra("承诺")
		}
		return "declared", n.where == inName // which will be asked about all the same
	}
	switch n.where {
	case inDomain:
		return "domain", true
	case inEntity:
		return "entity", true
	case inScope:
		if len(n.Provinces) > 0 || len(reading.Provinces) > 0 {
			return "scope-asked", true
		}
		return "scope", true
	}
	return "", true
}

// reading returns what a province wants for all approvals that it says nothing
// else of.
func (c *checker) reading(n need) provider.Reading {
	if len(n.Provinces) == 0 {
		for _, r := range c.opt.Profile.Reading {
			if slices.Contains(r.Provinces, c.f.Text(filing.EntityProvince)) {
				return r
			}
		}
	}
	return provider.Reading{}
}

// otherwise says what to do where the site does not touch the matter.
func (c *checker) otherwise(n need) filing.Text {
	for _, text := range []filing.Text{n.Otherwise, c.reading(n).Otherwise} {
		if text.ZH != "" {
			return text
		}
	}
	return c.opt.Profile.Stated.Otherwise
}

// denials are how a remark declares that something is not concerned.
var denials = []string{"不涉及", "未涉及", "不从事", "不包含", "没有"}

// declares reports whether the remark says that an approval is not needed: it
// denies pre-approvals, or what the words name, in one and the same clause.
func (c *checker) declares(n need) bool {
	remark := c.f.Text(filing.SiteRemark)
	if remark == "" {
		return false
	}
	item, _ := filing.TableNamed("pre-approval").Item(n.Type)
	about := append([]string{"前置", "审批", item.Label.ZH}, n.words...)
	about = append(about, item.Synonyms...)
	if n.where == inDomain {
		about = append(about, "游戏")
	}
	for _, clause := range strings.FieldsFunc(norm.NFKC.String(remark), endsClause) {
		for _, denial := range denials {
			if _, rest, ok := strings.Cut(clause, denial); ok && slices.ContainsFunc(about, func(w string) bool {
				return w != "" && strings.Contains(rest, norm.NFKC.String(w))
			}) {
				return true
			}
		}
	}
	return n.where == inDomain && containsAny(remark, c.names.words.Contents)
}

func endsClause(r rune) bool { return strings.ContainsRune(",，。;；.!！\n", r) }
