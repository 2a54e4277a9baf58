package app

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// startPage is what the window shows while nothing is open.
func (w *Window) startPage() fyne.CanvasObject {
	say := w.desk.say
	icon := canvas.NewImageFromResource(embedded("icons/icon.png"))
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSquareSize(72))
	tongue := newButton(say("bar.language"), nil, w.typed, func() { w.setLang(other(w.desk.lang)) })
	tongue.Importance = widget.LowImportance

	card := container.NewVBox(
		icon,
		centred(say("app.name"), titleSize, true, theme.ColorNameForeground),
		centred(say("app.does"), textSize, false, colourDim),
		space(0, 14),
		w.dropZone(),
		space(0, 10),
		container.NewGridWithColumns(2,
			w.startButton("start.open", theme.DocumentIcon(), widget.HighImportance, w.pickWorkbook),
			w.startButton("start.scans", theme.FolderOpenIcon(), widget.MediumImportance, w.pickScans),
			w.startButton("start.sample", theme.MediaPlayIcon(), widget.MediumImportance, w.Sample),
			w.startButton("start.template", theme.DownloadIcon(), widget.MediumImportance, w.pickTemplate)),
		w.lastTime(),
	)
	return container.NewBorder(newInset(container.NewHBox(stretch(), tongue), 8, 8, 8, 0), nil, nil, nil,
		container.NewCenter(container.New(&fixedWidth{560}, card)))
}

func (w *Window) startButton(key string, icon fyne.Resource, importance widget.Importance, tapped func()) fyne.CanvasObject {
	b := newButton(w.desk.say(key), icon, w.typed, tapped)
	b.Importance = importance
	return container.New(&leastHeight{42}, b)
}

// dropZone says that files may be dropped, and which folder waits already.
func (w *Window) dropZone() fyne.CanvasObject {
	say := w.desk.say
	title, hint := say("start.drop"), say("start.hint")
	if w.desk.scans != "" {
		title = say("start.waiting", "dir", filepath.Base(w.desk.scans))
		hint = say("start.waiting.hint")
	}
	frame := canvas.NewRectangle(colourOf(colourSurface))
	frame.StrokeColor, frame.StrokeWidth, frame.CornerRadius = colourOf(theme.ColorNameInputBorder), 1.5, 8
	return newBacked(frame, newInset(container.NewVBox(
		centred(title, headingSize, true, theme.ColorNameForeground),
		space(0, 2),
		centred(hint, labelSize, false, colourDim)), 16, 26, 16, 26))
}

// lastTime offers what was open last, when it is still there.
func (w *Window) lastTime() fyne.CanvasObject {
	workbook := w.prefs.String(prefWorkbook)
	if workbook == "" || !isFile(workbook) {
		return space(0, 0)
	}
	scans := w.prefs.String(prefScans)
	if !isDir(scans) {
		scans = ""
	}
	text := newLine(w.desk.say("start.last", "file", filepath.Base(workbook)), textSize, false, theme.ColorNameHyperlink)
	text.align = fyne.TextAlignCenter
	return newTouch(newInset(text, 8, 6, 8, 6), func() { w.openPaths(workbook, scans) })
}

// centred is a text on one line in the middle.
func centred(text string, size float32, bold bool, colour fyne.ThemeColorName) *line {
	l := newLine(text, size, bold, colour)
	l.align = fyne.TextAlignCenter
	return l
}
