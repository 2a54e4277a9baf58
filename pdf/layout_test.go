package pdf

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/forms"
	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

var update = flag.Bool("update", false, "write the golden files anew")

func layOut(t testing.TB, form *forms.Form) ([]*Page, []Missing) {
	t.Helper()
	pages, missing, err := Layout(form)
	if err != nil {
		t.Fatal(err)
	}
	return pages, missing
}

// The display lists of the papers, for people to review.
func TestGoldenPages(t *testing.T) {
	for name, form := range map[string]*forms.Form{
		"check-sheet":            fillSample(t, filing.CheckSheet, nil),
		"check-sheet-beijing":    fillSample(t, filing.CheckSheet, values{"entity.province": "11"}),
		"authorization":          fillSample(t, filing.Authorization, nil),
		"authorization-shanghai": fillSample(t, filing.Authorization, values{"entity.province": "31"}),
		"confirmation":           fillSample(t, filing.Confirmation, nil),
		"commitment":             fillSample(t, filing.Commitment, nil),
		"verification-manual":    listsOf(t, nil)[0],
		"verification":           listsOf(t, values{"entity.cert_type": "1", "site.person.id_type": "2", "site.person.id_number": "11010519491231002X"})[0],
		"after":                  listsOf(t, nil)[1],
		"posting":                posting(t, fillSample(t, filing.CheckSheet, nil), fillSample(t, filing.Commitment, nil)),
	} {
		pages, missing := layOut(t, form)
		if len(pages) != 1 || len(missing) != 0 {
			t.Errorf("%s has %d pages and misses %v", name, len(pages), missing)
		}
		path := filepath.Join("testdata", name+".page")
		got := pages[0].String()
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s differs (run the test with -update after a wanted change):\n%s", path, diff)
		}
	}
}

// hostileValues are what a workbook could hold, by name.
var hostileValues = map[string]string{
	"empty":                "",
	"spaces":               " \t\u00a0\u3000 ",
	"very long":            strings.Repeat("很长的网站名称，含标点（括号）。", 120),
	"one endless word":     strings.Repeat("x", 700),
	"endless number":       strings.Repeat("0123456789", 60),
	"long domains":         strings.Repeat("a-rather-long-domain-name.example.com.cn\n", 60),
	"only closing marks":   strings.Repeat("，。）", 100),
	"only opening marks":   strings.Repeat("（《", 100),
	"many lines":           strings.Repeat("行\n", 150),
	"emoji":                "网站😀👨‍👩‍👧🇨🇳",
	"supplementary plane":  "𬭎𫖯𣲗𬍛䶮㛃",
	"right to left":        "\u202eabc\u202c שלום مرحبا",
	"invalid UTF-8":        "网\xe7\xbd站\xff\xfe",
	"controls":             "a\x00b\x07c\x1b[31md\r\ne\u2028f",
	"private use":          "\ue000\U000f0000",
	"placeholder":          "{entity.name} {{x}} {box} }{",
	"PDF syntax":           "(a) Tj ET\nendstream endobj \\( \\) <</Type/Page>> %%EOF",
	"markup":               "<b>&amp;</b>",
	"variation selectors":  "葛\U000e0100城\ufe00",
	"combining":            "e\u0301\u0302\u0303",
	"half-width kana":      "ｱｲｳ％",
	"squares":              "□☑√×",
	"mixed":                "ABC公司（China）Ltd., 第3分公司 No.5—6号……“引”",
	"replacement":          "\ufffd〓",
	"noncharacters":        "a\uffffb\U0001ffffc\ufdd0",
	"zero width":           "a\u200bb\ufeffc\u00add",
	"surrogates as UTF-8":  "a\xed\xa0\x80b",
	"unusual spaces":       "a\u2003b\u202fc\u2009d",
	"tabs and line breaks": "a\tb\nc\r\nd",
}

// change puts a value into every field that the papers show.
func everywhere(v string) values {
	all := values{}
	for _, key := range []string{"filing.key", "entity.name", "entity.cert_number", "entity.legal_rep", "entity.legal_rep_id_number", "site.name", "site.domains",
		"entity.person.name", "entity.person.mobile", "site.person.name", "site.person.title", "site.person.id_number", "site.person.mobile", "access.account_company", "access.account_id", "access.ips"} {
		all[key] = v
	}
	return all
}

// Whatever values hold, every visible character is on a page, everything lies
// on the paper, and no text stands on another.
func TestHostileValues(t *testing.T) {
	for name, v := range hostileValues {
		for _, province := range []string{"64", "31", "11"} {
			change := everywhere(v)
			change["entity.province"] = province
			var all []*forms.Form
			for _, paper := range filing.Papers {
				all = append(all, fillSample(t, paper, change))
			}
			for _, form := range append(all, posting(t, all...)) {
				checkForm(t, name+" in "+province, form)
			}
			for _, form := range listsOf(t, change) {
				checkForm(t, name+" in "+province, form)
			}
			change["site.person.id_type"] = "2" // verified electronically
			for _, form := range listsOf(t, change) {
				checkForm(t, name+" in "+province, form)
			}
		}
	}
}

func checkForm(t *testing.T, where string, form *forms.Form) {
	t.Helper()
	pages, _ := layOut(t, form)
	where += ", " + form.Name
	checkComplete(t, where, form, pages)
	for i, p := range pages {
		checkPage(t, fmt.Sprintf("%s, page %d", where, i+1), p)
	}
}

// checkComplete compares the characters of a form's texts with those drawn.
// Heads of tables and what frames a page come on every page, so at least as
// often as in the form.
func checkComplete(t *testing.T, where string, form *forms.Form, pages []*Page) {
	t.Helper()
	drawn := make(map[rune]int)
	for _, p := range pages {
		for _, op := range p.Ops {
			for _, r := range op.Text {
				drawn[r]++
			}
		}
	}
	var want []forms.Text
	for _, b := range form.Blocks {
		want = append(append(want, b.Text, b.Right), b.Items...)
		for _, r := range b.Rows {
			for _, c := range r.Cells {
				want = append(append(want, c.Text), c.Sign...)
			}
		}
	}
	need := make(map[rune]int)
	for _, text := range want {
		for _, s := range text {
			if s.Box == forms.NoBox {
				for _, r := range withoutSpace(Clean(s.Text)) {
					need[r]++
				}
			}
		}
	}
	for r, n := range need {
		if drawn[r] < n {
			t.Errorf("%s: %q is drawn %d times, want %d", where, r, drawn[r], n)
		}
	}
}

// box is the place that a text takes.
type box struct {
	left, top, right, bottom length
	text                     string
}

func textBoxes(t testing.TB, p *Page) (all []box) {
	t.Helper()
	set, err := fonts()
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range p.Ops {
		if op.Kind != OpText {
			continue
		}
		width, n := 0, 0
		for _, r := range op.Text {
			advance, _ := set.advance(op.Face, r)
			width += advance
			n++
		}
		all = append(all, box{op.X, op.Y - op.Size*80/100, op.X + length(width)*op.Size/1000 + op.Track*length(n-1), op.Y + op.Size*8/100, op.Text})
	}
	return all
}

// checkPage makes sure that all of a page lies on the paper, off its edges,
// and that no text overlaps another. Punctuation may stand closer by its blank
// half.
func checkPage(t *testing.T, where string, p *Page) {
	t.Helper()
	edge := mm(8)
	for _, op := range p.Ops {
		right, bottom := op.X2, op.Y2
		left, top := op.X, op.Y
		switch op.Kind {
		case OpText:
			continue
		case OpCircle:
			left, top, right, bottom = op.X-op.X2, op.Y-op.X2, op.X+op.X2, op.Y+op.X2
		}
		if left < edge || top < edge || right > pageWidth-edge || bottom > pageHeight-edge {
			t.Fatalf("%s: %v lies at the edge of the paper or beyond", where, op)
		}
	}
	boxes := textBoxes(t, p)
	for _, b := range boxes {
		if b.left < edge || b.top < edge || b.right > pageWidth-edge || b.bottom > pageHeight-edge {
			t.Fatalf("%s: text %q lies at the edge of the paper or beyond", where, b.text)
		}
	}
	slices.SortFunc(boxes, func(a, b box) int { return int(a.top - b.top) })
	for i, a := range boxes {
		slack := (a.bottom - a.top) * 6 / 10 // the blank half of a mark
		for _, b := range boxes[i+1:] {
			if b.top >= a.bottom {
				break
			}
			if a.left+slack < b.right && b.left+slack < a.right && a.top < b.bottom {
				t.Fatalf("%s: %q stands on %q", where, b.text, a.text)
			}
		}
	}
}

// Text stays within the rules of its cell.
func TestTextStaysInItsCell(t *testing.T) {
	long := values{"entity.name": "新疆维吾尔自治区某某某某某某某某某某某某（集团）信息技术股份有限公司乌鲁木齐经济技术开发区分公司",
		"site.domains": strings.Repeat("a-rather-long-domain-name.example.com.cn\n", 6) + "b.cn", "site.person.id_number": strings.Repeat("A1", 40)}
	for _, paper := range filing.Papers {
		pages, _ := layOut(t, fillSample(t, paper, long))
		for _, p := range pages {
			for _, b := range textBoxes(t, p) {
				for _, op := range p.Ops {
					if op.Kind != OpLine || op.X != op.X2 { // rules between columns
						continue
					}
					if op.Y < b.bottom && op.Y2 > b.top && op.X > b.left+pt && op.X < b.right-6*pt {
						t.Errorf("%s: %q crosses the rule at %v", paper, b.text, op)
					}
				}
			}
		}
	}
}

func TestMissingGlyphsAreReported(t *testing.T) {
	form := fillSample(t, filing.Authorization, values{"site.person.name": "邬𱍐😀", "site.name": "😀站"})
	pages, missing := layOut(t, form)
	want := []Missing{{'𱍐', "site.person.name", []string{"001"}}, {'😀', "site.person.name", []string{"001"}}, {'😀', "site.name", []string{"001"}}}
	if diff := cmp.Diff(want, missing); diff != "" {
		t.Error(diff)
	}
	if text := pages[0].String(); !strings.Contains(text, "邬𱍐😀") {
		t.Error("the display list has lost the characters")
	}
	if _, missing := layOut(t, fillSample(t, filing.Authorization, values{"site.person.name": "𬭎𫖯𣲗䶮㛃"})); len(missing) != 0 {
		t.Errorf("standard characters are missing: %v", missing)
	}
	// Extensions B to F: their first, their last, and some of names.
	if _, missing := layOut(t, fillSample(t, filing.Authorization, values{"site.person.name": "𠮷𠀀𪛖𪜀𫜴𫝀𫠝𫠠𬺡𬺰𮯠"})); len(missing) != 0 {
		t.Errorf("rare characters are missing: %v", missing)
	}
}

func TestPagesAreNumbered(t *testing.T) {
	many := slices.Repeat([]*filing.Filing{sampleFiling(t, nil)}, 45)
	form, err := forms.Default().Fill(filing.Confirmation, many, provider.Default())
	if err != nil {
		t.Fatal(err)
	}
	pages, _ := layOut(t, form)
	if len(pages) < 2 {
		t.Fatalf("%d pages, want several", len(pages))
	}
	for i, p := range pages {
		text := p.String()
		if want := fmt.Sprintf("第 %d 页 / 共 %d 页", i+1, len(pages)); !strings.Contains(text, want) {
			t.Errorf("page %d lacks %q", i+1, want)
		}
		if heads := strings.Count(text, `"IP 地址"`); heads != 1 {
			t.Errorf("page %d has %d heads of the list, want 1", i+1, heads)
		}
		if i > 0 && !strings.Contains(text, "确认书（续）") {
			t.Errorf("page %d lacks the form's name", i+1)
		}
		checkPage(t, fmt.Sprintf("page %d", i+1), p)
	}
	if n, err := Count(form); err != nil || n != len(pages) {
		t.Errorf("Count gives %d and %v, want %d", n, err, len(pages))
	}
}

// The corner of every page is free for a mark that is printed there later.
func TestMarkCornerIsFree(t *testing.T) {
	for _, paper := range filing.Papers {
		pages, _ := layOut(t, fillSample(t, paper, everywhere(strings.Repeat("某某网站", 200))))
		for i, p := range pages {
			for _, b := range textBoxes(t, p) {
				if b.right > pageWidth-mm(40) && b.top < mm(32) {
					t.Errorf("%s, page %d: %q stands in the corner of the mark", paper, i+1, b.text)
				}
			}
		}
	}
}

func TestEndlessFormsAreRefused(t *testing.T) {
	form := fillSample(t, filing.Commitment, values{"site.name": strings.Repeat("字", 1_000_000)})
	if _, _, err := Layout(form); err == nil || !strings.Contains(err.Error(), form.Name) {
		t.Errorf("error %v, want one that names the form", err)
	}
}

// tableOf is a form of one row with one cell, in a table of two columns.
func tableOf(c forms.Cell, height float64) *forms.Form {
	c.Cols, c.Rows = 1, 1
	return &forms.Form{Name: "试", Size: 10.5, Leading: 1.3, Margin: 20, Blocks: []forms.Block{{Kind: forms.Table, Columns: []float64{36, 134},
		Rows: []forms.Row{{Height: height, Cells: []forms.Cell{c, {Cols: 1, Rows: 1}}}}}}}
}

// A word is set smaller, in a higher row if need be, before it is divided.
func TestWordsShrinkBeforeTheyAreDivided(t *testing.T) {
	pages, _ := layOut(t, tableOf(forms.Cell{Text: forms.Text{{Text: "www.example.com"}}}, 30))
	if text := pages[0].Ops[0]; text.Text != "www.example.com" || text.Size >= 21*pt/2 {
		t.Errorf("%v, want the whole word in smaller letters", text)
	}
}

// Justified lines stretch between characters and words, not within a word.
func TestJustifiedWordsStayWhole(t *testing.T) {
	form := &forms.Form{Name: "试", Size: 12, Leading: 1.5, Margin: 25, Blocks: []forms.Block{{Kind: forms.Paragraph, Align: forms.Justify,
		Text: forms.Text{{Text: strings.Repeat("网站名称为 Developer Resources and Support Portal，域名是 documents.example.com；", 6)}}}}}
	pages, _ := layOut(t, form)
	stretched := 0
	for _, op := range pages[0].Ops {
		if op.Kind != OpText || op.Track == 0 {
			continue
		}
		stretched++
		if letters := []rune(op.Text); len(letters) > 1 && inWord(letters[0]) && inWord(letters[1]) {
			t.Errorf("the word in %v is drawn apart", op)
		}
	}
	if stretched == 0 {
		t.Error("no line is justified")
	}
	checkPage(t, "page", pages[0])
	checkComplete(t, "page", form, pages)
}

func TestPartsHigherThanAPageAreRefused(t *testing.T) {
	if _, _, err := Layout(tableOf(forms.Cell{Text: forms.Text{{Text: "行"}}}, 249)); err == nil || !strings.Contains(err.Error(), "higher than a page") {
		t.Errorf("error %v, want one that says the row is too high", err)
	}
	// Characters one below the other cannot go on elsewhere.
	if _, _, err := Layout(tableOf(forms.Cell{Head: true, Vertical: true, Text: forms.Text{{Text: strings.Repeat("字", 200)}}}, 0)); err == nil {
		t.Error("a heading longer than the page is no error")
	}
}
