package rules

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// batchOfAll is all cases' filings in one batch.
func batchOfAll(t testing.TB) (filings []*filing.Filing) {
	b := loadBase(t)
	for _, c := range loadCases(t) {
		filings = append(filings, c.build(t, b)...)
	}
	filing.Number(filings)
	return filings
}

func TestCheckIsDeterministic(t *testing.T) {
	filings := batchOfAll(t)
	first, second := Check(filings, options(filing.ZH)), Check(filings, options(filing.ZH))
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("the same filings gave another result:\n%s", diff)
	}
}

func TestCheckOnlyReads(t *testing.T) {
	filings := batchOfAll(t)
	before := make([]*filing.Filing, len(filings))
	for i, f := range filings {
		before[i] = f.Clone()
	}
	Check(filings, options(filing.EN))
	for i, f := range filings {
		for field := range filing.Fields {
			if f.Get(filing.Field(field)) != before[i].Get(filing.Field(field)) {
				t.Errorf("filing %d: field %s changed", i, filing.Fields[field].Key)
			}
		}
		if diff := cmp.Diff(before[i].Noticed, f.Noticed, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("filing %d: what the import noticed changed:\n%s", i, diff)
		}
	}
}

func TestFindingsAreInOrder(t *testing.T) {
	for i, findings := range Check(batchOfAll(t), options(filing.ZH)).ByFiling {
		last, lastRule := -1, ""
		for _, f := range findings {
			field, ok := filing.ByKey(f.Field)
			if !ok {
				t.Fatalf("filing %d: %s is at no field", i, f.Rule)
			}
			if int(field) < last || int(field) == last && f.Rule < lastRule {
				t.Errorf("filing %d: %s at %s is out of order", i, f.Rule, f.Field)
			}
			last, lastRule = int(field), f.Rule
		}
	}
}

func TestFindingsPointToCells(t *testing.T) {
	f := loadBase(t).filing(t)
	f.SetRaw(filing.SiteName, "云帆", filing.Cell{Sheet: "网站", Col: 3, Row: 7})
	f.Set(filing.EntityCity, filing.Value{})
	f.Place = filing.Cell{Sheet: "网站", Row: 7}
	got := Check([]*filing.Filing{f}, options(filing.ZH)).ByFiling[0]
	if len(got) != 2 || got[0].Cell != "网站!7" || got[1].Cell != "网站!C7" {
		t.Errorf("findings %+v", got)
	}
}

// filing returns the base's filing.
func (b base) filing(t testing.TB) *filing.Filing {
	t.Helper()
	return (&one{}).build(t, b, 0)
}

// A suggestion that is taken must end the finding and bring no other of its
// rule at the field.
func TestAnEntityIsCalledByAnyNameThatIsGiven(t *testing.T) {
	base := loadBase(t)
	for _, tt := range []struct {
		fields []filing.Field // that the first filing leaves empty
		both   bool           // and the second
		want   string
	}{
		{nil, false, "“" + base.filing(t).Text(filing.EntityName) + "”"},
		{[]filing.Field{filing.EntityName}, false, "“" + base.filing(t).Text(filing.EntityName) + "”"},
		{[]filing.Field{filing.EntityName}, true, "“" + base.filing(t).Text(filing.EntityCertNumber) + "”"},
	} {
		first, second := base.filing(t), base.filing(t)
		for _, field := range tt.fields {
			first.Set(field, filing.Value{})
			if tt.both {
				second.Set(field, filing.Value{})
			}
		}
		got := Check([]*filing.Filing{first, second}, options(filing.ZH)).Batch
		if len(got) != 1 || got[0].Rule != "entity-in-flight" || !strings.HasPrefix(got[0].Message, tt.want) {
			t.Errorf("without %v: %+v, want %s", tt.fields, got, tt.want)
		}
	}
}

func TestSuggestionsMend(t *testing.T) {
	b := loadBase(t)
	tried := 0
	for _, c := range loadCases(t) {
		filings := c.build(t, b)
		for i, findings := range Check(filings, options(filing.ZH)).ByFiling {
			for _, f := range findings {
				if f.Suggest == "" {
					continue
				}
				tried++
				field, _ := filing.ByKey(f.Field)
				mended := filings[i].Clone()
				mended.SetRaw(field, f.Suggest, filing.Cell{})
				again := Check([]*filing.Filing{mended}, options(filing.ZH)).ByFiling[0]
				for _, g := range again {
					if g.Rule == f.Rule && g.Variant == f.Variant && g.Field == f.Field {
						t.Errorf("%s: %q did not mend %s: %s", c.What, f.Suggest, f.Rule, g.Message)
					}
				}
			}
		}
	}
	if tried < 5 {
		t.Errorf("only %d suggestions were tried", tried)
	}
}

func TestNoPersonalDataInMessages(t *testing.T) {
	b := loadBase(t)
	for _, c := range loadCases(t) {
		filings := c.build(t, b)
		for i, findings := range Check(filings, options(filing.ZH)).ByFiling {
			for _, f := range findings {
				for _, secret := range secrets(filings[i]) {
					if strings.Contains(f.Message+f.Remedy, secret) {
						t.Errorf("%s: %s shows %q: %s", c.What, f.Rule, secret, f.Message)
					}
				}
			}
		}
	}
}

// secrets returns the personal values of a filing. The code of an entity is
// none, wherever it stands.
func secrets(f *filing.Filing) (values []string) {
	for i := range filing.Fields {
		field := filing.Field(i)
		if value := f.Text(field); field.Secret() && len(value) >= 6 && filing.CheckUSCC(value) != nil {
			values = append(values, value)
		}
	}
	return values
}

func TestDefaults(t *testing.T) {
	f := loadBase(t).filing(t)
	f.SetRaw(filing.SiteName, "云帆", filing.Cell{})
	got := Check([]*filing.Filing{f}, Options{}).ByFiling[0]
	if len(got) != 1 || got[0].Message != "网站名称“云帆”只有 2 个汉字，须有 3 个以上。" {
		t.Errorf("findings %+v", got)
	}
	if r := Check(nil, Options{}); len(r.ByFiling) != 0 || len(r.Batch) != 0 {
		t.Errorf("an empty batch gave %+v", r)
	}
}

func TestCoreOfNames(t *testing.T) {
	n := newNaming(provider.Default())
	places := []string{"江苏省", "江苏", "南京市", "南京", "玄武区", "玄武"}
	for entity, want := range map[string][]string{
		"样张云帆科技（南京）有限公司":     {"样张云帆"},
		"南京样张云帆信息技术股份有限公司":   {"样张云帆"},
		"江苏省南京市样张机械制造有限责任公司": {"样张"},
		"南京ABC贸易有限公司":        {"abc"},
		"南京科技有限公司":           {"科技"},
		"样张(南京)科技集团有限公司":     {"样张"},
		"有限公司":               nil,
	} {
		if diff := cmp.Diff(want, n.core(entity, places), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("core(%q) (-want +got):\n%s", entity, diff)
		}
	}
}

func TestTakeOut(t *testing.T) {
	words := newWordIndex()
	for _, w := range []string{"china", "中国", "国民"} {
		words.add(w)
	}
	spansIn := func(text string) (spans []span) {
		for s, id := words.next(text, 0); id >= 0; s, id = words.next(text, s.to) {
			spans = append(spans, s)
		}
		return spans
	}
	for name, want := range map[string][]string{
		"样张中国机械网":       {"样张机械网", "中国"},
		"中国民机网":         {"民机网", "中国"},
		"Ｃｈｉｎａ样张 CHINA": {"样张", "Ｃｈｉｎａ", "CHINA"},
		"样张":            {"样张"},
		"中 国样张㎏":        {"样张㎏", "中国"},
		"国民中国":          {"", "国民", "中国"},
	} {
		taken, rest := takeOut(name, spansIn(filing.FoldName(name)))
		if diff := cmp.Diff(want, append([]string{rest}, taken...)); diff != "" {
			t.Errorf("takeOut(%q) (-want +got):\n%s", name, diff)
		}
	}
}

func TestHolidaysAreNoWorkingDays(t *testing.T) {
	f := (&one{Set: map[string]string{"site.domain.verified_on": "2026-09-30"}}).build(t, loadBase(t), 0)
	opt := options(filing.ZH)
	for day, want := range map[filing.Date]bool{{Year: 2026, Month: 10, Day: 9}: true, {Year: 2026, Month: 10, Day: 10}: false} {
		opt.Today = day
		found := slices.ContainsFunc(Check([]*filing.Filing{f}, opt).ByFiling[0], func(f filing.Finding) bool { return f.Rule == "domain-verified-recently" })
		if found != want {
			t.Errorf("verified before the week of National Day, asked on %s: found is %t", day, found)
		}
	}
}
