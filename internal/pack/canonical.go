package pack

import (
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"strings"
)

// own compares the structure of a zip with what [writeZip] would have written
// for the same files, byte by byte, if the zip is one of ours. Readers look at
// some headers only, so a damaged one may open here and not elsewhere.
func (a *archive) own() []Problem {
	if !a.isOurs() {
		return nil
	}
	files := make([]file, len(a.reader.File))
	for i, f := range a.reader.File {
		files[i] = file{
			listed: listed{path: strings.TrimPrefix(f.Name, a.base)},
			size:   int64(f.UncompressedSize64), crc: f.CRC32,
		}
	}
	same := &comparer{in: a.in}
	err := writeZip(same, strings.TrimSuffix(a.base, "/"), files, func(w io.Writer, f file) error {
		same.skip = f.size
		_, err := io.CopyN(w, zeros{}, f.size)
		return err
	})
	if err != nil || same.at != a.size {
		return []Problem{{shown(filepath.Base(a.path)), Changed}}
	}
	return nil
}

// isOurs reports whether most entries are as [canonical] makes them. One
// damaged header does not make a zip somebody else's: there are four entries
// beside the payload.
func (a *archive) isOurs() bool {
	ours := 0
	for _, f := range a.reader.File {
		want := canonical(f.Name, int64(f.UncompressedSize64), f.CRC32)
		if f.CreatorVersion == want.CreatorVersion && f.Flags == want.Flags && f.Method == want.Method &&
			f.ModifiedTime == want.ModifiedTime && f.ModifiedDate == want.ModifiedDate && //lint:ignore SA1019 what is in the file counts
			f.ExternalAttrs == want.ExternalAttrs && f.Comment == "" && f.CompressedSize64 == f.UncompressedSize64 {
			ours++
		}
	}
	return a.base != "" && 2*ours > len(a.reader.File)
}

// comparer is a writer that takes only what is already there.
type comparer struct {
	in   io.ReaderAt
	at   int64 // bytes written
	skip int64 // bytes to come that are not compared
	buf  []byte
}

var errDiffers = errors.New("differs")

func (c *comparer) Write(p []byte) (int, error) {
	all := len(p)
	n := min(c.skip, int64(len(p)))
	c.skip -= n
	c.at += n
	if p = p[n:]; len(p) == 0 {
		return all, nil
	}
	if len(c.buf) < len(p) {
		c.buf = make([]byte, len(p))
	}
	if got, err := c.in.ReadAt(c.buf[:len(p)], c.at); got < len(p) && err != nil || !bytes.Equal(c.buf[:len(p)], p) {
		return 0, errDiffers
	}
	c.at += int64(len(p))
	return all, nil
}

// zeros stand for content that is compared elsewhere.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}
