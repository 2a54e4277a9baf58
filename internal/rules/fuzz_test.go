package rules

import (
	"strings"
	"testing"
	"unicode/utf8"

	"beiandesk/internal/filing"
)

// FuzzSiteName checks that no name breaks the checks, that every message is
// whole, and that a suggested name is free of the reserved words.
func FuzzSiteName(f *testing.F) {
	for _, c := range [][2]string{{"样张中国机械网", "样张机械有限公司"}, {"ＣＨＩＮＡ㎏", "中国ABC"}, {"论 坛", ""}, {"\xff国家", "（）"}, {"İ中国", "ß"}} {
		f.Add(c[0], c[1])
	}
	base := loadBase(f).filing(f)
	f.Fuzz(func(t *testing.T, name, entity string) {
		g := base.Clone()
		g.SetRaw(filing.SiteName, name, filing.Cell{})
		g.SetRaw(filing.EntityName, entity, filing.Cell{})
		for _, found := range Check([]*filing.Filing{g}, options(filing.ZH)).ByFiling[0] {
			if !utf8.ValidString(found.Message) {
				t.Errorf("%q: %q", name, found.Message)
			}
			if found.Rule != "site-name-forbidden-word" || found.Suggest == "" {
				continue
			}
			mended := g.Clone()
			mended.SetRaw(filing.SiteName, found.Suggest, filing.Cell{})
			if got := mended.Text(filing.SiteName); countHan(got) < 3 {
				t.Errorf("%q: suggested %q is too short", name, got)
			}
		}
	})
}

// FuzzFiling puts any text into any field.
func FuzzFiling(f *testing.F) {
	for i, s := range []string{"", "x", "10.0.0.1-", "2024-13-01", "9132O102MA00TEXT03", "中国（上海", "a.b.c.com\n公司.cn", "苏ICP备号-", strings.Repeat("长", 600)} {
		f.Add(uint8(i*7), s, uint8(i))
	}
	base := loadBase(f).filing(f)
	f.Fuzz(func(t *testing.T, field uint8, text string, kind uint8) {
		g := base.Clone()
		g.SetRaw(filing.FilingKind, string(filing.Kinds[int(kind)%len(filing.Kinds)]), filing.Cell{})
		g.SetRaw(filing.Field(int(field)%len(filing.Fields)), text, filing.Cell{})
		h := base.Clone()
		h.SetRaw(filing.Field(int(field)%len(filing.Fields)), text, filing.Cell{})
		for _, found := range allFindings(Check([]*filing.Filing{g, h}, options(filing.EN))) {
			if found.Message == "" || found.Remedy == "" || found.Severity == "" {
				t.Errorf("%+v is not whole", found)
			}
		}
	})
}
