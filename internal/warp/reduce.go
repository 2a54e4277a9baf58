package warp

import (
	"encoding/binary"
	"math"
)

// within returns the part of the plane that lies around a quadrilateral of the
// picture, with some room.
func (p *plane) within(q Quad) *plane {
	const room = 64 // samples, of which halving leaves some
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, c := range q {
		left, right = min(left, c.X), max(right, c.X)
		top, bottom = min(top, c.Y), max(bottom, c.Y)
	}
	x0, y0 := min(max(0, int(left*p.scaleX)-room), p.w-1), min(max(0, int(top*p.scaleY)-room), p.h-1)
	x1, y1 := min(max(x0+1, int(right*p.scaleX)+room), p.w), min(max(y0+1, int(bottom*p.scaleY)+room), p.h)
	part := *p
	part.pix = p.pix[y0*p.stride+x0*p.step:]
	part.w, part.h = x1-x0, y1-y0
	part.left, part.top = float64(x0), float64(y0)
	return &part
}

// reduced returns the plane, halved until a pixel of a warp into w by h stands
// for few of its samples. Of chroma one is enough: there is less to see in it.
//
// The samples are kept in a buffer, which serves one plane after the other: of a
// very large picture they are many.
func (p *plane) reduced(m *homography, w, h int, buffer *[]uint8) *plane {
	coarsest := reach - 1.1
	if p.scaleX < 1 {
		coarsest = 1.6
	}
	for p.w > 1 && p.h > 1 {
		wide, high := p.footprint(m, float64(w), float64(h))
		if max(wide, high) <= coarsest {
			break
		}
		if n := ((p.w + 1) / 2) * ((p.h + 1) / 2); len(*buffer) < n {
			*buffer = make([]uint8, n)
		}
		p = p.halved(*buffer)
	}
	return p
}

// halved returns a plane of half the size, of the means of two by two samples,
// which it keeps in a buffer; it may be the one that the plane's own lie in, as
// no mean is written before its samples were read.
func (p *plane) halved(buffer []uint8) *plane {
	h := &plane{w: (p.w + 1) / 2, h: (p.h + 1) / 2, step: 1, scaleX: p.scaleX / 2, scaleY: p.scaleY / 2,
		left: p.left / 2, top: p.top / 2, outside: p.outside}
	h.stride = h.w
	h.pix = buffer[:h.w*h.h]
	for y := range h.h {
		upper := p.pix[2*y*p.stride:]
		lower := p.pix[min(2*y+1, p.h-1)*p.stride:]
		into := h.pix[y*h.w : (y+1)*h.w]
		x := 0
		if p.step == 1 {
			x = halve8(into, upper[:p.w], lower[:p.w])
		}
		for ; x < h.w; x++ {
			left, right := 2*x*p.step, min(2*x+1, p.w-1)*p.step
			into[x] = uint8((int(upper[left]) + int(upper[right]) + int(lower[left]) + int(lower[right]) + 2) / 4)
		}
	}
	return h
}

// halve8 averages two rows by two and two samples, eight at a time, and returns
// how many means it wrote.
func halve8(into, upper, lower []uint8) (n int) {
	const even, two = 0x00ff00ff00ff00ff, 0x0002000200020002
	for ; 2*n+8 <= len(upper) && 2*n+8 <= len(lower) && n+4 <= len(into); n += 4 {
		a, b := binary.LittleEndian.Uint64(upper[2*n:]), binary.LittleEndian.Uint64(lower[2*n:])
		sums := (a&even + a>>8&even + b&even + b>>8&even + two) >> 2 & even
		sums |= sums >> 8
		binary.LittleEndian.PutUint32(into[n:], uint32(sums&0xffff|sums>>16&0xffff0000))
	}
	return n
}
