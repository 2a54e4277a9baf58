package scan

import (
	"image"
	"image/color"
	"testing"
)

// litPage is a page with lines of print and a red seal, under a light that is
// given for every place, 0 to 1, as factors of red, green and blue.
func litPage(w, h int, light func(x, y float64) [3]float64) *image.NRGBA {
	img := paper(w, h)
	for y := range h {
		for x := range w {
			if x < w/4 && y < h/4 { // no green corner
				img.SetNRGBA(x, y, color.NRGBA{250, 249, 244, 255})
			}
			f := light(float64(x)/float64(w), float64(y)/float64(h))
			c := img.NRGBAAt(x, y)
			img.SetNRGBA(x, y, color.NRGBA{uint8(float64(c.R) * f[0]), uint8(float64(c.G) * f[1]), uint8(float64(c.B) * f[2]), 255})
		}
	}
	return img
}

func even(f float64) func(x, y float64) [3]float64 {
	return func(float64, float64) [3]float64 { return [3]float64{f, f, f} }
}

func TestEvenLight(t *testing.T) {
	const w, h = 840, 600
	// Places between the lines, at the upper left and the lower right.
	first, last := image.Pt(4, 15), image.Pt(w-6, h-9)
	at := func(m *image.NRGBA, p image.Point) [3]int {
		c := m.NRGBAAt(p.X, p.Y)
		return [3]int{int(c.R), int(c.G), int(c.B)}
	}
	t.Run("light that falls off", func(t *testing.T) {
		m := litPage(w, h, func(x, y float64) [3]float64 { f := 1 - 0.35*(x+y)/2; return [3]float64{f, f, f} })
		raised, cast := evenLight(m)
		if raised < 30 || cast != 0 {
			t.Errorf("raised by %d %%, cast %d %%", raised, cast)
		}
		if a, b := at(m, first), at(m, last); abs(a[0]-b[0]) > 20 {
			t.Errorf("paper is %v at one corner, %v at the other", a, b)
		}
	})
	t.Run("the light of a bulb", func(t *testing.T) {
		m := litPage(w, h, func(float64, float64) [3]float64 { return [3]float64{1, 0.92, 0.72} })
		if _, cast := evenLight(m); cast < 10 {
			t.Errorf("a cast of %d %% was seen", cast)
		}
		if c := at(m, first); c[0]-c[2] > 25 {
			t.Errorf("paper is %v", c)
		}
	})
	t.Run("too little of it", func(t *testing.T) {
		m := litPage(w, h, even(0.5))
		evenLight(m)
		if c := at(m, first); c[0] < 210 || c[0] > 250 {
			t.Errorf("paper is %v", c)
		}
		if c := m.NRGBAAt(w*3/4, h*3/4); int(c.R) < 2*int(c.G) {
			t.Errorf("the seal is no longer red: %v", c)
		}
	})
	t.Run("good light is left alone", func(t *testing.T) {
		m := litPage(w, h, even(0.97))
		before := append([]uint8(nil), m.Pix...)
		if raised, cast := evenLight(m); raised != 0 || cast != 0 || string(before) != string(m.Pix) {
			t.Errorf("raised by %d %%, cast %d %%", raised, cast)
		}
	})
	t.Run("a dark picture is no paper", func(t *testing.T) {
		m := litPage(w, h, even(0.05))
		if raised, cast := evenLight(m); raised != 0 || cast != 0 {
			t.Errorf("raised by %d %%, cast %d %%", raised, cast)
		}
	})
}
