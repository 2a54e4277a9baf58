package app

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"beiandesk/forms"
	"beiandesk/internal/job"
)

// setForms makes papers of other form files from now on; nil for the embedded ones.
func (d *desk) setForms(l *forms.Library) {
	d.forms = l
	if d.waiting != nil {
		d.waiting.batch.SetForms(l)
	}
	if d.batch != nil {
		d.batch.SetForms(l)
		d.proofs = d.batch.Proofs()
		d.view.selectionChanged()
	}
}

// loadForms loads the form files of the folder that the user chose earlier. When
// they cannot be used the embedded ones are, and it is said once the window is up.
func (w *Window) loadForms() {
	if dir := w.prefs.String(prefForms); dir != "" {
		w.desk.forms, w.formsErr = w.Engine.LoadForms(dir)
	}
}

// readForms reads a folder of form files and takes them into use. When they cannot
// be used those of before stay, and what is wrong is shown.
func (w *Window) readForms(dir string) {
	if w.busy() {
		return
	}
	var own *forms.Library
	err := guard(func() (err error) {
		own, err = w.Engine.LoadForms(dir)
		return err
	})
	if err != nil {
		w.showFormFaults(dir, err)
		return
	}
	w.formsErr = nil
	w.prefs.changed(prefForms, dir)
	w.desk.setForms(own)
	w.tell(w.desk.say("settings.forms.read", "dir", dir, "n", len(own.Own())))
}

// resetForms goes back to the embedded form files.
func (w *Window) resetForms() {
	if w.busy() {
		return
	}
	w.formsErr = nil
	w.prefs.changed(prefForms, "")
	w.desk.setForms(nil)
}

// rereadForms takes over what the user changed in the form files meanwhile.
func (w *Window) rereadForms() {
	if dir := w.prefs.String(prefForms); dir != "" {
		w.readForms(dir)
	}
}

// pickForms asks for the folder of form files.
func (w *Window) pickForms() {
	if !w.busy() {
		w.pickFolder("pick.forms", w.prefs.String(prefForms), w.readForms)
	}
}

// copyForms asks for a folder and puts the embedded form files into it, to be
// changed.
func (w *Window) copyForms() {
	w.pickFolder("pick.copyforms", w.outputNear(), func(dir string) {
		n, err := w.Engine.CopyForms(dir)
		if err != nil {
			w.failed(err)
			return
		}
		w.result(w.desk.say("settings.forms.copied.title"), w.desk.say("settings.forms.copied", "n", n), dir, "")
	})
}

// showFormFaults lists what is wrong in form files, each with its line and remedy.
func (w *Window) showFormFaults(dir string, err error) {
	say := w.desk.say
	text := newPage(6,
		newPara(say("settings.forms.kept"), textSize, false, theme.ColorNameForeground),
		newPara(job.Say(err, w.desk.lang), labelSize, false, colourBlock))
	var d *dialog.CustomDialog
	idle := func(do func()) func() { // the dialog stays while nothing can be done
		return func() {
			if !w.busy() {
				d.Hide()
				do()
			}
		}
	}
	d = w.dialog(say("settings.forms.bad"), newInset(container.New(&fixedSize{fyne.NewSize(620, 240)}, text), 4, 4, 4, 8), []dialogButton{
		{key: "settings.forms.reset", stays: true, do: idle(w.resetForms)},
		{key: "dialog.openfolder", stays: true, do: func() { w.openExternally(dir) }},
		{key: "settings.forms.again", stays: true, do: idle(func() { w.readForms(dir) })},
		{key: "dialog.close", importance: widget.HighImportance},
	})
}

// offerForms says what keeps the chosen form files from being used.
func (w *Window) offerForms() {
	if w.formsErr != nil {
		w.showFormFaults(w.prefs.String(prefForms), w.formsErr)
	}
}

// formsName names the form files in force.
func (w *Window) formsName() (string, fyne.ThemeColorName) {
	say, dir := w.desk.say, w.prefs.String(prefForms)
	switch {
	case dir == "":
		return say("settings.forms.embedded"), theme.ColorNameForeground
	case w.formsErr != nil || w.desk.forms == nil:
		return say("settings.forms.unused", "name", filepath.Base(dir)), colourBlock
	}
	return say("settings.forms.own", "name", filepath.Base(dir), "n", len(w.desk.forms.Own())), theme.ColorNameForeground
}

// fixedSize gives its object one size.
type fixedSize struct{ size fyne.Size }

func (f *fixedSize) MinSize([]fyne.CanvasObject) fyne.Size              { return f.size }
func (f *fixedSize) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }
