package judge

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"
)

// sheet draws a document of paper with lines of text, 1000 by 700 pixels.
func sheet(paper color.NRGBA) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, 1000, 700))
	for y := range 700 {
		for x := range 1000 {
			c := paper
			if x > 90 && x < 910 && y > 90 && y < 610 && y%30 < 16 && (x%22 < 4 || y%30 < 4 && x%22 < 15) {
				c = color.NRGBA{30, 30, 34, 255}
			}
			m.SetNRGBA(x, y, c)
		}
	}
	return m
}

var cream = color.NRGBA{236, 232, 218, 255}

// changed returns a picture with every pixel changed.
func changed(m *image.NRGBA, change func(x, y int, c color.NRGBA) color.NRGBA) *image.NRGBA {
	out := image.NewNRGBA(m.Rect)
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			out.SetNRGBA(x, y, change(x, y, m.NRGBAAt(x, y)))
		}
	}
	return out
}

// lit multiplies the light and adds some, which clips at white.
func lit(m *image.NRGBA, light func(x, y int) (times, plus float64)) *image.NRGBA {
	return changed(m, func(x, y int, c color.NRGBA) color.NRGBA {
		times, plus := light(x, y)
		v := func(n uint8) uint8 { return uint8(min(max(float64(n)*times+plus, 0), 255)) }
		return color.NRGBA{v(c.R), v(c.G), v(c.B), 255}
	})
}

func greyOf(m *image.NRGBA) *image.Gray {
	g := image.NewGray(m.Rect)
	for i := range g.Pix {
		g.Pix[i] = luma(m.Pix[4*i], m.Pix[4*i+1], m.Pix[4*i+2])
	}
	return g
}

// blurred spreads a picture by a Gaussian.
func blurred(m *image.Gray, sigma float64) *image.Gray {
	if sigma == 0 {
		return m
	}
	reach := int(3*sigma) + 1
	weights, sum := make([]float64, 2*reach+1), 0.0
	for i := range weights {
		weights[i] = math.Exp(-float64((i-reach)*(i-reach)) / (2 * sigma * sigma))
		sum += weights[i]
	}
	pass := func(m *image.Gray, dx, dy int) *image.Gray {
		out := image.NewGray(m.Rect)
		for y := range m.Rect.Dy() {
			for x := range m.Rect.Dx() {
				v := 0.0
				for i, k := range weights {
					px, py := min(max(x+dx*(i-reach), 0), m.Rect.Dx()-1), min(max(y+dy*(i-reach), 0), m.Rect.Dy()-1)
					v += k / sum * float64(m.Pix[py*m.Stride+px])
				}
				out.Pix[y*out.Stride+x] = uint8(v + 0.5)
			}
		}
		return out
	}
	return pass(pass(m, 1, 0), 0, 1)
}

func TestEdgesTellSharpFromBlurred(t *testing.T) {
	for _, test := range []struct {
		name         string
		sigma, noise float64
		least, most  float64
	}{
		{"sharp", 0, 0, 1.5, 2.6},
		{"sharp and noisy", 0, 8, 1.5, 2.8},
		{"soft", 1, 2, 2, 3.6},
		{"blurred", 3, 2, 4.6, 9},
		{"blurred and noisy", 3, 6, 4.2, 9},
	} {
		m := blurred(greyOf(sheet(cream)), test.sigma)
		rnd := rand.New(rand.NewPCG(5, 6))
		for i, v := range m.Pix {
			m.Pix[i] = uint8(min(max(float64(v)+test.noise*rnd.NormFloat64(), 0), 255))
		}
		if got := EdgesOf(m); got.Width < test.least || got.Width > test.most || got.Count < 1000 {
			t.Errorf("%s: width %.2f of %d edges, want %.1f to %.1f", test.name, got.Width, got.Count, test.least, test.most)
		}
	}
	if got := EdgesOf(greyOf(image.NewNRGBA(image.Rect(0, 0, 200, 100)))); got.Count != 0 {
		t.Errorf("an empty page has %d edges", got.Count)
	}
}

func TestLight(t *testing.T) {
	page := sheet(cream)
	lamp := func(x, y int) (float64, float64) {
		dx, dy := float64(x-600)/90, float64(y-300)/60
		return 0.9, 300 * math.Exp(-dx*dx-dy*dy)
	}
	for _, test := range []struct {
		name                     string
		m                        *image.NRGBA
		paper, dimmest, brighter float64 // at least
		darker                   float64 // Paper at most
		glare                    bool
	}{
		{"even", page, 0.9, 0.9, 0.9, 1, false},
		{"dim", lit(page, func(x, y int) (float64, float64) { return 0.38, 0 }), 0.3, 0.3, 0.3, 0.4, false},
		{"a fifth in shadow", lit(page, func(x, y int) (float64, float64) {
			if x < 200 {
				return 0.3, 0
			}
			return 1, 0
		}), 0.9, 0.2, 0.9, 1, false},
		{"a lamp", lit(page, lamp), 0.8, 0.8, 0.85, 1, true},
		{"white all over", sheet(color.NRGBA{255, 255, 255, 255}), 1, 1, 1, 1, false},
		{"white around a cut-out", changed(page, func(x, y int, c color.NRGBA) color.NRGBA {
			if x < 70 || y < 70 || x > 930 || y > 630 {
				return color.NRGBA{255, 255, 255, 255}
			}
			return c
		}), 0.9, 0.9, 0.9, 1, false},
	} {
		got := LightOf(test.m)
		if got.Paper < test.paper || got.Paper > test.darker || got.Dimmest < test.dimmest || got.Brightest < test.brighter {
			t.Errorf("%s: %+v", test.name, got)
		}
		if glare := got.Glare > 0.003 && got.Around < 0.955; glare != test.glare {
			t.Errorf("%s: glare %t, %+v", test.name, glare, got)
		}
	}
	if got := LightOf(lit(page, func(x, y int) (float64, float64) {
		if x < 200 {
			return 0.3, 0
		}
		return 1, 0
	})); got.Dimmest > 0.35 {
		t.Errorf("the shadow has %.2f", got.Dimmest)
	}
	if got := LightOf(image.NewNRGBA(image.Rect(0, 0, 5, 5))); got != (Light{}) {
		t.Errorf("of next to nothing: %+v", got)
	}
}

func TestSolidIsAPortraitNotPrint(t *testing.T) {
	page := sheet(cream)
	if got := LightOf(page).Solid; got > 0.002 {
		t.Errorf("print has %.4f", got)
	}
	face := changed(page, func(x, y int, c color.NRGBA) color.NRGBA {
		if x > 700 && x < 900 && y > 200 && y < 400 {
			return color.NRGBA{50, 40, 40, 255}
		}
		return c
	})
	if got := LightOf(face).Solid; got < 0.04 {
		t.Errorf("a portrait has %.4f", got)
	}
}

func TestColoured(t *testing.T) {
	grey := changed(sheet(color.NRGBA{235, 235, 235, 255}), func(x, y int, c color.NRGBA) color.NRGBA {
		return color.NRGBA{c.R, c.R, c.R, 255}
	})
	warm := changed(grey, func(x, y int, c color.NRGBA) color.NRGBA { // a bulb at one side, a window at the other
		share := float64(x) / 1000
		return color.NRGBA{c.R, uint8(float64(c.G) * (0.9 + 0.08*share)), uint8(float64(c.B) * (0.72 + 0.2*share)), 255}
	})
	rnd := rand.New(rand.NewPCG(7, 8))
	noisy := changed(warm, func(x, y int, c color.NRGBA) color.NRGBA {
		v := func(n uint8) uint8 { return uint8(min(max(float64(n)+4*rnd.NormFloat64(), 0), 255)) }
		return color.NRGBA{v(c.R), v(c.G), v(c.B), 255}
	})
	sealed := changed(noisy, func(x, y int, c color.NRGBA) color.NRGBA {
		if d := math.Hypot(float64(x-720), float64(y-520)); d > 55 && d < 62 {
			return color.NRGBA{c.R, c.G / 3, c.B / 3, 255}
		}
		return c
	})
	pale := changed(grey, func(x, y int, c color.NRGBA) color.NRGBA { // a light print all over one corner
		if x < 300 && y < 300 && (x+y)%24 < 12 {
			return color.NRGBA{c.R, c.G - c.G/24, c.B - c.B/24, 255}
		}
		return c
	})
	for _, test := range []struct {
		name string
		m    *image.NRGBA
		want bool
	}{{"grey", grey, false}, {"grey in two lights", warm, false}, {"and with noise", noisy, false}, {"a seal", sealed, true}, {"pale print", pale, true}} {
		if got := Coloured(test.m); got > 0.0015 != test.want {
			t.Errorf("%s: %.5f, coloured: want %t", test.name, got, test.want)
		}
	}
}

func TestBetween(t *testing.T) {
	page := sheet(cream)
	fax := changed(page, func(x, y int, c color.NRGBA) color.NRGBA {
		if c.R > 128 {
			return color.NRGBA{255, 255, 255, 255}
		}
		return color.NRGBA{0, 0, 0, 255}
	})
	soft := blurred(greyOf(page), 1)
	if got := Between(fax, fax.Rect); got > 0.001 {
		t.Errorf("a fax has %.4f", got)
	}
	if got := Between(soft, soft.Rect); got < 0.04 {
		t.Errorf("a grey copy has %.4f", got)
	}
	if got := Between(fax, image.Rect(2000, 2000, 3000, 3000)); got != 1 {
		t.Errorf("outside there is %.4f", got)
	}
}

func TestFrame(t *testing.T) {
	page := sheet(cream)
	if got := FrameOf(page); got.Crossing != [4]int{} || got.Ground != 0 || got.Across < 0.8 || got.Down < 0.7 {
		t.Errorf("a page with margins: %+v", got)
	}
	cut := image.NewNRGBA(image.Rect(0, 0, 710, 700))
	for y := range 700 {
		copy(cut.Pix[y*cut.Stride:], page.Pix[page.PixOffset(0, y):page.PixOffset(710, y)])
	}
	if got := FrameOf(cut).Crossing; got[1] < 10 || got[0]+got[2]+got[3] != 0 {
		t.Errorf("text that runs out to the right: %v", got)
	}
	desk := changed(page, func(x, y int, c color.NRGBA) color.NRGBA {
		if x < 60 || y < 60 || x > 940 || y > 640 {
			return color.NRGBA{150, 104, 66, 255}
		}
		return c
	})
	if got := FrameOf(desk).Ground; got != 1 {
		t.Errorf("desk all around: %.2f", got)
	}
	small := image.NewNRGBA(image.Rect(0, 0, 2000, 1400))
	for i := range small.Pix {
		small.Pix[i] = 250
	}
	for y := range 700 {
		copy(small.Pix[small.PixOffset(300, 300+y):], page.Pix[page.PixOffset(0, y):page.PixOffset(0, y)+4000])
	}
	if got := FrameOf(small); got.Across > 0.5 || got.Down > 0.5 || got.Across < 0.3 {
		t.Errorf("a small document on white: %+v", got)
	}
	if got := FrameOf(image.NewNRGBA(image.Rect(0, 0, 9, 9))); got != (Frame{}) {
		t.Errorf("of next to nothing: %+v", got)
	}
}

func BenchmarkDocument(b *testing.B) {
	m := sheet(cream)
	g := greyOf(m)
	b.ReportAllocs()
	for b.Loop() {
		EdgesOf(g)
		LightOf(m)
		Coloured(m)
		FrameOf(m)
	}
}
