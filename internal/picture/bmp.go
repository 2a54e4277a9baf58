package picture

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"

	"github.com/jsummers/gobmp"
	"golang.org/x/image/bmp"
)

type bmpFile struct{ data []byte }

func (f *bmpFile) pages() int { return 1 }

// openBMP reads the size from the header: 16 bits a side in OS/2's, 32 in
// Windows's, where a negative height means from top to bottom.
func openBMP(data []byte) (content, error) {
	if len(data) < 26 {
		return nil, errors.New("no header")
	}
	var w, h int
	if binary.LittleEndian.Uint32(data[14:]) == 12 {
		w, h = int(binary.LittleEndian.Uint16(data[18:])), int(binary.LittleEndian.Uint16(data[20:]))
	} else {
		w, h = int(int32(binary.LittleEndian.Uint32(data[18:]))), int(int32(binary.LittleEndian.Uint32(data[22:])))
	}
	if h < 0 {
		h = -h
	}
	if err := checkSize(w, h); err != nil {
		return nil, err
	}
	return &bmpFile{data}, nil
}

// decode tries the library for today's files, then the one for every other:
// packed by runs, of 4 or 16 bits, of OS/2.
func (f *bmpFile) decode(ctx context.Context, _ int) (*decoded, error) {
	img, err := bmp.Decode(stopped{ctx, bytes.NewReader(f.data)})
	if errors.Is(err, bmp.ErrUnsupported) {
		img, err = old(ctx, f.data)
	}
	if err != nil {
		return nil, err
	}
	return &decoded{img: img}, nil
}

func old(ctx context.Context, data []byte) (image.Image, error) {
	return gobmp.Decode(stopped{ctx, bytes.NewReader(data)})
}
