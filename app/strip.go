package app

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// Widths of the strip and of the small pages in it.
const (
	stripWidth = float32(116)
	thumbWidth = float32(76)
)

// strip shows small pages below one another, each paper under its name.
type strip struct {
	open   func(at int)
	thumbs []*thumb
	page   *page
	view   fyne.CanvasObject
}

// thumb is a small page.
type thumb struct {
	*touch
	picture *canvas.Image
	name    *para
}

func newStrip(open func(at int)) *strip {
	s := &strip{open: open, page: newPage(2)}
	s.view = container.New(&fixedWidth{stripWidth}, s.page)
	return s
}

// fill shows the pages of a filing; their pictures come later.
func (s *strip) fill(say *phrases, leaves []leaf) {
	before := s.thumbs
	s.thumbs = nil
	objects := []fyne.CanvasObject{space(0, 2)}
	for i, l := range leaves {
		t := newThumb(l, say, func() { s.open(i) })
		if i < len(before) {
			t.picture.Image = before[i].picture.Image // until there is another
		}
		s.thumbs = append(s.thumbs, t)
		objects = append(objects, newInset(t.touch, 4, 2, 4, 0))
	}
	s.page.body.Objects = append(objects, space(0, 6))
	s.page.body.Refresh()
	s.page.Refresh()
}

func newThumb(l leaf, say *phrases, tapped func()) *thumb {
	t := &thumb{picture: &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleFastest}}
	text := l.name
	if l.number > 1 {
		text = say.say("papers.pageof", "n", l.number)
	}
	t.name = newPara(text, captionSize, false, theme.ColorNameForeground)
	t.name.centre = true
	paper := canvas.NewRectangle(color.White)
	paper.StrokeWidth, paper.StrokeColor = 1, colourOf(theme.ColorNameInputBorder)
	sheet := container.New(&boxed{floor(thumbWidth * pageAspect)}, container.New(&thumbLayout{}, paper, t.picture))
	t.touch = newTouch(newInset(newStack(4, sheet, t.name), 2, 6, 2, 5), tapped)
	return t
}

// thumbLayout puts a small page in the middle.
type thumbLayout struct{}

func (*thumbLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(thumbWidth, floor(thumbWidth*pageAspect))
}

func (l *thumbLayout) Layout(objects []fyne.CanvasObject, room fyne.Size) {
	at, size := fyne.NewPos(floor((room.Width-thumbWidth)/2), 0), l.MinSize(nil)
	objects[0].Move(at)
	objects[0].Resize(size)
	objects[1].Move(at.AddXY(1, 1))
	objects[1].Resize(size.SubtractWidthHeight(2, 2))
}

// mark shows which page is in view, and brings it there.
func (s *strip) mark(at int) {
	for i, t := range s.thumbs {
		if i == at {
			t.paint(colourNoteBg, theme.ColorNamePrimary)
			s.page.scrollTo(s.page.body.Objects[i+1])
		} else {
			t.paint("", "")
		}
	}
}

// show shows a small page.
func (s *strip) show(i int, m image.Image) {
	if i < len(s.thumbs) && s.thumbs[i].picture.Image != m {
		s.thumbs[i].picture.Image = m
		s.thumbs[i].picture.Refresh()
	}
}
