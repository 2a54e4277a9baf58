package app

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"beiandesk/internal/job"
	"beiandesk/internal/provider"
	"beiandesk/internal/scan"
)

// editSide is the longer side of the picture that corners are dragged on,
// pixels: the loupe shows detail in it.
const editSide = 2400

// recut changes how a file is cut and fits again what is made of it; told is the
// phrase that says so.
func (d *desk) recut(file string, cut scan.Cut, told string) bool {
	return d.amend("task.cut", func(b Batch) error {
		if err := b.SetCut(file, cut); err != nil {
			return err
		}
		d.post(func() { d.cuts++ }) // it holds whatever becomes of the check
		return nil
	}, nil, func() { d.view.tell(d.say(told, "file", job.FileLabel(file, d.lang))) })
}

// placesOf returns where a file's documents lie in a fitted picture, on its first
// page, and how the user has it cut.
func placesOf(file string, made job.Picture) (places []scan.Place, cut scan.Cut) {
	for _, p := range made.Result.Places {
		if p.File == file && p.Page <= 1 {
			places = append(places, p)
		}
	}
	if i := slices.Index(made.Sources, file); i >= 0 && i < len(made.Cuts) {
		cut = made.Cuts[i]
	}
	return places, cut
}

// holdsBoth reports whether a file may show both sides of a document on one
// page: it is the only one of a picture that is to have two.
func holdsBoth(slot provider.Slot, made job.Picture) bool {
	return slot.Sides == 2 && len(made.Sources) == 1 &&
		!slices.ContainsFunc(made.Result.Places, func(p scan.Place) bool { return p.Page > 1 })
}

// askCut opens the editor of a file's corners; both that the other side of the
// document may be on the same picture.
func (w *Window) askCut(file string, made job.Picture, both bool) {
	if !w.idle() {
		return
	}
	places, cut := placesOf(file, made)
	batch := w.desk.batch
	w.closeGallery.ask([]request{{
		load: func(ctx context.Context) (any, error) { return batch.LookAt(ctx, file, editSide) },
		done: func(got any, err error) {
			switch {
			case err != nil:
				w.failed(err)
			case w.idle():
				look := got.(job.Look)
				w.editCut(file, look, newCutting(look.Width, look.Height, cut, places...), cut, both)
			}
		}}})
}

// cutEditor is the dialog in which the corners are dragged.
type cutEditor struct {
	window *Window
	corner *cornerEditor
	sides  *sideChoice
	state  *line
	light  *widget.Check
	done   *button
}

// editCut shows the editor; now is how the file is cut so far.
func (w *Window) editCut(file string, look job.Look, c *cutting, now scan.Cut, both bool) {
	d := w.desk
	e := &cutEditor{window: w, corner: newCornerEditor(c, look.Image, d.say("corners.upperleft"), w.typed)}
	e.state = newLine("", captionSize, false, theme.ColorNameForeground)
	e.corner.changed = e.told
	change := func(key string, do func()) *button {
		return newButton(d.say(key), nil, w.typed, func() {
			do()
			e.corner.told()
		})
	}
	e.light = widget.NewCheck(d.say("corners.light"), func(on bool) { c.keepLight = !on })
	e.light.SetChecked(!c.keepLight)
	tools := container.NewHBox(change("corners.auto", c.leave), change("corners.whole", c.keepWhole), change("corners.turn", c.turn), e.light)
	if e.sides = newSideChoice(c, change); both || c.both() {
		tools.Objects = append(append(e.sides.objects(), space(10, 0)), tools.Objects...)
	}
	head := newStack(4, tools, newPara(d.say("corners.how"), captionSize, false, colourDim))
	content := container.NewBorder(newInset(head, 0, 0, 0, 6), newInset(e.state, 0, 4, 0, 0), nil, nil, e.corner)
	shown := w.dialog(d.say("corners.title", "file", job.FileLabel(file, d.lang)), content, nil)
	cancel := newButton(d.say("dialog.cancel"), nil, w.typed, shown.Hide)
	e.done = newButton(d.say("corners.done"), nil, w.typed, func() {
		shown.Hide()
		if cut := c.cut(); cut != now {
			d.recut(file, cut, "tell.cut")
		}
	})
	e.done.Importance = widget.HighImportance
	e.told()
	shown.SetButtons([]fyne.CanvasObject{newInset(container.NewHBox(stretch(), container.New(&atLeast{96}, cancel), container.New(&atLeast{96}, e.done)), 0, 0, 0, 2)})
	size := w.win.Canvas().Size()
	shown.Resize(fyne.NewSize(size.Width*0.92, size.Height*0.94))
	w.cutting = e
	w.win.Canvas().Focus(e.corner)
}

// told says how the picture is going to be cut.
func (e *cutEditor) told() {
	d, c := e.window.desk, e.corner.cutting
	cut := c.cut()
	key, colour := "corners.state.hand", theme.ColorNameForeground
	switch {
	case !cut.Sound():
		key, colour = "corners.state.bad", colourBlock
	case c.auto && c.first.known && c.whole:
		key = "corners.state.none"
	case c.auto && c.first.known:
		key = "corners.state.found"
	case c.auto:
		key = "corners.state.auto"
	case c.turned != nil:
		key = "corners.state.turned"
	case c.whole:
		key = "corners.state.whole"
	}
	e.sides.told()
	e.state.colour = colour
	e.state.set(d.say(key))
	e.state.Refresh()
	e.done.able(cut.Sound())
}
