package jpeg

import (
	"errors"
	"fmt"
	"image"
	"slices"
)

// Window is the range of file sizes to hit, in bytes, both ends included. Min
// may be 0.
type Window struct{ Min, Max int }

// Chroma says how finely colour is sampled.
type Chroma int

// The ways to sample colour.
const (
	ChromaAuto Chroma = iota // 4:2:0, or 4:4:4 where the bytes allow it and it shows
	Chroma420                // every second pixel, in both directions
	Chroma444                // every pixel
)

// Options tell [EncodeWindow] how to encode. The zero value is right for most.
type Options struct {
	Density    int    // pixels per inch, written into the header; 0 for none
	Chroma     Chroma // how finely colour is sampled
	Sequential bool   // one scan, for decoders that know no progressive files
}

// Encoded is an encoded picture.
type Encoded struct {
	Bytes   []byte  // the file
	Quality float64 // on libjpeg's scale, 1 to 100, but with fractions and for another base table
	Chroma  Chroma  // Chroma420 or Chroma444
	Padded  int     // bytes of filler that were needed to reach Window.Min; 0 as a rule
}

// Errors of EncodeWindow.
var (
	// ErrSize says that the picture has no pixels, or more than 65,535 in a row
	// or column.
	ErrSize = errors.New("jpeg: picture size out of range")
	// ErrWindow says that the window makes no sense.
	ErrWindow = errors.New("jpeg: impossible byte window")
	// ErrTooLarge says that even the lowest quality is above Window.Max: the
	// picture needs fewer pixels.
	ErrTooLarge = errors.New("jpeg: too many pixels for the byte window")
)

// EncodeWindow returns the picture at the highest quality whose file fits
// under w.Max. Alpha is left out of account; grey pictures too become files of
// three components.
//
// Where the best quality stays below w.Min, colour is sampled more finely, then
// the scans are written in a less dense way, and at last filler is added, see
// Encoded.Padded. A caller who cares enlarges the picture then.
func EncodeWindow(img image.Image, w Window, opt Options) (Encoded, error) {
	size := img.Bounds().Size()
	switch {
	case size.X < 1 || size.Y < 1 || size.X > 0xFFFF || size.Y > 0xFFFF:
		return Encoded{}, fmt.Errorf("%w: %d × %d", ErrSize, size.X, size.Y)
	case w.Min < 0 || w.Max < w.Min || w.Max < 1:
		return Encoded{}, fmt.Errorf("%w: %d to %d", ErrWindow, w.Min, w.Max)
	}
	return encode(img, w, opt)
}

// fineQuality is the quality above which it is worth to look whether 4:4:4
// is the better picture for the same bytes.
const fineQuality = 85

// encode tries what the chroma option allows: 4:2:0 first, 4:4:4 where the
// window has room for it, and a sequential file where it has too much.
func encode(img image.Image, w Window, opt Options) (Encoded, error) {
	chroma := opt.Chroma
	if chroma == ChromaAuto {
		chroma = Chroma420
	}
	best, ok := newEncoder(img, chroma, opt).best(w.Max)
	if !ok {
		return Encoded{}, ErrTooLarge
	}
	if opt.Chroma == ChromaAuto && best.scale.quality() >= fineQuality {
		finer, ok := newEncoder(img, Chroma444, opt).best(w.Max)
		if ok && (len(best.bytes) < w.Min || finer.error > 0 && finer.error < best.error) {
			chroma, best = Chroma444, finer
		}
	}
	if len(best.bytes) < w.Min && !opt.Sequential {
		opt.Sequential = true
		if longer, ok := newEncoder(img, chroma, opt).best(w.Max); ok && len(longer.bytes) > len(best.bytes) {
			best = longer
		}
	}
	e := Encoded{Bytes: best.bytes, Quality: best.scale.quality(), Chroma: chroma}
	e.pad(w.Min)
	return e, nil
}

// pad brings a file to at least so many bytes with comment segments behind its
// first segment, the JFIF header; every decoder skips them. Where less than a
// segment is missing, fill bytes before the next marker do (ITU-T T.81,
// B.1.1.2 and B.2.4.5).
func (e *Encoded) pad(least int) {
	const head, most = 4, 0xFFFF + 2 // of a segment: marker and length; with its longest body
	e.Padded = max(0, least-len(e.Bytes))
	filler := make([]byte, 0, e.Padded)
	for left := e.Padded; left > 0; {
		if left < head {
			filler = append(filler, 0xFF)
			left--
			continue
		}
		size := min(left, most)
		filler = append(filler, 0xFF, markCOM, byte((size-2)>>8), byte(size-2))
		filler = append(filler, make([]byte, size-head)...)
		left -= size
	}
	behind := 4 + int(e.Bytes[4])<<8 + int(e.Bytes[5])
	e.Bytes = slices.Concat(e.Bytes[:behind], filler, e.Bytes[behind:])
}
