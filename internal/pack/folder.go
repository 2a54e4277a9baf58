package pack

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// maxDepth is how deep folders may be nested in a package.
const maxDepth = 32

// openSource opens a package of either form.
func openSource(name string) (source, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, unreadable(name, err)
	case info.IsDir():
		return openFolder(name, true)
	case info.Mode().IsRegular():
		return openZip(name)
	}
	return nil, &Error{Path: name, Kind: ErrNotPackage}
}

// folder is a package in a folder. The root keeps every access inside.
type folder struct {
	path  string
	root  *os.Root
	files []found
}

// openFolder opens a package in a folder, or in the only folder in that when
// around is set.
func openFolder(name string, around bool) (*folder, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	f := &folder{path: name, root: root}
	if !isBag(root) {
		err = &Error{Path: name, Kind: ErrNotPackage}
		if around {
			err = f.enter()
		}
	}
	if err != nil {
		f.root.Close()
		return nil, err
	}
	if err := f.walk(".", 0); err != nil {
		f.root.Close()
		return nil, err
	}
	return f, nil
}

// enter goes to the only folder in this one, which is where some programs
// unpack a zip to.
func (f *folder) enter() error {
	inner := ""
	entries, err := readDir(f.root, ".")
	if err != nil {
		return unreadable(f.path, err)
	}
	for _, e := range entries {
		if dropping(e.Name()) || dropping(e.Name()+"/") {
			continue
		}
		if inner != "" || !e.IsDir() {
			return &Error{Path: f.path, Kind: ErrNotPackage}
		}
		inner = e.Name()
	}
	if inner == "" {
		return &Error{Path: f.path, Kind: ErrNotPackage}
	}
	root, err := f.root.OpenRoot(inner)
	if err != nil {
		return unreadable(f.path, err)
	}
	f.root.Close()
	f.root = root
	if !isBag(root) {
		return &Error{Path: f.path, Kind: ErrNotPackage}
	}
	return nil
}

// isBag reports whether a folder has one of the two files that make a bag.
func isBag(root *os.Root) bool {
	for _, name := range []string{bagitName, manifestName} {
		if _, err := root.Lstat(name); err == nil {
			return true
		}
	}
	return false
}

// walk lists a folder and those below it, sorted.
func (f *folder) walk(dir string, depth int) error {
	entries, err := readDir(f.root, dir)
	if err != nil {
		return unreadable(f.path+": "+shown(dir), err)
	}
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		safe := isLocal(name) && !strings.Contains(e.Name(), "/")
		switch {
		case safe && e.IsDir() && depth < maxDepth:
			if err := f.walk(name, depth+1); err != nil {
				return err
			}
			continue
		case len(f.files) == maxFiles:
			return &Error{Path: f.path, Kind: ErrTooLarge}
		}
		f.files = append(f.files, found{name, !safe || !e.Type().IsRegular()})
	}
	return nil
}

// readDir lists a folder, sorted by name.
func readDir(root *os.Root, dir string) ([]fs.DirEntry, error) {
	d, err := root.Open(dir)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	entries, err := d.ReadDir(maxFiles + 1)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

func (f *folder) list() []found  { return f.files }
func (f *folder) own() []Problem { return nil }
func (f *folder) name() string   { return f.path }
func (f *folder) close() error   { return f.root.Close() }

func (f *folder) open(path string) (io.ReadCloser, error) {
	file, err := f.root.Open(path)
	if err != nil {
		return nil, err
	}
	return file, nil
}

// isEmpty reports whether a folder holds nothing.
func isEmpty(dir string) bool {
	entries, err := os.ReadDir(dir)
	return err == nil && len(entries) == 0
}
