package specimen

import (
	"image"
	"image/color"
	"image/draw"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
)

// canvas is a sheet of paper in the making. It is not safe for concurrent use:
// font faces are not.
type canvas struct {
	img   *image.RGBA
	faces map[faceKey]font.Face
}

func newCanvas(w, h int, paper color.RGBA) *canvas {
	c := &canvas{img: image.NewRGBA(image.Rect(0, 0, w, h)), faces: make(map[faceKey]font.Face)}
	c.fill(0, 0, w, h, paper)
	return c
}

func (c *canvas) fill(x0, y0, x1, y1 int, col color.RGBA) {
	draw.Draw(c.img, image.Rect(x0, y0, x1, y1), image.NewUniform(col), image.Point{}, draw.Src)
}

// frame draws the outline of a rectangle, t pixels thick, inwards.
func (c *canvas) frame(x0, y0, x1, y1, t int, col color.RGBA) {
	c.fill(x0, y0, x1, y0+t, col)
	c.fill(x0, y1-t, x1, y1, col)
	c.fill(x0, y0, x0+t, y1, col)
	c.fill(x1-t, y0, x1, y1, col)
}

// ink multiplies a colour onto the paper, as printing and stamping do: a is
// how much of it, 0 to 1.
func (c *canvas) ink(x, y int, col color.RGBA, a float64) {
	if !image.Pt(x, y).In(c.img.Rect) {
		return
	}
	p := c.img.Pix[c.img.PixOffset(x, y):]
	for i, k := range [3]uint8{col.R, col.G, col.B} {
		p[i] = uint8(float64(p[i])*(1-a*(1-float64(k)/255)) + 0.5)
	}
}

// print multiplies a colour onto the paper through a mask that lies at (x, y).
func (c *canvas) print(x, y int, mask *image.Alpha, col color.RGBA, a float64) {
	for j := range mask.Rect.Dy() {
		for i, m := range mask.Pix[j*mask.Stride : j*mask.Stride+mask.Rect.Dx()] {
			if m > 0 {
				c.ink(x+i, y+j, col, a*float64(m)/255)
			}
		}
	}
}

// style is how text looks. Sizes are in pixels.
type style struct {
	font    string // file in assets/fonts
	size    float64
	spacing float64 // added after every character
	bold    float64 // stroke added to the width of every stem
	col     color.RGBA
}

func (s style) in(col color.RGBA) style  { s.col = col; return s }
func (s style) sized(px float64) style   { s.size = px; return s }
func (s style) spaced(px float64) style  { s.spacing = px; return s }
func (s style) inFont(file string) style { s.font = file; return s }
func (c *canvas) face(s style) font.Face { return c.faceOf(faceKey{s.font, s.size}) }
func fixedOf(v float64) fixed.Int26_6    { return fixed.Int26_6(v*64 + 0.5) }
func floatOf(v fixed.Int26_6) float64    { return float64(v) / 64 }
func (c *canvas) advance(s style, r rune) float64 {
	a, _ := c.face(s).GlyphAdvance(r)
	return floatOf(a) + s.spacing
}

// width returns how wide text is.
func (c *canvas) width(s style, text string) (w float64) {
	for _, r := range text {
		w += c.advance(s, r)
	}
	return w - s.spacing
}

// write sets text on one line with its baseline at y and returns where it ends.
func (c *canvas) write(x, y float64, s style, text string) float64 {
	d := font.Drawer{Dst: c.img, Src: image.NewUniform(s.col), Face: c.face(s)}
	for _, r := range text {
		for dx := -s.bold / 2; ; dx++ {
			dx = min(dx, s.bold/2)
			d.Dot = fixed.Point26_6{X: fixedOf(x + dx), Y: fixedOf(y)}
			d.DrawString(string(r))
			if dx >= s.bold/2 {
				break
			}
		}
		x += c.advance(s, r)
	}
	return x - s.spacing
}

// centred sets a line of text around x.
func (c *canvas) centred(x, y float64, s style, text string) {
	c.write(x-c.width(s, text)/2, y, s, text)
}

// hanging are the marks that may not begin a line; they hang over its end.
const hanging = "，。；：、！？）》”,.;:)"

// paragraph sets text in lines of width w and returns the baseline after the
// last one. Runs of letters and digits are not broken.
func (c *canvas) paragraph(x, y, w, leading float64, s style, text string) float64 {
	line, used := "", 0.0
	for _, unit := range units(text) {
		a := c.width(s, unit) + s.spacing
		if used+a > w && line != "" && !strings.Contains(hanging, unit) {
			c.write(x, y, s, line)
			line, used, y = "", 0, y+leading
		}
		line += unit
		used += a
	}
	c.write(x, y, s, line)
	return y + leading
}

// units splits text into what stays on one line: a character, or a run of
// letters and digits with what hangs on to them.
func units(text string) (list []string) {
	run := false
	for _, r := range text {
		word := r < 0x80 && r != ' '
		if word && run {
			list[len(list)-1] += string(r)
		} else {
			list = append(list, string(r))
		}
		run = word
	}
	return list
}

// spread sets text so that it fills w, as certificates set their labels.
func (c *canvas) spread(x, y, w float64, s style, text string) {
	if n := len([]rune(text)); n > 1 {
		s.spacing = 0
		if full := c.width(s, text); full > w {
			s.size *= w / full
		}
		s.spacing = (w - c.width(s, text)) / float64(n-1)
	}
	c.write(x, y, s, text)
}
