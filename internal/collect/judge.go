package collect

import (
	"image"
	"math"
	"slices"

	"beiandesk/internal/warp"
)

// Seen is what was seen at one place.
type Seen struct {
	Place
	Used bool
	// Ink is how much was written there, in square millimetres; for seals the
	// share of the ring that was seen, 0 to 1.
	Ink float64
	// Colour of a seal: red, blue, or empty in a grey scan.
	Colour string
}

// Judge looks at the places of a page that was located.
func Judge(img image.Image, s Sheet, printed *Printed) []Seen {
	var q warp.Quad
	for i, c := range s.Corners {
		q[i] = warp.Point{X: c[0], Y: c[1]}
	}
	b := printed.Page.Rect
	flat, err := warp.Straighten(img, q, b.Dx(), b.Dy())
	if err != nil {
		return nil
	}
	l := &looker{page: flat, print: printed.Page, grey: isGrey(flat)}
	all := make([]Seen, len(printed.Places))
	var rings []ring
	for i, p := range printed.Places {
		all[i].Place = p
		if p.Kind == Seal {
			if r, ok := l.seal(p); ok {
				all[i].Used, all[i].Ink, all[i].Colour = true, r.share, string(r.colour)
				rings = append(rings, r)
			} else {
				all[i].Ink = r.share
			}
		}
	}
	for i, p := range printed.Places {
		if p.Kind != Seal {
			all[i].Ink, all[i].Used = l.written(p, rings)
		}
	}
	return all
}

// looker sees what people added to a page.
type looker struct {
	page  *image.NRGBA
	print *image.Gray
	grey  bool
}

// box returns a place grown by millimetres on every side, in pixels.
func (l *looker) box(p Place, left, up, right, down float64) image.Rectangle {
	return image.Rect(int((p.Left-left)*mm), int((p.Top-up)*mm), int(math.Ceil((p.Left+p.Width+right)*mm)), int(math.Ceil((p.Top+p.Height+down)*mm))).Intersect(l.print.Rect)
}

// paper returns the levels of red, green and blue of the blank paper in a box.
func (l *looker) paper(box image.Rectangle) (white [3]int) {
	var seen [3][256]int
	n := 0
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			p := l.page.Pix[l.page.PixOffset(x, y):]
			for c := range seen {
				seen[c][p[c]]++
			}
			n++
		}
	}
	for c := range seen {
		left := n / 4 // the upper quarter is paper, whatever is printed or stamped
		for white[c] = 255; white[c] > 1; white[c]-- {
			if left -= seen[c][white[c]]; left <= 0 {
				break
			}
		}
		white[c] = max(white[c], 64)
	}
	return white
}

// ink is what one pixel shows, on paper made white.
type ink struct{ r, g, b int }

func (l *looker) at(x, y int, white [3]int) ink {
	p := l.page.Pix[l.page.PixOffset(x, y):]
	level := func(c int) int { return min(255, int(p[c])*255/white[c]) }
	return ink{level(0), level(1), level(2)}
}

// Colours of ink, as differences of levels.
const (
	redder = 42 // red above green and blue
	bluer  = 36 // blue above red
)

func (i ink) red() bool  { return i.r-max(i.g, i.b) > redder }
func (i ink) blue() bool { return i.b-i.r > bluer }
func (i ink) dark() int  { return 255 - (77*i.r+150*i.g+29*i.b)>>8 }

// added reports whether a pixel is darker than the print around it explains: the
// darkest within half a millimetre, as scans are blurred and lie a little off.
func (l *looker) added(x, y int, i ink, by int) bool {
	const around = 2
	dark := i.dark()
	if dark < by {
		return false
	}
	printed := uint8(255)
	for v := max(0, y-around); v <= min(l.print.Rect.Max.Y-1, y+around); v++ {
		row := l.print.Pix[v*l.print.Stride:]
		for u := max(0, x-around); u <= min(l.print.Rect.Max.X-1, x+around); u++ {
			printed = min(printed, row[u])
		}
	}
	return dark-(255-int(printed))*5/4 > by
}

// Ink that makes a place count as used.
const (
	darker    = 64  // levels that ink is darker than what is printed
	leastSign = 2.2 // square millimetres
	leastDate = 1.6
	leastSpan = 5.0 // millimetres across
)

// written returns how much was written at a place, in square millimetres, and
// whether that is a signature or date. Seals do not count.
func (l *looker) written(p Place, rings []ring) (area float64, used bool) {
	up, down, least := 3.0, 1.5, leastSign
	if p.Kind == Date {
		up, down, least = -1, 0, leastDate
	}
	box := l.box(p, 0, up, 0, down)
	white := l.paper(box)
	w, h := box.Dx(), box.Dy()
	on := make([]bool, w*h)
	for y := range h {
		for x := range w {
			i := l.at(box.Min.X+x, box.Min.Y+y, white)
			if i.red() || l.stamped(box.Min.X+x, box.Min.Y+y, i, rings) {
				continue
			}
			on[y*w+x] = l.added(box.Min.X+x, box.Min.Y+y, i, darker)
		}
	}
	n := 0
	columns := make([]bool, w)
	for y := 1; y < h-1; y++ {
		for x := 1; x < w-1; x++ {
			if on[y*w+x] && neighbours(on, w, x, y) >= 2 { // a speck is no ink
				n++
				columns[x] = true
			}
		}
	}
	area = float64(n) / (mm * mm)
	first, last := slices.Index(columns, true), 0
	for x, c := range columns {
		if c {
			last = x
		}
	}
	return area, area >= least && float64(last-first) >= leastSpan*mm
}

// stamped reports whether a pixel is a seal's: within its ring, and of its
// colour, or in grey scans of any.
func (l *looker) stamped(x, y int, i ink, rings []ring) bool {
	for _, r := range rings {
		if r.colour != red && r.holds(float64(x)/mm, float64(y)/mm) && (r.colour == none || i.blue()) {
			return true
		}
	}
	return false
}

func neighbours(on []bool, w, x, y int) (n int) {
	for v := y - 1; v <= y+1; v++ {
		for u := x - 1; u <= x+1; u++ {
			if on[v*w+u] && (u != x || v != y) {
				n++
			}
		}
	}
	return n
}
