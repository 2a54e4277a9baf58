// Package raster holds small copies of pictures and what is done to them to see
// their shape: means, closings, edges. It is deterministic and knows only
// images.
package raster

import (
	"encoding/binary"
	"image"
	"image/color"
	"math"
)

// Raster is a small copy of a picture: red, green and blue, each row after row.
type Raster struct {
	W, H  int
	Plane [3][]uint8
}

// New returns a black raster.
func New(w, h int) *Raster {
	r := &Raster{W: w, H: h}
	for c := range r.Plane {
		r.Plane[c] = make([]uint8, w*h)
	}
	return r
}

// Reduce returns a copy no side of which is longer than most, and how much
// smaller it is. Every pixel is the mean of those it stands for.
func Reduce(img image.Image, most int) (*Raster, float64) {
	b := img.Bounds()
	scale := math.Min(1, float64(most)/float64(max(b.Dx(), b.Dy())))
	w, h := max(1, int(float64(b.Dx())*scale+0.5)), max(1, int(float64(b.Dy())*scale+0.5))
	if m, ok := img.(*image.YCbCr); ok {
		return reduceYCbCr(m, w, h), scale
	}
	return reduceAny(img, w, h), scale
}

// spans returns where each of n parts of a length begins, and its end.
func spans(length, n int) []int {
	at := make([]int, n+1)
	for i := range at {
		at[i] = i * length / n
	}
	return at
}

// meanOf fills a plane of w by h with the means of a larger one.
func meanOf(into []uint8, w, h int, from []uint8, stride, fromW, fromH int) {
	xs, ys := spans(fromW, w), spans(fromH, h)
	columns := newColumns(fromW)
	for y := range h {
		columns.reset()
		top, bottom := ys[y], min(max(ys[y+1], ys[y]+1), fromH)
		for row := top; row < bottom; row++ {
			columns.add(from[row*stride : row*stride+fromW])
		}
		sums := columns.sums()
		for x := range w {
			sum := 0
			for _, v := range sums[xs[x]:max(xs[x+1], xs[x]+1)] {
				sum += int(v)
			}
			n := (bottom - top) * max(1, xs[x+1]-xs[x])
			into[y*w+x] = uint8((sum + n/2) / n)
		}
	}
}

// columns adds up rows of bytes, eight columns at a time: the even and the odd
// ones of them in four lanes of 16 bits each, which hold 257 rows.
type columns struct {
	even, odd []uint64
	rest      []uint32 // of the last columns
	rows      int      // in the lanes
	total     []uint32
}

func newColumns(w int) *columns {
	return &columns{even: make([]uint64, w/8), odd: make([]uint64, w/8), rest: make([]uint32, w%8), total: make([]uint32, w)}
}

func (c *columns) reset() { clear(c.total) }

func (c *columns) add(row []uint8) {
	const lanes = 0x00ff00ff00ff00ff
	even, odd := c.even, c.odd[:len(c.even)]
	for i := range even {
		v := binary.LittleEndian.Uint64(row[8*i:])
		even[i] += v & lanes
		odd[i] += v >> 8 & lanes
	}
	for i, v := range row[8*len(even):] {
		c.rest[i] += uint32(v)
	}
	if c.rows++; c.rows == 257 {
		c.flush()
	}
}

// sums returns the sum of every column since the last reset.
func (c *columns) sums() []uint32 {
	c.flush()
	return c.total
}

func (c *columns) flush() {
	for i := range c.even {
		to, even, odd := c.total[8*i:8*i+8:8*i+8], c.even[i], c.odd[i]
		for k := 0; k < 8; k += 2 {
			to[k] += uint32(even & 0xffff)
			to[k+1] += uint32(odd & 0xffff)
			even, odd = even>>16, odd>>16
		}
	}
	for i, v := range c.rest {
		c.total[8*len(c.even)+i] += v
	}
	clear(c.even)
	clear(c.odd)
	clear(c.rest)
	c.rows = 0
}

func reduceYCbCr(m *image.YCbCr, w, h int) *Raster {
	small := New(w, h)
	b := m.Rect
	luma := m.Y[m.YOffset(b.Min.X, b.Min.Y):]
	meanOf(small.Plane[0], w, h, luma, m.YStride, b.Dx(), b.Dy())
	chromaW, chromaH := chromaSize(m)
	at := m.COffset(b.Min.X, b.Min.Y)
	meanOf(small.Plane[1], w, h, m.Cb[at:], m.CStride, chromaW, chromaH)
	meanOf(small.Plane[2], w, h, m.Cr[at:], m.CStride, chromaW, chromaH)
	for i := range small.Plane[0] {
		small.Plane[0][i], small.Plane[1][i], small.Plane[2][i] = color.YCbCrToRGB(small.Plane[0][i], small.Plane[1][i], small.Plane[2][i])
	}
	return small
}

// chromaSize returns the size of the chroma planes.
func chromaSize(m *image.YCbCr) (w, h int) {
	last := m.COffset(m.Rect.Max.X-1, m.Rect.Max.Y-1) - m.COffset(m.Rect.Min.X, m.Rect.Min.Y)
	return last%m.CStride + 1, last/m.CStride + 1
}

func reduceAny(img image.Image, w, h int) *Raster {
	small := New(w, h)
	b := img.Bounds()
	xs, ys := spans(b.Dx(), w), spans(b.Dy(), h)
	rgb := rowReader(img)
	row := make([]uint8, 3*b.Dx())
	sums := make([]int, 3*w)
	for y := range h {
		clear(sums)
		top, bottom := ys[y], max(ys[y+1], ys[y]+1)
		for at := top; at < bottom; at++ {
			rgb(b.Min.Y+at, row)
			for x := range w {
				for _, i := range [3]int{0, 1, 2} {
					sum := 0
					for k := xs[x]; k < max(xs[x+1], xs[x]+1); k++ {
						sum += int(row[3*k+i])
					}
					sums[3*x+i] += sum
				}
			}
		}
		for x := range w {
			n := (bottom - top) * max(1, xs[x+1]-xs[x])
			for c := range small.Plane {
				small.Plane[c][y*w+x] = uint8((sums[3*x+c] + n/2) / n)
			}
		}
	}
	return small
}

// rowReader returns what copies a row of an opaque picture as red, green, blue.
func rowReader(img image.Image) func(y int, into []uint8) {
	b := img.Bounds()
	pixels := func(pix []uint8) func(i int) []uint8 { return func(i int) []uint8 { return pix[i:] } }
	four := func(offset func(x, y int) int, pix func(i int) []uint8) func(int, []uint8) {
		return func(y int, into []uint8) {
			from := pix(offset(b.Min.X, y))
			for x := range b.Dx() {
				into[3*x], into[3*x+1], into[3*x+2] = from[4*x], from[4*x+1], from[4*x+2]
			}
		}
	}
	switch m := img.(type) {
	case *image.NRGBA:
		return four(m.PixOffset, pixels(m.Pix))
	case *image.RGBA:
		return four(m.PixOffset, pixels(m.Pix))
	case *image.Gray:
		return func(y int, into []uint8) {
			for x, v := range m.Pix[m.PixOffset(b.Min.X, y):][:b.Dx()] {
				into[3*x], into[3*x+1], into[3*x+2] = v, v, v
			}
		}
	}
	return func(y int, into []uint8) {
		for x := range b.Dx() {
			r, g, bl, _ := img.At(b.Min.X+x, y).RGBA()
			into[3*x], into[3*x+1], into[3*x+2] = uint8(r>>8), uint8(g>>8), uint8(bl>>8)
		}
	}
}

// Turned returns the raster turned by a quarter, clockwise.
func (r *Raster) Turned() *Raster {
	out := New(r.H, r.W)
	for c, in := range r.Plane {
		for y := range r.H {
			for x := range r.W {
				out.Plane[c][x*r.H+r.H-1-y] = in[y*r.W+x]
			}
		}
	}
	return out
}
