package forms

import (
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
	if _, err := parseSheet("x.toml", []byte(sound)); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, old, new, want string }{
		{"syntax", `kind = "title"`, `kind = title`, "line 8: "},
		{"unknown entry", `size = 12`, `sise = 12`, `line 5: unknown entry "sise"`},
		{"unknown entry in a cell", `{ head = "名称" }`, `{ haed = "名称" }`, `line 21: unknown entry "block.row.cells.haed"`},
		{"wrong type", `size = 12`, `size = "big"`, "line 5"},
		{"size", `size = 12`, `size = 120`, "line 5: size must lie between 6 and 30 points"},
		{"margin", `size = 12`, `margin = 99`, "line 5: margin must lie between 10 and 50 mm"},
		{"leading", `size = 12`, `leading = 9`, "line 5: leading must lie between 1 and 3"},
		{"paper", `"commitment"`, `"comitment"`, `line 1: paper "comitment" is none of`},
		{"province", `size = 12`, `provinces = ["99"]`, `line 5: province code "99" is unknown`},
		{"kind", `kind = "title"`, `kind = "tittle"`, `line 7: kind "tittle" is none of`},
		{"align", `kind = "title"`, "kind = \"title\"\nalign = \"middle\"", `line 7: align "middle" is none of`},
		{"placeholder", `第二行 {entity.name}`, `第二行 {entity.nmae}`, "line 14: unknown placeholder {entity.nmae}"},
		{"brace", `text = "乙"`, `text = "乙}"`, "line 25: brace without its other half"},
		{"cell placeholder", `{ text = "{entity.name}" }`, `{ text = "{entity}" }`, "line 21: unknown placeholder {entity}"},
		{"row too narrow", `, { text = "{entity.name}" }`, ``, "line 20: the cells of this row fill 1 of 2 columns"},
		{"row too wide", `{ text = "乙" }`, `{ text = "乙" }, { text = "丙" }`, "line 24: the cells of this row are wider than the 2 columns"},
		{"span below the table", `rows = 2`, `rows = 3`, "line 24: a cell spans more rows than follow"},
		{"two contents", `{ text = "乙" }`, `{ text = "乙", head = "丙" }`, "line 24: a cell holds one of"},
		{"no columns", `columns = [1, 2]`, ``, "line 17: a table needs columns and rows"},
		{"negative column", `columns = [1, 2]`, `columns = [1, -2]`, "line 17: widths of columns must be positive"},
		{"rows outside a table", "kind = \"table\"\ncolumns = [1, 2]", `kind = "text"`, "line 17: only a table has rows and columns"},
		{"heads", `columns = [1, 2]`, "columns = [1, 2]\nheads = 3", "line 17: heads must be fewer than the rows"},
		{"no number", `columns = [1, 2]`, `columns = [1, nan]`, "line 17: widths of columns must be positive"},
		{"size without end", `size = 12`, `size = inf`, "line 5: size must lie"},
		{"negative space", `kind = "title"`, "kind = \"title\"\nspace = -4", "line 7: lengths must lie between 0 and 250 mm"},
		{"repeated row that spans", `[[block.row]]
cells = [{ head = "签字", rows = 2 }`, `[[block.row]]
each = true
cells = [{ head = "签字", rows = 2 }`, "line 22: cells of a repeated row"},
		{"no name", `name = "承诺书"`, ``, "name, as_of and source must be given"},
		{"unknown list", `paper = "commitment"`, `list = "other"`, `line 1: list "other" is not "cover"`},
	} {
		changed := strings.Replace(sound, test.old, test.new, 1)
		if changed == sound {
			t.Fatalf("%s: nothing changed", test.name)
		}
		_, err := parseSheet("x.toml", []byte(changed))
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
	if _, err := Load(dir); err == nil || !strings.Contains(err.Error(), "commitment.toml and mine.toml are both for the same paper") {
		t.Errorf("two forms for one paper: error %v", err)
	}
	write("mine.toml", `provinces = ["44"]`+"\n"+sound)
	if _, err := Load(dir); err != nil {
		t.Errorf("a form for one province: %v", err)
	}
	write("mine.toml", "provinces = [\"44\"]\nlist = \"cover\"\n"+sound)
	if _, err := Load(dir); err == nil || !strings.Contains(err.Error(), "form mine.toml, line ") {
		t.Errorf("error %v does not name file and line", err)
	}
	if _, err := Load(filepath.Join(dir, "nowhere")); err == nil {
		t.Error("a folder that does not exist is no error")
	}
}

func FuzzParseSheet(f *testing.F) {
	f.Add([]byte(sound))
	for _, text := range Embedded() {
		f.Add([]byte(text))
	}
	sample := sampleFiling(f, nil)
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := parseSheet("fuzz.toml", data)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "line ") {
				t.Errorf("error without line: %v", err)
			}
			return
		}
		values := lookup{filing: sample, profile: provider.Default()}
		s.fill(values, []lookup{values, values})
	})
}
