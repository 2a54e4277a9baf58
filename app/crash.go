package app

import "fyne.io/fyne/v2/widget"

// offerCrash tells that an earlier run ended badly, and where its notes are.
func (w *Window) offerCrash() {
	file := w.CrashFile
	if file == "" {
		return
	}
	say := w.desk.say
	w.message(say("crash.title"), say("crash.text", "path", file), embedded("icons/icon.png"), []dialogButton{
		{key: "dialog.openfolder", do: func() { w.openExternally(folderOf(file)) }},
		{key: "dialog.close", importance: widget.HighImportance},
	})
}

// askClose closes the window; while something is written it asks first.
func (w *Window) askClose() {
	if t := w.desk.task; t != nil && !t.stopping {
		w.ask(w.desk.say("close.title"), w.desk.say("close.text"), "close.yes", w.Close)
		return
	}
	for n := len(w.modals); n > 0 && w.desk.amended.unsaved() > 0; n-- {
		w.escape() // or each press would put another question on the last
	}
	w.leaving(w.Close)
}
