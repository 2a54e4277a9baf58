package scan

import (
	"context"
	"image"
	"image/color"
	"image/draw"
	"testing"

	"github.com/disintegration/imaging"

	"beiandesk/internal/filing"
	"beiandesk/internal/specimen"
)

// written is a page of lines of words, aligned on the left, with nothing on it
// but ink and a blue rule.
func written(w, h int) *image.NRGBA {
	img := filled(w, h, color.NRGBA{250, 250, 248, 255})
	rnd := uint32(7)
	next := func(n uint32) int { rnd = rnd*1664525 + 1013904223; return int(rnd >> 8 % n) }
	fill := func(r image.Rectangle, c color.NRGBA) {
		draw.Draw(img, r, image.NewUniform(c), image.Point{}, draw.Src)
	}
	margin, size := w/10, h/60
	for y := margin; y < h-margin; y += 2 * size {
		end := w - margin - next(uint32(w/3))
		for x := margin + next(uint32(size)); x < end; x += size/2 + next(uint32(size)) {
			for stroke := range 4 { // a character
				if next(3) > 0 {
					fill(image.Rect(x, y+stroke*size/4, x+size*3/4, y+stroke*size/4+size/8), color.NRGBA{30, 30, 34, 255})
				}
			}
			fill(image.Rect(x+size/3, y, x+size/3+size/8, y+size*3/4), color.NRGBA{30, 30, 34, 255})
		}
	}
	fill(image.Rect(margin, margin/2, w-margin, margin/2+size/4), color.NRGBA{30, 60, 190, 255})
	return img
}

func filled(w, h int, c color.NRGBA) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Rect, image.NewUniform(c), image.Point{}, draw.Src)
	return img
}

// onDesk is a photo of a document on a desk.
func onDesk(img *image.NRGBA) *image.NRGBA {
	doc := image.NewRGBA(img.Rect)
	draw.Draw(doc, img.Rect, img, image.Point{}, draw.Src)
	s := scene()
	if img.Rect.Dy() > img.Rect.Dx() {
		s.Size = image.Pt(s.Size.Y, s.Size.X)
		s.Pose.Width = 0.75 * min(1, 1.2*float64(img.Rect.Dx())/float64(img.Rect.Dy()))
	}
	return imaging.Clone(specimen.Photograph(doc, s))
}

func rotated(img *image.NRGBA, clockwise int) *image.NRGBA {
	switch clockwise {
	case 1:
		return imaging.Rotate270(img)
	case 2:
		return imaging.Rotate180(img)
	case 3:
		return imaging.Rotate90(img)
	}
	return img
}

func TestWhichWayUpIsAskedOnlyWhenNothingTells(t *testing.T) {
	page, card := written(840, 1188), filled(800, 505, color.NRGBA{214, 226, 232, 255})
	tests := []struct {
		name    string
		slot    filing.Slot
		picture *image.NRGBA
		by      string
		variant string // "-" for no question
	}{
		{"a flat page", filing.SlotAuthorization, page, "rows", "-"},
		{"on its side", filing.SlotAuthorization, rotated(page, 1), "", "sideways"},
		{"on its other side", filing.SlotAuthorization, rotated(page, 3), "", "sideways"},
		{"upside down", filing.SlotAuthorization, rotated(page, 2), "", "upside-down"},
		{"on a desk", filing.SlotAuthorization, onDesk(page), "rows", "-"},
		{"on a desk, on its side", filing.SlotAuthorization, onDesk(rotated(page, 3)), "", "sideways"},
		{"the front of a card", filing.SlotEntityPersonID, onDesk(cardFront(800, 505)), "portrait", "-"},
		{"an empty card", filing.SlotEntityPersonID, onDesk(card), "", ""},
		{"a picture of anything", filing.SlotEntityLicence, grim(1600, 1200), "", "-"},
		{"a screenshot", filing.SlotDomainCert, rotated(page, 1), "", "-"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			file := write(t, "photo.png", encodePNG(t, test.picture))
			r, err := Fit(context.Background(), []string{file}, slot(t, test.slot), Options{})
			if err != nil {
				t.Fatal(err)
			}
			variant := "-"
			for _, f := range r.Findings {
				if f.Rule == "scan-upright-unsure" {
					variant = f.Variant
				}
			}
			if r.UprightBy != test.by || variant != test.variant || r.Places[0].UprightUnsure != (variant != "-") {
				t.Errorf("upright by %q, asked %q, want %q, %q; place %+v, findings %v", r.UprightBy, variant, test.by, test.variant, r.Places[0], r.Findings)
			}
		})
	}
}

func TestTheUserSaysWhichWayIsUp(t *testing.T) {
	for _, on := range []func(*image.NRGBA) *image.NRGBA{onDesk, func(m *image.NRGBA) *image.NRGBA { return m }} {
		file := write(t, "photo.png", encodePNG(t, on(rotated(paper(900, 640), 3))))
		for turn := range 4 {
			cut := Cut{Turn: turn, Upright: true, KeepLight: true}
			r, img := fitCut(t, file, cut, nil)
			if r.UprightBy != "user" || r.UprightTurn != 90*turn || has(r, "scan-upright-unsure") || r.Places[0].UprightUnsure {
				t.Errorf("turn %d: upright by %q, turned by %d, findings %v", turn, r.UprightBy, r.UprightTurn, r.Findings)
			}
			// The green quarter is at the lower left, and goes on from there clockwise.
			at := [4][2]float64{{0.1, 0.9}, {0.1, 0.1}, {0.9, 0.1}, {0.9, 0.9}}[turn]
			b := img.Bounds()
			c := color.NRGBAModel.Convert(img.At(int(at[0]*float64(b.Dx())), int(at[1]*float64(b.Dy())))).(color.NRGBA)
			if int(c.G) < int(c.R)+40 {
				t.Errorf("turn %d: %v at %v, want green", turn, c, at)
			}
		}
	}
}

func TestTheTurnIsForTheSideInDoubt(t *testing.T) {
	front, empty := cardFront(800, 505), rotated(filled(800, 505, color.NRGBA{214, 226, 232, 255}), 1)
	a, b := write(t, "front.png", encodePNG(t, onDesk(front))), write(t, "back.png", encodePNG(t, onDesk(empty)))
	r, err := Fit(context.Background(), []string{a, b}, slot(t, filing.SlotEntityPersonID), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Places[0].UprightUnsure || !r.Places[1].UprightUnsure {
		t.Fatalf("the places are %+v, want the back in doubt alone", r.Places)
	}
	r, err = Fit(context.Background(), []string{a, b}, slot(t, filing.SlotEntityPersonID), Options{Cuts: map[string]Cut{b: {Turn: 3, Upright: true}}})
	if err != nil {
		t.Fatal(err)
	}
	if has(r, "scan-upright-unsure") || r.Places[0].UprightBy != "portrait" || r.Places[1].UprightBy != "user" {
		t.Errorf("settled, the places are %+v", r.Places)
	}
}
