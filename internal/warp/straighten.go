package warp

import (
	"image"
	"math"
)

// Straighten returns the quadrilateral of a picture as a rectangle of w by h
// pixels. Pixels of the source that become one pixel are averaged; where the
// source is hardly larger they are interpolated by a cubic, which keeps text
// crisp. What lies outside of the source is white.
func Straighten(img image.Image, q Quad, w, h int) (*image.NRGBA, error) {
	m, err := fromRectangle(float64(w), float64(h), q)
	if err != nil {
		return nil, err
	}
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := 3; i < len(out.Pix); i += 4 {
		out.Pix[i] = 0xff
	}
	for c, p := range planesOf(img) {
		p.warp(out, c, &m)
	}
	if _, ok := img.(*image.YCbCr); ok {
		toRGB(out)
	}
	return out, nil
}

// segment is how many pixels of a row are mapped by exact perspective only at
// their ends; in between they lie evenly, to within a hundredth of a pixel.
const segment = 16

// fixed is a coordinate in 1/65536 of a pixel.
const (
	fixedBits = 16
	one       = 1 << fixedBits
)

// warp fills a channel of a picture from a plane.
func (p *plane) warp(out *image.NRGBA, channel int, m *homography) {
	w, h := out.Rect.Dx(), out.Rect.Dy()
	taps, cubic := p.tapsFor(m, float64(w), float64(h))
	for y := range h {
		row := out.Pix[y*out.Stride+channel:]
		for from := 0; from < w; from += segment {
			n := min(segment, w-from)
			s := p.stretchAt(m, float64(from), float64(y), n, taps)
			for i := range n {
				if cubic {
					row[4*(from+i)] = p.cubic(s.u, s.v)
				} else {
					row[4*(from+i)] = p.mean(&s, taps)
				}
				s.u += s.du
				s.v += s.dv
			}
		}
	}
}

// mostTaps bounds how many samples in either direction make a pixel.
const mostTaps = 6

// tapsFor says how many samples in either direction make one pixel, and
// whether a single one by cubic interpolation will do.
func (p *plane) tapsFor(m *homography, w, h float64) (taps int, cubic bool) {
	const crisp = 1.25 // pixels of the source for one: up to here averaging would only blur
	u0, v0 := m.apply(w/2-8, h/2-8)
	u1, v1 := m.apply(w/2+8, h/2-8)
	u2, v2 := m.apply(w/2-8, h/2+8)
	across := math.Hypot((u1-u0)*p.scaleX, (v1-v0)*p.scaleY) / 16
	down := math.Hypot((u2-u0)*p.scaleX, (v2-v0)*p.scaleY) / 16
	step := math.Max(across, down)
	if step <= crisp {
		return 1, p.scaleX == 1 // chroma of fewer samples has nothing crisp in it
	}
	return min(mostTaps, int(math.Ceil(step-0.25))), false
}

// stretch is where the samples for a run of pixels lie in a plane.
type stretch struct {
	u, v   int // of the first pixel's centre
	du, dv int // from one pixel to the next
	// tu, tv are the offsets of the samples from a pixel's centre.
	tu, tv [mostTaps * mostTaps]int
}

// stretchAt maps a run of n pixels from (x, y).
func (p *plane) stretchAt(m *homography, x, y float64, n, taps int) (s stretch) {
	u0, v0 := m.apply(x+0.5, y+0.5)
	u1, v1 := m.apply(x+float64(n)+0.5, y+0.5)
	u2, v2 := m.apply(x+0.5, y+1.5)
	fix := func(f float64) int { return int(math.Floor(float64(f*one) + 0.5)) }
	s.u, s.v = fix(float64(u0*p.scaleX)-0.5), fix(float64(v0*p.scaleY)-0.5)
	s.du, s.dv = fix((u1-u0)*p.scaleX/float64(n)), fix((v1-v0)*p.scaleY/float64(n))
	downU, downV := fix((u2-u0)*p.scaleX), fix((v2-v0)*p.scaleY)
	if taps > 1 {
		for j := range taps {
			for i := range taps {
				a, b := 2*i+1-taps, 2*j+1-taps
				s.tu[j*taps+i] = (s.du*a + downU*b) / (2 * taps)
				s.tv[j*taps+i] = (s.dv*a + downV*b) / (2 * taps)
			}
		}
	}
	return s
}

// mean returns the average of the samples for one pixel.
func (p *plane) mean(s *stretch, taps int) uint8 {
	n := taps * taps
	sum := 0
	for i := range n {
		sum += p.linear(s.u+s.tu[i], s.v+s.tv[i])
	}
	return uint8((sum + n<<(sampleBits-1)) / (n << sampleBits))
}
