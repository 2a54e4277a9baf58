package app

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Sizes of the corner editor.
const (
	handleSize  float32 = 24  // of a corner's handle
	handleReach float32 = 40  // within which a handle is taken
	editMargin  float32 = 26  // round the picture, for handles at its edge
	loupeSize   float32 = 168 // of the loupe
	loupeTimes          = 4   // how much more the loupe shows than the picture
)

// cornerEditor shows a picture with its four corners, to be dragged with the
// pointer or moved by keys: Tab goes to the next corner, an arrow moves it by a
// pixel of the file, with Shift by ten.
type cornerEditor struct {
	widget.BaseWidget
	cutting  *cutting
	image    image.Image // reduced
	chosen   int         // corner that the keys move
	focused  bool
	held     int        // corner that is dragged, -1 for none
	at       [2]float64 // where the pointer has it, pixels of the file
	changed  func()     // the cutting is another; may be nil
	keys     keyHandler
	upperLab string // names the corner that becomes the upper left
}

func newCornerEditor(c *cutting, img image.Image, upperLeft string, keys keyHandler) *cornerEditor {
	e := &cornerEditor{cutting: c, image: img, held: -1, keys: keys, upperLab: upperLeft}
	e.ExtendBaseWidget(e)
	return e
}

// area is where the picture is drawn.
func (e *cornerEditor) area() (at fyne.Position, scale float32) {
	size := e.Size()
	w, h := float32(max(1, e.cutting.width)), float32(max(1, e.cutting.height))
	scale = max(min((size.Width-2*editMargin)/w, (size.Height-2*editMargin)/h), 1e-4)
	return fyne.NewPos((size.Width-w*scale)/2, (size.Height-h*scale)/2), scale
}

// shown returns where a place of the picture is drawn.
func (e *cornerEditor) shown(p [2]float64) fyne.Position {
	at, scale := e.area()
	return fyne.NewPos(at.X+float32(p[0])*scale, at.Y+float32(p[1])*scale)
}

// nearest returns the corner whose handle is at a place, -1 for none.
func (e *cornerEditor) nearest(pos fyne.Position) int {
	found, least := -1, float64(handleReach)
	for i, p := range e.cutting.quad {
		c := e.shown(p)
		if d := math.Hypot(float64(c.X-pos.X), float64(c.Y-pos.Y)); d < least {
			found, least = i, d
		}
	}
	return found
}

// overOther reports whether a place is at a corner of the side that is not being
// worked on.
func (e *cornerEditor) overOther(pos fyne.Position) bool {
	for _, p := range e.cutting.other {
		c := e.shown(p)
		if e.cutting.both() && math.Hypot(float64(c.X-pos.X), float64(c.Y-pos.Y)) < float64(handleReach) {
			return true
		}
	}
	return false
}

// MouseDown implements desktop.Mouseable: a corner that is pressed is the
// chosen one, if need be of the other side.
func (e *cornerEditor) MouseDown(ev *desktop.MouseEvent) {
	e.held = -1
	if e.nearest(ev.Position) < 0 && e.overOther(ev.Position) {
		e.cutting.choose(!e.cutting.second)
		e.told()
	}
	if i := e.nearest(ev.Position); i >= 0 {
		e.take(i)
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(e); c != nil {
		c.Focus(e)
	}
	e.Refresh()
}

// MouseUp implements desktop.Mouseable.
func (e *cornerEditor) MouseUp(*desktop.MouseEvent) { e.DragEnd() }

func (e *cornerEditor) take(corner int) {
	e.held, e.chosen, e.at = corner, corner, e.cutting.quad[corner]
}

// Dragged implements fyne.Draggable. The corner keeps its distance from the
// pointer, so that nothing jumps.
func (e *cornerEditor) Dragged(ev *fyne.DragEvent) {
	if e.held < 0 {
		i := e.nearest(ev.Position)
		if i < 0 {
			return
		}
		e.take(i)
	}
	_, scale := e.area()
	e.at[0] += float64(ev.Dragged.DX / scale)
	e.at[1] += float64(ev.Dragged.DY / scale)
	e.cutting.move(e.held, e.at[0], e.at[1])
	e.told()
}

// DragEnd implements fyne.Draggable.
func (e *cornerEditor) DragEnd() {
	e.held = -1
	e.Refresh()
}

// told tells of a change.
func (e *cornerEditor) told() {
	if e.changed != nil {
		e.changed()
	}
	e.Refresh()
}

// FocusGained implements fyne.Focusable.
func (e *cornerEditor) FocusGained() { e.focused = true; e.Refresh() }

// FocusLost implements fyne.Focusable.
func (e *cornerEditor) FocusLost() { e.focused = false; e.Refresh() }

// TypedRune implements fyne.Focusable.
func (e *cornerEditor) TypedRune(rune) {}

// AcceptsTab implements fyne.Tabbable: Tab goes on to the buttons behind the
// last corner.
func (e *cornerEditor) AcceptsTab() bool {
	if shiftHeld() {
		return e.chosen > 0
	}
	return e.chosen < 3
}

// TypedKey implements fyne.Focusable.
func (e *cornerEditor) TypedKey(ev *fyne.KeyEvent) {
	step := 1.0
	if shiftHeld() {
		step = 10
	}
	p := e.cutting.quad[e.chosen]
	switch ev.Name {
	case fyne.KeyLeft:
		p[0] -= step
	case fyne.KeyRight:
		p[0] += step
	case fyne.KeyUp:
		p[1] -= step
	case fyne.KeyDown:
		p[1] += step
	case fyne.KeyTab:
		if e.chosen++; shiftHeld() {
			e.chosen += 2
		}
		e.chosen %= 4
		e.Refresh()
		return
	default:
		if e.keys != nil {
			e.keys(ev)
		}
		return
	}
	e.cutting.move(e.chosen, p[0], p[1])
	e.told()
}

// Cursor implements desktop.Cursorable.
func (e *cornerEditor) Cursor() desktop.Cursor { return desktop.CrosshairCursor }

// MinSize implements fyne.CanvasObject.
func (e *cornerEditor) MinSize() fyne.Size { return fyne.NewSize(320, 240) }

// loupe returns what is round a corner, magnified, with a cross on the corner.
func (e *cornerEditor) loupe(corner int) image.Image {
	const side = int(loupeSize)
	out := image.NewNRGBA(image.Rect(0, 0, side, side))
	_, scale := e.area()
	b := e.image.Bounds()
	reduced := float64(b.Dx()) / float64(max(1, e.cutting.width)) // pixels of the image for one of the file
	each := reduced / (float64(scale) * loupeTimes)               // pixels of the image for one of the loupe
	p := e.cutting.quad[corner]
	for y := range side {
		for x := range side {
			at := image.Pt(b.Min.X+int(math.Floor(p[0]*reduced+(float64(x)-float64(side)/2)*each)),
				b.Min.Y+int(math.Floor(p[1]*reduced+(float64(y)-float64(side)/2)*each)))
			c := blank
			if at.In(b) {
				c = color.NRGBAModel.Convert(e.image.At(at.X, at.Y)).(color.NRGBA)
			}
			if d := x - side/2; y == side/2 && d*d > 9 {
				c = handleInk
			} else if d := y - side/2; x == side/2 && d*d > 9 {
				c = handleInk
			}
			out.SetNRGBA(x, y, c)
		}
	}
	return out
}

// Inks on a picture are the same in light and dark: the picture is.
var (
	handleInk = color.NRGBA{R: 0x1d, G: 0x7a, B: 0xf3, A: 0xff}
	upperInk  = color.NRGBA{R: 0xe6, G: 0x28, B: 0x28, A: 0xff}
	otherInk  = color.NRGBA{R: 0x8a, G: 0xb8, B: 0xf2, A: 0xff}
	paleInk   = color.NRGBA{R: 0xff, G: 0xff, B: 0xff, A: 0x66}
)

// CreateRenderer implements fyne.Widget.
func (e *cornerEditor) CreateRenderer() fyne.WidgetRenderer {
	r := &cornerRenderer{editor: e, ground: canvas.NewRectangle(blank), picture: canvas.NewImageFromImage(e.image),
		loupe: &canvas.Image{ScaleMode: canvas.ImageScalePixels}, rim: canvas.NewRectangle(color.Transparent),
		upper: canvas.NewText(e.upperLab, color.White), upperBack: canvas.NewRectangle(upperInk)}
	r.picture.FillMode, r.picture.ScaleMode = canvas.ImageFillStretch, canvas.ImageScaleSmooth
	r.rim.StrokeColor, r.rim.StrokeWidth = color.White, 2
	r.upper.TextSize, r.upper.TextStyle.Bold = captionSize, true
	r.upperBack.CornerRadius = 3
	r.objects = []fyne.CanvasObject{r.ground, r.picture}
	for i := range r.others {
		r.others[i] = canvas.NewLine(otherInk)
		r.others[i].StrokeWidth = 2
		r.objects = append(r.objects, r.others[i])
	}
	for i := range r.sides {
		r.sides[i] = canvas.NewLine(handleInk)
		r.sides[i].StrokeWidth = 2
		r.objects = append(r.objects, r.sides[i])
	}
	for i := range r.handles {
		r.handles[i] = canvas.NewCircle(color.Transparent)
		r.objects = append(r.objects, r.handles[i])
	}
	r.objects = append(r.objects, r.upperBack, r.upper, r.loupe, r.rim)
	r.place()
	return r
}

type cornerRenderer struct {
	editor    *cornerEditor
	ground    *canvas.Rectangle
	picture   *canvas.Image
	others    [4]*canvas.Line // of the document's other side
	sides     [4]*canvas.Line // the first is the document's upper one
	handles   [4]*canvas.Circle
	upperBack *canvas.Rectangle
	upper     *canvas.Text
	loupe     *canvas.Image
	rim       *canvas.Rectangle
	objects   []fyne.CanvasObject
}

// place puts everything where it belongs.
func (r *cornerRenderer) place() {
	e := r.editor
	r.ground.Resize(e.Size())
	at, scale := e.area()
	r.picture.Move(at)
	r.picture.Resize(fyne.NewSize(float32(e.cutting.width)*scale, float32(e.cutting.height)*scale))
	for i, line := range r.others {
		line.Position1, line.Position2 = e.shown(e.cutting.other[i]), e.shown(e.cutting.other[(i+1)%4])
		line.Hidden = !e.cutting.both()
	}
	for i := range r.sides {
		line, handle := r.sides[i], r.handles[i]
		line.Position1, line.Position2 = e.shown(e.cutting.quad[i]), e.shown(e.cutting.quad[(i+1)%4])
		line.StrokeColor = handleInk
		if i == 0 {
			line.StrokeColor = upperInk
		}
		c := e.shown(e.cutting.quad[i])
		handle.Move(fyne.NewPos(c.X-handleSize/2, c.Y-handleSize/2))
		handle.Resize(fyne.NewSize(handleSize, handleSize))
		handle.FillColor, handle.StrokeColor, handle.StrokeWidth = paleInk, handleInk, 2
		if e.focused && i == e.chosen {
			handle.StrokeColor, handle.StrokeWidth = upperInk, 4
		}
	}
	r.placeName()
	r.placeLoupe()
}

// placeName puts the name to the upper left corner, towards the middle.
func (r *cornerRenderer) placeName() {
	e := r.editor
	c, opposite := e.shown(e.cutting.quad[0]), e.shown(e.cutting.quad[2])
	size := r.upper.MinSize().Add(fyne.NewSize(8, 2))
	pos := fyne.NewPos(c.X+handleSize/2+2, c.Y+handleSize/2+2)
	if opposite.X < c.X {
		pos.X = c.X - handleSize/2 - 2 - size.Width
	}
	if opposite.Y < c.Y {
		pos.Y = c.Y - handleSize/2 - 2 - size.Height
	}
	r.upperBack.Move(pos)
	r.upperBack.Resize(size)
	r.upper.Move(pos.AddXY(4, 1))
	r.upper.Resize(r.upper.MinSize())
}

// placeLoupe shows the loupe on the side of the editor that the corner is not
// on.
func (r *cornerRenderer) placeLoupe() {
	e := r.editor
	corner := e.held
	if corner < 0 && e.focused {
		corner = e.chosen
	}
	if corner < 0 {
		r.loupe.Hide()
		r.rim.Hide()
		return
	}
	c := e.shown(e.cutting.quad[corner])
	pos := fyne.NewPos(8, 8)
	if c.X < e.Size().Width/2 {
		pos.X = e.Size().Width - loupeSize - 8
	}
	r.loupe.Image = e.loupe(corner)
	for _, o := range []fyne.CanvasObject{r.loupe, r.rim} {
		o.Move(pos)
		o.Resize(fyne.NewSize(loupeSize, loupeSize))
		o.Show()
	}
}

func (r *cornerRenderer) Layout(fyne.Size)             { r.place() }
func (r *cornerRenderer) MinSize() fyne.Size           { return r.editor.MinSize() }
func (r *cornerRenderer) Destroy()                     {}
func (r *cornerRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *cornerRenderer) Refresh() {
	r.place()
	for _, o := range r.objects[2:] { // not the picture, which stays
		o.Refresh()
	}
}
