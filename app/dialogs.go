package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// dialogButton is a button of a dialog. Pressing it closes the dialog, then
// does do.
type dialogButton struct {
	key        string
	importance widget.Importance
	do         func()
	stays      bool // the dialog does not close by itself
}

// dialog shows a dialog; Esc closes the one on top.
func (w *Window) dialog(title string, content fyne.CanvasObject, buttons []dialogButton) *dialog.CustomDialog {
	d := dialog.NewCustomWithoutButtons(title, content, w.win)
	w.track(d)
	row := []fyne.CanvasObject{stretch()}
	for _, b := range buttons {
		made := newButton(w.desk.say(b.key), nil, w.typed, func() {
			if !b.stays {
				d.Hide()
			}
			if b.do != nil {
				b.do()
			}
		})
		made.Importance = b.importance
		row = append(row, container.New(&atLeast{96}, made))
	}
	d.SetButtons([]fyne.CanvasObject{newInset(container.NewHBox(row...), 0, 0, 0, 2)})
	d.Show()
	return d
}

// track remembers an open dialog, so that Esc closes it.
func (w *Window) track(d dialog.Dialog) {
	at := len(w.modals)
	w.modals = append(w.modals, d.Dismiss)
	d.SetOnClosed(func() {
		if at < len(w.modals) {
			w.modals = w.modals[:at]
		}
	})
}

// message shows a text that wraps, with an icon.
func (w *Window) message(title, text string, icon fyne.Resource, buttons []dialogButton) {
	body := newPara(text, textSize, false, theme.ColorNameForeground)
	content := container.NewBorder(nil, nil, newInset(container.NewVBox(widget.NewIcon(icon)), 0, 2, 8, 0), nil,
		container.New(&wrapWidth{420}, body))
	w.dialog(title, newInset(content, 4, 4, 4, 8), buttons)
}

// warn shows trouble.
func (w *Window) warn(title, text string) {
	w.message(title, text, theme.NewErrorThemedResource(theme.WarningIcon()), []dialogButton{{key: "dialog.ok", importance: widget.HighImportance}})
}

// inform shows something to know.
func (w *Window) inform(title, text string) {
	w.message(title, text, theme.NewPrimaryThemedResource(theme.InfoIcon()), []dialogButton{{key: "dialog.ok", importance: widget.HighImportance}})
}

// ask asks before something that cannot be taken back.
func (w *Window) ask(title, text, yes string, do func()) {
	w.message(title, text, theme.NewWarningThemedResource(theme.QuestionIcon()), []dialogButton{
		{key: "dialog.cancel"},
		{key: yes, importance: widget.HighImportance, do: do},
	})
}

// result says where something was written, and opens it.
func (w *Window) result(title, text, path, file string) {
	buttons := []dialogButton{{key: "dialog.close"}}
	if file != "" {
		buttons = append(buttons, dialogButton{key: "dialog.openfile", do: func() { w.openExternally(file) }})
	}
	buttons = append(buttons, dialogButton{key: "dialog.openfolder", importance: widget.HighImportance, do: func() { w.openExternally(folderOf(path)) }})
	shown := path
	if file != "" {
		shown = file
	}
	w.message(title, text+"\n"+w.desk.say("result.path", "path", shown), theme.NewSuccessThemedResource(theme.ConfirmIcon()), buttons)
	w.tell(w.desk.say("result.told", "title", title, "path", shown))
}

// wrapWidth gives a text that wraps its width.
type wrapWidth struct{ width float32 }

func (l *wrapWidth) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.width, heightFor(objects[0], l.width))
}

func (l *wrapWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// atLeast keeps a width.
type atLeast struct{ width float32 }

func (l *atLeast) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().Max(fyne.NewSize(l.width, 0))
}

func (l *atLeast) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }
