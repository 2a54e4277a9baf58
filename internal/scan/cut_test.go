package scan

import (
	"bytes"
	"context"
	"image"
	"image/color"
	stdjpeg "image/jpeg"
	"math"
	"slices"
	"strings"
	"testing"

	"beiandesk/internal/filing"
)

// quadrants is a picture of four colours: red and green above, blue and white
// below.
func quadrants(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	inks := [4]color.NRGBA{{200, 40, 40, 255}, {40, 180, 60, 255}, {40, 60, 200, 255}, {250, 250, 250, 255}}
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, inks[2*(2*y/h)+2*x/w])
		}
	}
	return img
}

func fitCut(t *testing.T, file string, cut Cut, explain func(string, image.Image)) (*Result, image.Image) {
	t.Helper()
	r, err := Fit(context.Background(), []string{file}, slot(t, filing.SlotEntityLicence), Options{Cuts: map[string]Cut{file: cut}, Explain: explain})
	if err != nil {
		t.Fatal(err)
	}
	img, err := stdjpeg.Decode(bytes.NewReader(r.JPEG))
	if err != nil {
		t.Fatal(err)
	}
	return r, img
}

func redAt(img image.Image, x, y float64) bool {
	b := img.Bounds()
	c := color.NRGBAModel.Convert(img.At(int(x*float64(b.Dx())), int(y*float64(b.Dy())))).(color.NRGBA)
	return c.R > 150 && c.G < 90 && c.B < 90
}

func steps(r *Result) string {
	var all []string
	for _, s := range r.Steps {
		all = append(all, s.EN)
	}
	return strings.Join(all, "\n")
}

func TestCornersOfTheUserAreTaken(t *testing.T) {
	file := write(t, "photo.png", encodePNG(t, quadrants(1600, 1200)))
	red := [4][2]float64{{0, 0}, {800, 0}, {800, 600}, {0, 600}} // the upper left quarter
	for turn := range 4 {
		cut := Cut{KeepLight: true}
		for i := range red {
			cut.Corners[i] = red[(i+4-turn)%4]
		}
		r, img := fitCut(t, file, cut, nil)
		for _, at := range [][2]float64{{0.03, 0.03}, {0.97, 0.03}, {0.97, 0.97}, {0.03, 0.97}} {
			if !redAt(img, at[0], at[1]) {
				t.Errorf("turn %d: %v is not of the red quarter", turn, at)
			}
		}
		if tall := r.Height > r.Width; tall != (turn%2 == 1) {
			t.Errorf("turn %d: %d×%d", turn, r.Width, r.Height)
		}
		if got := r.Places[0]; got.File != file || got.Quad != cut.Corners || got.Whole {
			t.Errorf("turn %d: the place is %+v, want %v", turn, got, cut.Corners)
		}
		if s := steps(r); !strings.Contains(s, "corners that were given") || !strings.Contains(s, "left the light as it is") {
			t.Errorf("turn %d: the steps do not say so:\n%s", turn, s)
		}
	}
}

func TestAWholePictureIsTurnedAsAsked(t *testing.T) {
	file := write(t, "photo.png", encodePNG(t, quadrants(1600, 1200)))
	for turn, at := range [4][2]float64{{0.25, 0.25}, {0.75, 0.25}, {0.75, 0.75}, {0.25, 0.75}} {
		r, img := fitCut(t, file, Cut{Whole: true, Turn: turn}, nil)
		if !redAt(img, at[0], at[1]) {
			t.Errorf("turn %d: red is not at %v", turn, at)
		}
		if !r.Places[0].Whole || r.UprightTurn != 90*turn || !strings.Contains(steps(r), "as asked") {
			t.Errorf("turn %d: %+v, turned by %d\n%s", turn, r.Places[0], r.UprightTurn, steps(r))
		}
	}
}

func TestCornersOfAnotherPictureAreNotTaken(t *testing.T) {
	file := write(t, "photo.png", encodePNG(t, quadrants(1600, 1200)))
	r, _ := fitCut(t, file, Cut{Corners: [4][2]float64{{2000, 100}, {3000, 100}, {3000, 900}, {2000, 900}}}, nil)
	if s := steps(r); !strings.Contains(s, "do not fit the picture") {
		t.Errorf("the steps do not say so:\n%s", s)
	}
}

func TestCutIsSound(t *testing.T) {
	square := [4][2]float64{{0, 0}, {100, 0}, {100, 100}, {0, 100}}
	tests := []struct {
		name string
		cut  Cut
		want bool
	}{
		{"nothing said", Cut{}, true},
		{"a square", Cut{Corners: square}, true},
		{"anticlockwise", Cut{Corners: [4][2]float64{square[0], square[3], square[2], square[1]}}, false},
		{"crossed", Cut{Corners: [4][2]float64{square[0], square[2], square[1], square[3]}}, false},
		{"a dent", Cut{Corners: [4][2]float64{{0, 0}, {100, 0}, {30, 30}, {0, 100}}}, false},
		{"tiny", Cut{Corners: [4][2]float64{{0, 0}, {9, 0}, {9, 9}, {0, 9}}}, false},
		{"a strip", Cut{Corners: [4][2]float64{{0, 0}, {900, 0}, {900, 20}, {0, 20}}}, false},
		{"no number", Cut{Corners: [4][2]float64{{math.NaN(), 0}, {100, 0}, {100, 100}, {0, 100}}}, false},
		{"endless", Cut{Corners: [4][2]float64{{0, 0}, {math.Inf(1), 0}, {100, 100}, {0, 100}}}, false},
		{"too many turns", Cut{Whole: true, Turn: 4}, false},
		{"a turn of what is found", Cut{Turn: 3, Upright: true}, true},
		{"corners and a turn", Cut{Corners: square, Turn: 1, Upright: true}, false},
		{"two sides", Cut{Corners: square, Second: square}, true},
		{"a second side that is crossed", Cut{Corners: square, Second: [4][2]float64{square[0], square[2], square[1], square[3]}}, false},
		{"a second side alone", Cut{Second: square}, false},
	}
	for _, test := range tests {
		if got := test.cut.Sound(); got != test.want {
			t.Errorf("%s: %t, want %t", test.name, got, test.want)
		}
	}
}

func TestEveryStepIsExplained(t *testing.T) {
	file := write(t, "photo.png", encodePNG(t, quadrants(1600, 1200)))
	var seen []string
	explain := func(step string, img image.Image) {
		if img == nil || img.Bounds().Empty() {
			t.Errorf("%s shows nothing", step)
		}
		if !slices.Contains(seen, step) {
			seen = append(seen, step)
		}
	}
	cut := Cut{Corners: [4][2]float64{{0, 0}, {800, 0}, {800, 600}, {0, 600}}}
	fitCut(t, file, cut, explain)
	if got := strings.Join(seen, " "); got != "corners straight light page" {
		t.Errorf("the steps are %s", got)
	}
	seen, cut.KeepLight = nil, true
	fitCut(t, file, cut, explain)
	if got := strings.Join(seen, " "); got != "corners straight page" {
		t.Errorf("with the light kept the steps are %s", got)
	}
}

func TestBothSidesOnOnePictureKeepTheirCorners(t *testing.T) {
	file := write(t, "photo.png", encodePNG(t, quadrants(1600, 1200)))
	red := [4][2]float64{{0, 0}, {800, 0}, {800, 600}, {0, 600}}
	blue := [4][2]float64{{0, 600}, {800, 600}, {800, 1200}, {0, 1200}}
	of := func(id filing.Slot, cut Cut) *Result {
		t.Helper()
		r, err := Fit(context.Background(), []string{file}, slot(t, id), Options{Cuts: map[string]Cut{file: cut}})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := of(filing.SlotEntityPersonID, Cut{Corners: blue, Second: red, KeepLight: true})
	if len(r.Places) != 2 || r.Places[0].Quad != blue || r.Places[1].Quad != red {
		t.Fatalf("the places are %+v", r.Places)
	}
	img, err := stdjpeg.Decode(bytes.NewReader(r.JPEG))
	if err != nil {
		t.Fatal(err)
	}
	if redAt(img, 0.5, 0.25) || !redAt(img, 0.5, 0.75) {
		t.Error("the side that was given second is not below the first")
	}
	if has(r, "scan-one-side") {
		t.Errorf("findings %v", r.Findings)
	}
	if r := of(filing.SlotEntityLicence, Cut{Corners: red, Second: blue}); len(r.Places) != 1 || r.Places[0].Quad != red {
		t.Errorf("where one side is wanted the places are %+v", r.Places)
	}
}
