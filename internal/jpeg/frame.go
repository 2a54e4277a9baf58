package jpeg

// zigzag maps the order of coding to the place in a block, row by row
// (ITU-T T.81, figure 5).
var zigzag = [64]uint8{
	0, 1, 8, 16, 9, 2, 3, 10,
	17, 24, 32, 25, 18, 11, 4, 5,
	12, 19, 26, 33, 40, 48, 41, 34,
	27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36,
	29, 22, 15, 23, 30, 37, 44, 51,
	58, 59, 52, 45, 38, 31, 39, 46,
	53, 60, 61, 54, 47, 55, 62, 63,
}

// component is one plane of the picture, as coefficients. Blocks lie row by
// row, 64 values each in zigzag order.
type component struct {
	h, v   int // sampling factors
	bw, bh int // blocks, padded to whole MCUs
	nw, nh int // blocks that show pixels; scans of one component code only these

	dct []int16  // coefficients times 8
	lev []int16  // quantised levels
	nz  []uint64 // for each block, bit k set where AC level k is not zero

	step   [64]uint16 // quantiser
	weight []float32  // for each block, how much its errors count in the trellis

	lost int64 // squared error of sampling more coarsely, in samples
}

// frame is a picture of three components: Y, Cb, Cr.
type frame struct {
	width, height int
	mw, mh        int // MCUs
	comp          [3]component
}

// newFrame lays out the components. sub is 2 for 4:2:0, 1 for 4:4:4.
func newFrame(width, height, sub int) *frame {
	f := &frame{width: width, height: height}
	f.mw, f.mh = ceilDiv(width, 8*sub), ceilDiv(height, 8*sub)
	for i := range f.comp {
		c := &f.comp[i]
		c.h, c.v = 1, 1
		c.nw, c.nh = ceilDiv(ceilDiv(width, sub), 8), ceilDiv(ceilDiv(height, sub), 8)
		if i == 0 {
			c.h, c.v = sub, sub
			c.nw, c.nh = ceilDiv(width, 8), ceilDiv(height, 8)
		}
		c.bw, c.bh = f.mw*c.h, f.mh*c.v
		blocks := c.bw * c.bh
		c.dct, c.lev = make([]int16, blocks*64), make([]int16, blocks*64)
		c.nz, c.weight = make([]uint64, blocks), make([]float32, blocks)
	}
	return f
}

// table is the number of the tables a component uses: 0 for Y, 1 for chroma.
func table(comp int) int { return min(comp, 1) }

func ceilDiv(a, b int) int { return (a + b - 1) / b }
