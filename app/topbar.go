package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// topBar names what is open and holds the main buttons.
type topBar struct {
	window   *Window
	workbook *line
	scans    *line
	recheck  *button
	papers   *button
	export   *button
	view     fyne.CanvasObject
}

func newTopBar(w *Window) *topBar {
	b := &topBar{window: w}
	say := w.desk.say
	b.recheck = newButton(say("bar.recheck"), theme.ViewRefreshIcon(), w.typed, w.refresh)
	b.papers = newButton(say("bar.papers"), theme.DocumentPrintIcon(), w.typed, w.askPapers)
	b.export = newButton(say("bar.export"), theme.UploadIcon(), w.typed, w.askExport)
	b.export.Importance = widget.HighImportance
	tongue := newButton(say("bar.language"), nil, w.typed, func() { w.setLang(other(w.desk.lang)) })
	tongue.Importance = widget.LowImportance

	b.workbook, b.scans = newLine("", textSize, false, theme.ColorNameForeground), newLine("", textSize, false, theme.ColorNameForeground)
	b.workbook.middle, b.scans.middle = true, true
	buttons := container.NewHBox(b.recheck, b.papers, b.export, tongue)
	paths := container.NewVBox(
		b.path("bar.workbook", theme.DocumentIcon(), b.workbook, w.pickWorkbook),
		b.path("bar.scans", theme.FolderIcon(), b.scans, w.pickScans))
	b.view = newInset(container.NewBorder(nil, nil, nil, container.NewCenter(buttons), paths), 8, 5, 8, 5)
	return b
}

// path is a line that names a file and lets the user choose another.
func (b *topBar) path(key string, icon fyne.Resource, path *line, pick func()) fyne.CanvasObject {
	label := newLine(b.window.desk.say(key), textSize, false, colourDim)
	label.least = max(rulerFor(textSize, false).width(b.window.desk.say("bar.workbook")), rulerFor(textSize, false).width(b.window.desk.say("bar.scans")))
	image := widget.NewIcon(icon)
	return newTouch(newInset(container.NewBorder(nil, nil, container.NewHBox(image, label, space(4, 0)), nil, path), 4, 1, 8, 1), pick)
}

func (b *topBar) changed() {
	d := b.window.desk
	b.workbook.set(d.workbook)
	if d.scans == "" {
		b.scans.colour = colourDim
		b.scans.text = d.say("bar.noscans")
	} else {
		b.scans.colour = theme.ColorNameForeground
		b.scans.text = d.scans
	}
	b.scans.Refresh()
	b.able()
}

// able lets the buttons be pressed when their work can begin.
func (b *topBar) able() {
	idle := b.window.desk.task == nil
	checked := idle && b.window.desk.report != nil
	b.recheck.able(idle)
	b.papers.able(checked)
	b.export.able(checked)
}
