package app

import (
	"context"
	"path/filepath"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// What the dialog for signed papers does.

// add looks at scans, and at those in folders.
func (c *collector) add(paths []string) {
	w := c.window
	if len(paths) == 0 || w.busy() {
		return
	}
	w.prefs.changed(prefCollect, folderOf(paths[0]))
	c.work("task.collect", func(ctx context.Context) error {
		files, err := job.ScanFiles(ctx, paths)
		if err != nil {
			return err
		}
		return c.sorting.Look(ctx, files)
	}, func() {
		if c.source == "" && len(c.found.shown) > 0 {
			c.list.Select(0)
		}
	})
}

// assign says what the page in view is.
func (c *collector) assign(to job.PaperOfFiling, page int) {
	a := job.Assignment{File: c.source, Page: c.page, Filing: to.Filing, Paper: to.Paper, PaperPage: page}
	c.work("task.collect", func(ctx context.Context) error { return c.sorting.Assign(ctx, a) }, nil)
}

// work runs a task on the sorting, then shows what came of it; of one that was
// stopped, what it had done by then.
func (c *collector) work(name string, do func(ctx context.Context) error, then func()) {
	d := c.window.desk
	batch, stopped := d.batch, false
	d.run(name, func(ctx context.Context, p *job.Progress) error {
		batch.SetProgress(p)
		err := do(ctx)
		if stopped = ctx.Err() != nil; stopped {
			return nil
		}
		return err
	}, func() {
		if stopped {
			d.view.tell(d.say("task.cancelled", "task", d.say(name)))
		}
		if c.window.collecting != c {
			return // closed meanwhile
		}
		c.found.fill(c.sorting.Report(c.dir), c.nameOf, c.labelOf)
		c.changed()
		if at := c.found.at(c.source, c.page); at >= 0 {
			c.list.Select(at)
		}
		if then != nil {
			then()
		}
	})
}

// nameOf returns what people call a filing.
func (c *collector) nameOf(key string) string { return c.names[key] }

func (c *collector) labelOf(id filing.Paper) string {
	p, _ := c.window.desk.rules().Paper(id)
	return p.Label.In(c.window.desk.lang)
}

// view shows a row: its page, and what is wrong with it.
func (c *collector) view(r *collectRow) {
	w, say := c.window, c.window.desk.say
	c.details.set(either(r.details, r.state))
	c.scroll.Refresh()
	c.assigner.show(r)
	if r.source == c.source && r.page == c.page && r.source != "" {
		return
	}
	c.source, c.page = r.source, r.page
	w.closeGallery.cancel()
	c.picture.Image = nil
	c.picture.Refresh()
	if r.page == 0 {
		c.caption.set(r.subject)
		return
	}
	c.caption.set(c.found.sourceName(r.source, r.page) + " · " + say("collect.loading"))
	source, page := r.source, r.page
	w.closeGallery.ask([]request{{load: func(ctx context.Context) (any, error) {
		return c.sorting.PageAt(ctx, source, page, closeSide)
	}, done: func(got any, err error) {
		if err != nil {
			c.caption.set(job.Say(err, w.desk.lang))
			return
		}
		c.caption.set(c.found.sourceName(source, page))
		c.picture.Image = got.(job.Look).Image
		c.picture.Refresh()
	}}})
}

// changed draws counts and rows anew.
func (c *collector) changed() {
	d := c.window.desk
	for k, chip := range c.chips {
		chip.show(c.found.count[k], c.found.kind == collectKind(k))
		if collectKind(k) == collectTwice && c.found.count[k] == 0 {
			chip.Hide()
		} else {
			chip.Show()
		}
	}
	if c.found.report == nil {
		c.empty.Show()
		c.summary.set(d.say("collect.none"))
	} else {
		c.empty.Hide()
		c.summary.set(d.say("collect.summary", "sorted", thousands(len(c.found.report.Pages)), "trouble", thousands(c.found.count[collectTrouble]),
			"unknown", thousands(c.found.count[collectUnknown]), "missing", thousands(c.found.count[collectMissing])))
	}
	if c.dir == "" {
		c.into.set(d.say("collect.write.choose"))
	} else {
		c.into.set(d.say("collect.write.into", "path", c.dir))
	}
	c.list.Refresh()
	c.taskChanged()
}

// taskChanged shows how far the work is.
func (c *collector) taskChanged() {
	d := c.window.desk
	busy := d.task != nil
	for _, b := range c.adders {
		b.able(!busy)
	}
	c.confirm.able(!busy && c.found.report != nil && len(c.found.report.Pages) > 0)
	c.assigner.able(!busy)
	if !busy {
		c.progress.set("")
		c.stop.Hide()
		return
	}
	s := d.task.progress.Snapshot()
	text := s.Stage.In(d.lang)
	if s.Total > 0 {
		text = d.say("collect.progress", "done", thousands(s.Done), "total", thousands(s.Total))
	}
	c.progress.set(text)
	c.stop.able(!d.task.stopping)
	c.stop.Show()
}

// askWrite puts the pages into the scan folder, which is asked for where there is
// none, as are files that would be replaced.
func (c *collector) askWrite() {
	w := c.window
	if w.busy() || c.found.report == nil {
		return
	}
	if c.dir == "" {
		w.pickFolder("pick.collectinto", w.desk.workbook, func(dir string) {
			c.dir = dir
			c.changed()
			c.askWrite()
		})
		return
	}
	there := c.sorting.Existing(c.dir)
	if len(there) == 0 {
		c.write(false)
		return
	}
	say := w.desk.say
	w.ask(say("collect.replace.title"), say("collect.replace", "n", thousands(len(there)), "file", filepath.Base(there[0])), "dialog.replace", func() { c.write(true) })
}

func (c *collector) write(force bool) {
	w, d := c.window, c.window.desk
	batch, dir := d.batch, c.dir
	var report *job.CollectReport
	d.run("task.collectwrite", func(ctx context.Context, p *job.Progress) (err error) {
		batch.SetProgress(p)
		report, err = c.sorting.Write(ctx, dir, force)
		return err
	}, func() {
		c.shown.Hide()
		w.prefs.changed(prefScans, dir)
		d.reimport(dir)
		w.tell(d.say("collect.written", "n", thousands(len(report.Files)), "path", dir))
	})
}
