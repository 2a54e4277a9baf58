package picture

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	stdjpeg "image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// paper draws a page with lines like text and a red seal, its upper left
// quarter marked green, so that turns can be told.
func paper(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{250, 249, 244, 255}
			if y%24 < 9 && x%17 < 11 && (x/17*7+y/24*13)%5 != 0 {
				c = color.NRGBA{40, 40, 40, 255}
			}
			if dx, dy := x-w*3/4, y-h*3/4; dx*dx+dy*dy < h*h/36 {
				c = color.NRGBA{200, 40, 40, 255}
			}
			if x < w/4 && y < h/4 {
				c = color.NRGBA{60, 170, 80, 255}
			}
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

func encodeJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := stdjpeg.Encode(&b, img, &stdjpeg.Options{Quality: 92}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func encodePNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withEXIF puts an Exif segment with one tag, the orientation, behind SOI.
func withEXIF(jpeg []byte, value int) []byte {
	tiff := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00")
	tiff[6+8+2+9] = byte(value)
	return withSegment(jpeg, 0xe1, tiff)
}

func withSegment(jpeg []byte, marker byte, body []byte) []byte {
	segment := append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(body)+2)), body...)
	return slices.Concat(jpeg[:2], segment, jpeg[2:])
}

func withProfile(jpeg, profile []byte) []byte {
	return withSegment(jpeg, 0xe2, append([]byte("ICC_PROFILE\x00\x01\x01"), profile...))
}

func pngChunk(kind string, body []byte) []byte {
	c := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	c = append(append(c, kind...), body...)
	return binary.BigEndian.AppendUint32(c, crc32.ChecksumIEEE(c[4:]))
}

func pngHeader(w, h uint32, depth byte) []byte {
	body := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	return append([]byte("\x89PNG\r\n\x1a\n"), pngChunk("IHDR", append(body, depth, 2, 0, 0, 0))...)
}

func bmpHeader(w, h uint32) []byte {
	data := append([]byte("BM\x00\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00"), make([]byte, 36)...)
	binary.LittleEndian.PutUint32(data[18:], w)
	binary.LittleEndian.PutUint32(data[22:], h)
	binary.LittleEndian.PutUint16(data[26:], 1)
	binary.LittleEndian.PutUint16(data[28:], 24)
	return data
}

// decodeAll opens data and decodes every page.
func decodeAll(t testing.TB, data []byte) []*Page {
	t.Helper()
	f, err := open("样张", data)
	if err != nil {
		t.Fatal(err)
	}
	var pages []*Page
	for n := range f.Pages {
		p, err := f.Page(context.Background(), n)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, p)
	}
	return pages
}

func decodeOne(t testing.TB, data []byte) *Page {
	t.Helper()
	pages := decodeAll(t, data)
	if len(pages) != 1 {
		t.Fatalf("%d pages, want one", len(pages))
	}
	return pages[0]
}

func at(img image.Image, x, y int) color.NRGBA {
	return color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
}

// isPaper checks the two marks of paper.
func isPaper(t testing.TB, img image.Image, w, h int) {
	t.Helper()
	if img.Bounds() != image.Rect(0, 0, w, h) {
		t.Fatalf("it is %v, want %d×%d", img.Bounds(), w, h)
	}
	if c := at(img, w/8, h/8); c.G < 130 || c.R > 120 || c.A != 255 {
		t.Errorf("the upper left is %v, want green", c)
	}
	if c := at(img, w*3/4, h*3/4); c.R < 150 || c.G > 120 {
		t.Errorf("the seal is %v, want red", c)
	}
}

func said(p *Page, part string) bool {
	for _, s := range p.Steps {
		if strings.Contains(s.EN, part) && s.ZH != "" {
			return true
		}
	}
	return false
}

// TestEveryFormat decodes the same small paper in forms that the library cannot
// write.
func TestEveryFormat(t *testing.T) {
	files := map[string]string{"lossy.webp": "WebP", "lossless.webp": "WebP", "cmyk.jpg": "JPEG", "progressive.jpg": "JPEG",
		"paper.heic": "HEIC", "paper.avif": "AVIF"}
	for name, format := range files {
		f, err := Open(filepath.Join("testdata", name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		p, err := f.Page(context.Background(), 0)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if f.Format != format || p.Image.Bounds() != image.Rect(0, 0, 96, 64) {
			t.Errorf("%s is %s of %v, want %s of 96×64", name, f.Format, p.Image.Bounds(), format)
		}
		green, red := at(p.Image, 12, 8), at(p.Image, 80, 52)
		if green.G < 140 || green.R > 110 || red.R < 150 || red.G > 110 {
			t.Errorf("%s: the marks are %v and %v, want green and red", name, green, red)
		}
	}
}

func TestNameDoesNotCount(t *testing.T) {
	path := filepath.Join(t.TempDir(), "material.pdf")
	if err := os.WriteFile(path, encodePNG(t, paper(80, 60)), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Open(path)
	if err != nil || f.Format != "PNG" {
		t.Errorf("format %v, error %v", f, err)
	}
}

func TestDepths(t *testing.T) {
	src := paper(160, 120)
	deep, palette := image.NewNRGBA64(src.Rect), image.NewPaletted(src.Rect, color.Palette{
		color.NRGBA{250, 249, 244, 255}, color.NRGBA{40, 40, 40, 255}, color.NRGBA{200, 40, 40, 255}, color.NRGBA{60, 170, 80, 255}})
	draw.Draw(deep, deep.Rect, src, image.Point{}, draw.Src)
	draw.Draw(palette, palette.Rect, src, image.Point{}, draw.Src)
	var frames bytes.Buffer
	if err := gif.EncodeAll(&frames, &gif.GIF{Image: []*image.Paletted{palette, palette}, Delay: []int{1, 1}}); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"16-bit PNG": encodePNG(t, deep), "palette PNG": encodePNG(t, palette), "moving GIF": frames.Bytes()} {
		p := decodeOne(t, data)
		isPaper(t, p.Image, 160, 120)
		if got := said(p, "first"); got != (name == "moving GIF") {
			t.Errorf("%s: steps are %v", name, p.Steps)
		}
	}
}

func TestTransparencyIsWhite(t *testing.T) {
	img := paper(80, 60)
	draw.Draw(img, image.Rect(0, 30, 80, 60), image.Transparent, image.Point{}, draw.Src)
	img.SetNRGBA(1, 40, color.NRGBA{0, 0, 0, 128})
	p := decodeOne(t, encodePNG(t, img))
	if c := at(p.Image, 40, 50); c != (color.NRGBA{255, 255, 255, 255}) {
		t.Errorf("what was transparent is %v", c)
	}
	if c := at(p.Image, 1, 40); c.R != 127 {
		t.Errorf("half black on white is %v", c)
	}
	if !said(p, "transparent") {
		t.Errorf("steps are %v", p.Steps)
	}
}

// seen is where what is seen at (x, y) of w by h is stored, by EXIF's table.
func seen(orientation, x, y, w, h int) (int, int) {
	switch orientation {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, w - 1 - x
	case 7:
		return h - 1 - y, w - 1 - x
	case 8:
		return h - 1 - y, x
	}
	return x, y
}

func TestOrientations(t *testing.T) {
	for _, size := range []image.Point{{36, 26}, {37, 25}} {
		for o := 1; o <= 8; o++ {
			w, h := size.X, size.Y
			stored := image.NewNRGBA(image.Rect(0, 0, w, h))
			if o >= 5 {
				stored = image.NewNRGBA(image.Rect(0, 0, h, w))
			}
			for y := range h {
				for x := range w {
					sx, sy := seen(o, x, y, w, h)
					stored.SetNRGBA(sx, sy, color.NRGBA{uint8(4 * x), uint8(4 * y), 9, 255})
				}
			}
			grey := image.NewGray(stored.Rect)
			draw.Draw(grey, grey.Rect, stored, image.Point{}, draw.Src)
			inks := image.NewYCbCr(stored.Rect, image.YCbCrSubsampleRatio420)
			copy(inks.Y, grey.Pix)
			for i := range inks.Cb {
				inks.Cb[i], inks.Cr[i] = 128, 128
			}
			for _, img := range []image.Image{stored, grey, inks} {
				out := upright(img, o)
				if out.Bounds() != image.Rect(0, 0, w, h) {
					t.Fatalf("orientation %d of %T shows %v", o, img, out.Bounds())
				}
				for y := range h {
					for x := range w {
						sx, sy := seen(o, x, y, w, h)
						if a, b := at(out, x, y), at(img, sx, sy); a != b {
							t.Fatalf("orientation %d of %T: %v at %d,%d, want %v", o, img, a, x, y, b)
						}
					}
				}
			}
		}
	}
}

func TestCamerasNotesAreFollowed(t *testing.T) {
	p := decodeOne(t, withEXIF(encodeJPEG(t, paper(120, 90)), 6))
	if p.Turned != 6 || p.Image.Bounds() != image.Rect(0, 0, 90, 120) {
		t.Errorf("turned %d, %v", p.Turned, p.Image.Bounds())
	}
	if c := at(p.Image, 85, 5); c.G < 130 || c.R > 120 {
		t.Errorf("the upper right is %v, want green", c)
	}
	if _, ok := p.Image.(*image.YCbCr); !ok {
		t.Errorf("a plain JPEG became %T", p.Image)
	}
	notes := []byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x08\x00\x00\x00\x00\x00\x00")
	plain := encodePNG(t, paper(120, 90))
	if p := decodeOne(t, slices.Concat(plain[:33], pngChunk("eXIf", notes), plain[33:])); p.Turned != 8 {
		t.Errorf("PNG turned %d, want 8", p.Turned)
	}
}

func TestBrokenNotesMeanUpright(t *testing.T) {
	good := withEXIF(encodeJPEG(t, paper(64, 48)), 6)
	for name, data := range map[string][]byte{
		"value out of range":  withEXIF(encodeJPEG(t, paper(64, 48)), 77),
		"directory elsewhere": bytes.Replace(good, []byte("MM\x00*\x00\x00\x00\x08"), []byte("MM\x00*\xff\xff\xff\xf0"), 1),
		"no entries":          bytes.Replace(good, []byte("\x00\x00\x00\x08\x00\x01"), []byte("\x00\x00\x00\x08\x00\x00"), 1),
	} {
		if p := decodeOne(t, data); p.Turned != 1 {
			t.Errorf("%s: turned %d, want 1", name, p.Turned)
		}
	}
}

func TestRefusals(t *testing.T) {
	good := encodeJPEG(t, paper(320, 240))
	deep := bytes.Clone(good)
	sof := bytes.Index(deep, []byte{0xff, 0xc0})
	deep[sof+4] = 12
	arithmetic := bytes.Clone(good)
	arithmetic[sof+1] = 0xc9
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"text", []byte("hello, this is no picture"), "no picture that is known"},
		{"half a JPEG", good[:len(good)/2], "damaged"},
		{"a JPEG's header", good[:30], "damaged"},
		{"12-bit JPEG", deep, "12 bits"},
		{"arithmetic JPEG", arithmetic, "arithmetic"},
		{"tall PNG", pngHeader(309, 15403836, 8), "too large"},
		{"deep PNG", pngHeader(10000, 9000, 16), "too large"},
		{"vast BMP", bmpHeader(3000000, 2000000), "too large"},
		{"vast GIF", []byte("GIF89a\xff\xff\xff\xff\x00\x00\x00"), "too large"},
		{"vast TIFF", makeTIFF(tiffPage{{256, 4, 60000}, {257, 4, 60000}, {273, 4, 8}}), "too large"},
		{"vast WebP", []byte("RIFF\x20\x00\x00\x00WEBPVP8L\x05\x00\x00\x00\x2f\xff\xff\xff\x0f\x00"), "too large"},
		{"vast HEIC", makeHEIF("heic", 60000, 60000), "too large"},
		{"vast tile of a HEIC", makeHEIF("heic", 600, 600, [2]uint32{30000, 30000}), "too large"},
		{"video", []byte("\x00\x00\x00\x14ftypisom\x00\x00\x00\x00mp42"), "video"},
		{"BigTIFF", []byte("II+\x00\x08\x00\x00\x00"), "BigTIFF"},
		{"Office", []byte("PK\x03\x04...."), "Office"},
		{"empty PDF", []byte("%PDF-1.7\n1 0 obj"), "damaged"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f, err := open("样张.jpg", test.data)
			if err == nil {
				_, err = f.Page(context.Background(), 0)
			}
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("error is %v, want an *Error", err)
			}
			if line := e.Error(); !strings.Contains(line, "样张.jpg") || !strings.Contains(line, test.want) || strings.Contains(line, "\n") {
				t.Errorf("it says %q, want the file and %q", line, test.want)
			}
			if e.Remedy.ZH == "" || e.Remedy.EN == "" || e.Why.ZH == "" {
				t.Errorf("a text is missing in %+v", e)
			}
		})
	}
}

func TestFilesThatAreNone(t *testing.T) {
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty.jpg")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{dir: "文件夹", filepath.Join(dir, "none.jpg"): "不存在", empty: "空"} {
		_, err := Open(path)
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(e.Why.ZH, want) {
			t.Errorf("%s: %v, want %q", path, err, want)
		}
	}
}

func TestCancelStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	f, err := open("a", encodePNG(t, paper(64, 64)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Page(ctx, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
	if _, err := f.Page(context.Background(), 1); err == nil {
		t.Error("a page that is not there was decoded")
	}
}
