package job

import (
	"context"
	"io"
)

func WriteTemplate(path string, force bool, opt Options) error { return errNotYet }

func (b *Batch) Annotate(ctx context.Context, report *Report, path string, force bool) error {
	return errNotYet
}

func (b *Batch) writePlan(w io.Writer, report *Report) error { return nil }

func (b *Batch) writeReport(w io.Writer, report *Report) error { return nil }
