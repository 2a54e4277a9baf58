package rules

import (
	"slices"
	"strings"
	"sync"

	"beiandesk/internal/filing"
)

// scenarioFacts tell which kind a filing should be of, and which filings of one
// site do not go together: assets/rules/scenario.toml.
type scenarioFacts struct {
	Cues   []*cue     `toml:"cue"`
	Rename cue        `toml:"rename"`
	Pairs  []kindPair `toml:"pair"`
	Source string     `toml:"source"`
	AsOf   string     `toml:"as_of"`

	pairs map[[2]filing.Kind]string // variant of site-in-two-filings, both ways round
}

// cue is a rule that words in a filing's reason raise.
type cue struct {
	Rule    string        `toml:"rule"`
	Variant string        `toml:"variant"`
	Kinds   []filing.Kind `toml:"kinds"`
	Words   []string      `toml:"words"`
	Unless  []string      `toml:"unless"`  // words that explain the others
	Suggest string        `toml:"suggest"` // the kind that is meant
}

type kindPair struct {
	Variant string        `toml:"variant"`
	Kinds   []filing.Kind `toml:"kinds"`
}

var loadScenarioFacts = sync.OnceValue(func() *scenarioFacts {
	s := &scenarioFacts{pairs: make(map[[2]filing.Kind]string)}
	mustLoad("rules/scenario.toml", s)
	for _, c := range append(s.Cues, &s.Rename) {
		for _, words := range [][]string{c.Words, c.Unless} {
			for i, w := range words {
				words[i] = filing.FoldName(w)
			}
			longestFirst(words)
		}
	}
	for _, p := range s.Pairs {
		a, b := p.Kinds[0], p.Kinds[1]
		s.pairs[[2]filing.Kind{a, b}], s.pairs[[2]filing.Kind{b, a}] = p.Variant, p.Variant
	}
	return s
})

// in returns the first of the cue's words that a folded text holds, "" for none
// and when another word explains it.
func (q *cue) in(text string) string {
	has := func(word string) bool { return strings.Contains(text, word) }
	if at := slices.IndexFunc(q.Words, has); at >= 0 && !slices.ContainsFunc(q.Unless, has) {
		return q.Words[at]
	}
	return ""
}

// reason returns why the filing is made, fit to be searched for words. It
// counts where the kind does not ask for it, too.
func (c *checker) reason() string {
	if c.noticed[filing.FilingReason] {
		return ""
	}
	return filing.FoldName(c.f.Text(filing.FilingReason))
}

// kind checks whether the filing is of the kind that its numbers, its reason
// and the entity's other filings make it.
func (c *checker) kind() {
	switch c.f.Kind() {
	case filing.NewEntity:
		c.filedAlready(c.group())
	case filing.NewSite:
		if record, ok := c.givenRecord(filing.SiteRecordNumber); ok && record.Site > 0 {
			c.raise(filing.FilingKind, filing.Finding{Rule: "kind-site-filed", Suggest: newAccess, Args: filing.Args{"value": c.f.Text(filing.SiteRecordNumber)}})
		}
	default:
		c.cues()
	}
}

// The kinds as a workbook names them.
const (
	newSite      = "新增网站"
	newAccess    = "新增接入"
	cancelEntity = "注销主体"
)

// filedAlready refuses a first filing of an entity that has a filing number, or
// will have one by then.
func (c *checker) filedAlready(g *entityGroup) {
	f := filing.Finding{Rule: "kind-entity-filed", Suggest: newSite}
	site, siteOK := c.givenRecord(filing.SiteRecordNumber)
	switch {
	case siteOK && site.Site > 0:
		f.Variant, f.Suggest, f.Args = "site", newAccess, filing.Args{"value": c.f.Text(filing.SiteRecordNumber)}
	case c.hasRecord(filing.EntityRecordNumber):
		f.Args = filing.Args{"value": c.f.Text(filing.EntityRecordNumber)}
	case g == nil || g.first(filing.CancelEntity) != nil: // cancelled first, then filed anew
		return
	case g.record != nil:
		other := c.filings[*g.record]
		f.Variant, f.Args = "elsewhere", filing.Args{"value": other.Text(filing.EntityRecordNumber), "filing": other.Key()}
	case *g.first(filing.NewEntity) != c.index:
		f.Variant, f.Args = "twice", filing.Args{"filing": c.keys([]int{*g.first(filing.NewEntity)})}
	default:
		return
	}
	c.raise(filing.FilingKind, f)
}

// givenRecord returns a filing number that stands in the filing although its
// kind does not ask for it.
func (c *checker) givenRecord(field filing.Field) (filing.RecordNumber, bool) {
	value := c.f.Text(field)
	if value == "" {
		return filing.RecordNumber{}, false
	}
	record, err := filing.ParseRecord(value)
	return record, err == nil
}

func (c *checker) hasRecord(field filing.Field) bool {
	_, ok := c.givenRecord(field)
	return ok
}

// givesNumberLater returns the first filing of the entity in the batch, when it
// is what gives the entity the filing number that this one lacks.
func (c *checker) givesNumberLater(field filing.Field) *int {
	if field != filing.EntityRecordNumber || c.f.Kind() != filing.NewSite {
		return nil
	}
	if g := c.group(); g != nil {
		return g.first(filing.NewEntity)
	}
	return nil
}

// cues raises what words in the reason point to. Where a fact says the same,
// the fact alone is told.
func (c *checker) cues() {
	reason := c.reason()
	if reason == "" {
		return
	}
	for _, q := range loadScenarioFacts().Cues {
		if !slices.Contains(q.Kinds, c.f.Kind()) || q.Rule == "change-adds-domain" && c.text(filing.SiteFiledDomains) != "" {
			continue
		}
		if word := q.in(reason); word != "" {
			at := filing.FilingReason
			if q.Suggest != "" {
				at = filing.FilingKind
			}
			c.raise(at, filing.Finding{Rule: q.Rule, Variant: q.Variant, Suggest: q.Suggest, Args: filing.Args{"word": word}})
		}
	}
}

// change checks what a change may not do, and the papers of another name.
func (c *checker) change() {
	if !changes(c.f.Kind()) {
		return
	}
	if added := c.addedDomains(); len(added) > 0 {
		c.raise(filing.SiteDomains, filing.Finding{Rule: "change-adds-domain", Args: filing.Args{"domains": listedWords(added, mostKeys)}})
	}
	former, name := c.text(filing.EntityFormerName), c.text(filing.EntityName)
	f := filing.Finding{Rule: "rename-papers", Slot: filing.SlotExtra}
	switch {
	case len(c.f.Scans[filing.SlotExtra]) > 0 || c.f.Text(filing.ScanExtra) != "":
		return
	case former != "" && name != "" && !filing.SameName(former, name):
		f.Args = filing.Args{"former": former, "name": name}
	default:
		word := ""
		if reason := c.reason(); reason != "" {
			word = loadScenarioFacts().Rename.in(reason)
		}
		if word == "" {
			return
		}
		f.Variant, f.Args = "reason", filing.Args{"word": word}
	}
	c.raise(filing.ScanExtra, f)
}

// addedDomains returns the domains that the site does not have on file.
func (c *checker) addedDomains() (added []string) {
	filed := strings.Split(c.text(filing.SiteFiledDomains), "\n")
	if filed[0] == "" || c.text(filing.SiteDomains) == "" {
		return nil
	}
	for _, d := range c.parsed {
		if d.err == nil && !slices.Contains(filed, d.text) && !slices.Contains(filed, d.Registrable) && !slices.Contains(added, d.text) {
			added = append(added, d.text)
		}
	}
	return added
}

// cancel checks what is cancelled against the entity's other filings.
func (c *checker) cancel() {
	g := c.group()
	if g == nil {
		return
	}
	switch c.f.Kind() {
	case filing.CancelEntity:
		var others []int
		for _, at := range g.filings {
			if at != c.index && c.filings[at].Kind() != filing.NewEntity {
				others = append(others, at)
			}
		}
		if len(others) > 0 {
			c.raise(filing.FilingKind, filing.Finding{Rule: "cancel-entity-with-others", Args: filing.Args{"filings": c.keys(others)}})
		}
	case filing.CancelSite:
		c.cancelLastSite(g)
	}
}

// cancelLastSite finds, at the entity's last cancelled site of the batch, that
// none would be left.
func (c *checker) cancelLastSite(g *entityGroup) {
	last := -1
	for _, at := range g.filings {
		if c.filings[at].Kind() == filing.CancelSite {
			last = at
		}
	}
	said := slices.ContainsFunc(c.found, func(p placed) bool { return p.Rule == "cancel-last-site" })
	if last != c.index || said || g.filedSites == 0 || g.cancelSites < g.filedSites || g.first(filing.CancelEntity) != nil || g.first(filing.NewSite) != nil {
		return
	}
	f := filing.Finding{Rule: "cancel-last-site", Args: filing.Args{"filed": itoa(g.filedSites), "count": itoa(g.cancelSites)}}
	if len(g.filings) == 1 {
		f.Suggest = cancelEntity
	}
	c.raise(filing.FilingKind, f)
}
