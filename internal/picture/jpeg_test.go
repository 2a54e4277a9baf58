package picture

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	stdjpeg "image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"beiandesk/internal/jpeg"
)

// salvaged decodes with our decoder what the library can decode too.
func salvaged(t *testing.T, data []byte) (image.Image, float64) {
	t.Helper()
	content, err := openJPEG(data)
	if err != nil {
		t.Fatal(err)
	}
	img, whole, err := salvageJPEG(context.Background(), content.(*jpegFile))
	if err != nil {
		t.Fatal(err)
	}
	return img, whole
}

// far is the mean distance of two pictures in levels, over the upper rows.
func far(a, b image.Image, rows int) float64 {
	sum, n := 0, 0
	for y := range rows {
		for x := range a.Bounds().Dx() {
			p, q := at(a, x, y), at(b, x, y)
			for _, d := range []int{int(p.R) - int(q.R), int(p.G) - int(q.G), int(p.B) - int(q.B)} {
				sum += max(d, -d)
				n++
			}
		}
	}
	return float64(sum) / float64(n)
}

func TestSalvageDecodesLikeTheLibrary(t *testing.T) {
	grey := image.NewGray(image.Rect(0, 0, 123, 77))
	draw.Draw(grey, grey.Rect, paper(123, 77), image.Point{}, draw.Src)
	read := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	// Our encoder writes progressive files with refinement scans.
	progressive, err := jpeg.EncodeWindow(paper(123, 77), jpeg.Window{Min: 1, Max: 40_000}, jpeg.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"baseline": encodeJPEG(t, paper(123, 77)), "grey": encodeJPEG(t, grey),
		"progressive": read("progressive.jpg"), "refined": progressive.Bytes, "inks": read("cmyk.jpg")} {
		want, err := stdjpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(name, err)
		}
		got, whole := salvaged(t, data)
		if got.Bounds() != want.Bounds() || whole != 1 {
			t.Errorf("%s: %v and %.2f decoded, want %v", name, got.Bounds(), whole, want.Bounds())
			continue
		}
		if d := far(got, want, got.Bounds().Dy()); d > 1.5 {
			t.Errorf("%s: %.2f levels away on average", name, d)
		}
	}
}

func TestDamagedTail(t *testing.T) {
	good := encodeJPEG(t, paper(320, 240))
	want := decodeOne(t, good)
	p := decodeOne(t, good[:len(good)*85/100])
	if h := p.Image.Bounds().Dy(); h < 170 || h >= 240 || p.Image.Bounds().Dx() != 320 {
		t.Fatalf("what remains is %v", p.Image.Bounds())
	}
	if d := far(p.Image, want.Image, p.Image.Bounds().Dy()-16); d > 1.5 {
		t.Errorf("what remains is %.2f levels away", d)
	}
	if p.Lost < 0.02 || p.Lost > 0.34 || !said(p, "missing") {
		t.Errorf("lost %.2f, steps %v", p.Lost, p.Steps)
	}
	if p := decodeOne(t, good[:len(good)-2]); p.Lost != 0 || p.Image.Bounds().Dy() != 240 {
		t.Errorf("without its end marker %v, lost %.2f", p.Image.Bounds(), p.Lost)
	}
}

func TestJunkBeforeAPicture(t *testing.T) {
	good := encodeJPEG(t, paper(320, 240))
	isPaper(t, decodeOne(t, slices.Concat([]byte("Received: 附件\r\n\r\n"), good)).Image, 320, 240)
	// A second picture behind the first, as phones write, changes nothing.
	isPaper(t, decodeOne(t, slices.Concat(good, encodeJPEG(t, paper(40, 30)))).Image, 320, 240)
}

// withRestarts codes a picture of 8 by 8 grey blocks with a restart marker
// behind each row.
func withRestarts(rows int) []byte {
	data := []byte("\xff\xd8\xff\xdb\x00\x43\x00")
	data = append(data, bytes.Repeat([]byte{8}, 64)...)
	data = append(data, "\xff\xc0\x00\x0b\x08\x00\x00\x00\x20\x01\x01\x11\x00"...)
	data[len(data)-8+1] = byte(8 * rows)
	// DC: code 0 is “no change”, 10 is a number of 7 bits; AC: 0 is “end”.
	data = append(data, "\xff\xc4\x00\x15\x00\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x07"...)
	data = append(data, "\xff\xc4\x00\x14\x10\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"...)
	data = append(data, "\xff\xdd\x00\x04\x00\x04\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"...)
	for row := range rows {
		// 10 vvvvvvv 0, then three times 0 0, and ones to fill the byte.
		value := uint32(64 + row) // of 7 bits, the DC in units of 8/8
		word := uint32(2)<<14 | value<<7
		data = append(data, byte(word>>8), byte(word))
		if row < rows-1 {
			data = append(data, 0xff, byte(0xd0+row%8))
		}
	}
	return append(data, 0xff, 0xd9)
}

func TestRestartMarkersLimitTheDamage(t *testing.T) {
	good := withRestarts(12)
	want, whole := salvaged(t, good)
	if whole != 1 {
		t.Fatalf("%.2f of the sound file decoded", whole)
	}
	at2 := bytes.Index(good, []byte{0xff, 0xd1})
	bad := bytes.Clone(good)
	bad = slices.Delete(bad, at2+2, at2+4) // the third row's data is gone
	got, whole := salvaged(t, bad)
	if whole < 0.9 || whole > 0.95 {
		t.Errorf("%.2f decoded, want 11 rows of 12", whole)
	}
	for row := range 12 {
		a, b := at(got, 4, 8*row+4), at(want, 4, 8*row+4)
		if (a == b) == (row == 2) {
			t.Errorf("row %d is %v, in the sound file %v", row, a, b)
		}
	}
	lost := slices.Concat(good[:at2], good[bytes.Index(good, []byte{0xff, 0xd3}):]) // two rows and markers
	if _, whole := salvaged(t, lost); whole < 0.8 || whole > 0.85 {
		t.Errorf("%.2f decoded, want 10 rows of 12", whole)
	}
}

// TestUnusualSampling makes files that the library refuses: four channels
// without Adobe's segment are inks as they are.
func TestUnusualSampling(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "cmyk.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	i := bytes.Index(data, []byte("\xff\xee"))
	if i < 0 {
		t.Fatal("the sample has no Adobe segment")
	}
	plain := slices.Delete(bytes.Clone(data), i, i+2+14)
	if _, err := stdjpeg.Decode(bytes.NewReader(plain)); err == nil || !strings.Contains(err.Error(), "Adobe") {
		t.Fatalf("the library says %v", err)
	}
	p := decodeOne(t, plain)
	if !said(p, "inks") || p.Lost != 0 {
		t.Errorf("steps %v, lost %.2f", p.Steps, p.Lost)
	}
	if a, b := at(p.Image, 12, 8), at(decodeOne(t, data).Image, 12, 8); a == b || a == (color.NRGBA{}) {
		t.Errorf("inks that are not inverted give %v as those that are, %v", a, b)
	}
}

func TestManyScansAreRefused(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "progressive.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	sof := bytes.Index(data, []byte{0xff, markSOF2})
	data = bytes.Clone(data)
	copy(data[sof+5:], "\x27\x10\x27\x10") // 10,000 × 10,000
	data = append(data, bytes.Repeat([]byte{0xff, markSOS}, 200)...)
	_, err = openJPEG(data)
	if e := new(Error); !errors.As(err, &e) || !strings.Contains(e.Why.EN, "scans") {
		t.Errorf("error is %v", err)
	}
}

func FuzzSalvage(f *testing.F) {
	for _, name := range []string{"cmyk.jpg", "progressive.jpg"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		f.Add(data[:len(data)*3/4])
	}
	f.Add(withRestarts(5))
	f.Add(encodeJPEG(f, paper(40, 30)))
	f.Fuzz(func(t *testing.T, data []byte) {
		content, err := openJPEG(data)
		if err != nil || tooSlowToFuzz(content) {
			return
		}
		file := content.(*jpegFile)
		img, whole, err := salvageJPEG(context.Background(), file)
		if err != nil {
			return
		}
		if b := img.Bounds(); b.Dx() != file.width || b.Dy() < 1 || b.Dy() > file.height || whole < 0 || whole > 1 {
			t.Errorf("%v of %d×%d, %.2f decoded", b, file.width, file.height, whole)
		}
	})
}

func BenchmarkPhoto(b *testing.B) {
	data := encodeJPEG(b, paper(4032, 3024))
	p3 := withProfile(data, displayP3Profile())
	for name, data := range map[string][]byte{"plain": data, "turned": withEXIF(data, 6), "Display P3": p3} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				decodeOne(b, data)
			}
		})
	}
}
