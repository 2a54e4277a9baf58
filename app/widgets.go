package app

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// keyHandler takes the keys that a focused widget has no use for.
type keyHandler func(*fyne.KeyEvent) bool

// button is a button that passes function keys on.
type button struct {
	widget.Button
	keys keyHandler
}

func newButton(text string, icon fyne.Resource, keys keyHandler, tapped func()) *button {
	b := &button{keys: keys}
	b.Text, b.Icon, b.OnTapped = text, icon, tapped
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey implements fyne.Focusable.
func (b *button) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		b.Tapped(nil)
	default:
		if b.keys == nil || !b.keys(ev) {
			b.Button.TypedKey(ev)
		}
	}
}

// able enables or disables a button.
func (b *button) able(on bool) {
	if on == !b.Disabled() {
		return
	}
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// touch makes its content answer to the pointer: it lights up under it and
// takes taps.
type touch struct {
	widget.BaseWidget
	content fyne.CanvasObject
	tapped  func()
	fill    fyne.ThemeColorName // "" for none
	edge    fyne.ThemeColorName // colour of the border, "" for none
	radius  float32
	hovered bool
	width   float32

	back, light *canvas.Rectangle
}

func newTouch(content fyne.CanvasObject, tapped func()) *touch {
	t := &touch{content: content, tapped: tapped, radius: 4, back: canvas.NewRectangle(color.Transparent), light: canvas.NewRectangle(color.Transparent)}
	t.ExtendBaseWidget(t)
	return t
}

// paint sets background and border.
func (t *touch) paint(fill, edge fyne.ThemeColorName) {
	if t.fill != fill || t.edge != edge {
		t.fill, t.edge = fill, edge
		t.Refresh()
	}
}

func (t *touch) heightFor(width float32) float32 { return heightFor(t.content, width) }

// MinSize is that of the content at the present width.
func (t *touch) MinSize() fyne.Size {
	least := t.content.MinSize()
	if t.width > 0 {
		if _, ok := t.content.(wraps); ok {
			least.Height = t.heightFor(t.width)
		} else if c, ok := t.content.(*fyne.Container); ok {
			if _, ok := c.Layout.(flowLayout); ok {
				least.Height = t.heightFor(t.width)
			}
		}
	}
	return least
}

// Tapped implements fyne.Tappable.
func (t *touch) Tapped(*fyne.PointEvent) {
	if t.tapped != nil {
		t.tapped()
	}
}

// Cursor implements desktop.Cursorable.
func (t *touch) Cursor() desktop.Cursor {
	if t.tapped != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// MouseIn implements desktop.Hoverable.
func (t *touch) MouseIn(*desktop.MouseEvent) { t.hover(true) }

// MouseMoved implements desktop.Hoverable.
func (t *touch) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (t *touch) MouseOut() { t.hover(false) }

func (t *touch) hover(on bool) {
	if t.tapped == nil {
		return
	}
	t.hovered = on
	t.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (t *touch) CreateRenderer() fyne.WidgetRenderer {
	r := &touchRenderer{t}
	r.colour()
	return r
}

type touchRenderer struct{ touch *touch }

func (r *touchRenderer) colour() {
	t := r.touch
	t.back.CornerRadius, t.light.CornerRadius = t.radius, t.radius
	t.back.FillColor, t.back.StrokeColor, t.back.StrokeWidth = color.Transparent, color.Transparent, 0
	if t.fill != "" {
		t.back.FillColor = colourOf(t.fill)
	}
	if t.edge != "" {
		t.back.StrokeColor, t.back.StrokeWidth = colourOf(t.edge), 1
	}
	t.light.FillColor = color.Transparent
	if t.hovered {
		t.light.FillColor = colourOf(theme.ColorNameHover)
	}
}

func (r *touchRenderer) Layout(size fyne.Size) {
	r.touch.width = size.Width
	for _, o := range r.Objects() {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

func (r *touchRenderer) MinSize() fyne.Size { return r.touch.MinSize() }
func (r *touchRenderer) Destroy()           {}
func (r *touchRenderer) Refresh() {
	r.colour()
	r.touch.back.Refresh()
	r.touch.light.Refresh()
	canvas.Refresh(r.touch)
}
func (r *touchRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.touch.back, r.touch.light, r.touch.content}
}

// line is a text on one line, shortened to the room it has.
type line struct {
	widget.BaseWidget
	text   string
	size   float32
	bold   bool
	middle bool // shorten in the middle
	align  fyne.TextAlign
	colour fyne.ThemeColorName
	least  float32 // width it keeps

	drawn *canvas.Text
}

func newLine(text string, size float32, bold bool, colour fyne.ThemeColorName) *line {
	l := &line{text: text, size: size, bold: bold, colour: colour, drawn: canvas.NewText("", nil)}
	l.ExtendBaseWidget(l)
	return l
}

// newWord is a line that keeps the width of its text.
func newWord(text string, size float32, bold bool, colour fyne.ThemeColorName) *line {
	l := newLine(text, size, bold, colour)
	l.least = rulerFor(size, bold).width(text)
	return l
}

// set changes the text; a word keeps its new width.
func (l *line) set(text string) {
	if text == l.text {
		return
	}
	if l.least > 0 {
		l.least = rulerFor(l.size, l.bold).width(text)
	}
	l.text = text
	l.Refresh()
}

// MinSize implements fyne.CanvasObject.
func (l *line) MinSize() fyne.Size {
	return fyne.NewSize(l.least, rulerFor(l.size, l.bold).height())
}

// CreateRenderer implements fyne.Widget.
func (l *line) CreateRenderer() fyne.WidgetRenderer { return &lineRenderer{l} }

type lineRenderer struct{ line *line }

func (r *lineRenderer) Layout(size fyne.Size) {
	l := r.line
	measure := rulerFor(l.size, l.bold)
	switch {
	case l.least > 0 && size.Width >= l.least-0.5:
		l.drawn.Text = l.text
	case l.middle:
		l.drawn.Text = measure.cutMiddle(l.text, size.Width)
	default:
		l.drawn.Text = measure.cut(l.text, size.Width)
	}
	l.drawn.TextSize, l.drawn.TextStyle.Bold, l.drawn.Alignment, l.drawn.Color = l.size, l.bold, l.align, colourOf(l.colour)
	l.drawn.Move(fyne.NewPos(0, 0))
	l.drawn.Resize(size)
}

func (r *lineRenderer) MinSize() fyne.Size { return r.line.MinSize() }
func (r *lineRenderer) Destroy()           {}
func (r *lineRenderer) Refresh() {
	r.Layout(r.line.Size())
	r.line.drawn.Refresh()
}
func (r *lineRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.line.drawn} }

// rectangle is a rectangle in a colour of the theme.
func rectangle(fill fyne.ThemeColorName, radius float32) *canvas.Rectangle {
	r := canvas.NewRectangle(colourOf(fill))
	r.CornerRadius = radius
	return r
}

// pill is a word on a tinted ground.
func pill(text string, ink, paper fyne.ThemeColorName) fyne.CanvasObject {
	return newBacked(rectangle(paper, 4), newInset(newWord(text, captionSize, true, ink), 8, 2, 8, 2))
}
