package judge

import (
	"image"
	"image/color"
	"testing"

	"beiandesk/internal/specimen"
)

// printed is a sheet in colour, with lines like text, a coloured pattern and a
// gentle shadow from one end to the other.
func printedSheet() *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, 1000, 700))
	for y := range 700 {
		for x := range 1000 {
			light := 250 - 60*float64(x)/1000
			c := [3]float64{1, 0.99, 0.96}
			switch {
			case y%28 < 8 && x%18 < 4 && (x/18*7+y/28)%4 != 0:
				c = [3]float64{0.15, 0.15, 0.15}
			case (x+y)%40 < 5: // a ground of coloured lines, aslant
				c = [3]float64{0.98, 0.85, 0.70}
			}
			m.SetNRGBA(x, y, color.NRGBA{uint8(c[0] * light), uint8(c[1] * light), uint8(c[2] * light), 255})
		}
	}
	return m
}

func TestOverprintOf(t *testing.T) {
	sheet := printedSheet()
	plain := OverprintOf(sheet)
	if plain.Share > 0.002 {
		t.Errorf("without any text over it: %+v", plain)
	}
	for _, cover := range []float64{0.2, 0.4} {
		marked := nrgba(specimen.Overprint{Text: "仅供备案使用", Size: 44, Angle: 0.6, Apart: 4, Ink: color.RGBA{110, 110, 110, 255}, Cover: cover}.Over(sheet))
		if o := OverprintOf(marked); o.Share < 0.01 || o.Edges < 2000 || o.Level > 0.2 || o.Depth < 0.6 {
			t.Errorf("grey text that covers %.1f: %+v", cover, o)
		}
	}
	if o := OverprintOf(image.NewNRGBA(image.Rect(0, 0, 20, 20))); o != (Overprint{}) {
		t.Errorf("a tiny picture: %+v", o)
	}
}

func nrgba(m *image.RGBA) *image.NRGBA {
	return &image.NRGBA{Pix: m.Pix, Stride: m.Stride, Rect: m.Rect} // it is opaque
}
