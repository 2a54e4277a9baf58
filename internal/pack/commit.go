package pack

import (
	"cmp"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"beiandesk/internal/disk"
)

// Commit completes the package and makes it appear at its place. When it fails,
// what was there before is still there, and nothing hidden stays behind; the
// one exception is a failing sync of the surrounding folder, after which the
// complete package may be there already.
//
// Errors are as those of [Create]; ErrExists when something came to the place
// meanwhile.
func (w *Writer) Commit() (Summary, error) {
	if err := w.open(); err != nil {
		w.Abort()
		return Summary{}, err
	}
	err := w.finish()
	w.done = true
	w.clear()
	if err != nil {
		return Summary{}, err
	}
	return Summary{Path: w.dest, Files: len(w.files), Bytes: w.bytes}, nil
}

func (w *Writer) finish() error {
	tags, err := w.writeTags()
	if err != nil {
		return err
	}
	whole := w.stage
	if w.zip {
		whole, err = w.writeImage(append(tags, w.files...))
	} else {
		err = w.settleTree(append(tags, w.files...))
	}
	if err != nil {
		return err
	}
	if err := w.checkPlace(); err != nil {
		return err
	}
	return disk.Replace(w.fsys, whole, w.dest)
}

// writeTags writes the files beside the payload.
func (w *Writer) writeTags() (tags []file, err error) {
	if err := w.makePayload(); err != nil {
		return nil, err
	}
	byPath := func(a, b file) int { return cmp.Compare(a.path, b.path) }
	slices.SortFunc(w.files, byPath)
	for _, tag := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{infoName, w.writeInfo},
		{bagitName, func(out io.Writer) error { _, err := io.WriteString(out, bagit); return err }},
		{manifestName, func(out io.Writer) error { return writeManifest(out, lines(w.files)) }},
		{tagManifestName, func(out io.Writer) error { return writeManifest(out, lines(tags)) }},
	} {
		f, err := w.store(tag.name, tag.write)
		if err != nil {
			return nil, err
		}
		tags = append(tags, f)
	}
	return tags, nil
}

func lines(files []file) []listed {
	all := make([]listed, len(files))
	for i, f := range files {
		all[i] = f.listed
	}
	return all
}

// writeInfo writes bag-info.txt, its labels sorted. The writer's own labels
// win over those of Options.Info; a value is kept on one line.
func (w *Writer) writeInfo(out io.Writer) error {
	info := maps.Clone(w.opt.Info)
	if info == nil {
		info = make(map[string]string)
	}
	info["Payload-Oxum"] = fmt.Sprintf("%d.%d", w.bytes, len(w.files))
	info["Bagging-Date"] = w.opt.Date
	info["Bag-Software-Agent"] = w.opt.Agent
	for _, label := range slices.Sorted(maps.Keys(info)) {
		value := strings.Join(strings.Fields(info[label]), " ")
		if value == "" {
			continue
		}
		if _, err := fmt.Fprintf(out, "%s: %s\n", label, value); err != nil {
			return err
		}
	}
	return nil
}

// settleTree makes sure that a staged folder holds what it should, and brings
// its names to the medium; the files are there already. Somebody may have
// tidied up hidden folders in the hours a batch takes.
func (w *Writer) settleTree(files []file) error {
	for _, f := range files {
		info, err := w.fsys.Lstat(w.staged(f.path))
		if err == nil && info.Size() != f.size {
			err = errStaged
		}
		if err != nil {
			return disk.Wrap(w.dest, err)
		}
	}
	for _, dir := range slices.Backward(w.dirs) {
		if err := w.fsys.SyncDir(dir); err != nil {
			return disk.Wrap(w.dest, err)
		}
	}
	return disk.Wrap(w.dest, w.fsys.SyncDir(w.stage))
}

// writeImage writes the zip beside its place and returns its hidden path. Every
// staged file is removed as soon as it is in, so that the disk need not hold
// the package twice.
func (w *Writer) writeImage(files []file) (string, error) {
	w.image = filepath.Join(filepath.Dir(w.dest), disk.PartialName())
	err := disk.WriteNew(w.fsys, w.image, w.dest, true, func(out io.Writer) error {
		return writeZip(out, w.base(), files, w.copyStaged)
	})
	return w.image, disk.Wrap(w.dest, err)
}

// base returns the name of the folder in the zip.
func (w *Writer) base() string {
	if w.opt.Base != "" {
		return SafeName(w.opt.Base, MaxNameRunes)
	}
	name := filepath.Base(w.dest)
	return SafeName(strings.TrimSuffix(name, filepath.Ext(name)), MaxNameRunes)
}

// copyStaged copies a staged file, and makes sure that it is what was staged.
func (w *Writer) copyStaged(out io.Writer, f file) error {
	in, err := w.fsys.Open(w.staged(f.path))
	if err != nil {
		return err
	}
	crc := crc32.NewIEEE()
	size, err := io.Copy(io.MultiWriter(out, crc), in)
	in.Close()
	switch {
	case err != nil:
		return err
	case size != f.size || crc.Sum32() != f.crc:
		return errStaged
	}
	return w.fsys.Remove(w.staged(f.path))
}

// errStaged: a file was touched between Add and Commit, or the disk is failing.
var errStaged = errors.New("a file being packed was changed by somebody else")
