package picture

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"errors"
	"image/png"
	"io"
)

// maxProfile is how large a colour profile may unpack to; those of printing
// presses have 2 MB.
const maxProfile = 4 << 20

type pngFile struct {
	data          []byte
	exif, profile []byte
}

func (f *pngFile) pages() int { return 1 }

// openPNG reads the header, the profile and the camera's notes (PNG third
// edition, 11.2.1, 11.3.2.3 and 11.3.4.6).
func openPNG(data []byte) (content, error) {
	f := &pngFile{data: data}
	const signature, overhead = 8, 12
	for at := signature; at+overhead <= len(data); {
		size := uint64(binary.BigEndian.Uint32(data[at:]))
		kind := string(data[at+4 : at+8])
		if at == signature {
			if kind != "IHDR" || size != 13 || len(data) < at+overhead+13 {
				return nil, errors.New("no header")
			}
			w, h := binary.BigEndian.Uint32(data[at+8:]), binary.BigEndian.Uint32(data[at+12:])
			most := MaxPixels
			if data[at+16] == 16 {
				most = maxDeepPixels
			}
			if w > 1<<30 || h > 1<<30 {
				return nil, errors.New("no such size")
			}
			if err := checkSizeOf(int(w), int(h), most); err != nil {
				return nil, err
			}
		}
		if size > uint64(len(data)-at-overhead) {
			break
		}
		body := data[at+8 : at+8+int(size)]
		switch kind {
		case "eXIf":
			f.exif = body
		case "iCCP":
			f.profile = unpackProfile(body)
		}
		at += overhead + int(size)
	}
	if len(data) < signature+overhead+13 {
		return nil, errors.New("no header")
	}
	return f, nil
}

// unpackProfile takes the profile out of a chunk: a name, a method, and data.
func unpackProfile(chunk []byte) []byte {
	_, packed, ok := bytes.Cut(chunk, []byte{0})
	if !ok || len(packed) < 2 {
		return []byte{}
	}
	r, err := zlib.NewReader(bytes.NewReader(packed[1:]))
	if err != nil {
		return []byte{}
	}
	defer r.Close()
	profile, err := io.ReadAll(io.LimitReader(r, maxProfile))
	if err != nil {
		return []byte{}
	}
	return profile
}

func (f *pngFile) decode(ctx context.Context, _ int) (*decoded, error) {
	img, err := png.Decode(stopped{ctx, bytes.NewReader(f.data)})
	if err != nil {
		return nil, err
	}
	return &decoded{img: img, profile: f.profile, orientation: orientationOf(f.exif)}, nil
}

// stopped is a reader that ends with its context.
type stopped struct {
	ctx context.Context
	r   io.Reader
}

func (s stopped) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}
