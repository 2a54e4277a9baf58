package rules

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/division"
	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// today is the day that the cases are reckoned at.
var today = filing.Date{Year: 2026, Month: 11, Day: 23}

// base are the values that cases start from, by the keys of the dictionary.
type base struct {
	Values map[string]string `toml:"values"` // a filing in order
	Second map[string]string `toml:"second"` // another person for the site
	Other  map[string]string `toml:"other"`  // another entity

	moved map[string]map[string]string // values of the filing in other provinces, by code
}

// testCase is one filing or several, and exactly what is found.
type testCase struct {
	What   string `toml:"what"`
	Source string `toml:"source"`
	one
	Filings []one    `toml:"filings"` // a batch
	Batch   []string `toml:"batch"`   // findings of the batch, as in want

	file string
}

// one is a filing: the base with changes, and what is found, as "severity
// rule/variant field".
type one struct {
	Kind    string            `toml:"kind"`     // when absent new-entity, in a batch new-site
	Moved   string            `toml:"province"` // code of the table province; 江苏 when absent
	Set     map[string]string `toml:"set"`
	Store   map[string]string `toml:"store"` // values as they are, not cleaned
	Only    []string          `toml:"only"`  // fields to keep, all when absent
	Second  bool              `toml:"second"`
	Other   bool              `toml:"other"`
	Scans   []filing.Slot     `toml:"scans"`
	Noticed []noticed         `toml:"noticed"`
	Want    []string          `toml:"want"`
}

type noticed struct {
	Rule  string `toml:"rule"`
	Field string `toml:"field"`
	Value string `toml:"value"`
}

func loadBase(t testing.TB) base {
	t.Helper()
	var b base
	decode(t, filepath.Join("testdata", "base.toml"), &b)
	decode(t, filepath.Join("testdata", "moved.toml"), &b.moved)
	return b
}

func loadCases(t testing.TB) (cases []testCase) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "cases", "*.toml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		var doc struct {
			Cases []testCase `toml:"case"`
		}
		decode(t, file, &doc)
		for _, c := range doc.Cases {
			c.file = filepath.Base(file)
			cases = append(cases, c)
		}
	}
	return cases
}

func decode(t testing.TB, file string, into any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	meta, err := toml.Decode(string(data), into)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		t.Fatalf("%s: unknown entry %v", file, unknown[0])
	}
}

// each returns the case's filings, one or several.
func (c *testCase) each() []one {
	if len(c.Filings) == 0 {
		return []one{c.one}
	}
	return c.Filings
}

// build makes the case's filings.
func (c *testCase) build(t testing.TB, b base) (filings []*filing.Filing) {
	t.Helper()
	for i, o := range c.each() {
		if o.Kind == "" {
			o.Kind = c.Kind
		}
		if o.Moved == "" {
			o.Moved = c.Moved
		}
		if o.Kind == "" && len(c.Filings) > 1 {
			o.Kind = string(filing.NewSite) // of one entity, only one filing can be its first
		}
		filings = append(filings, o.build(t, b, i))
	}
	filing.Number(filings)
	return filings
}

func (o *one) build(t testing.TB, b base, i int) *filing.Filing {
	t.Helper()
	values := maps.Clone(b.Values)
	values["filing.kind"] = string(filing.NewEntity)
	if o.Kind != "" {
		values["filing.kind"] = o.Kind
	}
	if o.Moved != "" {
		if b.moved[o.Moved] == nil {
			t.Fatalf("no values of the province %q", o.Moved)
		}
		maps.Copy(values, b.moved[o.Moved])
	}
	leaveOutRecords(values)
	if i > 0 {
		values["filing.key"] = fmt.Sprintf("%03d", i+1)
		values["site.domains"] = fmt.Sprintf("example%d.com", i+1)
		values["site.home_url"] = ""
	}
	if o.Second {
		maps.Copy(values, b.Second)
	}
	if o.Other {
		maps.Copy(values, b.Other)
		leaveOutRecords(values)
	}
	maps.Copy(values, o.Set)
	if _, told := o.Set["entity.city"]; !told && o.Set["entity.province"] != "" {
		settle(values)
	}
	if o.Only != nil {
		maps.DeleteFunc(values, func(key, _ string) bool { return key != "filing.kind" && !slices.Contains(o.Only, key) })
	}
	return newFiling(t, values, i, o)
}

// leaveOutRecords drops the filing numbers that are given later: they would say
// that the kind is another.
func leaveOutRecords(values map[string]string) {
	switch filing.Kind(values["filing.kind"]) {
	case filing.NewEntity:
		delete(values, "entity.record_number")
		delete(values, "site.record_number")
	case filing.NewSite:
		delete(values, "site.record_number")
	}
}

// settle puts an entity whose province alone a case changes into a city and a
// district of it: those of its address, else the first.
func settle(values map[string]string) {
	item, ok := filing.TableNamed("province").Find(values["entity.province"], "")
	province := division.Province(item.Code)
	if !ok || province == nil {
		return
	}
	at := division.Read(values["entity.address"], province)
	if at.City == nil || at.City.Province() != province {
		at = division.Address{City: province.Children()[0]}
	}
	if at.District == nil && len(at.City.Children()) > 0 {
		at.District = at.City.Children()[0]
	}
	values["entity.city"], values["entity.district"] = at.City.Name, ""
	if at.District != nil {
		values["entity.district"] = at.District.Name
	}
}

func newFiling(t testing.TB, values map[string]string, i int, o *one) *filing.Filing {
	t.Helper()
	f := &filing.Filing{Place: filing.Cell{Sheet: "网站", Row: int32(i + 2)}}
	for _, key := range slices.Sorted(maps.Keys(values)) {
		field, ok := filing.ByKey(key)
		if !ok {
			t.Fatalf("no field %q", key)
		}
		if values[key] != "" {
			f.SetRaw(field, values[key], filing.Cell{Sheet: "网站", Col: int32(field) + 1, Row: int32(i + 2)})
		}
	}
	for _, key := range slices.Sorted(maps.Keys(o.Store)) {
		field, ok := filing.ByKey(key)
		if !ok {
			t.Fatalf("no field %q", key)
		}
		f.Set(field, filing.Value{Text: o.Store[key]})
	}
	f.Scans = make(map[filing.Slot][]string)
	for _, slot := range o.Scans {
		f.Scans[slot] = []string{string(slot) + ".jpg"}
	}
	for _, n := range o.Noticed {
		field, ok := filing.ByKey(n.Field)
		if !ok {
			t.Fatalf("no field %q", n.Field)
		}
		f.Noticed = append(f.Noticed, filing.Finding{Rule: n.Rule, Args: filing.Args{"value": n.Value, "row": n.Value, "sheet": "人员"}}.At(f, field))
	}
	return f
}

func options(lang filing.Lang) Options {
	return Options{Profile: provider.Default(), Today: today, Lang: lang}
}

// summary writes findings as the cases do.
func summary(findings []filing.Finding) []string {
	lines := []string{}
	for _, f := range findings {
		line := string(f.Severity) + " " + f.Rule
		if f.Variant != "" {
			line += "/" + f.Variant
		}
		if f.Field != "" {
			line += " " + f.Field
		}
		lines = append(lines, line)
	}
	return lines
}

func TestCases(t *testing.T) {
	b := loadBase(t)
	for _, c := range loadCases(t) {
		t.Run(c.file+"/"+c.What, func(t *testing.T) {
			if c.Source == "" {
				t.Error("the case names no source")
			}
			result := Check(c.build(t, b), options(filing.ZH))
			for i, o := range c.each() {
				want := append([]string{}, o.Want...)
				if diff := cmp.Diff(want, summary(result.ByFiling[i])); diff != "" {
					t.Errorf("filing %d (-want +got):\n%s", i+1, diff)
				}
			}
			if diff := cmp.Diff(append([]string{}, c.Batch...), summary(result.Batch)); diff != "" {
				t.Errorf("batch (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFilingInOrderHasNoFindings(t *testing.T) {
	b := loadBase(t)
	for _, kind := range filing.Kinds {
		o := one{Kind: string(kind)}
		f := o.build(t, b, 0)
		result := Check([]*filing.Filing{f}, options(filing.ZH))
		if got := summary(result.ByFiling[0]); len(got) > 0 || len(result.Batch) > 0 {
			t.Errorf("%s: %v %v", kind, got, summary(result.Batch))
		}
	}
}

// Nothing that a person reads may hold a placeholder, a value that the check
// forgot to give, or the mark between the languages.
func TestMessagesAreWhole(t *testing.T) {
	b := loadBase(t)
	for _, c := range loadCases(t) {
		for _, lang := range []filing.Lang{filing.ZH, filing.EN} {
			for _, f := range allFindings(Check(c.build(t, b), options(lang))) {
				if strings.ContainsAny(f.Message+f.Remedy, "{}…"+filing.ArgMark) {
					t.Errorf("%s: %s: %s | %s", c.What, f.Rule, f.Message, f.Remedy)
				}
				if f.Message == "" || f.Remedy == "" || f.Source == "" || f.Severity == "" {
					t.Errorf("%s: %s is not whole: %+v", c.What, f.Rule, f)
				}
			}
		}
	}
}

func allFindings(r Result) (all []filing.Finding) {
	for _, findings := range r.ByFiling {
		all = append(all, findings...)
	}
	return append(all, r.Batch...)
}
