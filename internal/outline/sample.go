package outline

import (
	"image"
)

// channel is one channel of a picture: a colour, or luma or chroma.
type channel struct {
	pix            []uint8
	stride, step   int
	right, bottom  float64 // places of the last sample
	scaleX, scaleY float64 // samples for each of the picture's pixels
}

// reader reads a picture between its pixels; beyond the picture it is as at its
// edge.
type reader struct {
	channels [3]channel
	luma     bool // the channels are luma and chroma
}

func newReader(img image.Image) *reader {
	switch m := img.(type) {
	case *image.YCbCr:
		return &reader{ycbcr(m), true}
	case *image.NRGBA:
		return &reader{interleaved(m.Pix[m.PixOffset(m.Rect.Min.X, m.Rect.Min.Y):], m.Stride, 4, m.Rect), false}
	case *image.RGBA:
		return &reader{interleaved(m.Pix[m.PixOffset(m.Rect.Min.X, m.Rect.Min.Y):], m.Stride, 4, m.Rect), false}
	case *image.Gray:
		c := channelOf(m.Pix[m.PixOffset(m.Rect.Min.X, m.Rect.Min.Y):], m.Stride, 1, m.Rect.Dx(), m.Rect.Dy(), m.Rect)
		return &reader{[3]channel{c, c, c}, false}
	}
	b := img.Bounds()
	pix := make([]uint8, 0, 3*b.Dx()*b.Dy())
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, bl, _ := img.At(x, y).RGBA()
			pix = append(pix, uint8(r>>8), uint8(g>>8), uint8(bl>>8))
		}
	}
	return &reader{interleaved(pix, 3*b.Dx(), 3, b), false}
}

func interleaved(pix []uint8, stride, step int, r image.Rectangle) (c [3]channel) {
	for i := range c {
		c[i] = channelOf(pix[i:], stride, step, r.Dx(), r.Dy(), r)
	}
	return c
}

func ycbcr(m *image.YCbCr) [3]channel {
	r := m.Rect
	at := m.COffset(r.Min.X, r.Min.Y)
	last := m.COffset(r.Max.X-1, r.Max.Y-1) - at
	w, h := last%m.CStride+1, last/m.CStride+1
	return [3]channel{
		channelOf(m.Y[m.YOffset(r.Min.X, r.Min.Y):], m.YStride, 1, r.Dx(), r.Dy(), r),
		channelOf(m.Cb[at:], m.CStride, 1, w, h, r),
		channelOf(m.Cr[at:], m.CStride, 1, w, h, r),
	}
}

// channelOf is a channel of w by h samples in a picture of some bounds. Of
// subsampled chroma two samples stand for an odd last pixel too.
func channelOf(pix []uint8, stride, step, w, h int, r image.Rectangle) channel {
	share := func(samples, pixels int) float64 {
		for n := 1; n <= 4; n *= 2 {
			if (pixels+n-1)/n == samples {
				return 1 / float64(n)
			}
		}
		return float64(samples) / float64(pixels)
	}
	return channel{pix, stride, step, float64(w - 1), float64(h - 1), share(w, r.Dx()), share(h, r.Dy())}
}

// at interpolates between the four samples around a point of the picture.
func (c *channel) at(p Point) float64 {
	x, y := min(max(p.X*c.scaleX-0.5, 0), c.right), min(max(p.Y*c.scaleY-0.5, 0), c.bottom)
	left, top := int(x), int(y)
	fx, fy := x-float64(left), y-float64(top)
	i := top*c.stride + left*c.step
	next, below := 0, 0
	if fx > 0 {
		next = c.step
	}
	if fy > 0 {
		below = c.stride
	}
	a, b := float64(c.pix[i]), float64(c.pix[i+next])
	d, e := float64(c.pix[i+below]), float64(c.pix[i+below+next])
	upper, lower := a+float64(fx*(b-a)), d+float64(fx*(e-d))
	return upper + float64(fy*(lower-upper))
}

// mix are the shares of a reader's channels in a value.
type mix [3]float64

// towards returns the mix whose value, up to a constant, is the product of red,
// green and blue with a direction in these colours.
func (r *reader) towards(direction [3]float64) mix {
	if !r.luma {
		return direction
	}
	// Red, green and blue of luma and chroma (JFIF, ITU-R BT.601).
	return mix{
		direction[0] + direction[1] + direction[2],
		-0.344136*direction[1] + 1.772*direction[2],
		1.402*direction[0] - 0.714136*direction[1],
	}
}

// across returns the mean of a mix at a point and at one on either side of it, a
// step away. Chroma is read at the point alone: it is blurred as it is.
func (r *reader) across(m *mix, p, step Point) (sum float64) {
	before, after := p.minus(step), p.plus(step)
	for i := range r.channels {
		c := &r.channels[i]
		if r.luma && i > 0 {
			sum += float64(m[i] * c.at(p))
			continue
		}
		sum += float64(m[i] / 3 * (c.at(before) + c.at(p) + c.at(after)))
	}
	return sum
}
