package collect

import "math"

// colour is the ink of a seal.
type colour string

const (
	red  colour = "red"
	blue colour = "blue"
	none colour = "" // of a grey scan
)

// ring is the ring of a seal, in millimetres of the page.
type ring struct {
	x, y, a, b float64 // its middle, half its width and height
	angle      float64 // of its width, radians
	share      float64 // of it that was seen, 0 to 1
	colour     colour
}

// holds reports whether a point lies within the ring or on it.
func (r *ring) holds(x, y float64) bool {
	sin, cos := math.Sincos(r.angle)
	u, v := (x-r.x)*cos+(y-r.y)*sin, (y-r.y)*cos-(x-r.x)*sin
	u, v = u/(r.a+1.5), v/(r.b+1.5)
	return u*u+v*v <= 1
}

// Rings are looked for in half millimetres around the place for the seal.
const (
	cell       = 0.5 // millimetres of one of the mask's cells
	sealReach  = 34  // millimetres around the place's middle that are looked at
	sealAway   = 16  // millimetres that a seal's middle may lie off
	sealSteps  = 64  // places on a ring that are looked at
	leastShare = 0.52
	faintShare = 0.36 // of a ring in colour with much ink in it: it was stamped in part
	faintArea  = 45   // square millimetres of such ink
	leastArea  = 14
)

// ovals are the shapes of seals: half the height by half the width. Provincial
// rules ask for round seals; invoices and some contracts carry ovals.
var ovals = []float64{1, 0.88, 0.75, 0.66}

// seal looks for a seal around its place: red, then blue; a scan without colours
// may show either as dark.
func (l *looker) seal(p Place) (ring, bool) {
	colours := []colour{red, blue}
	if l.grey {
		colours = []colour{none}
	}
	best := ring{}
	for _, c := range colours {
		m := l.maskOf(p, c)
		r := m.ring(ovals[:1])
		if !m.enough(r) {
			if oval := m.ring(ovals[1:]); oval.share > r.share+0.08 {
				r = oval
			}
		}
		r.colour = c
		if m.enough(r) {
			return r, true
		}
		if r.share > best.share {
			best = r
		}
	}
	return best, false
}

// mask tells which cells around a place have ink of a colour.
type mask struct {
	left, top float64 // millimetres
	side      int     // cells
	on        []bool
	area      float64 // square millimetres of ink
	coloured  bool
}

// maskOf looks for ink of a colour around a place.
func (l *looker) maskOf(p Place, c colour) *mask {
	m := &mask{left: p.Left + p.Width/2 - sealReach, top: p.Top + p.Height/2 - sealReach, side: 2 * sealReach / cell, coloured: c != none}
	m.on = make([]bool, m.side*m.side)
	box := l.box(p, sealReach-p.Width/2, sealReach-p.Height/2, sealReach-p.Width/2, sealReach-p.Height/2)
	if box.Empty() {
		return m
	}
	white := l.paper(box)
	const greyInk = 40 // levels that a seal is darker than what is printed
	n := 0
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			i := l.at(x, y, white)
			if c == red && !i.red() || c == blue && !i.blue() || c == none && !l.added(x, y, i, greyInk) {
				continue
			}
			n++
			u, v := int((float64(x)/mm-m.left)/cell), int((float64(y)/mm-m.top)/cell)
			if u >= 0 && v >= 0 && u < m.side && v < m.side {
				m.on[v*m.side+u] = true
			}
		}
	}
	m.area = float64(n) / (mm * mm)
	return m
}

// enough reports whether a ring is a seal's.
func (m *mask) enough(r ring) bool {
	return m.area >= leastArea && (r.share >= leastShare || m.coloured && r.share >= faintShare && m.area >= faintArea)
}

// ring returns the likeliest ring of some shapes.
func (m *mask) ring(shapes []float64) (best ring) {
	const far = 2.2 // millimetres outside of the ring where there should be no ink
	if m.area < leastArea {
		return best
	}
	middle := float64(m.side) / 2
	for _, shape := range shapes {
		turns := []float64{0}
		if shape < 1 {
			turns = []float64{0, 0.2, -0.2, 0.45, -0.45}
		}
		for _, turn := range turns {
			sin, cos := math.Sincos(turn)
			for a := 14.0; a <= 25; a += 0.5 {
				b := a * shape
				if b < 9 || shape == 1 && a > 24 {
					continue
				}
				var on, outside [sealSteps][2]float64
				for i := range on {
					s, c := math.Sincos(2 * math.Pi * float64(i) / sealSteps)
					point := func(a, b float64) [2]float64 {
						return [2]float64{(a*c*cos - b*s*sin) / cell, (a*c*sin + b*s*cos) / cell}
					}
					on[i], outside[i] = point(a, b), point(a+far, b+far)
				}
				for dy := -2.0 * sealAway; dy <= 2*sealAway; dy += 2 {
					for dx := -2.0 * sealAway; dx <= 2*sealAway; dx += 2 {
						seen := m.count(&on, middle+dx, middle+dy, 1)
						if seen <= best.share {
							continue
						}
						beyond := m.count(&outside, middle+dx, middle+dy, 0)
						if share := seen - 0.6*beyond; share > best.share {
							best = ring{x: m.left + (middle+dx)*cell, y: m.top + (middle+dy)*cell, a: a, b: b, angle: turn, share: share}
						}
					}
				}
			}
		}
	}
	return best
}

// count returns the share of points around a middle that have ink within so many
// cells.
func (m *mask) count(points *[sealSteps][2]float64, x, y float64, within int) float64 {
	n := 0
	for _, p := range points {
		u, v := int(x+p[0]), int(y+p[1])
		if m.inked(u, v) || within > 0 && (m.inked(u+1, v) || m.inked(u-1, v) || m.inked(u, v+1) || m.inked(u, v-1)) {
			n++
		}
	}
	return float64(n) / sealSteps
}

func (m *mask) inked(u, v int) bool {
	return u >= 0 && v >= 0 && u < m.side && v < m.side && m.on[v*m.side+u]
}
