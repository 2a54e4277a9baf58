package qr

import (
	"image"
	"math"
)

// Point is a place in a picture, in pixels.
type Point struct{ X, Y float64 }

// finder is one finder pattern.
type finder struct {
	at     Point
	module float64 // size of a module, pixels
	seen   int     // rows that crossed it
}

// finders returns the patterns in a bilevel picture.
func finders(b *bilevel) []finder {
	var found []finder
	runs := make([]int, 0, 256) // ends of runs, light first
	for y := 0; y < b.h; y += 2 {
		runs = b.runs(runs[:0], y)
		for i := 1; i+4 < len(runs); i += 2 { // the dark runs
			start := runs[i-1]
			module, ok := proportions(runs[i]-start, runs[i+1]-runs[i], runs[i+2]-runs[i+1], runs[i+3]-runs[i+2], runs[i+4]-runs[i+3])
			if !ok {
				continue
			}
			x := float64(runs[i+1]+runs[i+2]) / 2
			if f, ok := b.crossed(x, y, module); ok {
				found = join(found, f)
			}
		}
	}
	return found
}

// proportions reports whether five runs are as 1:1:3:1:1, each to within half a
// module, and returns the module's size.
func proportions(a, b, c, d, e int) (float64, bool) {
	module := float64(a+b+c+d+e) / 7
	if module < 1.2 {
		return 0, false
	}
	near := func(n int, want float64) bool { return math.Abs(float64(n)-want*module) < want*module*0.5+0.5 }
	return module, near(a, 1) && near(b, 1) && near(c, 3) && near(d, 1) && near(e, 1)
}

// crossed looks for the same proportions from top to bottom through a place,
// and through what that gives along the row again.
func (b *bilevel) crossed(x float64, y int, module float64) (finder, bool) {
	down, ok := b.through(int(x), y, 0, 1, module)
	if !ok {
		return finder{}, false
	}
	across, ok := b.through(int(x), int(down.middle), 1, 0, module)
	if !ok || across.module > 1.6*down.module || down.module > 1.6*across.module {
		return finder{}, false
	}
	return finder{Point{across.middle, down.middle}, (across.module + down.module) / 2, 1}, true
}

type crossing struct{ middle, module float64 }

// through measures the runs through a dark place in one direction.
func (b *bilevel) through(x, y, dx, dy int, module float64) (crossing, bool) {
	most := int(6 * module)
	walk := func(from, step int, dark bool) int { // places from from that are dark, or light
		n := 0
		for ; n <= most; n++ {
			px, py := x+dx*(from+step*n), y+dy*(from+step*n)
			if px < 0 || py < 0 || px >= b.w || py >= b.h || b.dark[py*b.w+px] != dark {
				break
			}
		}
		return n
	}
	back := walk(0, -1, true)
	fore := walk(1, 1, true)
	if back == 0 {
		return crossing{}, false
	}
	l1, r1 := walk(-back, -1, false), walk(1+fore, 1, false)
	l2, r2 := walk(-back-l1, -1, true), walk(1+fore+r1, 1, true)
	size, ok := proportions(l2, l1, back+fore, r1, r2)
	at := x*dx + y*dy
	return crossing{float64(at) + float64(fore-back+2)/2, size}, ok && back+fore <= most
}

// join adds a pattern, or counts it to the one that it is.
func join(found []finder, f finder) []finder {
	for i := range found {
		g := &found[i]
		if math.Hypot(f.at.X-g.at.X, f.at.Y-g.at.Y) < 2.5*g.module {
			n := float64(g.seen)
			g.at = Point{(g.at.X*n + f.at.X) / (n + 1), (g.at.Y*n + f.at.Y) / (n + 1)}
			g.module = (g.module*n + f.module) / (n + 1)
			g.seen++
			return found
		}
	}
	return append(found, f)
}

// bilevel is a picture of dark and light.
type bilevel struct {
	w, h int
	dark []bool
}

// threshold parts dark from light by the mean of the surroundings, so that
// uneven light does not count.
func threshold(m *image.Gray) *bilevel {
	const cell, darker = 16, 10 // pixels; grey levels below the mean
	w, h := m.Rect.Dx(), m.Rect.Dy()
	cw, ch := (w+cell-1)/cell, (h+cell-1)/cell
	means := make([]int, cw*ch)
	for cy := range ch {
		for cx := range cw {
			sum, n := 0, 0
			for y := cy * cell; y < min(h, cy*cell+cell); y += 2 {
				row := m.Pix[y*m.Stride:]
				for x := cx * cell; x < min(w, cx*cell+cell); x += 2 {
					sum += int(row[x])
					n++
				}
			}
			means[cy*cw+cx] = sum / n
		}
	}
	b := &bilevel{w, h, make([]bool, w*h)}
	level := make([]int, cw)
	for cy := range ch {
		for cx := range cw {
			level[cx] = around(means, cw, ch, cx, cy) - darker
		}
		for y := cy * cell; y < min(h, cy*cell+cell); y++ {
			row, out := m.Pix[y*m.Stride:], b.dark[y*w:]
			for x := range w {
				out[x] = int(row[x]) < level[x/cell]
			}
		}
	}
	return b
}

// around returns the mean of the cells within two of one.
func around(means []int, cw, ch, cx, cy int) int {
	sum, n := 0, 0
	for y := max(0, cy-2); y <= min(ch-1, cy+2); y++ {
		for x := max(0, cx-2); x <= min(cw-1, cx+2); x++ {
			sum += means[y*cw+x]
			n++
		}
	}
	return sum / n
}

// runs appends the ends of a row's runs, a light one first, which may be empty.
func (b *bilevel) runs(ends []int, y int) []int {
	row := b.dark[y*b.w : (y+1)*b.w]
	dark := false
	for x, d := range row {
		if d != dark {
			ends = append(ends, x)
			dark = d
		}
	}
	return append(ends, b.w)
}
