package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"strings"
	"testing"

	"context"

	"golang.org/x/image/tiff"
)

// tiffPage is a directory: tag, kind (1 byte, 3 short, 4 long) and value; more
// values than one, or bytes, are an offset into the blob that starts at 8.
type tiffPage []struct {
	tag, kind uint16
	value     uint32
}

func makeTIFF(pages ...tiffPage) []byte { return makeTIFFWith(nil, pages...) }

func makeTIFFWith(blob []byte, pages ...tiffPage) []byte {
	data := append([]byte("II*\x00\x00\x00\x00\x00"), blob...)
	link := 4
	for _, p := range pages {
		binary.LittleEndian.PutUint32(data[link:], uint32(len(data)))
		data = binary.LittleEndian.AppendUint16(data, uint16(len(p)))
		for _, e := range p {
			count := uint32(1)
			if e.tag == tagJPEGTables {
				count = uint32(len(blob)) - (e.value - 8)
			}
			data = binary.LittleEndian.AppendUint16(data, e.tag)
			data = binary.LittleEndian.AppendUint16(data, e.kind)
			data = binary.LittleEndian.AppendUint32(data, count)
			data = binary.LittleEndian.AppendUint32(data, e.value)
		}
		link = len(data)
		data = append(data, 0, 0, 0, 0)
	}
	return data
}

// plainPage is a page of 8-bit samples, one strip, at an offset of the file.
func plainPage(w, h, samples, photometric, at int) tiffPage {
	return tiffPage{{256, 4, uint32(w)}, {257, 4, uint32(h)}, {258, 3, 8}, {259, 3, 1}, {262, 3, uint32(photometric)},
		{273, 4, uint32(at)}, {277, 3, uint32(samples)}, {279, 4, uint32(w * h * samples)}}
}

func TestTIFFAsTheLibraryWritesIt(t *testing.T) {
	for _, kind := range []tiff.CompressionType{tiff.Uncompressed, tiff.Deflate} {
		for _, predictor := range []bool{false, true} {
			var b bytes.Buffer
			if err := tiff.Encode(&b, paper(120, 90), &tiff.Options{Compression: kind, Predictor: predictor}); err != nil {
				t.Fatal(err)
			}
			isPaper(t, decodeOne(t, b.Bytes()).Image, 120, 90)
		}
	}
	deep := image.NewNRGBA64(image.Rect(0, 0, 120, 90))
	src := paper(120, 90)
	for y := range 90 {
		for x := range 120 {
			deep.Set(x, y, src.At(x, y))
		}
	}
	var b bytes.Buffer
	if err := tiff.Encode(&b, deep, &tiff.Options{Compression: tiff.Deflate, Predictor: true}); err != nil {
		t.Fatal(err)
	}
	isPaper(t, decodeOne(t, b.Bytes()).Image, 120, 90)
}

func TestTIFFPages(t *testing.T) {
	pages := decodeAll(t, makeTIFFWith([]byte{10, 20, 30, 40, 50, 60}, plainPage(2, 1, 1, blackIsZero, 8), plainPage(2, 2, 1, whiteIsZero, 10)))
	if len(pages) != 2 {
		t.Fatalf("%d pages", len(pages))
	}
	if a, b := at(pages[0].Image, 1, 0).R, at(pages[1].Image, 1, 1).R; a != 20 || b != 255-60 {
		t.Errorf("pixels %d and %d, want 20 and 195", a, b)
	}
	preview := append(plainPage(1, 1, 1, blackIsZero, 8), struct {
		tag, kind uint16
		value     uint32
	}{tagNewSubfile, 4, reducedResolution})
	if pages := decodeAll(t, makeTIFFWith([]byte{10, 20}, plainPage(2, 1, 1, blackIsZero, 8), preview)); len(pages) != 1 {
		t.Errorf("a preview counts as a page: %d", len(pages))
	}
}

func TestTIFFColours(t *testing.T) {
	with := func(p tiffPage, tag, kind uint16, value uint32) tiffPage {
		return append(p, tiffPage{{tag, kind, value}}...)
	}
	tests := []struct {
		name string
		data []byte
		want color.NRGBA
	}{
		{"inks", makeTIFFWith([]byte{0, 255, 255, 0}, plainPage(1, 1, 4, inInks, 8)), color.NRGBA{255, 0, 0, 255}},
		{"RGB", makeTIFFWith([]byte{9, 8, 7}, plainPage(1, 1, 3, inRGB, 8)), color.NRGBA{9, 8, 7, 255}},
		{"alpha", makeTIFFWith([]byte{0, 0, 0, 0}, with(plainPage(1, 1, 4, inRGB, 8), tagExtraSamples, 3, 2)), color.NRGBA{255, 255, 255, 255}},
		{"an unknown fourth", makeTIFFWith([]byte{9, 8, 7, 0}, plainPage(1, 1, 4, inRGB, 8)), color.NRGBA{9, 8, 7, 255}},
		{"packed by runs", makeTIFFWith([]byte{0xfe, 77}, tiffPage{{256, 4, 3}, {257, 4, 1}, {258, 3, 8}, {259, 3, compressionPack},
			{262, 3, blackIsZero}, {273, 4, 8}, {279, 4, 2}}), color.NRGBA{77, 77, 77, 255}},
		{"one bit", makeTIFFWith([]byte{0x40}, tiffPage{{256, 4, 2}, {257, 4, 1}, {258, 3, 1}, {262, 3, whiteIsZero}, {273, 4, 8}, {279, 4, 1}}),
			color.NRGBA{255, 255, 255, 255}},
	}
	for _, test := range tests {
		if got := at(decodeOne(t, test.data).Image, 0, 0); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestJPEGInTIFF(t *testing.T) {
	blob := encodeJPEG(t, paper(160, 96))
	page := tiffPage{{256, 4, 160}, {257, 4, 96}, {258, 3, 8}, {259, 3, compressionJPEG}, {262, 3, inYCbCr},
		{273, 4, 8}, {277, 3, 3}, {279, 4, uint32(len(blob))}}
	isPaper(t, decodeOne(t, makeTIFFWith(blob, page)).Image, 160, 96)
}

func TestTIFFThatIsCutOff(t *testing.T) {
	// Ten strips of one row; the last two lie outside the file.
	offsets := make([]byte, 0, 80)
	for row := range 10 {
		place := uint32(8 + 80 + 4*row)
		if row >= 8 {
			place = 1 << 20
		}
		offsets = binary.LittleEndian.AppendUint32(offsets, place)
	}
	blob := offsets
	for range 10 {
		blob = binary.LittleEndian.AppendUint32(blob, 4)
	}
	blob = append(blob, bytes.Repeat([]byte{50}, 40)...)
	data := makeTIFFWith(blob, tiffPage{{256, 4, 4}, {257, 4, 10}, {258, 3, 8}, {262, 3, blackIsZero}, {273, 4, 8}, {278, 3, 1}, {279, 4, 48}})
	for i := 0; i+12 <= len(data); i++ { // ten values each
		if tag := binary.LittleEndian.Uint16(data[i:]); (tag == 273 || tag == 279) && data[i+2] == 4 && data[i+4] == 1 {
			data[i+4] = 10
		}
	}
	p := decodeOne(t, data)
	if p.Lost < 0.19 || p.Lost > 0.21 || !said(p, "missing") || at(p.Image, 0, 7).R != 50 || at(p.Image, 0, 9).R != 255 {
		t.Errorf("lost %.2f, steps %v, last row %v", p.Lost, p.Steps, at(p.Image, 0, 9))
	}
}

func TestTIFFRefusals(t *testing.T) {
	page := func(tag uint16, value uint32) []byte {
		p := plainPage(2, 2, 1, blackIsZero, 8)
		for i := range p {
			if p[i].tag == tag {
				p[i].value = value
				return makeTIFFWith(make([]byte, 16), p)
			}
		}
		return makeTIFFWith(make([]byte, 16), append(p, tiffPage{{tag, 3, value}}...))
	}
	for name, test := range map[string]struct {
		data []byte
		want string
	}{
		"32 bits": {page(tagBits, 32), "32 bits"}, "floating": {page(tagSampleFormat, 3), "floating"}, "Lab": {page(tagPhotometric, 8), "colour space"},
		"old JPEG": {page(tagCompression, compressionOldJPEG), "old-style"}, "unknown packing": {page(tagCompression, 34925), "packed"},
	} {
		f, err := open("a.tif", test.data)
		if err == nil {
			_, err = f.Page(context.Background(), 0)
		}
		if e := new(Error); !errors.As(err, &e) || !strings.Contains(e.Why.EN, test.want) {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
}

func FuzzTIFF(f *testing.F) {
	f.Add(makeTIFFWith([]byte{10, 20, 30, 40, 50, 60}, plainPage(2, 1, 1, blackIsZero, 8), plainPage(2, 2, 1, whiteIsZero, 10)))
	f.Add(makeTIFFWith([]byte{0xfe, 77}, tiffPage{{256, 4, 3}, {257, 4, 1}, {258, 3, 8}, {259, 3, compressionPack}, {262, 3, 3}, {273, 4, 8}, {279, 4, 2}}))
	f.Add(makeTIFFWith([]byte{0x26, 0xa0}, tiffPage{{256, 4, 8}, {257, 4, 1}, {258, 3, 1}, {259, 3, compressionG4}, {262, 3, 0}, {273, 4, 8}, {279, 4, 2}}))
	blob := encodeJPEG(f, paper(16, 16))
	f.Add(makeTIFFWith(blob, tiffPage{{256, 4, 16}, {257, 4, 16}, {258, 3, 8}, {259, 3, 7}, {262, 3, 6}, {273, 4, 8}, {277, 3, 3}, {279, 4, uint32(len(blob))}}))
	f.Fuzz(func(t *testing.T, data []byte) {
		if sniff(data) == formatTIFF {
			checkAny(t, data)
		}
	})
}
