package rules

import (
	"slices"
	"testing"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// No rule is raised for a filing that its declared kinds, provinces, natures
// and routes leave out: neither for the cases as they are nor for any of them
// under another kind.
func TestRulesKeepToTheirAudience(t *testing.T) {
	b, raised := loadBase(t), 0
	for _, c := range loadCases(t) {
		filings := c.build(t, b)
		raised += keepsToAudience(t, c.What, filings)
		if len(filings) > 1 {
			continue // a batch is about what its kinds are
		}
		for _, kind := range filing.Kinds {
			f := filings[0].Clone()
			f.Set(filing.FilingKind, filing.Value{Text: string(kind)})
			raised += keepsToAudience(t, c.What+" as "+string(kind), []*filing.Filing{f})
		}
	}
	if raised < 500 {
		t.Errorf("only %d findings were looked at", raised)
	}
}

// keepsToAudience returns how many findings it looked at.
func keepsToAudience(t *testing.T, what string, filings []*filing.Filing) (raised int) {
	t.Helper()
	for i, findings := range Check(filings, options(filing.ZH)).ByFiling {
		if !slices.Contains(filing.Kinds, filings[i].Kind()) {
			continue // asked everything, because nobody knows what it is
		}
		for _, found := range findings {
			rule, ok := Lookup(found.Rule)
			if !ok || rule.By != "rules" {
				continue
			}
			raised++
			if !rule.Concerns(filings[i], provider.Default()) {
				t.Errorf("%s: %s is raised, which concerns %s only", what, found.Rule, rule.Applies(filing.EN))
			}
		}
	}
	return raised
}
