package sheet

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
)

// format is what a file is that can be read.
type format uint8

const (
	packageFile   format = iota // a zip file, .xlsx or .xlsm
	protectedFile               // one that a password opens
	textFile                    // separated values
)

// sniff tells what a file is by its first bytes: the name says nothing, for
// portals export web pages named .xls, and people rename. What cannot be read is
// an error that says what it is.
func sniff(path string) (format, error) {
	file, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil {
		return 0, err
	} else if info.IsDir() {
		return 0, folder.at("", nil)
	} else if !info.Mode().IsRegular() {
		return 0, noWorkbook.at("", nil) // reading a pipe or a device might never end
	}
	head := make([]byte, headSize)
	n, err := io.ReadFull(file, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return 0, err
	}
	head = head[:n]
	switch {
	case n == 0:
		return 0, empty.at("", nil)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return packageFile, nil
	case bytes.HasPrefix(head, oleMagic):
		return sniffOLE(file)
	case bytes.HasPrefix(head, []byte{0x09, 0x08}), bytes.HasPrefix(head, []byte{0x09, 0x04}), bytes.HasPrefix(head, []byte{0x09, 0x00}):
		return 0, oldFormat.at("", nil) // a BIFF stream without container
	}
	if _, wide := bareUTF16(head); wide || bytes.HasPrefix(head, utf16LE) || bytes.HasPrefix(head, utf16BE) {
		return textFile, nil
	}
	start := strings.ToLower(string(head[:min(n, 2000)]))
	switch {
	case strings.Contains(start, "urn:schemas-microsoft-com:office:spreadsheet") && strings.Contains(start, "<?xml"):
		return 0, xmlBook.at("", nil)
	case strings.Contains(start, "<html"), strings.Contains(start, "<!doctype html"), strings.Contains(start, "<table"):
		return 0, webPage.at("", nil)
	case bytes.IndexByte(head, 0) >= 0:
		return 0, noWorkbook.at("", nil)
	}
	return textFile, nil
}

// headSize is how many bytes of a file tell what it is.
const headSize = 4096

var (
	oleMagic = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	utf16LE  = []byte("\xff\xfe")
	utf16BE  = []byte("\xfe\xff")
	utf8BOM  = []byte("\xef\xbb\xbf")
)

// sniffOLE tells a password-protected workbook from an old one: both are OLE
// compound files (MS-CFB), and the names of their streams stand in the
// directory as UTF-16.
func sniffOLE(file io.ReadSeeker) (format, error) {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
	encrypted, old := wide("EncryptedPackage"), [][]byte{wide("Workbook"), wide("Book")}
	found := noWorkbook
	buf := make([]byte, 1<<16)
	kept := 0
	for {
		n, err := file.Read(buf[kept:])
		have := buf[:kept+n]
		if bytes.Contains(have, encrypted) {
			return protectedFile, nil
		}
		for _, name := range old {
			if bytes.Contains(have, name) {
				found = oldFormat
			}
		}
		if err != nil {
			return 0, found.at("", nil)
		}
		kept = copy(buf, have[max(0, len(have)-64):])
	}
}

func wide(s string) []byte {
	b := make([]byte, 0, 2*len(s))
	for i := 0; i < len(s); i++ {
		b = append(b, s[i], 0)
	}
	return b
}
