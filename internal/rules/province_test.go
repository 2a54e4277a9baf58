package rules

import (
	"slices"
	"testing"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// What is in order in one province and asked for in another must not be found:
// papers apart, the filing has no findings in any province.
func TestFilingInOrderInEveryProvince(t *testing.T) {
	b := loadBase(t)
	moved := 0
	for _, item := range filing.TableNamed("province").Items {
		if !provider.Default().Served(item.Code) || item.Code == "32" {
			continue
		}
		moved++
		for _, kind := range filing.Kinds {
			o := one{Kind: string(kind), Moved: item.Code}
			got := summary(Check([]*filing.Filing{o.build(t, b, 0)}, options(filing.ZH)).ByFiling[0])
			got = slices.DeleteFunc(got, func(s string) bool { return s == "note paper-needed scan.commitment" })
			if len(got) > 0 {
				t.Errorf("%s, %s: %v", item.Label.ZH, kind, got)
			}
		}
	}
	if moved != 28 {
		t.Errorf("%d provinces besides 江苏 were looked at", moved)
	}
}

// A province that data makes a rule speak of must stand in the rule's entry.
func TestProvincesOfRulesFollowTheData(t *testing.T) {
	wanted := map[string]func(*provider.Province) bool{
		"entity-person-not-legal-rep": func(p *provider.Province) bool {
			return p.EntityPerson != nil && p.EntityPerson.Be == provider.LegalRep
		},
		"person-role-split":  func(p *provider.Province) bool { return p.EntityPerson != nil && p.EntityPerson.Same },
		"mainland-signer":    func(p *provider.Province) bool { return p.MainlandSigner != nil },
		"investor-name":      func(p *provider.Province) bool { return p.Investor != nil },
		"province-content":   func(p *provider.Province) bool { return p.Content != nil },
		"licence-validity":   func(p *provider.Province) bool { return p.Licence != nil },
		"phones-too-few":     func(p *provider.Province) bool { return p.Phones != nil && p.Phones.Two > 0 },
		"emergency-of-other": func(p *provider.Province) bool { return p.Phones != nil && p.Phones.Apart },
		"landline-missing":   func(p *provider.Province) bool { return p.Phones != nil && p.Phones.Landline },
		"landline-elsewhere": func(p *provider.Province) bool { return p.Phones != nil && len(p.Phones.AreaCodes) > 0 },
		"domains-per-site":   func(p *provider.Province) bool { return p.Sites != nil && p.Sites.Domains > 0 },
		"sites-of-entity":    func(p *provider.Province) bool { return p.Sites != nil && p.Sites.Total > 0 },
		"count-threshold":    func(p *provider.Province) bool { return len(p.Limits) > 0 },
		"province-remark":    func(p *provider.Province) bool { return len(p.Remarks) > 0 },
		"province-paper":     func(p *provider.Province) bool { return len(p.Papers) > 0 },
	}
	for id, asks := range wanted {
		var want []string
		for _, item := range filing.TableNamed("province").Items {
			if asks(provider.Default().Province(item.Code)) {
				want = append(want, item.Code)
			}
		}
		rule, ok := Lookup(id)
		if !ok {
			t.Errorf("no rule %q", id)
			continue
		}
		got := slices.Sorted(slices.Values(rule.Provinces))
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s names the provinces %q, the data %q", id, got, want)
		}
	}
}

// Every condition that the data may name must be known here.
func TestConditionsAreKnown(t *testing.T) {
	for _, item := range filing.TableNamed("province").Items {
		p := provider.Default().Province(item.Code)
		for _, r := range p.Remarks {
			if remarkNeeds[r.When] == nil {
				t.Errorf("%s: remark when %q", item.Label.ZH, r.When)
			}
		}
		for _, q := range p.Papers {
			if paperNeeds[q.When] == nil {
				t.Errorf("%s: paper when %q", item.Label.ZH, q.When)
			}
		}
	}
}
