package specimen

import (
	"image/color"
	"math"
)

// shape tells how far inside itself a point lies, in pixels; negative outside.
type shape func(x, y float64) float64

func ellipse(cx, cy, rx, ry float64) shape {
	return func(x, y float64) float64 {
		x, y = (x-cx)/rx, (y-cy)/ry
		return (1 - math.Hypot(x, y)) * min(rx, ry)
	}
}

// outside is everything that s is not.
func outside(s shape) shape {
	return func(x, y float64) float64 { return -s(x, y) }
}

func both(a, b shape) shape {
	return func(x, y float64) float64 { return min(a(x, y), b(x, y)) }
}

func either(a, b shape) shape {
	return func(x, y float64) float64 { return max(a(x, y), b(x, y)) }
}

func box(x0, y0, x1, y1 float64) shape {
	return func(x, y float64) float64 { return min(x-x0, x1-x, y-y0, y1-y) }
}

// layer is one flat colour of a drawing.
type layer struct {
	of  shape
	col color.RGBA
}

// portrait draws the holder: a figure in flat colours, never a likeness of
// anybody. (cx, top) is the middle of its upper edge; it is 500 wide and 700
// high at scale 1. The name varies hair and clothes.
func (c *canvas) portrait(cx, top, scale float64, v Person) {
	var vary uint64
	for _, r := range v.Name {
		vary = vary*31 + uint64(r)
	}
	hair := []color.RGBA{{34, 30, 32, 255}, {52, 40, 36, 255}, {26, 26, 30, 255}}[vary%3]
	coat := []color.RGBA{{52, 60, 84, 255}, {70, 62, 66, 255}, {44, 72, 84, 255}, {60, 56, 88, 255}}[vary/3%4]
	skin := color.RGBA{228, 192, 168, 255}
	shade := color.RGBA{206, 164, 140, 255}
	white := color.RGBA{240, 242, 246, 255}

	head := ellipse(0, 280, 122, 160)
	line := 300 + 10*float64(vary%3) // where the hair begins
	frame := box(-250, 0, 250, 700)
	layers := []layer{
		{either(ellipse(0, 730, 244, 250), ellipse(0, 570, 130, 90)), coat},
		{both(ellipse(0, 478, 96, 126), box(-250, 428, 250, 640)), white},
		{either(box(-46, 380, 46, 490), ellipse(0, 488, 46, 46)), shade},
		{either(ellipse(-122, 290, 22, 38), ellipse(122, 290, 22, 38)), shade},
		{head, skin},
		{both(both(either(ellipse(0, 236, 138, 150), head), outside(ellipse(14, line+6, 116, 138))), box(-250, 60, 250, 292)), hair},
		{either(ellipse(-52, 250, 31, 5), ellipse(52, 250, 31, 5)), hair},
		{either(ellipse(-52, 284, 18, 10), ellipse(52, 284, 18, 10)), color.RGBA{250, 250, 250, 255}},
		{either(ellipse(-52, 284, 10, 10), ellipse(52, 284, 10, 10)), black},
		{both(ellipse(0, 330, 19, 11), box(-20, 330, 20, 342)), shade},
		{both(ellipse(0, 372, 38, 15), box(-40, 372, 40, 390)), color.RGBA{190, 104, 100, 255}},
	}
	if v.Female {
		back := either(either(ellipse(0, 250, 150, 168), box(-150, 250, 150, 430)), ellipse(0, 430, 150, 80))
		layers = append([]layer{layers[0], {back, hair}}, layers[1:]...)
	}
	for y := 0.0; y < 700*scale; y++ {
		for x := -250 * scale; x < 250*scale; x++ {
			px, py := int(cx+x), int(top+y)
			p := c.img.RGBAAt(px, py)
			for _, l := range layers {
				if a := edge(min(l.of(x/scale, y/scale), frame(x/scale, y/scale)) * scale); a > 0 {
					p = mix(p, l.col, a)
				}
			}
			c.img.SetRGBA(px, py, p)
		}
	}
}

func mix(under, over color.RGBA, a float64) color.RGBA {
	f := func(u, o uint8) uint8 { return uint8(float64(u)*(1-a) + float64(o)*a + 0.5) }
	return color.RGBA{f(under.R, over.R), f(under.G, over.G), f(under.B, over.B), 255}
}
