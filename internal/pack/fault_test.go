package pack

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/disk"
	"beiandesk/internal/disk/disktest"
)

// TestEveryFault fails every operation of making a package, once alone and once
// as the last moment of the process. What is at the place afterwards is what
// was there before, or the complete new package; the error names the place and
// the cause.
func TestEveryFault(t *testing.T) {
	old := Options{Date: "2020-01-01", FS: unsynced{disk.OS}}
	for _, form := range both {
		for _, replace := range []bool{false, true} {
			for _, noSwap := range []bool{false, true} {
				if noSwap && (form != both[0] || !replace) {
					continue
				}
				for _, dead := range []bool{false, true} {
					t.Run(fmt.Sprintf("%s, replace %v, without swap %v, dead %v", form, replace, noSwap, dead), func(t *testing.T) {
						k := 1
						for f := (fault{form, replace, noSwap, dead}); f.try(t, k, old); k++ {
						}
						if k < 45 {
							t.Errorf("only %d operations were failed", k)
						}
					})
				}
			}
		}
	}
}

// makePair makes a package of two files, always in the same order: faults count
// operations.
func makePair(dest string, opt Options) error {
	w, err := Create(dest, opt)
	if err != nil {
		return err
	}
	defer w.Abort()
	for _, name := range []string{"001_样张/填报单.html", "提交计划.xlsx"} {
		if err := w.Add(name, strings.NewReader(name)); err != nil {
			return err
		}
	}
	_, err = w.Commit()
	return err
}

type fault struct {
	form                  string
	replace, noSwap, dead bool
}

// try fails the k-th operation; it returns false when there were fewer.
func (f fault) try(t *testing.T, k int, old Options) bool {
	t.Helper()
	dir := t.TempDir()
	dest := filepath.Join(dir, f.form)
	var before map[string]string
	if f.replace {
		if err := makePair(dest, old); err != nil {
			t.Fatal(err)
		}
		before = listing(t, dest)
	}
	opt := sampleOptions
	faulty := &disktest.Faulty{FS: unsynced{disk.OS}, At: k, Err: syscall.ENOSPC, Dead: f.dead, NoSwap: f.noSwap}
	opt.FS, opt.Force = faulty, f.replace
	err := makePair(dest, opt)

	at := fmt.Sprintf("operation %d (%s)", k, faulty.Failed)
	var e *disk.Error
	if err != nil && (!errors.As(err, &e) || e.Cause != disk.Full || e.Path != dest) {
		t.Errorf("%s: unclear error %v", at, err)
	}
	if f.dead {
		abandon(t, dir)
		disk.Sweep(disk.OS, dir)
	}
	for _, name := range names(t, dir) {
		if name != f.form && !(strings.HasPrefix(name, ".") && !f.dead) {
			t.Errorf("%s: %s is left", at, name)
		}
	}
	if _, missing := os.Lstat(dest); missing != nil {
		if f.replace || err == nil {
			t.Errorf("%s: nothing is there, %v", at, err)
		}
		return faulty.Failed != ""
	}
	now := listing(t, dest)
	if whole := !cmp.Equal(before, now); whole {
		wantVerified(t, dest, 2)
		if !strings.Contains(now[infoName], sampleOptions.Date) {
			t.Errorf("%s: neither old nor new", at)
		}
	} else if err == nil {
		t.Errorf("%s: success without the new package", at)
	}
	return faulty.Failed != ""
}

// unsynced is a file system that does not wait for the medium: only the order of
// the operations matters here.
type unsynced struct{ disk.FS }

func (u unsynced) SyncDir(string) error { return nil }

func (u unsynced) Create(path string) (disk.File, error) {
	f, err := u.FS.Create(path)
	return unsyncedFile{f}, err
}

type unsyncedFile struct{ disk.File }

func (unsyncedFile) Sync() error { return nil }

// abandon renames the leftovers in dir as if their process had ended.
func abandon(t *testing.T, dir string) {
	t.Helper()
	for _, name := range names(t, dir) {
		if parts := strings.Split(name, "-"); name[0] == '.' && len(parts) == 4 {
			parts[2] = "99999999" // larger than any process number
			if err := os.Rename(filepath.Join(dir, name), filepath.Join(dir, strings.Join(parts, "-"))); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestCreateSweepsTheLeftoversOfCrashes(t *testing.T) {
	dir := t.TempDir()
	dest := filepath.Join(dir, "out")
	w, err := Create(dest, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Add("a", strings.NewReader("x")); err != nil {
		t.Fatal(err)
	}
	abandon(t, dir) // w is never heard of again
	mustMake(t, dest, sampleOptions)
	if diff := cmp.Diff([]string{"out"}, names(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestDiskErrorEndsThePackage(t *testing.T) {
	dest := filepath.Join(t.TempDir(), "out")
	faulty := &disktest.Faulty{FS: disk.OS, Err: syscall.EROFS}
	w, err := Create(dest, Options{FS: faulty})
	if err != nil {
		t.Fatal(err)
	}
	faulty.At = faulty.Ops + 3 // mkdir, create, then the first write
	first := w.Add("a", strings.NewReader("x"))
	if faulty.Failed != "write" {
		t.Fatalf("%s failed", faulty.Failed)
	}
	for _, err := range []error{first, w.Add("b", strings.NewReader("x"))} {
		var e *disk.Error
		if !errors.As(err, &e) || e.Cause != disk.ReadOnly {
			t.Errorf("got %v, want the disk's error", err)
		}
	}
	if _, err := w.Commit(); err == nil {
		t.Error("committed")
	}
}
