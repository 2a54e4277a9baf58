package job

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"beiandesk/internal/disk"
	"beiandesk/internal/filing"
	"beiandesk/internal/sheet"
)

// WriteTemplate writes the blank workbook.
func WriteTemplate(path string, force bool, opt Options) error {
	opt = opt.filled()
	if err := mayWrite(path, force, nil); err != nil {
		return err
	}
	return disk.WriteFile(path, func(w io.Writer) error { return sheet.WriteTemplate(w, opt.Profile) })
}

// Annotate writes a copy of the batch's workbook in which the findings of the
// report are marked. The workbook itself is never the target.
func (b *Batch) Annotate(ctx context.Context, report *Report, path string, force bool) error {
	if err := mayWrite(path, force, []string{b.Workbook}); err != nil {
		return err
	}
	return sheet.Annotate(ctx, b.Workbook, path, marks(report), b.opt.Lang)
}

// marks lists the findings of a report by the cell they are at.
func marks(report *Report) []sheet.Mark {
	var all []sheet.Mark
	add := func(key string, findings []filing.Finding) {
		for _, f := range findings {
			all = append(all, sheet.Mark{Cell: f.Place, Severity: f.Severity, Rule: f.Rule, Filing: key, Field: f.Field, Message: f.Message, Remedy: f.Remedy})
		}
	}
	for _, r := range report.Filings {
		add(r.Key, r.Findings)
	}
	add("", report.Batch)
	return all
}

// makeFolder makes a folder for outputs.
func makeFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return disk.Wrap(dir, err)
	}
	return nil
}

func writeBytes(path string, data []byte) error {
	return disk.WriteFile(path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// writeUnder writes a file below a folder, which is made when needed.
func writeUnder(dir, name string, data []byte) error {
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	return writeBytes(path, data)
}

func itoa(n int) string { return strconv.Itoa(n) }
