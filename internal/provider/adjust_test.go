package provider

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
)

const goodAdjustments = `# Of this project only.
[[adjust]]
rule = "site-name-unrelated"
severity = "off"
reason = "品牌名，均已注册商标"
provinces = ["31", "32"]

[[adjust]]
rule = "domain-expires-soon"
severity = "block"
reason = """
一律先续费"""
entities = [
  "样张甲公司", # the "first]
]
`

func TestParseAdjustments(t *testing.T) {
	got, err := ParseAdjustments("备案规则.toml", []byte(goodAdjustments))
	if err != nil {
		t.Fatal(err)
	}
	want := []Adjustment{
		{Rule: "site-name-unrelated", Severity: Off, Reason: "品牌名，均已注册商标", Provinces: []string{"31", "32"}, File: "备案规则.toml", Line: 3},
		{Rule: "domain-expires-soon", Severity: filing.Block, Reason: "一律先续费", Entities: []string{"样张甲公司"}, File: "备案规则.toml", Line: 9},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAdjustmentsAreRefusedWithTheLine(t *testing.T) {
	tests := []struct{ what, old, new, want string }{
		{"no reason", `reason = "品牌名，均已注册商标"`, `reason = "  "`, "a.toml, line 5: adjust.reason: a reason is mandatory"},
		{"no severity", `severity = "block"`, ``, `a.toml, line 8: adjust.severity: "" is none of`},
		{"another severity", `severity = "block"`, `severity = "fatal"`, `a.toml, line 10: adjust.severity: "fatal" is none of`},
		{"no rule", `rule = "domain-expires-soon"`, ``, "a.toml, line 8: adjust.rule: it does not say which rule"},
		{"unknown province", `"32"`, `"99"`, `a.toml, line 6: adjust.provinces: "99" is no code of a province`},
		{"unknown entry", `entities = [`, `entity = [`, "a.toml, line 13: adjust.entity: there is no such entry"},
		{"another list", "[[adjust]]\nrule = \"domain", "[[slot]]\nrule = \"domain", "a.toml, line 8: slot: there is no such entry"},
		{"of the wrong type", `severity = "off"`, `severity = 0`, "a.toml, line 4: adjust.severity: is a whole number; write a text in quotes"},
		{"of the wrong type, once", `provinces = ["31", "32"]`, `provinces = 31`, "a.toml, line 6: adjust.provinces: is a whole number; write a list"},
		{"no TOML", `rule = "site`, `rule = site`, "a.toml, line 3: "},
	}
	for _, test := range tests {
		t.Run(test.what, func(t *testing.T) {
			text := strings.Replace(goodAdjustments, test.old, test.new, 1)
			if text == goodAdjustments {
				t.Fatalf("the example no longer holds %q", test.old)
			}
			_, err := ParseAdjustments("a.toml", []byte(text))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error is %v, want %q", err, test.want)
			}
		})
	}
}

func TestFaultsSpeakBothLanguages(t *testing.T) {
	_, err := ParseAdjustments("a.toml", []byte("[[adjust]]\nrule = \"required\"\nseverity = \"off\"\n"))
	speaks, ok := err.(interface{ In(filing.Lang) string })
	if !ok {
		t.Fatalf("%T speaks one language", err)
	}
	if got, want := speaks.In(filing.ZH), "a.toml，第 1 行：adjust.reason：必须写明理由，报告中会列出"; got != want {
		t.Errorf("in Chinese %q, want %q", got, want)
	}
	if got, want := speaks.In(filing.EN), "a.toml, line 1: adjust.reason: a reason is mandatory; the report shows it"; got != want {
		t.Errorf("in English %q, want %q", got, want)
	}
}

// FuzzAdjustments: no text breaks the reader; what it takes is whole and has a
// place.
func FuzzAdjustments(f *testing.F) {
	f.Add(goodAdjustments)
	f.Add("adjust = [{rule = \"x\", severity = \"off\", reason = \"y\"}]")
	f.Add("[[adjust]]\n\"rule\" = '''\n'''\n[[adjust]]\r\nreason=\"\\\"\"")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := ParseAdjustments("a.toml", []byte(text))
		if err != nil {
			return
		}
		for _, a := range list {
			if a.Rule == "" || a.Reason == "" || a.Severity == "" || a.Line < 0 || a.Line > strings.Count(text, "\n")+1 {
				t.Errorf("%+v was taken", a)
			}
		}
	})
}
