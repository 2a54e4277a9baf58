package warp

import (
	"errors"
	"image"
	"image/color"
	"math"
	"slices"
	"testing"
)

// chart is a picture in which every pixel says where it is: red grows to the
// right, green downwards.
func chart(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetNRGBA(x, y, color.NRGBA{uint8(255 * x / w), uint8(255 * y / h), 128, 255})
		}
	}
	return m
}

func TestStraightenTakesTheCorners(t *testing.T) {
	img := chart(600, 400)
	q := Quad{{100, 50}, {500, 90}, {460, 350}, {140, 320}}
	out, err := Straighten(img, q, 300, 200)
	if err != nil {
		t.Fatal(err)
	}
	for i, at := range [4]image.Point{{1, 1}, {298, 1}, {298, 198}, {1, 198}} {
		c := out.NRGBAAt(at.X, at.Y)
		x, y := float64(c.R)/255*600, float64(c.G)/255*400
		if math.Hypot(x-q[i].X, y-q[i].Y) > 6 {
			t.Errorf("corner %d shows the place %.0f, %.0f, want %v", i, x, y, q[i])
		}
	}
}

// The first corner becomes the upper left one: another order of corners turns
// the picture.
func TestStraightenTurns(t *testing.T) {
	img := chart(200, 100)
	whole := [4]Point{{0, 0}, {200, 0}, {200, 100}, {0, 100}}
	for turn := range 4 {
		var q Quad
		for i := range q {
			q[i] = whole[(i+4-turn)%4]
		}
		w, h := 200, 100
		if turn%2 == 1 {
			w, h = h, w
		}
		out, err := Straighten(img, q, w, h)
		if err != nil {
			t.Fatal(err)
		}
		c := out.NRGBAAt(0, 0)
		want := img.NRGBAAt(min(199, int(q[0].X)), min(99, int(q[0].Y)))
		if math.Abs(float64(c.R)-float64(want.R)) > 4 || math.Abs(float64(c.G)-float64(want.G)) > 4 {
			t.Errorf("turned by %d the upper left pixel is %v, want %v", turn, c, want)
		}
	}
}

func TestStraightenAtItsOwnSizeChangesNothing(t *testing.T) {
	img := chart(120, 80)
	out, err := Straighten(img, Quad{{0, 0}, {120, 0}, {120, 80}, {0, 80}}, 120, 80)
	if err != nil {
		t.Fatal(err)
	}
	for i := range img.Pix {
		if d := int(img.Pix[i]) - int(out.Pix[i]); d < -1 || d > 1 {
			t.Fatalf("byte %d is %d, was %d", i, out.Pix[i], img.Pix[i])
		}
	}
}

func TestOutsideIsWhite(t *testing.T) {
	out, err := Straighten(chart(100, 100), Quad{{-50, 0}, {100, 0}, {100, 100}, {-50, 100}}, 150, 100)
	if err != nil {
		t.Fatal(err)
	}
	if c := out.NRGBAAt(10, 50); c != (color.NRGBA{255, 255, 255, 255}) {
		t.Errorf("outside is %v", c)
	}
	if c := out.NRGBAAt(120, 50); c.B != 128 {
		t.Errorf("inside is %v", c)
	}
}

func TestEveryKindOfPictureStraightensAlike(t *testing.T) {
	img := chart(240, 160)
	ycc := image.NewYCbCr(img.Rect, image.YCbCrSubsampleRatio420)
	part := image.NewNRGBA(image.Rect(-5, 7, 235, 167))
	for y := range 160 {
		for x := range 240 {
			c := img.NRGBAAt(x, y)
			luma, cb, cr := color.RGBToYCbCr(c.R, c.G, c.B)
			ycc.Y[ycc.YOffset(x, y)], ycc.Cb[ycc.COffset(x, y)], ycc.Cr[ycc.COffset(x, y)] = luma, cb, cr
			part.SetNRGBA(x-5, y+7, c)
		}
	}
	q := Quad{{20, 10}, {220, 20}, {230, 150}, {15, 140}}
	want, err := Straighten(img, q, 100, 66)
	if err != nil {
		t.Fatal(err)
	}
	for name, other := range map[string]image.Image{"YCbCr": ycc, "not from 0,0": part, "of another type": struct{ image.Image }{img}} {
		got, err := Straighten(other, q, 100, 66)
		if err != nil {
			t.Fatal(err)
		}
		for i := range want.Pix {
			if d := int(want.Pix[i]) - int(got.Pix[i]); d < -7 || d > 7 {
				t.Errorf("%s: byte %d is %d, want %d", name, i, got.Pix[i], want.Pix[i])
				break
			}
		}
	}
}

func TestFlatQuads(t *testing.T) {
	for _, q := range []Quad{{}, {{0, 0}, {10, 0}, {20, 0}, {30, 0}}} {
		if _, err := Straighten(chart(10, 10), q, 5, 5); !errors.Is(err, ErrFlat) {
			t.Errorf("%v: %v", q, err)
		}
	}
}

// TestAspect projects rectangles through a camera and asks for their
// proportions back.
func TestAspect(t *testing.T) {
	const w, h, focal = 4000, 3000, 0.74 * 4000
	for _, want := range []float64{85.6 / 53.98, math.Sqrt2, 1 / math.Sqrt2, 2.5} {
		for _, tilt := range []float64{0, 8, 20, 35} {
			for _, lean := range []float64{0, -12} {
				q := project(want, tilt, lean, focal, w, h)
				if got := Aspect(q, w, h); math.Abs(got/want-1) > 0.02 {
					t.Errorf("proportions %.3f tilted by %v and %v degrees: %.3f", want, tilt, lean, got)
				}
			}
		}
	}
}

// A sheet that is not quite flat has corners a little off: its proportions must
// still be told well enough to know its format.
func TestAspectOfBentSheets(t *testing.T) {
	const w, h, focal, off, most = 4000, 3000, 0.74 * 4000, 0.015, 0.12
	for _, tilt := range []float64{0, 8, 20} {
		for _, lean := range []float64{0, -12} {
			for bent := range 64 {
				q := project(math.Sqrt2, tilt, lean, focal, w, h)
				wide := q[1].X - q[0].X
				for i := range q { // two bits each: in which direction
					sin, cos := math.Sincos(float64(bent>>(2*i)&3) * math.Pi / 2)
					q[i].X += off * wide * cos
					q[i].Y += off * wide * sin
				}
				if got := Aspect(q, w, h); math.Abs(math.Log(got/math.Sqrt2)) > most {
					t.Errorf("tilted by %v and %v degrees, bent as %06b: %.3f", tilt, lean, bent, got)
				}
			}
		}
	}
}

// Halving must give the means of two by two samples, in place too, whatever the
// size.
func TestHalved(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {2, 3}, {7, 5}, {16, 4}, {33, 9}, {40, 40}} {
		p := &plane{w: size.X, h: size.Y, stride: size.X, step: 1, scaleX: 1, scaleY: 1, pix: make([]uint8, size.X*size.Y)}
		for i := range p.pix {
			p.pix[i] = uint8(i * i * 37)
		}
		at := func(x, y int) int { return int(p.pix[min(y, p.h-1)*p.w+min(x, p.w-1)]) }
		var want []uint8
		for y := range (p.h + 1) / 2 {
			for x := range (p.w + 1) / 2 {
				want = append(want, uint8((at(2*x, 2*y)+at(2*x+1, 2*y)+at(2*x, 2*y+1)+at(2*x+1, 2*y+1)+2)/4))
			}
		}
		if got := p.halved(make([]uint8, len(want))); !slices.Equal(got.pix, want) {
			t.Errorf("%v: %v, want %v", size, got.pix, want)
		}
		if got := p.halved(p.pix); !slices.Equal(got.pix, want) {
			t.Errorf("%v in place: %v, want %v", size, got.pix, want)
		}
	}
}

// A picture of evenly rising brightness keeps it however much it is reduced, and
// wherever the part lies that is cut out.
func TestReducing(t *testing.T) {
	const w, h = 1600, 1200
	m := image.NewGray(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = uint8(255 * (i % w) / w)
	}
	for _, n := range []int{40, 90, 130, 200, 350, 600, 900} {
		q := Quad{{203, 101}, {1403, 101}, {1403, 1001}, {203, 1001}}
		out, err := Straighten(m, q, n, n*3/4)
		if err != nil {
			t.Fatal(err)
		}
		for x := range n {
			want := 255 * (203 + 1200*(float64(x)+0.5)/float64(n)) / w
			if got := float64(out.NRGBAAt(x, n/3).R); math.Abs(got-want) > 1.2 {
				t.Errorf("%d wide: column %d is %v, want %.1f", n, x, got, want)
				break
			}
		}
	}
}

func project(aspect, tilt, lean, focal, w, h float64) (q Quad) {
	ts, tc := math.Sincos(tilt * math.Pi / 180)
	ls, lc := math.Sincos(lean * math.Pi / 180)
	for i, c := range [4]Point{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}} {
		x, y := c.X*aspect/2, c.Y/2
		y, z := y*tc, -y*ts
		x, z = x*lc-z*ls, x*ls+z*lc
		q[i] = Point{w/2 + focal*x/(z+2.5), h/2 + focal*y/(z+2.5)}
	}
	return q
}

func BenchmarkStraighten(b *testing.B) {
	img := image.NewYCbCr(image.Rect(0, 0, 4032, 3024), image.YCbCrSubsampleRatio420)
	q := Quad{{300, 320}, {3700, 280}, {3650, 2700}, {340, 2720}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Straighten(img, q, 1900, 1344); err != nil {
			b.Fatal(err)
		}
	}
}
