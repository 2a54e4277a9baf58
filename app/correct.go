package app

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// What the user does with suggested values and with corrections.

// acceptCurrent applies what the finding at hand suggests: the one that the keys
// went to, else the first that suggests anything; then it goes on to the next
// one that does.
func (w *Window) acceptCurrent() {
	d := w.desk
	if w.panel == nil || len(w.modals) > 0 || w.busy() {
		return
	}
	w.panel.open(tabFindings)
	found := d.findings()
	at := d.finding
	if at < 0 {
		for i, f := range found {
			if _, ok := d.suggestion(f); ok {
				at = i
				break
			}
		}
	}
	if at < 0 || at >= len(found) {
		w.tell(d.say("tell.nosuggestion"))
		return
	}
	w.accept(found[at], func() { d.nextSuggestion(at) })
}

// accept applies what a finding suggests; then may be nil.
func (w *Window) accept(f filing.Finding, then func()) {
	d := w.desk
	fix, ok := d.suggestion(f)
	if !ok {
		w.tell(d.say("tell.nosuggestion"))
		return
	}
	if w.busy() {
		return
	}
	d.amend("task.accept", func(b Batch) error { b.Apply([]job.Fix{fix}); return nil }, nil, func() {
		w.tell(d.say("tell.accepted", "field", fieldOf(fix.Field, d.lang), "value", oneLine(fix.New)))
		if then != nil {
			then()
		}
	})
}

func fieldOf(key string, lang filing.Lang) string {
	if field, ok := filing.ByKey(key); ok {
		return field.Def().Label.In(lang)
	}
	return key
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", "、") }

// askAcceptAll asks before everything suggested is applied: to the selected
// filing, or to the whole batch.
func (w *Window) askAcceptAll(whole bool) {
	if !w.idle() {
		return
	}
	d := w.desk
	fixes, apart := d.suggestions(whole)
	text := d.say("accept.filing", "n", thousands(len(fixes)))
	if whole {
		text = d.say("accept.batch", "n", thousands(len(fixes)))
	}
	if apart > 0 {
		text += "\n" + d.say("accept.apart", "n", thousands(apart))
	}
	if len(fixes) == 0 {
		none := d.say("accept.none")
		if apart > 0 {
			none += "\n" + d.say("accept.apart", "n", thousands(apart))
		}
		w.inform(d.say("accept.title"), none)
		return
	}
	w.ask(d.say("accept.title"), text, "accept.yes", func() {
		d.amend("task.accept", func(b Batch) error { b.Apply(fixes); return nil }, nil, func() {
			w.tell(d.say("tell.acceptedall", "n", thousands(len(fixes))))
		})
	})
}

// takeBack undoes or redoes. The keys for it are the menu's even while a text is
// being typed; then they mean the text.
func (w *Window) takeBack(again bool) {
	if entry, ok := w.win.Canvas().Focused().(*widget.Entry); ok {
		if again {
			entry.Redo()
		} else {
			entry.Undo()
		}
		return
	}
	if len(w.modals) > 0 || w.busy() {
		return
	}
	if !w.desk.takeBack(again) {
		w.tell(w.desk.say(map[bool]string{false: "tell.noundo", true: "tell.noredo"}[again]))
	}
}

// stepName names a step for the menu.
func (w *Window) stepName(key string, step *job.Step) string {
	d := w.desk
	switch {
	case step == nil:
		return d.say(key)
	case step.Cut != nil:
		return d.say("step.cut", "do", d.say(key), "file", filepath.Base(step.Cut.File))
	case len(step.Fixes) == 1:
		return d.say("step.one", "do", d.say(key), "field", fieldOf(step.Fixes[0].Field, d.lang), "filing", step.Fixes[0].Filing)
	}
	return d.say("step.several", "do", d.say(key), "n", thousands(len(step.Fixes)))
}

// stepsChanged puts the steps' names into the menu.
func (w *Window) stepsChanged() {
	a := &w.desk.amended
	undo, redo := w.stepName("menu.undo", a.undo), w.stepName("menu.redo", a.redo)
	if w.undoItem == nil || w.undoItem.Label == undo && w.redoItem.Label == redo {
		return
	}
	w.undoItem.Label, w.undoItem.Disabled = undo, a.undo == nil
	w.redoItem.Label, w.redoItem.Disabled = redo, a.redo == nil
	w.win.MainMenu().Refresh()
}

// pickCorrected asks where the corrected copy goes.
func (w *Window) pickCorrected() {
	if !w.idle() {
		return
	}
	d := w.desk
	if len(d.amended.edits) == 0 {
		w.inform(d.say("pick.corrected"), d.say("corrected.none"))
		return
	}
	w.askTarget("pick.corrected", stem(d.workbook)+d.say("file.corrected"), ".xlsx", "dialog.save", nil,
		d.say("corrected.note", "n", thousands(len(d.amended.edits))),
		func(path string, force bool) { d.saveCorrected(path, force) })
}

// corrected tells what was written.
func (w *Window) corrected(fixes []job.Fix, file string) {
	d := w.desk
	var left []string
	for _, f := range fixes {
		if !f.Applied {
			left = append(left, d.say("corrected.left", "filing", f.Filing, "field", fieldOf(f.Field, d.lang), "why", f.Why))
		}
	}
	text := d.say("saved.corrected", "n", thousands(len(fixes)-len(left)))
	const most = 6
	if more := len(left) - most; more > 0 {
		left = append(left[:most], d.say("corrected.more", "n", thousands(more)))
	}
	if len(left) > 0 {
		text += "\n" + d.say("corrected.notall") + "\n" + strings.Join(left, "\n")
	}
	w.result(d.say("saved.title"), text, file, file)
}

// leaving asks before corrections are lost that are in no copy, and goes on
// once that is settled.
func (w *Window) leaving(on func()) {
	d := w.desk
	n := d.amended.unsaved()
	if n == 0 {
		on()
		return
	}
	w.message(d.say("leave.title"), d.say("leave.text", "n", thousands(n)), theme.NewWarningThemedResource(theme.QuestionIcon()), []dialogButton{
		{key: "dialog.cancel"},
		{key: "leave.drop", do: on},
		{key: "leave.save", importance: widget.HighImportance, do: w.pickCorrected},
	})
}

// suggestionRow offers what a finding suggests.
func (p *panel) suggestionRow(f filing.Finding, fix job.Fix) fyne.CanvasObject {
	d := p.window.desk
	use := newButton(d.say("finding.accept"), theme.ConfirmIcon(), p.window.typed, func() { p.window.accept(f, nil) })
	value := newPara(oneLine(fix.New), textSize, true, colourReady)
	return newInset(newShares([]float32{use.MinSize().Width, 1}, 10, use, newInset(value, 0, 5, 0, 0)), 0, 3, 0, 1)
}
