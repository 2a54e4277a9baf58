package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// typed takes a key that no widget had a use for, and reports whether it meant
// anything. Focused widgets of ours pass such keys on.
func (w *Window) typed(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyEscape:
		w.escape()
	case fyne.KeyF5:
		w.refresh()
	case fyne.KeyF8:
		w.nextFinding(shiftHeld())
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
		if w.grid == nil || len(w.modals) > 0 {
			return false
		}
		w.grid.TypedKey(ev)
	default:
		return false
	}
	return true
}

// shiftHeld reports whether Shift is down; keys do not say so themselves.
func shiftHeld() bool {
	d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
}

// escape closes the dialog on top, else stops the running task, else clears
// the search.
func (w *Window) escape() {
	switch {
	case len(w.modals) > 0:
		w.modals[len(w.modals)-1]()
	case w.desk.task != nil:
		w.desk.stop()
	case w.filters != nil && w.desk.listing.query != "":
		w.filters.entry.SetText("")
	}
}

// refresh reads the workbook and the scans again.
func (w *Window) refresh() {
	if len(w.modals) == 0 && w.desk.batch != nil && !w.busy() {
		w.rereadForms()
		w.desk.reimport(w.desk.scans)
	}
}

func (w *Window) nextFinding(back bool) {
	if w.panel == nil || len(w.modals) > 0 {
		return
	}
	w.panel.open(tabFindings)
	if !w.desk.nextFinding(back) {
		w.tell(w.desk.say("tell.nofinding"))
	}
}

func (w *Window) find() {
	if w.filters != nil {
		w.win.Canvas().Focus(w.filters.entry)
	}
}
