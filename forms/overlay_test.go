package forms

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/blank/blanktest"
	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

const soundOverlay = `paper = "confirmation"
name = "确认书"
source = "test"
as_of = "2026-11-24"
overlay = "blank.pdf"
mark = [180, 5]
[[place]]
page = 1
x = 60
y = 41
width = 100
height = 8
text = "{entity.name}"
[[place]]
page = 1
x = 20
y = 70
tick = "entity.nature=企业"
[[place]]
page = 1
x = 20
y = 90
width = 50
height = 9
sign = "法定代表人（签字）"
[[place]]
page = 2
x = 20
y = 20
width = 80
height = 6
text = "{number}. {site.name}{site.domains}"
each = true
rows = 2
step = 8
`

func blankFolder() fstest.MapFS {
	return fstest.MapFS{
		"blank.pdf":  {Data: blanktest.File(blanktest.A4, blanktest.Across)},
		"broken.pdf": {Data: []byte("%PDF-1.4\nnothing")},
	}
}

func TestParseOverlay(t *testing.T) {
	if _, err := parseSheet("x.toml", []byte(soundOverlay), blankFolder()); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, old, new, want string }{
		{"missing", `"blank.pdf"`, `"none.pdf"`, `line 5: the blank "none.pdf" is not there`},
		{"broken", `"blank.pdf"`, `"broken.pdf"`, `line 5: the blank "broken.pdf" cannot be read`},
		{"another folder", `"blank.pdf"`, `"../blank.pdf"`, `line 5: overlay = "../blank.pdf" cannot be used`},
		{"whole path", `"blank.pdf"`, `"/blank.pdf"`, `line 5: overlay = "/blank.pdf" cannot be used`},
		{"no PDF", `"blank.pdf"`, `"blank.docx"`, `line 5: overlay = "blank.docx" cannot be used`},
		{"list", `paper = "confirmation"`, `list = "after"`, `line 5: a list cannot be printed on a blank`},
		{"page", `page = 2`, `page = 3`, `line 26: page = 3 is not printed; it is one of 1, 2`},
		{"page left out", `mark = [180, 5]`, `pages = [1]`, `line 26: page = 2 is not printed; it is one of 1`},
		{"pages", `mark = [180, 5]`, `pages = [1, 3]`, `line 6: pages cannot hold 3: "blank.pdf" has 2 pages`},
		{"mark", `[180, 5]`, `[180]`, `line 6: mark is written [x, y]`},
		{"mark off the page", `[180, 5]`, `[200, 5]`, `line 6: the box is not on the page`},
		{"beside the page", `x = 60`, `x = 160`, `line 7: the box is not on the page or too small: left 160.0, top 41.0, width 100.0`},
		{"narrow", `width = 100`, `width = 2`, `line 7: the box is not on the page or too small`},
		{"no number", `x = 60`, `x = nan`, `line 7: the box is not on the page or too small`},
		{"rows off the page", `rows = 2`, `rows = 30`, `line 26: the box is not on the page`},
		{"rows on each other", `step = 8`, `step = 3`, `line 26: each = true needs rows`},
		{"rows without each", `each = true`, ``, `line 26: rows and step need each = true`},
		{"signing on every row", `sign = "法定代表人（签字）"`, "sign = \"甲\"\neach = true\nrows = 2\nstep = 10", `line 19: places to sign, date and seal cannot repeat`},
		{"nothing", `sign = "法定代表人（签字）"`, ``, `line 19: a [[place]] has exactly one of text, tick`},
		{"two", `sign = "法定代表人（签字）"`, "sign = \"甲\"\ndate = \"日期\"", `line 19: a [[place]] has exactly one of text, tick`},
		{"font", `height = 8`, `font = "kai"`, `line 7: font "kai" is not known`},
		{"size", `height = 8`, `size = 99`, `line 7: size = 99 makes no sense`},
		{"key", `{entity.name}`, `{entity.nmae}`, `line 13: there is nothing to fill in for {entity.nmae}; is it entity.name?`},
		{"tick", `entity.nature=企业`, `entity.nautre=企业`, `line 18: if = "entity.nautre=企业" cannot be used`},
		{"signer", `height = 9`, `by = "me"`, `line 19: by = "me" is not known`},
		{"blocks too", `[[place]]`, "[[block]]\nkind = \"title\"\ntext = \"甲\"\n[[place]]", `line 7: a form on a blank has [[place]]s and no [[block]]`},
		{"no overlay", `overlay = "blank.pdf"`, ``, `line 7: there are [[place]]s but no blank`},
	} {
		changed := strings.Replace(soundOverlay, test.old, test.new, 1)
		_, err := parseSheet("x.toml", []byte(changed), blankFolder())
		if err == nil || !strings.Contains(err.Error(), "x.toml, "+test.want) {
			t.Errorf("%s: error %v, want %s", test.name, err, test.want)
		}
	}
}

// Where there are more sites than rows, the page comes again.
func TestPagesComeAgainForMoreSites(t *testing.T) {
	s, err := parseSheet("x.toml", []byte(soundOverlay), blankFolder())
	if err != nil {
		t.Fatal(err)
	}
	var rows []lookup
	for i := range 5 {
		f := sampleFiling(t, values{"site.name": fmt.Sprintf("样张%d", i+1), "site.domains": ""})
		rows = append(rows, lookup{filing: f, profile: provider.Default(), number: i + 1, count: 5})
	}
	form := s.fill(rows[0], rows)
	var got []string
	for _, p := range form.Over.Places {
		got = append(got, fmt.Sprintf("%s %d %v %v %s", p.Kind, p.Page+1, p.X, p.Y, p.Text))
	}
	want := []string{"text 1 60 41 样张云帆科技（宁夏）有限公司", "tick 1 20 70 ", "sign 1 20 90 ",
		"text 2 20 20 1. 样张1", "text 2 20 28 2. 样张2", "text 3 20 20 3. 样张3", "text 3 20 28 4. 样张4", "text 4 20 20 5. 样张5"}
	if diff := cmp.Diff(want, got); diff != "" || len(form.Over.Pages) != 4 {
		t.Errorf("%d pages: %s", len(form.Over.Pages), diff)
	}
	if form.Over.MarkAt == nil || *form.Over.MarkAt != (Point{180, 5}) {
		t.Errorf("the mark is at %v", form.Over.MarkAt)
	}
}

// The checksum of the mark follows the values on the blank.
func TestMarksOfOverlays(t *testing.T) {
	s, err := parseSheet("x.toml", []byte(soundOverlay), blankFolder())
	if err != nil {
		t.Fatal(err)
	}
	sum := func(change values) uint32 {
		f := sampleFiling(t, change)
		v := lookup{filing: f, profile: provider.Default(), number: 1, count: 1}
		form := s.fill(v, []lookup{v})
		form.PutMark(1, []*filing.Filing{f})
		return uint32(form.Mark.Sum)
	}
	whole := sum(nil)
	if again := sum(nil); whole != again {
		t.Error("the same values have other checksums")
	}
	if whole == sum(values{"entity.name": "样张"}) || whole == sum(values{"entity.nature": "5"}) {
		t.Error("another name or tick has the same checksum")
	}
}
