package disk

import (
	"io"
	"io/fs"
	"os"
)

// FS is the set of operations that writing needs. Paths are the system's own.
type FS interface {
	// Create makes a new file for writing, mode 0644 before the umask. It fails
	// when the file exists.
	Create(path string) (File, error)
	// Open opens a file for reading.
	Open(path string) (io.ReadCloser, error)
	// Lstat describes a path without following a link.
	Lstat(path string) (fs.FileInfo, error)
	// ReadDir lists a folder, sorted by name.
	ReadDir(path string) ([]fs.DirEntry, error)
	// Mkdir makes one folder, mode 0755 before the umask.
	Mkdir(path string) error
	// Rename moves a path; a file in the way is replaced in one step.
	Rename(from, to string) error
	// Swap exchanges two paths in one step. It returns an error that is
	// errors.ErrUnsupported where the system cannot do so.
	Swap(a, b string) error
	// Remove removes a file or an empty folder.
	Remove(path string) error
	// RemoveAll removes a path and everything below it.
	RemoveAll(path string) error
	// SyncDir brings a folder's list of names to the medium.
	SyncDir(path string) error
}

// File is a file being written.
type File interface {
	io.Writer
	// Sync brings what was written to the medium.
	Sync() error
	Close() error
}

// OS is the file system of the machine.
var OS FS = osFS{}

type osFS struct{}

func (osFS) Create(path string) (File, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, err // a nil *os.File in a File would not be nil
	}
	return f, nil
}

func (osFS) Open(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (osFS) Lstat(path string) (fs.FileInfo, error)     { return os.Lstat(path) }
func (osFS) ReadDir(path string) ([]fs.DirEntry, error) { return os.ReadDir(path) }
func (osFS) Mkdir(path string) error                    { return os.Mkdir(path, 0o755) }
func (osFS) Rename(from, to string) error               { return rename(from, to) }
func (osFS) Swap(a, b string) error                     { return swap(a, b) }
func (osFS) Remove(path string) error                   { return os.Remove(path) }
func (osFS) RemoveAll(path string) error                { return os.RemoveAll(path) }
func (osFS) SyncDir(path string) error                  { return syncDir(path) }
