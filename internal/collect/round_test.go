package collect

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"beiandesk/internal/filing"
	"beiandesk/internal/warp"
)

// pagesOfTest is how many pages the round trip prints; more by the environment
// variable COLLECT_PAGES, as make collect does.
func pagesOfTest(t *testing.T) int {
	if n, err := strconv.Atoi(os.Getenv("COLLECT_PAGES")); err == nil {
		return n
	}
	return 12
}

// Pages that were printed, stamped, signed and scanned badly are told by their
// marks, and it is seen what was done to them.
func TestRoundTrip(t *testing.T) {
	total := pagesOfTest(t)
	var read, judged, right int
	for n := range total {
		r := rand.New(rand.NewPCG(7, uint64(n)))
		paper := filing.Papers[n%len(filing.Papers)]
		page, want := printPage(t, paper, n)
		dpi := []float64{150, 200, 300}[n/4%3]
		d := newDesk(page, dpi, r)
		used := d.fillIn(printedOf(page).Places, n)
		s := scanned{skew: (r.Float64()*2 - 1) * 2, turn: r.IntN(4), grey: n%3 == 0, blur: 1 + r.IntN(2), noise: 4 + 4*r.Float64(), quality: 60, light: 0.88 + 0.12*r.Float64()}
		if n%2 == 0 {
			s.skew = math.Copysign(2, s.skew)
		}
		img := d.scan(t, s)
		got, ok := Read(img)
		if !ok {
			t.Logf("page %d (%v dpi, %+v): no mark", n, dpi, s)
			continue
		}
		if got.Mark != want {
			t.Errorf("page %d reads as %+v, is %+v", n, got.Mark, want)
			continue
		}
		read++
		printed := printedOf(page)
		sheet := Locate(img, got, printed)
		if off := offBy(img, sheet); !sheet.Sure || off > 1.5 {
			t.Errorf("page %d (%v dpi, %+v): sure %v, off by %.1f mm", n, dpi, s, sheet.Sure, off)
		}
		for i, seen := range Judge(img, sheet, printed) {
			judged++
			if seen.Used == used[i] {
				right++
			} else {
				t.Logf("page %d (%s, %v dpi, grey %v): %s used %v, ink %.2f", n, paper, dpi, s.grey, seen.Kind, used[i], seen.Ink)
			}
		}
	}
	t.Logf("%d of %d marks read, %d of %d places right", read, total, right, judged)
	if read*100 < total*99 {
		t.Errorf("%d of %d marks read, want 99 %%", read, total)
	}
	if right*100 < judged*97 {
		t.Errorf("%d of %d places judged right, want 97 %%", right, judged)
	}
}

// offBy returns by how many millimetres the sides of the sheet are too long or too
// short.
func offBy(img image.Image, sheet Sheet) float64 {
	b := img.Bounds()
	w, h := float64(b.Dx()), float64(b.Dy())
	worst := 0.0
	long := max(w, h) / pageHeight // pixels a millimetre
	side := func(i int) float64 {
		p, q := sheet.Corners[i], sheet.Corners[(i+1)%4]
		return math.Hypot(p[0]-q[0], p[1]-q[1]) / long
	}
	for i, want := range [4]float64{pageWidth, pageHeight, pageWidth, pageHeight} {
		worst = max(worst, math.Abs(side(i)-want))
	}
	return worst
}

// fillIn stamps, signs and dates some of the places, and scribbles over the mark
// at times. It returns which it used.
func (d *desk) fillIn(places []Place, n int) []bool {
	used := make([]bool, len(places))
	for i, p := range places {
		if d.r.IntN(4) == 0 {
			continue // left empty
		}
		used[i] = true
		pen := []color.NRGBA{blackPen, bluePen}[d.r.IntN(2)]
		switch p.Kind {
		case Seal:
			ink, strength, part := redInk, 0.75+0.25*d.r.Float64(), 1.0
			a, b := 19+2.5*d.r.Float64(), 0.0
			b = a
			switch n % 10 {
			case 3:
				ink = blueInk
			case 5:
				strength = 0.4
			case 7:
				part = 0.7
			case 9:
				a, b = 22.5, 15
			}
			shift := 0.0
			if n%7 == 3 {
				shift = -13 // over what is signed beside it, as is the custom
			}
			d.stamp(p.Left+p.Width/2+shift+8*(d.r.Float64()-0.5), p.Top+p.Height/2+8*(d.r.Float64()-0.5), a, b, ink, strength, part)
		case Sign:
			d.scrawl(p.Left+1, p.Top-1, min(p.Width, 38), 9, pen)
		case Date:
			d.date(p.Left, p.Top, p.Width, p.Height, pen)
		}
	}
	if n%11 == 10 { // a stamp over the mark
		d.stamp(175, 280, 20, 20, redInk, 0.6, 1)
	}
	return used
}

// Sheets photographed askew on a desk are told and judged like scans.
func TestPhotos(t *testing.T) {
	var places, right int
	for n := range max(4, pagesOfTest(t)/5) {
		r := rand.New(rand.NewPCG(11, uint64(n)))
		page, want := printPage(t, filing.Papers[n%len(filing.Papers)], n)
		d := newDesk(page, 250, r)
		used := d.fillIn(printedOf(page).Places, n)
		img := d.photographed(t, n%4)
		got, ok := Read(img)
		if !ok || got.Mark != want {
			t.Errorf("photo %d: %v, reads as %+v, is %+v", n, ok, got.Mark, want)
			continue
		}
		printed := printedOf(page)
		sheet := Locate(img, got, printed)
		if !sheet.Sure {
			t.Errorf("photo %d: not laid over its print", n)
		}
		for i, seen := range Judge(img, sheet, printed) {
			places++
			if seen.Used == used[i] {
				right++
			} else {
				t.Logf("photo %d: %s used %v, ink %.2f", n, seen.Kind, used[i], seen.Ink)
			}
		}
	}
	t.Logf("%d of %d places right", right, places)
	if right*100 < places*97 {
		t.Errorf("%d of %d places judged right, want 97 %%", right, places)
	}
}

// photographed puts the page on a dark desk and takes a photo of 9 megapixels from
// aslant, turned by quarters, with light that falls off to one side.
func (d *desk) photographed(t *testing.T, turn int) image.Image {
	t.Helper()
	w, h := d.m.Rect.Dx(), d.m.Rect.Dy()
	const room = 0.3 // of the desk around the page
	left, top := int(room*float64(w)), int(room*float64(h))
	wide := image.NewNRGBA(image.Rect(0, 0, w+2*left, h+2*top))
	for i := 0; i < len(wide.Pix); i += 4 {
		grain := uint8(d.r.IntN(24))
		wide.Pix[i], wide.Pix[i+1], wide.Pix[i+2], wide.Pix[i+3] = 70+grain, 52+grain, 40+grain, 255
	}
	for y := range h {
		copy(wide.Pix[wide.PixOffset(left, top+y):], d.m.Pix[y*d.m.Stride:][:4*w])
	}
	var frame warp.Quad // what the camera sees
	for i, c := range [4][2]float64{{0, 0}, {1, 0}, {1, 1}, {0, 1}} {
		off := func() float64 { return 0.04 + 0.1*d.r.Float64() }
		x, y := c[0]+(2*c[0]-1)*off(), c[1]+(2*c[1]-1)*off()
		frame[(i+turn)%4] = warp.Point{X: float64(left) + x*float64(w), Y: float64(top) + y*float64(h)}
	}
	across, down := 2600, 3500
	if turn%2 == 1 {
		across, down = down, across
	}
	photo, err := warp.Straighten(wide, frame, across, down)
	if err != nil {
		t.Fatal(err)
	}
	for y := range down {
		light := 1 - 0.35*float64(y)/float64(down)
		for i := y * photo.Stride; i < (y+1)*photo.Stride; i += 4 {
			for c := range 3 {
				photo.Pix[i+c] = uint8(float64(photo.Pix[i+c]) * light)
			}
		}
	}
	return scanned{blur: 1, noise: 4, quality: 80, light: 1}.sensed(t, d.r, photo, wholeOf(photo.Rect), across, down)
}

func wholeOf(b image.Rectangle) warp.Quad {
	w, h := float64(b.Dx()), float64(b.Dy())
	return warp.Quad{{X: 0, Y: 0}, {X: w, Y: 0}, {X: w, Y: h}, {X: 0, Y: h}}
}

func TestNothingToRead(t *testing.T) {
	for name, img := range map[string]image.Image{
		"blank":  image.NewGray(image.Rect(0, 0, 1240, 1754)),
		"tiny":   image.NewNRGBA(image.Rect(0, 0, 3, 2)),
		"narrow": image.NewGray(image.Rect(0, 0, 2000, 5)),
	} {
		if r, ok := Read(img); ok {
			t.Errorf("%s: read %+v", name, r)
		}
	}
}

func benchPage(b *testing.B, dpi float64) (image.Image, *Printed) {
	page, _ := printPage(b, filing.CheckSheet, 1)
	d := newDesk(page, dpi, rand.New(rand.NewPCG(1, 1)))
	d.fillIn(printedOf(page).Places, 1)
	return d.scan(b, scanned{skew: 1.5, blur: 1, noise: 5, quality: 60, light: 0.95}), printedOf(page)
}

func BenchmarkRead(b *testing.B) {
	for _, dpi := range []float64{150, 200, 300} {
		img, _ := benchPage(b, dpi)
		b.Run(fmt.Sprintf("%.0f", dpi), func(b *testing.B) {
			for b.Loop() {
				if _, ok := Read(img); !ok {
					b.Fatal("no mark")
				}
			}
		})
	}
}

func BenchmarkJudge(b *testing.B) {
	img, printed := benchPage(b, 200)
	r, _ := Read(img)
	for b.Loop() {
		Judge(img, Locate(img, r, printed), printed)
	}
}
