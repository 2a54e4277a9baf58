package disk_test

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/disk"
	"beiandesk/internal/disk/disktest"
)

// put writes a file in place, as the tests' own preparation.
func put(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// tree returns the files below dir with their content.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "结果.txt")
	for _, want := range []string{"one", "two, which is longer", ""} {
		if err := disk.WriteFile(path, text(want)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(map[string]string{"结果.txt": want}, tree(t, dir)); diff != "" {
			t.Error(diff)
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm()&0o600 != 0o600 || info.Mode().Perm()&0o133 != 0 {
		t.Errorf("mode %v, want 0644 less the umask", info.Mode())
	}
}

func TestWriteFileKeepsTheOldOneWhenTheContentFails(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.txt")
	put(t, path, "old")
	bad := errors.New("no content")
	err := disk.WriteFile(path, func(w io.Writer) error {
		io.WriteString(w, strings.Repeat("x", 1<<20))
		return bad
	})
	if err != bad {
		t.Errorf("got %v, want the error of the content as it is", err)
	}
	if diff := cmp.Diff(map[string]string{"a.txt": "old"}, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestWriteFileNamesTheCause(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "file"), "")
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o755); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]disk.Cause{
		filepath.Join(dir, "none", "a"):              disk.NoFolder,
		filepath.Join(dir, "file", "a"):              disk.NotAFolder,
		filepath.Join(dir, "folder"):                 disk.IsFolder,
		filepath.Join(dir, strings.Repeat("长", 999)): disk.NameTooLong,
	} {
		err := disk.WriteFile(path, text("x"))
		var e *disk.Error
		if !errors.As(err, &e) || e.Cause != want || e.Path != path {
			t.Errorf("%.60s: got %v, want cause %d on the path", path, err, want)
		}
		if e != nil && strings.Contains(e.Error(), ".partial") {
			t.Errorf("the message names the hidden file: %s", e)
		}
	}
}

func TestErrorSpeaksBothLanguages(t *testing.T) {
	err := disk.Wrap("D:/出/a.zip", &fs.PathError{Op: "write", Path: ".partial-1", Err: syscall.ENOSPC})
	want := "不能写入 D:/出/a.zip：磁盘已满；请腾出空间，或换一个位置 / cannot write D:/出/a.zip: the disk is full; free some space or choose another place"
	if err.Error() != want {
		t.Errorf("got  %s\nwant %s", err, want)
	}
	if again := disk.Wrap("second", fmt.Errorf("pack: %w", err)); !strings.Contains(again.Error(), "D:/出/a.zip") || strings.Contains(again.Error(), "second") {
		t.Errorf("wrapped twice: %s", again)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Error("the system's error is lost")
	}
	if disk.Wrap("a", nil) != nil {
		t.Error("nil must stay nil")
	}
	odd := disk.Wrap("a", &fs.PathError{Op: "write", Path: ".partial-1", Err: errors.New("odd thing")})
	if s := odd.Error(); !strings.Contains(s, "odd thing") || strings.Contains(s, ".partial") {
		t.Errorf("unknown cause: %s", s)
	}
}

// TestEveryFault fails every operation of writing a file, of replacing a file
// and of replacing a folder, once alone and once as the last moment of the
// process: what is visible is the old or the new, complete.
func TestEveryFault(t *testing.T) {
	folder := func(fsys disk.FS, dir, content string) error {
		path := filepath.Join(dir, "out")
		partial, err := disk.MkdirPartial(fsys, path)
		if err != nil {
			return err
		}
		for _, name := range []string{"a", "b"} {
			if err := disk.WriteFileOn(fsys, filepath.Join(partial, name), text(content)); err != nil {
				fsys.RemoveAll(partial)
				return err
			}
		}
		if err := disk.Replace(fsys, partial, path); err != nil {
			fsys.RemoveAll(partial)
			return err
		}
		return nil
	}
	file := func(fsys disk.FS, dir, content string) error {
		return disk.WriteFileOn(fsys, filepath.Join(dir, "out"), text(content))
	}
	for _, c := range []struct {
		name   string
		write  func(disk.FS, string, string) error
		old    bool
		noSwap bool
	}{
		{"file", file, false, false},
		{"file over file", file, true, false},
		{"folder", folder, false, false},
		{"folder over folder", folder, true, false},
		{"folder over folder without swap", folder, true, true},
	} {
		for _, dead := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, dead %v", c.name, dead), func(t *testing.T) {
				for k := 1; ; k++ {
					dir := t.TempDir()
					if c.old {
						if err := c.write(disk.OS, dir, "old"); err != nil {
							t.Fatal(err)
						}
					}
					before := tree(t, dir)
					fsys := &disktest.Faulty{FS: disk.OS, At: k, Err: syscall.ENOSPC, Dead: dead, NoSwap: c.noSwap}
					err := c.write(fsys, dir, "new")
					if fsys.Failed == "" {
						if err != nil || k < 5 {
							t.Fatalf("%d operations, %v", k, err)
						}
						return
					}
					var e *disk.Error
					if err != nil && (!errors.As(err, &e) || e.Cause != disk.Full) {
						t.Errorf("operation %d (%s): unclear error %v", k, fsys.Failed, err)
					}
					abandon(t, dir)
					disk.Sweep(disk.OS, dir)
					got := tree(t, dir)
					whole := allNew(got)
					if !whole && !cmp.Equal(before, got) {
						t.Errorf("operation %d (%s): neither old nor new:\n%s", k, fsys.Failed, cmp.Diff(before, got))
					}
					if err == nil && !whole {
						t.Errorf("operation %d (%s): success reported without the new one", k, fsys.Failed)
					}
				}
			})
		}
	}
}

// allNew reports whether the visible output is the complete new one.
func allNew(files map[string]string) bool {
	_, isFile := files["out"]
	if isFile {
		return len(files) == 1 && files["out"] == "new"
	}
	return len(files) == 2 && files["out/a"] == "new" && files["out/b"] == "new"
}

// abandon renames the leftovers in dir as if their process had ended.
func abandon(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			parts := strings.Split(e.Name(), "-")
			parts[2] = noProcess
			if err := os.Rename(filepath.Join(dir, e.Name()), filepath.Join(dir, strings.Join(parts, "-"))); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// noProcess is larger than any process number that Linux gives.
const noProcess = "99999999"

func TestSweepLeavesTheLiving(t *testing.T) {
	dir := t.TempDir()
	mine := disk.PartialName()
	parts := strings.Split(mine, "-")
	dead := strings.Join([]string{parts[0], parts[1], noProcess, parts[3]}, "-")
	elsewhere := strings.Join([]string{parts[0], "00000000", noProcess, parts[3]}, "-")
	for _, name := range []string{mine, dead + "/x/y", elsewhere, ".partial-", ".partial-notes.txt", "package/bagit.txt"} {
		put(t, filepath.Join(dir, name), "")
	}
	disk.Sweep(disk.OS, dir)
	want := map[string]string{mine: "", elsewhere: "", ".partial-": "", ".partial-notes.txt": "", "package/bagit.txt": ""}
	if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestSweepBringsBackWhatWasMovedAside(t *testing.T) {
	dir := t.TempDir()
	parts := strings.Split(disk.PartialName(), "-")
	aside := filepath.Join(dir, strings.Join([]string{".replaced", parts[1], noProcess, parts[3]}, "-"))
	put(t, filepath.Join(aside, "lost", "a"), "old")
	put(t, filepath.Join(aside, "done", "a"), "old")
	put(t, filepath.Join(dir, "done", "a"), "new")
	disk.Sweep(disk.OS, dir)
	if diff := cmp.Diff(map[string]string{"lost/a": "old", "done/a": "new"}, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}
