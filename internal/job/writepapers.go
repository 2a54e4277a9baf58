package job

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"beiandesk/forms"
	"beiandesk/internal/disk"
	"beiandesk/internal/filing"
	"beiandesk/internal/pack"
	"beiandesk/internal/provider"
	"beiandesk/internal/rules"
)

// PaperOptions say how papers are written.
type PaperOptions struct {
	Force  bool // replace existing files
	Duplex bool // in the bundle every paper begins on the front of a sheet
}

// PapersReport is what filling the papers wrote.
type PapersReport struct {
	Files   []PaperReport `json:"files"`
	Posting string        `json:"posting,omitempty"` // path of the list of what is posted
	Bundle  string        `json:"bundle,omitempty"`  // path of the print bundle, of its first volume
	Bundles []string      `json:"bundles,omitempty"` // paths of all volumes
	Pages   int           `json:"pages"`             // of the bundle, or of all files when there is none
	// Findings tell of characters that no font has: they must be written in by hand.
	Findings []filing.Finding `json:"findings,omitempty"`
}

// PaperReport is one paper written.
type PaperReport struct {
	Filing string       `json:"filing"`
	Paper  filing.Paper `json:"paper,omitempty"` // empty for lists
	Path   string       `json:"path"`
	Pages  int          `json:"pages"`
}

// Papers fills the papers and lists of every filing into dir, a folder a
// filing, and puts all papers into a print bundle when bundle is not "": in
// volumes, when they are many. Filings need not be free of findings. Nothing that exists is replaced without
// Force.
func (b *Batch) Papers(ctx context.Context, dir, bundle string, opt PaperOptions) (*PapersReport, error) {
	work := newPaperwork(b.Filings, b.Filings, b.opt)
	work.duplex = opt.Duplex
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
		report.Findings = append(report.Findings, b.unprintable(b.Filings[i])...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	rules.Describe(report.Findings, b.opt.Lang)
	if work.empty() {
		return report, nil
	}
	posting := filepath.Join(dir, postingFile)
	if err := disk.WriteFile(posting, work.posting); err != nil {
		return nil, err
	}
	report.Posting = posting
	if bundle != "" {
		return report, work.bundleTo(ctx, bundle, report)
	}
	return report, nil
}

// bundleTo writes the volumes of the print bundle.
func (p *paperwork) bundleTo(ctx context.Context, bundle string, report *PapersReport) error {
	report.Pages = 0
	return p.writeVolumes(ctx, bundle, p.bundles(true), report)
}

func (p *paperwork) writeVolumes(ctx context.Context, bundle string, volumes []volume, report *PapersReport) error {
	p.opt.Progress.start(StagePaper, len(p.sheets))
	for i, v := range volumes {
		path := volumeName(bundle, i, len(volumes))
		err := disk.WriteFile(path, func(w io.Writer) error {
			pages, err := p.bundle(ctx, w, v)
			report.Pages += pages
			return err
		})
		if err != nil {
			return err
		}
		report.Bundles = append(report.Bundles, path)
	}
	report.Bundle = report.Bundles[0]
	return nil
}

// mayWritePapers looks at every target before the first is written, so that a
// refusal leaves nothing half done.
func (b *Batch) mayWritePapers(work *paperwork, dir, bundle string, force bool) error {
	if bundle != "" {
		volumes := len(work.volumes())
		for i := range volumes {
			if err := mayWrite(volumeName(bundle, i, volumes), force, []string{b.Workbook}); err != nil {
				return err
			}
		}
		if _, err := os.Stat(filepath.Dir(bundle)); err != nil {
			return disk.Wrap(bundle, err)
		}
	}
	for i, f := range b.Filings {
		for _, name := range work.names(f) {
			if err := mayWrite(filepath.Join(dir, pack.FilingDir(i+1, f), name), force, nil); err != nil {
				return err
			}
		}
	}
	if work.empty() {
		return nil
	}
	return mayWrite(filepath.Join(dir, postingFile), force, nil)
}

// fileName is the name of a paper's PDF.
func fileName(paper provider.Paper) string { return pack.SafeName(paper.File+".pdf", 0) }

// listFile is the name of a list's PDF.
func listFile(list *forms.Form) string { return pack.SafeName(list.Name+".pdf", 0) }
