package app

import (
	"image"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"beiandesk/internal/scan"
)

// Which way up a document is, asked where nothing on it tells: the document in
// all four turns, of which the user takes the upright one.

const (
	turnSide   = 200 // of a picture to choose from, pixels
	turnHeight = 84
)

// turnKeys are the phrases for the turns, by quarters clockwise.
var turnKeys = [4]string{"upright.0", "upright.90", "upright.180", "upright.270"}

// askUpright returns the questions on a picture, nil for none.
func (c *slotCard) askUpright(made *pair) (questions []fyne.CanvasObject) {
	asked := make(map[string]bool)
	for _, place := range made.made.Result.Places {
		if place.UprightUnsure && !asked[place.File] {
			asked[place.File] = true
			questions = append(questions, c.uprightQuestion(made, place))
		}
	}
	return questions
}

func (c *slotCard) uprightQuestion(made *pair, place scan.Place) fyne.CanvasObject {
	d, w := c.panel.window.desk, c.panel.window
	_, cut := placesOf(place.File, made.made)
	shown := c.documentIn(place)
	var choices []fyne.CanvasObject
	for turn, key := range turnKeys {
		choose := func() {
			if w.idle() {
				d.recut(place.File, scan.Cut{Turn: turn, Upright: true, KeepLight: cut.KeepLight}, "tell.turned")
			}
		}
		parts := newStack(3)
		if shown != nil {
			picture := canvas.NewImageFromImage(quarterTurned(shown, turn))
			picture.FillMode, picture.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleSmooth
			parts.Add(newTouch(container.New(&boxed{turnHeight}, picture), choose))
		}
		button := newButton(d.say(key), nil, w.typed, choose)
		made.choices = append(made.choices, button)
		parts.Add(button)
		choices = append(choices, parts)
	}
	text := newPara(d.say("upright.ask", "file", filepath.Base(place.File)), labelSize, true, colourWarn)
	row := newShares([]float32{0.25, 0.25, 0.25, 0.25}, 8, choices...)
	return newBacked(rectangle(colourWarnBg, 4), newInset(newStack(6, text, row), 8, 6, 8, 8))
}

// documentIn returns what a document shows as it lies in the user's file,
// reduced; nil when that is not on the screen.
func (c *slotCard) documentIn(place scan.Place) image.Image {
	for i, file := range c.files {
		if file != place.File || place.Page > 1 || i >= len(c.before) || c.before[i].picture.Image == nil || c.before[i].across == 0 {
			continue
		}
		img := c.before[i].picture.Image
		scale := float64(img.Bounds().Dx()) / float64(c.before[i].across)
		return shrink(cropped(img, place.Quad, scale), turnSide)
	}
	return nil
}

// cropped returns the part of a picture that corners lie in, which are scaled to
// it first.
func cropped(img image.Image, q corners, scale float64) image.Image {
	var part image.Rectangle
	for _, p := range q {
		x, y := int(p[0]*scale), int(p[1]*scale)
		part = part.Union(image.Rect(x, y, x+1, y+1))
	}
	part = part.Add(img.Bounds().Min).Intersect(img.Bounds())
	sub, ok := img.(interface {
		SubImage(image.Rectangle) image.Image
	})
	if !ok || part.Empty() {
		return img
	}
	return sub.SubImage(part)
}

// quarterTurned returns a picture turned by quarters clockwise.
func quarterTurned(src image.Image, turn int) image.Image {
	b := src.Bounds()
	w, h := b.Dx(), b.Dy()
	if turn%2 == 1 {
		w, h = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			from := [4]image.Point{{X: x, Y: y}, {X: y, Y: w - 1 - x}, {X: w - 1 - x, Y: h - 1 - y}, {X: h - 1 - y, Y: x}}[turn]
			out.Set(x, y, src.At(b.Min.X+from.X, b.Min.Y+from.Y))
		}
	}
	return out
}
