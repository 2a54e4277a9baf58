package app

import (
	"fmt"
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
	"beiandesk/internal/scan"
)

// frameCaption is the height of the two lines below a picture.
const frameCaption float32 = 36

// frame holds one picture and says what it is. Until there is one it says why.
type frame struct {
	picture *canvas.Image
	note    *para
	caption *line
	detail  *line
	touch   *touch
	view    fyne.CanvasObject
	across  int // pixels of the file from side to side, 0 while it is not shown
}

// newFrame makes a frame whose picture is of a height; tapping it gives a
// closer look.
func newFrame(height float32, note string, tapped func()) *frame {
	f := &frame{picture: &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleSmooth}}
	f.note = newPara(note, captionSize, false, colourDim)
	f.note.centre = true
	f.caption = newLine("", captionSize, false, theme.ColorNameForeground)
	f.caption.middle = true
	f.detail = newLine("", captionSize, false, colourDim)
	f.picture.Hide()
	f.touch = newTouch(container.NewStack(newInset(f.note, 8, height/2-10, 8, 0), newInset(f.picture, 3, 3, 3, 3)), nil)
	f.touch.fill, f.touch.edge = theme.ColorNameHeaderBackground, theme.ColorNameSeparator
	box := container.New(&boxed{height}, f.touch)
	f.view = newStack(2, box, f.caption, f.detail)
	f.touch.tapped = func() {
		if f.picture.Visible() {
			tapped()
		}
	}
	return f
}

// boxed gives its object one height.
type boxed struct{ height float32 }

func (b *boxed) heightOf([]fyne.CanvasObject, float32) float32      { return b.height }
func (b *boxed) MinSize([]fyne.CanvasObject) fyne.Size              { return fyne.NewSize(40, b.height) }
func (b *boxed) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// show shows a picture.
func (f *frame) show(img image.Image) {
	f.picture.Image = img
	f.note.Hide()
	f.picture.Show()
	f.picture.Refresh()
}

// fail says why there is no picture.
func (f *frame) fail(why string) {
	f.picture.Hide()
	f.note.colour = colourBlock
	f.note.set(why)
	f.note.Show()
	f.note.Refresh()
}

func (f *frame) showOriginal(o job.Look) {
	f.show(o.Image)
	f.across = o.Width
	detail := size(o.Bytes)
	if o.Width > 0 {
		detail = fmt.Sprintf("%d×%d · %s", o.Width, o.Height, detail)
	}
	f.detail.set(detail)
}

// quality writes the JPEG quality of a fitted picture.
func quality(r scan.Result) string {
	if r.Quality <= 0 {
		return ""
	}
	return fmt.Sprintf("%.0f", r.Quality)
}

// stepsOf lists what was done to a picture.
func stepsOf(r scan.Result, lang filing.Lang) (steps string) {
	separator := "；"
	if lang == filing.EN {
		separator = "; "
	}
	for i, step := range r.Steps {
		if i > 0 {
			steps += separator
		}
		steps += step.In(lang)
	}
	return steps
}

// blank is what a picture is put on for a closer look.
var blank = color.NRGBA{R: 0x20, G: 0x24, B: 0x2b, A: 0xff}
