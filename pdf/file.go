package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"strings"
	"sync"
	"time"
	"unicode/utf16"

	"github.com/klauspost/compress/zlib"
)

// file writes the objects of a PDF file as they come and keeps their places.
// After the first error it writes nothing more.
type file struct {
	w       io.Writer
	sum     hash.Hash
	at      int64
	offsets []int64 // by object number
	err     error
}

// The numbers of the objects that every file has. They are written last, when
// the pages are known.
const (
	catalogObject = 1 + iota
	pagesObject
	resourcesObject
	infoObject
	firstFree
)

func newFile(w io.Writer) *file {
	f := &file{w: w, sum: sha256.New(), offsets: make([]int64, firstFree)}
	f.printf("%%PDF-1.7\n%%\xe2\xe3\xcf\xd3\n")
	return f
}

func (f *file) write(data []byte) {
	if f.err != nil {
		return
	}
	n, err := f.w.Write(data)
	f.at += int64(n)
	f.sum.Write(data[:n])
	f.err = err
}

func (f *file) printf(format string, args ...any) { f.write(fmt.Appendf(nil, format, args...)) }

// reserve returns the number of an object that is written later.
func (f *file) reserve() int {
	f.offsets = append(f.offsets, 0)
	return len(f.offsets) - 1
}

// object writes a dictionary or other value under a reserved number.
func (f *file) object(number int, format string, args ...any) {
	f.offsets[number] = f.at
	f.printf("%d 0 obj\n", number)
	f.printf(format, args...)
	f.printf("\nendobj\n")
}

// add writes an object and returns its number.
func (f *file) add(format string, args ...any) int {
	n := f.reserve()
	f.object(n, format, args...)
	return n
}

// stream writes compressed data; entries are further entries of its dictionary.
func (f *file) stream(data []byte, entries string) int {
	n := f.reserve()
	f.packed(n, deflate(data), "/Filter/FlateDecode"+entries)
	return n
}

// packed writes data that is packed as the entries say.
func (f *file) packed(number int, data []byte, entries string) {
	f.offsets[number] = f.at
	f.printf("%d 0 obj\n<</Length %d%s>>\nstream\n", number, len(data), entries)
	f.write(data)
	f.printf("\nendstream\nendobj\n")
}

// close writes what ends a file.
func (f *file) close() error {
	xref := f.at
	f.printf("xref\n0 %d\n0000000000 65535 f \n", len(f.offsets))
	for _, offset := range f.offsets[1:] {
		f.printf("%010d 00000 n \n", offset)
	}
	id := f.sum.Sum(nil)[:16]
	f.printf("trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%x><%x>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(f.offsets), catalogObject, infoObject, id, id, xref)
	return f.err
}

// packers are reused: one takes about a megabyte. Outlines repeat little: higher
// levels take twice the time for a hundredth of the room.
var packers = sync.Pool{New: func() any {
	w, _ := zlib.NewWriterLevel(nil, 7) // the level is valid
	return w
}}

func deflate(data []byte) []byte {
	w := packers.Get().(*zlib.Writer)
	defer packers.Put(w)
	var out bytes.Buffer
	out.Grow(len(data)/2 + 64)
	w.Reset(&out)
	// Writes to memory do not fail.
	_, _ = w.Write(data)
	_ = w.Close()
	return out.Bytes()
}

// textString writes a text string of a dictionary: UTF-16 with its mark.
func textString(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(Clean(s))) {
		fmt.Fprintf(&b, "%04X", u)
	}
	b.WriteByte('>')
	return b.String()
}

// dateString writes a date of a dictionary.
func dateString(t time.Time) string { return t.UTC().Format("(D:20060102150405Z)") }
