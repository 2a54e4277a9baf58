package pdf

import (
	"image"
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// thinnest is the least width of a line in pixels: printers and viewers draw none
// thinner than a dot, and scans thicken them.
const thinnest = 1.2

// Picture draws a page as a grey picture of so many dots an inch: as it comes
// out of a printer, to be compared with its scan.
func (p *Page) Picture(dpi float64) *image.Gray {
	scale := dpi / 72000
	across, _ := p.size()
	return p.plot(int(math.Round(float64(across)*scale)), scale, false)
}

// Preview draws a page as a grey picture of so many pixels' width, at least 1, to
// be looked at on a screen: lines stand on whole pixels, and letters are as dark as
// viewers show them. The blank below a page is not drawn, here or in [Page.Picture].
func (p *Page) Preview(width int) *image.Gray {
	width = max(1, width)
	across, _ := p.size()
	return p.plot(width, float64(width)/float64(across), true)
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
	m       *image.Gray
	scale   float64 // pixels for a thousandth of a point
	screen  bool
	letters letters
	raster  vector.Rasterizer
	mask    image.Alpha
}

func (p *Page) plot(width int, scale float64, screen bool) *image.Gray {
	_, down := p.size()
	height := max(1, int(math.Round(float64(down)*scale)))
	t := &plot{m: image.NewGray(image.Rect(0, 0, width, height)), scale: scale, screen: screen}
	for i := range t.m.Pix {
		t.m.Pix[i] = 0xff
	}
	for _, op := range p.Ops {
		t.draw(op)
	}
	return t.m
}

func (t *plot) px(l length) float64 { return float64(l) * t.scale }

func (t *plot) draw(op Op) {
	level := uint8(int(op.Gray) * 255 / 100)
	x, y, x2, y2 := t.px(op.X), t.px(op.Y), t.px(op.X2), t.px(op.Y2)
	switch op.Kind {
	case OpText:
		t.text(op, level)
	case OpLine:
		t.strokes([][2]float64{{x, y}, {x2, y2}}, op, level)
	case OpRect:
		t.strokes([][2]float64{{x, y}, {x2, y}, {x2, y2}, {x, y2}, {x, y}}, op, level)
	case OpCircle:
		t.strokes(circle(x, y, x2), op, level)
	case OpCode:
		t.code(op, level)
	}
}

// text draws letters one after the other, as the page description has them.
func (t *plot) text(op Op, level uint8) {
	set, err := fonts()
	if err != nil {
		return // nothing could be laid out without fonts
	}
	x, y := op.X, t.px(op.Y)
	for _, r := range op.Text {
		font, glyph, _ := set.pick(op.Face, r)
		t.letter(t.letters.outline(font, glyph), t.px(x), y, t.px(op.Size)/letterUnits, level)
		x += length(font.Advance(glyph))*op.Size/1000 + op.Track
	}
}

// letter fills an outline whose origin is at x, y.
func (t *plot) letter(o outline, x, y, scale float64, level uint8) {
	if len(o.segments) == 0 {
		return
	}
	box := t.open(x+float64(o.left)*scale, y+float64(o.top)*scale, x+float64(o.right)*scale, y+float64(o.bottom)*scale)
	if box.Empty() {
		return
	}
	at := func(p fixed.Point26_6) (float32, float32) {
		return float32(x + float64(p.X)*scale - float64(box.Min.X)), float32(y + float64(p.Y)*scale - float64(box.Min.Y))
	}
	for _, s := range o.segments {
		x1, y1 := at(s.Args[0])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			t.raster.ClosePath()
			t.raster.MoveTo(x1, y1)
		case sfnt.SegmentOpLineTo:
			t.raster.LineTo(x1, y1)
		default: // TrueType outlines have quadratic curves only
			x2, y2 := at(s.Args[1])
			t.raster.QuadTo(x1, y1, x2, y2)
		}
	}
	t.raster.ClosePath()
	t.ink(box, level, t.screen)
}

// open makes the rasteriser ready for a shape and returns the pixels that it
// touches; none for a shape off the page.
func (t *plot) open(left, top, right, bottom float64) image.Rectangle {
	box := image.Rect(int(math.Floor(left)), int(math.Floor(top)), int(math.Ceil(right))+1, int(math.Ceil(bottom))+1)
	if !box.Overlaps(t.m.Rect) || box.Dx() > 2*t.m.Rect.Dx() || box.Dy() > 2*t.m.Rect.Dy() {
		return image.Rectangle{}
	}
	t.raster.Reset(box.Dx(), box.Dy())
	return box
}

// ink puts the shape in the rasteriser onto the page. Thin strokes of letters come
// out paler than they look in print; firm makes up for it.
func (t *plot) ink(box image.Rectangle, level uint8, firm bool) {
	n := box.Dx() * box.Dy()
	if cap(t.mask.Pix) < n {
		t.mask.Pix = make([]uint8, n)
	}
	t.mask.Pix, t.mask.Stride, t.mask.Rect = t.mask.Pix[:n], box.Dx(), image.Rect(0, 0, box.Dx(), box.Dy())
	clear(t.mask.Pix)
	t.raster.Draw(&t.mask, t.mask.Rect, image.Opaque, image.Point{})
	seen := box.Intersect(t.m.Rect)
	for y := seen.Min.Y; y < seen.Max.Y; y++ {
		from := t.mask.Pix[(y-box.Min.Y)*box.Dx()+seen.Min.X-box.Min.X:]
		to := t.m.Pix[t.m.PixOffset(seen.Min.X, y):][:seen.Dx()]
		for i := range to {
			a := int(from[i])
			if a == 0 {
				continue
			}
			if firm {
				a = int(firmer[a])
			}
			to[i] = uint8((int(to[i])*(255-a) + int(level)*a + 127) / 255)
		}
	}
}

// firmer is the curve by which letters on a screen are darkened.
var firmer = func() (curve [256]uint8) {
	const gamma = 0.75
	for i := range curve {
		curve[i] = uint8(math.Round(255 * math.Pow(float64(i)/255, gamma)))
	}
	return curve
}()

// code draws all modules of a QR code as one shape, so that no seams show between
// them.
func (t *plot) code(op Op, level uint8) {
	runs, err := codeRuns(op.Text)
	if err != nil {
		return
	}
	side := t.px(op.X2)
	x, y, across := t.px(op.X), t.px(op.Y), 0
	for _, r := range runs {
		across = max(across, r.x+r.n, r.y+1)
	}
	box := t.open(x, y, x+float64(across)*side, y+float64(across)*side)
	if box.Empty() {
		return
	}
	x, y = x-float64(box.Min.X), y-float64(box.Min.Y)
	for _, r := range runs {
		t.quad([4][2]float64{
			{x + float64(r.x)*side, y + float64(r.y)*side}, {x + float64(r.x+r.n)*side, y + float64(r.y)*side},
			{x + float64(r.x+r.n)*side, y + float64(r.y+1)*side}, {x + float64(r.x)*side, y + float64(r.y+1)*side}})
	}
	t.ink(box, level, false)
}

// quad adds four corners to the shape in the rasteriser.
func (t *plot) quad(corners [4][2]float64) {
	t.raster.MoveTo(float32(corners[0][0]), float32(corners[0][1]))
	for _, c := range corners[1:] {
		t.raster.LineTo(float32(c[0]), float32(c[1]))
	}
	t.raster.ClosePath()
}
