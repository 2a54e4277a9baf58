package qr

import (
	"image"
	"image/color"
	"math"
	"testing"
)

// pattern is a picture with the three finder patterns of a code of n modules,
// each of size pixels, turned by quarter turns clockwise, and modules between
// them that say nothing.
func pattern(n, size, turn int, ink, paper uint8) *image.Gray {
	const edge = 40
	side := n*size + 2*edge
	m := image.NewGray(image.Rect(0, 0, side, side))
	dark := func(x, y int) bool {
		for _, at := range [3][2]int{{0, 0}, {n - 7, 0}, {0, n - 7}} {
			dx, dy := x-at[0], y-at[1]
			if dx >= -1 && dy >= -1 && dx <= 7 && dy <= 7 {
				ring := max(abs(dx-3), abs(dy-3))
				return ring == 3 || ring <= 1
			}
		}
		return (x*7+y*11+x*y)%3 == 0
	}
	for y := range side {
		for x := range side {
			u, v := x, y
			for range turn { // back to where it was before the turn
				u, v = v, side-1-u
			}
			c := paper
			if u >= edge && v >= edge && u < side-edge && v < side-edge && dark((u-edge)/size, (v-edge)/size) {
				c = ink
			}
			m.SetGray(x, y, color.Gray{c})
		}
	}
	return m
}

func abs(n int) int { return max(n, -n) }

func TestFind(t *testing.T) {
	for _, n := range []int{21, 33, 57} {
		for _, size := range []int{3, 5, 8} {
			for turn := range 4 {
				s, ok := Find(pattern(n, size, turn, 30, 240))
				if !ok {
					t.Errorf("%d modules of %d pixels, turned by %d: not found", n, size, turn)
					continue
				}
				if want := (4 - turn) % 4; s.Turn() != want {
					t.Errorf("%d modules of %d pixels, turned by %d: upright after %d, want %d", n, size, turn, s.Turn(), want)
				}
				if math.Abs(s.Module-float64(size)) > 0.5 {
					t.Errorf("a module of %d pixels is said to be %.1f", size, s.Module)
				}
				code := image.Rect(40, 40, 40+n*size, 40+n*size)
				if !code.In(s.Bounds()) {
					t.Errorf("%v does not hold the code at %v", s.Bounds(), code)
				}
			}
		}
	}
}

func TestFindInUnevenLight(t *testing.T) {
	m := pattern(33, 6, 1, 60, 250)
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			i := m.PixOffset(x, y)
			m.Pix[i] = uint8(float64(m.Pix[i]) * (1 - 0.6*float64(x)/float64(m.Rect.Dx())))
		}
	}
	if s, ok := Find(m); !ok || s.Turn() != 3 {
		t.Errorf("found %t, turn %d", ok, s.Turn())
	}
}

func TestNothingToFind(t *testing.T) {
	stripes := image.NewGray(image.Rect(0, 0, 300, 300))
	for i := range stripes.Pix {
		if i/7%2 == 0 {
			stripes.Pix[i] = 255
		}
	}
	for name, m := range map[string]*image.Gray{
		"stripes":          stripes,
		"a blank page":     pattern(33, 6, 0, 240, 240),
		"one pixel":        image.NewGray(image.Rect(0, 0, 1, 1)),
		"no pixel":         image.NewGray(image.Rect(0, 0, 0, 0)),
		"one row":          image.NewGray(image.Rect(0, 0, 500, 1)),
		"a tall thin page": image.NewGray(image.Rect(0, 0, 1, 500)),
	} {
		if s, ok := Find(m); ok {
			t.Errorf("%s: found %+v", name, s)
		}
	}
}
