package app

import (
	"context"
	"slices"
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// reimported is a workbook that was read again and waits for the user's word.
// What is open stays as it is until then.
type reimported struct {
	batch Batch
	scans string
	found *job.Reimport

	reading  job.Reading  // how it was read
	said     bool         // the user has just said so, and seen what it comes to
	changed  bool         // the workbook is another one, too
	remember func() error // keeps that, nil for what is not to be kept
}

// settled reports whether there is nothing for the user to see or to decide.
func (r *reimported) settled() bool {
	return r.found.Quiet() || r.said && !r.changed && len(r.found.Conflicts) == 0 && len(r.found.Lost) == 0
}

// reimport reads the workbook and a scan folder again. Where the workbook's
// filings are the same and nothing is to be decided, they are taken over at once,
// with the corrections; else the user sees what changed first.
func (d *desk) reimport(scans string) bool {
	return d.readAgain("task.reread", &reimported{scans: scans, reading: d.reading})
}

// readAgain reads the workbook again in the way of r.
func (d *desk) readAgain(name string, r *reimported) bool {
	if d.batch == nil {
		return false
	}
	old, opt, workbook, scans := d.batch, d.options(nil), d.workbook, r.scans
	if d.task == nil {
		d.tried = attempt{workbook, scans}
	}
	return d.run(name, func(ctx context.Context, p *job.Progress) (err error) {
		opt.Progress, opt.Password = p, d.password(workbook)
		r.reading.Mappings, _ = d.engine.Mappings() // that they cannot be read was said at the opening
		opt.Reading, r.changed = r.reading, old.Changed()
		if r.batch, err = d.engine.Again(ctx, old, scans, opt); err != nil {
			return err
		}
		r.found = r.batch.Since(old.State())
		if ctx.Err() != nil {
			r.batch.Close()
		}
		return ctx.Err()
	}, func() {
		d.dropWaiting()
		d.waiting = r
		if r.settled() {
			d.takeOver(nil)
			return
		}
		d.view.review(r)
	})
}

// dropWaiting leaves everything as it was before the workbook was read again.
func (d *desk) dropWaiting() {
	if d.waiting != nil {
		d.discard(d.waiting.batch)
		d.waiting = nil
	}
}

// takeOver puts what was read again in the place of what is open, with the
// user's corrections, ticks and selection; mine says of each conflict whether the
// correction holds. Then everything is checked.
func (d *desk) takeOver(mine []bool) {
	r := d.waiting
	if r == nil {
		return
	}
	d.waiting = nil
	r.batch.Settle(r.found, mine)
	saved := slices.Clone(d.amended.saved)
	for i := range saved {
		if key, there := r.found.Keys[saved[i].Filing]; there {
			saved[i].Filing = key
		}
	}
	chosen, at, history := keyOf(d.chosen()), d.finding, d.amended.undo != nil
	d.ticked = keptTicks(d.ticked, r.found.Keys)
	d.reading = r.reading
	d.amended = takeAmended(r.batch, saved)
	d.adopt(r.batch, d.workbook, r.scans)
	if key, there := r.found.Keys[chosen]; there {
		d.selected = slices.IndexFunc(d.listed, func(f *filing.Filing) bool { return f.Key() == key })
		d.finding = at
	}
	d.lookedAt(r)
	d.view.batchChanged()
	d.check("task.check", func() {
		switch n := len(d.amended.edits); {
		case r.said:
			d.view.tell(d.say("tell.columns", "n", thousands(len(d.listed))))
		case n > 0:
			d.view.tell(d.say("tell.reread.kept", "n", thousands(n)))
		case history:
			d.view.tell(d.say("tell.reread.history"))
		}
	})
}

// keptTicks returns the ticks of the filings that are still there, by their keys
// now.
func keptTicks(ticked map[string]bool, keys map[string]string) map[string]bool {
	kept := make(map[string]bool, len(ticked))
	for tick, on := range ticked {
		was, item, _ := strings.Cut(tick, tickMark)
		if now, there := keys[was]; there && on {
			kept[now+tickMark+item] = true
		}
	}
	return kept
}

// ticksOf counts the ticks of a filing.
func (d *desk) ticksOf(key string) (n int) {
	for tick, on := range d.ticked {
		if on && strings.HasPrefix(tick, key+tickMark) {
			n++
		}
	}
	return n
}

// lookForChange looks whether another program has changed the workbook, and
// offers once to read it again.
func (d *desk) lookForChange() {
	batch := d.batch
	if batch == nil || d.asked || d.task != nil || d.closed {
		return
	}
	go func() {
		if batch.Changed() {
			d.post(func() {
				if d.batch == batch && !d.asked && d.task == nil && !d.closed {
					d.view.offerReimport()
				}
			})
		}
	}()
}
