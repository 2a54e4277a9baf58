package job

import (
	"context"
	"errors"
)

// ExportOptions say how an export deals with what stands in its way.
type ExportOptions struct {
	Force          bool // replace an existing package
	IncludeBlocked bool // export blocked filings too, marked as such
}

var errNotYet = errors.New("not written yet")

// Export runs the whole job and writes the package to dest: a folder, or one
// zip when the name ends in .zip. The package appears whole or not at all.
func (b *Batch) Export(ctx context.Context, dest string, opt ExportOptions) (*Report, error) {
	return nil, errNotYet
}

// PapersReport is what filling the papers wrote.
type PapersReport struct {
	Files  []string // paths of the PDFs
	Pages  int
	Bundle string // path of the print bundle, "" for none
}

// Papers fills the papers of every filing into dir, a folder per filing, and
// puts all of them into one print bundle when bundle is not "". Filings need
// not be free of findings.
func (b *Batch) Papers(ctx context.Context, dir, bundle string, opt ExportOptions) (*PapersReport, error) {
	return nil, errNotYet
}

// Demo writes the sample workbook and its scans into dir, replacing an earlier
// sample, and returns their paths.
func Demo(dir string) (workbook, scans string, err error) {
	return "", "", errNotYet
}
