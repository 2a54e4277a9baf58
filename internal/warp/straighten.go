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
	var buffer []uint8
	for c, p := range planesOf(img) {
		p.within(q).reduced(&m, w, h, &buffer).warp(out, c, &m)
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

// crisp is how many samples may stand for one pixel, either way, for a cubic
// interpolation to do: averaging would only blur.
const crisp = 1.25

// warp fills a channel of a picture from a plane.
func (p *plane) warp(out *image.NRGBA, channel int, m *homography) {
	w, h := out.Rect.Dx(), out.Rect.Dy()
	wide, high := p.footprint(m, float64(w), float64(h))
	cubic := max(wide, high) <= crisp && p.scaleX == 1 // chroma of fewer samples has nothing crisp in it
	mean := newBox(wide, high)
	for y := range h {
		row := out.Pix[y*out.Stride+channel:]
		for from := 0; from < w; from += segment {
			n := min(segment, w-from)
			s := p.stretchAt(m, float64(from), float64(y), n)
			if cubic {
				p.cubics(row[4*from:], s, n)
			} else {
				p.means(row[4*from:], s, n, mean)
			}
		}
	}
}

// footprint returns how many samples, across and down in the plane, one pixel
// stands for in the middle of a rectangle of w by h.
func (p *plane) footprint(m *homography, w, h float64) (wide, high float64) {
	u0, v0 := m.apply(w/2-8, h/2-8)
	u1, v1 := m.apply(w/2+8, h/2-8)
	u2, v2 := m.apply(w/2-8, h/2+8)
	return math.Hypot(u1-u0, u2-u0) * p.scaleX / 16, math.Hypot(v1-v0, v2-v0) * p.scaleY / 16
}

// stretch is where the samples for a run of pixels lie in a plane.
type stretch struct {
	u, v   int // of the first pixel's centre
	du, dv int // from one pixel to the next
}

// stretchAt maps a run of n pixels from (x, y).
func (p *plane) stretchAt(m *homography, x, y float64, n int) (s stretch) {
	u0, v0 := m.apply(x+0.5, y+0.5)
	u1, v1 := m.apply(x+float64(n)+0.5, y+0.5)
	fix := func(f float64) int { return int(math.Floor(float64(f*one) + 0.5)) }
	s.u, s.v = fix(float64(u0*p.scaleX)-p.left-0.5), fix(float64(v0*p.scaleY)-p.top-0.5)
	s.du, s.dv = fix((u1-u0)*p.scaleX/float64(n)), fix((v1-v0)*p.scaleY/float64(n))
	return s
}

// cubics fills a run of n pixels, every fourth byte of into, by cubic
// interpolation.
func (p *plane) cubics(into []uint8, s stretch, n int) {
	for i := range n {
		into[4*i] = p.cubic(s.u, s.v)
		s.u += s.du
		s.v += s.dv
	}
}
