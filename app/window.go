package app

import (
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	_ "beiandesk/app/locale" // before the toolkit
	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// Params are what a window needs.
type Params struct {
	Engine    Engine
	Lang      filing.Lang // "" for the one used last
	Desktop   Desktop     // nil for that of the machine
	SampleDir string      // where the sample is written
	Version   string      // of the program
	CrashFile string      // left by an earlier run, "" for none
	// Caught notes a panic of the engine that was caught, and returns the file
	// that the notes are in; may be nil.
	Caught     func(value any, stack []byte) (file string)
	Post       func(func()) // runs a function on the window's goroutine, nil for fyne.Do
	WindowSize fyne.Size    // zero for the one used last
}

// Window is the program's one window.
type Window struct {
	Params
	app   fyne.App
	win   fyne.Window
	prefs prefs
	desk  *desk

	// The views are built anew when the language or the colours change; what
	// outlives them stands here.
	bar     *topBar
	columns *columnBar
	filters *filterBar
	grid    *grid
	panel   *panel
	foot    *footBar
	split   *container.Split
	gallery *gallery
	// closeGallery loads what is looked at closely.
	closeGallery *gallery
	proofs       *gallery // draws the pages of papers
	started      bool     // the main view is up, not the start page
	tab          tab
	cutting      *cutEditor        // opened last
	reviewing    *reviewer         // opened last
	columnsOpen  *columnDialog     // nil when it is closed
	picking      *fieldPicker      // nil when it is closed
	formsErr     error             // why the chosen form files are not used; nil when they are
	printDialog  *printDialog      // opened last
	collecting   *collector        // nil when it is closed
	modals       []func()          // close the dialogs that are open, the last on top
	variant      fyne.ThemeVariant // as last drawn

	undoItem, redoItem *fyne.MenuItem
}

var _ view = (*Window)(nil)

// New makes the window; Show puts it on the screen.
func New(a fyne.App, params Params) *Window {
	w := &Window{Params: params, app: a, prefs: prefs{a.Preferences()}}
	if w.Post == nil {
		w.Post = fyne.Do
	}
	language := params.Lang
	if language == "" {
		language = w.prefs.lang()
	}
	w.desk = newDesk(params.Engine, w.Post, language)
	w.desk.view = w
	w.gallery, w.closeGallery, w.proofs = newGallery(w.desk), newGallery(w.desk), newGallery(w.desk)
	if params.Desktop != nil {
		w.desk.system = params.Desktop
	}
	w.loadProfile()
	w.loadForms()

	a.SetIcon(embedded("icons/icon.png"))
	a.Settings().SetTheme(newLook(w.prefs.appearance()))
	w.speak()
	w.win = a.NewWindow(w.desk.say("app.name"))
	w.win.SetMaster()
	w.win.SetPadded(false)
	size := params.WindowSize
	if size.IsZero() {
		size = w.prefs.windowSize()
	}
	w.rebuild()
	w.win.Resize(size)
	w.win.SetOnDropped(func(_ fyne.Position, uris []fyne.URI) { w.dropped(uris) })
	w.win.SetCloseIntercept(w.askClose)
	w.win.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { w.typed(ev) })
	a.Lifecycle().SetOnEnteredForeground(func() { w.desk.lookForChange() })
	a.Settings().AddListener(func(fyne.Settings) { w.recolour() })
	return w
}

// Show puts the window on the screen.
func (w *Window) Show() {
	w.win.Show()
	w.offerForms()
	w.offerCrash()
}

// Open opens a workbook, a scan folder, or both, given in any order, as if they
// had been dropped on the window.
func (w *Window) Open(paths ...string) {
	if len(paths) == 0 {
		return
	}
	for i, path := range paths {
		if abs, err := filepath.Abs(path); err == nil {
			paths[i] = abs
		}
	}
	got := sortDropped(paths, os.Stat)
	if w.collecting != nil {
		w.collecting.add(paths)
		return
	}
	if len(got.papers) > 0 {
		if w.desk.batch != nil {
			w.collect(got.papers)
			return
		}
		got.problem, got.path = "drop.picture", got.papers[0]
	}
	if got.problem != "" {
		w.warn(w.desk.say("drop.title"), got.path+"\n"+w.desk.say(got.problem))
		return
	}
	if got.workbook == "" && w.desk.batch == nil {
		got.workbook = workbookIn(got.scans)
	}
	w.openPaths(got.workbook, got.scans)
}

// Sample opens the sample.
func (w *Window) Sample() { w.leaving(func() { w.desk.sample(w.SampleDir) }) }

// Close ends the running work, wipes what was kept of pictures and closes the
// window.
func (w *Window) Close() {
	w.remember()
	w.gallery.stop()
	w.closeGallery.stop()
	w.proofs.stop()
	w.desk.close(10 * time.Second)
	w.win.SetCloseIntercept(nil)
	w.win.Close()
}

// dropped takes what was dropped on the window.
func (w *Window) dropped(uris []fyne.URI) {
	var paths []string
	for _, uri := range uris {
		paths = append(paths, filepath.FromSlash(uri.Path()))
	}
	w.Open(paths...)
}

// openPaths opens a workbook with a scan folder. The one that is not given is
// the one in use; a folder alone waits for its workbook.
func (w *Window) openPaths(workbook, scans string) {
	if w.desk.task != nil {
		w.tell(w.desk.say("tell.busy"))
		return
	}
	if workbook == "" {
		workbook = w.desk.workbook
	}
	if scans == "" {
		scans = w.desk.scans
	}
	if workbook == "" {
		w.desk.scans = scans
		w.prefs.changed(prefScans, scans)
		w.rebuild()
		return
	}
	open := func() {
		w.prefs.changed(prefWorkbook, workbook)
		w.prefs.changed(prefScans, scans)
		w.desk.open(workbook, scans)
	}
	if workbook == w.desk.workbook { // its corrections are kept
		open()
		return
	}
	w.leaving(open)
}

// rebuild builds menu and views anew.
func (w *Window) rebuild() {
	w.variant = w.app.Settings().ThemeVariant()
	if w.split != nil {
		w.prefs.SetFloat(prefSplit, w.split.Offset)
	}
	w.win.SetMainMenu(w.menu())
	w.foot = newFootBar(w)
	w.started = w.desk.batch != nil
	w.bar, w.filters, w.grid, w.panel, w.split = nil, nil, nil, nil, nil
	body := w.startPage()
	if w.started {
		body = w.mainView()
	}
	w.win.SetContent(container.NewBorder(nil, w.foot.view, nil, nil, body))
	w.retitle()
	if w.started {
		w.batchChanged()
	}
	w.taskChanged()
}

func (w *Window) mainView() fyne.CanvasObject {
	w.bar = newTopBar(w)
	w.filters = newFilterBar(w)
	w.grid = newGrid(w.desk, w.typed)
	w.panel = newPanel(w)
	w.split = container.NewHSplit(w.grid.view, w.panel.view)
	w.split.Offset = w.prefs.FloatWithFallback(prefSplit, firstSplit)
	w.columns = newColumnBar(w)
	top := container.NewVBox(w.bar.view, widget.NewSeparator(), w.columns.view, w.filters.view)
	return container.NewBorder(top, nil, nil, nil, w.split)
}

// recolour follows the system from light to dark and back.
func (w *Window) recolour() {
	if w.app.Settings().ThemeVariant() != w.variant {
		w.rebuild()
	}
}

// setLang changes the language of everything at once.
func (w *Window) setLang(language filing.Lang) {
	w.prefs.changed(prefLang, string(language))
	w.desk.setLang(language)
	w.speak()
	w.rebuild()
}

// speak has the toolkit's own texts, of its file dialogs and menus, follow our
// language: it knows only the system's and offers no way to choose another.
func (w *Window) speak() {
	if err := lang.AddTranslationsForLocale(w.desk.toolkit(), lang.SystemLocale()); err != nil {
		fyne.LogError("toolkit translations", err)
	}
}

func (w *Window) setAppearance(a Appearance) {
	w.prefs.changed(prefAppearance, string(a))
	w.app.Settings().SetTheme(newLook(a))
	w.rebuild()
}

// loadProfile loads the provider profile that the user chose earlier; one that
// cannot be read any more is left aside, and said so.
func (w *Window) loadProfile() {
	file := w.prefs.String(prefProfile)
	if file == "" {
		return
	}
	p, err := provider.Load(file)
	if err != nil {
		w.prefs.SetString(prefProfile, "")
		return
	}
	w.desk.profile = p
}

func (w *Window) retitle() {
	title := w.desk.say("app.name")
	if w.desk.workbook != "" {
		title = filepath.Base(w.desk.workbook) + " · " + title
	}
	w.win.SetTitle(title)
}

// remember keeps the window's size for the next run.
func (w *Window) remember() {
	if size := w.win.Canvas().Size(); size.Width > 100 {
		w.prefs.SetFloat(prefWidth, float64(size.Width))
		w.prefs.SetFloat(prefHeight, float64(size.Height))
	}
	if w.split != nil {
		w.prefs.SetFloat(prefSplit, w.split.Offset)
	}
}
