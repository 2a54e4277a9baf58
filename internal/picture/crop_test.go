package picture

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

// quarters is a picture with a colour in each quarter.
func quarters() *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, 80, 40))
	for y := range 40 {
		for x := range 80 {
			img.SetRGBA(x, y, color.RGBA{R: uint8(x / 40 * 200), G: uint8(y / 20 * 200), A: 255})
		}
	}
	return img
}

func TestOpenBytesCrops(t *testing.T) {
	var asPNG, asJPEG bytes.Buffer
	if err := png.Encode(&asPNG, quarters()); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&asJPEG, quarters(), &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"PNG": asPNG.Bytes(), "JPEG": asJPEG.Bytes()} {
		for _, tt := range []struct {
			crop [4]float64
			size image.Point
			red  bool // at the upper left corner
		}{
			{[4]float64{}, image.Pt(80, 40), false},
			{[4]float64{0.5, 0, 0, 0.5}, image.Pt(40, 20), true},
			{[4]float64{0.51, 0, 0.1, 0}, image.Pt(32, 40), true},
			{[4]float64{0.999, 0.999, 0, 0}, image.Pt(4, 4), true},
		} {
			f, err := OpenBytes("样张.xlsx", data, tt.crop)
			if err != nil {
				t.Fatal(err)
			}
			p, err := f.Page(context.Background(), 0)
			if err != nil {
				t.Fatal(err)
			}
			if p.Image.Bounds() != (image.Rectangle{Max: tt.size}) || (len(p.Steps) > 0) != (tt.crop != [4]float64{}) {
				t.Errorf("%s %v: %v, steps %v", name, tt.crop, p.Image.Bounds(), p.Steps)
			}
			if r, _, _, _ := p.Image.At(1, 1).RGBA(); (r > 0x6000) != tt.red {
				t.Errorf("%s %v: red is %x", name, tt.crop, r)
			}
		}
	}
}

// A crop speaks of the picture as it is stored, so one that is shown turned is
// taken whole.
func TestATurnedPictureIsNotCropped(t *testing.T) {
	f := &File{crop: [4]float64{0.5, 0, 0, 0}}
	p := f.cut(&Page{Image: image.NewGray(image.Rect(0, 0, 8, 8)), Turned: 6})
	if p.Image.Bounds().Dx() != 8 || len(p.Steps) != 1 {
		t.Errorf("%v, steps %v", p.Image.Bounds(), p.Steps)
	}
}

func TestOpenBytesOfNothing(t *testing.T) {
	if _, err := OpenBytes("样张.xlsx", nil, [4]float64{}); err == nil {
		t.Error("no error")
	}
}
