package scan

import (
	"image"
	"image/color"
	"math"
	"strconv"

	"github.com/disintegration/imaging"
)

// marked returns the source of a document, reduced, with its corners drawn in:
// green, the side that becomes the upper one red.
func marked(d *document) image.Image {
	const side = 1600
	img := fitted(d.source.img, side)
	out := imaging.Clone(img)
	scale := float64(out.Rect.Dx()) / float64(d.source.width())
	for i := range d.quad {
		a, b := d.quad[i], d.quad[(i+1)%4]
		ink := color.NRGBA{0, 200, 80, 255}
		if i == 0 {
			ink = color.NRGBA{230, 40, 40, 255}
		}
		stroke(out, a.X*scale, a.Y*scale, b.X*scale, b.Y*scale, ink)
	}
	return out
}

// stroke draws a line three pixels wide.
func stroke(m *image.NRGBA, x0, y0, x1, y1 float64, ink color.NRGBA) {
	n := int(math.Ceil(math.Hypot(x1-x0, y1-y0)))
	for i := range n + 1 {
		t := float64(i) / float64(max(n, 1))
		x, y := int(x0+(x1-x0)*t), int(y0+(y1-y0)*t)
		for dy := -1; dy <= 1; dy++ {
			for dx := -1; dx <= 1; dx++ {
				if p := image.Pt(x+dx, y+dy); p.In(m.Rect) {
					m.SetNRGBA(p.X, p.Y, ink)
				}
			}
		}
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
