package pack

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"beiandesk/internal/disk"
)

// TestKilled kills a process at every other operation of replacing a package.
// The next one finds the old or the new package, and tidies up.
func TestKilled(t *testing.T) {
	if dest := os.Getenv("PACK_TEST_DEST"); dest != "" {
		if err := makePair(dest, Options{Force: true, FS: telling{disk.OS}}); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, form := range both {
		for k := 1; killedAt(t, form, k); k += 2 {
		}
	}
}

// killedAt kills a process that has begun its k-th operation; it returns false
// when there were fewer.
func killedAt(t *testing.T, form string, k int) bool {
	t.Helper()
	dir := t.TempDir()
	dest := filepath.Join(dir, form)
	mustMake(t, dest, sampleOptions)
	child := exec.Command(os.Args[0], "-test.run=^TestKilled$")
	child.Env = append(os.Environ(), "PACK_TEST_DEST="+dest)
	told, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	n, _ := io.ReadFull(told, make([]byte, k))
	child.Process.Kill()
	child.Wait()

	disk.Sweep(disk.OS, dir)
	v, err := Verify(dest)
	if err != nil || !v.OK || v.Files != 2 && v.Files != len(sample) {
		t.Errorf("killed at operation %d: %v, %v", k, v, err)
	}
	if left := names(t, dir); len(left) != 1 {
		t.Errorf("killed at operation %d: %v are left", k, left)
	}
	return n == k
}

// telling is a file system that says when it is asked to change something.
type telling struct{ disk.FS }

func tell() { fmt.Print(".") }

func (f telling) Create(path string) (disk.File, error) { tell(); return f.FS.Create(path) }
func (f telling) Mkdir(path string) error               { tell(); return f.FS.Mkdir(path) }
func (f telling) Rename(from, to string) error          { tell(); return f.FS.Rename(from, to) }
func (f telling) Swap(a, b string) error                { tell(); return f.FS.Swap(a, b) }
func (f telling) Remove(path string) error              { tell(); return f.FS.Remove(path) }
func (f telling) RemoveAll(path string) error           { tell(); return f.FS.RemoveAll(path) }
func (f telling) SyncDir(path string) error             { tell(); return f.FS.SyncDir(path) }
