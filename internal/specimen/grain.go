package specimen

import "math"

// grain is repeatable noise: every seed is another piece of the same material.
type grain struct{ seed uint64 }

// at returns a number between 0 and 1 that belongs to a point of the grid.
func (g grain) at(x, y int) float64 {
	return float64(g.bits(x, y)>>11) / (1 << 53)
}

func (g grain) bits(x, y int) uint64 {
	h := g.seed*0x9e3779b97f4a7c15 ^ uint64(uint32(x))*0xd6e8feb86659fd93 ^ uint64(uint32(y))*0xa0761d6478bd642f
	h = (h ^ h>>32) * 0xd6e8feb86659fd93
	h = (h ^ h>>32) * 0xd6e8feb86659fd93
	return h ^ h>>32
}

// normal returns three nearly normal numbers of variance 1 that belong to a
// point of the grid: sums of uniform ones, which is close enough for a sensor.
func (g grain) normal(x, y int) (n [3]float64) {
	h := g.bits(x, y)
	for i := range n {
		sum := 0.0
		for range 4 {
			h = h*6364136223846793005 + 1442695040888963407
			sum += float64(h>>40) / (1 << 24)
		}
		n[i] = (sum - 2) * 1.7320508
	}
	return n
}

// smooth is value noise: between 0 and 1, changing over a length of 1.
func (g grain) smooth(x, y float64) float64 {
	xf, yf := math.Floor(x), math.Floor(y)
	fx, fy := x-xf, y-yf
	fx, fy = fx*fx*(3-2*fx), fy*fy*(3-2*fy)
	i, j := int(xf), int(yf)
	top := g.at(i, j)*(1-fx) + g.at(i+1, j)*fx
	low := g.at(i, j+1)*(1-fx) + g.at(i+1, j+1)*fx
	return top*(1-fy) + low*fy
}

// rough adds octaves of smooth noise, each half as large and twice as fine.
func (g grain) rough(x, y float64, octaves int) (v float64) {
	share := 0.5
	for range octaves {
		v += share * g.smooth(x, y)
		x, y, share = 2*x+17.3, 2*y+5.1, share/2
	}
	return v
}
