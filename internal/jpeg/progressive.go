package jpeg

import "math/bits"

// scan is one scan of a progressive file. DC scans have last 0 and may hold
// several components; AC scans have one.
type scan struct {
	comps       []int
	first, last int // band of zigzag indices
	high, low   int // successive approximation: bits above low were coded before when high > 0
}

// band returns the mask of the AC levels of the scan.
func band(first, last int) uint64 {
	return (1<<last - 1<<first) | 1<<last
}

// progressive codes one scan of the frame.
func (f *frame) progressive(c *coder, s scan) {
	switch {
	case s.last == 0 && len(s.comps) > 1:
		f.scanMeans(c, s.comps)
	case s.last == 0:
		f.comp[s.comps[0]].scanMeans(c)
	case s.high == 0:
		f.comp[s.comps[0]].scanBand(c, s)
	default:
		f.comp[s.comps[0]].scanRefinement(c, s)
	}
}

// scanMeans codes the DC levels of several components, MCU by MCU.
func (f *frame) scanMeans(c *coder, comps []int) {
	var mean [3]int
	for my := range f.mh {
		for mx := range f.mw {
			for _, i := range comps {
				p := &f.comp[i]
				for v := range p.v {
					for h := range p.h {
						codeDC(c, table(i), int(p.lev[((my*p.v+v)*p.bw+mx*p.h+h)*64]), &mean[i])
					}
				}
			}
		}
	}
}

// scanMeans codes the DC levels of the component alone.
func (c *component) scanMeans(out *coder) {
	mean := 0
	for by := range c.nh {
		for bx := range c.nw {
			codeDC(out, 0, int(c.lev[(by*c.bw+bx)*64]), &mean)
		}
	}
}

// bandCoder holds what an AC scan carries from block to block: a run of blocks
// that end early, and the correction bits that wait behind it.
type bandCoder struct {
	*coder
	run     int
	waiting []corrections
}

// corrections are low bits of levels that appeared in earlier scans, at most
// one for each level of a block.
type corrections struct {
	bits uint64
	n    int
}

func (r *corrections) add(bit uint64) {
	r.bits = r.bits<<1 | bit
	r.n++
}

// flush codes the bits and forgets them.
func (r *corrections) flush(c *coder) {
	if r.n > 32 {
		c.raw(uint32(r.bits>>32), r.n-32)
		r.n = 32
	}
	c.raw(uint32(r.bits), r.n)
	*r = corrections{}
}

const maxRun = 0x7FFF // blocks in one end-of-band run

// endRun codes the run of blocks that end early, if there is one, and the
// corrections that belong to it.
func (b *bandCoder) endRun() {
	if b.run > 0 {
		n := bits.Len(uint(b.run)) - 1
		b.symbol(0, uint8(n<<4), uint32(b.run), n)
		b.run = 0
	}
	for i := range b.waiting {
		b.waiting[i].flush(b.coder)
	}
	b.waiting = b.waiting[:0]
}

// scanBand codes a band of AC levels for the first time, without their low
// bits (T.81 G.1.2.2).
func (c *component) scanBand(out *coder, s scan) {
	b := bandCoder{coder: out}
	mask := band(s.first, s.last)
	for by := range c.nh {
		for at := by * c.bw; at < by*c.bw+c.nw; at++ {
			nz := c.nz[at] & mask
			if nz == 0 {
				if b.run++; b.run == maxRun {
					b.endRun()
				}
				continue
			}
			b.firstPass((*[64]int16)(c.lev[at*64:]), nz, s)
		}
	}
	b.endRun()
}

func (b *bandCoder) firstPass(lev *[64]int16, nz uint64, s scan) {
	last := s.first - 1
	for ; nz != 0; nz &= nz - 1 {
		k := bits.TrailingZeros64(nz)
		v := int(lev[k&63])
		if s.low > 0 { // towards zero
			if v < 0 {
				v = -(-v >> s.low)
			} else {
				v >>= s.low
			}
			if v == 0 {
				continue
			}
		}
		if b.run > 0 {
			b.endRun()
		}
		run := k - last - 1
		last = k
		for ; run > 15; run -= 16 {
			b.symbol(0, zeroRun, 0, 0)
		}
		n := size(v)
		b.symbol(0, uint8(run<<4|n), magnitude(v, n), n)
	}
	if last < s.last {
		if b.run++; b.run == maxRun {
			b.endRun()
		}
	}
}

// scanRefinement codes one more bit of a band of AC levels (T.81 G.1.2.3).
func (c *component) scanRefinement(out *coder, s scan) {
	b := bandCoder{coder: out}
	mask := band(s.first, s.last)
	for by := range c.nh {
		for at := by * c.bw; at < by*c.bw+c.nw; at++ {
			b.refine((*[64]int16)(c.lev[at*64:]), c.nz[at]&mask, s)
		}
	}
	b.endRun()
}

func (b *bandCoder) refine(lev *[64]int16, nz uint64, s scan) {
	newest := 0 // place of the last level that appears in this scan
	for m := nz; m != 0; {
		k := bits.Len64(m) - 1
		if abs(lev[k&63])>>s.low == 1 {
			newest = k
			break
		}
		m &^= 1 << k
	}
	var own corrections // of this block, since its last symbol
	zeros, last := 0, s.first-1
	for ; nz != 0; nz &= nz - 1 {
		k := bits.TrailingZeros64(nz)
		v := abs(lev[k&63]) >> s.low
		if v == 0 {
			continue
		}
		zeros += k - last - 1
		last = k
		for zeros > 15 && k <= newest {
			b.endRun()
			b.symbol(0, zeroRun, 0, 0)
			zeros -= 16
			own.flush(b.coder)
		}
		if v > 1 {
			own.add(uint64(v & 1))
			continue
		}
		b.endRun()
		sign := uint32(1)
		if lev[k&63] < 0 {
			sign = 0
		}
		b.symbol(0, uint8(zeros<<4|1), sign, 1)
		own.flush(b.coder)
		zeros = 0
	}
	zeros += s.last - last
	if zeros > 0 || own.n > 0 {
		b.run++
		if own.n > 0 {
			b.waiting = append(b.waiting, own)
		}
		if b.run == maxRun {
			b.endRun()
		}
	}
}

func abs(v int16) int {
	if v < 0 {
		return -int(v)
	}
	return int(v)
}
