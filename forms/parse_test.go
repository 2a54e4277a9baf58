package forms

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

func TestParseText(t *testing.T) {
	for _, test := range []struct {
		text string
		want Text
	}{
		{"", nil},
		{"plain", Text{{Text: "plain"}}},
		{"a{entity.name}b", Text{{Text: "a"}, {Key: "entity.name", Blank: 6}, {Text: "b"}}},
		{"{entity.name:0}{blank:8}", Text{{Key: "entity.name"}, {Key: "blank", Blank: 8}}},
		{"{box}是 {box:entity.nature=企业}企业", Text{{Box: Empty}, {Text: "是 "}, {Box: Empty, Key: "entity.nature", Text: "企业"}, {Text: "企业"}}},
		{"{{a}} }}{{", Text{{Text: "{a} }{"}}},
	} {
		got, err := parseText(test.text, knownKey)
		if err != nil {
			t.Errorf("%q: %v", test.text, err)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%q: %s", test.text, diff)
		}
	}
	for _, bad := range []string{"{", "}", "{entity.name", "a}", "{nobody}", "{entity.name:x}", "{entity.name:99}", "{box:}", "{box:a=b}", "{}", "{box:entity.nature}"} {
		if got, err := parseText(bad, knownKey); err == nil {
			t.Errorf("%q: no error but %v", bad, got)
		}
	}
}

func TestBoxesAreTickedByValue(t *testing.T) {
	text, err := parseText("{box:entity.nature=企业}{box:entity.nature=政府机关}", knownKey)
	if err != nil {
		t.Fatal(err)
	}
	got := text.fill(lookup{filing: sampleFiling(t, nil), profile: provider.Default()})
	if diff := cmp.Diff(Text{{Box: Ticked}, {Box: Empty}}, got); diff != "" {
		t.Error(diff)
	}
}

// sound is a form file without fault; the faults below are put into it.
const sound = `paper = "commitment"
name = "承诺书"
source = "test"
as_of = "2026-01-01"
size = 12

[[block]]
kind = "title"
text = "承诺书"

[[block]]
kind = "text"
text = """
第一行
第二行 {entity.name}"""

[[block]]
kind = "table"
columns = [1, 2]
[[block.row]]
cells = [{ head = "名称" }, { text = "{entity.name}" }]
[[block.row]]
cells = [{ head = "签字", rows = 2 }, { sign = ["签字："], seal = "章" }]
[[block.row]]
cells = [{ text = "乙" }]
`

func TestParseSheet(t *testing.T) {
	if _, err := parseSheet("x.toml", []byte(sound), nil); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, old, new, want string }{
		{"syntax", `kind = "title"`, `kind = title`, "line 8: "},
		{"unknown entry", `size = 12`, `sise = 12`, `line 5: there is no entry "sise"; is it size?`},
		{"unknown entry in a cell", `{ head = "名称" }`, `{ haed = "名称" }`, `line 21: there is no entry "haed"`},
		{"wrong type", `size = 12`, `size = "big"`, "line 5"},
		{"size", `size = 12`, `size = 120`, "line 5: size = 120 makes no sense; write a number from 6 to 30"},
		{"margin", `size = 12`, `margin = 99`, "line 5: margin = 99 makes no sense; write a number from 10 to 50"},
		{"leading", `size = 12`, `leading = 9`, "line 5: leading = 9 makes no sense; write a number from 1 to 3"},
		{"paper", `"commitment"`, `"comitment"`, `line 1: there is no paper "comitment"; it is one of check-sheet, `},
		{"province", `size = 12`, `provinces = ["99"]`, `line 5: "99" is no code of a province`},
		{"kind", `kind = "title"`, `kind = "tittle"`, `line 7: there is no block of kind "tittle"; it is one of title, `},
		{"align", `kind = "title"`, "kind = \"title\"\nalign = \"middle\"", `line 7: align "middle" is not known; it is one of left, center, right, justify`},
		{"placeholder", `第二行 {entity.name}`, `第二行 {entity.nmae}`, "line 14: there is nothing to fill in for {entity.nmae}; is it entity.name?"},
		{"brace", `text = "乙"`, `text = "乙}"`, "line 25: a brace without its other half"},
		{"cell placeholder", `{ text = "{entity.name}" }`, `{ text = "{entity}" }`, "line 21: there is nothing to fill in for {entity}"},
		{"row too narrow", `, { text = "{entity.name}" }`, ``, "line 20: the cells of this row fill 1 of 2 columns"},
		{"row too wide", `{ text = "乙" }`, `{ text = "乙" }, { text = "丙" }`, "line 24: the cells of this row are wider than the 2 columns"},
		{"span below the table", `rows = 2`, `rows = 3`, "line 24: a cell spans more rows than follow"},
		{"two contents", `{ text = "乙" }`, `{ text = "乙", head = "丙" }`, "line 24: a cell is one of"},
		{"no columns", `columns = [1, 2]`, ``, "line 17: the table has no columns or no rows"},
		{"negative column", `columns = [1, 2]`, `columns = [1, -2]`, "line 17: a column cannot be "},
		{"rows outside a table", "kind = \"table\"\ncolumns = [1, 2]", `kind = "text"`, "line 17: only a table has columns and rows"},
		{"heads", `columns = [1, 2]`, "columns = [1, 2]\nheads = 3", "line 17: heads = 3 makes no sense; the table has 3 rows"},
		{"no number", `columns = [1, 2]`, `columns = [1, nan]`, "line 17: a column cannot be "},
		{"size without end", `size = 12`, `size = inf`, "line 5: size = +Inf makes no sense"},
		{"negative space", `kind = "title"`, "kind = \"title\"\nspace = -4", "line 7: space = -4 makes no sense; write a number from 0 to 250"},
		{"repeated row that spans", `[[block.row]]
cells = [{ head = "签字", rows = 2 }`, `[[block.row]]
each = true
cells = [{ head = "签字", rows = 2 }`, "line 22: a repeated or conditional row cannot hold"},
		{"no name", `name = "承诺书"`, ``, "line 1: name is missing; write it at the top"},
		{"unknown list", `paper = "commitment"`, `list = "other"`, `line 1: there is no list "other"; it is one of cover, posting`},
	} {
		changed := strings.Replace(sound, test.old, test.new, 1)
		if changed == sound {
			t.Fatalf("%s: nothing changed", test.name)
		}
		_, err := parseSheet("x.toml", []byte(changed), nil)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", test.name, err, test.want)
		}
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("commitment.toml", sound)
	l, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	form, err := l.Fill(filing.Commitment, []*filing.Filing{sampleFiling(t, nil)}, provider.Default())
	if err != nil || !strings.Contains(reading(form), "第二行 样张云帆科技（宁夏）有限公司") {
		t.Errorf("the user's form is not used: %v", err)
	}
	if _, err := l.Fill(filing.CheckSheet, []*filing.Filing{sampleFiling(t, nil)}, provider.Default()); err != nil {
		t.Errorf("the embedded forms are gone: %v", err)
	}

	write("mine.toml", sound)
	if _, err := Load(dir); err == nil || !strings.Contains(err.Error(), filepath.Join(dir, "mine.toml")+": is for the same paper and province as commitment.toml") {
		t.Errorf("two forms for one paper: error %v", err)
	}
	write("mine.toml", `provinces = ["44"]`+"\n"+sound)
	if _, err := Load(dir); err != nil {
		t.Errorf("a form for one province: %v", err)
	}
	write("mine.toml", "provinces = [\"44\"]\nlist = \"cover\"\n"+sound)
	if _, err := Load(dir); err == nil || !strings.Contains(err.Error(), filepath.Join(dir, "mine.toml")+", line ") {
		t.Errorf("error %v does not name file and line", err)
	}
	if _, err := Load(filepath.Join(dir, "nowhere")); err == nil {
		t.Error("a folder that does not exist is no error")
	}
}

// A user mends a folder of files in one go: every fault of every file is said,
// in both languages, with its line and the way out.
func TestEveryFaultOfAFolderIsSaid(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.toml": strings.Replace(strings.Replace(sound, "size = 12", "size = 120", 1), "{entity.name}", "{entity.nmae}", 2),
		"b.toml": `list = "cover`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	_, err := Load(dir)
	var faults provider.Faults
	if !errors.As(err, &faults) {
		t.Fatalf("error %v is no list of faults", err)
	}
	a, b := filepath.Join(dir, "a.toml"), filepath.Join(dir, "b.toml")
	want := []string{
		a + "，第 5 行：size = 120 不可用；应在 6 到 30 之间",
		a + "，第 14 行：没有可填的内容 {entity.nmae}；是否想写 entity.name？；字段键见 beian fields",
		a + "，第 21 行：没有可填的内容 {entity.nmae}；是否想写 entity.name？；字段键见 beian fields",
	}
	got := strings.Split(faults.In(filing.ZH), "\n")
	if len(got) != 4 || !strings.HasPrefix(got[3], b+"，第 1 行：不是正确的 TOML") {
		t.Fatalf("faults:\n%s", strings.Join(got, "\n"))
	}
	if diff := cmp.Diff(want, got[:3]); diff != "" {
		t.Error(diff)
	}
	for i, f := range faults {
		if zh, en := f.In(filing.ZH), f.In(filing.EN); zh == en || strings.Contains(en, "%!") || strings.Contains(zh, "%!") {
			t.Errorf("fault %d: %q, %q", i, zh, en)
		}
	}
}

// A file saved in the encoding of an old editor is told from a slip of the pen.
func TestEncodingOfAFormFile(t *testing.T) {
	_, err := parseSheet("a.toml", []byte("paper = \"commitment\"\nname = \"\xb3\xd0\xc5\xb5\"\n"), nil)
	var faults provider.Faults
	if !errors.As(err, &faults) || faults.In(filing.ZH) != "a.toml，第 2 行：不是 UTF-8 编码；请在文本编辑器中另存为 UTF-8" {
		t.Errorf("error %v", err)
	}
}

func TestConditions(t *testing.T) {
	const file = `paper = "commitment"
name = "x"
source = "x"
as_of = "2026-11-24"
[[block]]
kind = "text"
if = "filing.route=人工核验"
text = "manual"
[[block]]
kind = "text"
if = "entity.remark"
text = "remark"
[[block]]
kind = "table"
columns = [1, 1]
[[block.row]]
cells = [{ text = "a", rows = 2 }, { text = "b" }]
[[block.row]]
cells = [{ text = "c" }]
[[block.row]]
if = "site.person.other"
cells = [{ text = "other" }, {}]
`
	s, err := parseSheet("x.toml", []byte(file), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		change values
		want   string
	}{
		{nil, "manual\na\nb\nc\nother\n"},
		{values{"site.person.id_type": "2", "entity.remark": "有"}, "remark\na\nb\nc\nother\n"},
		{values{"site.person.name": "样某某", "site.person.id_number": "11010519491231002X"}, "manual\na\nb\nc\n"},
	} {
		v := lookup{filing: sampleFiling(t, test.change), profile: provider.Default()}
		if diff := cmp.Diff(test.want, reading(s.fill(v, nil))); diff != "" {
			t.Errorf("%v: %s", test.change, diff)
		}
	}
	for _, bad := range []string{"entity.nmae", "entity.name="} {
		if _, err := parseSheet("x.toml", []byte(strings.Replace(file, "entity.remark", bad, 1)), nil); err == nil || !strings.Contains(err.Error(), "line 11") {
			t.Errorf("if = %q: error %v", bad, err)
		}
	}
}

func FuzzParseSheet(f *testing.F) {
	f.Add([]byte(sound))
	for _, text := range Embedded() {
		f.Add([]byte(text))
	}
	sample := sampleFiling(f, nil)
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := parseSheet("fuzz.toml", data, nil)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "fuzz.toml, line ") {
				t.Errorf("error without line: %v", err)
			}
			return
		}
		values := lookup{filing: sample, profile: provider.Default()}
		s.fill(values, []lookup{values, values})
	})
}
