package qr

import (
	"image"
	"image/color"
	"testing"

	"rsc.io/qr"
)

// drawn is a code on white, with its quiet zone, at so many pixels a module.
func drawn(t *testing.T, text string, module int) *image.Gray {
	t.Helper()
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	side := (code.Size + 8) * module
	out := image.NewGray(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			v := uint8(240)
			if code.Black(x/module-4, y/module-4) {
				v = 25
			}
			out.SetGray(x, y, color.Gray{Y: v})
		}
	}
	return out
}

// turned turns a square picture by a quarter.
func turned(m *image.Gray) *image.Gray {
	out := image.NewGray(m.Rect)
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			out.SetGray(m.Rect.Dy()-1-y, x, m.GrayAt(x, y))
		}
	}
	return out
}

func TestRead(t *testing.T) {
	const text = "https://specimen.invalid/licence?uscc=91990000MA00QEQ378"
	for _, module := range []int{3, 4, 6} {
		m := drawn(t, text, module)
		for turn := range 4 {
			if got, ok := Read(m); !ok || got != text {
				t.Errorf("%d pixels a module, turned %d times: read %q, %t", module, turn, got, ok)
			}
			m = turned(m)
		}
	}
}

func TestReadSaysNothingOfWhatIsNoCode(t *testing.T) {
	covered := drawn(t, "https://specimen.invalid/licence?uscc=91990000MA00QEQ378", 4)
	for y := 40; y < 140; y++ { // far more than error correction restores
		for x := 40; x < 140; x++ {
			covered.SetGray(x, y, color.Gray{Y: uint8(x * y)})
		}
	}
	for name, m := range map[string]*image.Gray{
		"covered": covered,
		"blank":   image.NewGray(image.Rect(0, 0, 90, 90)),
		"tiny":    image.NewGray(image.Rect(0, 0, 1, 1)),
		"empty":   image.NewGray(image.Rectangle{}),
	} {
		if text, ok := Read(m); ok || text != "" {
			t.Errorf("%s: read %q", name, text)
		}
	}
}
