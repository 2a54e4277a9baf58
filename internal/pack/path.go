package pack

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// checkName reports why a payload name cannot go into a package; see
// [Writer.Add]. The names come from the program, so this is its error.
func checkName(name string) error {
	for part := range strings.SplitSeq(name, "/") {
		if safe := SafeName(part, MaxNameRunes); safe != part {
			return fmt.Errorf("pack: %q in %q is no safe name (%q would be)", part, name, safe)
		}
	}
	if n := pathUnits(payload + name); n > MaxPathUnits {
		return fmt.Errorf("pack: the path %q has %d UTF-16 units, more than %d", payload+name, n, MaxPathUnits)
	}
	return nil
}

// isLocal reports whether a path of a package from anywhere names a file below
// the package's folder on every system. It asks for less than [checkName]:
// only what is dangerous is refused.
func isLocal(path string) bool {
	if !utf8.ValidString(path) || strings.ContainsAny(path, "\\:\x00") || !filepath.IsLocal(filepath.FromSlash(path)) {
		return false
	}
	for part := range strings.SplitSeq(path, "/") {
		if part == "" || part == "." || part == ".." || isDevice(part) {
			return false
		}
	}
	return true
}

// shown returns a path fit for a terminal and a report: what cannot be printed
// is written as an escape, \u202e.
func shown(path string) string {
	clean := true
	for _, r := range path {
		if r == utf8.RuneError || invisible(r) {
			clean = false
		}
	}
	if clean {
		return path
	}
	var b strings.Builder
	for i, r := range path {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(path[i:], "\uFFFD"):
			fmt.Fprintf(&b, `\x%02x`, path[i])
		case invisible(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// beside begins the path of what lies next to the package's folder in a zip.
const beside = "../"

// dropping reports whether a file is one that systems leave in a folder merely
// because somebody looked at it.
func dropping(path string) bool {
	switch path[strings.LastIndexByte(path, '/')+1:] {
	case ".DS_Store", "Thumbs.db", "desktop.ini":
		return true
	}
	return strings.HasPrefix(strings.TrimPrefix(path, beside), "__MACOSX/")
}
