package pack

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
)

// The files of a bag beside its payload.
const (
	bagitName       = "bagit.txt"
	infoName        = "bag-info.txt"
	manifestName    = "manifest-sha256.txt"
	tagManifestName = "tagmanifest-sha256.txt"
	payload         = "data/"
)

// bagit is the content of bagit.txt.
const bagit = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

// Limits of a package, far above the largest batch (10,000 filings), so that
// one from elsewhere cannot exhaust the machine.
const (
	maxFiles     = 250_000
	maxLine      = 4 << 10  // bytes of a manifest's line
	maxListBytes = 64 << 20 // bytes of a manifest, and of a zip's directory
)

type digest [sha256.Size]byte

// listed is one line of a manifest.
type listed struct {
	path string
	sum  digest
}

// errManifest is why a manifest cannot be taken at its word.
var errManifest = errors.New("malformed manifest")

var (
	encodePath = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	decodePath = strings.NewReplacer("%25", "%", "%0D", "\r", "%0d", "\r", "%0A", "\n", "%0a", "\n")
)

// writeManifest writes the lines as sha256sum does: two spaces between. CR, LF
// and % in a path are percent-encoded (RFC 8493, section 2.1.3).
func writeManifest(w io.Writer, lines []listed) error {
	for _, l := range lines {
		if _, err := fmt.Fprintf(w, "%x  %s\n", l.sum, encodePath.Replace(l.path)); err != nil {
			return err
		}
	}
	return nil
}

// readManifest reads a manifest from anywhere. Lines that are none are left
// out and the error is errManifest, with the good lines; every other error is
// the reader's or ErrTooLarge.
//
// RFC 8493 takes either case of the checksum's letters. Within one manifest
// they must agree, since no program mixes them but a damaged disk does.
func readManifest(r io.Reader) ([]listed, error) {
	var (
		lines []listed
		bad   error
		seen  letterCase
	)
	limited := &io.LimitedReader{R: r, N: maxListBytes + 1}
	scan := bufio.NewScanner(limited)
	scan.Buffer(nil, maxLine)
	scan.Split(splitLines)
	for scan.Scan() {
		l, ok := parseLine(scan.Bytes(), &seen)
		if !ok {
			bad = errManifest
			continue
		}
		if len(lines) == maxFiles {
			return nil, ErrTooLarge
		}
		lines = append(lines, l)
	}
	switch err := scan.Err(); {
	case limited.N == 0:
		return nil, ErrTooLarge
	case errors.Is(err, bufio.ErrTooLong):
		return lines, errManifest
	case err != nil:
		return nil, err
	}
	return lines, bad
}

// splitLines is bufio.ScanLines that keeps a lone CR: only CR LF and LF end a
// line.
func splitLines(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return i + 1, bytes.TrimSuffix(data[:i], []byte{'\r'}), nil
	}
	if atEOF && len(data) > 0 {
		return len(data), data, nil
	}
	return 0, nil, nil
}

// parseLine reads `checksum  path`, with any white space between.
func parseLine(line []byte, seen *letterCase) (l listed, ok bool) {
	const digits = 2 * sha256.Size
	if len(line) < digits+2 || (line[digits] != ' ' && line[digits] != '\t') {
		return l, false
	}
	sum, path := line[:digits], bytes.TrimLeft(line[digits:], " \t")
	if _, err := hex.Decode(l.sum[:], sum); err != nil || len(path) == 0 || !seen.agrees(sum) {
		return l, false
	}
	l.path = decodePath.Replace(string(path))
	return l, true
}

// letterCase remembers the case of the first letter seen.
type letterCase byte

func (c *letterCase) agrees(sum []byte) bool {
	for _, b := range sum {
		if b < 'A' {
			continue
		}
		kase := letterCase(b & 0x20) // 0x20 for a lower-case letter, 0 for a capital
		if kase == 0 {
			kase = 1
		}
		if *c == 0 {
			*c = kase
		}
		if *c != kase {
			return false
		}
	}
	return true
}
