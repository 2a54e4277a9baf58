package app

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Measures of the pager.
const (
	pageAspect        = 297.0 / 210 // of a page of A4
	pagerMargin       = float32(12) // round a page
	pagerStep         = float32(60) // that an arrow key scrolls by
	pagerOverlap      = float32(40) // of the view that stays when a key scrolls by a view
	widestPixels      = 2600        // of a picture: larger pages are enlarged from it
	smallestSheet     = float32(60)
	smallestPagerSide = float32(120)
)

// pager shows one page, as wide as there is room or whole, and turns pages by keys.
// It shows the last picture it was given until it gets another.
type pager struct {
	widget.BaseWidget
	wanted func()           // pictures of another size are wanted
	turn   func(by int)     // to another page; the view has come to an end of this one
	keys   keyHandler       // for keys that mean nothing here
	pixels func() fyne.Size // of a square unit

	picture *canvas.Image
	ground  *canvas.Rectangle
	edge    *canvas.Rectangle
	focus   *canvas.Rectangle
	note    *para
	scroll  *container.Scroll
	sheet   *fyne.Container
	aspect  float32 // of the page shown, its height by its width
	whole   bool    // the page is shown whole, else as wide as the view
	atEnd   bool    // the next picture is shown from its lower end
	asked   int     // width of an upright page, in pixels, when they were wanted last
}

func newPager(keys keyHandler) *pager {
	p := &pager{keys: keys, aspect: pageAspect}
	p.picture = &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleFastest}
	p.ground = canvas.NewRectangle(colourOf(theme.ColorNameHeaderBackground))
	p.edge = canvas.NewRectangle(color.White)
	p.edge.StrokeWidth, p.edge.StrokeColor = 1, colourOf(theme.ColorNameInputBorder)
	p.focus = canvas.NewRectangle(color.Transparent)
	p.note = newPara("", textSize, false, colourDim)
	p.note.centre = true
	p.sheet = container.New(&sheetLayout{p}, p.edge, p.picture)
	p.scroll = container.NewVScroll(p.sheet)
	p.picture.Hide()
	p.edge.Hide()
	p.ExtendBaseWidget(p)
	return p
}

// say shows a text in place of a page.
func (p *pager) say(text string, colour fyne.ThemeColorName) {
	p.note.colour = colour
	p.note.set(text)
	p.note.Refresh()
	p.note.Show()
	p.picture.Hide()
	p.edge.Hide()
	p.scroll.ScrollToTop()
	p.scroll.Refresh()
}

// show shows a picture. That of another page is shown from its top, or from its
// end when the user went backwards.
func (p *pager) show(m image.Image, another bool) {
	p.note.Hide()
	p.picture.Image = m
	if b := m.Bounds(); (b.Dx() > b.Dy()) != (p.aspect < 1) {
		p.aspect = 1 / p.aspect
		p.Refresh()
	}
	if !p.picture.Visible() {
		p.picture.Show()
		p.edge.Show()
		p.scroll.Refresh()
	}
	p.picture.Refresh()
	if another {
		if p.atEnd {
			p.scroll.ScrollToBottom()
		} else {
			p.scroll.ScrollToTop()
		}
		p.atEnd = false
	}
}

// zoom shows pages whole, or as wide as the view.
func (p *pager) zoom(whole bool) {
	p.whole = whole
	p.scroll.ScrollToTop()
	p.Refresh()
}

// size returns the size of a page in the view, and its width in pixels. It is a whole
// number of pixels, so that the picture is shown as it is.
func (p *pager) size(aspect float32) (fyne.Size, int) {
	view := p.scroll.Size()
	width := view.Width - 2*pagerMargin
	if p.whole {
		width = min(width, (view.Height-2*pagerMargin)/aspect)
	}
	width = max(width, smallestSheet)
	scale := float32(1)
	if p.pixels != nil {
		scale = max(p.pixels().Width, 0.1)
	}
	px := int(width * scale)
	high := int(float32(px)*aspect + 0.5)
	return fyne.NewSize(float32(px)/scale, float32(high)/scale), min(px, widestPixels)
}

// sheetLayout puts the page in the middle of the view.
type sheetLayout struct{ pager *pager }

func (l *sheetLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	if !l.pager.picture.Visible() {
		return fyne.NewSize(smallestSheet, 0)
	}
	size, _ := l.pager.size(l.pager.aspect)
	return fyne.NewSize(smallestSheet, size.Height+2*pagerMargin)
}

func (l *sheetLayout) Layout(objects []fyne.CanvasObject, room fyne.Size) {
	size, _ := l.pager.size(l.pager.aspect)
	at := fyne.NewPos(floor((room.Width-size.Width)/2), floor(max(pagerMargin, (room.Height-size.Height)/2)))
	objects[0].Move(at.SubtractXY(1, 1))
	objects[0].Resize(size.AddWidthHeight(2, 2))
	objects[1].Move(at)
	objects[1].Resize(size)
}

// scrollBy scrolls, and reports whether there was anything left to scroll.
func (p *pager) scrollBy(dy float32) bool {
	most := max(0, p.sheet.MinSize().Height-p.scroll.Size().Height)
	to := min(max(0, p.scroll.Offset.Y+dy), most)
	if to == p.scroll.Offset.Y {
		return false
	}
	p.scroll.ScrollToOffset(fyne.NewPos(0, to))
	return true
}

// page scrolls by a view, and on to the next page or back to the one before.
func (p *pager) page(by int) {
	if p.scrollBy(float32(by) * max(pagerStep, p.scroll.Size().Height-pagerOverlap)) {
		return
	}
	p.turnTo(by, by < 0)
}

func (p *pager) turnTo(by int, end bool) {
	p.atEnd = end && !p.whole
	if p.turn != nil {
		p.turn(by)
	}
}

// TypedKey implements fyne.Focusable.
func (p *pager) TypedKey(ev *fyne.KeyEvent) {
	const far = 1 << 20 // beyond the first and the last page
	switch ev.Name {
	case fyne.KeyPageDown, fyne.KeySpace:
		p.page(1)
	case fyne.KeyPageUp, fyne.KeyBackspace:
		p.page(-1)
	case fyne.KeyDown:
		p.scrollBy(pagerStep)
	case fyne.KeyUp:
		p.scrollBy(-pagerStep)
	case fyne.KeyRight:
		p.turnTo(1, false)
	case fyne.KeyLeft:
		p.turnTo(-1, false)
	case fyne.KeyHome:
		p.turnTo(-far, false)
	case fyne.KeyEnd:
		p.turnTo(far, false)
	default:
		if p.keys != nil {
			p.keys(ev)
		}
	}
}

// TypedRune implements fyne.Focusable.
func (p *pager) TypedRune(rune) {}

// FocusGained implements fyne.Focusable.
func (p *pager) FocusGained() { p.ring(true) }

// FocusLost implements fyne.Focusable.
func (p *pager) FocusLost() { p.ring(false) }

func (p *pager) ring(on bool) {
	p.focus.StrokeWidth, p.focus.StrokeColor = 0, color.Transparent
	if on {
		p.focus.StrokeWidth, p.focus.StrokeColor = 2, colourOf(theme.ColorNamePrimary)
	}
	p.focus.Refresh()
}

// Tapped implements fyne.Tappable: keys go to the pager from then on.
func (p *pager) Tapped(*fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		c.Focus(p)
	}
}

// MinSize implements fyne.CanvasObject.
func (p *pager) MinSize() fyne.Size { return fyne.NewSquareSize(smallestPagerSide) }

// CreateRenderer implements fyne.Widget.
func (p *pager) CreateRenderer() fyne.WidgetRenderer { return &pagerRenderer{p} }

type pagerRenderer struct{ pager *pager }

func (r *pagerRenderer) Layout(size fyne.Size) {
	p := r.pager
	for _, o := range []fyne.CanvasObject{p.ground, p.focus, p.scroll} {
		o.Resize(size)
	}
	p.scroll.Refresh()
	p.sheet.Layout.Layout(p.sheet.Objects, p.sheet.Size())
	p.note.Move(fyne.NewPos(pagerMargin, floor(size.Height*0.4)))
	p.note.Resize(fyne.NewSize(size.Width-2*pagerMargin, p.note.heightFor(size.Width-2*pagerMargin)))
	if _, px := p.size(pageAspect); px != p.asked && p.wanted != nil && size.Width > smallestSheet {
		p.asked = px
		p.wanted()
	}
}

func (r *pagerRenderer) MinSize() fyne.Size { return r.pager.MinSize() }
func (r *pagerRenderer) Destroy()           {}
func (r *pagerRenderer) Refresh() {
	r.Layout(r.pager.Size())
	canvas.Refresh(r.pager)
}
func (r *pagerRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.pager.ground, r.pager.scroll, r.pager.note, r.pager.focus}
}
