package job

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"beiandesk/internal/blank/blanktest"
	"beiandesk/internal/filing"
	"beiandesk/pdf"
)

// collectBatch opens the sample.
func collectBatch(t *testing.T) *Batch {
	t.Helper()
	b, err := Open(t.Context(), "../../assets/sample/sample.xlsx", "", Options{Today: filing.Date{Year: 2026, Month: 11, Day: 24}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return b
}

// printedSheet draws the first page of a paper of the batch, as printed.
func printedSheet(t *testing.T, b *Batch, key string, paper filing.Paper) (*image.NRGBA, *pdf.Page) {
	t.Helper()
	work := newPaperwork(b.Filings, b.Filings, b.opt)
	for _, s := range work.sheets {
		if s.Filings[0].Key() != key || s.Paper.ID != paper {
			continue
		}
		form, err := work.fill(s)
		if err != nil {
			t.Fatal(err)
		}
		pages, _, err := pdf.Layout(form)
		if err != nil {
			t.Fatal(err)
		}
		grey := pages[0].Picture(150)
		out := image.NewNRGBA(grey.Rect)
		draw.Draw(out, out.Rect, grey, image.Point{}, draw.Src)
		return out, pages[0]
	}
	t.Fatalf("the sample has no %s of %s", paper, key)
	return nil, nil
}

// fillPlaces stamps, signs and dates a page.
func fillPlaces(m *image.NRGBA, p *pdf.Page) {
	const mm = 150 / 25.4
	for _, at := range p.Places {
		box := image.Rect(int(at.Left*mm), int(at.Top*mm), int((at.Left+at.Width)*mm), int((at.Top+at.Height)*mm))
		switch at.Kind {
		case pdf.SealPlace:
			c, r := box.Min.Add(box.Size().Div(2)), 20*mm
			for y := box.Min.Y; y < box.Max.Y; y++ {
				for x := box.Min.X; x < box.Max.X; x++ {
					if d := float64((x-c.X)*(x-c.X) + (y-c.Y)*(y-c.Y)); d < r*r && d > (r-7)*(r-7) {
						m.Set(x, y, color.NRGBA{210, 40, 40, 255})
					}
				}
			}
		default:
			for x := range 12 * 5 {
				for y := range 5 {
					m.Set(box.Min.X+20+2*x, box.Min.Y+25+x%12+y, color.NRGBA{20, 20, 60, 255})
				}
			}
		}
	}
}

func writeScan(t *testing.T, path string, m image.Image) {
	t.Helper()
	var file bytes.Buffer
	if err := jpeg.Encode(&file, m, &jpeg.Options{Quality: 75}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func rulesOf(findings []filing.Finding) (ids []string) {
	for _, f := range findings {
		ids = append(ids, f.Rule)
	}
	return ids
}

// collected looks at scans and writes their pictures into a folder, "" for none.
func collected(t *testing.T, b *Batch, files []string, dir string) *CollectReport {
	t.Helper()
	c := b.Collection()
	if err := c.Look(t.Context(), files); err != nil {
		t.Fatal(err)
	}
	if dir == "" {
		return c.Report("")
	}
	report, err := c.Write(t.Context(), dir, false)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// A signed page comes to its filing's slot, under a name that the matching of
// scans understands; an empty one says what is missing; a second scan of a page is
// told; what has no mark is sorted by hand.
func TestCollect(t *testing.T) {
	b := collectBatch(t)
	dir := t.TempDir()
	scan := func(name string) string { return filepath.Join(dir, name) }
	signed, page := printedSheet(t, b, "002", filing.Commitment)
	empty := slices.Clone(signed.Pix)
	fillPlaces(signed, page)
	writeScan(t, scan("signed.jpg"), signed)
	signed.Pix = empty
	writeScan(t, scan("empty.jpg"), signed)
	blank, _ := printedSheet(t, b, "012", filing.Commitment)
	blankTop := blank.SubImage(image.Rect(0, 0, blank.Rect.Dx(), blank.Rect.Dy()*9/10))
	writeScan(t, scan("cut.jpg"), blankTop)

	out := filepath.Join(dir, "out")
	files := []string{scan("empty.jpg"), scan("signed.jpg"), scan("cut.jpg"), scan("none.jpg")}
	report := collected(t, b, files, out)
	if len(report.Pages) != 2 || len(report.Unmatched) != 2 || !report.Unread() {
		t.Fatalf("%d pages, %+v unmatched", len(report.Pages), report.Unmatched)
	}
	for _, p := range report.Pages {
		if p.Filing != "002" || p.Paper != filing.Commitment || p.PaperPage != 1 || p.PaperPages != 1 {
			t.Errorf("%s: %+v", p.Source, p)
		}
	}
	twice, kept := report.Pages[0], report.Pages[1]
	if !slices.Equal(rulesOf(twice.Findings), []string{"paper-page-twice"}) || twice.Output != "" || *twice.Sealed || *twice.Signed || *twice.Dated {
		t.Errorf("the empty one: %+v", twice)
	}
	if !*kept.Sealed || !*kept.Signed || !*kept.Dated || slices.Contains(rulesOf(kept.Findings), "paper-stale") {
		t.Errorf("the signed one: %+v", kept)
	}
	if len(report.Files) != 1 || report.Files[0].Bytes > 200000 {
		t.Errorf("files %+v", report.Files)
	}
	if !slices.ContainsFunc(report.Missing, func(m MissingPaper) bool { return m.Filing == "012" && m.Paper == filing.Commitment }) {
		t.Errorf("missing %+v", report.Missing)
	}

	// The folder is what a check takes.
	again, err := Open(t.Context(), b.Workbook, out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	for _, f := range again.Filings {
		if f.Key() == "002" && !slices.Equal(f.Scans[filing.Commitment.Slot()], []string{kept.Output}) {
			t.Errorf("002 has %v", f.Scans)
		}
	}

	var trouble *Trouble

	// Nothing is replaced; by hand the page without a mark finds its place.
	c := b.Collection()
	if err := c.Look(t.Context(), files[:3]); err != nil {
		t.Fatal(err)
	}
	if got := c.Existing(out); len(got) != 1 || got[0] != kept.Output {
		t.Errorf("%v would be replaced, want %s", got, kept.Output)
	}
	if _, err := c.Write(t.Context(), out, false); !errors.As(err, &trouble) {
		t.Errorf("replaced: %v", err)
	}
	byHand := Assignment{File: scan("cut.jpg"), Page: 1, Filing: "012", Paper: filing.Commitment, PaperPage: 1}
	if err := c.Assign(t.Context(), byHand); err != nil {
		t.Fatal(err)
	}
	report = c.Report("")
	if len(report.Pages) != 3 || report.Pages[2].Filing != "012" || report.Pages[2].Mark != "" || len(report.Unmatched) != 0 {
		t.Errorf("by hand: %+v", report)
	}
	byHand.PaperPage = 9
	if err := c.Assign(t.Context(), byHand); !errors.As(err, &trouble) || !strings.Contains(Say(err, filing.ZH), "只有 1 页") {
		t.Errorf("a page that the paper does not have was assigned: %v", err)
	}
	byHand.PaperPage, byHand.Paper = 1, filing.Confirmation
	if err := c.Assign(t.Context(), byHand); !errors.As(err, &trouble) {
		t.Errorf("a paper that is not needed was assigned: %v", err)
	}
	if again := c.Report(""); !reflect.DeepEqual(again, report) {
		t.Errorf("a second report differs: %+v", again)
	}
}

// A value that changes after printing is told; an entity or domain that changes
// leaves the page to be sorted by hand, never to another filing.
func TestCollectOfChangedValues(t *testing.T) {
	b := collectBatch(t)
	dir := t.TempDir()
	m, _ := printedSheet(t, b, "002", filing.Commitment)
	path := filepath.Join(dir, "page.jpg")
	writeScan(t, path, m)
	change := func(field filing.Field, text string) {
		for _, f := range b.Filings {
			if f.Key() == "002" {
				f.Set(field, filing.Value{Text: text})
			}
		}
	}
	change(filing.SiteName, "样张改名后的网站")
	report := collected(t, b, []string{path}, "")
	if len(report.Pages) != 1 || !slices.Contains(rulesOf(report.Pages[0].Findings), "paper-stale") || !report.Blocked() {
		t.Errorf("%+v", report.Pages)
	}
	change(filing.SiteDomains, "yangzhang-other.example")
	report = collected(t, b, []string{path}, "")
	if len(report.Pages) != 0 || len(report.Unmatched) != 1 || report.Unmatched[0].Findings[0].Args["filing"] != "002" {
		t.Errorf("%+v", report)
	}
}

// Once a page of the new print is there, none of the old one is mixed with it, even
// where the old print had more pages; those are not missing either.
func TestOldPrintsAreNotMixedWithNew(t *testing.T) {
	c := collectBatch(t).Collection()
	s := c.sheets[0]
	page := func(source string, n, of int, stale bool) CollectedPage {
		return CollectedPage{Source: source, Page: 1, Paper: s.Paper.ID, PaperPage: n, PaperPages: of, sheet: s, stale: stale}
	}
	for _, test := range []struct {
		name  string
		pages []CollectedPage
		kept  map[int]int
	}{
		{"fewer pages than before", []CollectedPage{page("old1", 1, 2, true), page("old2", 2, 2, true), page("new1", 1, 1, false)}, map[int]int{1: 2}},
		{"a new page is missing", []CollectedPage{page("new1", 1, 2, false), page("old2", 2, 2, true)}, map[int]int{1: 0}},
		{"only old ones", []CollectedPage{page("old1", 1, 2, true), page("old2", 2, 2, true)}, map[int]int{1: 0, 2: 1}},
	} {
		s.chosen, s.pages = make(map[int]int), 0
		report := &CollectReport{Pages: test.pages}
		c.choose(report)
		if !maps.Equal(s.chosen, test.kept) {
			t.Errorf("%s: keeps %v, want %v", test.name, s.chosen, test.kept)
		}
		for i, p := range report.Pages {
			told := slices.Equal(rulesOf(p.Findings), []string{"paper-page-twice"}) && p.Findings[0].Variant == "older"
			if at, ok := s.chosen[p.PaperPage]; told == (ok && at == i) {
				t.Errorf("%s: %s has findings %v", test.name, p.Source, p.Findings)
			}
		}
	}
}

// Of two places with the same words, the message says which one is empty.
func TestCollectNamesThePlace(t *testing.T) {
	b := collectBatch(t)
	m, page := printedSheet(t, b, "005", filing.Confirmation)
	var first pdf.Page
	for _, at := range page.Places {
		if at.Left < 105 {
			first.Places = append(first.Places, at)
		}
	}
	fillPlaces(m, &first)
	path := filepath.Join(t.TempDir(), "page.jpg")
	writeScan(t, path, m)
	report := collected(t, b, []string{path}, "")
	places := make(map[string]string)
	for _, f := range report.Pages[0].Findings {
		places[f.Rule] = f.Args["place"]
	}
	want := map[string]string{"paper-unsealed": "乙方盖章处", "paper-unsigned": "代表（签字）（第 2 处）", "paper-undated": "日期（第 2 处）"}
	for rule, place := range want {
		if places[rule] != place {
			t.Errorf("%s names %q, want %q", rule, places[rule], place)
		}
	}
}

// A paper on the provider's own blank is sorted; what is written on it is left to a
// person, for it is not known what the blank shows there.
func TestCollectOnABlank(t *testing.T) {
	dir := t.TempDir()
	form := `paper = "commitment"
name = "承诺书"
source = "test"
as_of = "2026-11-24"
overlay = "blank.pdf"
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
y = 90
width = 50
height = 9
sign = "法定代表人（签字）"
`
	for name, data := range map[string][]byte{"commitment.toml": []byte(form), "blank.pdf": blanktest.File(blanktest.A4)} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	own, err := LoadForms(dir)
	if err != nil {
		t.Fatal(err)
	}
	b := collectBatch(t)
	b.opt.Forms = own
	m, _ := printedSheet(t, b, "002", filing.Commitment)
	path := filepath.Join(dir, "page.jpg")
	writeScan(t, path, m)
	report := collected(t, b, []string{path}, filepath.Join(dir, "out"))
	if len(report.Pages) != 1 || report.Pages[0].Filing != "002" || report.Pages[0].Output == "" || report.Pages[0].Signed != nil {
		t.Fatalf("%+v", report)
	}
	found := report.Pages[0].Findings
	if i := slices.IndexFunc(found, func(f filing.Finding) bool { return f.Rule == "paper-unclear" }); i < 0 || found[i].Variant != "blank" {
		t.Errorf("findings %+v", found)
	}
}

// A page that was printed without a mark is judged as such: its places lie elsewhere
// than on one with a mark.
func TestCollectPrintedWithoutMarks(t *testing.T) {
	for _, used := range []bool{false, true} {
		b := collectBatch(t)
		b.opt.NoMarks = true
		m, page := printedSheet(t, b, "001", filing.Commitment)
		if used {
			fillPlaces(m, page)
		}
		path := filepath.Join(t.TempDir(), "page.jpg")
		writeScan(t, path, m)
		c := b.Collection()
		if err := c.Assign(t.Context(), Assignment{File: path, Page: 1, Filing: "001", Paper: filing.Commitment, PaperPage: 1}); err != nil {
			t.Fatal(err)
		}
		if err := c.Look(t.Context(), []string{path}); err != nil {
			t.Fatal(err)
		}
		p := c.Report("").Pages[0]
		if p.Sealed == nil || *p.Sealed != used || *p.Signed != used || *p.Dated != used {
			t.Errorf("filled in: %v, but sealed %v, signed %v, dated %v", used, *p.Sealed, *p.Signed, *p.Dated)
		}
	}
}

func TestCollectStops(t *testing.T) {
	b := collectBatch(t)
	m, _ := printedSheet(t, b, "002", filing.Commitment)
	path := filepath.Join(t.TempDir(), "page.jpg")
	writeScan(t, path, m)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c := b.Collection()
	if err := c.Look(ctx, []string{path}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if report := c.Report(""); len(report.Pages)+len(report.Unmatched) != 0 {
		t.Errorf("half of it was kept: %+v", report)
	}
}

func TestScanFiles(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"扫描10.jpg", "扫描2.PDF", "备案.xlsx", ".hidden.jpg", "单独.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	alone := filepath.Join(dir, "单独.txt")
	got, err := ScanFiles(t.Context(), []string{alone, dir})
	if want := []string{alone, filepath.Join(dir, "扫描2.PDF"), filepath.Join(dir, "扫描10.jpg")}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v; want %v", got, err, want)
	}
}
