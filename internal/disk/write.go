package disk

import (
	"bufio"
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
)

// WriteFile writes a file that appears whole or not at all, mode 0644 before
// the umask; write gives the content, buffered. A file of that name is
// replaced in one step and stays untouched when anything fails. The folder
// must exist.
//
// An error of write is returned as it is; every other one is an [*Error].
func WriteFile(path string, write func(io.Writer) error) error {
	return WriteFileOn(OS, path, write)
}

// WriteFileOn is [WriteFile] on the given file system.
func WriteFileOn(fsys FS, path string, write func(io.Writer) error) error {
	if info, err := fsys.Lstat(path); err == nil && info.IsDir() {
		return &Error{Path: path, Cause: IsFolder, Err: &os.PathError{Op: "write", Path: path, Err: syscall.EISDIR}}
	}
	dir := filepath.Dir(path)
	partial := filepath.Join(dir, PartialName())
	if err := fill(fsys, partial, write); err != nil {
		fsys.Remove(partial) // best effort; Sweep comes later
		return atPath(path, err)
	}
	if err := fsys.Rename(partial, path); err != nil {
		fsys.Remove(partial)
		return Wrap(path, err)
	}
	return Wrap(path, fsys.SyncDir(dir))
}

// givenError is an error that came with the content, not from the disk.
type givenError struct{ error }

func atPath(path string, err error) error {
	var given givenError
	if errors.As(err, &given) {
		return given.error
	}
	return Wrap(path, err)
}

// fill makes a file, and lets write fill it.
func fill(fsys FS, path string, write func(io.Writer) error) error {
	file, err := fsys.Create(path)
	if err != nil {
		return err
	}
	out := &watched{w: file}
	buffered := bufio.NewWriterSize(out, 64<<10)
	if err := write(buffered); err != nil && out.err == nil {
		file.Close()
		return givenError{err}
	}
	buffered.Flush() // its error is out.err
	if out.err != nil {
		file.Close()
		return out.err
	}
	if err := file.Sync(); err != nil {
		file.Close()
		return err
	}
	return file.Close()
}

// watched remembers the first error of a writer, so that an error of the disk
// can be told from one of the content.
type watched struct {
	w   io.Writer
	err error
}

func (w *watched) Write(p []byte) (int, error) {
	if w.err != nil {
		return 0, w.err
	}
	n, err := w.w.Write(p)
	if err == nil && n < len(p) {
		err = io.ErrShortWrite
	}
	w.err = err
	return n, err
}
