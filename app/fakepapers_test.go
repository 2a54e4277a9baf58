package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"beiandesk/forms"
	"beiandesk/internal/desktop"
	"beiandesk/internal/filing"
	"beiandesk/internal/job"
	"beiandesk/pdf"
)

// fakeProofs draw a letter and a list of two pages, each page with its name on it.
type fakeProofs struct{}

func (fakeProofs) Of(_ context.Context, f *filing.Filing) ([]job.Proof, error) {
	if f.Key() == "0005" {
		return nil, errDisk
	}
	page := func(n int) *pdf.Page {
		return &pdf.Page{Ops: []pdf.Op{{Kind: pdf.OpText, X: 50_000, Y: 100_000, Size: 30_000, Text: fmt.Sprint(f.Key(), n)}}}
	}
	return []job.Proof{
		{Paper: filing.Authorization, Name: "网站负责人授权书", Pages: []*pdf.Page{page(1)}},
		{Paper: filing.Commitment, Name: "承诺书", Pages: []*pdf.Page{page(2)}},
		{Name: "备案后事项", Pages: []*pdf.Page{page(3), page(4)}}}, nil
}

func (b *fakeBatch) Proofs() Proofs { return fakeProofs{} }

func (b *fakeBatch) Print(_ context.Context, dir string, opt job.PrintOptions) (*job.PapersReport, error) {
	b.printed = append(b.printed, opt)
	file := filepath.Join(dir, "打印件.pdf")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		return nil, err
	}
	return &job.PapersReport{Bundles: []string{file}, Pages: 3}, nil
}

func (e *fakeEngine) CopyForms(dir string) (int, error) { return job.CopyForms(dir) }

func (b *fakeBatch) SetForms(l *forms.Library) { b.engine.own = l }

func (e *fakeEngine) LoadForms(dir string) (*forms.Library, error) { return job.LoadForms(dir) }

// fakeDesktop has printers, and notes what it was handed.
type fakeDesktop struct {
	printers []desktop.Printer
	outcome  desktop.Outcome
	fail     error
	orders   []desktop.Order
	files    []string
	opened   chan string
}

func (d *fakeDesktop) Printers(context.Context) []desktop.Printer { return d.printers }

func (d *fakeDesktop) Print(_ context.Context, files []string, order desktop.Order) (desktop.Outcome, error) {
	d.orders, d.files = append(d.orders, order), append(d.files, files...)
	return d.outcome, d.fail
}

func (d *fakeDesktop) Open(_ context.Context, path string) error {
	d.opened <- path
	return d.fail
}
