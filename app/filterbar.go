package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"beiandesk/internal/filing"
)

// filterBar counts the filings by status, filters by them, and searches.
type filterBar struct {
	window *Window
	chips  [4]*chip
	batch  *chip
	entry  *searchEntry
	view   fyne.CanvasObject
}

// filterOrder are the statuses of the chips; waiting stands for all.
var filterOrder = [4]filing.Status{waiting, filing.Ready, filing.Warned, filing.Blocked}

func newFilterBar(w *Window) *filterBar {
	b := &filterBar{window: w}
	d := w.desk
	row := container.NewHBox()
	for i, status := range filterOrder {
		key, ink := "filter.all", theme.ColorNameForeground
		if status != waiting {
			key, ink = "status."+string(status), statusInk(status)
		}
		b.chips[i] = newChip(d.say(key), ink, func() { d.show(status) })
		row.Add(b.chips[i].touch)
	}
	b.batch = newChip(d.say("filter.batch"), colourNote, func() {
		d.choose(-1)
		w.panel.open(tabFindings)
	})
	row.Add(b.batch.touch)
	b.entry = newSearchEntry(w)
	b.entry.SetPlaceHolder(d.say("filter.search"))
	b.entry.Text = d.listing.query
	b.entry.OnChanged = d.search
	search := container.New(&fixedWidth{270}, b.entry)
	b.view = newInset(container.NewBorder(nil, nil, container.NewCenter(row), search), 8, 5, 8, 5)
	return b
}

func (b *filterBar) changed() {
	d := b.window.desk
	c := d.listing.counts()
	for i, n := range [4]int{c.all, c.ready, c.warned, c.blocked} {
		b.chips[i].show(n, d.listing.status == filterOrder[i])
	}
	n := 0
	if d.report != nil {
		n = len(d.report.Batch)
	}
	if b.batch.show(n, d.selected < 0); n > 0 {
		b.batch.touch.Show()
	} else {
		b.batch.touch.Hide()
	}
}

// chip is a count that can be tapped.
type chip struct {
	*touch
	label, count *line
}

func newChip(text string, ink fyne.ThemeColorName, tapped func()) *chip {
	c := &chip{label: newWord(text, textSize, false, theme.ColorNameForeground), count: newWord("0", textSize, true, ink)}
	c.touch = newTouch(newInset(container.NewHBox(c.label, c.count), 10, 5, 10, 5), tapped)
	c.radius = 15
	return c
}

func (c *chip) show(n int, on bool) {
	c.count.set(thousands(n))
	fill, edge := colourSurface, theme.ColorNameSeparator
	if on {
		fill, edge = colourNoteBg, theme.ColorNamePrimary
	}
	c.paint(fill, edge)
	c.touch.Refresh()
}

// fixedWidth gives its object one width.
type fixedWidth struct{ width float32 }

func (f *fixedWidth) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(f.width, objects[0].MinSize().Height)
}

func (f *fixedWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// searchEntry is the search box.
type searchEntry struct {
	widget.Entry
	window *Window
}

func newSearchEntry(w *Window) *searchEntry {
	e := &searchEntry{window: w}
	e.Icon = theme.SearchIcon()
	e.ExtendBaseWidget(e)
	return e
}

// TypedKey clears with Esc, goes to the table with Down and Enter, and passes
// function keys on.
func (e *searchEntry) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyEscape:
		if e.Text == "" {
			e.window.typed(ev)
			return
		}
		e.SetText("")
	case fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
		e.window.win.Canvas().Focus(e.window.grid)
		if e.window.desk.listing.place(e.window.desk.selected) < 0 {
			e.window.desk.step(1)
		}
	case fyne.KeyF5, fyne.KeyF8:
		e.window.typed(ev)
	default:
		e.Entry.TypedKey(ev)
	}
}
