package picture

import (
	"image/color"
	"math"
)

// plane is a channel's samples.
type plane struct {
	pix    []byte
	stride int
}

func (p plane) row(y int) []byte {
	last := len(p.pix)/p.stride - 1
	return p.pix[min(y, last)*p.stride:][:p.stride]
}

var cosines = func() (t [8][8]float32) {
	for x := range 8 {
		for u := range 8 {
			scale := 0.5
			if u == 0 {
				scale = math.Sqrt(0.125)
			}
			t[x][u] = float32(scale * math.Cos(float64(2*x+1)*float64(u)*math.Pi/16))
		}
	}
	return t
}()

// plane undoes the quantisation and the cosine transform of a channel's first
// rows of blocks.
func (s *salvage) plane(c *component, rows int) plane {
	rows = max(1, min(rows, c.down))
	p := plane{make([]byte, 64*c.across*rows), 8 * c.across}
	q := s.quant[c.quant]
	if q == nil {
		q = new([64]uint16)
	}
	for by := range rows {
		for bx := range c.across {
			block := c.blocks[64*(by*c.across+bx):][:64]
			inverse(p.pix[8*by*p.stride+8*bx:], p.stride, block, q)
		}
	}
	return p
}

func inverse(out []byte, stride int, block []int16, q *[64]uint16) {
	var in, half [64]float32
	for i, v := range block {
		in[i] = float32(v) * float32(q[i])
	}
	for v := range 8 {
		row := in[8*v : 8*v+8]
		for x := range 8 {
			sum := float32(0)
			for u, k := range cosines[x] {
				sum += k * row[u]
			}
			half[8*v+x] = sum
		}
	}
	for x := range 8 {
		for y := range 8 {
			sum := float32(128.5)
			for v, k := range cosines[y] {
				sum += k * half[8*v+x]
			}
			out[y*stride+x] = uint8(max(0, min(255, sum)))
		}
	}
}

func fromYCC(pix []byte) {
	for i := 0; i+3 < len(pix); i += 4 {
		pix[i], pix[i+1], pix[i+2] = color.YCbCrToRGB(pix[i], pix[i+1], pix[i+2])
	}
}
