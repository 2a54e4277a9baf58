package outline

import (
	"image"
	"image/color"
)

// sampler returns the colour at a point of a picture, red, green and blue,
// between the four pixels around it; beyond the picture it is that of its edge.
type sampler func(Point) [3]float64

func newSampler(img image.Image) sampler {
	b := img.Bounds()
	pixel := pixelReader(img)
	right, bottom := b.Dx()-1, b.Dy()-1
	return func(p Point) (c [3]float64) {
		x, y := p.X-0.5, p.Y-0.5
		x, y = min(max(x, 0), float64(right)), min(max(y, 0), float64(bottom))
		left, top := int(x), int(y)
		fx, fy := x-float64(left), y-float64(top)
		next, below := min(left+1, right), min(top+1, bottom)
		a, d, e, g := pixel(left, top), pixel(next, top), pixel(left, below), pixel(next, below)
		for i := range c {
			upper := float64(a[i])*(1-fx) + float64(d[i])*fx
			lower := float64(e[i])*(1-fx) + float64(g[i])*fx
			c[i] = upper*(1-fy) + lower*fy
		}
		return c
	}
}

// pixelReader returns what reads a pixel, counted from the upper left corner.
func pixelReader(img image.Image) func(x, y int) [3]uint8 {
	b := img.Bounds()
	switch m := img.(type) {
	case *image.YCbCr:
		return func(x, y int) [3]uint8 {
			luma, chroma := m.YOffset(b.Min.X+x, b.Min.Y+y), m.COffset(b.Min.X+x, b.Min.Y+y)
			r, g, bl := color.YCbCrToRGB(m.Y[luma], m.Cb[chroma], m.Cr[chroma])
			return [3]uint8{r, g, bl}
		}
	case *image.NRGBA:
		return func(x, y int) [3]uint8 { return [3]uint8(m.Pix[m.PixOffset(b.Min.X+x, b.Min.Y+y):]) }
	case *image.RGBA:
		return func(x, y int) [3]uint8 { return [3]uint8(m.Pix[m.PixOffset(b.Min.X+x, b.Min.Y+y):]) }
	}
	return func(x, y int) [3]uint8 {
		r, g, bl, _ := img.At(b.Min.X+x, b.Min.Y+y).RGBA()
		return [3]uint8{uint8(r >> 8), uint8(g >> 8), uint8(bl >> 8)}
	}
}
