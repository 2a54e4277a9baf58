package warp

import (
	"image"
	"image/color"
)

// plane is one channel of a picture.
type plane struct {
	pix            []uint8
	stride, step   int // bytes from one row, one sample to the next
	w, h           int
	scaleX, scaleY float64 // samples for each of the picture's pixels: below 1 for subsampled chroma
	left, top      float64 // of the whole picture's samples that lie before the first
	outside        uint8   // what lies around
}

// planesOf returns a picture's channels: red, green, blue, or luma and chroma.
func planesOf(img image.Image) [3]*plane {
	switch m := img.(type) {
	case *image.YCbCr:
		return ycbcr(m)
	case *image.NRGBA:
		return interleaved(m.Pix[m.PixOffset(m.Rect.Min.X, m.Rect.Min.Y):], m.Stride, m.Rect)
	case *image.RGBA:
		return interleaved(m.Pix[m.PixOffset(m.Rect.Min.X, m.Rect.Min.Y):], m.Stride, m.Rect)
	case *image.Gray:
		p := &plane{pix: m.Pix[m.PixOffset(m.Rect.Min.X, m.Rect.Min.Y):], stride: m.Stride, step: 1,
			w: m.Rect.Dx(), h: m.Rect.Dy(), scaleX: 1, scaleY: 1, outside: 0xff}
		return [3]*plane{p, p, p}
	}
	return planesOf(opaque(img))
}

// opaque copies a picture of a rare type.
func opaque(img image.Image) *image.NRGBA {
	b := img.Bounds()
	out := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	for y := range b.Dy() {
		for x := range b.Dx() {
			c := color.NRGBAModel.Convert(img.At(b.Min.X+x, b.Min.Y+y)).(color.NRGBA)
			c.A = 0xff
			out.SetNRGBA(x, y, c)
		}
	}
	return out
}

func interleaved(pix []uint8, stride int, r image.Rectangle) (planes [3]*plane) {
	for c := range planes {
		planes[c] = &plane{pix: pix[c:], stride: stride, step: 4, w: r.Dx(), h: r.Dy(), scaleX: 1, scaleY: 1, outside: 0xff}
	}
	return planes
}

func ycbcr(m *image.YCbCr) [3]*plane {
	r := m.Rect
	last := m.COffset(r.Max.X-1, r.Max.Y-1) - m.COffset(r.Min.X, r.Min.Y)
	w, h := last%m.CStride+1, last/m.CStride+1
	x, y := subsampling(m.SubsampleRatio)
	chroma := func(pix []uint8) *plane {
		return &plane{pix: pix[m.COffset(r.Min.X, r.Min.Y):], stride: m.CStride, step: 1, w: w, h: h, scaleX: 1 / x, scaleY: 1 / y, outside: 0x80}
	}
	luma := &plane{pix: m.Y[m.YOffset(r.Min.X, r.Min.Y):], stride: m.YStride, step: 1, w: r.Dx(), h: r.Dy(), scaleX: 1, scaleY: 1, outside: 0xff}
	return [3]*plane{luma, chroma(m.Cb), chroma(m.Cr)}
}

// subsampling returns how many pixels, across and down, share a chroma sample.
func subsampling(ratio image.YCbCrSubsampleRatio) (x, y float64) {
	switch ratio {
	case image.YCbCrSubsampleRatio422:
		return 2, 1
	case image.YCbCrSubsampleRatio420:
		return 2, 2
	case image.YCbCrSubsampleRatio440:
		return 1, 2
	case image.YCbCrSubsampleRatio411:
		return 4, 1
	case image.YCbCrSubsampleRatio410:
		return 4, 2
	}
	return 1, 1
}

// sample returns a sample; beyond the edge the next ones repeat it, then comes
// what lies around.
func (p *plane) sample(x, y int) int {
	const near = 1
	if x < -near || y < -near || x >= p.w+near || y >= p.h+near {
		return int(p.outside)
	}
	x, y = min(max(x, 0), p.w-1), min(max(y, 0), p.h-1)
	return int(p.pix[y*p.stride+x*p.step])
}

// cubic interpolates between the sixteen samples around a point (Catmull and
// Rom 1974).
func (p *plane) cubic(u, v int) uint8 {
	x, y := u>>fixedBits, v>>fixedBits
	kx, ky := &kernel[u>>(fixedBits-8)&0xff], &kernel[v>>(fixedBits-8)&0xff]
	inside := x >= 1 && y >= 1 && x < p.w-2 && y < p.h-2
	sum := 0
	for j := range 4 {
		row := 0
		if inside {
			line := p.pix[(y+j-1)*p.stride+(x-1)*p.step:]
			row = kx[0]*int(line[0]) + kx[1]*int(line[p.step]) + kx[2]*int(line[2*p.step]) + kx[3]*int(line[3*p.step])
		} else {
			for i := range 4 {
				row += kx[i] * p.sample(x+i-1, y+j-1)
			}
		}
		sum += ky[j] * row
	}
	const bits = 2 * kernelBits
	return uint8(min(max((sum+1<<(bits-1))>>bits, 0), 255))
}

const kernelBits = 10

// kernel are the weights of four samples at 256 places between the middle two.
var kernel = func() (k [256][4]int) {
	for i := range k {
		n := i // t = n/256; weights times 2·256³, then to kernelBits
		const d = 256
		w := [4]int{-n*n*n + 2*n*n*d - n*d*d, 3*n*n*n - 5*n*n*d + 2*d*d*d, -3*n*n*n + 4*n*n*d + n*d*d, n*n*n - n*n*d}
		sum := 0
		for j := range w {
			k[i][j] = (w[j] + 1<<(24-kernelBits)) >> (25 - kernelBits)
			sum += k[i][j]
		}
		k[i][1] += 1<<kernelBits - sum
	}
	return k
}()

// toRGB turns luma and chroma in the places of red, green, blue into these.
func toRGB(m *image.NRGBA) {
	for i := 0; i+3 < len(m.Pix); i += 4 {
		p := m.Pix[i : i+3 : i+3]
		p[0], p[1], p[2] = color.YCbCrToRGB(p[0], p[1], p[2])
	}
}
