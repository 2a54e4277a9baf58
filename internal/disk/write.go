package disk

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
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
	if err := WriteNew(fsys, partial, path, true, write); err != nil {
		return err
	}
	if err := fsys.Rename(partial, path); err != nil {
		fsys.Remove(partial) // best effort; Sweep comes later
		return Wrap(path, err)
	}
	return Wrap(path, fsys.SyncDir(dir))
}

// WriteNew writes a file in place, where nobody looks yet, and removes it when
// anything fails; durable brings it to the medium. The file must not exist.
//
// An error of write is returned as it is; every other one is an [*Error] on
// shown, the path that the user knows.
func WriteNew(fsys FS, path, shown string, durable bool, write func(io.Writer) error) error {
	file, err := fsys.Create(path)
	if err != nil {
		return Wrap(shown, err)
	}
	given, err := fill(file, durable, write)
	if given == nil && err == nil {
		return nil
	}
	if rm := fsys.Remove(path); rm != nil && err == nil && !errors.Is(rm, fs.ErrNotExist) {
		err = rm // a file that stays in the way matters more
	}
	if err != nil {
		return Wrap(shown, err)
	}
	return given
}

// fill lets write fill a new file and closes it. It tells the error that came
// with the content from the disk's.
func fill(file File, durable bool, write func(io.Writer) error) (given, err error) {
	out := &watched{w: file}
	buffered := buffers.Get().(*bufio.Writer)
	defer buffers.Put(buffered)
	buffered.Reset(out)
	given = write(buffered)
	if given == nil || out.err != nil {
		buffered.Flush() // its error is out.err
		given, err = nil, out.err
	}
	if given == nil && err == nil && durable {
		err = file.Sync()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	return given, err
}

// buffers are shared by the thousands of files of a package.
var buffers = sync.Pool{New: func() any { return bufio.NewWriterSize(nil, 64<<10) }}

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
