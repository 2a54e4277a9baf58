package pdf

import (
	"image"
	"testing"

	"beiandesk/internal/filing"
)

// darkest returns the least grey of a part of a page, in millimetres.
func darkest(m *image.Gray, left, top, right, bottom float64) uint8 {
	each := float64(m.Rect.Dx()) / 210
	least := uint8(0xff)
	for y := int(top * each); y < int(bottom*each); y++ {
		for x := int(left * each); x < int(right*each); x++ {
			least = min(least, m.GrayAt(x, y).Y)
		}
	}
	return least
}

func TestPreviewHasTheSizeAskedFor(t *testing.T) {
	page := new(Page)
	for _, test := range []struct{ width, w, h int }{{210, 210, 297}, {800, 800, 1131}, {1, 1, 1}, {0, 1, 1}, {-5, 1, 1}} {
		if got := page.Preview(test.width).Rect; got.Dx() != test.w || got.Dy() != test.h {
			t.Errorf("a preview %d wide is %v, want %d by %d", test.width, got, test.w, test.h)
		}
	}
	if got := page.Picture(150).Rect; got.Dx() != 1240 || got.Dy() != 1754 {
		t.Errorf("a picture of 150 dpi is %v", got)
	}
}

// A page's operations appear where they are, and nowhere else.
func TestPlotDrawsEveryOperation(t *testing.T) {
	for name, test := range map[string]struct {
		op                       Op
		left, top, right, bottom float64 // inked, in millimetres
		blankX, blankY           float64 // a square millimetre that stays white
		dark                     uint8   // at least as dark as
	}{
		"text":         {Op{Kind: OpText, X: mm(50), Y: mm(60), Face: Song, Size: 20 * pt, Text: "样张"}, 50, 54, 64, 62, 70, 55, 40},
		"rare letter":  {Op{Kind: OpText, X: mm(50), Y: mm(60), Face: Bold, Size: 20 * pt, Text: "𠮷"}, 50, 54, 57, 62, 60, 55, 60},
		"missing":      {Op{Kind: OpText, X: mm(50), Y: mm(60), Face: Hei, Size: 20 * pt, Text: "\U0001F600"}, 50, 54, 57, 62, 60, 55, 80},
		"track":        {Op{Kind: OpText, X: mm(50), Y: mm(60), Face: Hei, Size: 20 * pt, Track: mm(20), Text: "样张"}, 77, 54, 84, 62, 65, 55, 60},
		"level line":   {Op{Kind: OpLine, X: mm(20), Y: mm(30), X2: mm(60), Y2: mm(30), Stroke: thin}, 20, 29, 60, 31, 40, 32, 20},
		"slanted line": {Op{Kind: OpLine, X: mm(20), Y: mm(30), X2: mm(60), Y2: mm(70), Stroke: thick}, 39, 49, 41, 51, 50, 40, 90},
		"rectangle":    {Op{Kind: OpRect, X: mm(20), Y: mm(30), X2: mm(60), Y2: mm(70), Stroke: thin}, 59, 40, 61, 60, 40, 50, 20},
		"circle":       {Op{Kind: OpCircle, X: mm(50), Y: mm(50), X2: mm(20), Stroke: thick}, 69, 49, 71, 51, 50, 50, 90},
		"grey":         {Op{Kind: OpLine, X: mm(20), Y: mm(30), X2: mm(60), Y2: mm(30), Stroke: thin, Gray: 60}, 20, 29, 60, 31, 40, 32, 160},
		"code":         {Op{Kind: OpCode, X: mm(150), Y: mm(200), X2: mm(0.6), Text: "BEIAN0000000000000AB"}, 150, 200, 154, 201, 152, 206, 0},
	} {
		for kind, m := range map[string]*image.Gray{"preview": (&Page{Ops: []Op{test.op}}).Preview(1000), "picture": (&Page{Ops: []Op{test.op}}).Picture(150)} {
			want := test.dark
			if kind == "picture" {
				want += 60 // lines stand between two pixels
			}
			if got := darkest(m, test.left, test.top, test.right, test.bottom); got > want {
				t.Errorf("%s, %s: the darkest spot is %d, want %d at most", name, kind, got, want)
			}
			if name == "grey" && darkest(m, 0, 0, 210, 297) < 153 {
				t.Errorf("%s, %s: a grey line is darker than its grey", name, kind)
			}
			if name != "code" && darkest(m, test.blankX, test.blankY, test.blankX+1, test.blankY+1) != 0xff {
				t.Errorf("%s, %s: ink where there is none", name, kind)
			}
		}
	}
}

// Lines that are off the page or have no length are left out.
func TestPlotSurvivesOddLists(t *testing.T) {
	far := length(1 << 40)
	page := &Page{Ops: []Op{
		{Kind: OpLine, X: -far, Y: 0, X2: far, Y2: 0, Stroke: thin},
		{Kind: OpLine, X: mm(500), Y: mm(500), X2: mm(600), Y2: mm(500), Stroke: thin, Dashed: true},
		{Kind: OpLine, X: mm(5), Y: mm(5), X2: mm(5), Y2: mm(5), Dashed: true},
		{Kind: OpText, X: -far, Y: far, Size: 10 * pt, Text: "样张"},
		{Kind: OpText, X: mm(5), Y: mm(5), Text: "样张"},
		{Kind: OpCode, X: mm(5), Y: mm(5), Text: ""},
		{Kind: 99},
	}}
	if m := page.Preview(300); darkest(m, 10, 10, 200, 290) != 0xff {
		t.Error("the page is not blank")
	}
}

// Between two dashes the paper shows.
func TestPlotDashes(t *testing.T) {
	m := (&Page{Ops: []Op{{Kind: OpLine, X: mm(20), Y: mm(30), X2: mm(100), Y2: mm(30), Stroke: thick, Dashed: true}}}).Preview(1680)
	changes, y := 0, 30*8
	for x := 20*8 + 1; x < 100*8; x++ {
		if (m.GrayAt(x, y).Y < 128) != (m.GrayAt(x-1, y).Y < 128) {
			changes++
		}
	}
	if changes < 80 || changes > 86 { // 80 mm of periods of 5.4 points
		t.Errorf("the line changes %d times", changes)
	}
}

func benchPlot(b *testing.B, draw func(p *Page) *image.Gray) {
	pages, _, err := Layout(fillSample(b, filing.CheckSheet, nil))
	if err != nil {
		b.Fatal(err)
	}
	draw(pages[0])
	b.ReportAllocs()
	for b.Loop() {
		draw(pages[0])
	}
}

func BenchmarkPicture150(b *testing.B) {
	benchPlot(b, func(p *Page) *image.Gray { return p.Picture(150) })
}

func BenchmarkPreview800(b *testing.B) {
	benchPlot(b, func(p *Page) *image.Gray { return p.Preview(800) })
}

func BenchmarkPreviewThumbnail(b *testing.B) {
	benchPlot(b, func(p *Page) *image.Gray { return p.Preview(100) })
}
