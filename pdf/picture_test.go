package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"beiandesk/assets"
	"beiandesk/forms"
	"beiandesk/internal/filing"
)

// The golden pictures show the papers to whoever reviews a change of their
// looks; they are drawn by other code than the program's from the same fonts.

const pictureDPI = 60

// canvas draws display lists.
type canvas struct {
	fonts  [faceCount]*sfnt.Font
	buffer sfnt.Buffer
}

func newCanvas(t *testing.T) *canvas {
	t.Helper()
	c := new(canvas)
	for face, name := range fontFiles {
		data, err := assets.FS.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if c.fonts[face], err = sfnt.Parse(data); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

func pixels(l length) float32 { return float32(l.points() * pictureDPI / 72) }

func (c *canvas) page(t *testing.T, p *Page) *image.Gray {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, int(pixels(pageWidth))+1, int(pixels(pageHeight))+1))
	for i := range img.Pix {
		img.Pix[i] = 0xFF
	}
	for _, op := range p.Ops {
		if op.Kind == OpText {
			c.text(t, img, op)
		} else {
			lines(img, op)
		}
	}
	return img
}

func (c *canvas) text(t *testing.T, img *image.Gray, op Op) {
	t.Helper()
	set, err := fonts()
	if err != nil {
		t.Fatal(err)
	}
	x, size := op.X, fixed.Int26_6(pixels(op.Size)*64)
	for _, r := range op.Text {
		for _, face := range []Face{op.Face, Song} {
			glyph, err := c.fonts[face].GlyphIndex(&c.buffer, r)
			if err != nil || glyph == 0 {
				continue
			}
			segments, err := c.fonts[face].LoadGlyph(&c.buffer, glyph, size, nil)
			if err != nil {
				t.Fatal(err)
			}
			fillOutline(img, segments, pixels(x), pixels(op.Y), op.Gray)
			break
		}
		advance, _ := set.advance(op.Face, r)
		x += length(advance)*op.Size/1000 + op.Track
	}
}

func fillOutline(img *image.Gray, segments sfnt.Segments, x, y float32, gray uint8) {
	b := segments.Bounds()
	left, top := int(x)+b.Min.X.Floor()-1, int(y)+b.Min.Y.Floor()-1
	r := vector.NewRasterizer(b.Max.X.Ceil()-b.Min.X.Floor()+4, b.Max.Y.Ceil()-b.Min.Y.Floor()+4)
	at := func(p fixed.Point26_6) (float32, float32) {
		return float32(p.X)/64 + x - float32(left), float32(p.Y)/64 + y - float32(top)
	}
	for _, s := range segments {
		x1, y1 := at(s.Args[0])
		x2, y2 := at(s.Args[1])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			r.ClosePath()
			r.MoveTo(x1, y1)
		case sfnt.SegmentOpLineTo:
			r.LineTo(x1, y1)
		case sfnt.SegmentOpQuadTo:
			r.QuadTo(x1, y1, x2, y2)
		case sfnt.SegmentOpCubeTo:
			x3, y3 := at(s.Args[2])
			r.CubeTo(x1, y1, x2, y2, x3, y3)
		}
	}
	r.ClosePath()
	ink := image.NewUniform(color.Gray{Y: uint8(int(gray) * 255 / 100)})
	r.Draw(img, image.Rect(left, top, left+r.Size().X, top+r.Size().Y), ink, image.Point{})
}

// lines draws what is not text, a pixel wide; circles by their four ends.
func lines(img *image.Gray, op Op) {
	ink := color.Gray{Y: uint8(int(op.Gray) * 255 / 100)}
	x, y, x2, y2 := int(pixels(op.X)), int(pixels(op.Y)), int(pixels(op.X2)), int(pixels(op.Y2))
	stroke := func(x1, y1, x2, y2 int) {
		n := max(abs(x2-x1), abs(y2-y1), 1)
		for i := range n + 1 {
			img.SetGray(x1+(x2-x1)*i/n, y1+(y2-y1)*i/n, ink)
		}
	}
	switch op.Kind {
	case OpLine:
		stroke(x, y, x2, y2)
	case OpRect:
		stroke(x, y, x2, y)
		stroke(x2, y, x2, y2)
		stroke(x2, y2, x, y2)
		stroke(x, y2, x, y)
	case OpCircle:
		for dx := -x2; dx <= x2; dx++ {
			for dy := -x2; dy <= x2; dy++ {
				if d := dx*dx + dy*dy - x2*x2; d > -x2 && d < x2 {
					img.SetGray(x+dx, y+dy, ink)
				}
			}
		}
	}
}

func abs(n int) int { return max(n, -n) }

// Cells of a picture may differ by this much in the mean of their greys: edges
// of letters come out a little different on other processors.
const (
	pictureCell      = 8
	pictureTolerance = 12
)

func TestGoldenPictures(t *testing.T) {
	c := newCanvas(t)
	long := values{"entity.name": "样张国际云计算与人工智能联合创新（宁夏回族自治区中卫市沙坡头区）产业发展集团股份有限公司第二分公司",
		"site.name":    "样张云帆科技官网与客户服务支持中心及开发者社区资源下载站（Developer Resources and Support Portal）",
		"site.domains": "very-long-domain-name-for-testing-purposes-only.example.com\nexample.net\n样张云帆科技有限公司官网.中国"}
	for name, form := range map[string]*forms.Form{
		"check-sheet":         fillSample(t, filing.CheckSheet, nil),
		"authorization":       fillSample(t, filing.Authorization, nil),
		"confirmation":        fillSample(t, filing.Confirmation, nil),
		"commitment":          fillSample(t, filing.Commitment, nil),
		"check-sheet-long":    fillSample(t, filing.CheckSheet, long),
		"commitment-long":     fillSample(t, filing.Commitment, long),
		"verification":        listsOf(t, values{"site.person.id_type": "2"})[0],
		"verification-manual": listsOf(t, nil)[0],
		"after":               listsOf(t, nil)[1],
		"posting":             posting(t, fillSample(t, filing.CheckSheet, nil), fillSample(t, filing.Commitment, nil)),
	} {
		pages, _ := layOut(t, form)
		comparePicture(t, filepath.Join("testdata", name+".png"), c.page(t, pages[0]))
	}
}

func comparePicture(t *testing.T, path string, got *image.Gray) {
	t.Helper()
	if *update {
		writePicture(t, path, got)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if want.Bounds() != got.Bounds() {
		t.Fatalf("%s is %v large, want %v", path, got.Bounds(), want.Bounds())
	}
	for y := 0; y < got.Bounds().Max.Y; y += pictureCell {
		for x := 0; x < got.Bounds().Max.X; x += pictureCell {
			r := image.Rect(x, y, x+pictureCell, y+pictureCell).Intersect(got.Bounds())
			if d := mean(got, r) - mean(want, r); abs(d) > pictureTolerance {
				t.Errorf("%s differs by %d at %d, %d (look at it; run the test with -update after a wanted change)", path, d, x, y)
				return
			}
		}
	}
}

func mean(img image.Image, r image.Rectangle) int {
	sum := 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			sum += int(color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y)
		}
	}
	return sum / max(1, r.Dx()*r.Dy())
}

// writePicture saves a picture in sixteen greys, which keeps it small.
func writePicture(t *testing.T, path string, img *image.Gray) {
	t.Helper()
	var greys color.Palette
	for i := range 16 {
		greys = append(greys, color.Gray{Y: uint8(i * 17)})
	}
	small := image.NewPaletted(img.Bounds(), greys)
	for i, v := range img.Pix {
		small.Pix[i] = uint8((int(v) + 8) / 17)
	}
	var file bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&file, small); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, file.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
