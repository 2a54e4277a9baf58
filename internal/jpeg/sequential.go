package jpeg

import "math/bits"

const (
	zeroRun    = 0xF0 // sixteen zeros
	endOfBlock = 0x00
)

// sequential codes the whole frame in one interleaved scan. Tables 0 and 1
// are the DC ones of luma and chroma, 2 and 3 the AC ones.
func (f *frame) sequential(c *coder) {
	var mean [3]int
	for my := range f.mh {
		for mx := range f.mw {
			for i := range f.comp {
				p := &f.comp[i]
				for v := range p.v {
					for h := range p.h {
						b := (my*p.v+v)*p.bw + mx*p.h + h
						lev := (*[64]int16)(p.lev[b*64:])
						codeDC(c, table(i), int(lev[0]), &mean[i])
						codeBlock(c, 2+table(i), lev, p.nz[b])
					}
				}
			}
		}
	}
}

// codeDC codes the difference to the mean of the block before.
func codeDC(c *coder, t, v int, before *int) {
	d := v - *before
	*before = v
	n := size(d)
	c.symbol(t, uint8(n), magnitude(d, n), n)
}

func codeBlock(c *coder, t int, lev *[64]int16, nz uint64) {
	last := 0
	for ; nz != 0; nz &= nz - 1 {
		k := bits.TrailingZeros64(nz)
		run := k - last - 1
		last = k
		for ; run > 15; run -= 16 {
			c.symbol(t, zeroRun, 0, 0)
		}
		v := int(lev[k&63])
		n := size(v)
		c.symbol(t, uint8(run<<4|n), magnitude(v, n), n)
	}
	if last < 63 {
		c.symbol(t, endOfBlock, 0, 0)
	}
}

// sequentialTables returns the best tables for the frame as it is quantised,
// and the number of bits of its scan.
func (f *frame) sequentialTables() (tables [4]*huffman, n int) {
	var c coder
	f.sequential(&c)
	n = c.extra
	for t := range tables {
		tables[t] = newHuffman(&c.freq[t])
		n += tables[t].bits(&c.freq[t])
	}
	return tables, n
}
