package outline

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"testing"

	"beiandesk/internal/specimen"
)

// inFrame is how much of a document and of where it was found is shared, in the
// document's own frame: the measure of the SmartDoc 2015 competition.
func inFrame(found, truth Quad) float64 {
	h := toUnit(truth)
	for i, p := range found {
		found[i] = h(p).times(1000)
	}
	return Overlap(Whole(1000, 1000), found)
}

// toUnit returns the projective map from a quadrilateral to the unit square.
func toUnit(q Quad) func(Point) Point {
	d1, d2 := q[1].minus(q[2]), q[3].minus(q[2])
	s := q[0].minus(q[1]).plus(q[2]).minus(q[3])
	den := d1.cross(d2)
	g, k := s.cross(d2)/den, d1.cross(s)/den
	a, b, c := q[1].minus(q[0]).plus(q[1].times(g)), q[3].minus(q[0]).plus(q[3].times(k)), q[0]
	return func(p Point) Point { // solves a·u + b·v + c = p·(g·u + k·v + 1)
		e, f, r := a.minus(p.times(g)), b.minus(p.times(k)), p.minus(c)
		d := e.cross(f)
		return Point{r.cross(f) / d, e.cross(r) / d}
	}
}

func quadOf(q specimen.Quad) (out Quad) {
	for i, p := range q {
		out[i] = Point{p.X, p.Y}
	}
	return out
}

func licence() *image.RGBA {
	return specimen.Licence(specimen.Entity{Name: "样张云帆科技有限公司", Code: "91990000MA00QEQ378"})
}

func card() *image.RGBA {
	return specimen.IDFront(specimen.Person{Name: "样某某", Number: "990101199009091677"})
}

func TestFind(t *testing.T) {
	size := image.Pt(1400, 1050)
	documents := map[string]*image.RGBA{"licence": licence(), "card": card()}
	scenes := map[string]specimen.Scene{
		"wood":        {Desk: specimen.Wood, Pose: specimen.Pose{Width: 0.8, Turn: -2.5, Tilt: 12, Lean: 5}},
		"slate":       {Desk: specimen.Slate, Pose: specimen.Pose{Width: 0.6, Turn: 7, Tilt: -15, Lean: -9}, Uneven: 0.4, Shadow: 0.6},
		"white desk":  {Desk: specimen.White, Pose: specimen.Pose{Width: 0.75, Turn: 3, Tilt: 8}, Uneven: 0.2},
		"cloth":       {Desk: specimen.Cloth, Pose: specimen.Pose{Width: 0.65, Turn: -8}, Warm: 0.7, Noise: 4},
		"turned":      {Desk: specimen.Slate, Pose: specimen.Pose{Width: 0.55, Turn: 37, Tilt: 6}},
		"upside down": {Desk: specimen.Wood, Pose: specimen.Pose{Width: 0.7, Turn: 181, Tilt: 10}},
		"glare":       {Desk: specimen.Wood, Pose: specimen.Pose{Width: 0.7, Turn: -5, Tilt: 14}, Glare: 0.9, Warm: 1},
		"dim":         {Desk: specimen.Wood, Pose: specimen.Pose{Width: 0.75, Turn: -2}, Dim: 0.6, Noise: 6},
		"aside":       {Desk: specimen.Cloth, Pose: specimen.Pose{X: 0.15, Y: -0.08, Width: 0.5, Turn: 4}},
	}
	for document, flat := range documents {
		for name, scene := range scenes {
			t.Run(document+"/"+name, func(t *testing.T) {
				scene.Size, scene.Noise, scene.Seed = size, max(scene.Noise, 2), 7
				found := Find(specimen.Photograph(flat, scene))
				if len(found) == 0 {
					t.Fatal("nothing was found")
				}
				want := quadOf(scene.Corners(flat.Rect.Size())).arranged()
				if got := inFrame(found[0].Quad, want); got < 0.99 {
					t.Errorf("overlap %.4f: %.1f, want %.1f", got, found[0].Quad, want)
				}
				if found[0].Score < 0.7 {
					t.Errorf("score %.2f for a clear picture, sides seen %.2f", found[0].Score, found[0].Seen)
				}
			})
		}
	}
}

// A corner outside of the frame is where the sides would meet.
func TestFindReachesBeyondTheFrame(t *testing.T) {
	flat := licence()
	scene := specimen.Scene{Size: image.Pt(1600, 1200), Desk: specimen.Slate, Noise: 2, Pose: specimen.Pose{X: 0.06, Width: 0.9, Turn: 4}}
	want := quadOf(scene.Corners(flat.Rect.Size())).arranged()
	if want[1].X < 1600 {
		t.Fatalf("the scene has all corners inside: %v", want)
	}
	found := Find(specimen.Photograph(flat, scene))
	if len(found) == 0 {
		t.Fatal("nothing was found")
	}
	if got := inFrame(found[0].Quad, want); got < 0.97 {
		t.Errorf("overlap %.4f: %.1f, want %.1f", got, found[0].Quad, want)
	}
}

// Where there is no step from paper to ground, nothing may be found: least of
// all the printed frame.
func TestFindNothing(t *testing.T) {
	flat := licence()
	plain := image.NewGray(image.Rect(0, 0, 800, 600))
	for i := range plain.Pix {
		plain.Pix[i] = 240
	}
	for name, img := range map[string]image.Image{
		"the document fills the picture": flat,
		"plain":                          plain,
		"one pixel":                      image.NewGray(image.Rect(0, 0, 1, 1)),
		"a line":                         image.NewGray(image.Rect(0, 0, 900, 1)),
	} {
		if found := Find(img); len(found) != 0 {
			t.Errorf("%s: found %+v", name, found)
		}
	}
}

func TestFindIsTheSameForEveryKindOfPicture(t *testing.T) {
	scene := specimen.Scene{Size: image.Pt(1200, 900), Desk: specimen.Wood, Noise: 2, Pose: specimen.Pose{Width: 0.7, Turn: 3}}
	photo := specimen.Photograph(card(), scene)
	shifted := image.NewNRGBA(image.Rect(10, 20, 1210, 920))
	for y := range 900 {
		copy(shifted.Pix[shifted.PixOffset(10, 20+y):], photo.Pix[photo.PixOffset(0, y):][:4*1200])
	}
	ycc := asYCbCr(photo)
	want := Find(photo)[0].Quad
	for name, img := range map[string]image.Image{"NRGBA that begins elsewhere": shifted, "YCbCr": ycc, "another kind": wrapped{photo}} {
		got := Find(img)[0].Quad
		for i := range want {
			if got[i].distance(want[i]) > 0.7 {
				t.Errorf("%s: corner %d is %v, want %v", name, i, got[i], want[i])
			}
		}
	}
}

func asYCbCr(img *image.RGBA) *image.YCbCr {
	out := image.NewYCbCr(img.Rect, image.YCbCrSubsampleRatio420)
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			c := img.RGBAAt(x, y)
			luma, cb, cr := color.RGBToYCbCr(c.R, c.G, c.B)
			out.Y[out.YOffset(x, y)], out.Cb[out.COffset(x, y)], out.Cr[out.COffset(x, y)] = luma, cb, cr
		}
	}
	return out
}

// wrapped hides what kind of picture it is.
type wrapped struct{ image.Image }

func TestQuadAroundDropsRoundedCorners(t *testing.T) {
	var hull []Point
	const w, h, r = 400, 250, 30
	for _, corner := range [4]Point{{w - r, r}, {w - r, h - r}, {r, h - r}, {r, r}} {
		start := map[Point]float64{{w - r, r}: -90, {w - r, h - r}: 0, {r, h - r}: 90, {r, r}: 180}[corner]
		for a := 0.0; a <= 90; a += 15 {
			s, c := math.Sincos((start + a) * math.Pi / 180)
			hull = append(hull, Point{corner.X + r*c, corner.Y + r*s})
		}
	}
	q, ok := quadAround(hull)
	if !ok || Overlap(q, Whole(w, h)) < 0.999 {
		t.Errorf("%v, want the whole rectangle", q)
	}
}

func TestOverlap(t *testing.T) {
	square := Whole(100, 100)
	for _, c := range []struct {
		other Quad
		want  float64
	}{
		{square, 1},
		{Quad{{50, 0}, {150, 0}, {150, 100}, {50, 100}}, 1.0 / 3},
		{Quad{{200, 0}, {300, 0}, {300, 100}, {200, 100}}, 0},
		{Quad{{25, 25}, {75, 25}, {75, 75}, {25, 75}}, 0.25},
		{Quad{{50, -50}, {150, 50}, {50, 150}, {-50, 50}}, 0.5},
	} {
		if got := Overlap(square, c.other); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("overlap with %v is %.4f, want %.4f", c.other, got, c.want)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	for _, size := range []image.Point{{4032, 3024}, {2000, 1500}} {
		b.Run(fmt.Sprintf("%dx%d", size.X, size.Y), func(b *testing.B) {
			scene := specimen.Scene{Size: size, Desk: specimen.Wood, Noise: 3, Uneven: 0.3, Pose: specimen.Pose{Width: 0.8, Turn: -3, Tilt: 12}}
			img := asYCbCr(specimen.Photograph(licence(), scene))
			b.ReportAllocs()
			for b.Loop() {
				Find(img)
			}
		})
	}
}
