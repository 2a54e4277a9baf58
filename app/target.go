package app

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// target is a form that asks where something is to be written: a folder and a
// name. The toolkit's own save dialog is of no use here: it empties the file
// before there is anything to write.
type target struct {
	window *Window
	folder *line
	name   *widget.Entry
	ext    string
	dialog *dialog.CustomDialog
	note   *para
}

// targetRow is a line of the form that stands below folder and name.
type targetRow struct {
	label string
	field fyne.CanvasObject
}

// askTarget shows the form. use is given the path once it is settled that an
// existing one may be replaced; force tells whether there is one.
func (w *Window) askTarget(titleKey, name, ext, confirmKey string, rows []targetRow, note string, use func(path string, force bool)) *target {
	say := w.desk.say
	t := &target{window: w, ext: ext}
	near := w.outputNear()
	t.folder = newLine(folderOf(near), textSize, false, theme.ColorNameForeground)
	t.folder.middle = true
	choose := newButton(say("dialog.browse"), theme.FolderOpenIcon(), w.typed, func() {
		w.pickFolder("pick.folder", t.folder.text, t.folder.set)
	})
	t.name = widget.NewEntry()
	t.name.Text = name
	t.note = newPara(note, labelSize, false, colourDim)

	rows = append([]targetRow{
		{say("target.folder"), container.NewBorder(nil, nil, nil, choose, container.New(&middle{}, t.folder))},
		{say("target.name"), t.name},
	}, rows...)
	width := float32(0)
	for _, r := range rows {
		width = max(width, rulerFor(textSize, false).width(r.label))
	}
	form := container.NewVBox()
	for _, r := range rows {
		label := newLine(r.label, textSize, false, colourDim)
		label.least = width + 2
		form.Add(container.NewBorder(nil, nil, newInset(container.New(&middle{}, label), 0, 0, 8, 0), nil, r.field))
	}
	form.Add(space(0, 2))
	form.Add(container.New(&wrapWidth{560}, t.note))
	t.dialog = w.dialog(say(titleKey), newInset(form, 4, 6, 4, 10), []dialogButton{
		{key: "dialog.cancel"},
		{key: confirmKey, importance: widget.HighImportance, stays: true, do: func() { t.confirm(use) }},
	})
	return t
}

// confirm checks the form and asks before something is replaced.
func (t *target) confirm(use func(path string, force bool)) {
	w := t.window
	path, problem := t.path()
	if problem != "" {
		w.warn(w.desk.say("target.bad"), w.desk.say(problem))
		return
	}
	w.prefs.changed(prefOutput, t.folder.text)
	if !exists(path) {
		t.dialog.Hide()
		use(path, false)
		return
	}
	w.ask(w.desk.say("target.replace.title"), w.desk.say("target.replace", "path", path), "dialog.replace", func() {
		t.dialog.Hide()
		use(path, true)
	})
}

// path returns where the form points, or the key of what is wrong with it.
func (t *target) path() (path, problem string) {
	name := strings.TrimSpace(t.name.Text)
	switch {
	case !isDir(t.folder.text):
		return "", "target.nofolder"
	case name == "" || name == "." || name == "..":
		return "", "target.noname"
	case strings.ContainsAny(name, `/\:*?"<>|`):
		return "", "target.badname"
	}
	if t.ext != "" && !strings.EqualFold(filepath.Ext(name), t.ext) {
		name += t.ext
	}
	return filepath.Join(t.folder.text, name), ""
}

// idle reports whether a task may begin now; it says why not.
func (w *Window) idle() bool {
	switch {
	case len(w.modals) > 0, w.busy():
		return false
	case w.desk.report == nil:
		w.tell(w.desk.say("tell.nothing"))
		return false
	}
	return true
}

func (w *Window) pickTemplate() {
	if len(w.modals) > 0 || w.busy() {
		return
	}
	say := w.desk.say
	w.askTarget("pick.template", say("file.template"), ".xlsx", "dialog.save", nil, say("template.note"),
		func(path string, force bool) { w.desk.template(path, force) })
}

func (w *Window) pickAnnotated() {
	if !w.idle() {
		return
	}
	say := w.desk.say
	w.askTarget("pick.annotated", stem(w.desk.workbook)+say("file.annotated"), copyExt(w.desk.workbook), "dialog.save", nil, say("annotated.note"),
		func(path string, force bool) { w.desk.annotate(path, force) })
}

// copyExt is the ending of a workbook's annotated copy: that of a .csv file is a
// workbook too.
func copyExt(workbook string) string {
	if ext := filepath.Ext(workbook); !strings.EqualFold(ext, ".csv") {
		return ext
	}
	return ".xlsx"
}
