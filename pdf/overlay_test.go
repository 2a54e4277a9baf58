package pdf

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"beiandesk/forms"
	"beiandesk/internal/blank"
	"beiandesk/internal/blank/blanktest"
	"beiandesk/internal/filing"
	"beiandesk/internal/mark"
	"beiandesk/internal/provider"
)

const overlayForm = `paper = "check-sheet"
name = "核验单"
source = "test"
as_of = "2026-11-24"
overlay = "blank.pdf"
[[place]]
page = 1
x = 40
y = 42
width = 100
height = 10
text = "{entity.name}"
[[place]]
page = 1
x = 150
y = 43
width = 35
height = 8
align = "center"
font = "hei"
size = 9
text = "{site.name}"
[[place]]
page = 1
x = 20
y = 70
tick = "entity.nature=企业"
[[place]]
page = 1
x = 30
y = 70
cross = "filing.kind"
[[place]]
page = 1
x = 20
y = 90
width = 50
height = 12
sign = "法定代表人（签字）："
[[place]]
page = 1
x = 80
y = 90
width = 40
height = 12
date = "日期"
undated = true
[[place]]
page = 1
x = 140
y = 80
seal = "盖章处"
by = "provider"
[[place]]
page = 2
x = 20
y = 20
text = "{entity.cert_number}"
code = true
`

// onBlank fills the check sheet of a library whose file is written on a blank.
func onBlank(t testing.TB, change values) *forms.Form {
	t.Helper()
	dir := t.TempDir()
	for name, data := range map[string][]byte{"check-sheet.toml": []byte(overlayForm), "blank.pdf": blanktest.File(blanktest.A4, blanktest.Across)} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	library, err := forms.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	f := sampleFiling(t, change)
	form, err := library.Fill(filing.CheckSheet, []*filing.Filing{f}, provider.Default())
	if err != nil {
		t.Fatal(err)
	}
	form.PutMark(mark.Batch([]*filing.Filing{f}), []*filing.Filing{f})
	return form
}

var longName = values{"site.name": strings.Repeat("样张云帆科技官网与客户服务支持中心", 4)}

func TestGoldenOverlay(t *testing.T) {
	pages, _ := layOut(t, onBlank(t, longName))
	if len(pages) != 3 {
		t.Fatalf("%d pages, want two of the blank and one attached", len(pages))
	}
	comparePicture(t, filepath.Join("testdata", "overlay.png"), pages[0].Preview(pictureWidth))
	comparePicture(t, filepath.Join("testdata", "overlay-attached.png"), pages[2].Preview(pictureWidth))
	l := &layouter{fonts: fontsOf(t), form: &forms.Form{Size: 10, Leading: 1}}
	comparePicture(t, filepath.Join("testdata", "overlay-grid.png"), l.grid(pages[0].Blank).Preview(pictureWidth))
}

func fontsOf(t *testing.T) *fontSet {
	t.Helper()
	set, err := fonts()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestOverlaySaysWhereToSign(t *testing.T) {
	pages, _ := layOut(t, onBlank(t, nil))
	want := []Place{
		{Kind: SignPlace, Left: 20, Top: 90, Width: 50, Height: 12, Label: "法定代表人（签字）"},
		{Kind: DatePlace, Left: 80, Top: 90, Width: 40, Height: 12, Label: "日期", Optional: true},
		{Kind: SealPlace, Left: 140, Top: 80, Width: 40, Height: 40, Label: "盖章处", ByProvider: true},
	}
	if len(pages) != 2 || len(pages[0].Places) != len(want) {
		t.Fatalf("%d pages, places %v", len(pages), pages[0].Places)
	}
	for i, p := range pages[0].Places {
		if p != want[i] {
			t.Errorf("place %v, want %v", p, want[i])
		}
	}
}

// Nothing on a blank reaches out of its box, however long.
func TestOverlayStaysInItsBoxes(t *testing.T) {
	for _, name := range []string{"样", strings.Repeat("样张", 9), strings.Repeat("样张", 200), strings.Repeat("W", 90), "样\n张\n云\n帆\n科\n技\n有\n限"} {
		pages, _ := layOut(t, onBlank(t, values{"site.name": name, "entity.name": name}))
		for _, op := range pages[0].Ops {
			if op.Kind != OpText || op.Y > mm(60) {
				continue // the mark
			}
			x, y := op.X.mm(), op.Y.mm()
			first, second := x >= 40 && y > 42 && y < 52, x >= 150 && y > 43 && y < 51
			end := (op.X + widthOf(t, op)).mm()
			if !(first && end <= 140.2) && !(second && end <= 185.2) {
				t.Errorf("%.10s…: %v ends at %.2f", name, op, end)
			}
		}
	}
}

func widthOf(t *testing.T, op Op) (width length) {
	t.Helper()
	set := fontsOf(t)
	for _, r := range op.Text {
		advance, _ := set.advance(op.Face, r)
		width += length(advance)*op.Size/1000 + op.Track
	}
	return width - op.Track
}

func TestOverlayFilesAreSoundAndShareTheBlank(t *testing.T) {
	render := func(all ...*forms.Form) []byte {
		var file bytes.Buffer
		if _, err := Render(&file, all, Options{Title: "套打", Date: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)}); err != nil {
			t.Fatal(err)
		}
		return file.Bytes()
	}
	one, long := onBlank(t, nil), onBlank(t, longName)
	long.Over.Pages = append([]*blank.Page{one.Over.Pages[0], one.Over.Pages[1]}, long.Over.Pages[2:]...) // as of one library
	file := render(one, long, fillSample(t, filing.Commitment, nil))
	if n := bytes.Count(file, []byte("/Subtype/Form")); n != 2 {
		t.Errorf("%d form XObjects, want one for each page of the blank", n)
	}
	if !bytes.Equal(file, render(one, long, fillSample(t, filing.Commitment, nil))) {
		t.Error("the same forms give other bytes")
	}
	read, err := blank.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	var sizes []bool // across?
	for _, p := range read.Pages {
		sizes = append(sizes, p.Width > p.Height)
	}
	if len(sizes) < 6 || sizes[0] || !sizes[1] || sizes[2] || !sizes[3] || sizes[4] {
		t.Errorf("pages lie across: %v", sizes)
	}
	var grid bytes.Buffer
	if err := Grid(&grid, read, "网格", time.Time{}); err != nil {
		t.Fatal(err)
	}
	if again, err := blank.Open(grid.Bytes()); err != nil || len(again.Pages) != len(sizes) {
		t.Errorf("the grid has pages %v, error %v", again, err)
	}
}

// A blank of another size is made smaller to go on A4, never larger.
func TestBlanksGoOnA4(t *testing.T) {
	for _, test := range []struct{ box, want string }{
		{"[0 0 595.276 841.89]", "q 1 0 0 1 0 0 cm"},
		{"[0 0 594.96 841.92]", "q 1 0 0 1 0.158"},
		{"[0 0 612 792]", "q 0.97267 0 0 0.97267 0 35.7"},      // Letter
		{"[0 0 842 1191]", "q 0.70688 0 0 0.70688 0.0"},        // A3
		{"[0 0 420 595]", "q 1 0 0 1 87.638 123.445 cm"},       // A5
		{"[100 100 695.276 941.89]", "q 1 0 0 1 -100 -100 cm"}, // begins elsewhere
	} {
		f, err := blank.Open(blanktest.File(blanktest.Page{Entries: "/MediaBox" + test.box, Content: "0 0 9 9 re S"}))
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		b := newBlanks(newFile(&out))
		if got := b.placed(&Page{Blank: f.Pages[0]}); !strings.HasPrefix(got, test.want) {
			t.Errorf("%s: %s, want %s", test.box, got, test.want)
		}
	}
}
