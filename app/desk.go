package app

import (
	"context"
	"slices"
	"time"

	"beiandesk/forms"
	"beiandesk/internal/desktop"
	"beiandesk/internal/filing"
	"beiandesk/internal/job"
	"beiandesk/internal/provider"
)

// view is what the desk tells the window.
type view interface {
	batchChanged()                          // another batch, or another report on it
	listingChanged()                        // other rows are shown, or in another order
	selectionChanged()                      // another filing, or another finding of it
	taskChanged()                           // a task began, went on or ended
	tell(line string)                       // something to know, for the line at the bottom
	failed(err error)                       // something went wrong
	papersMade(p papersMade)                // papers were written
	exported(e exportMade)                  // a package was written
	printed(p printed)                      // papers were printed, or opened to be printed
	saved(key, file string)                 // a file was written; key is the phrase that says so
	corrected(fixes []job.Fix, file string) // a corrected copy was written
	review(r *reimported)                   // the workbook was read again, and there is something to decide
	offerReimport()                         // the workbook has changed since it was read
	// askPassword asks for the password of a workbook and calls answer with it, or
	// with "" when there is none.
	askPassword(workbook string, wrong bool, answer func(password string))
}

// papersMade is the outcome of filling the papers.
type papersMade struct {
	dir    string
	report *job.PapersReport
}

// exportMade is the outcome of an export.
type exportMade struct {
	report  *job.Report
	blocked bool // blocked filings were exported too
}

// desk is the state of the window without its widgets: the batch that is open,
// the table of its filings, what is selected, the task that runs. Its methods
// belong to the window's goroutine.
type desk struct {
	engine Engine
	post   func(func()) // runs a function on the window's goroutine
	view   view
	*phrases

	profile *provider.Profile // nil for the embedded one
	forms   *forms.Library    // nil for the embedded ones
	system  Desktop
	tray    *desktop.Tray // of what was handed to other programs

	workbook string
	scans    string
	batch    Batch            // nil while nothing is open
	listed   []*filing.Filing // its filings, as shown
	report   *job.Report
	proofs   Proofs // of its papers, as shown
	listing  listing
	selected int // filing shown at the side, -1 for the batch as a whole
	finding  int // of the selected filing, -1 for none
	amended  amended
	ticked   map[string]bool // confirmed items of the tick lists, by filing and item
	waiting  *reimported     // read again, and not taken over yet; nil for none
	asked    bool            // whether to read a workbook again that changed

	reading job.Reading  // how the workbook is read, as the user said
	tables  []*job.Table // as they were understood
	looked  doubts       // what of them was not read and the user has looked at
	tried   attempt      // the opening that was tried last

	cuts   int // how often it was changed how a scan is cut
	reads  int // how often the user's files were read; tells old pictures from new
	task   *task
	stage  chan struct{} // held by who uses the batch
	stale  bool          // findings are to be put into another language
	closed bool
}

func newDesk(engine Engine, post func(func()), lang filing.Lang) *desk {
	return &desk{engine: engine, post: post, phrases: loadPhrases(lang), system: desktop.New(), tray: desktop.NewTray(), selected: -1, finding: -1, stage: make(chan struct{}, 1)}
}

func (d *desk) options(p *job.Progress) job.Options {
	return job.Options{Profile: d.profile, Lang: d.lang, Today: filing.DateOf(time.Now()), Progress: p, Forms: d.forms}
}

// open reads a workbook with a scan folder, "" for none, and checks it. What
// was open stays until the new batch is read. The workbook that is open already
// is read again, see [desk.reimport].
func (d *desk) open(workbook, scans string) bool {
	if d.batch != nil && workbook == d.workbook {
		return d.reimport(scans)
	}
	return d.openRead(workbook, scans, job.Reading{})
}

// openRead opens a workbook as the user said it is to be read.
func (d *desk) openRead(workbook, scans string, reading job.Reading) bool {
	if d.task == nil {
		d.tried = attempt{workbook, scans}
	}
	var batch Batch
	var unkept error
	opt := d.options(nil)
	return d.run("task.open", func(ctx context.Context, p *job.Progress) (err error) {
		opt.Progress, opt.Password = p, d.password(workbook)
		reading.Mappings, unkept = d.engine.Mappings()
		opt.Reading = reading
		if batch, err = d.engine.Open(ctx, workbook, scans, opt); err != nil {
			return err
		}
		if ctx.Err() != nil {
			batch.Close()
		}
		return ctx.Err()
	}, func() {
		d.ticked, d.amended = nil, amended{}
		d.listing, d.looked, d.reading = listing{}, doubts{}, reading
		d.adopt(batch, workbook, scans)
		d.check("task.check", nil)
		if unkept != nil && reading.Mappings != nil { // there is a file, and it is wrong
			d.view.failed(unkept)
		}
	})
}

// adopt puts a batch that was just read in the place of the one before.
func (d *desk) adopt(batch Batch, workbook, scans string) {
	d.dropWaiting()
	if d.batch != nil {
		d.discard(d.batch)
	}
	d.batch, d.report, d.workbook, d.scans = batch, nil, workbook, scans
	d.listed, d.tables, d.proofs = batch.All(), batch.Tables(), batch.Proofs()
	d.selected, d.finding, d.asked = -1, -1, false
	d.reads++
	d.relist()
	d.view.batchChanged()
}

// discard closes a batch once nothing uses it: a picture may still be in the
// making.
func (d *desk) discard(batch Batch) {
	go func() {
		d.stage <- struct{}{}
		batch.Close()
		<-d.stage
	}()
}

// check checks the batch as it was read; then may be nil.
func (d *desk) check(name string, then func()) bool {
	batch, lang := d.batch, d.lang
	var report *job.Report
	d.stale = false
	return d.run(name, func(ctx context.Context, p *job.Progress) (err error) {
		batch.SetLang(lang)
		batch.SetProgress(p)
		report, err = batch.Check(ctx)
		return err
	}, func() {
		d.reported(report)
		if then != nil {
			then()
		}
	})
}

// reported takes over a report. What was selected stays selected; a batch that
// is reported on for the first time shows its first filing.
func (d *desk) reported(report *job.Report) {
	first, chosen := d.report == nil, d.chosen()
	d.report, d.proofs = report, d.batch.Proofs()
	d.listed = make([]*filing.Filing, len(report.Filings))
	for i := range d.listed {
		d.listed[i] = report.Filings[i].Filing
	}
	if chosen != nil {
		d.selected = slices.IndexFunc(report.Filings, func(r job.FilingReport) bool { return r.Key == chosen.Key() })
	}
	d.relist()
	if first && chosen == nil && len(d.listing.shown) > 0 {
		d.selected = d.listing.shown[0]
	}
	if d.finding >= len(d.findings()) {
		d.finding = -1
	}
	d.view.batchChanged()
}

// recheck puts the findings into the language now in use. Pictures are kept, so
// that it takes no time to speak of.
func (d *desk) recheck() {
	if d.report == nil {
		d.stale = false
		return
	}
	if d.task != nil {
		d.stale = true
		return
	}
	d.check("task.translate", nil)
}

// relist makes the rows of the table anew.
func (d *desk) relist() {
	if d.batch == nil {
		return
	}
	d.listing.fill(d.listed, d.report, d.say, d.lang)
}

// setLang changes the language of everything.
func (d *desk) setLang(lang filing.Lang) {
	if lang == d.lang {
		return
	}
	d.phrases = loadPhrases(lang)
	d.relist()
	d.recheck()
}

// setProfile changes the rules of the access provider that later batches, and
// the open one after it was read again, are worked by.
func (d *desk) setProfile(p *provider.Profile) {
	d.profile = p
	if d.batch != nil {
		d.open(d.workbook, d.scans)
	}
}

// rules returns the profile in force.
func (d *desk) rules() *provider.Profile {
	switch {
	case d.batch != nil:
		return d.batch.Profile()
	case d.profile != nil:
		return d.profile
	}
	return provider.Default()
}

// sample writes the sample into dir and opens it.
func (d *desk) sample(dir string) bool {
	var workbook, scans string
	return d.run("task.sample", func(ctx context.Context, _ *job.Progress) (err error) {
		workbook, scans, err = d.engine.Sample(ctx, dir)
		return err
	}, func() { d.open(workbook, scans) })
}

// template writes the blank workbook.
func (d *desk) template(file string, force bool) bool {
	opt := d.options(nil)
	return d.run("task.template", func(context.Context, *job.Progress) error {
		return d.engine.Template(file, force, opt)
	}, func() { d.view.saved("saved.template", file) })
}

// annotate writes a copy of the workbook with the findings marked in it.
func (d *desk) annotate(file string, force bool) bool {
	if d.batch == nil || d.report == nil {
		return false
	}
	batch, report := d.batch, d.report
	return d.run("task.annotate", func(ctx context.Context, p *job.Progress) error {
		batch.SetProgress(p)
		return batch.Annotate(ctx, report, file, force)
	}, func() { d.view.saved("saved.annotated", file) })
}

// papers fills the papers into dir, with the print bundle when one is named.
func (d *desk) papers(dir, bundle string, opt job.PaperOptions) bool {
	if d.batch == nil {
		return false
	}
	batch := d.batch
	var report *job.PapersReport
	return d.run("task.papers", func(ctx context.Context, p *job.Progress) (err error) {
		batch.SetProgress(p)
		report, err = batch.Papers(ctx, dir, bundle, opt)
		return err
	}, func() { d.view.papersMade(papersMade{dir, report}) })
}

// export writes the submission package.
func (d *desk) export(dest string, opt job.ExportOptions) bool {
	if d.batch == nil {
		return false
	}
	batch := d.batch
	var report *job.Report
	return d.run("task.export", func(ctx context.Context, p *job.Progress) (err error) {
		batch.SetProgress(p)
		report, err = batch.Export(ctx, dest, opt)
		return err
	}, func() {
		d.reported(report)
		d.view.exported(exportMade{report, opt.IncludeBlocked})
	})
}

// close ends everything; the pictures that the batch kept are wiped before it
// returns, unless the engine does not stop within the given time.
func (d *desk) close(patience time.Duration) {
	if d.closed {
		return
	}
	d.closed = true
	defer d.tray.Close()
	d.stop()
	select {
	case d.stage <- struct{}{}: // no task and no picture uses the batch any more
	case <-time.After(patience):
		return
	}
	if d.waiting != nil {
		d.waiting.batch.Close()
	}
	if d.batch != nil {
		d.batch.Close()
	}
}
