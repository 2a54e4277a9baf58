package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// footBar is the line at the bottom: what is shown, what was just done, and
// the task that runs, with a button to stop it. It never covers anything.
type footBar struct {
	window *Window
	text   *line
	count  *line
	known  *widget.ProgressBar
	open   *widget.ProgressBarInfinite
	stop   *button
	busy   *fyne.Container
	view   fyne.CanvasObject

	told string
}

func newFootBar(w *Window) *footBar {
	f := &footBar{window: w, text: newLine("", textSize, false, colourDim), count: newLine("", labelSize, false, colourDim)}
	f.count.align = fyne.TextAlignTrailing
	f.known = widget.NewProgressBar()
	f.known.TextFormatter = func() string { return "" }
	f.open = widget.NewProgressBarInfinite()
	f.open.Stop()
	f.stop = newButton(w.desk.say("foot.stop"), theme.CancelIcon(), w.typed, w.desk.stop)
	bars := container.New(&slimBar{260, 8}, f.known, f.open)
	f.busy = container.NewHBox(container.New(&fixedWidth{120}, container.NewCenter(container.New(&fixedWidth{120}, f.count))), bars, f.stop)
	f.busy.Hide()
	row := container.New(&leastHeight{34}, newInset(container.NewBorder(nil, nil, nil, f.busy, container.New(&middle{}, f.text)), 12, 1, 8, 1))
	f.view = container.NewBorder(widget.NewSeparator(), nil, nil, nil, row)
	return f
}

// tell shows a line until something else is to be said.
func (f *footBar) tell(line string) {
	f.told = line
	f.changed()
}

func (f *footBar) changed() {
	d := f.window.desk
	t := d.task
	if t == nil {
		f.busy.Hide()
		f.open.Stop()
		f.text.set(f.idle())
		return
	}
	f.told = ""
	s := t.progress.Snapshot()
	text := d.say(t.name)
	if stage := s.Stage.In(d.lang); stage != "" {
		text += " · " + stage
	}
	if t.stopping {
		text = d.say("foot.stopping")
	}
	f.text.set(text)
	f.stop.able(!t.stopping)
	f.measure(s.Done, s.Total)
	f.busy.Show()
}

// measure shows how far the task is, or only that it goes on.
func (f *footBar) measure(done, total int) {
	if total <= 0 {
		f.count.set("")
		if f.known.Hide(); !f.open.Visible() || !f.open.Running() {
			f.open.Show()
			f.open.Start()
		}
		return
	}
	f.open.Stop()
	f.open.Hide()
	f.known.Show()
	f.known.SetValue(float64(min(done, total)) / float64(total))
	f.count.set(thousands(min(done, total)) + " / " + thousands(total))
}

// idle is what the line says while nothing runs.
func (f *footBar) idle() string {
	d := f.window.desk
	line := f.told
	switch {
	case line != "":
	case d.batch == nil:
		return d.say("foot.local")
	default:
		line = d.say("foot.shown", "n", thousands(len(d.listing.shown)), "all", thousands(len(d.listing.rows)))
	}
	if n := d.amended.unsaved(); n > 0 {
		line += " · " + d.say("foot.unsaved", "n", thousands(n))
	}
	return line
}

// slimBar lays bars of a width and height in the middle of the line.
type slimBar struct{ width, height float32 }

func (s *slimBar) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(s.width, s.height) }

func (s *slimBar) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, (size.Height-s.height)/2))
		o.Resize(fyne.NewSize(size.Width, s.height))
	}
}

// middle lays its object in the middle of the height, at full width.
type middle struct{}

func (middle) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h := objects[0].MinSize().Height
	objects[0].Move(fyne.NewPos(0, (size.Height-h)/2))
	objects[0].Resize(fyne.NewSize(size.Width, h))
}

// leastHeight keeps a height.
type leastHeight struct{ height float32 }

func (l *leastHeight) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().Max(fyne.NewSize(0, l.height))
}

func (l *leastHeight) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }
