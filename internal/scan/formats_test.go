package scan

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/tiff"

	"beiandesk/internal/filing"
)

// TestColoursOfEveryFormat decodes the same small paper in forms that the
// library cannot write: its upper left is green, its lower right red.
func TestColoursOfEveryFormat(t *testing.T) {
	for _, name := range []string{"lossy.webp", "lossless.webp", "cmyk.jpg", "progressive.jpg"} {
		s, err := open(filepath.Join("testdata", name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if s.width() != 96 || s.height() != 64 {
			t.Errorf("%s is %d×%d, want 96×64", name, s.width(), s.height())
		}
		b := s.img.Bounds()
		green := color.NRGBAModel.Convert(s.img.At(b.Min.X+12, b.Min.Y+8)).(color.NRGBA)
		red := color.NRGBAModel.Convert(s.img.At(b.Min.X+80, b.Min.Y+52)).(color.NRGBA)
		if green.G < 140 || green.R > 110 || red.R < 150 || red.G > 110 {
			t.Errorf("%s: the marks are %v and %v, want green and red", name, green, red)
		}
	}
}

func TestDepthsAndModels(t *testing.T) {
	src := paper(400, 300)
	deep, grey16, palette := image.NewNRGBA64(src.Rect), image.NewGray16(src.Rect), image.NewPaletted(src.Rect, color.Palette{
		color.NRGBA{250, 249, 244, 255}, color.NRGBA{30, 30, 30, 255}, color.NRGBA{200, 40, 40, 255}, color.NRGBA{60, 170, 80, 255}})
	for y := range 300 {
		for x := range 400 {
			for _, img := range []interface{ Set(x, y int, c color.Color) }{deep, grey16, palette} {
				img.Set(x, y, src.At(x, y))
			}
		}
	}
	asPNG := func(img image.Image) []byte {
		var b bytes.Buffer
		if err := png.Encode(&b, img); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	asTIFF := func(img image.Image) []byte {
		var b bytes.Buffer
		if err := tiff.Encode(&b, img, nil); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for name, data := range map[string][]byte{
		"16-bit PNG": asPNG(deep), "16-bit grey PNG": asPNG(grey16), "palette PNG": asPNG(palette),
		"16-bit TIFF": asTIFF(deep), "16-bit grey TIFF": asTIFF(grey16), "palette TIFF": asTIFF(palette),
	} {
		t.Run(name, func(t *testing.T) {
			r := fit(t, slot(t, filing.SlotDomainCert), write(t, "a", data))
			if r.Width != 400 || r.Height != 300 {
				t.Errorf("%d×%d, want 400×300", r.Width, r.Height)
			}
		})
	}
}

func TestOnlyTheFirstPageIsTakenAndSaidSo(t *testing.T) {
	var one bytes.Buffer
	if err := tiff.Encode(&one, paper(200, 150), nil); err != nil {
		t.Fatal(err)
	}
	var frames bytes.Buffer
	palette := image.NewPaletted(image.Rect(0, 0, 200, 150), color.Palette{color.White, color.Black})
	if err := gif.EncodeAll(&frames, &gif.GIF{Image: []*image.Paletted{palette, palette, palette}, Delay: []int{1, 1, 1}}); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"one page", one.Bytes(), ""},
		{"three pages", chained(one.Bytes(), 3), "3 pages"},
		{"moving", frames.Bytes(), "3 pages"},
	}
	for _, test := range tests {
		r := fit(t, slot(t, filing.SlotDomainCert), write(t, "a", test.data))
		said := ""
		for _, step := range r.Steps {
			if strings.Contains(step.EN, "pages") {
				said = step.EN
			}
		}
		if !strings.Contains(said, test.want) || (test.want == "") != (said == "") {
			t.Errorf("%s: it says %q, want %q", test.name, said, test.want)
		}
	}
}

// chained appends copies of a TIFF file's directory as further pages.
func chained(data []byte, pages int) []byte {
	data = bytes.Clone(data)
	first := int(binary.LittleEndian.Uint32(data[4:]))
	size := 2 + 12*int(binary.LittleEndian.Uint16(data[first:])) + 4
	directory := bytes.Clone(data[first : first+size])
	link := first + size - 4
	for range pages - 1 {
		if len(data)%2 == 1 {
			data = append(data, 0)
		}
		binary.LittleEndian.PutUint32(data[link:], uint32(len(data)))
		link = len(data) + size - 4
		data = append(data, directory...)
	}
	binary.LittleEndian.PutUint32(data[link:], 0)
	return data
}

func TestNothingOfTheCameraIsCopied(t *testing.T) {
	file := write(t, "photo.jpg", withEXIF(encodeJPEG(t, paper(1600, 1200)), 6))
	r := fit(t, slot(t, filing.SlotEntityLicence), file)
	if bytes.Contains(r.JPEG, []byte("Exif")) || bytes.Contains(r.JPEG, []byte("\xff\xe1")) {
		t.Error("the result holds the camera's notes")
	}
}

// FuzzOpen reads whatever comes: an error of ours, or a picture within limits.
func FuzzOpen(f *testing.F) {
	for _, name := range []string{"lossy.webp", "cmyk.jpg", "progressive.jpg"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		f.Add(data[:len(data)/2])
	}
	f.Add(pngHeader(3, 4))
	f.Add(bmpHeader(5, 6))
	f.Add([]byte("II*\x00\x08\x00\x00\x00\xff\xff"))
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00\x3b"))
	file := filepath.Join(f.TempDir(), "input")
	f.Fuzz(func(t *testing.T, data []byte) {
		if pages := pagesInTIFF(data, 10); pages < 0 || pages > 10 {
			t.Errorf("%d pages", pages)
		}
		if frames := framesInGIF(data, 10); frames < 0 || frames > 10 {
			t.Errorf("%d frames", frames)
		}
		if f := sniff(data); f == nil || f.config == nil {
			return
		} else if config, err := safely(f, data); err != nil || config.Width*config.Height > 1<<20 {
			return // the fuzzer need not wait for large pictures
		}
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := open(file)
		if err != nil {
			if _, ok := err.(*Error); !ok {
				t.Errorf("error is %T", err)
			}
			return
		}
		if s.width() < 1 || s.height() < 1 {
			t.Errorf("%d×%d", s.width(), s.height())
		}
	})
}

// safely reads a header, whatever the decoder thinks of it.
func safely(f *format, data []byte) (config image.Config, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = os.ErrInvalid
		}
	}()
	return f.config(bytes.NewReader(data))
}
