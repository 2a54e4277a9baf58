// Package blank reads the pages of PDF files that somebody else made, such as a
// provider's own blank forms, so that they can be drawn in a file of ours with
// values over them.
//
// The file is read by pdfcpu, which knows object streams, compressed
// cross-reference tables and much of what is out of order. What a page needs is
// taken over into an immutable [File]; [Copier] writes it into another file as
// form XObjects (ISO 32000-1, 8.10), each object once however often its page is
// drawn.
package blank

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// What a file may be at most: forms come nowhere near.
const (
	MaxBytes   = 32 << 20
	MaxPages   = 200
	maxObjects = 50_000
	maxDecoded = 64 << 20 // bytes of one stream
	maxDepth   = 60       // of values within values, and of the page tree
	maxTime    = 30 * time.Second
)

// What can be wrong with a file, to be told by [errors.Is]; everything else
// that [Open] returns means that the file is broken.
var (
	ErrEncrypted = errors.New("the file is encrypted")
	ErrTooLarge  = errors.New("the file is too large")
	ErrNoPages   = errors.New("the file has no pages")
)

// File is the pages of a PDF file and all that they need. It is read-only and
// safe for concurrent use.
type File struct {
	Pages   []*Page
	objects []object
}

// Page is one page. It is seen upright, cut to its crop box.
type Page struct {
	// Width and Height of what is seen, in points, turned as viewers turn it.
	Width, Height float64
	file          *File
	box           rectangle
	// matrix takes the file's coordinates to points from the lower left corner
	// of what is seen (ISO 32000-1, 8.3.4).
	matrix  [6]float64
	content []byte  // the page's description
	rest    value   // entries of the form's dictionary: resources, group
	over    []stamp // what annotations draw over it
}

// rectangle has its lower left corner first.
type rectangle struct{ left, bottom, right, top float64 }

// OpenFile reads a file; see [Open].
func OpenFile(path string) (*File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Size() > MaxBytes {
		return nil, ErrTooLarge
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return Open(data)
}

// Open reads a PDF file. A file that needs a password, or that only its owner
// may change, is [ErrEncrypted]; one of more than [MaxBytes], or of more than
// [MaxPages] pages, is [ErrTooLarge]. A file that is no sound PDF never panics.
func Open(data []byte) (f *File, err error) {
	if len(data) > MaxBytes {
		return nil, ErrTooLarge
	}
	defer func() {
		if r := recover(); r != nil {
			f, err = nil, fmt.Errorf("broken file: %v", r)
		}
	}()
	limit, stop := context.WithTimeout(context.Background(), maxTime)
	defer stop()
	source, err := pdfcpu.ReadWithContext(limit, newReader(data), configuration())
	switch {
	case errors.Is(err, pdfcpu.ErrWrongPassword):
		return nil, ErrEncrypted
	case err != nil:
		return nil, err
	case source.Encrypt != nil:
		return nil, ErrEncrypted
	}
	return take(source.XRefTable)
}

// noFolder keeps pdfcpu from making a folder for its settings.
var noFolder = sync.OnceFunc(func() { model.ConfigPath = "disable" })

func configuration() *model.Configuration {
	noFolder()
	c := model.NewDefaultConfiguration()
	c.Offline = true
	c.Limits = model.ResourceLimits{
		MaxStreamBytes: MaxBytes, MaxDecodeBytes: maxDecoded, MaxImagePixels: 1 << 26, MaxImageBytes: maxDecoded,
		MaxObjectCount: maxObjects, MaxObjectStreamCount: maxObjects, MaxObjectStreamFirst: 1 << 20, MaxXRefEntries: maxObjects, MaxRecursionDepth: maxDepth,
	}
	return c
}
