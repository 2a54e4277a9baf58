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
}

// reimport reads the workbook and a scan folder again. Where the workbook's
// filings are the same and nothing is to be decided, they are taken over at once,
// with the corrections; else the user sees what changed first.
func (d *desk) reimport(scans string) bool {
	if d.batch == nil {
		return false
	}
	old, opt, workbook := d.batch, d.options(nil), d.workbook
	r := &reimported{scans: scans}
	return d.run("task.reread", func(ctx context.Context, p *job.Progress) (err error) {
		opt.Progress, opt.Password = p, d.password(workbook)
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
		if r.found.Quiet() {
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
	d.amended = takeAmended(r.batch, saved)
	d.adopt(r.batch, d.workbook, r.scans)
	if key, there := r.found.Keys[chosen]; there {
		d.selected = slices.IndexFunc(d.listed, func(f *filing.Filing) bool { return f.Key() == key })
		d.finding = at
	}
	d.view.batchChanged()
	d.check("task.check", func() {
		switch n := len(d.amended.edits); {
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
