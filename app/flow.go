package app

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// The side panel is a column of text that wraps. The toolkit asks for heights
// before it knows widths; these layouts ask in the right order, so that nothing
// jumps: whoever wraps answers heightFor.

// wraps is an object whose height depends on its width.
type wraps interface {
	heightFor(width float32) float32
}

// flowLayout is a layout whose height depends on its width.
type flowLayout interface {
	fyne.Layout
	heightOf(objects []fyne.CanvasObject, width float32) float32
}

// heightFor returns the height that an object needs at a width.
func heightFor(o fyne.CanvasObject, width float32) float32 {
	switch o := o.(type) {
	case wraps:
		return o.heightFor(width)
	case *fyne.Container:
		if l, ok := o.Layout.(flowLayout); ok {
			return l.heightOf(o.Objects, width)
		}
	}
	return o.MinSize().Height
}

// stack lays objects below one another, at full width.
type stack struct {
	gap   float32
	width float32 // as last laid out
}

func newStack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&stack{gap: gap}, objects...)
}

func (c *stack) heightOf(objects []fyne.CanvasObject, width float32) (height float32) {
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if height > 0 {
			height += c.gap
		}
		height += heightFor(o, width)
	}
	return height
}

func (c *stack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, c.heightOf(objects, c.width))
}

func (c *stack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		h := heightFor(o, size.Width)
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h + c.gap
	}
}

// inset surrounds its object with room.
type inset struct {
	left, top, right, bottom float32
	width                    float32
}

func newInset(o fyne.CanvasObject, left, top, right, bottom float32) *fyne.Container {
	return container.New(&inset{left: left, top: top, right: right, bottom: bottom}, o)
}

func (p *inset) heightOf(objects []fyne.CanvasObject, width float32) float32 {
	return p.top + heightFor(objects[0], width-p.left-p.right) + p.bottom
}

func (p *inset) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := objects[0].MinSize()
	if p.width > 0 {
		least.Height = heightFor(objects[0], p.width-p.left-p.right)
	}
	return least.AddWidthHeight(p.left+p.right, p.top+p.bottom)
}

func (p *inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	p.width = size.Width
	objects[0].Move(fyne.NewPos(p.left, p.top))
	objects[0].Resize(fyne.NewSize(size.Width-p.left-p.right, size.Height-p.top-p.bottom))
}

// shares lays objects beside one another, each as wide as its share says; a
// share above 1 is a width, the others divide what is left.
type shares struct {
	of    []float32
	gap   float32
	width float32
}

func newShares(of []float32, gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&shares{of: of, gap: gap}, objects...)
}

func (s *shares) widths(width float32) []float32 {
	widths := make([]float32, len(s.of))
	left, parts := width-s.gap*float32(len(s.of)-1), float32(0)
	for _, share := range s.of {
		if share > 1 {
			left -= share
		} else {
			parts += share
		}
	}
	for i, share := range s.of {
		widths[i] = share
		if share <= 1 {
			widths[i] = floor(max(0, left*share/parts))
		}
	}
	return widths
}

func (s *shares) heightOf(objects []fyne.CanvasObject, width float32) (height float32) {
	for i, w := range s.widths(width) {
		height = max(height, heightFor(objects[i], w))
	}
	return height
}

func (s *shares) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, s.heightOf(objects, s.width))
}

func (s *shares) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	s.width = size.Width
	x := float32(0)
	for i, w := range s.widths(size.Width) {
		objects[i].Move(fyne.NewPos(x, 0))
		objects[i].Resize(fyne.NewSize(w, size.Height))
		x += w + s.gap
	}
}

// backed lays its last object over a background of the same size.
type backed struct{ width float32 }

func newBacked(back, front fyne.CanvasObject) *fyne.Container {
	return container.New(&backed{}, back, front)
}

func (b *backed) heightOf(objects []fyne.CanvasObject, width float32) float32 {
	return heightFor(objects[1], width)
}

func (b *backed) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := objects[1].MinSize()
	if b.width > 0 {
		least.Height = heightFor(objects[1], b.width)
	}
	return least
}

func (b *backed) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	b.width = size.Width
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

// page is a column that scrolls. It tells the column its width first, so that
// the scroll bar is right at once.
type page struct {
	widget.BaseWidget
	scroll *container.Scroll
	stack  *stack
	body   *fyne.Container
}

func newPage(gap float32, objects ...fyne.CanvasObject) *page {
	p := &page{stack: &stack{gap: gap}}
	p.body = container.New(p.stack, objects...)
	p.scroll = container.NewVScroll(p.body)
	p.ExtendBaseWidget(p)
	return p
}

// scrollTo brings an object of the page into view.
func (p *page) scrollTo(o fyne.CanvasObject) {
	top, height := o.Position().Y, o.Size().Height
	offset := p.scroll.Offset.Y
	switch {
	case top < offset:
		offset = top
	case top+height > offset+p.scroll.Size().Height:
		offset = min(top, top+height-p.scroll.Size().Height)
	default:
		return
	}
	p.scroll.ScrollToOffset(fyne.NewPos(0, max(0, offset)))
}

// scrollBack scrolls to where an earlier page of the same things stood, as far as
// this one reaches.
func (p *page) scrollBack(offset float32) {
	most := p.body.MinSize().Height - p.scroll.Size().Height
	if offset = min(offset, most); offset > 0 {
		p.scroll.ScrollToOffset(fyne.NewPos(0, offset))
	}
}

// MinSize lets the page shrink to nearly nothing.
func (p *page) MinSize() fyne.Size { return fyne.NewSize(40, 40) }

// CreateRenderer implements fyne.Widget.
func (p *page) CreateRenderer() fyne.WidgetRenderer { return &pageRenderer{p} }

type pageRenderer struct{ page *page }

func (r *pageRenderer) Layout(size fyne.Size) {
	r.page.stack.width = size.Width
	if r.page.scroll.Size() == size {
		r.page.scroll.Refresh()
		return
	}
	r.page.scroll.Resize(size)
}

func (r *pageRenderer) MinSize() fyne.Size           { return r.page.MinSize() }
func (r *pageRenderer) Refresh()                     { r.page.scroll.Refresh() }
func (r *pageRenderer) Destroy()                     {}
func (r *pageRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.page.scroll} }

// para is a text that wraps by the rules of Chinese.
type para struct {
	widget.BaseWidget
	text   string
	size   float32
	bold   bool
	colour fyne.ThemeColorName
	centre bool

	wrapped []string
	at      float32 // width that it is wrapped to
}

func newPara(text string, size float32, bold bool, colour fyne.ThemeColorName) *para {
	p := &para{text: text, size: size, bold: bold, colour: colour}
	p.ExtendBaseWidget(p)
	return p
}

// set changes the text.
func (p *para) set(text string) {
	if text == p.text {
		return
	}
	p.text, p.wrapped = text, nil
	p.Refresh()
}

func (p *para) linesAt(width float32) []string {
	if p.wrapped == nil || p.at != width {
		p.wrapped, p.at = rulerFor(p.size, p.bold).lines(p.text, width), width
	}
	return p.wrapped
}

// lineHeight leaves a little air between lines of Chinese.
func (p *para) lineHeight() float32 { return rulerFor(p.size, p.bold).height() + 1 }

func (p *para) heightFor(width float32) float32 {
	return float32(len(p.linesAt(width))) * p.lineHeight()
}

// MinSize is that of the text at its present width, or on one line.
func (p *para) MinSize() fyne.Size {
	if w := p.Size().Width; w > 0 {
		return fyne.NewSize(0, p.heightFor(w))
	}
	return fyne.NewSize(0, p.lineHeight())
}

// CreateRenderer implements fyne.Widget.
func (p *para) CreateRenderer() fyne.WidgetRenderer { return &paraRenderer{para: p} }

type paraRenderer struct {
	para    *para
	objects []fyne.CanvasObject
}

func (r *paraRenderer) Layout(size fyne.Size) {
	p := r.para
	lines := p.linesAt(size.Width)
	for len(r.objects) < len(lines) {
		r.objects = append(r.objects, canvas.NewText("", nil))
	}
	r.objects = r.objects[:len(lines)]
	colour, height := colourOf(p.colour), p.lineHeight()
	for i, line := range lines {
		t := r.objects[i].(*canvas.Text)
		t.Text, t.TextSize, t.TextStyle.Bold, t.Color = line, p.size, p.bold, colour
		t.Alignment = fyne.TextAlignLeading
		if p.centre {
			t.Alignment = fyne.TextAlignCenter
		}
		t.Move(fyne.NewPos(0, float32(i)*height))
		t.Resize(fyne.NewSize(size.Width, height))
	}
}

func (r *paraRenderer) MinSize() fyne.Size { return r.para.MinSize() }
func (r *paraRenderer) Destroy()           {}
func (r *paraRenderer) Refresh() {
	r.Layout(r.para.Size())
	canvas.Refresh(r.para)
}
func (r *paraRenderer) Objects() []fyne.CanvasObject { return r.objects }

// space is an empty object of a height, or of a width.
func space(width, height float32) fyne.CanvasObject {
	o := canvas.NewRectangle(color.Transparent)
	o.SetMinSize(fyne.NewSize(width, height))
	return o
}

func stretch() fyne.CanvasObject { return layout.NewSpacer() }
