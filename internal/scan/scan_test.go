package scan

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	stdjpeg "image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

func slot(t testing.TB, id filing.Slot) provider.Slot {
	t.Helper()
	s, ok := provider.Default().Slot(id)
	if !ok {
		t.Fatalf("no slot %s", id)
	}
	return s
}

// paper draws a page with lines like text and a red seal, its upper left
// quarter marked green, so that turns can be told.
func paper(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	rnd := uint32(1)
	for y := range h {
		for x := range w {
			c := color.NRGBA{250, 249, 244, 255}
			rnd = rnd*1664525 + 1013904223
			if y%24 < 9 && x%17 < 11 && (x/17*7+y/24*13)%5 != 0 {
				v := uint8(30 + rnd>>28)
				c = color.NRGBA{v, v, v, 255}
			}
			if dx, dy := x-w*3/4, y-h*3/4; dx*dx+dy*dy < h*h/64 {
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

func TestEveryFormatBecomesACompliantPicture(t *testing.T) {
	img := paper(1800, 1300)
	formats := map[string]func(*bytes.Buffer) error{
		"JPEG": func(b *bytes.Buffer) error { return stdjpeg.Encode(b, img, &stdjpeg.Options{Quality: 90}) },
		"PNG":  func(b *bytes.Buffer) error { return png.Encode(b, img) },
		"BMP":  func(b *bytes.Buffer) error { return bmp.Encode(b, img) },
		"TIFF": func(b *bytes.Buffer) error { return tiff.Encode(b, img, &tiff.Options{Compression: tiff.Deflate}) },
		"GIF":  func(b *bytes.Buffer) error { return gif.Encode(b, img, nil) },
	}
	for name, encode := range formats {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := encode(&b); err != nil {
				t.Fatal(err)
			}
			file := write(t, "misnamed.dat", b.Bytes()) // the content counts, not the name
			r := fit(t, slot(t, filing.SlotEntityLicence), file)
			if len(r.Findings) > 0 {
				t.Errorf("a good picture has findings: %v", r.Findings)
			}
			if !strings.Contains(r.Steps[0].EN, name) {
				t.Errorf("first step is %q, want the format", r.Steps[0].EN)
			}
		})
	}
}

// fit fits files and checks what every result must hold.
func fit(t *testing.T, s provider.Slot, files ...string) *Result {
	t.Helper()
	before := contents(t, files)
	r, err := Fit(context.Background(), files, s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(r.JPEG); n < s.MinBytes || n > s.MaxBytes {
		t.Errorf("%d bytes, want %d to %d", n, s.MinBytes, s.MaxBytes)
	}
	img, err := stdjpeg.Decode(bytes.NewReader(r.JPEG))
	if err != nil {
		t.Fatalf("the result does not decode: %v", err)
	}
	if _, ok := img.(*image.YCbCr); !ok {
		t.Errorf("the result is %T, want colour", img)
	}
	if b := img.Bounds(); b.Dx() != r.Width || b.Dy() != r.Height {
		t.Errorf("the picture is %v, the result says %d×%d", b, r.Width, r.Height)
	}
	if max(r.Width, r.Height) < max(s.Width, s.Height) || min(r.Width, r.Height) < min(s.Width, s.Height) {
		t.Errorf("%d×%d is below %d×%d", r.Width, r.Height, s.Width, s.Height)
	}
	if !slices.EqualFunc(before, contents(t, files), bytes.Equal) {
		t.Error("an original was changed")
	}
	return r
}

func contents(t *testing.T, files []string) (all [][]byte) {
	t.Helper()
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, data)
	}
	return all
}

func TestCamerasNotesAreFollowed(t *testing.T) {
	// What the camera stores so that it shows as the upright paper.
	stored := map[int]func(*image.NRGBA, int, int, int, int) (x, y int){
		1: func(_ *image.NRGBA, x, y, w, h int) (int, int) { return x, y },
		2: func(_ *image.NRGBA, x, y, w, h int) (int, int) { return w - 1 - x, y },
		3: func(_ *image.NRGBA, x, y, w, h int) (int, int) { return w - 1 - x, h - 1 - y },
		4: func(_ *image.NRGBA, x, y, w, h int) (int, int) { return x, h - 1 - y },
		5: func(_ *image.NRGBA, x, y, w, h int) (int, int) { return y, x },
		6: func(_ *image.NRGBA, x, y, w, h int) (int, int) { return y, w - 1 - x },
		7: func(_ *image.NRGBA, x, y, w, h int) (int, int) { return h - 1 - y, w - 1 - x },
		8: func(_ *image.NRGBA, x, y, w, h int) (int, int) { return h - 1 - y, x },
	}
	seen := paper(900, 660)
	for value, place := range stored {
		w, h := 900, 660
		img := image.NewNRGBA(image.Rect(0, 0, w, h))
		if value >= 5 {
			img = image.NewNRGBA(image.Rect(0, 0, h, w))
		}
		for y := range h {
			for x := range w {
				sx, sy := place(img, x, y, w, h)
				img.SetNRGBA(sx, sy, seen.NRGBAAt(x, y))
			}
		}
		pages, err := open(context.Background(), write(t, "photo.jpg", withEXIF(encodeJPEG(t, img), value)), 1, nil)
		if err != nil {
			t.Fatal(err)
		}
		s := pages[0]
		if s.width() != w || s.height() != h {
			t.Errorf("orientation %d shows %d×%d, want %d×%d", value, s.width(), s.height(), w, h)
			continue
		}
		if c := color.NRGBAModel.Convert(s.img.At(s.img.Bounds().Min.X+w/8, s.img.Bounds().Min.Y+h/8)).(color.NRGBA); c.G < 140 || c.R > 100 {
			t.Errorf("orientation %d: the upper left is %v, want green", value, c)
		}
	}
}

func TestSize(t *testing.T) {
	tests := []struct {
		name             string
		w, h             int
		slot             filing.Slot
		wantW, wantH     int
		enlarged, strict bool
	}{
		{"12 MP landscape licence", 4032, 3024, filing.SlotEntityLicence, 1900, 1425, false, true},
		{"12 MP portrait licence stays wide enough", 3024, 4032, filing.SlotEntityLicence, 1500, 2000, false, true},
		{"exactly the least", 1500, 1100, filing.SlotEntityLicence, 1500, 1100, false, true},
		{"enough only when turned", 1100, 1500, filing.SlotEntityLicence, 1100, 1500, false, false},
		{"between the least and good", 1700, 1250, filing.SlotEntityLicence, 1700, 1250, false, true},
		{"too few", 640, 452, filing.SlotEntityLicence, 1558, 1100, true, true},
		{"long and narrow", 6000, 1200, filing.SlotEntityLicence, 5500, 1100, false, true},
		{"a screenshot of any size", 800, 600, filing.SlotDomainCert, 800, 600, false, true},
		{"a large screenshot", 3840, 2160, filing.SlotDomainCert, 1900, 1069, false, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := slot(t, test.slot)
			scale := scalingFor(test.w, test.h, s)
			w, h := apply(test.w, test.h, scale.chosen)
			if w != test.wantW || h != test.wantH || scale.enlarged != test.enlarged {
				t.Errorf("%d×%d enlarged %t, want %d×%d %t", w, h, scale.enlarged, test.wantW, test.wantH, test.enlarged)
			}
			if strict := w >= s.Width && h >= s.Height; strict != test.strict {
				t.Errorf("%d×%d meets %d×%d as written: %t", w, h, s.Width, s.Height, strict)
			}
		})
	}
}

func TestASmallPictureIsEnlargedAndSaidSo(t *testing.T) {
	r := fit(t, slot(t, filing.SlotEntityLicence), write(t, "small.jpg", encodeJPEG(t, paper(640, 452))))
	f := onlyFinding(t, r, "scan-enlarged")
	if f.Args["have"] != "640×452" || f.Args["need"] != "1500×1100" {
		t.Errorf("args are %v", f.Args)
	}
}

func TestALineOfPixelsIsNotMissed(t *testing.T) {
	r := fit(t, slot(t, filing.SlotEntityLicence), write(t, "line.jpg", encodeJPEG(t, paper(1499, 1099))))
	if r.Width < 1500 || r.Height < 1100 {
		t.Errorf("%d×%d", r.Width, r.Height)
	}
	for _, f := range r.Findings {
		if f.Rule == "scan-enlarged" {
			t.Errorf("told %v", f.Args)
		}
	}
}

func TestGreyIsTold(t *testing.T) {
	tests := []struct {
		name string
		draw func(c color.NRGBA) color.NRGBA
		want bool
	}{
		{"colour", func(c color.NRGBA) color.NRGBA { return c }, false},
		{"grey", grey, true},
		{"grey in warm light", func(c color.NRGBA) color.NRGBA {
			g := grey(c)
			return color.NRGBA{g.R, uint8(float64(g.G) * 0.88), uint8(float64(g.B) * 0.70), 255}
		}, true},
		{"white page with a small red seal only", func(c color.NRGBA) color.NRGBA {
			if c.R > 150 && c.G < 100 {
				return c
			}
			return grey(c)
		}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			img := paper(1600, 1200)
			for y := range 1200 {
				for x := range 1600 {
					img.SetNRGBA(x, y, test.draw(img.NRGBAAt(x, y)))
				}
			}
			if got := judged(t, filing.SlotEntityLicence, img); slices.Contains(got, "scan-gray") != test.want {
				t.Errorf("judged %v, to be called grey: %t", got, test.want)
			}
		})
	}
}

// cardFront is paper with the green where a card has its portrait.
func cardFront(w, h int) *image.NRGBA {
	img := paper(w, h)
	for y := range h {
		for x := range w {
			switch {
			case x < w/4 && y < h/4, x > w/2 && y > h/2:
				img.SetNRGBA(x, y, color.NRGBA{250, 249, 244, 255})
			}
			if x > w*13/20 && x < w*19/20 && y > h/5 && y < h*7/10 {
				img.SetNRGBA(x, y, color.NRGBA{60, 170, 80, 255})
			}
		}
	}
	return img
}

func grey(c color.NRGBA) color.NRGBA {
	y := color.GrayModel.Convert(c).(color.Gray).Y
	return color.NRGBA{y, y, y, 255}
}

func TestTwoSidesBecomeOnePicture(t *testing.T) {
	front := write(t, "front.jpg", encodeJPEG(t, cardFront(1600, 1010)))
	back := write(t, "back.png", encodePNG(t, grim(1400, 884)))
	r := fit(t, slot(t, filing.SlotEntityPersonID), front, back)
	if len(r.Findings) > 0 {
		t.Errorf("findings: %v", r.Findings)
	}
	if r.Height <= r.Width {
		t.Errorf("%d×%d is not upright", r.Width, r.Height)
	}
	img, err := stdjpeg.Decode(bytes.NewReader(r.JPEG))
	if err != nil {
		t.Fatal(err)
	}
	at := func(x, y float64) color.NRGBA {
		return color.NRGBAModel.Convert(img.At(int(x*float64(r.Width)), int(y*float64(r.Height)))).(color.NRGBA)
	}
	if c := at(0.8, 0.25); c.G < 140 || c.R > 110 {
		t.Errorf("the front's green portrait is not above: %v", c)
	}
	if c := at(0.5, 0.75); c.B < 150 || c.R > 90 {
		t.Errorf("the back is not below: %v", c)
	}
	if c := at(0.005, 0.5); c.R < 245 || c.G < 245 || c.B < 245 {
		t.Errorf("the margin is %v, want white", c)
	}
}

func TestTheSameFilesGiveTheSameBytes(t *testing.T) {
	files := []string{write(t, "front.jpg", encodeJPEG(t, cardFront(1600, 1010))), write(t, "back.png", encodePNG(t, grim(1400, 884)))}
	r := fit(t, slot(t, filing.SlotEntityPersonID), files...)
	again := fit(t, slot(t, filing.SlotEntityPersonID), files...)
	if !bytes.Equal(again.JPEG, r.JPEG) {
		t.Error("a second run gives other bytes")
	}
}

func TestOneSideAloneIsSaid(t *testing.T) {
	if got := judged(t, filing.SlotSitePersonID, cardFront(1600, 1010)); !slices.Equal(got, []string{"scan-one-side"}) {
		t.Errorf("a front alone: %v", got)
	}
	if got := judged(t, filing.SlotSitePersonID, paper(1000, 1414)); slices.Contains(got, "scan-one-side") {
		t.Errorf("a page with both sides: %v", got)
	}
}

// tiffOf writes pages of a file.
func tiffOf(t *testing.T, pages ...image.Image) []byte {
	t.Helper()
	var all []byte
	link := -1
	for _, page := range pages {
		var b bytes.Buffer
		if err := tiff.Encode(&b, page, nil); err != nil {
			t.Fatal(err)
		}
		data, shift := b.Bytes(), uint32(len(all))
		first := binary.LittleEndian.Uint32(data[4:])
		entries := int(binary.LittleEndian.Uint16(data[first:]))
		for i := range entries { // values that are places move along
			e := data[int(first)+2+12*i:]
			tag, kind, count := binary.LittleEndian.Uint16(e), binary.LittleEndian.Uint16(e[2:]), binary.LittleEndian.Uint32(e[4:])
			if tag == 273 || kind == 5 || kind == 3 && count > 2 {
				binary.LittleEndian.PutUint32(e[8:], binary.LittleEndian.Uint32(e[8:])+shift)
			}
		}
		if link >= 0 {
			binary.LittleEndian.PutUint32(all[link:], first+shift)
		}
		link = len(all) + int(first) + 2 + 12*entries
		all = append(all, data...)
	}
	return all
}

func TestPagesOfOneFile(t *testing.T) {
	front, back := cardFront(1600, 1010), grim(1600, 1010)
	steps := func(r *Result) (all string) {
		for _, s := range r.Steps {
			all += s.EN + "\n"
		}
		return all
	}
	r := fit(t, slot(t, filing.SlotEntityPersonID), write(t, "both.tif", tiffOf(t, front, back)))
	if r.Height <= r.Width || has(r, "scan-one-side") || !strings.Contains(steps(r), "composed 2 sides") {
		t.Errorf("two pages for two sides: %d×%d, %s", r.Width, r.Height, steps(r))
	}
	r = fit(t, slot(t, filing.SlotEntityLicence), write(t, "many.tif", tiffOf(t, front, back, front)))
	if !strings.Contains(steps(r), "first of the 3 pages") {
		t.Errorf("three pages for a licence: %s", steps(r))
	}
	r = fit(t, slot(t, filing.SlotEntityLicence), write(t, "one.tif", tiffOf(t, front)))
	if strings.Contains(steps(r), "pages") {
		t.Errorf("one page for a licence: %s", steps(r))
	}
}

func TestADamagedTailIsSaid(t *testing.T) {
	whole := encodeJPEG(t, paper(1600, 1200))
	r := fit(t, slot(t, filing.SlotEntityLicence), write(t, "cut.jpg", whole[:len(whole)*9/10]))
	if !has(r, "scan-damaged") {
		t.Errorf("findings are %v", r.Findings)
	}
}

func TestNothingOfTheCameraIsCopied(t *testing.T) {
	file := write(t, "photo.jpg", withEXIF(encodeJPEG(t, paper(1600, 1200)), 6))
	r := fit(t, slot(t, filing.SlotEntityLicence), file)
	if bytes.Contains(r.JPEG, []byte("Exif")) || bytes.Contains(r.JPEG, []byte("\xff\xe1")) {
		t.Error("the result holds the camera's notes")
	}
}

func TestTransparencyIsWhite(t *testing.T) {
	img := paper(1600, 1200)
	for y := range 600 {
		for x := range 1600 {
			img.SetNRGBA(x, y, color.NRGBA{0, 0, 0, 0})
		}
	}
	r := fit(t, slot(t, filing.SlotDomainCert), write(t, "a.png", encodePNG(t, img)))
	out, err := stdjpeg.Decode(bytes.NewReader(r.JPEG))
	if err != nil {
		t.Fatal(err)
	}
	if c := color.NRGBAModel.Convert(out.At(r.Width/2, r.Height/4)).(color.NRGBA); c.R < 250 || c.G < 250 || c.B < 250 {
		t.Errorf("what was transparent is %v", c)
	}
}

func TestAnEmptyPageReachesTheFloor(t *testing.T) {
	blank := image.NewNRGBA(image.Rect(0, 0, 1600, 1200))
	for i := range blank.Pix {
		blank.Pix[i] = 255
	}
	fit(t, slot(t, filing.SlotDomainCert), write(t, "blank.png", encodePNG(t, blank)))
}

func TestWhatIsNoPictureIsRefusedWithTheReason(t *testing.T) {
	good := encodeJPEG(t, paper(1600, 1200))
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"empty", nil, "空"},
		{"text", []byte("hello, this is no picture"), "不是能识别的图片"},
		{"cut in half", good[:len(good)/2], "损坏"},
		{"header alone", good[:30], "损坏"},
		{"PDF", []byte("%PDF-1.7\n1 0 obj"), "损坏"},
		{"video", []byte("\x00\x00\x00\x14ftypisom\x00\x00\x00\x00mp42"), "视频"},
		{"PNG bomb", pngHeader(309, 15403836), "太大"},
		{"BMP bomb", bmpHeader(3000000, 2000000), "太大"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			file := write(t, "material.jpg", test.data)
			_, err := Fit(context.Background(), []string{file}, slot(t, filing.SlotEntityLicence), Options{})
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("error is %v, want an *Error", err)
			}
			if line := e.In(filing.ZH); !strings.Contains(line, file) || !strings.Contains(line, test.want) || strings.Contains(line, "\n") {
				t.Errorf("it says %q, want the file and %q", line, test.want)
			}
			if e.Remedy.ZH == "" || e.Remedy.EN == "" || e.Why.EN == "" {
				t.Errorf("a text is missing in %+v", e)
			}
		})
	}
}

func TestAFolderOrAMissingFileIsSaid(t *testing.T) {
	dir := t.TempDir()
	for path, want := range map[string]string{dir: "文件夹", filepath.Join(dir, "none.jpg"): "不存在"} {
		_, err := Fit(context.Background(), []string{path}, slot(t, filing.SlotEntityLicence), Options{})
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(e.Why.ZH, want) {
			t.Errorf("%s: %v, want %q", path, err, want)
		}
	}
}

func TestCancelStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := Fit(ctx, []string{write(t, "a.jpg", encodeJPEG(t, paper(64, 64)))}, slot(t, filing.SlotEntityLicence), Options{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
}

func TestPreview(t *testing.T) {
	img, size, err := Preview(write(t, "a.jpg", withEXIF(encodeJPEG(t, paper(800, 600)), 6)), 300)
	if err != nil {
		t.Fatal(err)
	}
	if b := img.Bounds(); b.Dx() != 225 || b.Dy() != 300 {
		t.Errorf("preview is %v, want 225×300", b)
	}
	if size != image.Pt(600, 800) {
		t.Errorf("size is %v, want 600×800", size)
	}
	pages := write(t, "pages.tif", tiffOf(t, paper(80, 60), grim(90, 50)))
	if _, size, err := PreviewPage(pages, 2, 300); err != nil || size != image.Pt(90, 50) {
		t.Errorf("the second page is %v, %v", size, err)
	}
	if n, err := Pages(pages); err != nil || n != 2 {
		t.Errorf("%d pages, %v", n, err)
	}
}

func has(r *Result, rule string) bool {
	return slices.ContainsFunc(r.Findings, func(f filing.Finding) bool { return f.Rule == rule })
}

func onlyFinding(t *testing.T, r *Result, rule string) filing.Finding {
	t.Helper()
	if len(r.Findings) != 1 || r.Findings[0].Rule != rule {
		t.Fatalf("findings are %v, want %s alone", r.Findings, rule)
	}
	return r.Findings[0]
}

// grim is a blue picture with some texture.
func grim(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, color.NRGBA{40, uint8(60 + (x*y)%40), 200, 255})
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

func encodePNG(t *testing.T, img image.Image) []byte {
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
	segment := append(binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(tiff)+2)), tiff...)
	return slices.Concat(jpeg[:2], segment, jpeg[2:])
}

func pngHeader(w, h uint32) []byte {
	chunk := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), w), h)
	chunk = append(chunk, 8, 2, 0, 0, 0)
	data := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), chunk...)
	return binary.BigEndian.AppendUint32(data, crc32.ChecksumIEEE(chunk))
}

func bmpHeader(w, h uint32) []byte {
	data := append([]byte("BM\x00\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00"), make([]byte, 36)...)
	binary.LittleEndian.PutUint32(data[18:], w)
	binary.LittleEndian.PutUint32(data[22:], h)
	binary.LittleEndian.PutUint16(data[26:], 1)
	binary.LittleEndian.PutUint16(data[28:], 24)
	return data
}

func write(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
