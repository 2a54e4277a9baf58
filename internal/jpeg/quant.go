package jpeg

import "math/bits"

// robidoux is the quantiser table by Nicolas Robidoux that ImageMagick ships
// and mozjpeg took as its default (number 3), row by row. It is flatter than
// the tables of T.81 annex K, which blur the strokes of text, and serves all
// three components.
var robidoux = [64]uint16{
	16, 16, 16, 18, 25, 37, 56, 85,
	16, 17, 20, 27, 34, 40, 53, 75,
	16, 20, 24, 31, 43, 62, 91, 135,
	18, 27, 31, 40, 53, 74, 106, 156,
	25, 34, 43, 53, 69, 94, 131, 189,
	37, 40, 62, 74, 94, 124, 169, 238,
	56, 53, 91, 106, 131, 169, 226, 311,
	85, 75, 135, 156, 189, 238, 311, 418,
}

// A scale multiplies the base table; 16 bits are the fraction. It falls as
// quality rises: 0 is quality 100, one is quality 50.
type scale int64

const (
	scaleOne scale = 1 << 16
	scaleMax       = 50 * scaleOne // quality 1
)

// quality returns the scale on libjpeg's range of 1 to 100.
func (s scale) quality() float64 {
	x := float64(s) / float64(scaleOne)
	if x <= 1 {
		return 100 - 50*x
	}
	return 50 / x
}

// setTables gives every component the base table at the scale. Steps stay
// within the 8 bits that every decoder takes.
func (f *frame) setTables(s scale) {
	for i := range f.comp {
		for k, z := range zigzag {
			step := (scale(robidoux[z])*s + scaleOne/2) / scaleOne
			f.comp[i].step[k] = uint16(min(max(step, 1), 255))
		}
	}
}

// quantise rounds all coefficients to the nearest level.
func (f *frame) quantise() {
	for i := range f.comp {
		f.comp[i].quantise()
	}
}

func (c *component) quantise() {
	// |coefficient|+half ≤ 2¹⁴ and divisor ≤ 2¹¹: a reciprocal of 26 bits is exact.
	var recip, half [64]uint32
	for k, q := range c.step {
		d := 8 * uint32(q)
		recip[k], half[k] = (1<<26+d-1)/d, d/2
	}
	for b := range c.nz {
		in, out := (*[64]int16)(c.dct[b*64:]), (*[64]int16)(c.lev[b*64:])
		var mask uint64
		for k := range 64 {
			v := int32(in[k])
			sign := v >> 31
			a := uint32((v ^ sign) - sign)
			a = uint32(uint64(a+half[k]) * uint64(recip[k]) >> 26)
			out[k] = int16((int32(a) ^ sign) - sign)
			mask |= uint64((a+0xFFFF)>>16&1) << k
		}
		c.nz[b] = mask &^ 1
	}
}

// squaredError returns how far the frame as it is quantised is from the
// picture: the squared error over all pixels and the three primaries, in no
// particular unit. Viewers that interpolate colour win back about a quarter of
// what sampling it more coarsely lost.
func (f *frame) squaredError() (sum int64) {
	// What an error of Y, Cb or Cr does to R, G and B together, times 1024
	// (JFIF 1.02), the mixed terms left out.
	effect := [3]int64{3 << 10, 3337, 2535}
	for i := range f.comp {
		c := &f.comp[i]
		var levels int64
		for b := range c.nz {
			in, out := (*[64]int16)(c.dct[b*64:]), (*[64]int16)(c.lev[b*64:])
			for k, step := range c.step {
				d := int64(in[k]) - 8*int64(out[k])*int64(step)
				levels += d * d
			}
		}
		each := int64(f.comp[0].h / c.h * f.comp[0].v / c.v) // pixels that show one sample
		sum += effect[i] * (levels*each/64 + c.lost*3/4>>(2*sampleBits))
	}
	return sum
}

// size returns how many bits a value takes (T.81's SSSS category).
func size(v int) int {
	if v < 0 {
		v = -v
	}
	return bits.Len(uint(v))
}
