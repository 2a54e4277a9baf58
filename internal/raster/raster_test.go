package raster

import (
	"image"
	"image/color"
	"math/rand/v2"
	"testing"
)

// page is white with a dark line of a width and a dark square of 40 pixels.
func page(line int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, 200, 150))
	for y := range 150 {
		for x := range 200 {
			c := color.NRGBA{240, 230, 220, 255}
			if y >= 20 && y < 20+line || x >= 100 && x < 140 && y >= 80 && y < 120 {
				c = color.NRGBA{20, 30, 40, 255}
			}
			m.SetNRGBA(x, y, c)
		}
	}
	return m
}

func TestReduceAverages(t *testing.T) {
	m := image.NewGray(image.Rect(3, 5, 403, 205))
	for i := range m.Pix {
		m.Pix[i] = uint8(100 * (i % 2))
	}
	r, scale := Reduce(m, 100)
	if r.W != 100 || r.H != 50 || scale != 0.25 {
		t.Fatalf("%d×%d at %.2f", r.W, r.H, scale)
	}
	for c, plane := range r.Plane {
		for i, v := range plane {
			if v != 50 {
				t.Fatalf("channel %d, pixel %d is %d, want 50", c, i, v)
			}
		}
	}
	if r, scale := Reduce(m, 1000); r.W != 400 || scale != 1 {
		t.Errorf("a small picture became %d wide, at %.2f", r.W, scale)
	}
}

func TestClosingTakesNarrowThingsAway(t *testing.T) {
	r, _ := Reduce(page(9), 200)
	closed := r.Closed(5)
	if v := closed.Plane[0][24*r.W+50]; v != 240 {
		t.Errorf("a line of 9 pixels is %d after a closing of 11", v)
	}
	if v := closed.Plane[0][100*r.W+120]; v != 20 {
		t.Errorf("a square of 40 pixels is %d", v)
	}
	if v := r.Closed(3).Plane[0][24*r.W+50]; v != 20 {
		t.Errorf("a line of 9 pixels is %d after a closing of 7", v)
	}
}

// The running extremes must be those that a slow search finds.
func TestExtremes(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	const w, h = 37, 23
	in := make([]uint8, w*h)
	for i := range in {
		in[i] = uint8(rnd.IntN(256))
	}
	for _, radius := range []int{1, 4, 30} {
		for _, largest := range []bool{true, false} {
			out := make([]uint8, w*h)
			extreme(out, in, w, h, radius, largest)
			for y := range h {
				for x := range w {
					want := in[y*w+x]
					for j := max(0, y-radius); j <= min(h-1, y+radius); j++ {
						for i := max(0, x-radius); i <= min(w-1, x+radius); i++ {
							if v := in[j*w+i]; largest == (v > want) && v != want {
								want = v
							}
						}
					}
					if out[y*w+x] != want {
						t.Fatalf("radius %d, largest %t: %d,%d is %d, want %d", radius, largest, x, y, out[y*w+x], want)
					}
				}
			}
		}
	}
}

func TestEdgesAndTurned(t *testing.T) {
	r, _ := Reduce(page(9), 200)
	edges := r.Edges()
	if edges[60*r.W+30] != 0 || edges[100*r.W+100] < 200 {
		t.Errorf("edges are %d on plain paper and %d at a side", edges[60*r.W+30], edges[100*r.W+100])
	}
	turned := r.Turned()
	if turned.W != r.H || turned.H != r.W {
		t.Fatalf("%d×%d", turned.W, turned.H)
	}
	// What is at x, y comes to h-1-y, x by a turn clockwise.
	if turned.Plane[0][120*turned.W+r.H-1-100] != r.Plane[0][100*r.W+120] || turned.Plane[0][50*turned.W+r.H-1-24] != r.Plane[0][24*r.W+50] {
		t.Error("not turned clockwise")
	}
}
