// Package disktest lets file operations fail, to test what programs do then.
package disktest

import (
	"io"
	"io/fs"

	"beiandesk/internal/disk"
)

// Faulty is a [disk.FS] that counts its operations and fails one of them. A
// write that fails has written half of its bytes, as on a full disk.
//
// The zero value with an FS only counts. A Faulty is for one goroutine.
type Faulty struct {
	disk.FS
	// At is the operation that fails, counted from 1; 0 for none.
	At int
	// Err is what it fails with.
	Err error
	// Dead makes every operation after that one fail as well, with no effect,
	// as if the process had been killed.
	Dead bool
	// NoSwap takes away Swap, as on systems without it.
	NoSwap bool
	// Ops is how many operations there were.
	Ops int
	// Failed names the operation that failed first, "" before.
	Failed string
}

// fail counts an operation and returns the error it shall have.
func (f *Faulty) fail(op string) error {
	f.Ops++
	if f.At == 0 || f.Ops < f.At || f.Ops > f.At && !f.Dead {
		return nil
	}
	if f.Failed == "" {
		f.Failed = op
	}
	return f.Err
}

// Create implements [disk.FS].
func (f *Faulty) Create(path string) (disk.File, error) {
	if err := f.fail("create"); err != nil {
		return nil, pathError("create", path, err)
	}
	file, err := f.FS.Create(path)
	if err != nil {
		return nil, err
	}
	return &faultyFile{fs: f, file: file, path: path}, nil
}

// Open implements [disk.FS].
func (f *Faulty) Open(path string) (io.ReadCloser, error) {
	if err := f.fail("open"); err != nil {
		return nil, pathError("open", path, err)
	}
	return f.FS.Open(path)
}

// Lstat implements [disk.FS].
func (f *Faulty) Lstat(path string) (fs.FileInfo, error) {
	if err := f.fail("lstat"); err != nil {
		return nil, pathError("lstat", path, err)
	}
	return f.FS.Lstat(path)
}

// ReadDir implements [disk.FS].
func (f *Faulty) ReadDir(path string) ([]fs.DirEntry, error) {
	if err := f.fail("readdir"); err != nil {
		return nil, pathError("readdir", path, err)
	}
	return f.FS.ReadDir(path)
}

// Mkdir implements [disk.FS].
func (f *Faulty) Mkdir(path string) error {
	if err := f.fail("mkdir"); err != nil {
		return pathError("mkdir", path, err)
	}
	return f.FS.Mkdir(path)
}

// Rename implements [disk.FS].
func (f *Faulty) Rename(from, to string) error {
	if err := f.fail("rename"); err != nil {
		return pathError("rename", to, err)
	}
	return f.FS.Rename(from, to)
}

// Swap implements [disk.FS].
func (f *Faulty) Swap(a, b string) error {
	if f.NoSwap {
		return errUnsupported
	}
	if err := f.fail("swap"); err != nil {
		return pathError("swap", b, err)
	}
	return f.FS.Swap(a, b)
}

// Remove implements [disk.FS].
func (f *Faulty) Remove(path string) error {
	if err := f.fail("remove"); err != nil {
		return pathError("remove", path, err)
	}
	return f.FS.Remove(path)
}

// RemoveAll implements [disk.FS].
func (f *Faulty) RemoveAll(path string) error {
	if err := f.fail("removeall"); err != nil {
		return pathError("removeall", path, err)
	}
	return f.FS.RemoveAll(path)
}

// SyncDir implements [disk.FS].
func (f *Faulty) SyncDir(path string) error {
	if err := f.fail("syncdir"); err != nil {
		return pathError("syncdir", path, err)
	}
	return f.FS.SyncDir(path)
}

type faultyFile struct {
	fs   *Faulty
	file disk.File
	path string
}

func (f *faultyFile) Write(p []byte) (int, error) {
	if err := f.fs.fail("write"); err != nil {
		n := 0
		if f.fs.Ops == f.fs.At {
			n, _ = f.file.Write(p[:len(p)/2])
		}
		return n, pathError("write", f.path, err)
	}
	return f.file.Write(p)
}

func (f *faultyFile) Sync() error {
	if err := f.fs.fail("sync"); err != nil {
		return pathError("sync", f.path, err)
	}
	return f.file.Sync()
}

// Close always closes the file below, for the sake of the test's own limits.
func (f *faultyFile) Close() error {
	closed := f.file.Close()
	if err := f.fs.fail("close"); err != nil {
		return pathError("close", f.path, err)
	}
	return closed
}
