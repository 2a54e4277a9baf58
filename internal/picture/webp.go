package picture

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"

	"golang.org/x/image/webp"
)

// webpFile is the one picture of a file, or the first of a moving one, as a
// file of its own.
type webpFile struct {
	still         []byte
	moves         bool
	exif, profile []byte
}

func (f *webpFile) pages() int { return 1 }

// openWebP walks the chunks of the container (RFC 9649, section 2.7) and reads
// the size from the picture's own header too: the decoder goes by that.
func openWebP(data []byte) (content, error) {
	f := new(webpFile)
	var alpha, picture chunk
	var canvas []byte
	for _, c := range chunks(data[12:]) {
		switch c.kind {
		case "VP8X":
			canvas = c.body
		case "EXIF":
			f.exif, _ = bytes.CutPrefix(c.body, []byte("Exif\x00\x00"))
		case "ICCP":
			f.profile = c.body
		case "ALPH":
			alpha = c
		case "VP8 ", "VP8L":
			if picture.kind == "" {
				picture = c
			}
		case "ANMF":
			const header = 16
			if f.moves = true; picture.kind != "" || len(c.body) < header {
				continue
			}
			for _, inner := range chunks(c.body[header:]) {
				switch inner.kind {
				case "ALPH":
					alpha = inner
				case "VP8 ", "VP8L":
					picture = inner
				}
			}
		}
	}
	w, h, err := webpSize(picture)
	if err != nil {
		return nil, err
	}
	if err := checkSize(w, h); err != nil {
		return nil, err
	}
	if len(canvas) >= 10 && !f.moves && (w != 1+uint24(canvas[4:]) || h != 1+uint24(canvas[7:])) {
		return nil, errors.New("two sizes")
	}
	f.still = still(w, h, alpha, picture)
	return f, nil
}

type chunk struct {
	kind string
	body []byte
}

// chunks lists the parts of a container; a last one that is cut off counts.
func chunks(data []byte) (all []chunk) {
	for at := 0; at+8 <= len(data) && len(all) < maxPages; {
		size := uint64(binary.LittleEndian.Uint32(data[at+4:]))
		end := min(uint64(at)+8+size, uint64(len(data)))
		all = append(all, chunk{string(data[at : at+4]), data[at+8 : end]})
		if at = int(end); size%2 == 1 {
			at++
		}
	}
	return all
}

func uint24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }

func webpSize(c chunk) (w, h int, err error) {
	b := c.body
	switch {
	case c.kind == "VP8 " && len(b) >= 10 && string(b[3:6]) == "\x9d\x01\x2a":
		return int(binary.LittleEndian.Uint16(b[6:]) & 0x3fff), int(binary.LittleEndian.Uint16(b[8:]) & 0x3fff), nil
	case c.kind == "VP8L" && len(b) >= 5 && b[0] == 0x2f:
		bits := binary.LittleEndian.Uint32(b[1:])
		return int(bits&0x3fff) + 1, int(bits>>14&0x3fff) + 1, nil
	}
	return 0, 0, errors.New("no picture data")
}

// still writes a container of one picture and its alpha.
func still(w, h int, alpha, picture chunk) []byte {
	var body []byte
	add := func(kind string, b []byte) {
		body = append(body, kind...)
		body = binary.LittleEndian.AppendUint32(body, uint32(len(b)))
		if body = append(body, b...); len(b)%2 == 1 {
			body = append(body, 0)
		}
	}
	if alpha.kind != "" && picture.kind == "VP8 " {
		const hasAlpha = 0x10
		w, h := w-1, h-1
		add("VP8X", []byte{hasAlpha, 0, 0, 0, byte(w), byte(w >> 8), byte(w >> 16), byte(h), byte(h >> 8), byte(h >> 16)})
		add("ALPH", alpha.body)
	}
	add(picture.kind, picture.body)
	head := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body)+4))
	return append(append(head, "WEBP"...), body...)
}

func (f *webpFile) decode(ctx context.Context, _ int) (*decoded, error) {
	img, err := webp.Decode(stopped{ctx, bytes.NewReader(f.still)})
	if err != nil {
		return nil, err
	}
	d := &decoded{img: img, profile: f.profile, orientation: orientationOf(f.exif)}
	if f.moves {
		d.step("是动图，只取第一帧", "moves: took the first frame")
	}
	return d, nil
}
