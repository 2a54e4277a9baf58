package specimen

import (
	"bytes"
	"hash/fnv"
	"image"
	"image/color"
	"math"
	"strings"
	"testing"

	"rsc.io/qr"

	"beiandesk/internal/filing"
)

var (
	testEntity = Entity{
		Name: "样张云帆科技（宁夏）有限公司", Code: "91640500MA76ABC06P", Kind: "有限责任公司（自然人投资或控股）", LegalRep: "样一帆",
		Capital: "壹佰万元整", Founded: "2019年09月09日", Term: "2019年09月09日至长期", Address: "宁夏回族自治区中卫市沙坡头区范本路99号样楼9层909室",
		Scope: "软件开发；技术服务。", Sponsor: "样张研究会", Registrar: "样张市市场监督管理局", Registered: "2024年03月15日",
	}
	testPerson = Person{Name: "样一帆", Ethnicity: "汉", Birth: "19850909", Address: "样张省示例市范本路99号", Number: "64059919850909011X",
		Issuer: "样张市公安局虚构分局", ValidFrom: "2019.09.09", ValidTo: "2039.09.09"}
	testDomain = Domain{Name: "yangzhang-yunfan.cn", Holder: testEntity.Name, CertType: "营业执照", CertNumber: testEntity.Code,
		Registrar: "示例域名注册服务有限公司", Registered: "2024-03-15", Expires: "2033-03-15", Email: "i***@example.com"}
)

func TestDocumentsAreDrawnTheSameEveryTime(t *testing.T) {
	for name, draw := range map[string]struct {
		doc  func() *image.RGBA
		size image.Point
	}{
		"licence":     {func() *image.RGBA { return Licence(testEntity) }, image.Pt(3508, 2480)},
		"institution": {func() *image.RGBA { return Institution(testEntity) }, image.Pt(3508, 2480)},
		"card front":  {func() *image.RGBA { return IDFront(testPerson) }, image.Pt(2022, 1276)},
		"card back":   {func() *image.RGBA { return IDBack(testPerson) }, image.Pt(2022, 1276)},
		"desktop":     {func() *image.RGBA { return DomainPage(testDomain, Desktop) }, image.Pt(1920, 1080)},
		"phone":       {func() *image.RGBA { return DomainPage(testDomain, Phone) }, image.Pt(1080, 2340)},
	} {
		t.Run(name, func(t *testing.T) {
			once, again := draw.doc(), draw.doc()
			if once.Rect.Size() != draw.size {
				t.Errorf("size %v, want %v", once.Rect.Size(), draw.size)
			}
			if sumOf(once) != sumOf(again) {
				t.Error("two drawings differ")
			}
		})
	}
}

func TestValuesAreDrawn(t *testing.T) {
	other := testPerson
	other.Number = "640599198509090136"
	if sumOf(IDFront(testPerson)) == sumOf(IDFront(other)) {
		t.Error("two numbers look the same")
	}
	other = testPerson
	other.Female = true
	if sumOf(IDFront(testPerson)) == sumOf(IDFront(other)) {
		t.Error("women and men look the same")
	}
	phone := testDomain
	phone.Holder = "样张南粤贸易有限公司"
	if sumOf(DomainPage(testDomain, Phone)) == sumOf(DomainPage(phone, Phone)) {
		t.Error("two holders look the same")
	}
}

func TestLicenceCarriesItsCode(t *testing.T) {
	code, err := qr.Encode("https://specimen.invalid/licence?uscc="+testEntity.Code, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	img := Licence(testEntity)
	at := image.Rect(2620, 292, 2960, 632)
	module := float64(at.Dx()) / float64(code.Size+4)
	for y := range code.Size {
		for x := range code.Size {
			px := img.RGBAAt(at.Min.X+int((float64(x)+2.5)*module), at.Min.Y+int((float64(y)+2.5)*module))
			if dark := px.R < 128; dark != code.Black(x, y) {
				t.Fatalf("module %d, %d: dark is %v", x, y, dark)
			}
		}
	}
}

func TestNumbersAreValid(t *testing.T) {
	for _, area := range []string{"110199", "540199", "640599"} {
		for serial := range 60 {
			if n := CitizenNumber(area, "19900909", serial); filing.CheckResidentID(n) != nil {
				t.Errorf("%s: %v", n, filing.CheckResidentID(n))
			}
		}
	}
	if got := CitizenNumber("110105", "19491231", 2); got != "11010519491231002X" {
		t.Errorf("the standard's example is %s", got)
	}
	for _, authority := range []string{"91640500", "92640599", "12110199"} {
		for _, body := range []string{"MA76ABC0", "MB000002", "MAYQ0001", "MAYX0017"} {
			if c := CreditCode(authority, body); filing.CheckUSCC(c) != nil {
				t.Errorf("%s: %v", c, filing.CheckUSCC(c))
			}
		}
	}
	if got := CreditCode("91640500", "MA76ABC0"); got != "91640500MA76ABC06P" {
		t.Errorf("the dictionary's example is %s", got)
	}
}

func TestParagraphKeepsNumbersWhole(t *testing.T) {
	got := units("样楼9层909室，A座")
	if want := "样|楼|9|层|909|室|，|A|座"; strings.Join(got, "|") != want {
		t.Errorf("units are %s, want %s", strings.Join(got, "|"), want)
	}
}

// paper is a blank white page.
func paper(w, h int) *image.RGBA {
	c := newCanvas(w, h, color.RGBA{255, 255, 255, 255})
	return c.img
}

func TestCornersLieOnTheDocument(t *testing.T) {
	poses := map[string]Pose{
		"straight":    {Width: 0.7},
		"turned":      {Width: 0.6, Turn: 17, X: 0.03, Y: -0.02},
		"upside down": {Width: 0.6, Turn: 183},
		"sideways":    {Width: 0.5, Turn: 91},
		"tilted":      {Width: 0.6, Tilt: 22, Lean: -9, Turn: -4},
	}
	for name, pose := range poses {
		t.Run(name, func(t *testing.T) {
			s := Scene{Size: image.Pt(800, 600), Pose: pose, Desk: Slate, Seed: 5}
			doc := paper(1600, 1131)
			q := s.Corners(doc.Rect.Size())
			if !q.Inside(s.Size) {
				t.Fatalf("corners %v are outside the frame", q)
			}
			img := Photograph(doc, s)
			mid := Point{(q[0].X + q[1].X + q[2].X + q[3].X) / 4, (q[0].Y + q[1].Y + q[2].Y + q[3].Y) / 4}
			for i, p := range q {
				if v := brightness(img, towards(p, mid, 5)); v < 180 {
					t.Errorf("corner %d: just inside it is dark (%d)", i, v)
				}
				if v := brightness(img, towards(p, mid, -5)); v > 110 {
					t.Errorf("corner %d: just outside it is bright (%d)", i, v)
				}
			}
		})
	}
}

func TestPoseMeansWhatItSays(t *testing.T) {
	doc, frame := image.Pt(1600, 1131), image.Pt(4000, 3000)
	length := func(a, b Point) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }
	if q := (Pose{Width: 0.5}).corners(doc, frame); math.Abs(length(q[0], q[1])-2000) > 1 {
		t.Errorf("a width of half the frame is %.1f pixels", length(q[0], q[1]))
	}
	if q := (Pose{Width: 0.5, Tilt: 20}).corners(doc, frame); length(q[0], q[1]) >= length(q[3], q[2]) {
		t.Error("the top leans towards the camera")
	}
	if q := (Pose{Width: 0.5, Lean: 20}).corners(doc, frame); length(q[1], q[2]) >= length(q[0], q[3]) {
		t.Error("the right side leans towards the camera")
	}
	if q := (Pose{Width: 0.5, Turn: 90}).corners(doc, frame); q[0].X < q[3].X || q[0].Y > q[1].Y {
		t.Errorf("a quarter turn clockwise gives %v", q)
	}
}

func TestCardsHaveRoundCorners(t *testing.T) {
	s := Scene{Size: image.Pt(800, 600), Pose: Pose{Width: 0.7}, Desk: Slate, Seed: 5}
	card := IDBack(testPerson)
	q := s.Corners(card.Rect.Size())
	img := Photograph(card, s)
	mid := Point{400, 300}
	for i, p := range q {
		if v := brightness(img, towards(p, mid, 4)); v > 110 {
			t.Errorf("corner %d: the card is not round (%d)", i, v)
		}
		if v := brightness(img, towards(p, mid, 20)); v < 150 {
			t.Errorf("corner %d: the card is missing (%d)", i, v)
		}
	}
}

func TestFlatScan(t *testing.T) {
	s := A4(60)
	if got, want := s.Size(), image.Pt(496, 702); got != want {
		t.Fatalf("size %v, want %v", got, want)
	}
	dark := newCanvas(cardWidth, cardHeight, color.RGBA{30, 30, 30, 255}).img
	item := Item{Doc: dark, X: 90, Y: 120, Turn: 6}
	q := s.Corners(item)
	if wide := math.Hypot(q[1].X-q[0].X, q[1].Y-q[0].Y); math.Abs(wide-85.6/25.4*60) > 0.5 {
		t.Errorf("a card is %.1f pixels wide", wide)
	}
	img := FlatScan(s, item)
	mid := Point{90 / 25.4 * 60, 120 / 25.4 * 60}
	for i, p := range q {
		if in, out := brightness(img, towards(p, mid, 4)), brightness(img, towards(p, mid, -4)); in > 90 || out < 220 {
			t.Errorf("corner %d: %d inside, %d outside", i, in, out)
		}
	}
	if v := brightness(FlatScan(s), mid); v < 240 {
		t.Errorf("a blank page is %d", v)
	}
}

func TestPhotographsAreTheSameEveryTime(t *testing.T) {
	doc := paper(400, 283)
	for desk := Wood; desk <= Cloth; desk++ {
		s := Scene{Size: image.Pt(240, 180), Pose: Pose{Width: 0.6, Turn: 3, Tilt: 9}, Desk: desk, Seed: 9,
			Uneven: 0.3, Warm: 0.4, Shadow: 0.5, Glare: 0.4, Blur: 1.2, Noise: 3, Dim: 0.1}
		once, again := Photograph(doc, s), Photograph(doc, s)
		if !bytes.Equal(once.Pix, again.Pix) {
			t.Errorf("desk %d: two photographs differ", desk)
		}
		s.Seed++
		if bytes.Equal(once.Pix, Photograph(doc, s).Pix) {
			t.Errorf("desk %d: another seed gives the same photograph", desk)
		}
	}
}

func towards(p, q Point, by float64) Point {
	d := math.Hypot(q.X-p.X, q.Y-p.Y)
	return Point{p.X + (q.X-p.X)/d*by, p.Y + (q.Y-p.Y)/d*by}
}

func brightness(m image.Image, p Point) int {
	r, g, b, _ := m.At(int(math.Floor(p.X)), int(math.Floor(p.Y))).RGBA()
	return int(r+g+b) / 3 >> 8
}

func sumOf(m *image.RGBA) uint64 {
	h := fnv.New64a()
	h.Write(m.Pix)
	return h.Sum64()
}
