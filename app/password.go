package app

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// password returns what asks the user for the password of a workbook; the
// goroutine of the task waits for the answer. Whoever gives none stops the task.
func (d *desk) password(workbook string) func(ctx context.Context, attempt int) (string, error) {
	return func(ctx context.Context, attempt int) (string, error) {
		given := make(chan string, 1)
		d.post(func() {
			d.view.askPassword(workbook, attempt > 1, func(password string) { given <- password })
		})
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case password := <-given:
			if password == "" {
				return "", context.Canceled
			}
			return password, nil
		}
	}
}

// askPassword asks for the password of a workbook; wrong says that the last one
// was. answer is called once, with "" when the dialog is closed without one.
func (w *Window) askPassword(workbook string, wrong bool, answer func(password string)) {
	d := w.desk
	entry := widget.NewPasswordEntry()
	entry.SetPlaceHolder(d.say("password.hint"))
	form := container.NewVBox(container.New(&wrapWidth{420}, newPara(d.say("password.of", "file", filepath.Base(workbook)), textSize, false, theme.ColorNameForeground)))
	if wrong {
		form.Add(container.New(&wrapWidth{420}, newPara(d.say("password.wrong"), textSize, true, theme.ColorNameError)))
	}
	form.Add(entry)
	form.Add(container.New(&wrapWidth{420}, newPara(d.say("password.note"), labelSize, false, colourDim)))
	dialog := w.dialog(d.say("password.title"), newInset(form, 4, 6, 4, 10), nil)
	given, at := "", len(w.modals)-1
	dialog.SetOnClosed(func() {
		w.modals = w.modals[:at]
		answer(given)
	})
	give := func() {
		if entry.Text != "" {
			given = entry.Text
			dialog.Hide()
		}
	}
	entry.OnSubmitted = func(string) { give() }
	confirm := newButton(d.say("dialog.ok"), nil, w.typed, give)
	confirm.Importance = widget.HighImportance
	confirm.Disable()
	entry.OnChanged = func(text string) { confirm.able(text != "") }
	cancel := newButton(d.say("dialog.cancel"), nil, w.typed, dialog.Hide)
	dialog.SetButtons([]fyne.CanvasObject{newInset(container.NewHBox(stretch(), container.New(&atLeast{96}, cancel), container.New(&atLeast{96}, confirm)), 0, 0, 0, 2)})
	w.win.Canvas().Focus(entry)
}
