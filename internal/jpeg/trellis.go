package jpeg

import "math/bits"

// The trellis weighs bits against squared error. An error of one quantiser
// step in a coefficient of a flat block is worth flatWeight/flatEnergy bits;
// where a block is busy the eye forgives more, and the worth falls with its
// energy (the mean square of its AC coefficients times 8). The form and the
// values are mozjpeg's (lambda_log_scale1 14.75, lambda_log_scale2 16.5).
var (
	flatWeight float32 = 64 * 27554
	flatEnergy float32 = 92682
)

// blockWeight returns the worth of a squared error of one step in a block, in
// bits. energy is the sum of the squares of its AC coefficients times 8.
func blockWeight(energy int64) float32 {
	return flatWeight / (flatEnergy + float32(energy/63))
}

// runRates are the bits of a level of a category after a run of zeros.
type runRates [64][12]float32

func newRunRates(h *huffman) *runRates {
	rates := new(runRates)
	length := func(symbol int) float32 {
		if n := h.length[symbol]; n > 0 {
			return float32(n)
		}
		return 18 // not there yet: dear, but not out of reach
	}
	for run := range rates {
		for n := 1; n < len(rates[run]); n++ {
			rates[run][n] = float32(run>>4)*length(zeroRun) + length(run&15<<4|n) + float32(n)
		}
	}
	return rates
}

// trellis chooses all AC levels anew, to the least sum of bits and weighed
// error. tables are what the levels are coded with; generous multiplies the
// weight of errors.
func (f *frame) trellis(tables [4]*huffman, generous float32) {
	for i := range f.comp {
		h := tables[2+table(i)]
		t := trellis{rates: newRunRates(h), end: max(1, float32(h.length[endOfBlock]))}
		f.comp[i].trellis(&t, generous)
	}
}

func (c *component) trellis(t *trellis, generous float32) {
	for k, q := range c.step {
		s := float32(q) * 8
		t.step[k] = int32(q) * 8
		t.square[k] = generous / float32(s*s)
	}
	for b := range c.nz {
		if c.nz[b] != 0 {
			lev := (*[64]int16)(c.lev[b*64:])
			c.nz[b] = t.block(lev, (*[64]int16)(c.dct[b*64:]), c.nz[b], c.weight[b])
		}
	}
}

// trellis finds the cheapest levels of a block by dynamic programming over the
// places where a level is not zero (M. Crouse, K. Ramchandran, "Joint
// thresholding and quantizer selection for transform image coding", 1997).
type trellis struct {
	rates  *runRates
	end    float32 // bits of the end-of-block code
	step   [64]int32
	square [64]float32 // 1/step²

	// For each candidate, that is each level that rounding leaves:
	place [64]int     // its zigzag index
	cost  [64]float32 // the least cost of a path that ends with it
	from  [64]int8    // the candidate before it on that path
	level [64]int16   // its level on that path
}

// block chooses the levels and returns the new mask. Costs are reckoned
// against zeroing: a candidate pays its bits and its error, and is credited
// with the error that zeroing it would leave. So a path need not add up what
// it zeroes.
//
// Products are converted one by one so that no compiler may fuse them with a
// sum: fused and unfused sums differ in the last bit, and so would the files
// of different machines.
func (t *trellis) block(lev, dct *[64]int16, nz uint64, weight float32) uint64 {
	n := 1 // candidates; number 0 is the start of the block
	best, bestCost := 0, t.end
	for m := nz; m != 0; m &= m - 1 {
		k := bits.TrailingZeros64(m)
		t.place[n] = k
		cost := t.candidate(n, int32(dct[k&63]), int32(lev[k&63]), float32(t.square[k&63]*weight))
		if k < 63 {
			cost += t.end
		}
		if cost < bestCost {
			best, bestCost = n, cost
		}
		n++
		lev[k&63] = 0
	}
	nz = 0
	for ; best > 0; best = int(t.from[best]) {
		k := t.place[best] & 63
		lev[k] = t.level[best]
		nz |= 1 << k
	}
	return nz
}

// candidate finds the cheapest path to candidate n, whose coefficient is v,
// and whether the level or the next smaller one serves it best. worth is what
// a unit of squared error counts. It returns the cost of the path.
func (t *trellis) candidate(n int, v, level int32, worth float32) (least float32) {
	sign := level >> 31
	v, level = (v^sign)-sign, (level^sign)-sign
	step := t.step[t.place[n]&63]
	zeroing := float32(float32(v*v) * worth)
	size, path, from := -1, float32(0), 0
	t.from[n] = -1
	for cand := level; cand >= max(1, level-1); cand-- {
		if s := bits.Len32(uint32(cand)); s != size {
			size = s
			path, from = t.cheapest(n, size)
		}
		d := v - cand*step
		if cost := path + float32(float32(d*d)*worth) - zeroing; t.from[n] < 0 || cost < least {
			least = cost
			t.from[n], t.level[n] = int8(from), int16((cand^sign)-sign)
		}
	}
	t.cost[n] = least
	return least
}

// cheapest returns the least cost of coming to candidate n with a level of the
// category, and the candidate before it.
func (t *trellis) cheapest(n, size int) (least float32, from int) {
	k := t.place[n]
	least = t.rates[(k-1)&63][size]
	for j := 1; j < n; j++ {
		if c := t.cost[j] + t.rates[(k-t.place[j]-1)&63][size]; c < least {
			least, from = c, j
		}
	}
	return least, from
}
