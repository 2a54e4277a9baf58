package rules

import (
	"fmt"
	"slices"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// CheckAdjustments refuses adjustments of rules or wordings that are not in the
// catalogue. The error names the file and the line.
func CheckAdjustments(list []provider.Adjustment) error {
	var errs provider.Faults
	for _, a := range list {
		rule, ok := Lookup(a.Rule)
		fault := &provider.Fault{File: a.File, Line: a.Line, Key: "adjust.rule"}
		switch {
		case !ok:
			fault.Text = filing.Text{ZH: fmt.Sprintf("没有规则“%s”；用 beian rules 查看全部规则", a.Rule), EN: fmt.Sprintf("there is no rule %q; beian rules lists them", a.Rule)}
		case a.Variant != "" && !slices.Contains(rule.variantNames(), a.Variant):
			fault.Key = "adjust.variant"
			fault.Text = filing.Text{ZH: fmt.Sprintf("规则“%s”没有变体“%s”", a.Rule, a.Variant), EN: fmt.Sprintf("the rule %q has no variant %q", a.Rule, a.Variant)}
		default:
			continue
		}
		errs = append(errs, fault)
	}
	return errs.Err()
}

// Adjusted is what one adjustment did to findings of one severity.
type Adjusted struct {
	provider.Adjustment
	Was      filing.Severity // what the findings weighed; what the rule weighs when there were none
	Findings int             // how many there were
}

// Adjuster applies a user's adjustments to findings of all sources. Of several
// that fit a finding the last one counts. It is not safe for concurrent use.
type Adjuster struct {
	list   []provider.Adjustment
	byRule map[string][]int // places in list
	counts map[tally]int
}

// tally is what is counted: findings that an adjustment changed from a severity.
type tally struct {
	at  int // place in list
	was filing.Severity
}

// NewAdjuster prepares adjustments.
func NewAdjuster(list []provider.Adjustment) *Adjuster {
	a := &Adjuster{list: list, byRule: make(map[string][]int), counts: make(map[tally]int)}
	for i, one := range list {
		a.byRule[one.Rule] = append(a.byRule[one.Rule], i)
	}
	return a
}

// Apply changes the severity of findings and drops those that are switched off,
// in place. f is the filing that they are about, nil for the batch.
func (a *Adjuster) Apply(f *filing.Filing, findings []filing.Finding) []filing.Finding {
	if len(a.list) == 0 {
		return findings
	}
	kept := findings[:0]
	for _, found := range findings {
		at := a.fitting(f, &found)
		if at < 0 {
			kept = append(kept, found)
			continue
		}
		a.counts[tally{at, found.Severity}]++
		if found.Severity = a.list[at].Severity; found.Severity != provider.Off {
			kept = append(kept, found)
		}
	}
	clear(findings[len(kept):])
	return kept
}

// fitting returns the place of the adjustment that counts for a finding, -1
// when there is none.
func (a *Adjuster) fitting(f *filing.Filing, found *filing.Finding) int {
	places := a.byRule[found.Rule]
	for i := len(places) - 1; i >= 0; i-- {
		one := &a.list[places[i]]
		if one.Variant != "" && one.Variant != found.Variant {
			continue
		}
		if concerns(one, f, found) {
			return places[i]
		}
	}
	return -1
}

// concerns reports whether an adjustment is for the filing. Of findings about
// the batch only the entity that they name is known.
func concerns(a *provider.Adjustment, f *filing.Filing, found *filing.Finding) bool {
	if f == nil {
		return len(a.Provinces) == 0 && len(a.Filings) == 0 && (len(a.Entities) == 0 || namesEntity(a.Entities, found.Args["entity"], ""))
	}
	return admits(a.Provinces, f.Text(filing.EntityProvince)) && admits(a.Filings, f.Key()) &&
		(len(a.Entities) == 0 || namesEntity(a.Entities, f.Text(filing.EntityName), f.Text(filing.EntityCertNumber)))
}

func namesEntity(entities []string, name, number string) bool {
	return slices.ContainsFunc(entities, func(e string) bool {
		return e == number && e != "" || name != "" && filing.SameName(e, name)
	})
}

// Adjusted lists the adjustments, in their order, with what each did; one that
// changed findings of several severities is listed for each.
func (a *Adjuster) Adjusted() (list []Adjusted) {
	for i, one := range a.list {
		did := false
		for _, was := range []filing.Severity{filing.Block, filing.Warn, filing.Note} {
			if n := a.counts[tally{i, was}]; n > 0 {
				list, did = append(list, Adjusted{one, was, n}), true
			}
		}
		if rule, ok := Lookup(one.Rule); ok && !did {
			list = append(list, Adjusted{one, rule.severity(one.Variant, true), 0})
		}
	}
	return list
}
