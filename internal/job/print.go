package job

import (
	"context"
	"path/filepath"
	"slices"
	"sync"

	"beiandesk/forms"
	"beiandesk/internal/filing"
	"beiandesk/pdf"
)

// Proof is a paper or list of a filing as it would be printed.
type Proof struct {
	Paper filing.Paper // empty for lists
	Name  string
	Pages []*pdf.Page
}

// Proofs draws papers to be looked at, by the filings, the profile and the form
// files of the moment when it was made. It is safe for concurrent use, and needs no
// stage of the batch.
type Proofs struct {
	filings []*filing.Filing
	opt     Options
	work    func() *paperwork
}

// Proofs returns what draws the papers of the batch as they are now.
func (b *Batch) Proofs() *Proofs {
	p := &Proofs{filings: b.Filings, opt: b.opt}
	p.work = sync.OnceValue(func() *paperwork { return newPaperwork(p.filings, p.filings, p.opt) })
	return p
}

// Of draws the papers of a filing, in the order in which they are posted, then the
// lists that go with it. A letter that speaks for several filings comes whole.
func (p *Proofs) Of(ctx context.Context, f *filing.Filing) (all []Proof, err error) {
	draw := func(form *forms.Form) error {
		pages, _, err := pdf.Layout(form)
		if err != nil {
			return err
		}
		all = append(all, Proof{form.Paper, form.Name, pages})
		return ctx.Err()
	}
	work := p.work()
	for _, sheet := range work.byFiling[f] {
		form, err := work.fill(sheet)
		if err == nil {
			err = draw(form)
		}
		if err != nil {
			return nil, err
		}
	}
	for _, list := range work.opt.Forms.ListsOf(f, p.opt.Profile) {
		if err := draw(list); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// SetForms changes the form files that papers are made of from now on; nil for the
// embedded ones.
func (b *Batch) SetForms(l *forms.Library) { b.opt.Forms = l }

// PrintOptions say what is printed.
type PrintOptions struct {
	Filings []*filing.Filing // nil for all of the batch
	Paper   filing.Paper     // only this one; empty for all that they need
	Duplex  bool             // every paper begins on the front of a sheet
	// Lists adds the lists: those of the filing, when it is one; else those of what is
	// printed and of what is posted.
	Lists bool
}

// printFile is the name of the document that is handed to a printer.
const printFile = "打印件.pdf"

// Print draws papers into one document below dir, in volumes when they are many. A
// letter that speaks for several filings is printed once, with the first of them.
// The report has no document when there is nothing to print.
func (b *Batch) Print(ctx context.Context, dir string, opt PrintOptions) (*PapersReport, error) {
	work := newPaperwork(b.Filings, b.Filings, b.opt)
	work.duplex = opt.Duplex
	if opt.Filings != nil {
		work.narrow(opt.Filings)
	}
	if opt.Paper != "" {
		work.sheets = slices.DeleteFunc(work.sheets, func(s forms.Sheet) bool { return s.Paper.ID != opt.Paper })
	}
	volumes := work.bundles(opt.Lists && len(opt.Filings) != 1)
	if opt.Lists && len(opt.Filings) == 1 {
		if len(volumes) == 0 {
			volumes = []volume{{}}
		}
		volumes[len(volumes)-1].after = work.opt.Forms.ListsOf(opt.Filings[0], b.opt.Profile)
	}
	report := &PapersReport{Files: []PaperReport{}}
	if len(volumes) == 0 || len(volumes[0].sheets)+len(volumes[0].after) == 0 {
		return report, nil
	}
	return report, work.writeVolumes(ctx, filepath.Join(dir, printFile), volumes, report)
}

// narrow leaves only the papers that speak for one of the filings.
func (p *paperwork) narrow(filings []*filing.Filing) {
	wanted := make(map[*filing.Filing]bool, len(filings))
	for _, f := range filings {
		wanted[f] = true
	}
	p.sheets = slices.DeleteFunc(p.sheets, func(s forms.Sheet) bool {
		return !slices.ContainsFunc(s.Filings, func(f *filing.Filing) bool { return wanted[f] })
	})
}
