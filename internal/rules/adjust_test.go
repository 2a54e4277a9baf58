package rules

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

func TestAdjust(t *testing.T) {
	const unrelated, short = "site-name-unrelated", "site-name-short"
	one := func(severity filing.Severity, change func(*provider.Adjustment)) provider.Adjustment {
		a := provider.Adjustment{Rule: unrelated, Severity: severity, Reason: "自有品牌"}
		if change != nil {
			change(&a)
		}
		return a
	}
	tests := []struct {
		what   string
		adjust []provider.Adjustment
		want   string // severities of unrelated, short and scan-gray that are left
		counts []int
	}{
		{"nothing", nil, "warn unrelated block short warn gray", nil},
		{"switched off", []provider.Adjustment{one(provider.Off, nil)}, "block short warn gray", []int{1}},
		{"weighs more", []provider.Adjustment{one(filing.Block, nil)}, "block unrelated block short warn gray", []int{1}},
		{"the last one counts", []provider.Adjustment{one(provider.Off, nil), one(filing.Note, nil)}, "note unrelated block short warn gray", []int{0, 1}},
		{"a rule of the scans", []provider.Adjustment{{Rule: "scan-gray", Severity: provider.Off, Reason: "x"}}, "warn unrelated block short", []int{1}},
		{"of this province", []provider.Adjustment{one(provider.Off, func(a *provider.Adjustment) { a.Provinces = []string{"11", "32"} })}, "block short warn gray", []int{1}},
		{"of another province", []provider.Adjustment{one(provider.Off, func(a *provider.Adjustment) { a.Provinces = []string{"11"} })}, "warn unrelated block short warn gray", []int{0}},
		{"of this entity, other brackets", []provider.Adjustment{one(provider.Off, func(a *provider.Adjustment) { a.Entities = []string{"样张云帆(江苏)有限公司"} })}, "block short warn gray", []int{1}},
		{"of this entity, by number", []provider.Adjustment{one(provider.Off, func(a *provider.Adjustment) { a.Entities = []string{"9132"} })}, "block short warn gray", []int{1}},
		{"of another entity", []provider.Adjustment{one(provider.Off, func(a *provider.Adjustment) { a.Entities = []string{"样张乙公司"} })}, "warn unrelated block short warn gray", []int{0}},
		{"of this filing", []provider.Adjustment{one(provider.Off, func(a *provider.Adjustment) { a.Filings = []string{"001"} })}, "block short warn gray", []int{1}},
		{"of another wording", []provider.Adjustment{one(provider.Off, func(a *provider.Adjustment) { a.Variant = "brand" })}, "warn unrelated block short warn gray", nil},
	}
	for _, test := range tests {
		t.Run(test.what, func(t *testing.T) {
			f := new(filing.Filing)
			for field, text := range map[filing.Field]string{filing.FilingKey: "001", filing.EntityProvince: "32", filing.EntityName: "样张云帆（江苏）有限公司", filing.EntityCertNumber: "9132"} {
				f.Set(field, filing.Value{Text: text})
			}
			findings := []filing.Finding{{Rule: unrelated, Severity: filing.Warn}, {Rule: short, Severity: filing.Block}, {Rule: "scan-gray", Severity: filing.Warn}}
			a := NewAdjuster(test.adjust)
			var got []string
			for _, found := range a.Apply(f, findings) {
				got = append(got, string(found.Severity), found.Rule[strings.LastIndexByte(found.Rule, '-')+1:])
			}
			if diff := cmp.Diff(test.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			var counts []int
			for _, done := range a.Adjusted() {
				counts = append(counts, done.Findings)
			}
			if test.counts != nil && !cmp.Equal(test.counts, counts) {
				t.Errorf("counted %v, want %v", counts, test.counts)
			}
		})
	}
}

func TestAdjustTheBatch(t *testing.T) {
	of := func(change func(*provider.Adjustment)) int {
		a := provider.Adjustment{Rule: "entity-in-flight", Severity: provider.Off, Reason: "分批提交"}
		change(&a)
		return len(NewAdjuster([]provider.Adjustment{a}).Apply(nil, []filing.Finding{{Rule: "entity-in-flight", Args: filing.Args{"entity": "样张甲公司"}}}))
	}
	for want, changes := range map[int][]func(*provider.Adjustment){
		0: {func(*provider.Adjustment) {}, func(a *provider.Adjustment) { a.Entities = []string{"样张甲公司"} }},
		1: {func(a *provider.Adjustment) { a.Entities = []string{"样张乙公司"} }, func(a *provider.Adjustment) { a.Provinces = []string{"32"} },
			func(a *provider.Adjustment) { a.Filings = []string{"001"} }},
	} {
		for i, change := range changes {
			if got := of(change); got != want {
				t.Errorf("change %d: %d findings are left, want %d", i, got, want)
			}
		}
	}
}

// Findings of several severities that one adjustment changes are told apart.
func TestAdjustedTellsWhatFindingsWeighed(t *testing.T) {
	a := NewAdjuster([]provider.Adjustment{{Rule: "enum-unknown", Severity: filing.Note, Reason: "x"}, {Rule: "date-format", Severity: provider.Off, Reason: "y"}})
	f := new(filing.Filing)
	a.Apply(f, []filing.Finding{{Rule: "enum-unknown", Severity: filing.Warn}, {Rule: "enum-unknown", Severity: filing.Block}, {Rule: "enum-unknown", Severity: filing.Warn}})
	var got []string
	for _, d := range a.Adjusted() {
		got = append(got, d.Rule, string(d.Was), string(d.Severity), itoa(d.Findings))
	}
	if diff := cmp.Diff(strings.Fields("enum-unknown block note 1 enum-unknown warn note 2 date-format block off 0"), got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCheckAdjustments(t *testing.T) {
	err := CheckAdjustments([]provider.Adjustment{{Rule: "required", File: "a.toml", Line: 1}, {Rule: "nonsense", File: "a.toml", Line: 7},
		{Rule: "ip-outside-region", Variant: "beijing", File: "a.toml", Line: 12}, {Rule: "required", Variant: "x", File: "a.toml", Line: 20}})
	want := "a.toml, line 7: adjust.rule: there is no rule \"nonsense\"; beian rules lists them\na.toml, line 20: adjust.variant: the rule \"required\" has no variant \"x\""
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	if err := CheckAdjustments(nil); err != nil {
		t.Errorf("no adjustments are refused: %v", err)
	}
}
