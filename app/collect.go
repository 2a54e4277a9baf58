package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// collector is the dialog in which signed papers that came back are sorted, looked
// at and put into the scan folder.
type collector struct {
	window   *Window
	sorting  Collection
	found    *collected
	names    map[string]string // of the filings, for people, by key
	dir      string            // scan folder, "" for none yet
	source   string            // of the page in view
	page     int
	assigner *assigner

	shown    *dialog.CustomDialog
	chips    [collectKinds]*chip
	summary  *para
	list     *widget.List
	empty    fyne.CanvasObject
	picture  *canvas.Image
	caption  *line
	details  *para
	scroll   *page
	progress *line
	into     *line
	adders   []*button
	stop     *button
	confirm  *button
}

// collect opens the dialog, with scans to begin with.
func (w *Window) collect(paths []string) {
	if !w.idle() {
		return
	}
	d := w.desk
	c := &collector{window: w, sorting: d.batch.Collection(), dir: d.scans, found: &collected{phrases: d.phrases}}
	c.names = make(map[string]string, len(d.listed))
	for _, f := range d.listed {
		c.names[f.Key()] = either(f.Text(filing.SiteName), f.Text(filing.EntityName))
	}
	c.shown = w.dialog(d.say("collect.title"), c.content(), nil)
	at := len(w.modals) - 1
	cancel := newButton(d.say("dialog.close"), nil, w.typed, func() { c.shown.Hide() })
	c.confirm = newButton(d.say("collect.write"), nil, w.typed, c.askWrite)
	c.confirm.Importance = widget.HighImportance
	c.shown.SetOnClosed(func() {
		w.modals = w.modals[:at]
		w.collecting = nil
		w.closeGallery.cancel()
		if d.task != nil {
			d.stop()
		}
	})
	c.shown.SetButtons([]fyne.CanvasObject{newInset(container.NewHBox(container.New(&atLeast{96}, cancel), container.New(&atLeast{96}, c.confirm)), 0, 0, 0, 2)})
	w.collecting = c
	c.changed()
	size := w.win.Canvas().Size()
	c.shown.Resize(fyne.NewSize(size.Width*0.94, size.Height*0.94))
	c.add(paths)
}

// content is the dialog above its buttons.
func (c *collector) content() fyne.CanvasObject {
	w, say := c.window, c.window.desk.say
	c.summary = newPara("", textSize, true, theme.ColorNameForeground)
	file := newButton(say("collect.addfile"), theme.FileIcon(), w.typed, c.pickFile)
	folder := newButton(say("collect.addfolder"), theme.FolderOpenIcon(), w.typed, func() {
		w.pickFolder("pick.collectfolder", c.near(), func(dir string) { c.add([]string{dir}) })
	})
	c.adders = []*button{file, folder}
	row := container.NewHBox()
	for k := range collectKinds {
		c.chips[k] = newChip(say(collectKeys[k]), k.ink(), func() {
			c.found.kind = k
			c.found.apply()
			c.list.UnselectAll()
			c.list.ScrollToTop()
			c.changed()
		})
		row.Add(c.chips[k].touch)
	}
	head := newStack(3, c.summary, newPara(say("collect.note"), captionSize, false, colourDim), space(0, 2),
		container.NewBorder(nil, nil, container.NewCenter(row), container.NewHBox(file, folder)))
	c.list = widget.NewList(
		func() int { return len(c.found.shown) },
		func() fyne.CanvasObject { return newCollectItem() },
		func(id widget.ListItemID, o fyne.CanvasObject) {
			if id < len(c.found.shown) {
				o.(*collectItem).show(c.found.phrases, &c.found.rows[c.found.shown[id]])
			}
		})
	c.list.OnSelected = func(id widget.ListItemID) {
		if id < len(c.found.shown) {
			c.view(&c.found.rows[c.found.shown[id]])
		}
	}
	hint := newPara(say("collect.empty"), textSize, false, colourDim)
	hint.centre = true
	c.empty = newPage(0, newInset(hint, 30, 60, 30, 20))
	dense := container.NewThemeOverride(c.list, denseTheme{fyne.CurrentApp().Settings().Theme()})
	rows := container.NewStack(rectangle(colourSurface, 4), dense, c.empty)

	split := container.NewHSplit(rows, c.look())
	split.Offset = 0.5
	return container.NewBorder(newInset(head, 4, 0, 4, 6), c.foot(), nil, nil, split)
}

// look is the page in view, what is wrong with it, and what it is.
func (c *collector) look() fyne.CanvasObject {
	say := c.window.desk.say
	c.picture = canvas.NewImageFromImage(nil)
	c.picture.FillMode, c.picture.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleSmooth
	c.caption = newLine("", labelSize, true, theme.ColorNameForeground)
	c.caption.middle = true
	c.details = newPara(say("collect.choose"), labelSize, false, theme.ColorNameForeground)
	c.scroll = newPage(0, newInset(c.details, 10, 6, 10, 6))
	c.assigner = newAssigner(c)
	ground := newTouch(container.NewStack(rectangle(colourSurface, 4), newInset(c.picture, 6, 6, 6, 6)), func() {
		if c.picture.Image != nil {
			c.window.showPicture(c.caption.text, c.picture.Image)
		}
	})
	foot := container.NewVBox(container.New(&leastHeight{88}, newBacked(rectangle(colourNoteBg, 4), c.scroll)), newInset(c.assigner.view, 0, 6, 0, 0))
	return newInset(container.NewBorder(newInset(c.caption, 2, 0, 2, 4), newInset(foot, 0, 6, 0, 0), nil, nil, ground), 8, 0, 0, 0)
}

// foot says how far the work is, and where the pages will go.
func (c *collector) foot() fyne.CanvasObject {
	w, say := c.window, c.window.desk.say
	c.progress = newLine("", textSize, false, colourDim)
	room := rulerFor(textSize, false).width(say("collect.progress", "done", "9,999", "total", "9,999"))
	c.into = newLine("", labelSize, false, colourDim)
	c.into.middle, c.into.align = true, fyne.TextAlignTrailing
	c.stop = newButton(say("collect.stop"), theme.CancelIcon(), w.typed, w.desk.stop)
	left := newInset(container.NewHBox(container.New(&fixedWidth{room}, container.New(&middle{}, c.progress)), c.stop), 4, 0, 0, 0)
	return container.New(&leastHeight{38}, container.NewBorder(nil, nil, left, nil, newInset(container.New(&middle{}, c.into), 10, 0, 4, 0)))
}

func (k collectKind) ink() fyne.ThemeColorName {
	switch k {
	case collectUnknown:
		return colourWarn
	case collectTrouble:
		return statusInk(filing.Blocked)
	case collectGood:
		return colourReady
	case collectTwice, collectMissing:
		return colourDim
	}
	return theme.ColorNameForeground
}

// near is where scans are looked for.
func (c *collector) near() string {
	return either(c.window.prefs.String(prefCollect), c.dir, c.window.desk.workbook)
}

func (c *collector) pickFile() {
	w := c.window
	if w.busy() {
		return
	}
	w.pickFile("pick.collect", scanFilter{}, c.near(), func(path string) { c.add([]string{path}) })
}

// scanFilter lets a file dialog show what may be a scan.
type scanFilter struct{}

func (scanFilter) Matches(u fyne.URI) bool { return job.IsScanName(u.Name()) }

var _ storage.FileFilter = scanFilter{}
