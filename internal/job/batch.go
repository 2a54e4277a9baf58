package job

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"beiandesk/forms"
	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
	"beiandesk/internal/rules"
	"beiandesk/internal/sheet"
)

// Options are what every stage needs to know.
type Options struct {
	Profile  *provider.Profile // nil for the default one
	Lang     filing.Lang       // of messages, "" for Chinese
	Today    filing.Date       // the day that ages and expiries are reckoned at, zero for the day of the call
	Rules    string            // file of adjustments to rules, "" for none; it goes before one beside the workbook
	Workers  int               // pictures or papers at once, 0 for one a processor
	Progress *Progress         // may be nil
	Password sheet.Unlock      // asked for the password of a protected workbook; nil: such a workbook is refused
	Reading  Reading           // how workbooks are read
	Forms    *forms.Library    // the form files, nil for the embedded ones
	NoMarks  bool              // papers are printed without the mark by which their scans are found again
	Texts    TextReader        // compares the text in scans with the filing, see [FindTextReader]; nil for no comparison
}

func (o Options) filled() Options {
	if o.Profile == nil {
		o.Profile = provider.Default()
	}
	if o.Lang == "" {
		o.Lang = filing.ZH
	}
	if o.Today.IsZero() {
		o.Today = filing.DateOf(time.Now())
	}
	if o.Workers < 1 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	return o
}

// Batch is a workbook of filings and the folder of their scans. Its stages are
// not to be run at the same time.
type Batch struct {
	Workbook string
	ScanDir  string // "" for none
	Filings  []*filing.Filing

	opt      Options
	adjust   []provider.Adjustment
	tables   []*Table
	noticed  []filing.Finding // of the batch: what the import and the matching noticed
	edits    edits
	key      string // the password that was given last for the workbook, "" for none
	keyTried bool   // in the opening that is under way
	cuts     cuts
	spool    *spool
	stamp    stamp                        // of the workbook as it was read
	inside   bool                         // some filings have pictures of the workbook
	sealed   atomic.Pointer[bytes.Reader] // a protected workbook in the clear, when it has pictures
}

// Open reads a workbook and matches the files of a scan folder, which may be
// "". Close the batch when done.
func Open(ctx context.Context, workbook, scanDir string, opt Options) (*Batch, error) {
	b := &Batch{Workbook: workbook, ScanDir: scanDir, opt: opt.filled()}
	if err := b.load(ctx); err != nil {
		return nil, err
	}
	var err error
	if b.spool, err = newSpool(); err != nil {
		return nil, err
	}
	return b, nil
}

// load reads the workbook and the scan folder.
func (b *Batch) load(ctx context.Context) error {
	adjust, err := b.readAdjustments()
	if err != nil {
		return err
	}
	b.stamp, _ = stampOf(b.Workbook) // before it is read: what is written meanwhile counts as a change
	b.opt.Progress.start(StageRead, 0)
	reading := b.readOptions()
	reading.Progress = b.opt.Progress.set
	book, err := sheet.Read(ctx, b.Workbook, reading)
	if err != nil {
		return err
	}
	if err := unmatched(b.Workbook, book.Tables, b.opt.Reading.Columns); err != nil {
		return err
	}
	b.opt.Progress.start(StageMatch, 0)
	unmatched, err := matchScans(ctx, book.Filings, b.scanBase(), b.opt.Profile, b.ScanDir != "")
	if err != nil {
		return err
	}
	b.adjust, b.tables = adjust, book.Tables
	b.Filings, b.noticed = book.Filings, slices.Concat(book.Findings, unmatched, b.takeCuts())
	b.edits, b.inside = edits{read: book.Filings}, hasPictures(book.Filings)
	b.sealed.Store(book.Sealed)
	return nil
}

// All returns the filings.
func (b *Batch) All() []*filing.Filing { return b.Filings }

// scanBase is where file names of the workbook begin: the scan folder, or the
// workbook's own when none is given.
func (b *Batch) scanBase() string {
	if b.ScanDir != "" {
		return b.ScanDir
	}
	return filepath.Dir(b.Workbook)
}

// Close wipes the fitted pictures that the batch kept, unless another shares
// them.
func (b *Batch) Close() error { return b.spool.wipe() }

// SetLang changes the language of the messages of later stages.
func (b *Batch) SetLang(lang filing.Lang) { b.opt.Lang = lang }

// SetProgress changes who watches later stages.
func (b *Batch) SetProgress(p *Progress) { b.opt.Progress = p }

// Profile returns the profile that the batch is worked by.
func (b *Batch) Profile() *provider.Profile { return b.opt.Profile }

// Check fits the scans, if there are any, and checks everything.
func (b *Batch) Check(ctx context.Context) (*Report, error) {
	fitted, err := b.fitAll(ctx)
	if err != nil {
		return nil, err
	}
	return b.checkWith(ctx, fitted)
}

func (b *Batch) checkWith(ctx context.Context, fitted pictures) (*Report, error) {
	b.opt.Progress.start(StageCheck, 0)
	checked := rules.Check(b.Filings, rules.Options{Profile: b.opt.Profile, Today: b.opt.Today, Lang: b.opt.Lang})
	adjuster := rules.NewAdjuster(b.adjust)
	for i, f := range b.Filings {
		found := append(b.scanFindings(f, fitted[f]), b.unprintable(f)...)
		rules.Describe(found, b.opt.Lang)
		checked.ByFiling[i] = adjuster.Apply(f, append(checked.ByFiling[i], found...))
	}
	noticed := append([]filing.Finding(nil), b.noticed...)
	rules.Describe(noticed, b.opt.Lang)
	report := newReport(b.Filings, checked.ByFiling, adjuster.Apply(nil, append(noticed, checked.Batch...)), b.opt)
	report.OCR = fitted.read()
	report.Adjusted = adjustedRules(adjuster.Adjusted(), b.opt.Lang)
	b.schedule(report)
	return report, ctx.Err()
}

// isFile reports whether path is a regular file.
func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
