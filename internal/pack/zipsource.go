package pack

import (
	"archive/zip"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Limits of what a zip's entry may unpack to. Deflate reaches 1,032:1 on
// nothing but equal bytes; the files of a package stay below 20:1.
const (
	maxRatio  = 200
	freeBytes = 1 << 20 // below this no ratio is asked for
)

// archive is a package in a zip.
type archive struct {
	path    string
	file    *os.File
	size    int64
	in      *guard
	reader  *zip.Reader
	base    string // the package's folder in the zip with a slash, or ""
	files   []found
	entries map[string]*zip.File
	harmful bool // entries lie over one another
}

func openZip(name string) (*archive, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	info, err := file.Stat()
	if err != nil {
		file.Close()
		return nil, unreadable(name, err)
	}
	a := &archive{path: name, file: file, size: info.Size()}
	if err := a.read(file); err != nil {
		file.Close()
		return nil, err
	}
	return a, nil
}

// read reads the zip's directory.
func (a *archive) read(in io.ReaderAt) error {
	a.in = &guard{in: in, limited: true, left: maxListBytes}
	reader, err := zip.NewReader(a.in, a.size)
	switch {
	case a.in.err != nil:
		return unreadable(a.path, a.in.err)
	case a.in.left < 0:
		return &Error{Path: a.path, Kind: ErrTooLarge}
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		return &Error{Path: a.path, Kind: a.kindOf(in), Err: err}
	case len(reader.File) > maxFiles:
		return &Error{Path: a.path, Kind: ErrTooLarge}
	}
	a.in.limited = false
	a.reader = reader
	names := make([]string, len(reader.File))
	var packed uint64
	for i, f := range reader.File {
		names[i] = entryName(f)
		packed += min(f.CompressedSize64, uint64(a.size)+1)
	}
	a.harmful = packed > uint64(a.size)
	base, ok := baseOf(names)
	if !ok {
		return &Error{Path: a.path, Kind: ErrNotPackage}
	}
	a.base = base
	a.index(names)
	return nil
}

// kindOf tells a broken zip from a file that never was one.
func (a *archive) kindOf(in io.ReaderAt) error {
	var magic [2]byte
	if n, _ := in.ReadAt(magic[:], 0); n == 2 && string(magic[:]) == "PK" {
		return ErrDamaged
	}
	return ErrNotPackage
}

// entryName returns an entry's name. Windows' own zips hold names in the
// system's encoding without saying so, in China GBK.
func entryName(f *zip.File) string {
	if utf8.ValidString(f.Name) {
		return f.Name
	}
	if name, err := simplifiedchinese.GB18030.NewDecoder().String(f.Name); err == nil {
		return name
	}
	return f.Name
}

// baseOf returns the folder that the package is in: the top, or the one folder
// that has a bag's files.
func baseOf(names []string) (base string, ok bool) {
	for _, name := range names {
		dir, last, _ := strings.Cut(name, "/")
		switch {
		case name == bagitName || name == manifestName:
			return "", true
		case (last == bagitName || last == manifestName) && dir != "" && isLocal(dir):
			if ok && base != dir+"/" {
				return "", false // two packages
			}
			base, ok = dir+"/", true
		}
	}
	return base, ok
}

// index lists the entries. What lies outside of the package's folder keeps its
// whole path.
func (a *archive) index(names []string) {
	a.entries = make(map[string]*zip.File, len(names))
	seen := make(map[string]bool, len(names))
	for i, f := range a.reader.File {
		name := names[i]
		isDir := strings.HasSuffix(name, "/")
		local := isLocal(strings.TrimSuffix(name, "/"))
		if isDir && local && f.UncompressedSize64 == 0 {
			continue
		}
		inside, ok := strings.CutPrefix(name, a.base)
		if !ok {
			inside = name
			if a.base != "" {
				inside = beside + name // cannot be mistaken for a file inside
			}
		}
		key := fold(inside)
		unsafe := !local || isDir || seen[key] || a.harmful || !regular(f) || bomb(f)
		seen[key] = true
		a.files = append(a.files, found{inside, unsafe})
		a.entries[inside] = f
	}
}

// regular reports whether an entry is a plain file. Systems without modes say
// nothing about it.
func regular(f *zip.File) bool { return f.Mode()&fs.ModeType == 0 }

// bomb reports whether an entry says of itself that it unpacks to far more
// than a document would.
func bomb(f *zip.File) bool {
	return f.UncompressedSize64 > freeBytes && f.UncompressedSize64/maxRatio > f.CompressedSize64
}

func (a *archive) list() []found { return a.files }
func (a *archive) name() string  { return a.path }
func (a *archive) close() error  { return a.file.Close() }

func (a *archive) open(path string) (io.ReadCloser, error) {
	f := a.entries[path]
	in, err := f.Open()
	if err != nil {
		return nil, a.errorOf(err)
	}
	return &entryReader{archive: a, in: in, left: int64(min(f.UncompressedSize64, 1<<62))}, nil
}

// errorOf tells the system's errors from a damaged entry.
func (a *archive) errorOf(err error) error {
	if a.in.err != nil {
		return a.in.err
	}
	return errContent
}

// entryReader reads an entry and counts what really comes.
type entryReader struct {
	archive *archive
	in      io.ReadCloser
	left    int64 // bytes that the entry may still have by its own word
}

func (r *entryReader) Read(p []byte) (int, error) {
	n, err := r.in.Read(p)
	r.left -= int64(n)
	switch {
	case r.left < 0:
		return 0, errUnsafe
	case err != nil && err != io.EOF:
		return n, r.archive.errorOf(err)
	}
	return n, err
}

func (r *entryReader) Close() error { return r.in.Close() }

// guard reads the zip's file. It remembers the system's errors, and lets the
// reading of the directory, which is kept in memory, go only so far.
type guard struct {
	in      io.ReaderAt
	limited bool
	left    int64 // bytes that may be read while limited
	err     error
}

func (g *guard) ReadAt(p []byte, off int64) (int, error) {
	if g.left -= int64(len(p)); g.limited && g.left < 0 {
		return 0, ErrTooLarge
	}
	n, err := g.in.ReadAt(p, off)
	if err != nil && err != io.EOF {
		g.err = err
	}
	return n, err
}
