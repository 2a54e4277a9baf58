package app

import (
	"context"
	"slices"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// amended is what the desk knows of the corrections of the open batch.
type amended struct {
	edits  []job.Fix
	saved  []job.Fix // as last written into a copy
	undo   *job.Step // nil for none
	redo   *job.Step
	byCell map[filing.Cell]*job.Fix
}

// takeAmended takes over the corrections of a batch. It is called while the batch is
// in nobody else's use.
func takeAmended(b Batch, saved []job.Fix) amended {
	a := amended{edits: b.Edits(), saved: saved, byCell: make(map[filing.Cell]*job.Fix)}
	undo, redo := b.Steps()
	a.undo, a.redo = copied(undo), copied(redo)
	for i := range a.edits {
		if at := a.edits[i].Place(); at.Row > 0 {
			a.byCell[at] = &a.edits[i]
		}
	}
	return a
}

// copied returns a step of one's own: the batch's moves when others are made.
func copied(s *job.Step) *job.Step {
	if s == nil {
		return nil
	}
	c := *s
	return &c
}

// unsaved returns how many corrections are in no copy of the workbook.
func (a *amended) unsaved() int {
	same := slices.EqualFunc(a.edits, a.saved, func(x, y job.Fix) bool {
		return x.Filing == y.Filing && x.Field == y.Field && x.New == y.New
	})
	if same {
		return 0
	}
	return len(a.edits)
}

// of returns the correction of a filing's field, nil for none.
func (a *amended) of(f *filing.Filing, field filing.Field) *job.Fix {
	if at := f.Get(field).Cell; at.Row > 0 {
		return a.byCell[at]
	}
	for i := range a.edits {
		if e := &a.edits[i]; e.Place().Row == 0 && e.Filing == f.Key() && e.Field == field.Key() {
			return e
		}
	}
	return nil
}

// amend makes or takes back a step of the batch and checks it anew. On the window's
// goroutine run before and after, each may be nil, around the taking over of the
// report.
func (d *desk) amend(name string, change func(Batch) error, before, after func()) bool {
	if d.batch == nil || d.report == nil {
		return false
	}
	batch, lang, saved := d.batch, d.lang, d.amended.saved
	var report *job.Report
	var now amended
	return d.run(name, func(ctx context.Context, p *job.Progress) (err error) {
		batch.SetLang(lang)
		batch.SetProgress(p)
		if err = change(batch); err != nil {
			return err
		}
		now = takeAmended(batch, saved)
		report, err = batch.Check(ctx)
		if err != nil { // the corrections are made all the same
			d.post(func() { d.amended = now })
		}
		return err
	}, func() {
		d.amended = now
		if before != nil {
			before()
		}
		d.reported(report)
		if after != nil {
			after()
		}
	})
}

// suggestion returns what a finding of the selected filing suggests.
func (d *desk) suggestion(found filing.Finding) (job.Fix, bool) {
	if d.report == nil || d.selected < 0 {
		return job.Fix{}, false
	}
	return job.SuggestionOf(d.report, d.selected, found)
}

// nextSuggestion goes to the next finding that suggests something: of the
// selected filing, from a place on, then of those shown below it and round to the
// top. Where there is none it stays.
func (d *desk) nextSuggestion(from int) {
	shown, start := d.listing.shown, max(0, d.listing.place(d.selected))
	filings := []int{d.selected}
	for i := range shown {
		filings = append(filings, shown[(start+i+1)%len(shown)])
	}
	for n, at := range filings {
		for i, f := range byGravity(d.report.Filings[at].Findings) {
			if _, ok := job.SuggestionOf(d.report, at, f); ok && (n > 0 || i >= from) {
				d.selected, d.finding = at, i
				d.view.selectionChanged()
				return
			}
		}
	}
	d.finding = min(from, len(d.findings())-1)
	d.view.selectionChanged()
}

// suggestions returns everything that can be applied at once: to the selected
// filing, or to the whole batch.
func (d *desk) suggestions(whole bool) (fixes []job.Fix, apart int) {
	if d.report == nil {
		return nil, 0
	}
	key := ""
	if f := d.chosen(); f != nil {
		key = f.Key()
	}
	for _, fix := range job.Suggestions(d.report, d.lang) {
		switch {
		case !whole && fix.Filing != key:
		case fix.Why != "":
			apart++
		default:
			fixes = append(fixes, fix)
		}
	}
	return fixes, apart
}

// takeBack takes back the last step, or makes the one taken back last again, and
// selects the filing that it is about.
func (d *desk) takeBack(again bool) bool {
	name, step, change := "task.undo", d.amended.undo, Batch.Undo
	if again {
		name, step, change = "task.redo", d.amended.redo, Batch.Redo
	}
	if step == nil {
		return false
	}
	return d.amend(name, func(b Batch) error {
		_, err := change(b)
		if err == nil && step.Cut != nil {
			d.post(func() { d.cuts++ })
		}
		return err
	}, func() {
		if d.selected >= 0 && d.selected < len(d.listed) && isOf(step, d.listed[d.selected]) {
			return
		}
		if at := slices.IndexFunc(d.listed, func(f *filing.Filing) bool { return isOf(step, f) }); at >= 0 {
			d.selected, d.finding = at, -1
		}
	}, nil)
}

// isOf reports whether a step is about a filing: its first correction, or a scan.
func isOf(step *job.Step, f *filing.Filing) bool {
	if step.Cut != nil {
		for _, files := range f.Scans {
			if slices.Contains(files, step.Cut.File) {
				return true
			}
		}
		return false
	}
	return len(step.Fixes) > 0 && f.Key() == step.Fixes[0].Filing
}

// saveCorrected writes a copy of the workbook with the corrections.
func (d *desk) saveCorrected(file string, force bool) bool {
	if d.batch == nil {
		return false
	}
	batch := d.batch
	var fixes []job.Fix
	return d.run("task.correct", func(ctx context.Context, p *job.Progress) (err error) {
		batch.SetProgress(p)
		fixes, err = batch.SaveCorrected(ctx, file, force)
		return err
	}, func() {
		d.amended.saved = d.amended.edits
		d.view.corrected(fixes, file)
	})
}
