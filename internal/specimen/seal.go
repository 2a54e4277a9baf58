package specimen

import (
	"image/color"
	"math"
)

var sealRed = color.RGBA{214, 38, 40, 255}

// seal stamps a round red seal: a ring, a star, the owner's name around the top
// and a line below. Ink lies unevenly, as a hand stamps.
func (c *canvas) seal(cx, cy, r float64, owner, line string, seed uint64) {
	patchy := grain{seed}
	uneven := func(x, y float64) float64 {
		return 0.70 + 0.30*patchy.smooth(x/(r*0.30), y/(r*0.30)) - 0.20*patchy.at(int(x), int(y))
	}
	for y := -r - 1; y <= r+1; y++ {
		for x := -r - 1; x <= r+1; x++ {
			q := math.Hypot(x, y)
			cover := edge(r-q) * edge(q-r*0.945)
			cover = max(cover, edge(star(x, y, r*0.31)))
			if cover > 0 {
				c.ink(int(cx+x), int(cy+y), sealRed, cover*uneven(cx+x, cy+y))
			}
		}
	}
	s := style{font: heiBold, size: r * 0.235, col: sealRed}
	if n := len([]rune(owner)); n > 12 {
		s.size = r * 0.235 * 12 / float64(n)
	}
	runes := []rune(owner)
	span := min(4.5, 0.36*float64(len(runes)-1))
	for i, ch := range runes {
		a := (float64(i)/float64(max(len(runes)-1, 1)) - 0.5) * span
		c.turned(cx+math.Sin(a)*r*0.755, cy-math.Cos(a)*r*0.755, a, s, ch, 0.85)
	}
	under := style{font: heiBold, size: r * 0.17, spacing: r * 0.02, col: sealRed}
	c.centred(cx, cy+r*0.62, under, line)
}

// star tells how far inside a five-pointed star of radius r a point lies, in
// pixels; negative outside.
func star(x, y, r float64) float64 {
	const tenth = math.Pi / 5
	q := math.Hypot(x, y)
	t := math.Abs(math.Mod(math.Atan2(x, -y)+2*math.Pi+tenth, 2*tenth) - tenth)
	px, py := q*math.Cos(t), q*math.Sin(t)
	in := r * 0.382
	vx, vy := in*math.Cos(tenth), in*math.Sin(tenth)
	return ((vx-r)*py - vy*(px-r)) / math.Hypot(vx-r, vy)
}

// edge turns a distance inside a shape, in pixels, into coverage.
func edge(inside float64) float64 { return min(max(inside+0.5, 0), 1) }
