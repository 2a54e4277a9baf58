package sheet

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
)

// sniff tells what a file is by its first bytes: the name says nothing, for
// portals export web pages named .xls, and people rename. The file must be
// readable; isText is true for what may be a .csv file.
func sniff(path string) (isText bool, err error) {
	file, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil {
		return false, err
	} else if info.IsDir() {
		return false, folder.at("", nil)
	} else if !info.Mode().IsRegular() {
		return false, noWorkbook.at("", nil) // reading a pipe or a device might never end
	}
	head := make([]byte, 4096)
	n, err := io.ReadFull(file, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false, err
	}
	head = head[:n]
	switch {
	case n == 0:
		return false, empty.at("", nil)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return false, nil
	case bytes.HasPrefix(head, oleMagic):
		return false, sniffOLE(file)
	case bytes.HasPrefix(head, []byte{0x09, 0x08}), bytes.HasPrefix(head, []byte{0x09, 0x04}), bytes.HasPrefix(head, []byte{0x09, 0x00}):
		return false, oldFormat.at("", nil) // a BIFF stream without container
	}
	if bytes.HasPrefix(head, utf16LE) || bytes.HasPrefix(head, utf16BE) {
		return true, nil
	}
	start := strings.ToLower(string(head[:min(n, 2000)]))
	switch {
	case strings.Contains(start, "urn:schemas-microsoft-com:office:spreadsheet") && strings.Contains(start, "<?xml"):
		return false, xmlBook.at("", nil)
	case strings.Contains(start, "<html"), strings.Contains(start, "<!doctype html"), strings.Contains(start, "<table"):
		return false, webPage.at("", nil)
	case bytes.IndexByte(head, 0) >= 0:
		return false, noWorkbook.at("", nil)
	}
	return true, nil
}

var (
	oleMagic = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	utf16LE  = []byte("\xff\xfe")
	utf16BE  = []byte("\xfe\xff")
	utf8BOM  = []byte("\xef\xbb\xbf")
)

// sniffOLE tells a password-protected workbook from an old one: both are OLE
// compound files (MS-CFB), and the names of their streams stand in the
// directory as UTF-16.
func sniffOLE(file io.ReadSeeker) error {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	names := []struct {
		stream []byte
		is     trouble
	}{{wide("EncryptedPackage"), protected}, {wide("Workbook"), oldFormat}, {wide("Book"), oldFormat}}
	found := noWorkbook
	buf := make([]byte, 1<<16)
	kept := 0
	for {
		n, err := file.Read(buf[kept:])
		have := buf[:kept+n]
		for _, name := range names {
			if !bytes.Contains(have, name.stream) {
				continue
			}
			if name.is == protected {
				return protected.at("", nil)
			}
			found = name.is
		}
		if err != nil {
			return found.at("", nil)
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
