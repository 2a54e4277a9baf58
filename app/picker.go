package app

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"
)

// The toolkit draws its file dialogs inside the window; dropping files is the
// quicker way and always there.

var workbookFilter = storage.NewExtensionFileFilter([]string{".xlsx", ".xlsm", ".csv", ".XLSX", ".XLSM", ".CSV"})

// present shows a file dialog, titled, in the user's language, where the user
// was last.
func (w *Window) present(d *dialog.FileDialog, titleKey, confirmKey, near string) {
	say := w.desk.say
	d.SetTitleText(say(titleKey))
	d.SetConfirmText(say(confirmKey))
	d.SetDismissText(say("dialog.cancel"))
	d.SetView(dialog.ListView)
	if near != "" {
		if at, err := storage.ListerForURI(storage.NewFileURI(folderOf(near))); err == nil {
			d.SetLocation(at)
		}
	}
	size := w.win.Canvas().Size()
	d.Resize(fyne.NewSize(min(900, size.Width*0.9), min(620, size.Height*0.9)))
	w.track(d)
	d.Show()
	if top := w.win.Canvas().Overlays().Top(); top != nil {
		w.namePlaces(top)
	}
}

// namePlaces puts the places that the toolkit offers beside its file dialogs
// into the user's language; it has them in English only.
func (w *Window) namePlaces(o fyne.CanvasObject) {
	switch o := o.(type) {
	case *widget.List:
		update := o.UpdateItem
		o.UpdateItem = func(id widget.ListItemID, item fyne.CanvasObject) {
			update(id, item)
			w.namePlace(item)
		}
		o.Refresh()
	case *fyne.Container:
		for _, child := range o.Objects {
			w.namePlaces(child)
		}
	case *container.Split:
		w.namePlaces(o.Leading)
	case *widget.PopUp:
		w.namePlaces(o.Content)
	}
}

func (w *Window) namePlace(o fyne.CanvasObject) {
	switch o := o.(type) {
	case *widget.Label:
		if name, ok := w.desk.words["place."+strings.ToLower(o.Text)]; ok {
			o.SetText(name)
		}
	case *fyne.Container:
		for _, child := range o.Objects {
			w.namePlace(child)
		}
	}
}

// busy reports whether a task runs, and says so.
func (w *Window) busy() bool {
	if w.desk.task == nil {
		return false
	}
	w.tell(w.desk.say("tell.busy"))
	return true
}

func (w *Window) pickWorkbook() {
	if w.busy() {
		return
	}
	w.pickFile("pick.workbook", workbookFilter, either(w.desk.workbook, w.prefs.String(prefWorkbook)), func(path string) { w.openPaths(path, "") })
}

func (w *Window) pickScans() {
	if w.busy() {
		return
	}
	w.pickFolder("pick.scans", either(w.desk.scans, w.prefs.String(prefScans), w.desk.workbook), func(dir string) { w.openPaths("", dir) })
}

// pickFile asks for a file.
func (w *Window) pickFile(titleKey string, filter storage.FileFilter, near string, use func(path string)) {
	d := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err != nil {
			w.failed(err)
			return
		}
		if file != nil {
			file.Close()
			use(pathOf(file.URI()))
		}
	}, w.win)
	d.SetFilter(filter)
	w.present(d, titleKey, "dialog.open", near)
}

// pickFolder asks for a folder.
func (w *Window) pickFolder(titleKey, near string, use func(dir string)) {
	d := dialog.NewFolderOpen(func(dir fyne.ListableURI, err error) {
		if err != nil {
			w.failed(err)
			return
		}
		if dir != nil {
			use(pathOf(dir))
		}
	}, w.win)
	w.present(d, titleKey, "dialog.choose", near)
}

// outputNear is where outputs went last, or where the workbook is.
func (w *Window) outputNear() string {
	if last := w.prefs.String(prefOutput); isDir(last) {
		return last
	}
	return w.desk.workbook
}

func pathOf(u fyne.URI) string { return filepath.FromSlash(u.Path()) }

func stem(path string) string {
	base := filepath.Base(path)
	return base[:len(base)-len(filepath.Ext(base))]
}

func either(choices ...string) string {
	for _, c := range choices {
		if c != "" {
			return c
		}
	}
	return ""
}
