package warp

import (
	"encoding/binary"
	"math"
)

// box averages the samples under a rectangle that may lie anywhere between them:
// those on its edge count by the share of them that is in it. One sample wide it
// is the same as bilinear interpolation.
type box struct {
	across, down *[256][reach]uint32 // weights, by 256ths of a sample, which add up to 256
	left, above  int                 // of the rectangle from its middle, fixed
	single       bool                // one sample wide and high
}

// reach is how many samples a rectangle may touch either way: it is 3 wide at
// most.
const reach = 4

func newBox(wide, high float64) *box {
	wide, high = min(max(wide, 1), reach-1), min(max(high, 1), reach-1)
	from := func(width float64) int { return int(math.Round((width - 1) / 2 * one)) }
	return &box{weights(wide), weights(high), from(wide), from(high), wide == 1 && high == 1}
}

// weights returns the weights of samples under a span that begins at 256 places
// in the first of them.
func weights(width float64) *[256][reach]uint32 {
	table := new([256][reach]uint32)
	for i := range table {
		begin := float64(i) / 256
		rest, largest := uint32(256), 0
		for k := range reach {
			covered := min(float64(k+1), begin+width) - max(float64(k), begin)
			w := uint32(math.Round(256 * max(0, covered) / width))
			table[i][k] = w
			rest -= w
			if w > table[i][largest] {
				largest = k
			}
		}
		table[i][largest] += rest // what rounding left over, or below zero, wrapping
	}
	return table
}

// means fills a run of n pixels, every fourth byte of into, with averages.
func (p *plane) means(into []uint8, s stretch, n int, b *box) {
	u, v := s.u-b.left, s.v-b.above
	if p.step != 1 || !p.holds(u, v, &s, n) {
		for i := range n {
			into[4*i] = p.mean(u, v, b)
			u += s.du
			v += s.dv
		}
		return
	}
	if b.single {
		p.bilinear(into, u, v, &s, n)
		return
	}
	// Two bytes at a time: a sum of weights of 256 keeps each in its 16 bits.
	const lanes = 0x00ff00ff
	stride := p.stride
	for i := range n {
		kx, ky := &b.across[u>>(fixedBits-8)&0xff], &b.down[v>>(fixedBits-8)&0xff]
		at := v>>fixedBits*stride + u>>fixedBits
		r0 := binary.LittleEndian.Uint32(p.pix[at:])
		r1 := binary.LittleEndian.Uint32(p.pix[at+stride:])
		r2 := binary.LittleEndian.Uint32(p.pix[at+2*stride:])
		even := r0&lanes*ky[0] + r1&lanes*ky[1] + r2&lanes*ky[2]
		odd := r0>>8&lanes*ky[0] + r1>>8&lanes*ky[1] + r2>>8&lanes*ky[2]
		if k := ky[3]; k > 0 {
			r3 := binary.LittleEndian.Uint32(p.pix[at+3*stride:])
			even += r3 & lanes * k
			odd += r3 >> 8 & lanes * k
		}
		sum := even&0xffff*kx[0] + odd&0xffff*kx[1] + even>>16*kx[2] + odd>>16*kx[3]
		into[4*i] = uint8((sum + 1<<15) >> 16)
		u += s.du
		v += s.dv
	}
}

// bilinear is means for a rectangle that is one sample wide and high.
func (p *plane) bilinear(into []uint8, u, v int, s *stretch, n int) {
	stride := p.stride
	for i := range n {
		fx, fy := uint32(u>>(fixedBits-8)&0xff), uint32(v>>(fixedBits-8)&0xff)
		at := v>>fixedBits*stride + u>>fixedBits
		upper := uint32(binary.LittleEndian.Uint16(p.pix[at:]))
		lower := uint32(binary.LittleEndian.Uint16(p.pix[at+stride:]))
		left := upper&0xff*(256-fy) + lower&0xff*fy
		right := upper>>8*(256-fy) + lower>>8*fy
		into[4*i] = uint8((left*(256-fx) + right*fx + 1<<15) >> 16)
		u += s.du
		v += s.dv
	}
}

// holds reports whether the plane has all samples that rectangles touch whose
// corners lie on a run of n places from (u, v).
func (p *plane) holds(u, v int, s *stretch, n int) bool {
	lastU, lastV := u+(n-1)*s.du, v+(n-1)*s.dv
	return min(u, lastU) >= 0 && min(v, lastV) >= 0 &&
		max(u, lastU)>>fixedBits+reach <= p.w && max(v, lastV)>>fixedBits+reach <= p.h
}

// mean returns the average under a rectangle whose upper left corner lies in
// the sample at (u, v), wherever that is.
func (p *plane) mean(u, v int, b *box) uint8 {
	x, y := u>>fixedBits, v>>fixedBits
	kx, ky := &b.across[u>>(fixedBits-8)&0xff], &b.down[v>>(fixedBits-8)&0xff]
	inside := x >= 0 && y >= 0 && x+reach <= p.w && y+reach <= p.h
	sum := uint32(1 << 15)
	for j := range reach {
		if ky[j] == 0 {
			continue
		}
		row := uint32(0)
		if inside {
			line := p.pix[(y+j)*p.stride+x*p.step:]
			row = kx[0]*uint32(line[0]) + kx[1]*uint32(line[p.step]) + kx[2]*uint32(line[2*p.step]) + kx[3]*uint32(line[3*p.step])
		} else {
			for i := range reach {
				row += kx[i] * uint32(p.sample(x+i, y+j))
			}
		}
		sum += ky[j] * row
	}
	return uint8(sum >> 16)
}
