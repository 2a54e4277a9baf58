package jpeg

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	stdjpeg "image/jpeg"
	"math"
	"testing"
)

// page draws something like a scanned page: black marks, a red seal, paper
// grain.
func page(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	rnd := uint32(7)
	for y := range h {
		for x := range w {
			rnd = rnd*1664525 + 1013904223
			grain := uint8(rnd >> 29)
			c := color.NRGBA{244 + grain, 242 + grain, 232 + grain, 255}
			if y%22 < 10 && (x/3*7+y/22*13)%11 < 4 {
				c = color.NRGBA{40 + grain, 38 + grain, 42 + grain, 255}
			}
			if d := math.Hypot(float64(x-w*2/3), float64(y-h*2/3)); d > float64(h)/8 && d < float64(h)/7 {
				c = color.NRGBA{210, 50 + grain, 50 + grain, 255}
			}
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

func noise(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	rnd := uint32(3)
	for i := range img.Pix {
		rnd = rnd*1664525 + 1013904223
		img.Pix[i] = uint8(rnd >> 24)
	}
	return img
}

func TestTheWindowIsHit(t *testing.T) {
	tests := []struct {
		name string
		img  image.Image
		w    Window
	}{
		{"a page", page(1000, 700), Window{102400, 200000}},
		{"a page that must lose much", page(1600, 1200), Window{60000, 80000}},
		{"one pixel", page(1, 1), Window{0, 2000}},
		{"sides that are no multiple of a block", page(37, 91), Window{0, 10000}},
		{"noise", noise(700, 500), Window{102400, 200000}},
		{"nothing but white", image.NewUniform(color.White), Window{102400, 200000}},
		{"grey model", grey(page(640, 480)), Window{20000, 60000}},
		{"little that must be padded", page(40, 40), Window{102400, 200000}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			img := test.img
			if u, ok := img.(*image.Uniform); ok {
				white := image.NewNRGBA(image.Rect(0, 0, 800, 600))
				for y := range 600 {
					for x := range 800 {
						white.Set(x, y, u.C)
					}
				}
				img = white
			}
			e, err := EncodeWindow(img, test.w, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if n := len(e.Bytes); n < test.w.Min || n > test.w.Max {
				t.Errorf("%d bytes, want %d to %d", n, test.w.Min, test.w.Max)
			}
			out, err := stdjpeg.Decode(bytes.NewReader(e.Bytes))
			if err != nil {
				t.Fatalf("it does not decode: %v", err)
			}
			if out.Bounds().Size() != img.Bounds().Size() {
				t.Errorf("size is %v, want %v", out.Bounds().Size(), img.Bounds().Size())
			}
			if _, ok := out.(*image.YCbCr); !ok {
				t.Errorf("decodes to %T, want three components", out)
			}
			again, err := EncodeWindow(img, test.w, Options{})
			if err != nil || !bytes.Equal(again.Bytes, e.Bytes) {
				t.Errorf("a second run gives other bytes (%v)", err)
			}
		})
	}
}

func TestWhatCannotBeIsRefused(t *testing.T) {
	tests := []struct {
		name string
		img  image.Image
		w    Window
		want error
	}{
		{"no pixels", image.NewNRGBA(image.Rect(0, 0, 0, 5)), Window{0, 1000}, ErrSize},
		{"too wide", image.NewNRGBA(image.Rect(0, 0, 70000, 1)), Window{0, 1000}, ErrSize},
		{"window upside down", page(8, 8), Window{2000, 1000}, ErrWindow},
		{"no room", noise(500, 500), Window{0, 700}, ErrTooLarge},
	}
	for _, test := range tests {
		if _, err := EncodeWindow(test.img, test.w, Options{}); !errors.Is(err, test.want) {
			t.Errorf("%s: error is %v, want %v", test.name, err, test.want)
		}
	}
}

// TestProgressiveHoldsTheSamePicture decodes both forms of the same levels: the
// scans are another way to write them, nothing else.
func TestProgressiveHoldsTheSamePicture(t *testing.T) {
	refined := []scan{ // every kind of scan, with three low bits left to refinement
		{comps: []int{0, 1, 2}},
		{[]int{0}, 1, 5, 0, 3}, {[]int{0}, 6, 63, 0, 3}, {[]int{1}, 1, 63, 0, 2}, {[]int{2}, 1, 63, 0, 0},
		{[]int{0}, 1, 63, 3, 2}, {[]int{0}, 1, 9, 2, 1}, {[]int{0}, 10, 63, 2, 1}, {[]int{0}, 1, 63, 1, 0},
		{[]int{1}, 1, 63, 2, 1}, {[]int{1}, 1, 63, 1, 0},
	}
	for _, sub := range []int{1, 2} {
		for _, img := range []image.Image{page(64, 64), page(113, 77), page(8, 200), noise(90, 45), page(1, 1), page(7, 9), grey(page(33, 17))} {
			for _, s := range []scale{0, scaleOne / 8, scaleOne, 8 * scaleOne} {
				f := transform(img, sub)
				f.setTables(s)
				f.quantise()
				tables, _ := f.sequentialTables()
				f.trellis(tables, 1)
				want := f.writeSequential(0)
				for name, script := range map[string][]scan{"searched": f.searchScript(), "refined": refined} {
					if diff := distance(t, f.writeProgressive(script, 0), want); diff != 0 {
						t.Errorf("%v, 4:%d, scale %d, %s: pixels differ by up to %d", img.Bounds().Max, sub, s, name, diff)
					}
				}
			}
		}
	}
}

func distance(t *testing.T, a, b []byte) (most int) {
	t.Helper()
	x, err := stdjpeg.Decode(bytes.NewReader(a))
	if err != nil {
		t.Fatal(err)
	}
	y, err := stdjpeg.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	p, q := x.(*image.YCbCr), y.(*image.YCbCr)
	for row := range p.Rect.Dy() { // what lies beyond the edge is nobody's
		for col := range p.Rect.Dx() {
			c, d := p.YCbCrAt(col, row), q.YCbCrAt(col, row)
			for _, pair := range [][2]uint8{{c.Y, d.Y}, {c.Cb, d.Cb}, {c.Cr, d.Cr}} {
				most = max(most, int(math.Abs(float64(pair[0])-float64(pair[1]))))
			}
		}
	}
	return most
}

// TestBetterThanTheLibraryAtTheSameBytes is what the package is for.
func TestBetterThanTheLibraryAtTheSameBytes(t *testing.T) {
	img := page(1200, 860)
	const most = 120000
	e, err := EncodeWindow(img, Window{0, most}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var library []byte
	for q := 1; q <= 100; q++ {
		var b bytes.Buffer
		if err := stdjpeg.Encode(&b, img, &stdjpeg.Options{Quality: q}); err != nil {
			t.Fatal(err)
		}
		if b.Len() > most {
			break
		}
		library = b.Bytes()
	}
	ours, theirs := psnr(t, img, e.Bytes), psnr(t, img, library)
	t.Logf("PSNR at %d bytes: %.2f dB, the library's %.2f dB", most, ours, theirs)
	if ours < theirs+0.3 {
		t.Errorf("PSNR is %.2f dB, the library's %.2f dB: want at least 0.3 dB more", ours, theirs)
	}
	if len(e.Bytes) < most*985/1000 {
		t.Errorf("%d bytes leave more than 1.5 %% of %d unused", len(e.Bytes), most)
	}
}

// psnr compares luma.
func psnr(t *testing.T, img *image.NRGBA, file []byte) float64 {
	t.Helper()
	out, err := stdjpeg.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	decoded := out.(*image.YCbCr)
	var sum float64
	b := img.Bounds()
	for y := range b.Dy() {
		for x := range b.Dx() {
			c := img.NRGBAAt(x, y)
			luma, _, _ := color.RGBToYCbCr(c.R, c.G, c.B)
			d := float64(luma) - float64(decoded.Y[decoded.YOffset(x, y)])
			sum += d * d
		}
	}
	return 10 * math.Log10(255*255*float64(b.Dx()*b.Dy())/sum)
}

func grey(img *image.NRGBA) *image.Gray {
	g := image.NewGray(img.Bounds())
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			g.Set(x, y, img.At(x, y))
		}
	}
	return g
}

func BenchmarkEncodeWindow(b *testing.B) {
	img := page(2000, 1414)
	for b.Loop() {
		if _, err := EncodeWindow(img, Window{102400, 200000}, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
