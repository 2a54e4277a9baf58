package specimen

import "math"

// Desk is what a document lies on.
type Desk int

// The desks.
const (
	Wood  Desk = iota // oak boards
	Slate             // a dark desk mat
	White             // white laminate, the paper's own colour nearly
	Cloth             // a woven blue tablecloth
	lid               // the white lid of a flatbed scanner
)

// colour returns the desk's colour, 0 to 255, at a place in millimetres.
func (d Desk) colour(x, y float64, g grain) [3]float64 {
	switch d {
	case Wood:
		return wood(x, y, g)
	case Slate:
		n := 9*g.smooth(x*2.2, y*2.2) + 7*g.smooth(x*7, y*7) + 8*g.rough(x/60, y/60, 2)
		return [3]float64{40 + n, 43 + n, 49 + n}
	case White:
		n := 5*g.smooth(x*1.5, y*1.5) + 5*g.rough(x/90, y/90, 2)
		return [3]float64{222 + n, 221 + n, 217 + n}
	case Cloth:
		return cloth(x, y, g)
	}
	n := 2 * g.smooth(x/40, y/40)
	return [3]float64{249 + n, 249 + n, 249 + n}
}

// wood is made of boards 110 mm wide, each with its own tone and grain.
func wood(x, y float64, g grain) [3]float64 {
	board := math.Floor(y / 110)
	in := y - board*110
	g = grain{g.seed + uint64(int64(board))*7919}
	x += 400 * g.at(3, 5)
	bend := 26*g.smooth(x/180, in/55) + 9*g.smooth(x/60, in/20)
	rings := math.Sin((in + bend) * 1.35)
	fibre := g.smooth(x/9, in*2.4)
	pore := math.Pow(g.smooth(x/5, in*6), 6)
	t := 12*rings*g.smooth(x/140, in/30) + 16*(fibre-0.5) - 38*pore + 30*(g.at(1, 1)-0.5) + 16*(g.rough(x/250, in/90, 2)-0.4)
	if gap := min(in, 110-in); gap < 0.9 {
		t -= 70 * (1 - gap/0.9)
	}
	return [3]float64{172 + t, 128 + 0.92*t, 86 + 0.75*t}
}

// cloth is a plain weave of threads 0.9 mm apart.
func cloth(x, y float64, g grain) [3]float64 {
	const pitch = 0.9
	i, j := math.Floor(x/pitch), math.Floor(y/pitch)
	fx, fy := x/pitch-i-0.5, y/pitch-j-0.5
	over := int(i+j)&1 == 0
	round := fy
	if !over {
		round = fx
	}
	t := 24*(0.5-2*round*round) + 10*(g.at(int(i), int(j))-0.5) + 14*(g.rough(x/45, y/45, 3)-0.4)
	if over {
		t += 6
	}
	return [3]float64{78 + t, 98 + t, 124 + t}
}
