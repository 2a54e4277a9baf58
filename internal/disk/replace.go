package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// Replace moves partial, a finished file or folder in the same folder as path,
// to path, in place of whatever is there, and syncs the folder. What was there
// stays until then and is removed afterwards; when anything fails, it is still
// (or again) there. Errors are [*Error] on path.
//
// Files, and on Linux folders too, are replaced in one step. Elsewhere an old
// folder is first moved aside; a crash in that instant leaves it under a
// hidden name, from where [Sweep] brings it back.
func Replace(fsys FS, partial, path string) error {
	dir := filepath.Dir(path)
	now, err := fsys.Lstat(partial)
	if err != nil {
		return Wrap(path, err)
	}
	old, err := fsys.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = fsys.Rename(partial, path)
	case err != nil:
	case !old.IsDir() && !now.IsDir():
		err = fsys.Rename(partial, path)
	default:
		err = exchange(fsys, partial, path)
	}
	if err != nil {
		return Wrap(path, err)
	}
	return Wrap(path, fsys.SyncDir(dir))
}

// exchange puts partial in the place of path and removes the old one.
func exchange(fsys FS, partial, path string) error {
	err := fsys.Swap(partial, path)
	if errors.Is(err, errors.ErrUnsupported) {
		return moveAside(fsys, partial, path)
	}
	if err != nil {
		return err
	}
	if err := fsys.SyncDir(filepath.Dir(path)); err != nil {
		return err // the old one stays as a leftover
	}
	fsys.RemoveAll(partial) // now the old one; Sweep takes what stays
	return nil
}

// moveAside is exchange in two steps. The old one waits, under its own name, in
// a hidden folder.
func moveAside(fsys FS, partial, path string) error {
	aside := filepath.Join(filepath.Dir(path), asideName())
	if err := fsys.Mkdir(aside); err != nil {
		return err
	}
	old := filepath.Join(aside, filepath.Base(path))
	if err := fsys.Rename(path, old); err != nil {
		fsys.Remove(aside)
		return err
	}
	if err := fsys.Rename(partial, path); err != nil {
		if back := fsys.Rename(old, path); back == nil {
			fsys.Remove(aside)
		}
		return err
	}
	if err := fsys.SyncDir(filepath.Dir(path)); err != nil {
		return err
	}
	fsys.RemoveAll(aside)
	return nil
}

// MkdirPartial makes a folder for something in progress beside path and returns
// its hidden name. Errors are [*Error] on path.
func MkdirPartial(fsys FS, path string) (string, error) {
	dir := filepath.Dir(path)
	if info, err := fsys.Lstat(dir); err == nil && !info.IsDir() && info.Mode()&os.ModeSymlink == 0 {
		return "", &Error{Path: path, Cause: NotAFolder, Err: &os.PathError{Op: "mkdir", Path: dir, Err: syscall.ENOTDIR}}
	}
	partial := filepath.Join(dir, PartialName())
	if err := fsys.Mkdir(partial); err != nil {
		return "", Wrap(path, err)
	}
	return partial, nil
}
