package rules

import (
	"slices"
	"strings"
	"unicode"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// hit is a word found in a site's name.
type hit struct {
	span             // in the folded name
	*nameWord        // what it means
	word      string // folded
}

// siteName checks the name of a site that is reviewed: reserved and refused
// words, its form, and its relation to the entity.
func (c *checker) siteName() {
	c.hits = c.hits[:0]
	name := c.text(filing.SiteName)
	if name == "" || !c.form.reviewed {
		return
	}
	folded := filing.FoldName(name)
	c.readName(folded)
	before := len(c.found)
	if len(c.hits) > 0 {
		c.reservedWords(name, folded)
		c.refusedWords(name, folded)
	}
	if !c.nameForm(name, folded) {
		return
	}
	anothers := slices.ContainsFunc(c.found[before:], func(p placed) bool { return p.Variant == string(provider.Public) })
	if !anothers && !c.bareName(name, folded) {
		c.relation(name, folded)
	}
	c.provinceForms(name, folded, before)
}

// readName finds the words in a folded name.
func (c *checker) readName(folded string) {
	for at := 0; ; {
		s, id := c.names.index.next(folded, at)
		if id < 0 {
			return
		}
		c.hits = append(c.hits, hit{s, &c.names.meanings[id], c.names.index.words[id]})
		at = s.to
	}
}

// spansOf returns where the words stand that a test picks.
func (c *checker) spansOf(pick func(hit) bool) (spans []span) {
	for _, h := range c.hits {
		if pick(h) {
			spans = append(spans, h.span)
		}
	}
	return spans
}

// reservedWords tells of the words that need a state document.
func (c *checker) reservedWords(name, folded string) {
	spans := c.spansOf(func(h hit) bool { return h.forbidden })
	if len(spans) == 0 {
		c.compounds(name)
		return
	}
	entity := c.folded(c.f.Text(filing.EntityName))
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
	if f.Suggest = c.better(mended); f.Suggest == "" {
		f.Variant = "no-suggestion"
	}
	c.raise(filing.SiteName, f)
}

// compounds notes common compounds that hold a reserved word.
func (c *checker) compounds(name string) {
	spans := c.spansOf(func(h hit) bool { return h.harmless == compound })
	if len(spans) == 0 || strings.Contains(c.f.Text(filing.EntityName), c.hits[0].word) {
		return
	}
	words, _ := takeOut(name, spans)
	c.raise(filing.SiteName, filing.Finding{Rule: "site-name-forbidden-word", Variant: "compound",
		Args: filing.Args{"value": name, "words": listedWords(words, len(words))}})
}

// variantOfClass is how the findings of a class of words are told.
var variantOfClass = map[provider.WordClass][2]string{
	provider.Sensitive: {"site-name-sensitive-word", ""},
	provider.Banned:    {"site-name-sensitive-word", "banned"},
	provider.Head:      {"site-name-sensitive-word", "head"},
	provider.Public:    {"site-name-sensitive-word", "public"},
	provider.Weak:      {"site-name-weak-word", ""},
}

// refusedWords tells of the words that authorities refuse beside those of the
// provider, each group once.
func (c *checker) refusedWords(name, folded string) {
	for i := range c.names.groups {
		group := &c.names.groups[i]
		spans := c.spansOf(func(h hit) bool { return slices.Contains(h.groups, i) && c.refuses(group, h) })
		if len(spans) == 0 {
			continue
		}
		written, mended := takeOut(name, spans)
		rule := variantOfClass[group.Class]
		f := filing.Finding{Rule: rule[0], Variant: rule[1], Source: group.Source}
		f.Args = filing.Args{"value": name, "words": listedWords(distinct(written), len(written)), "example": c.propose(&f, mended),
			"province": both(c.label(filing.EntityProvince))}
		c.raise(filing.SiteName, f)
	}
}

// refuses reports whether a group of words concerns the filing at hand, and
// the word in it. What is in the entity's registered name was granted with it.
func (c *checker) refuses(g *provider.WordGroup, h hit) bool {
	switch {
	case len(g.Provinces) > 0 && !slices.Contains(g.Provinces, c.f.Text(filing.EntityProvince)),
		slices.Contains(g.Exempt, c.f.Text(filing.EntityNature)), g.Class == provider.Head && h.from > 0:
		return false
	case g.Class == provider.Banned:
		return true
	}
	return !strings.Contains(c.folded(c.f.Text(filing.EntityName)), h.word)
}

func distinct(words []string) []string {
	slices.Sort(words)
	return slices.Compact(words)
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
	f := filing.Finding{Rule: rule, Variant: variant, Suggest: c.better(c.withoutSymbols(name, symbols))}
	f.Args = filing.Args{"value": name, "min": itoa(c.opt.Profile.Name.MinHan), "count": itoa(han),
		"characters": strings.Join(symbols, " "), "example": example(f.Suggest)}
	c.raise(filing.SiteName, f)
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

// withoutSymbols drops special characters from a name.
func (c *checker) withoutSymbols(name string, symbols []string) string {
	return strings.Map(func(r rune) rune {
		if slices.Contains(symbols, string(r)) {
			return -1
		}
		return r
	}, name)
}
