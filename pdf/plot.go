package pdf

import (
	"image"
	"image/color"
	"math"
	"sync"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"beiandesk/assets"
)

// thinnest is the least width of a line in pixels: printers and viewers draw none
// thinner than a dot, and scans thicken them.
const thinnest = 1.2

// Picture draws a page as a grey picture of so many dots an inch: as it comes
// out of a printer, to be compared with its scan.
func (p *Page) Picture(dpi float64) *image.Gray {
	c := &plot{scale: dpi / 72000, faces: make(map[faceKey]font.Face)}
	c.m = image.NewGray(image.Rect(0, 0, int(math.Round(c.px(pageWidth))), int(math.Round(c.px(pageHeight)))))
	for i := range c.m.Pix {
		c.m.Pix[i] = 0xff
	}
	for _, op := range p.Ops {
		c.draw(op)
	}
	return c.m
}

// CodeAt returns where the page's mark begins, in millimetres from the upper left
// corner; false for a page without one.
func (p *Page) CodeAt() (left, top float64, ok bool) {
	for _, op := range p.Ops {
		if op.Kind == OpCode {
			return op.X.mm(), op.Y.mm(), true
		}
	}
	return 0, 0, false
}

// plot is a picture of a page in the making.
type plot struct {
	m     *image.Gray
	scale float64 // pixels for a thousandth of a point
	faces map[faceKey]font.Face
}

type faceKey struct {
	face Face
	size length
}

func (c *plot) px(l length) float64 { return float64(l) * c.scale }

func (c *plot) draw(op Op) {
	level := uint8(int(op.Gray) * 255 / 100)
	half := max(c.px(op.Stroke)/2, thinnest/2)
	x, y, x2, y2 := c.px(op.X), c.px(op.Y), c.px(op.X2), c.px(op.Y2)
	switch op.Kind {
	case OpText:
		c.text(op, level)
	case OpLine:
		c.stroke(x, y, x2, y2, half, level)
	case OpRect:
		c.stroke(x, y, x2, y, half, level)
		c.stroke(x2, y, x2, y2, half, level)
		c.stroke(x2, y2, x, y2, half, level)
		c.stroke(x, y2, x, y, half, level)
	case OpCircle:
		c.circle(x, y, x2, half, op.Dashed, level)
	case OpCode:
		c.code(op, level)
	}
}

// outlines are the embedded fonts as another library draws them, by face.
var outlines = sync.OnceValue(func() (all [faceCount]*opentype.Font) {
	for face, name := range fontFiles {
		if data, err := assets.FS.ReadFile(name); err == nil {
			all[face], _ = opentype.Parse(data) // the tests parse them; without one its letters are left out
		}
	}
	return all
})

// faceOf returns a font at a size, nil when there is none.
func (c *plot) faceOf(face Face, size length) font.Face {
	key := faceKey{face, size}
	if f, ok := c.faces[key]; ok {
		return f
	}
	var made font.Face
	if f := outlines()[face]; f != nil {
		made, _ = opentype.NewFace(f, &opentype.FaceOptions{Size: c.px(size), DPI: 72})
	}
	c.faces[key] = made
	return made
}

func (c *plot) text(op Op, level uint8) {
	set, err := fonts()
	if err != nil {
		return
	}
	ink := image.NewUniform(color.Gray{Y: level})
	x := op.X
	for _, r := range op.Text {
		for _, face := range []Face{op.Face, Song} {
			f := c.faceOf(face, op.Size)
			if f == nil {
				continue
			}
			dot := fixed.Point26_6{X: fixed.Int26_6(c.px(x) * 64), Y: fixed.Int26_6(c.px(op.Y) * 64)}
			if _, has := f.GlyphAdvance(r); !has {
				continue
			}
			if at, mask, from, _, ok := f.Glyph(dot, r); ok {
				draw.DrawMask(c.m, at, ink, image.Point{}, mask, from, draw.Over)
				break
			}
		}
		advance, _ := set.advance(op.Face, r)
		x += length(advance)*op.Size/1000 + op.Track
	}
}

// stroke draws a line with square ends.
func (c *plot) stroke(x, y, x2, y2, half float64, level uint8) {
	n := math.Hypot(x2-x, y2-y)
	if n == 0 {
		return
	}
	dx, dy := (x2-x)/n*half, (y2-y)/n*half
	c.fill([][2]float64{{x - dy, y + dx}, {x2 - dy, y2 + dx}, {x2 + dy, y2 - dx}, {x + dy, y - dx}}, level)
}

// fill fills a polygon.
func (c *plot) fill(points [][2]float64, level uint8) {
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range points {
		left, right = min(left, p[0]), max(right, p[0])
		top, bottom = min(top, p[1]), max(bottom, p[1])
	}
	box := image.Rect(int(math.Floor(left)), int(math.Floor(top)), int(math.Ceil(right))+1, int(math.Ceil(bottom))+1)
	if !box.Overlaps(c.m.Rect) || box.Dx() > 4*c.m.Rect.Dx() || box.Dy() > 4*c.m.Rect.Dy() {
		return
	}
	v := vector.NewRasterizer(box.Dx(), box.Dy())
	for i, p := range points {
		x, y := float32(p[0]-float64(box.Min.X)), float32(p[1]-float64(box.Min.Y))
		if i == 0 {
			v.MoveTo(x, y)
		} else {
			v.LineTo(x, y)
		}
	}
	v.ClosePath()
	mask := image.NewAlpha(image.Rect(0, 0, box.Dx(), box.Dy()))
	v.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	draw.DrawMask(c.m, box, image.NewUniform(color.Gray{Y: level}), image.Point{}, mask, image.Point{}, draw.Over)
}

// circle draws a ring in short chords, every other stretch where it is dashed.
func (c *plot) circle(x, y, r, half float64, dashed bool, level uint8) {
	const dash, gap = 3 * pt, 2400 // as page descriptions have it
	const chords = 240
	at := func(i int) (float64, float64) {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / chords)
		return x + r*cos, y + r*sin
	}
	for i := range chords {
		along := math.Mod((float64(i)+0.5)*2*math.Pi*r/chords, c.px(dash+gap))
		if dashed && along > c.px(dash) {
			continue
		}
		x1, y1 := at(i)
		x2, y2 := at(i + 1)
		c.stroke(x1, y1, x2, y2, half, level)
	}
}

func (c *plot) code(op Op, level uint8) {
	runs, err := codeRuns(op.Text)
	if err != nil {
		return
	}
	for _, r := range runs {
		left, top := c.px(op.X+length(r.x)*op.X2), c.px(op.Y+length(r.y)*op.X2)
		right, bottom := c.px(op.X+length(r.x+r.n)*op.X2), c.px(op.Y+length(r.y+1)*op.X2)
		c.fill([][2]float64{{left, top}, {right, top}, {right, bottom}, {left, bottom}}, level)
	}
}
