package job

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"time"

	"beiandesk/forms"
	"beiandesk/internal/disk"
	"beiandesk/internal/filing"
	"beiandesk/internal/mark"
	"beiandesk/internal/pack"
	"beiandesk/internal/provider"
	"beiandesk/pdf"
)

// unprintable says which characters of a filing's values its papers cannot
// show, because no font has them.
func (b *Batch) unprintable(f *filing.Filing) []filing.Finding {
	if len(b.opt.Profile.PapersFor(f)) == 0 {
		return nil
	}
	var found []filing.Finding
	for i := range filing.Fields {
		field := filing.Field(i)
		if filing.Fields[i].Block == filing.BlockScans {
			break
		}
		if none := pdf.Unprintable(f.Text(field)); len(none) > 0 {
			found = append(found, filing.Finding{Rule: "glyph-missing", Args: filing.Args{"characters": string(none)}}.At(f, field))
		}
	}
	return found
}

// paperwork is the papers of a batch: which form belongs to which filing.
type paperwork struct {
	opt      Options
	sheets   []forms.Sheet
	byFiling map[*filing.Filing][]forms.Sheet
	owner    map[string]string // entity by filing key
	batch    uint16            // hash of the whole batch, for the marks
}

// madePapers are the papers of one filing.
type madePapers struct {
	files []paperFile
	err   error
}

type paperFile struct {
	paper filing.Paper
	name  string
	pages int
	data  []byte
}

// newPaperwork lists the papers of filings, which are some or all of a batch's.
func newPaperwork(filings, batch []*filing.Filing, opt Options) *paperwork {
	p := &paperwork{opt: opt, batch: mark.Batch(batch), sheets: forms.Plan(filings, opt.Profile), byFiling: make(map[*filing.Filing][]forms.Sheet), owner: make(map[string]string)}
	for _, sheet := range p.sheets {
		for _, f := range sheet.Filings {
			p.byFiling[f] = append(p.byFiling[f], sheet)
		}
	}
	for _, f := range filings {
		p.owner[f.Key()] = f.Text(filing.EntityName)
	}
	return p
}

func (p *paperwork) empty() bool { return len(p.sheets) == 0 }

// fill fills a paper and gives it its mark.
func (p *paperwork) fill(sheet forms.Sheet) (*forms.Form, error) {
	form, err := forms.Default().Fill(sheet.Paper.ID, sheet.Filings, p.opt.Profile)
	if err == nil && !p.opt.NoMarks {
		form.PutMark(p.batch, sheet.Filings)
	}
	return form, err
}

// make fills and draws the papers of a filing. A letter that speaks for
// several filings is made for each: every folder is complete.
func (p *paperwork) make(f *filing.Filing) madePapers {
	var made madePapers
	for _, sheet := range p.byFiling[f] {
		form, err := p.fill(sheet)
		if err != nil {
			return madePapers{err: err}
		}
		var file bytes.Buffer
		report, err := pdf.Render(&file, []*forms.Form{form}, pdf.Options{Title: sheet.Paper.Label.ZH, Date: p.date()})
		if err != nil {
			return madePapers{err: err}
		}
		made.files = append(made.files, paperFile{sheet.Paper.ID, fileName(sheet.Paper), report.Pages, file.Bytes()})
	}
	return made
}

// bundle draws all papers as one document under a cover list and returns its
// pages.
func (p *paperwork) bundle(ctx context.Context, w io.Writer) (pages int, err error) {
	p.opt.Progress.start(StagePaper, len(p.sheets))
	var fillErr error
	each := func(yield func(*forms.Form) bool) {
		for _, sheet := range p.sheets {
			form, err := p.fill(sheet)
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				fillErr = err
				return
			}
			if !yield(form) {
				return
			}
			p.opt.Progress.step()
		}
	}
	report, err := pdf.Bundle(w, each, pdf.Options{
		Title: "全部打印件", Date: p.date(),
		Cover: func(entries []forms.Entry) (*forms.Form, error) {
			return forms.Default().Cover(entries, func(key string) string { return p.owner[key] }, p.opt.Profile)
		},
	})
	if fillErr != nil {
		return 0, fillErr
	}
	return report.Pages, err
}

// date is what the documents say of when they were made: midnight of the day
// that the batch is reckoned at, so that a rerun gives the same bytes.
func (p *paperwork) date() time.Time {
	day, err := time.Parse(time.DateOnly, p.opt.Today.String())
	if err != nil {
		return time.Time{}
	}
	return day
}

// PapersReport is what filling the papers wrote.
type PapersReport struct {
	Files  []PaperReport `json:"files"`
	Bundle string        `json:"bundle,omitempty"` // path of the print bundle
	Pages  int           `json:"pages"`            // of the bundle, or of all files when there is none
}

// PaperReport is one paper written.
type PaperReport struct {
	Filing string       `json:"filing"`
	Paper  filing.Paper `json:"paper"`
	Path   string       `json:"path"`
	Pages  int          `json:"pages"`
}

// Papers fills the papers of every filing into dir, a folder a filing, and
// puts all of them into one print bundle when bundle is not "". Filings need
// not be free of findings. Nothing that exists is replaced without
// Force.
func (b *Batch) Papers(ctx context.Context, dir, bundle string, opt ExportOptions) (*PapersReport, error) {
	work := newPaperwork(b.Filings, b.Filings, b.opt)
	report := &PapersReport{Files: []PaperReport{}}
	if err := b.mayWritePapers(work, dir, bundle, opt.Force); err != nil {
		return nil, err
	}
	if err := makeFolder(dir); err != nil {
		return nil, err
	}
	b.opt.Progress.start(StagePaper, len(b.Filings))
	err := inOrder(ctx, len(b.Filings), b.opt.Workers, func(_ context.Context, i int) madePapers {
		return work.make(b.Filings[i])
	}, func(i int, made madePapers) error {
		b.opt.Progress.step()
		if made.err != nil {
			return made.err
		}
		for _, file := range made.files {
			path := filepath.Join(dir, pack.FilingDir(i+1, b.Filings[i]), file.name)
			if err := makeFolder(filepath.Dir(path)); err != nil {
				return err
			}
			if err := writeBytes(path, file.data); err != nil {
				return err
			}
			report.Files = append(report.Files, PaperReport{b.Filings[i].Key(), file.paper, path, file.pages})
			report.Pages += file.pages
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if bundle != "" && !work.empty() {
		var data bytes.Buffer
		if report.Pages, err = work.bundle(ctx, &data); err != nil {
			return nil, err
		}
		if err := writeBytes(bundle, data.Bytes()); err != nil {
			return nil, err
		}
		report.Bundle = bundle
	}
	return report, nil
}

// mayWritePapers looks at every target before the first is written, so that a
// refusal leaves nothing half done.
func (b *Batch) mayWritePapers(work *paperwork, dir, bundle string, force bool) error {
	if bundle != "" {
		if err := mayWrite(bundle, force, []string{b.Workbook}); err != nil {
			return err
		}
		if _, err := os.Stat(filepath.Dir(bundle)); err != nil {
			return disk.Wrap(bundle, err)
		}
	}
	for i, f := range b.Filings {
		for _, sheet := range work.byFiling[f] {
			if err := mayWrite(filepath.Join(dir, pack.FilingDir(i+1, f), fileName(sheet.Paper)), force, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

// fileName is the name of a paper's PDF.
func fileName(paper provider.Paper) string { return pack.SafeName(paper.File+".pdf", 0) }
