package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beiandesk/forms"
	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

var testOptions = Options{Title: "核验单 𬭎", Date: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)}

func render(t testing.TB, opt Options, all ...*forms.Form) ([]byte, Report) {
	t.Helper()
	var b bytes.Buffer
	report, err := Render(&b, all, opt)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), report
}

// What is on the display list is in the file, character for character,
// whatever plane it is from.
func TestTextComesBackFromTheFile(t *testing.T) {
	for name, v := range hostileValues {
		form := fillSample(t, filing.Authorization, everywhere(v))
		pages, _ := layOut(t, form)
		file, _ := render(t, testOptions, form)
		got := readDocument(t, file).pageTexts(t)
		if len(got) != len(pages) {
			t.Fatalf("%s: %d pages, want %d", name, len(got), len(pages))
		}
		for i, p := range pages {
			var want strings.Builder
			for _, op := range p.Ops {
				want.WriteString(op.Text)
			}
			if g := strings.ReplaceAll(got[i], "\n", ""); g != want.String() {
				t.Errorf("%s: page %d reads\n%q, want\n%q", name, i+1, g, want.String())
			}
		}
	}
}

// Pages that share a description show what whole pages show.
func TestBundlesShareDescriptions(t *testing.T) {
	var all []*forms.Form
	var want [][]string
	for i := range 6 {
		form := fillSample(t, filing.CheckSheet, values{"filing.key": fmt.Sprint(i), "entity.name": fmt.Sprintf("第%d公司", i)})
		all = append(all, form)
		alone, _ := render(t, testOptions, form)
		lines := strings.Split(readDocument(t, alone).pageTexts(t)[0], "\n")
		slices.Sort(lines)
		want = append(want, lines)
	}
	file, report := render(t, testOptions, all...)
	d := readDocument(t, file)
	for i, text := range d.pageTexts(t) {
		lines := strings.Split(text, "\n")
		slices.Sort(lines)
		if !slices.Equal(lines, want[i]) {
			t.Errorf("page %d reads %q, want %q", i+1, lines, want[i])
		}
	}
	if report.Pages != 6 || report.Forms[5].First != 6 {
		t.Errorf("report %+v", report)
	}
	common := make(map[string]int)
	for _, m := range regexp.MustCompile(`/Contents\[(\d+) 0 R `).FindAllSubmatch(file, -1) {
		common[string(m[1])]++
	}
	if len(common) != 1 || slices.Collect(maps.Values(common))[0] != 5 {
		t.Errorf("pages by common description: %v, want 5 with one", common)
	}
}

// A description leaves everything as it found it: another may follow.
func TestDescriptionsEndAsTheyBegin(t *testing.T) {
	set, err := fonts()
	if err != nil {
		t.Fatal(err)
	}
	streams, err := newGlyphs(set).content([]opList{{height: pageHeight, ops: []Op{
		{Kind: OpLine, X2: mm(50), Stroke: thin, Gray: 50, Dashed: true},
		{Kind: OpText, Text: "字", Size: 10 * pt, Gray: 40, Track: pt},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range []struct{ on, off string }{{"0.5 G\n", "0 G\n"}, {"0.4 g\n", "0 g\n"}, {"1 Tc\n", "0 Tc\n"}, {"[3 2.4] 0 d\n", "[] 0 d\n"}} {
		on, off := bytes.LastIndex(streams[0], []byte(set.on)), bytes.LastIndex(streams[0], []byte("\n"+set.off))
		if on < 0 || off < on {
			t.Errorf("%q is not taken back:\n%s", set.on, streams[0])
		}
	}
}

// Fonts with more glyphs than one byte counts keep all their meanings.
func TestManyCharactersComeBack(t *testing.T) {
	var many strings.Builder
	for r := rune(0x4E00); r < 0x4E00+700; r++ {
		many.WriteRune(r)
	}
	many.WriteString("()\\\r")
	form := fillSample(t, filing.Commitment, values{"site.name": many.String()})
	file, report := render(t, testOptions, form)
	got := strings.ReplaceAll(strings.Join(readDocument(t, file).pageTexts(t), ""), "\n", "")
	if !strings.Contains(got, many.String()[:3*700]) || len(report.Missing) > 0 {
		t.Errorf("characters are lost: %v", report.Missing)
	}
}

func TestCoverComesFirst(t *testing.T) {
	opt := testOptions
	opt.Front = func(entries []forms.Entry) ([]*forms.Form, error) {
		form, err := forms.Default().List(forms.CoverList, entries, func(string) string { return "某单位" }, provider.Default())
		return []*forms.Form{form}, err
	}
	a, b := fillSample(t, filing.CheckSheet, nil), fillSample(t, filing.Commitment, nil)
	file, report := render(t, opt, a, b)
	texts := readDocument(t, file).pageTexts(t)
	if len(texts) != 3 || !strings.HasPrefix(texts[0], "纸质材料清单\n") || !strings.HasPrefix(texts[2], "互联网信息服务备案承诺书\n") {
		t.Errorf("pages begin with %.20q", texts)
	}
	if report.Forms[1].First != 2 || report.Forms[2].First != 3 || report.Pages != 3 {
		t.Errorf("report %+v", report)
	}
	for _, test := range []struct {
		duplex bool
		want   []int
	}{{false, []int{2, 3}}, {true, []int{3, 5}}} {
		opt.Duplex = test.duplex
		var told []int
		counted := opt
		counted.Front = func(entries []forms.Entry) ([]*forms.Form, error) {
			told = nil
			for _, e := range entries {
				told = append(told, e.First)
			}
			return opt.Front(entries)
		}
		render(t, counted, a, b)
		if !slices.Equal(told, test.want) {
			t.Errorf("on both sides %v: the list says that the papers begin on %v, want %v", test.duplex, told, test.want)
		}
	}
	opt.Duplex = false
	if n := bytes.Count(file, []byte("/Dest[")); n != 4 {
		t.Errorf("%d bookmarks, want 4: the list, the filing and its two papers", n)
	}
	failed := errors.New("no cover")
	opt.Front = func([]forms.Entry) ([]*forms.Form, error) { return nil, failed }
	if _, err := Render(io.Discard, []*forms.Form{a}, opt); !errors.Is(err, failed) {
		t.Errorf("error %v, want %v", err, failed)
	}
}

// The pages of a bundle have its numbers besides those of their papers, in
// volumes one after the other; blank ones have none.
func TestPagesAreNumberedThrough(t *testing.T) {
	form := fillSample(t, filing.Authorization, nil)
	for _, test := range []struct {
		opt  Options
		want []string
	}{
		{Options{Numbers: &Numbers{}}, []string{"全册 1 / 3", "全册 2 / 3", "全册 3 / 3"}},
		{Options{Numbers: &Numbers{Volume: 2, Before: 995}}, []string{"第 2 册 1 / 3　总第 996 页", "第 2 册 2 / 3　总第 997 页", "第 2 册 3 / 3　总第 998 页"}},
		{Options{Numbers: &Numbers{}, Duplex: true}, []string{"全册 1 / 6", "", "全册 3 / 6", "", "全册 5 / 6", ""}},
	} {
		plain, _ := render(t, Options{Duplex: test.opt.Duplex}, form, form, form)
		file, _ := render(t, test.opt, form, form, form)
		without := readDocument(t, plain).pageTexts(t)
		for i, text := range readDocument(t, file).pageTexts(t) {
			if number := strings.Trim(strings.TrimPrefix(text, without[i]), "\n"); !strings.HasPrefix(text, without[i]) || number != test.want[i] {
				t.Errorf("page %d says %q besides, want %q", i+1, number, test.want[i])
			}
		}
	}
}

// Printed on both sides, no paper may begin on the back of another.
func TestDuplexBeginsOnFronts(t *testing.T) {
	opt := testOptions
	opt.Duplex = true
	opt.Front = func(entries []forms.Entry) ([]*forms.Form, error) {
		form, err := forms.Default().List(forms.PostingList, entries, func(string) string { return "某单位" }, provider.Default())
		return []*forms.Form{form}, err
	}
	long := values{"site.name": strings.Repeat("很长的名称", 100)}
	file, report := render(t, opt, fillSample(t, filing.CheckSheet, long), fillSample(t, filing.Commitment, nil), fillSample(t, filing.Authorization, nil))
	var pages []int
	for _, e := range report.Forms {
		pages = append(pages, e.Pages)
		if e.First%2 != 1 {
			t.Errorf("%s begins on page %d", e.Form.Name, e.First)
		}
	}
	if diff := cmp.Diff([]int{1, 2, 1, 1}, pages); diff != "" {
		t.Fatal(diff)
	}
	for i, text := range readDocument(t, file).pageTexts(t) {
		if blank := text == ""; blank != (i == 1 || i == 5 || i == 7) {
			t.Errorf("page %d: blank is %v", i+1, blank)
		}
	}
}

// The same forms give the same bytes, also when several are made at once.
func TestSameFormsSameBytes(t *testing.T) {
	form := fillSample(t, filing.CheckSheet, nil)
	want, _ := render(t, testOptions, form, form, fillSample(t, filing.Commitment, nil))
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			var b bytes.Buffer
			if _, err := Render(&b, []*forms.Form{form, form, fillSample(t, filing.Commitment, nil)}, testOptions); err != nil {
				t.Error(err)
			}
			if !bytes.Equal(want, b.Bytes()) {
				t.Error("a rerun gives other bytes")
			}
		})
	}
	wait.Wait()
}

func TestFileTellsOfItself(t *testing.T) {
	file, _ := render(t, testOptions, fillSample(t, filing.Commitment, nil))
	for _, want := range []string{
		"/Title" + textString("核验单 𬭎"), "/CreationDate(D:20261123080000Z)", "/Lang(zh-CN)", "/ID[<",
	} {
		if !bytes.Contains(file, []byte(want)) {
			t.Errorf("file lacks %s", want)
		}
	}
	if tags := regexp.MustCompile(`/BaseFont/[A-Z]{6}\+Noto(Serif|Sans)SC-(Regular|Bold)/`).FindAll(file, -1); len(tags) != 6 {
		t.Errorf("%d fonts with subset tags, want three, each named twice", len(tags)/2)
	}
	undated, _ := render(t, Options{}, fillSample(t, filing.Commitment, nil))
	if bytes.Contains(undated, []byte("Date(")) {
		t.Error("a file without date has one")
	}
}

func TestRenderReportsErrors(t *testing.T) {
	if _, err := Render(io.Discard, nil, Options{}); err == nil {
		t.Error("no error without forms")
	}
	full := errors.New("disk full")
	if _, err := Render(failing{full}, []*forms.Form{fillSample(t, filing.Commitment, nil)}, Options{}); !errors.Is(err, full) {
		t.Errorf("error %v, want %v", err, full)
	}
	_, report := render(t, Options{}, fillSample(t, filing.Commitment, values{"site.name": "😀"}))
	if len(report.Missing) != 1 || report.Missing[0].Rune != '😀' {
		t.Errorf("missing %v", report.Missing)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// gofpdf's own text layout loses and breaks characters, its fonts fail beyond
// U+FFFF: only these of its calls are used.
func TestOnlyPlainDrawingCalls(t *testing.T) {
	allowed := []string{"NewCustom", "InitType", "SizeType", "Fpdf", "SetCompression", "SetAutoPageBreak", "AddPageFormat", "Output",
		"Text", "Line", "Rect", "Circle", "SetLineWidth", "RawWriteStr"}
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	calls := 0
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			var on string
			switch x := sel.X.(type) {
			case *ast.Ident:
				on = x.Name
			case *ast.SelectorExpr:
				on = x.Sel.Name
			}
			if on == "gofpdf" || on == "doc" {
				calls++
				if !slices.Contains(allowed, sel.Sel.Name) {
					t.Errorf("%s uses gofpdf's %s", name, sel.Sel.Name)
				}
			}
			if name := sel.Sel.Name; name == "MultiCell" || name == "SplitText" || name == "AddUTF8FontFromBytes" || name == "CellFormat" {
				t.Errorf("%s is used", name)
			}
			return true
		})
	}
	if calls < 8 {
		t.Errorf("only %d calls of gofpdf found: the test looks at the wrong names", calls)
	}
}

// Other programs read the files, where they are installed.
func TestOtherProgramsReadTheFile(t *testing.T) {
	if testing.Short() {
		t.Skip("starts other programs")
	}
	name := "邬𬭎𫖯𣲗䶮㛃"
	file, _ := render(t, testOptions, fillSample(t, filing.Authorization, values{"site.person.name": name}), fillSample(t, filing.CheckSheet, nil), fillSample(t, filing.CheckSheet, nil))
	path := filepath.Join(t.TempDir(), "form.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ args, want []string }{
		{[]string{"qpdf", "--check"}, []string{"No syntax or stream encoding errors found"}},
		{[]string{"pdftotext", path, "-"}, []string{name, "样张云帆科技（宁夏）有限公司", "11010519491231002X", "example.com、example.net"}},
		{[]string{"pdffonts"}, []string{"CID TrueType      Identity-H       yes yes yes"}},
	} {
		program, err := exec.LookPath(test.args[0])
		if err != nil {
			t.Logf("%s is not installed", test.args[0])
			continue
		}
		args := test.args[1:]
		if !slices.Contains(args, path) {
			args = append(args, path)
		}
		out, err := exec.Command(program, args...).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", test.args[0], err, out)
		}
		for _, want := range test.want {
			if !strings.Contains(string(out), want) {
				t.Errorf("%s does not say %q:\n%s", test.args[0], want, out)
			}
		}
	}
}

// FuzzRender draws anything that a workbook can hold.
func FuzzRender(f *testing.F) {
	for _, v := range hostileValues {
		f.Add(v, v)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 4000 {
			t.Skip()
		}
		form := fillSample(t, filing.Confirmation, values{"filing.key": a, "entity.name": a, "site.name": b, "site.domains": b, "access.ips": a, "access.account_id": b})
		pages, _ := layOut(t, form)
		checkComplete(t, "confirmation", form, pages)
		for _, p := range pages {
			checkPage(t, "confirmation", p)
		}
		file, _ := render(t, Options{Title: a}, form)
		readDocument(t, file).pageTexts(t)
	})
}
