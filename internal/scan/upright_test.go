package scan

import (
	"image"
	"testing"

	"github.com/disintegration/imaging"

	"beiandesk/internal/specimen"
)

func TestBearing(t *testing.T) {
	entity := specimen.Entity{Name: "样张云帆科技有限公司", Code: "91990000MA00QEQ378", Registrar: "样张市市场监督管理局"}
	person := specimen.Person{Name: "样某某", Number: "990101199009091677", Ethnicity: "汉", Birth: "19900909", Address: "样张省示例市范本路99号",
		Issuer: "样张市公安局", ValidFrom: "2019.09.09", ValidTo: "2039.09.09"}
	for name, c := range map[string]struct {
		flat image.Image
		by   clue
	}{
		"licence":     {specimen.Licence(entity), byQRCode},
		"card, front": {specimen.IDFront(person), byPortrait},
		"card, back":  {specimen.IDBack(person), byEmblem},
	} {
		flat := imaging.Resize(c.flat, 1200, 0, imaging.Box)
		for turn, img := range []*image.NRGBA{flat, imaging.Rotate90(flat), imaging.Rotate180(flat), imaging.Rotate270(flat)} {
			// imaging turns counter-clockwise: what it turned by a quarter is upright after one more clockwise.
			if got := bearingOf(img); got.turn != turn || got.by != c.by || !got.sure {
				t.Errorf("%s turned by %d: %+v", name, turn, got)
			}
		}
	}
}
