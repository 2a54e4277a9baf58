package app

import (
	"context"
	"fmt"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"beiandesk/internal/job"
)

// A closer look at a picture: as large as the window, enough to judge whether
// it can be read.

// closer shows a user's file.
func (c *slotCard) closer(file string) {
	w := c.panel.window
	batch := w.desk.batch
	w.lookAt(job.FileLabel(file, w.desk.lang), func(ctx context.Context) (any, error) {
		got, err := batch.LookAt(ctx, file, closeSide)
		return seen{got.Image, got.Width, got.Height, got.Bytes}, err
	})
}

// closerFitted shows what a file became.
func (c *slotCard) closerFitted(index int) {
	w, d := c.panel.window, c.panel.window.desk
	batch, f, slot := d.batch, c.filing, c.slot
	w.lookAt(slot.Label.In(d.lang)+" · "+d.say("scans.after"), func(ctx context.Context) (any, error) {
		made, err := loadFitted(ctx, d.stage, batch, f, slot.ID, closeSide)
		switch {
		case err != nil:
			return nil, err
		case index >= len(made):
			return nil, fmt.Errorf("no picture %d of %s", index, slot.ID)
		case made[index].Err != nil:
			return nil, made[index].Err
		}
		return made[index].seen, nil
	})
}

// lookAt loads a picture and shows it in a dialog.
func (w *Window) lookAt(title string, load func(context.Context) (any, error)) {
	w.closeGallery.ask([]request{{load: load, done: func(got any, err error) {
		if err != nil {
			w.failed(err)
			return
		}
		s := got.(seen)
		w.showPicture(title, s.image)
	}}})
}

func (w *Window) showPicture(title string, img image.Image) {
	picture := canvas.NewImageFromImage(img)
	picture.FillMode = canvas.ImageFillContain
	ground := canvas.NewRectangle(blank)
	size := w.win.Canvas().Size()
	d := w.dialog(title, container.NewStack(ground, picture), []dialogButton{{key: "dialog.close"}})
	d.Resize(fyne.NewSize(size.Width*0.92, size.Height*0.92))
}
