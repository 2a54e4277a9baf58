package app

import (
	"context"

	"beiandesk/internal/job"
)

// What the fake engine does when a workbook is read again.

// Again reads the same filings, or those of a test; the corrections are made
// again.
func (e *fakeEngine) Again(_ context.Context, batch Batch, scans string, opt job.Options) (Batch, error) {
	if e.fail != nil {
		return nil, e.fail
	}
	e.again = append(e.again, scans)
	e.readings = append(e.readings, opt.Reading)
	old := batch.(*fakeBatch)
	filings := old.read
	if e.now != nil {
		filings = e.now
	}
	return &fakeBatch{engine: e, filings: filings, read: filings, lang: opt.Lang, before: old}, nil
}

func (b *fakeBatch) State() *job.State { return new(job.State) }

func (b *fakeBatch) Changed() bool { return b.engine.changed.Load() }

func (b *fakeBatch) Since(*job.State) *job.Reimport {
	if b.engine.found != nil {
		return b.engine.found
	}
	r := &job.Reimport{Difference: &job.Difference{Same: true}, Keys: make(map[string]string)}
	for _, f := range b.before.read {
		r.Keys[f.Key()] = f.Key()
	}
	return r
}

func (b *fakeBatch) Settle(_ *job.Reimport, mine []bool) {
	b.settled = mine
	if fixes := b.before.Edits(); len(fixes) > 0 {
		b.Apply(fixes)
	}
}
