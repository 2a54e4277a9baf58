package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"beiandesk/forms"
	"beiandesk/internal/filing"
)

// The golden pictures show the papers to whoever reviews a change of their
// looks, as the program itself plots them.

const pictureWidth = 496 // pixels

func abs(n int) int { return max(n, -n) }

// Cells of a picture may differ by this much in the mean of their greys: edges
// of letters come out a little different on other processors.
const (
	pictureCell      = 8
	pictureTolerance = 12
)

func TestGoldenPictures(t *testing.T) {
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
		comparePicture(t, filepath.Join("testdata", name+".png"), pages[0].Preview(pictureWidth))
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
