package app

import (
	"context"

	"beiandesk/forms"
	"beiandesk/internal/filing"
	"beiandesk/internal/job"
	"beiandesk/internal/provider"
	"beiandesk/internal/scan"
)

// Engine does the work that the window shows. Its methods are called from
// goroutines other than the window's.
type Engine interface {
	// Open reads a workbook and matches the files of a scan folder, "" for none.
	Open(ctx context.Context, workbook, scans string, opt job.Options) (Batch, error)
	// Again reads the workbook of a batch anew, with a scan folder and options that
	// may be others. The batch stays as it is; both are to be closed.
	Again(ctx context.Context, batch Batch, scans string, opt job.Options) (Batch, error)
	// Sample writes the sample into dir and returns its workbook and scan folder.
	Sample(ctx context.Context, dir string) (workbook, scans string, err error)
	// Template writes the blank workbook, over an existing file only with force.
	Template(file string, force bool, opt job.Options) error
	// Mappings returns how the user had workbooks read before. Next to an error
	// there may be none.
	Mappings() (*job.Mappings, error)
	// Load reads the cells of a workbook, so that other ways to read it can be tried.
	Load(ctx context.Context, workbook string, opt job.Options) (Cells, error)
	// LoadForms reads the form files, with those of a folder in place of them or
	// besides.
	LoadForms(dir string) (*forms.Library, error)
	// CopyForms writes the embedded form files into a folder, over none that is there,
	// and returns how many.
	CopyForms(dir string) (int, error)
}

// Proofs draw the papers of filings as they would be printed; see [job.Proofs].
type Proofs interface {
	Of(ctx context.Context, f *filing.Filing) ([]job.Proof, error)
}

// Cells are those of a workbook; see [job.Workbook].
type Cells interface {
	Preview(ctx context.Context, opt job.Options) (*job.Preview, error)
}

// Batch is an open workbook with its scans. The window runs one stage of a
// batch at a time.
type Batch interface {
	// All returns what the workbook holds.
	All() []*filing.Filing
	// State returns what the workbook held and what was corrected, for Since.
	State() *job.State
	// Since compares a batch that was just read with an earlier state of its
	// workbook, and Settle makes the corrections again: those of the conflicts for
	// which mine is set, and all that are none.
	Since(before *job.State) *job.Reimport
	Settle(r *job.Reimport, mine []bool)
	// Changed reports whether the workbook is another one than when it was read. It
	// may be called at any time.
	Changed() bool
	// Tables returns how the tables of the workbook were understood.
	Tables() []*job.Table
	// Load reads the cells of the workbook; see [Engine.Load].
	Load(ctx context.Context, p *job.Progress) (Cells, error)
	Check(ctx context.Context) (*job.Report, error)
	Pictures(ctx context.Context, f *filing.Filing, slot filing.Slot) ([]job.Picture, error)
	// LookAt returns a user's picture, its longer side at most side pixels. It may
	// be called while a stage runs.
	LookAt(ctx context.Context, file string, side int) (job.Look, error)
	Papers(ctx context.Context, dir, bundle string, opt job.PaperOptions) (*job.PapersReport, error)
	// Proofs returns what draws the papers of the batch as it is now. It needs no stage.
	Proofs() Proofs
	// Print draws papers into documents below a folder.
	Print(ctx context.Context, dir string, opt job.PrintOptions) (*job.PapersReport, error)
	// SetForms changes the form files, nil for the embedded ones.
	SetForms(l *forms.Library)
	// Collection begins a sorting of scans of signed papers.
	Collection() Collection
	Export(ctx context.Context, dest string, opt job.ExportOptions) (*job.Report, error)
	// Annotate writes a copy of the workbook in which the findings are marked, over
	// an existing file only with force.
	Annotate(ctx context.Context, report *job.Report, file string, force bool) error
	// Adjust writes the user's word on a rule beside the workbook; it holds from the
	// next check on.
	Adjust(a provider.Adjustment) error
	// SetCut changes how a scan is cut; it holds from the next fitting on.
	SetCut(file string, cut scan.Cut) error
	corrections
	Profile() *provider.Profile
	SetLang(lang filing.Lang)
	SetProgress(p *job.Progress)
	Close() error
}

// Collection sorts scans of signed papers back to filings; see [job.Collection].
type Collection interface {
	Look(ctx context.Context, files []string) error
	Assign(ctx context.Context, a job.Assignment) error
	Papers(key string) []job.PaperOfFiling
	Report(dir string) *job.CollectReport
	Existing(dir string) []string
	Write(ctx context.Context, dir string, force bool) (*job.CollectReport, error)
	// PageAt may be called while another of the methods runs.
	PageAt(ctx context.Context, name string, page, most int) (job.Look, error)
}

// corrections are kept by the batch until they are saved. Filings that are
// corrected are replaced, never changed.
type corrections interface {
	// Apply makes corrections as one step and returns how many changed anything.
	Apply(fixes []job.Fix) int
	Undo() (bool, error)
	Redo() (bool, error)
	// Steps returns what Undo takes back and what Redo makes again, nil for none.
	Steps() (undo, redo *job.Step)
	// Edits returns all corrections that were made and not taken back.
	Edits() []job.Fix
	// SaveCorrected writes a copy of the workbook with the corrections and returns
	// them with what became of each.
	SaveCorrected(ctx context.Context, file string, force bool) ([]job.Fix, error)
}

// Job is the engine proper.
var Job Engine = jobEngine{}

// findTextReader is another one in tests.
var findTextReader = job.FindTextReader

type jobEngine struct{}

// Open has the text in scans compared where the machine has a program that reads
// it.
func (jobEngine) Open(ctx context.Context, workbook, scans string, opt job.Options) (Batch, error) {
	if opt.Texts == nil {
		opt.Texts = findTextReader()
	}
	b, err := job.Open(ctx, workbook, scans, opt)
	if err != nil {
		return nil, err // not a batch that is nil
	}
	return jobBatch{b}, nil
}

type jobBatch struct{ *job.Batch }

func (b jobBatch) Load(ctx context.Context, p *job.Progress) (Cells, error) {
	return b.Batch.Load(ctx, p)
}

func (b jobBatch) Proofs() Proofs { return b.Batch.Proofs() }

func (jobEngine) LoadForms(dir string) (*forms.Library, error) { return job.LoadForms(dir) }

func (jobEngine) CopyForms(dir string) (int, error) { return job.CopyForms(dir) }

func (b jobBatch) Collection() Collection { return b.Batch.Collection() }

func (jobEngine) Mappings() (*job.Mappings, error) { return job.OpenMappings("") }

func (jobEngine) Load(ctx context.Context, workbook string, opt job.Options) (Cells, error) {
	return job.LoadWorkbook(ctx, workbook, opt)
}

func (jobEngine) Again(ctx context.Context, batch Batch, scans string, opt job.Options) (Batch, error) {
	if opt.Texts == nil {
		opt.Texts = findTextReader()
	}
	b, err := batch.(jobBatch).Again(ctx, scans, opt)
	if err != nil {
		return nil, err
	}
	return jobBatch{b}, nil
}

func (jobEngine) Sample(_ context.Context, dir string) (workbook, scans string, err error) {
	return job.Demo(dir)
}

func (jobEngine) Template(file string, force bool, opt job.Options) error {
	return job.WriteTemplate(file, force, opt)
}
