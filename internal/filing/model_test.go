package filing

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDictionaryIsComplete(t *testing.T) {
	keys := map[string]bool{}
	for i := range Fields {
		def := &Fields[i]
		if def.Field != Field(i) || def.Key == "" || keys[def.Key] {
			t.Errorf("field %d: described as %d with key %q", i, def.Field, def.Key)
		}
		keys[def.Key] = true
		if def.Label.ZH == "" || def.Label.EN == "" || def.Block == "" {
			t.Errorf("%s: label or block is missing", def.Key)
		}
		if def.Required&^def.Asked != 0 {
			t.Errorf("%s: required where it is not asked for", def.Key)
		}
		if field, ok := ByKey(def.Key); !ok || field != def.Field || field.Key() != def.Key {
			t.Errorf("ByKey(%q) = %d, %v", def.Key, field, ok)
		}
		if def.MaxRunes > 0 && len([]rune(def.Example)) > def.MaxRunes {
			t.Errorf("%s: the example is too long", def.Key)
		}
	}
	if field, ok := ByKey("no.such"); ok {
		t.Errorf("ByKey found %d", field)
	}
}

// The examples stand in the template; they must be what they show.
func TestExamplesAreUnderstood(t *testing.T) {
	for i := range Fields {
		def := &Fields[i]
		if def.Example == "" {
			continue
		}
		text := Clean(def.Field, def.Example, "4")
		var err error
		switch def.Type {
		case Choice, Choices:
			if _, ok := def.Table().Item(text); !ok {
				err = ErrForm
			}
		case Day:
			if _, ok := ParseDate(text); !ok {
				err = ErrForm
			}
		case Validity:
			if _, ok := ParseDate(text); !ok && text != LongTerm {
				err = ErrForm
			}
		case Mobile:
			err = CheckMobile(text)
		case Phone:
			err = CheckPhone(text)
		case Email:
			err = CheckEmail(text)
		case Domains:
			_, err = ParseDomain(text)
		case IPs:
			_, err = ParseIP(text)
		case Account:
			err = CheckAccount(text)
		case Record:
			_, err = ParseRecord(text)
		}
		if err != nil {
			t.Errorf("%s: example %q: %v", def.Key, def.Example, err)
		}
	}
}

func TestBlocksHoldEveryField(t *testing.T) {
	var all []Field
	for _, b := range Blocks {
		fields := InBlock(b.Block)
		if len(fields) == 0 {
			t.Errorf("block %s is empty", b.Block)
		}
		all = append(all, fields...)
	}
	slices.Sort(all)
	if len(all) != int(fieldCount) || len(slices.Compact(all)) != int(fieldCount) {
		t.Errorf("the blocks hold %d of %d fields", len(all), fieldCount)
	}
}

func TestPersonsHaveTheSameFields(t *testing.T) {
	var f Filing
	for field := EntityPersonName; field < SitePersonName; field++ {
		other := f.Person(SiteRole).Field(field)
		a, b := field.Def(), other.Def()
		if strings.TrimPrefix(a.Key, "entity.person.") != strings.TrimPrefix(b.Key, "site.person.") || a.Type != b.Type || a.Secrecy != b.Secrecy {
			t.Errorf("%s and %s do not match", a.Key, b.Key)
		}
		if f.Person(EntityRole).Field(field) != field {
			t.Errorf("%s is not its own field", a.Key)
		}
	}
	if !f.Person(SiteRole).Empty() {
		t.Error("nobody is not empty")
	}
	f.SetRaw(SitePersonName, "样某", Cell{})
	if p := f.Person(SiteRole); p.Empty() || p.Text(EntityPersonName) != "样某" || !f.Person(EntityRole).Empty() {
		t.Error("the site's person is not who was set")
	}
}

func TestSlotsAndTheirFields(t *testing.T) {
	for _, slot := range Slots {
		if got, ok := ScanField(slot).Slot(); !ok || got != slot {
			t.Errorf("the field of %s fills %s, %v", slot, got, ok)
		}
	}
	if got := ScanField("no-such"); got != ScanExtra {
		t.Errorf("an unknown slot has the field %s", got.Key())
	}
	if slot, ok := EntityName.Slot(); ok {
		t.Errorf("a name fills the slot %s", slot)
	}
	for _, p := range Papers {
		if !slices.Contains(Slots, p.Slot()) {
			t.Errorf("%s has no slot", p)
		}
	}
}

func TestKindSets(t *testing.T) {
	set := KindsOf(CancelSite, NewEntity, "no-such")
	if diff := cmp.Diff([]Kind{NewEntity, CancelSite}, set.List()); diff != "" {
		t.Error(diff)
	}
	if !set.Has(NewEntity) || set.Has(ChangeIP) || set.Has("no-such") || set.Has("") {
		t.Errorf("set %b", set)
	}
	for _, kind := range Kinds {
		if _, ok := TableNamed("kind").Item(string(kind)); !ok {
			t.Errorf("kind %s is not in its table", kind)
		}
	}
	if len(TableNamed("kind").Items) != len(Kinds) {
		t.Error("the table of kinds has others")
	}
}

func TestCellString(t *testing.T) {
	for want, c := range map[string]Cell{"": {}, "网站!C7": {"网站", 3, 7}, "网站!7": {"网站", 0, 7}, "AB1": {"", 28, 1}, "XFD1048576": {"", 16384, 1048576}, "Z2": {"", 26, 2}, "AA2": {"", 27, 2}} {
		if got := c.String(); got != want {
			t.Errorf("%+v is %q, want %q", c, got, want)
		}
	}
}

func TestNumber(t *testing.T) {
	batch := func(numbers ...string) (filings []*Filing) {
		for _, n := range numbers {
			f := &Filing{}
			number, domain, _ := strings.Cut(n, "|")
			f.SetRaw(FilingKey, number, Cell{})
			f.SetRaw(SiteDomains, domain, Cell{})
			filings = append(filings, f)
		}
		return filings
	}
	for _, c := range []struct{ numbers, want []string }{
		{[]string{"7", "|b.cn、a.cn", ""}, []string{"7", "b.cn", "003"}},
		{[]string{"a", "a", "a"}, []string{"a", "a-2", "a-3"}},
		{[]string{"a", "a", "a-2"}, []string{"a", "a-3", "a-2"}},
		{[]string{"|a.cn", "|a.cn", "a.cn"}, []string{"a.cn-2", "a.cn-3", "a.cn"}},
		{[]string{"", "001"}, []string{"001-2", "001"}},
	} {
		filings := batch(c.numbers...)
		for range 2 { // numbering again changes nothing
			Number(filings)
			var got []string
			for _, f := range filings {
				got = append(got, f.Key())
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%q: %s", c.numbers, diff)
			}
		}
	}
	if f := batch("9")[0]; f.Key() != "9" {
		t.Errorf("an unnumbered filing has the key %q", f.Key())
	}
}

func TestFilingValues(t *testing.T) {
	f := &Filing{Place: Cell{Sheet: "网站", Row: 5}, Noticed: []Finding{{Rule: "x"}}, Scans: map[Slot][]string{SlotExtra: {"a.jpg"}}}
	f.SetRaw(SiteLanguages, "中文、英文", Cell{"网站", 4, 5})
	f.SetRaw(SiteDomains, "b.cn a.cn", Cell{})
	f.SetRaw(FilingKind, "首次备案", Cell{})
	f.Set(SiteName, Value{Text: "样张官网"})

	if got := f.Label(SiteLanguages, ZH); got != "中文简体、英语" {
		t.Errorf("label %q", got)
	}
	if got := f.Label(SiteLanguages, EN); got != "Simplified Chinese, English" {
		t.Errorf("label %q", got)
	}
	if f.Domain() != "b.cn" || f.Kind() != NewEntity || f.Text(SiteName) != "样张官网" || f.List(SitePreApproval) != nil {
		t.Errorf("domain %q, kind %q, name %q", f.Domain(), f.Kind(), f.Text(SiteName))
	}
	if got := f.Cell(SiteLanguages).String() + " " + f.Cell(SiteName).String(); got != "网站!D5 网站!5" {
		t.Errorf("cells %s", got)
	}

	c := f.Clone()
	c.SetRaw(SiteName, "别的", Cell{})
	c.Scans[SlotExtra][0], c.Noticed[0].Rule = "b.jpg", "y"
	if f.Text(SiteName) != "样张官网" || f.Scans[SlotExtra][0] != "a.jpg" || f.Noticed[0].Rule != "x" {
		t.Error("a change of the copy shows in the original")
	}
}

func TestFindings(t *testing.T) {
	f := &Filing{}
	f.SetRaw(SiteName, "x", Cell{"网站", 3, 7})
	if got := (Finding{Rule: "required"}).At(f, SiteName); got.Field != "site.name" || got.Cell != "网站!C7" {
		t.Errorf("placed at %+v", got)
	}
	for _, c := range []struct {
		severities []Severity
		want       Status
	}{
		{nil, Ready}, {[]Severity{Note}, Ready}, {[]Severity{Note, Warn}, Warned}, {[]Severity{Warn, Block, Note}, Blocked},
	} {
		var findings []Finding
		for _, s := range c.severities {
			findings = append(findings, Finding{Severity: s})
		}
		if got := StatusOf(findings); got != c.want {
			t.Errorf("%v: %s, want %s", c.severities, got, c.want)
		}
	}
	if !(Block.Rank() < Warn.Rank() && Warn.Rank() < Note.Rank()) {
		t.Error("severities are in the wrong order")
	}
}

func TestFoldName(t *testing.T) {
	if FoldName("样张（宁夏） ABC有限公司") != FoldName("样张(宁夏)ａｂｃ有限公司") {
		t.Error("widths, spaces or case tell names apart")
	}
	if FoldName("样张公司") == FoldName("样张有限公司") {
		t.Error("different names are told as one")
	}
}
