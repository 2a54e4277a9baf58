package scan

import (
	"image"
	"image/color"
	"slices"
	"sync"
	"testing"

	"beiandesk/internal/filing"
	"beiandesk/internal/judge"
	"beiandesk/internal/specimen"
)

// judged returns the rules, with their wordings, that pictures break in a slot.
func judged(t *testing.T, id filing.Slot, pictures ...image.Image) []string {
	t.Helper()
	f := &fitting{slot: slot(t, id), result: new(Result)}
	for i, img := range pictures {
		f.sources = append(f.sources, &source{file: string(rune('a' + i)), img: img})
	}
	f.locate()
	return judgedAs(t, f)
}

// judgedWhole is judged for pictures that a document fills.
func judgedWhole(t *testing.T, id filing.Slot, pictures ...image.Image) []string {
	t.Helper()
	f := &fitting{slot: slot(t, id), result: new(Result)}
	for i, img := range pictures {
		s := &source{file: string(rune('a' + i)), img: img}
		f.sources, f.documents = append(f.sources, s), append(f.documents, uprightWhole(s))
	}
	return judgedAs(t, f)
}

func judgedAs(t *testing.T, f *fitting) []string {
	t.Helper()
	f.judge()
	if len(f.result.Measured) != len(f.documents) {
		t.Errorf("%d documents were measured, of %d", len(f.result.Measured), len(f.documents))
	}
	var rules []string
	for _, finding := range f.result.Findings {
		rule := finding.Rule
		if finding.Variant != "" {
			rule += "/" + finding.Variant
		}
		rules = append(rules, rule)
	}
	return rules
}

var (
	licence = sync.OnceValue(func() *image.RGBA {
		return specimen.Licence(specimen.Entity{Name: "样张云帆科技有限公司", Code: "91990000MA00QEQ378", Kind: "有限责任公司", LegalRep: "样某某",
			Scope: "技术服务、技术开发、技术咨询、技术交流、技术转让、技术推广。", Capital: "壹佰万元整", Address: "样张省示例市虚构区范本路九十九号"})
	})
	idFront = sync.OnceValue(func() *image.RGBA {
		return specimen.IDFront(specimen.Person{Name: "样某某", Number: "990101199009091677", Birth: "19900909", Address: "样张省示例市虚构区范本路九十九号"})
	})
	idBack = sync.OnceValue(func() *image.RGBA {
		return specimen.IDBack(specimen.Person{Issuer: "样张市公安局", ValidFrom: "2019.09.09", ValidTo: "2039.09.09"})
	})
)

// scene is a good photo, small so that the tests are quick.
func scene() specimen.Scene {
	return specimen.Scene{Size: image.Pt(1000, 750), Desk: specimen.Slate, Seed: 3, Noise: 2, Uneven: 0.2,
		Pose: specimen.Pose{Width: 0.85, Turn: -2, Tilt: 8}}
}

// goodPhoto is a photo of a licence with nothing to say about it.
var goodPhoto = sync.OnceValue(func() *image.RGBA { return specimen.Photograph(licence(), scene()) })

func TestPhotosAreJudged(t *testing.T) {
	for _, test := range []struct {
		name  string
		doc   *image.RGBA
		slot  filing.Slot
		spoil func(*specimen.Scene)
		want  []string
	}{
		{"a good licence", licence(), filing.SlotEntityLicence, func(*specimen.Scene) {}, nil},
		{"blurred", licence(), filing.SlotEntityLicence, func(s *specimen.Scene) { s.Blur = 3 }, []string{"scan-blurred"}},
		{"dim", licence(), filing.SlotEntityLicence, func(s *specimen.Scene) { s.Dim, s.Noise = 0.63, 6 }, []string{"scan-dark"}},
		{"glare", licence(), filing.SlotEntityLicence, func(s *specimen.Scene) { s.Glare = 1 }, []string{"scan-glare"}},
		{"a card for a licence", idFront(), filing.SlotEntityLicence, func(*specimen.Scene) {}, []string{"scan-wrong-document/card"}},
		{"a licence for a card", licence(), filing.SlotEntityPersonID, func(*specimen.Scene) {}, []string{"scan-wrong-document/licence", "scan-one-side"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := scene()
			test.spoil(&s)
			if got := judged(t, test.slot, specimen.Photograph(test.doc, s)); !slices.Equal(got, test.want) {
				t.Errorf("%v, want %v", got, test.want)
			}
		})
	}
}

func TestWatermarksAreTold(t *testing.T) {
	grey := color.RGBA{100, 100, 100, 255}
	for _, doc := range []struct {
		name  string
		photo image.Image
		slot  filing.Slot
		also  []string
	}{
		{"licence", goodPhoto(), filing.SlotEntityLicence, nil},
		{"card", specimen.Photograph(idFront(), scene()), filing.SlotEntityPersonID, []string{"scan-one-side"}},
	} {
		for _, test := range []struct {
			name string
			mark specimen.Overprint
		}{
			{"small and pale", specimen.Overprint{Text: "仅供备案使用", Size: 30, Angle: 0.5, Apart: 4, Ink: grey, Cover: 0.2}},
			{"dense", specimen.Overprint{Text: "仅供备案使用", Size: 44, Angle: 0.7, Apart: 4, Ink: grey, Cover: 0.4}},
			{"falling", specimen.Overprint{Text: "备案专用", Size: 36, Angle: -0.5, Apart: 4, Ink: grey, Cover: 0.3}},
			{"once, large", specimen.Overprint{Text: "仅用于备案", Size: 120, Angle: 0.5, Ink: grey, Cover: 0.3}},
		} {
			want := append([]string{"scan-watermark"}, doc.also...)
			if got := judged(t, doc.slot, test.mark.Over(doc.photo)); !slices.Equal(got, want) {
				t.Errorf("%s, %s: %v, want %v", doc.name, test.name, got, want)
			}
		}
	}
}

func TestCopiesAreJudged(t *testing.T) {
	photo := goodPhoto().SubImage(image.Rect(90, 100, 910, 650))
	flat := resize(licence(), 1754, 1240)
	each := func(m image.Image, change func(y uint8) color.RGBA) *image.RGBA {
		out := image.NewRGBA(image.Rectangle{Max: m.Bounds().Size()})
		for y := range m.Bounds().Dy() {
			for x := range m.Bounds().Dx() {
				out.SetRGBA(x, y, change(color.GrayModel.Convert(m.At(m.Bounds().Min.X+x, m.Bounds().Min.Y+y)).(color.Gray).Y))
			}
		}
		return out
	}
	for name, test := range map[string]struct {
		picture image.Image
		want    []string
	}{
		"grey": {each(photo, func(y uint8) color.RGBA { return color.RGBA{y, y, y, 255} }), []string{"scan-gray"}},
		"grey in warm light": {each(photo, func(y uint8) color.RGBA {
			return color.RGBA{y, uint8(float64(y) * 0.9), uint8(float64(y) * 0.75), 255}
		}), []string{"scan-gray"}},
		"black and white": {each(flat, func(y uint8) color.RGBA {
			if y > 128 {
				return color.RGBA{255, 255, 255, 255}
			}
			return color.RGBA{0, 0, 0, 255}
		}), []string{"scan-gray/bilevel"}},
		"in colour": {flat, nil},
	} {
		if got := judgedWhole(t, filing.SlotEntityLicence, test.picture); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

func TestSidesAreJudged(t *testing.T) {
	front, back := resize(idFront(), 1000, 631), resize(idBack(), 1000, 631)
	for name, test := range map[string]struct {
		pictures []image.Image
		want     []string
	}{
		"front and back": {[]image.Image{front, back}, nil},
		"two fronts":     {[]image.Image{front, front}, []string{"scan-wrong-document/fronts"}},
		"two backs":      {[]image.Image{back, back}, []string{"scan-wrong-document/backs"}},
	} {
		if got := judgedWhole(t, filing.SlotEntityPersonID, test.pictures...); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

func TestWholePicturesAreJudged(t *testing.T) {
	flat := resize(licence(), 2000, 1414)
	screen := specimen.DomainPage(specimen.Domain{Name: "yangzhang.invalid"}, specimen.Phone)
	got := judgedWhole(t, filing.SlotEntityLicence, screen)
	if !slices.Contains(got, "scan-wrong-document/screenshot") {
		t.Errorf("a screenshot: %v", got)
	}
	if got := judgedWhole(t, filing.SlotEntityLicence, flat); len(got) > 0 {
		t.Errorf("a document that fills the picture: %v", got)
	}
	// Cut through the text at the right, with grain so that no program drew it.
	cut := image.NewNRGBA(image.Rect(0, 0, 1500, 1374))
	rnd := uint32(1)
	for y := range 1374 {
		for x := range 1500 {
			c := color.NRGBAModel.Convert(flat.At(x+20, y+20)).(color.NRGBA)
			rnd = rnd*1664525 + 1013904223
			n := uint8(rnd >> 30)
			cut.SetNRGBA(x, y, color.NRGBA{c.R - min(c.R, n), c.G - min(c.G, n), c.B - min(c.B, n), 255})
		}
	}
	if got := judged(t, filing.SlotEntityLicence, cut); !slices.Equal(got, []string{"scan-cut-off"}) {
		t.Errorf("a picture cut through its text: %v", got)
	}
}

func TestEnlargementIsWordedByItsSize(t *testing.T) {
	for _, test := range []struct {
		w, h     int
		edges    judge.Edges
		want     string
		wantArgs string // dpi
	}{
		{1335, 944, judge.Edges{}, "slight", ""},
		{1180, 834, judge.Edges{}, "", ""},
		{640, 452, judge.Edges{}, "coarse", "55"},
		{640, 452, judge.Edges{Width: 9, Count: 5000}, "", ""}, // blurred, which is told already
	} {
		s := &source{file: "a", img: image.NewGray(image.Rect(0, 0, test.w, test.h))}
		d := wholeOf(s)
		d.measured = Measured{Edges: test.edges, DPI: d.dpi()}
		f := &fitting{slot: slot(t, filing.SlotEntityLicence), result: new(Result), documents: []document{d}}
		f.enlarged(scalingFor(test.w, test.h, f.slot).chosen)
		got := f.result.Findings[0]
		if got.Rule != "scan-enlarged" || got.Variant != test.want || got.Args["dpi"] != test.wantArgs {
			t.Errorf("%d×%d: %+v, want %q", test.w, test.h, got, test.want)
		}
	}
}

func TestNothingIsJudgedWhereAnythingGoes(t *testing.T) {
	f := &fitting{slot: slot(t, filing.SlotDomainCert), result: new(Result), sources: []*source{{file: "a", img: image.NewGray(image.Rect(0, 0, 300, 200))}}}
	f.locate()
	f.judge()
	if len(f.result.Findings)+len(f.result.Measured) > 0 {
		t.Errorf("%+v", f.result)
	}
}

func BenchmarkJudge(b *testing.B) {
	s := scene()
	s.Size = image.Pt(4032, 3024)
	src := &source{file: "a", img: specimen.Photograph(licence(), s)}
	f := &fitting{slot: slot(b, filing.SlotEntityLicence), result: new(Result), sources: []*source{src}}
	f.locate()
	d := f.documents[0]
	b.ReportAllocs()
	for b.Loop() {
		d.measure()
	}
}
