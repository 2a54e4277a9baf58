package app

import (
	"errors"
	"path/filepath"

	"beiandesk/internal/job"
)

// What the window does when the desk tells it something.

func (w *Window) batchChanged() {
	if w.started != (w.desk.batch != nil) {
		w.rebuild()
		return
	}
	if !w.started {
		return
	}
	w.retitle()
	w.stepsChanged()
	w.bar.changed()
	w.columns.changed()
	w.filters.changed()
	w.grid.fit()
	w.grid.changed()
	w.panel.changed()
	w.taskChanged()
}

func (w *Window) listingChanged() {
	if !w.started {
		return
	}
	w.filters.changed()
	w.grid.changed()
	w.foot.changed()
}

func (w *Window) selectionChanged() {
	if !w.started {
		return
	}
	w.filters.changed()
	w.grid.mark()
	w.panel.changed()
}

func (w *Window) taskChanged() {
	w.foot.changed()
	if w.bar != nil {
		w.bar.able()
	}
	if w.collecting != nil {
		w.collecting.taskChanged()
	}
}

func (w *Window) tell(line string) { w.foot.tell(line) }

func (w *Window) failed(err error) {
	text := job.Say(err, w.desk.lang)
	if c := (*crash)(nil); errors.As(err, &c) && w.Caught != nil {
		if file := w.Caught(c.value, c.stack); file != "" {
			text += "\n" + w.desk.say("crash.noted", "path", file)
		}
	}
	if job.NoTable(err) && w.desk.task == nil {
		w.offerColumns(text)
		return
	}
	w.warn(w.desk.say("error.title"), text)
}

func (w *Window) papersMade(made papersMade) {
	s := w.desk
	if len(made.report.Files) == 0 {
		w.inform(s.say("papers.none.title"), s.say("papers.none"))
		return
	}
	text := s.say("papers.made", "files", thousands(len(made.report.Files)), "pages", thousands(made.report.Pages))
	if made.report.Bundle != "" {
		text += "\n" + s.say("papers.bundle", "file", filepath.Base(made.report.Bundle))
	}
	w.result(s.say("papers.made.title"), text, made.dir, made.report.Bundle)
}

func (w *Window) exported(made exportMade) {
	s, r := w.desk, made.report
	text := s.say("export.made", "files", thousands(r.Package.Files), "size", size(r.Package.Bytes))
	if left := r.Summary.Blocked; left > 0 && !made.blocked {
		text += "\n" + s.say("export.left", "n", left)
	}
	w.result(s.say("export.made.title"), text, r.Package.Path, "")
}

func (w *Window) saved(key, file string) {
	w.result(w.desk.say("saved.title"), w.desk.say(key), filepath.Dir(file), file)
}
