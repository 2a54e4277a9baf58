package specimen

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/jpeg"
)

// Orientation is an EXIF orientation, 1 to 8, or 0 for a file without EXIF
// (CIPA DC-008, tag 0x0112).
type Orientation int

// The orientations that phones store.
const (
	NoExif     Orientation = 0
	Normal     Orientation = 1
	UpsideDown Orientation = 3 // shown turned by 180°
	TurnRight  Orientation = 6 // shown turned clockwise by 90°
	TurnLeft   Orientation = 8 // shown turned anticlockwise by 90°
)

// stored tells, for every orientation, where the pixel at (x, y) of a viewed
// picture of w × h pixels is stored.
func (o Orientation) stored(x, y, w, h int) (int, int) {
	switch o {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, w - 1 - x
	case 7:
		return h - 1 - y, w - 1 - x
	case 8:
		return h - 1 - y, x
	}
	return x, y
}

// Stored returns the picture as a camera stores it, so that a program that
// obeys the orientation shows view.
func Stored(view *image.RGBA, o Orientation) *image.RGBA {
	if o <= Normal {
		return view
	}
	w, h := view.Rect.Dx(), view.Rect.Dy()
	size := image.Pt(w, h)
	if o >= 5 {
		size = image.Pt(h, w)
	}
	out := image.NewRGBA(image.Rectangle{Max: size})
	for y := range h {
		for x := range w {
			sx, sy := o.stored(x, y, w, h)
			copy(out.Pix[out.PixOffset(sx, sy):][:4], view.Pix[view.PixOffset(x, y):])
		}
	}
	return out
}

// JPEG encodes a picture at a quality of 1 to 100, stored and marked with an
// orientation.
func JPEG(view image.Image, quality int, o Orientation) ([]byte, error) {
	if rgba, ok := view.(*image.RGBA); ok {
		view = Stored(rgba, o)
	} else if o > Normal {
		return nil, fmt.Errorf("specimen: a %T cannot be stored turned", view)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, view, &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("specimen: encode JPEG: %w", err)
	}
	return withExif(b.Bytes(), o), nil
}

// JPEGOf encodes a picture at the best quality that needs no more than limit
// bytes, between 30 and 95.
func JPEGOf(view image.Image, limit int, o Orientation) (data []byte, err error) {
	for low, high := 30, 95; low <= high; {
		mid := (low + high) / 2
		tried, err := JPEG(view, mid, o)
		if err != nil {
			return nil, err
		}
		if data == nil || len(tried) <= limit {
			data = tried
		}
		if len(tried) <= limit {
			low = mid + 1
		} else {
			high = mid - 1
		}
	}
	return data, nil
}

// withExif puts an APP1 segment after the start of a JPEG: maker, model and
// orientation in big-endian TIFF form.
func withExif(data []byte, o Orientation) []byte {
	if o == NoExif {
		return data
	}
	const maker, model = "SPECIMEN\x00\x00", "YANGZHANG\x00"
	const entries, after = 3, 8 + 2 + 3*12 + 4 // where the texts lie
	be := binary.BigEndian
	tiff := []byte("MM\x00*\x00\x00\x00\x08")
	tiff = be.AppendUint16(tiff, entries)
	text := func(tag uint16, n, at int) {
		tiff = be.AppendUint16(be.AppendUint16(tiff, tag), 2)
		tiff = be.AppendUint32(be.AppendUint32(tiff, uint32(n)), uint32(at))
	}
	text(0x010f, len(maker), after)
	text(0x0110, len(model), after+len(maker))
	tiff = be.AppendUint16(be.AppendUint16(tiff, 0x0112), 3)
	tiff = be.AppendUint16(be.AppendUint32(tiff, 1), uint16(o))
	tiff = append(tiff, 0, 0, 0, 0, 0, 0) // rest of the value; no next directory
	tiff = append(append(tiff, maker...), model...)

	segment := append([]byte("Exif\x00\x00"), tiff...)
	out := append([]byte{}, data[:2]...)
	out = be.AppendUint16(append(out, 0xff, 0xe1), uint16(len(segment)+2))
	return append(append(out, segment...), data[2:]...)
}
