package rules

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"beiandesk/internal/division"
	"beiandesk/internal/filing"
)

// siteName checks the name of a site that is reviewed: its form, reserved
// words, and its relation to the entity.
func (c *checker) siteName() {
	name := c.text(filing.SiteName)
	if name == "" || !c.form.reviewed {
		return
	}
	folded := filing.FoldName(name)
	c.reservedWords(name, folded)
	if c.nameForm(name, folded) {
		c.relation(name, folded)
	}
}

// reservedWords looks for the words that need a state document.
func (c *checker) reservedWords(name, folded string) {
	if !containsAny(folded, c.names.forbidden) {
		return
	}
	entity := filing.FoldName(c.f.Text(filing.EntityName))
	spans := findWords(folded, c.names.forbidden)
	written, mended := takeOut(name, spans)
	var words, granted []string // granted: those in the entity's own registered name
	for i, s := range spans {
		list := &words
		if strings.Contains(entity, folded[s.from:s.to]) {
			list = &granted
		}
		if !slices.Contains(*list, written[i]) {
			*list = append(*list, written[i])
		}
	}
	f := filing.Finding{Rule: "site-name-forbidden-word", Args: filing.Args{"value": name}}
	if len(words) == 0 {
		f.Variant = "entity-name"
		f.Args["words"] = listedWords(granted, len(granted))
		c.raise(filing.SiteName, f)
		return
	}
	f.Args["words"] = listedWords(words, len(words))
	if countHan(mended) >= c.opt.Profile.Name.MinHan {
		f.Suggest = mended
	} else {
		f.Variant = "no-suggestion"
	}
	c.raise(filing.SiteName, f)
}

// nameForm checks what a name is made of, and reports whether it is in order.
func (c *checker) nameForm(name, folded string) bool {
	rule, variant := "site-name-form", ""
	han, symbols := countHan(name), c.symbols(name)
	switch {
	case c.isDomain(folded):
		variant = "domain"
	case han == 0:
		variant = foreignForm(folded)
	case len(symbols) > 0:
		variant = "symbols"
	case han < c.opt.Profile.Name.MinHan:
		rule = "site-name-short"
	default:
		return true
	}
	c.raise(filing.SiteName, filing.Finding{Rule: rule, Variant: variant, Args: filing.Args{"value": name,
		"min": itoa(c.opt.Profile.Name.MinHan), "count": itoa(han), "characters": strings.Join(symbols, " ")}})
	return false
}

// isDomain reports whether a folded name is one of the filing's domains.
func (c *checker) isDomain(folded string) bool {
	folded = strings.TrimPrefix(folded, "www.")
	return slices.ContainsFunc(c.parsed, func(d domainEntry) bool { return folded == d.text || folded == d.Unicode || folded == d.ASCII })
}

// foreignForm tells names without Chinese characters apart.
func foreignForm(folded string) string {
	digits, letters := 0, 0
	for _, r := range folded {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	switch {
	case letters == 0 && digits > 0:
		return "digits"
	case digits == 0 && letters > 0:
		return "latin"
	}
	return ""
}

// mostSymbols is how many special characters a message lists.
const mostSymbols = 8

// symbols lists the characters of a name that names do not have, save those of
// the entity's own registered name.
func (c *checker) symbols(name string) (symbols []string) {
	for _, r := range name {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == ' ' || strings.ContainsRune(c.names.words.Marks, r) ||
			strings.ContainsRune(c.f.Text(filing.EntityName), r) {
			continue
		}
		if s := string(r); !slices.Contains(symbols, s) {
			symbols = append(symbols, s)
		}
		if len(symbols) == mostSymbols {
			break
		}
	}
	return symbols
}

// relation looks for something of the entity's name in the site's. A remark is
// taken to explain it otherwise.
func (c *checker) relation(name, folded string) {
	entity := c.text(filing.EntityName)
	if entity == "" || c.f.Text(filing.SiteRemark) != "" {
		return
	}
	if core := c.entityCore(entity); len(core) == 0 || shares(folded, core) {
		return
	}
	c.raise(filing.SiteName, filing.Finding{Rule: "site-name-unrelated", Args: filing.Args{"value": name, "entity": entity}})
}

// entityCore returns what is the entity's own in its name; it is worked out once
// for all filings of an entity.
func (c *checker) entityCore(entity string) []string {
	at := nameAt{entity, c.f.Text(filing.EntityProvince), c.f.Text(filing.EntityCity), c.f.Text(filing.EntityDistrict)}
	core, ok := c.names.cores[at]
	if !ok {
		core = c.names.core(entity, c.entityPlaces())
		c.names.cores[at] = core
	}
	return core
}

// entityPlaces returns the names of the entity's province, city and district,
// with and without what kind of division they are, longest first.
func (c *checker) entityPlaces() (places []string) {
	add := func(name string) {
		if len([]rune(name)) >= 2 {
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
		for _, kind := range []string{"市", "区", "县"} {
			if short, ok := strings.CutSuffix(name, kind); ok {
				add(short)
			}
		}
	}
	longestFirst(places)
	return places
}

// preApproval looks for words that point to a pre-approval, and for a type of
// approval without number.
func (c *checker) preApproval() {
	given := c.text(filing.SitePreApproval)
	if given != "" && !c.noticed[filing.SitePreApprovalNumber] && c.f.Text(filing.SitePreApprovalNumber) == "" {
		c.raise(filing.SitePreApprovalNumber, filing.Finding{Rule: "pre-approval", Variant: "number",
			Args: filing.Args{"types": both(c.label(filing.SitePreApproval))}})
	}
	name := c.text(filing.SiteName)
	folded := filing.FoldName(name)
	if !c.form.reviewed || !containsAny(folded, c.names.approving) || c.noticed[filing.SitePreApproval] {
		return
	}
	var words []string
	var types, documents []filing.Text
	var codes []string
	spans := findWords(folded, c.names.approving)
	written, _ := takeOut(name, spans)
	for i, s := range spans {
		approval := c.opt.Profile.Approval[c.names.approvals[folded[s.from:s.to]]]
		if slices.Contains(strings.Split(given, "\n"), approval.Type) {
			continue
		}
		if !slices.Contains(words, written[i]) {
			words = append(words, written[i])
		}
		if !slices.Contains(codes, approval.Type) {
			item, _ := filing.TableNamed("pre-approval").Item(approval.Type)
			codes, types = append(codes, approval.Type), append(types, item.Label)
			documents = append(documents, filing.Text{ZH: "《" + approval.Document.ZH + "》", EN: approval.Document.EN})
		}
	}
	if len(words) == 0 {
		return
	}
	f := filing.Finding{Rule: "pre-approval", Args: filing.Args{"value": name, "words": listedWords(words, len(words)),
		"types": listed(types, len(types)), "documents": listed(documents, len(documents))}}
	if remark := norm.NFKC.String(c.f.Text(filing.SiteRemark)); strings.Contains(remark, notConcerned) {
		f.Variant = "declared"
	}
	c.raise(filing.SiteName, f)
}

// notConcerned is how a remark declares that no approval is needed, in the
// wording that several authorities ask for.
const notConcerned = "不涉及"
