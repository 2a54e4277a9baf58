package pack

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Verification is what became of a package. Its JSON form is a contract.
type Verification struct {
	OK       bool      `json:"ok"`
	Files    int       `json:"files"` // files of the payload that the manifest lists
	Problems []Problem `json:"problems"`
}

// Problem is one file that is not as the package's manifests say.
type Problem struct {
	// Path is the file's path in the package, with slashes; what cannot be
	// printed is escaped. The name of the zip stands for the zip's own structure.
	Path    string `json:"path"`
	Problem Kind   `json:"problem"`
}

// Kind is what is wrong with a file.
type Kind string

// The kinds of problems.
const (
	Missing    Kind = "missing"    // listed, and not there
	Changed    Kind = "changed"    // not as listed
	Unexpected Kind = "unexpected" // there, and not listed
	Unsafe     Kind = "unsafe"     // a link, a path that leads elsewhere, a bomb: not opened
)

// Verify compares a package, a folder or a zip, with its manifests: every file
// of the payload with manifest-sha256.txt, every other one with
// tagmanifest-sha256.txt. Whether it is a zip is told by its content. A folder
// (or zip) around the package's own folder does not matter, nor do the files
// that Windows and macOS leave in a folder that was looked at (Thumbs.db,
// desktop.ini, .DS_Store).
//
// A zip that was written by this package is compared byte by byte, headers
// too; one that was packed again by another program need only hold the files.
//
// Nothing in the package is trusted: no link is followed, no path leaves the
// folder, memory is bounded, and bytes are counted as they come.
//
// Errors are an [*Error]: [ErrAbsent], [ErrNotPackage], [ErrDamaged],
// [ErrTooLarge], or [ErrUnreadable] when the system refuses a file; the other files are compared
// nonetheless.
func Verify(path string) (Verification, error) {
	src, err := openSource(path)
	if err != nil {
		return Verification{}, err
	}
	defer src.close()
	return verify(src)
}

// source is a package to read.
type source interface {
	// list returns the paths below the package's folder. Unsafe ones are never
	// opened.
	list() []found
	// open opens a listed path. Reading fails with errUnsafe when the file turns
	// out a bomb, with errContent when its container says it is damaged.
	open(path string) (io.ReadCloser, error)
	// own returns problems of the container's structure. It is asked when all
	// files are as they should be.
	own() []Problem
	// name is the path as the user gave it.
	name() string
	close() error
}

// found is a path in a source.
type found struct {
	path   string
	unsafe bool
}

// Errors of reading a file, beside the system's.
var (
	errUnsafe  = errors.New("unsafe")
	errContent = errors.New("damaged")
)

// verifier collects what is wrong.
type verifier struct {
	src      source
	files    map[string]string // what is there, by normalised path: the path to open
	problems map[Problem]bool
	failed   error // the first file that the system refused
	buf      []byte
}

func verify(src source) (Verification, error) {
	v := &verifier{src: src, files: make(map[string]string), problems: make(map[Problem]bool)}
	unsafe := make(map[string]bool)
	for _, f := range src.list() {
		key := norm.NFC.String(f.path)
		if f.unsafe || v.files[key] != "" {
			v.add(f.path, Unsafe)
			unsafe[key] = true
			continue
		}
		v.files[key] = f.path
	}
	for key := range unsafe {
		delete(v.files, key) // also the first of two of one name
	}
	known := maps.Clone(unsafe)
	_, err := v.manifest(tagManifestName, known, isTag)
	if err != nil {
		return Verification{}, err
	}
	files, err := v.manifest(manifestName, known, isPayload)
	if err != nil {
		return Verification{}, err
	}
	v.declaration(known)
	for key, path := range v.files {
		if !known[key] && !dropping(path) {
			v.add(path, Unexpected)
		}
	}
	return v.result(files)
}

func (v *verifier) result(files int) (Verification, error) {
	if len(v.problems) == 0 && v.failed == nil {
		for _, p := range v.src.own() {
			v.problems[p] = true
		}
	}
	all := slices.SortedFunc(maps.Keys(v.problems), func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Problem, b.Problem))
	})
	if all == nil {
		all = []Problem{} // [] in JSON
	}
	return Verification{OK: len(all) == 0 && v.failed == nil, Files: files, Problems: all}, v.failed
}

func (v *verifier) add(path string, kind Kind) {
	v.problems[Problem{cmp.Or(shown(path), "."), kind}] = true
}

func isPayload(path string) bool { return strings.HasPrefix(path, payload) }

func isTag(path string) bool { return !isPayload(path) && path != tagManifestName }

// manifest compares everything that a manifest lists, marks it as known, and
// returns how many files that is. belongs tells which paths it may list.
func (v *verifier) manifest(name string, known map[string]bool, belongs func(string) bool) (files int, err error) {
	known[name] = true
	if _, there := v.files[name]; !there {
		v.missing(name)
		return 0, nil
	}
	lines, err := v.lines(name)
	if err != nil {
		return 0, err
	}
	twice := make(map[string]bool, len(lines))
	for _, l := range lines {
		key := norm.NFC.String(l.path)
		if !isLocal(l.path) || !belongs(l.path) || twice[fold(key)] {
			v.add(l.path, Unsafe)
			continue
		}
		twice[fold(key)] = true
		known[key] = true
		v.compare(key, l)
		files++
	}
	if name == tagManifestName && !(known[manifestName] && known[bagitName]) {
		v.add(name, Changed) // every package of ours lists them
	}
	return files, nil
}

// lines reads a manifest. A malformed one is a problem, not an error.
func (v *verifier) lines(name string) ([]listed, error) {
	in, err := v.src.open(v.files[name])
	if err == nil {
		defer in.Close()
		var lines []listed
		if lines, err = readManifest(in); err == nil {
			return lines, nil
		} else if errors.Is(err, errManifest) {
			v.add(name, Changed)
			return lines, nil
		}
	}
	if errors.Is(err, ErrTooLarge) {
		return nil, &Error{Path: v.src.name(), Kind: ErrTooLarge}
	}
	v.unread(name, err)
	return nil, nil
}

// compare compares one file with its line.
func (v *verifier) compare(key string, l listed) {
	path, there := v.files[key]
	if !there {
		v.missing(key)
		return
	}
	sum, err := v.sum(path)
	switch {
	case err != nil:
		v.unread(path, err)
	case sum != l.sum:
		v.add(path, Changed)
	}
}

// missing notes a file that is not there, unless it is there and unsafe.
func (v *verifier) missing(path string) {
	if !v.problems[Problem{shown(path), Unsafe}] {
		v.add(path, Missing)
	}
}

// unread notes a file that could not be read to its end.
func (v *verifier) unread(path string, err error) {
	switch {
	case errors.Is(err, errUnsafe):
		v.add(path, Unsafe)
	case errors.Is(err, errContent):
		v.add(path, Changed)
	case v.failed == nil:
		v.failed = unreadable(v.src.name()+": "+shown(path), err)
	}
}

func (v *verifier) sum(path string) (sum digest, err error) {
	in, err := v.src.open(path)
	if err != nil {
		return sum, err
	}
	defer in.Close()
	if v.buf == nil {
		v.buf = make([]byte, 256<<10)
	}
	h := sha256.New()
	if _, err := io.CopyBuffer(h, struct{ io.Reader }{in}, v.buf); err != nil {
		return sum, err
	}
	h.Sum(sum[:0])
	return sum, nil
}

// declared is the form of bagit.txt (RFC 8493, section 2.1.1).
var declared = regexp.MustCompile(`^(\x{FEFF})?BagIt-Version: \d+\.\d+\r?\nTag-File-Character-Encoding: UTF-8\r?\n?$`)

// declaration checks bagit.txt, which tells that this is a bag.
func (v *verifier) declaration(known map[string]bool) {
	known[bagitName], known[infoName] = true, true
	path, there := v.files[bagitName]
	if !there {
		v.missing(bagitName)
		return
	}
	in, err := v.src.open(path)
	if err != nil {
		v.unread(path, err)
		return
	}
	defer in.Close()
	text, err := io.ReadAll(io.LimitReader(in, 1<<10))
	switch {
	case err != nil:
		v.unread(path, err)
	case !declared.Match(text):
		v.add(path, Changed)
	}
}

// checkReplaceable reports whether a folder may be replaced: it is empty, or a
// package without a single foreign file.
func checkReplaceable(dir string) error {
	src, err := openFolder(dir, false)
	if errors.Is(err, ErrNotPackage) {
		if isEmpty(dir) {
			return nil
		}
		return &Error{Path: dir, Kind: ErrForeign}
	}
	if err != nil {
		return err
	}
	defer src.close()
	own := map[string]bool{bagitName: true, infoName: true, manifestName: true, tagManifestName: true}
	v := &verifier{src: src, files: map[string]string{manifestName: manifestName}, problems: make(map[Problem]bool)}
	lines, err := v.lines(manifestName)
	if err != nil {
		return err
	}
	for _, l := range lines {
		own[norm.NFC.String(l.path)] = true
	}
	for _, f := range src.list() {
		if !own[norm.NFC.String(f.path)] && !dropping(f.path) {
			return &Error{Path: dir, Kind: ErrForeign, Err: fmt.Errorf("it holds %s", shown(f.path))}
		}
	}
	return nil
}
