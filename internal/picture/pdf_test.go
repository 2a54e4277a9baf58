package picture

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"strings"
	"testing"
)

// pdfMaker writes a PDF, object by object.
type pdfMaker struct {
	bytes.Buffer
	trailer string
}

func newPDF() *pdfMaker {
	m := &pdfMaker{trailer: "/Root 1 0 R"}
	m.WriteString("%PDF-1.7\n")
	m.object(1, "<</Type/Catalog/Pages 2 0 R>>")
	return m
}

func (m *pdfMaker) object(n int, body string) { fmt.Fprintf(m, "%d 0 obj\n%s\nendobj\n", n, body) }

func (m *pdfMaker) stream(n int, dict string, data []byte) {
	m.object(n, fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data))
}

// page makes the one page: objects 2 to 4; pictures follow as I5, I6, …
func (m *pdfMaker) page(entries, content string, pictures int) {
	m.object(2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 200 100]>>")
	names := ""
	for i := range pictures {
		names += fmt.Sprintf("/I%d %d 0 R", 5+i, 5+i)
	}
	m.object(3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</XObject<<"+names+">>>>"+entries+">>")
	m.stream(4, "", []byte(content))
}

func (m *pdfMaker) done() []byte {
	fmt.Fprintf(m, "trailer\n<<%s>>\nstartxref\n0\n%%%%EOF\n", m.trailer)
	return m.Bytes()
}

func deflate(data []byte) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write(data)
	z.Close()
	return b.Bytes()
}

const wholePage = "q 200 0 0 100 0 0 cm /I5 Do Q"

func jpegPDF(t testing.TB, entries, content string) []byte {
	m := newPDF()
	m.page(entries, content, 1)
	m.stream(5, "/Subtype/Image/Width 160/Height 80/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode", encodeJPEG(t, paper(160, 80)))
	return m.done()
}

func TestTheScansOwnJPEGIsTaken(t *testing.T) {
	data := jpegPDF(t, "", wholePage)
	isPaper(t, decodeOne(t, data).Image, 160, 80)
	for name, broken := range map[string][]byte{
		"no end":     data[:len(data)-40],
		"wrong size": bytes.Replace(data, []byte("/Length "), []byte("/Length 9"), -1),
	} {
		if p := decodeOne(t, broken); p.Image.Bounds().Dx() != 160 {
			t.Errorf("%s: %v", name, p.Image.Bounds())
		}
	}
}

func TestPDFTurns(t *testing.T) {
	for entries, want := range map[string]int{"/Rotate 0": 1, "/Rotate 90": 6, "/Rotate 180": 3, "/Rotate -90": 8} {
		if p := decodeOne(t, jpegPDF(t, entries, wholePage)); p.Turned != want {
			t.Errorf("%s turned %d, want %d", entries, p.Turned, want)
		}
	}
	for content, want := range map[string]int{
		"200 0 0 100 0 0 cm /I5 Do": 1, "-200 0 0 100 200 0 cm /I5 Do": 2, "-200 0 0 -100 200 100 cm /I5 Do": 3, "200 0 0 -100 0 100 cm /I5 Do": 4,
		"0 -100 200 0 0 100 cm /I5 Do": 6, "0 100 -200 0 200 0 cm /I5 Do": 8,
		"0 -100 -200 0 200 100 cm /I5 Do": 5, "0 100 200 0 0 0 cm /I5 Do": 7,
	} {
		p := decodeOne(t, jpegPDF(t, "", content))
		if p.Turned != want {
			t.Errorf("%s turned %d, want %d", content, p.Turned, want)
		}
		if want == 6 {
			if c := at(p.Image, 75, 5); c.G < 130 || c.R > 120 {
				t.Errorf("the upper right is %v, want green", c)
			}
		}
	}
}

func TestPDFBitmaps(t *testing.T) {
	filtered := []byte{ // 2 × 2 RGB by PNG's filters: none, then up
		0, 10, 20, 30, 40, 50, 60,
		2, 1, 1, 1, 2, 2, 2}
	tests := []struct {
		name, dict string
		data       []byte
		want       [2]color.NRGBA // upper left, lower right
	}{
		{"RGB by predictor", "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 3/Columns 2>>",
			deflate(filtered), [2]color.NRGBA{{10, 20, 30, 255}, {42, 52, 62, 255}}},
		{"grey in hex", "/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/ASCIIHexDecode", []byte("0A 14 1E 28>"), [2]color.NRGBA{{10, 10, 10, 255}, {40, 40, 40, 255}}},
		{"base 85", "/ColorSpace/DeviceGray/BitsPerComponent 8/Filter[/ASCII85Decode]", []byte("$46TI~>"), [2]color.NRGBA{}},
		{"inverted bits", "/ColorSpace/DeviceGray/BitsPerComponent 1/Decode[1 0]", []byte{0x80, 0x40}, [2]color.NRGBA{{0, 0, 0, 255}, {0, 0, 0, 255}}},
		{"palette", "/ColorSpace[/Indexed/DeviceRGB 1 <FF0000 0000FF>]/BitsPerComponent 8", []byte{0, 0, 0, 1}, [2]color.NRGBA{{255, 0, 0, 255}, {0, 0, 255, 255}}},
		{"inks", "/ColorSpace/DeviceCMYK/BitsPerComponent 8/Filter/RunLengthDecode", []byte{15, 0, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 128},
			[2]color.NRGBA{{255, 0, 0, 255}, {0, 0, 0, 255}}},
		{"16 bits", "/ColorSpace/DeviceGray/BitsPerComponent 16", []byte{10, 99, 0, 0, 0, 0, 40, 0}, [2]color.NRGBA{{10, 10, 10, 255}, {40, 40, 40, 255}}},
	}
	for _, test := range tests {
		m := newPDF()
		m.page("", wholePage, 1)
		m.stream(5, "/Subtype/Image/Width 2/Height 2"+test.dict, test.data)
		p := decodeOne(t, m.done())
		if test.name == "base 85" {
			if b := p.Image.Bounds(); b.Dx() != 2 || b.Dy() != 2 {
				t.Errorf("base 85 gives %v", b)
			}
			continue
		}
		if got := [2]color.NRGBA{at(p.Image, 0, 0), at(p.Image, 1, 1)}; got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestBase85(t *testing.T) {
	if got := string(un85([]byte("87cURD]i,\"Ebo80~>"))); got != "Hello World!" {
		t.Errorf("it says %q", got)
	}
	if got := un85([]byte("z~>")); !bytes.Equal(got, make([]byte, 4)) {
		t.Errorf("z is %v", got)
	}
}

func TestStripsBecomeOnePage(t *testing.T) {
	m := newPDF()
	m.page("", "q 200 0 0 50 0 50 cm /I5 Do Q q 200 0 0 50 0 0 cm /I6 Do Q", 2)
	whole := paper(160, 80)
	m.stream(5, "/Subtype/Image/Width 160/Height 40/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode", encodeJPEG(t, crop(whole, 0, 40)))
	m.stream(6, "/Subtype/Image/Width 160/Height 40/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode", encodeJPEG(t, crop(whole, 40, 80)))
	p := decodeOne(t, m.done())
	isPaper(t, p.Image, 160, 80)
	if !said(p, "together") {
		t.Errorf("steps are %v", p.Steps)
	}
}

func TestMasks(t *testing.T) {
	m := newPDF()
	// White paper, and black where the stencil's bits are 0: the left half.
	m.page("", "q 200 0 0 100 0 0 cm /I5 Do Q 1 0 0 rg q 200 0 0 100 0 0 cm /I6 Do Q", 2)
	m.stream(5, "/Subtype/Image/Width 4/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8", bytes.Repeat([]byte{250}, 8))
	m.stream(6, "/Subtype/Image/Width 4/Height 2/ImageMask true", []byte{0x30, 0x30})
	p := decodeOne(t, m.done())
	if a, b := at(p.Image, 0, 0), at(p.Image, 3, 0); a != (color.NRGBA{255, 0, 0, 255}) || b.G != 250 {
		t.Errorf("stencilled %v, free %v", a, b)
	}
	m = newPDF()
	m.page("", wholePage, 1)
	m.stream(5, "/Subtype/Image/Width 2/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/SMask 6 0 R", []byte{0, 0})
	m.stream(6, "/Subtype/Image/Width 2/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", []byte{255, 0})
	p = decodeOne(t, m.done())
	if a, b := at(p.Image, 0, 0), at(p.Image, p.Image.Bounds().Dx()-1, 0); a.R != 0 || b.R != 255 {
		t.Errorf("opaque %v, transparent %v", a, b)
	}
}

func TestCropBoxCuts(t *testing.T) {
	p := decodeOne(t, jpegPDF(t, "/CropBox[0 0 100 100]", wholePage))
	if b := p.Image.Bounds(); b.Dx() != 80 || b.Dy() != 80 || !said(p, "edge") {
		t.Errorf("%v, steps %v", b, p.Steps)
	}
	if p := decodeOne(t, jpegPDF(t, "/CropBox[1 0 200 100]", wholePage)); p.Image.Bounds().Dx() != 160 {
		t.Errorf("a hair's breadth was cut: %v", p.Image.Bounds())
	}
}

func TestRecognisedTextIsNoText(t *testing.T) {
	text := "(" + strings.Repeat("recognised ", 20) + ") Tj"
	for name, content := range map[string]string{
		"invisible": wholePage + " BT 3 Tr " + text + " ET",
		"beneath":   "BT " + text + " ET " + wholePage,
		"a number":  wholePage + " BT (7) Tj ET",
	} {
		if p := decodeOne(t, jpegPDF(t, "", content)); p.Image.Bounds().Dx() != 160 {
			t.Errorf("%s: %v", name, p.Image.Bounds())
		}
	}
}

func TestPackedObjects(t *testing.T) {
	m := &pdfMaker{}
	m.WriteString("%PDF-1.7\n")
	bodies := []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/MediaBox[0 0 200 100]/Contents[4 0 R]/Resources 7 0 R>>", "<</XObject<</I5 5 0 R>>>>"}
	head, body := "", ""
	for i, n := range []int{1, 2, 3, 7} {
		head += fmt.Sprintf("%d %d ", n, len(body))
		body += bodies[i] + " "
	}
	m.stream(9, fmt.Sprintf("/Type/ObjStm/N 4/First %d/Filter/FlateDecode", len(head)), deflate([]byte(head+body)))
	m.stream(4, "/Filter/FlateDecode", deflate([]byte(wholePage)))
	m.stream(5, "/Subtype/Image/Width 160/Height 80/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode", encodeJPEG(t, paper(160, 80)))
	m.stream(10, "/Type/XRef/Root 1 0 R/W[1 1 1]/Size 11", []byte{0, 0, 0})
	isPaper(t, decodeOne(t, m.Bytes()).Image, 160, 80)
}

func TestPagesOfAPDF(t *testing.T) {
	m := newPDF()
	m.object(2, "<</Type/Pages/Kids[3 0 R 6 0 R 2 0 R]/Count 2/MediaBox[0 0 200 100]/Resources<</XObject<</I5 5 0 R>>>>>>")
	m.object(3, "<</Type/Page/Contents 4 0 R>>")
	m.object(6, "<</Type/Page/Contents 4 0 R/Rotate 90>>")
	m.stream(4, "", []byte(wholePage))
	m.stream(5, "/Subtype/Image/Width 160/Height 80/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode", encodeJPEG(t, paper(160, 80)))
	pages := decodeAll(t, m.done())
	if len(pages) != 2 || pages[0].Turned != 1 || pages[1].Turned != 6 {
		t.Errorf("%d pages", len(pages))
	}
}

func TestPDFRefusals(t *testing.T) {
	encrypted := newPDF()
	encrypted.page("", wholePage, 1)
	encrypted.trailer += "/Encrypt 8 0 R"
	jpx := newPDF()
	jpx.page("", wholePage, 1)
	jpx.stream(5, "/Subtype/Image/Width 9/Height 9/Filter/JPXDecode", []byte("x"))
	vast := newPDF()
	vast.page("", wholePage, 1)
	vast.stream(5, "/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode", deflate(make([]byte, 99)))
	empty := newPDF()
	empty.page("", "", 0)
	for name, test := range map[string]struct {
		data []byte
		want string
	}{
		"encrypted": {encrypted.done(), "encrypted"},
		"written":   {jpegPDF(t, "", wholePage+" BT ("+strings.Repeat("written ", 20)+") Tj ET"), "written text"},
		"no scan":   {empty.done(), "no scanned picture"},
		"JPX":       {jpx.done(), "JPX"},
		"vast":      {vast.done(), "too large"},
	} {
		f, err := open("扫描.pdf", test.data)
		if err == nil {
			_, err = f.Page(context.Background(), 0)
		}
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(e.Error(), test.want) || e.Remedy.ZH == "" {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
}

func FuzzPDF(f *testing.F) {
	f.Add(jpegPDF(f, "/Rotate 90", wholePage))
	m := newPDF()
	m.page("", "q 200 0 0 50 0 50 cm /I5 Do Q 200 0 0 50 0 0 cm /I6 Do", 2)
	m.stream(5, "/Subtype/Image/Width 2/Height 2/ColorSpace[/Indexed/DeviceRGB 1(abcdef)]/BitsPerComponent 8", []byte{0, 0, 0, 1})
	m.stream(6, "/Subtype/Image/Width 4/Height 2/ImageMask true", []byte{0x30, 0x30})
	f.Add(m.done())
	m = newPDF()
	m.page("", "BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI", 0)
	m.stream(9, "/Type/ObjStm/N 1/First 4", []byte("7 0 <</A[1 2(x)<00>/N#41]>>"))
	f.Add(m.done())
	f.Fuzz(func(t *testing.T, data []byte) {
		if sniff(data) != formatPDF {
			return
		}
		for _, key := range []string{"/Width ", "/Height ", "/W ", "/H "} {
			for _, part := range bytes.Split(data, []byte(key))[1:] {
				if n := bytes.IndexFunc(part, func(r rune) bool { return r < '0' || r > '9' }); n > 3 {
					return // large pictures are slow, not wrong
				}
			}
		}
		checkAny(t, data)
	})
}

// crop is some rows of a picture.
func crop(img *image.NRGBA, from, to int) image.Image {
	return img.SubImage(image.Rect(0, from, img.Rect.Dx(), to))
}
