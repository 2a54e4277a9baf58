package app

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// reader reads the same text in every picture.
type reader struct{ read int }

func (r *reader) Read(context.Context, []byte) (string, error) {
	r.read++
	return "990101199009091677", nil
}

func TestTheWindowComparesTheTextInScans(t *testing.T) {
	texts := new(reader)
	was := findTextReader
	findTextReader = func() job.TextReader { return texts }
	t.Cleanup(func() { findTextReader = was })
	dir := t.TempDir()
	workbook, scans, err := Job.Sample(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	// One scan is enough.
	one := filepath.Join(dir, "one")
	data, err := os.ReadFile(filepath.Join(scans, "005_身份证.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(one, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(one, "005_身份证.jpg"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	batch, err := Job.Open(context.Background(), workbook, one, job.Options{Workers: 1, Lang: filing.ZH})
	if err != nil {
		t.Fatal(err)
	}
	defer batch.Close()
	report, err := batch.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if texts.read == 0 || !report.OCR {
		t.Errorf("%d pictures were read, the report says %t", texts.read, report.OCR)
	}
}
