package job

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"beiandesk/internal/disk"
	"beiandesk/internal/filing"
	"beiandesk/internal/pack"
)

// openSample opens the sample batch, with its temporary files below the test's
// own folder.
func openSample(t *testing.T, progress *Progress) *Batch {
	t.Helper()
	t.Setenv("TMPDIR", t.TempDir())
	workbook, scans, err := Demo(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	today, _ := filing.ParseDate("2026-11-23")
	b, err := Open(context.Background(), workbook, scans, Options{Today: today, Progress: progress})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
		if left, _ := os.ReadDir(os.TempDir()); len(left) > 0 {
			t.Errorf("%s was left behind", left[0].Name())
		}
	})
	return b
}

func TestTheSampleIsExported(t *testing.T) {
	progress := new(Progress)
	b := openSample(t, progress)
	dest := filepath.Join(t.TempDir(), "包")
	report, err := b.Export(context.Background(), dest, ExportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if v, err := pack.Verify(dest); err != nil || !v.OK || v.Files != report.Package.Files {
		t.Errorf("verify says %+v (%v), the report %d files", v, err, report.Package.Files)
	}
	var list packageList
	data, err := os.ReadFile(filepath.Join(dest, "data", packageFile))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	if len(list.Filings) != len(b.Filings) || list.Summary != report.Summary {
		t.Errorf("package.json lists %d filings and %+v, the report %+v", len(list.Filings), list.Summary, report.Summary)
	}
	for i, f := range list.Filings {
		if (f.Folder == "") != (f.Status == filing.Blocked) {
			t.Errorf("filing %s is %s and its folder %q", f.Key, f.Status, f.Folder)
		}
		if report.Filings[i].Status == filing.Blocked {
			continue
		}
		for _, slot := range b.Profile().SlotsFor(b.Filings[i]) {
			wanted := !slot.Optional && !isPaperSlot(slot.ID)
			if wanted && len(f.Slots[slot.ID]) != 1 {
				t.Errorf("filing %s has %d files for %s", f.Key, len(f.Slots[slot.ID]), slot.ID)
			}
		}
		if got, want := len(f.Papers), len(report.Filings[i].Papers); got != want {
			t.Errorf("filing %s has %d papers, want %d", f.Key, got, want)
		}
	}
	if s := progress.Snapshot(); s.Total == 0 || s.Done != s.Total {
		t.Errorf("progress ends at %d of %d", s.Done, s.Total)
	}

	// A second check of the same batch uses the pictures that were kept.
	kept, _ := os.ReadDir(b.spool.dir)
	if _, err := b.Check(context.Background()); err != nil {
		t.Fatal(err)
	}
	if again, _ := os.ReadDir(b.spool.dir); len(again) != len(kept) {
		t.Errorf("a second check fitted %d more pictures", len(again)-len(kept))
	}
}

func TestPersonalNumbersStayOutOfNamesAndFindings(t *testing.T) {
	b := openSample(t, nil)
	for _, f := range b.Filings {
		f.Scans = nil // pictures add nothing here but time
	}
	report, err := b.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var secrets []string
	for _, f := range b.Filings {
		for i := range filing.Fields {
			field := filing.Field(i)
			if text := f.Text(field); field.Secret() && len(text) >= 11 && text[0] >= '0' && text[0] <= '9' {
				secrets = append(secrets, text)
			}
		}
	}
	if len(secrets) < 20 {
		t.Fatalf("only %d secrets in the sample", len(secrets))
	}
	shown, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range secrets {
		code := slices.ContainsFunc(b.Filings, func(f *filing.Filing) bool { return f.Text(filing.EntityCertNumber) == secret })
		if !code && strings.Contains(string(shown), secret) {
			t.Errorf("the report shows a personal number: %s…", secret[:6])
		}
	}
}

func TestCancelLeavesNothing(t *testing.T) {
	b := openSample(t, nil)
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := b.Export(ctx, filepath.Join(dir, "包.zip"), ExportOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v, want cancelled", err)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("%s was left behind", left[0].Name())
	}
}

func TestWhatAKilledRunLeftIsSwept(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	gone := exec.Command(os.Args[0], "-test.run=^$")
	if err := gone.Run(); err != nil {
		t.Fatal(err)
	}
	dead := filepath.Join(os.TempDir(), disk.PrivatePrefix+itoa(gone.ProcessState.Pid())+"-1")
	live := filepath.Join(os.TempDir(), disk.PrivatePrefix+itoa(os.Getppid())+"-1")
	other := filepath.Join(os.TempDir(), "beian-notes")
	for _, dir := range []string{dead, live, other} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	s, err := newSpool()
	if err != nil {
		t.Fatal(err)
	}
	defer s.wipe()
	if _, err := os.Stat(dead); err == nil {
		t.Error("the folder of a dead process is still there")
	}
	for _, dir := range []string{live, other, s.dir} {
		if _, err := os.Stat(dir); err != nil {
			t.Errorf("%s is gone", dir)
		}
	}
}

func TestTheBatchStaysWhenTheWorkbookIsGone(t *testing.T) {
	b := openSample(t, nil)
	before := len(b.Filings)
	if err := os.Rename(b.Workbook, b.Workbook+".away"); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Again(context.Background(), b.ScanDir, Options{}); err == nil || !strings.Contains(Say(err, filing.ZH), b.Workbook) {
		t.Errorf("error is %v, want one that names the workbook", err)
	}
	if len(b.Filings) != before {
		t.Errorf("%d filings are left of %d", len(b.Filings), before)
	}
}

func TestPicturesOfASlot(t *testing.T) {
	b := openSample(t, nil)
	pics, err := b.Pictures(context.Background(), b.Filings[0], filing.SlotEntityPersonID)
	if err != nil {
		t.Fatal(err)
	}
	if len(pics) != 1 || pics[0].Err != nil || len(pics[0].Sources) != 2 || len(pics[0].JPEG) < 102400 {
		t.Fatalf("got %d pictures, want one of two sides", len(pics))
	}
	look, err := b.LookAt(context.Background(), pics[0].Sources[0], 400)
	if err != nil {
		t.Fatal(err)
	}
	if got := look.Image.Bounds().Size(); max(got.X, got.Y) != 400 || look.Width != 2400 || look.Bytes == 0 {
		t.Errorf("the original looks %v, %d×%d, %d bytes", got, look.Width, look.Height, look.Bytes)
	}
}

func TestInOrderKeepsTheOrderAndStopsAtAnError(t *testing.T) {
	const n = 500
	var got []int
	err := inOrder(context.Background(), n, 7, func(_ context.Context, i int) int { return i * i }, func(i, square int) error {
		if square != i*i {
			t.Errorf("thing %d is %d", i, square)
		}
		got = append(got, i)
		return nil
	})
	if err != nil || len(got) != n || !slices.IsSorted(got) {
		t.Errorf("used %d of %d, in order %t (%v)", len(got), n, slices.IsSorted(got), err)
	}
	stop := errors.New("stop")
	used := 0
	err = inOrder(context.Background(), n, 3, func(_ context.Context, i int) int { return i }, func(i, _ int) error {
		used++
		if i == 10 {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) || used != 11 {
		t.Errorf("used %d, error %v", used, err)
	}
}
