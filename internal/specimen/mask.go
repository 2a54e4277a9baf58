package specimen

import (
	"image"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
)

// mask is a square of coverage that characters are drawn on before they are
// turned.
type mask struct{ *image.Alpha }

func newMask(n int) mask { return mask{image.NewAlpha(image.Rect(0, 0, n, n))} }

func (m mask) draw(face font.Face, x, y float64, r rune) {
	d := font.Drawer{Dst: m.Alpha, Src: image.Opaque, Face: face, Dot: fixed.Point26_6{X: fixedOf(x), Y: fixedOf(y)}}
	d.DrawString(string(r))
}

// at returns the coverage at a point, interpolated.
func (m mask) at(x, y float64) uint8 {
	x, y = x-0.5, y-0.5
	if x < 0 || y < 0 || x >= float64(m.Rect.Dx()-1) || y >= float64(m.Rect.Dy()-1) {
		return 0
	}
	xi, yi := int(x), int(y)
	fx, fy := x-float64(xi), y-float64(yi)
	p := m.Pix[yi*m.Stride+xi:]
	top := float64(p[0])*(1-fx) + float64(p[1])*fx
	low := float64(p[m.Stride])*(1-fx) + float64(p[m.Stride+1])*fx
	return uint8(top*(1-fy) + low*fy + 0.5)
}
