package specimen

import (
	"image"
	"math"
)

// sheet is a document lying in a scene.
type sheet struct {
	corners Quad
	img     *image.RGBA // shrunk until it is at most twice as fine as the picture
	plane   homography  // from the picture to the shrunk document's pixels
	mm      float64     // millimetres that one of its pixels covers
	radius  float64     // of its corners, in millimetres
}

func newSheet(doc *image.RGBA, q Quad) sheet {
	wide := math.Hypot(q[1].X-q[0].X, q[1].Y-q[0].Y)
	mm, radius := widthOf(doc.Rect.Size())
	for float64(doc.Rect.Dx()) > 2*wide {
		doc = halved(doc)
	}
	w, h := float64(doc.Rect.Dx()), float64(doc.Rect.Dy())
	return sheet{corners: q, img: doc, plane: mapping(q, rectangle(w, h)), mm: mm / w, radius: radius}
}

// widthOf returns how wide a document is and how round its corners, in
// millimetres: cards are told by their size, everything else is A4 across.
func widthOf(size image.Point) (width, radius float64) {
	if size == image.Pt(cardWidth, cardHeight) {
		return 85.6, 85.6 * cardRadius / cardWidth
	}
	return 297, 0
}

// millimetres returns the place on the desk that a pixel of the picture shows.
func (s *sheet) millimetres(x, y float64) (float64, float64) {
	u, v := s.plane.at(x, y)
	return u * s.mm, v * s.mm
}

// shadowReach is how far from a sheet its shadow is seen, in millimetres.
const shadowReach = 7

// over lays the sheet on what is below it at a place of the picture.
func (s *sheet) over(below [3]float64, x, y float64, shadow bool) [3]float64 {
	w, h := float64(s.img.Rect.Dx()), float64(s.img.Rect.Dy())
	u, v := s.plane.at(x, y)
	reach := shadowReach / s.mm
	if u < -reach || v < -reach || u > w+reach || v > h+reach {
		return below
	}
	if shadow {
		below = s.shade(below, u, v)
	}
	var sum [4]float64
	for _, d := range [4]Point{{-0.25, -0.25}, {0.25, -0.25}, {-0.25, 0.25}, {0.25, 0.25}} {
		u, v := s.plane.at(x+d.X, y+d.Y)
		for i, p := range s.sample(u, v) {
			sum[i] += p / 4
		}
	}
	for i := range below {
		below[i] = sum[i] + below[i]*(1-sum[3]/255)
	}
	return below
}

// shade darkens the desk beside the sheet, which lies a little above it: a
// narrow dark line all around and a soft shadow to the lower right.
func (s *sheet) shade(below [3]float64, u, v float64) [3]float64 {
	u, v = u*s.mm, v*s.mm
	dark := 0.30*math.Exp(-s.gap(u, v)/0.35) + 0.24*math.Exp(-s.gap(u-0.9, v-1.2)/0.8)
	for i := range below {
		below[i] *= 1 - dark
	}
	return below
}

// gap returns how far a place lies from the sheet, in millimetres.
func (s *sheet) gap(x, y float64) float64 {
	w, h, r := float64(s.img.Rect.Dx())*s.mm, float64(s.img.Rect.Dy())*s.mm, s.radius
	return max(math.Hypot(max(r-x, x-w+r, 0), max(r-y, y-h+r, 0))-r, 0)
}

// sample returns the document's colour and coverage at a place, interpolated;
// beyond its edge both fade within a pixel.
func (s *sheet) sample(u, v float64) (c [4]float64) {
	u, v = u-0.5, v-0.5
	x, y := math.Floor(u), math.Floor(v)
	fx, fy := u-x, v-y
	for k, share := range [4]float64{(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy} {
		at := image.Pt(int(x)+k&1, int(y)+k>>1)
		if !at.In(s.img.Rect) {
			continue
		}
		p := s.img.Pix[s.img.PixOffset(at.X, at.Y):]
		for i := range c {
			c[i] += share * float64(p[i])
		}
	}
	return c
}

// halved returns a picture of half the size, each pixel the mean of four.
func halved(s *image.RGBA) *image.RGBA {
	d := image.NewRGBA(image.Rect(0, 0, s.Rect.Dx()/2, s.Rect.Dy()/2))
	for y := range d.Rect.Dy() {
		for x := range 4 * d.Rect.Dx() {
			o := 2*y*s.Stride + x/4*8 + x%4
			d.Pix[y*d.Stride+x] = uint8((int(s.Pix[o]) + int(s.Pix[o+4]) + int(s.Pix[o+s.Stride]) + int(s.Pix[o+s.Stride+4]) + 2) / 4)
		}
	}
	return d
}
