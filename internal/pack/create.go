package pack

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"math"
	"path/filepath"
	"strings"

	"beiandesk/internal/disk"
)

// Options say how a package is made. The zero value is a plain new package.
type Options struct {
	// Date is the Bagging-Date, YYYY-MM-DD; left out when empty. It is the only
	// date in a package.
	Date string
	// Agent is the Bag-Software-Agent, a program and its version.
	Agent string
	// Info are further labels of bag-info.txt, see RFC 8493, section 2.2.2.
	Info map[string]string
	// Base is the name of the folder inside a zip; the zip's own name without
	// .zip when empty.
	Base string
	// Force replaces a package that is there. It stays until the new one is
	// complete. A folder that holds anything but a package is never replaced.
	Force bool
	// FS is the file system to write to, [disk.OS] when nil.
	FS disk.FS
}

// Writer makes one package. It is for one goroutine at a time.
type Writer struct {
	fsys  disk.FS
	dest  string
	opt   Options
	zip   bool
	stage string // the hidden folder that becomes, or feeds, the package
	image string // the hidden zip, once there is one

	files []file
	bytes int64
	taken map[string]entry // by folded payload name
	dirs  []string         // made below stage, outer ones first
	err   error            // the first error of the disk: the package is lost
	done  bool
}

// entry is a payload name that is taken.
type entry struct {
	name string // as it was spelled first
	file bool   // a file, else a folder
}

// file is one file of the package.
type file struct {
	listed
	size int64
	crc  uint32
}

// Summary says what a package holds.
type Summary struct {
	Path  string // where it is
	Files int    // files of the payload
	Bytes int64  // their length together
}

// Create begins a package at dest: one zip when the name ends in .zip, else a
// folder. Nothing appears there before [Writer.Commit]. The folder around dest
// must exist; what crashed runs left in it is removed.
//
// Errors: an [*Error] of the kind [ErrExists] when something is at dest, and
// with Force [ErrForeign] when that is no package; a disk.Error when the system
// refuses.
func Create(dest string, opt Options) (*Writer, error) {
	if opt.FS == nil {
		opt.FS = disk.OS
	}
	dest, err := settle(opt.FS, dest)
	if err != nil {
		return nil, err
	}
	w := &Writer{
		fsys: opt.FS, dest: dest, opt: opt,
		zip:   strings.EqualFold(filepath.Ext(dest), ".zip"),
		taken: make(map[string]entry),
	}
	disk.Sweep(w.fsys, filepath.Dir(dest))
	if err := w.checkPlace(); err != nil {
		return nil, err
	}
	w.stage, err = disk.MkdirPartial(w.fsys, dest)
	if err != nil {
		return nil, err
	}
	return w, nil
}

// settle returns the absolute path of dest, with the link it may be followed,
// so that the package goes where the link points.
func settle(fsys disk.FS, dest string) (string, error) {
	abs, err := filepath.Abs(dest)
	if err != nil {
		return "", disk.Wrap(dest, err)
	}
	if abs == filepath.Dir(abs) {
		return "", &Error{Path: dest, Kind: ErrForeign}
	}
	if info, err := fsys.Lstat(abs); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if real, err := filepath.EvalSymlinks(abs); err == nil {
			return real, nil
		}
	}
	return abs, nil
}

// checkPlace reports whether the package may go to dest.
func (w *Writer) checkPlace() error {
	info, err := w.fsys.Lstat(w.dest)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return disk.Wrap(w.dest, err)
	case !w.opt.Force:
		return &Error{Path: w.dest, Kind: ErrExists}
	case info.IsDir():
		return checkReplaceable(w.dest)
	case !w.zip || !info.Mode().IsRegular():
		return &Error{Path: w.dest, Kind: ErrForeign}
	}
	return nil
}

// Add puts a file into the payload. name is its path below data/, with slashes;
// every part must be a [SafeName], the whole with data/ at most 120 UTF-16
// units, and no other file may have it in whatever case.
//
// An error of r is returned as it is, and the package goes on without the file.
// An error of the disk ends the package: every later call returns it.
func (w *Writer) Add(name string, r io.Reader) error {
	return w.AddFunc(name, func(out io.Writer) error {
		_, err := io.Copy(out, r)
		return err
	})
}

// AddFunc is [Writer.Add] with a function that writes the content.
func (w *Writer) AddFunc(name string, write func(io.Writer) error) error {
	if err := w.open(); err != nil {
		return err
	}
	if err := w.claim(name); err != nil {
		return err
	}
	f, err := w.store(payload+name, write)
	if err != nil {
		delete(w.taken, fold(name))
		return err
	}
	w.files = append(w.files, f)
	w.bytes += f.size
	return nil
}

// open returns why nothing can be added any more.
func (w *Writer) open() error {
	if w.done {
		return errors.New("pack: the package is closed")
	}
	return w.err
}

// claim takes a name for a file, and those of the folders it is in.
func (w *Writer) claim(name string) error {
	if err := checkName(name); err != nil {
		return err
	}
	if len(w.files) == maxFiles {
		return &Error{Path: w.dest, Kind: ErrTooLarge}
	}
	if _, ok := w.taken[fold(name)]; ok {
		return fmt.Errorf("pack: the name %q is taken", name)
	}
	for _, dir := range parents(name) {
		if e, ok := w.taken[fold(dir)]; ok && (e.file || e.name != dir) {
			return fmt.Errorf("pack: the folder %q of %q is in the way of %q", dir, name, e.name)
		}
	}
	if err := w.makeDirs(name); err != nil {
		return err
	}
	w.taken[fold(name)] = entry{name, true}
	return nil
}

// parents returns the folders that a name is in, outer ones first.
func parents(name string) (dirs []string) {
	for i := range len(name) {
		if name[i] == '/' {
			dirs = append(dirs, name[:i])
		}
	}
	return dirs
}

// makeDirs makes the folders of a payload name that are not there yet.
func (w *Writer) makeDirs(name string) error {
	if err := w.makePayload(); err != nil {
		return err
	}
	for _, dir := range parents(name) {
		if _, made := w.taken[fold(dir)]; made {
			continue
		}
		if err := w.makeDir(payload + dir); err != nil {
			return err
		}
		w.taken[fold(dir)] = entry{dir, false}
	}
	return nil
}

// makePayload makes the payload's folder, once.
func (w *Writer) makePayload() error {
	if len(w.dirs) > 0 {
		return nil
	}
	return w.makeDir(strings.TrimSuffix(payload, "/"))
}

func (w *Writer) makeDir(path string) error {
	dir := w.staged(path)
	if err := w.fsys.Mkdir(dir); err != nil {
		w.err = disk.Wrap(w.dest, err)
		return w.err
	}
	w.dirs = append(w.dirs, dir)
	return nil
}

// staged returns where a path of the package is while it is made.
func (w *Writer) staged(path string) string {
	return filepath.Join(w.stage, filepath.FromSlash(path))
}

// store writes a file of the package and takes its checksums on the way. The
// files of a folder are durable at once; those that go into a zip need not be.
func (w *Writer) store(path string, write func(io.Writer) error) (file, error) {
	var (
		sum   = sha256.New()
		crc   = crc32.NewIEEE()
		size  counter
		given *contentError
	)
	err := disk.WriteNew(w.fsys, w.staged(path), w.dest, !w.zip, func(out io.Writer) error {
		err := write(io.MultiWriter(out, sum, crc, &size))
		if err == nil && size >= math.MaxUint32 {
			err = fmt.Errorf("pack: %s is larger than 4 GiB", path)
		}
		if err != nil {
			given = &contentError{err}
			return given
		}
		return nil
	})
	switch {
	case err == nil:
	case err == error(given):
		return file{}, given.error
	default:
		w.err = err
		return file{}, err
	}
	f := file{listed: listed{path: path}, size: int64(size), crc: crc.Sum32()}
	sum.Sum(f.sum[:0])
	return f, nil
}

// contentError marks an error that came with the content, not from the disk.
type contentError struct{ error }

// counter counts what is written to it.
type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// Abort ends a package that was not committed and removes every trace of it.
// After Commit it does nothing, so that it can be deferred.
func (w *Writer) Abort() {
	if w.done {
		return
	}
	w.done = true
	w.clear()
}

// clear removes what is hidden beside dest. What cannot be removed is left to
// the next disk.Sweep.
func (w *Writer) clear() {
	if w.image != "" {
		w.fsys.Remove(w.image)
	}
	w.fsys.RemoveAll(w.stage)
}
