package specimen

import (
	"image"
	"image/color"
	"image/draw"
	"math"
)

// waves prints fine wave lines over an area, the security ground of
// certificates: step is the distance of the lines and amp their swing, in
// pixels; a is how strongly they print.
func (c *canvas) waves(r image.Rectangle, col color.RGBA, step, amp, a float64) {
	for k := -amp; k < float64(r.Dy())+amp; k += step {
		for x := r.Min.X; x < r.Max.X; x++ {
			t := float64(x)
			y := float64(r.Min.Y) + k + amp*math.Sin(t/47+k/90) + 0.6*amp*math.Sin(t/19-k/31)
			top, part := math.Floor(y), y-math.Floor(y)
			for i, share := range [2]float64{1 - part, part} {
				if yi := int(top) + i; yi >= r.Min.Y && yi < r.Max.Y {
					c.ink(x, yi, col, a*share)
				}
			}
		}
	}
}

// braid prints a band of n strands twisted about each other between the frames
// outer and inner, the border of a certificate.
func (c *canvas) braid(outer, inner image.Rectangle, col color.RGBA, n int, period, a float64) {
	band := float64(inner.Min.Y - outer.Min.Y)
	swing := func(t float64, k int) float64 {
		return band/2 + (band/2-4)*math.Sin(2*math.Pi*(t/period+float64(k)/float64(n)))
	}
	mask := image.NewAlpha(c.img.Rect)
	for k := range n {
		for t := 0.0; t < float64(outer.Dx()); t += 0.5 {
			x, y := float64(outer.Min.X)+t, swing(t, k)
			dot(mask, x, float64(outer.Min.Y)+y, 1.6)
			dot(mask, x, float64(outer.Max.Y)-y, 1.6)
		}
		for t := 0.0; t < float64(outer.Dy()); t += 0.5 {
			x, y := swing(t, k), float64(outer.Min.Y)+t
			dot(mask, float64(outer.Min.X)+x, y, 1.6)
			dot(mask, float64(outer.Max.X)-x, y, 1.6)
		}
	}
	c.print(0, 0, mask, col, a)
}

// rosette prints a flower of one endless line, which stands where a real
// document has its emblem: petals is p/q of the curve r = R(0.62+0.38cos(pt/q)).
func (c *canvas) rosette(cx, cy, radius float64, p, q int, col color.RGBA, a float64) {
	mask := image.NewAlpha(image.Rect(0, 0, int(2*radius)+8, int(2*radius)+8))
	mid := radius + 4
	for t := 0.0; t < 2*math.Pi*float64(q); t += 0.4 / radius {
		r := radius * (0.62 + 0.38*math.Cos(t*float64(p)/float64(q)))
		dot(mask, mid+r*math.Cos(t), mid+r*math.Sin(t), 1.3)
	}
	c.print(int(cx-mid), int(cy-mid), mask, col, a)
}

// dot puts a soft dot of radius r on a mask; dots of one line do not add up.
func dot(mask *image.Alpha, x, y, r float64) {
	for j := int(y - r - 1); j <= int(y+r+1); j++ {
		for i := int(x - r - 1); i <= int(x+r+1); i++ {
			if !image.Pt(i, j).In(mask.Rect) {
				continue
			}
			cover := min(max(r+0.5-math.Hypot(float64(i)+0.5-x, float64(j)+0.5-y), 0), 1)
			if at := mask.PixOffset(i, j); uint8(255*cover) > mask.Pix[at] {
				mask.Pix[at] = uint8(255 * cover)
			}
		}
	}
}

// diagonal prints text across the middle, rising by angle radians, as the pale
// 样张 that lies under the print of every document.
func (c *canvas) diagonal(cx, cy, angle float64, s style, text string, a float64) {
	w := c.width(s, text)
	sin, cos := math.Sincos(-angle)
	at := -w / 2
	for _, r := range text {
		adv := c.advance(s, r) - s.spacing
		mid := at + adv/2
		c.turned(cx+mid*cos, cy+mid*sin, -angle, s, r, a)
		at += adv + s.spacing
	}
}

// turned prints one character turned clockwise by angle about its middle.
func (c *canvas) turned(cx, cy, angle float64, s style, r rune, a float64) {
	n := int(s.size * 1.5)
	flat := newMask(n)
	adv, _ := c.face(s).GlyphAdvance(r)
	flat.draw(c.face(s), float64(n)/2-floatOf(adv)/2, float64(n)/2+s.size*0.36, r)
	sin, cos := math.Sincos(angle)
	half := float64(n) / 2
	out := image.NewAlpha(image.Rect(0, 0, 2*n, 2*n))
	for j := range 2 * n {
		for i := range 2 * n {
			dx, dy := float64(i-n)+0.5, float64(j-n)+0.5
			out.Pix[j*out.Stride+i] = flat.at(dx*cos+dy*sin+half, -dx*sin+dy*cos+half)
		}
	}
	c.print(int(cx)-n, int(cy)-n, out, s.col, a)
}

// Overprint is text laid over a picture, as programs do that mark a copy for one
// use only.
type Overprint struct {
	Text  string
	Size  float64 // of a character, pixels
	Angle float64 // by which it rises, radians
	Apart float64 // of one line from the next, in sizes; 0 for a single line across the middle
	Ink   color.RGBA
	Cover float64 // of 1: how much of what lies below is hidden
}

// Over returns a copy of a picture with the text over it.
func (o Overprint) Over(m image.Image) *image.RGBA {
	b := m.Bounds()
	c := newCanvas(b.Dx(), b.Dy(), color.RGBA{255, 255, 255, 255})
	draw.Draw(c.img, c.img.Rect, m, b.Min, draw.Src)
	s := style{font: heiBold, size: o.Size, col: o.Ink}
	cx, cy := float64(b.Dx())/2, float64(b.Dy())/2
	if o.Apart == 0 {
		c.diagonal(cx, cy, o.Angle, s, o.Text, o.Cover)
		return c.img
	}
	wide, high := c.width(s, o.Text)+2*o.Size, o.Apart*o.Size
	sin, cos := math.Sincos(-o.Angle)
	far := math.Hypot(cx, cy)
	for row := -math.Ceil(far / high); row*high <= far; row++ {
		for n := -math.Ceil(far / wide); n*wide <= far; n++ {
			x, y := n*wide+math.Mod(row, 2)*wide/2, row*high
			c.diagonal(cx+x*cos-y*sin, cy+x*sin+y*cos, o.Angle, s, o.Text, o.Cover)
		}
	}
	return c.img
}
