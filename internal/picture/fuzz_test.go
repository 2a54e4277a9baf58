package picture

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"os"
	"path/filepath"
	"testing"
)

// FuzzOpen reads whatever comes: an error of ours, or pictures within limits.
func FuzzOpen(f *testing.F) {
	for _, name := range []string{"lossy.webp", "cmyk.jpg", "progressive.jpg"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		f.Add(data[:len(data)/2])
	}
	f.Add(pngHeader(3, 4, 8))
	f.Add(bmpHeader(5, 6))
	f.Add([]byte("II*\x00\x08\x00\x00\x00\xff\xff"))
	f.Add(makeTIFF(tiffPage{{256, 4, 4}, {257, 4, 2}, {258, 3, 8}, {262, 3, 1}, {273, 4, 0}, {279, 4, 8}}))
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00\x3b"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if kind := sniff(data); kind == formatHEIF {
			return // a program of its own; its boxes have their own target
		}
		checkAny(t, data)
	})
}

// checkAny decodes the first pages of small pictures.
func checkAny(t *testing.T, data []byte) {
	file, err := open("输入", data)
	if err != nil {
		if e := new(Error); !errors.As(err, &e) {
			t.Errorf("error is %T", err)
		}
		return
	}
	if tooSlowToFuzz(file.content) {
		return
	}
	for n := range min(file.Pages, 2) {
		p, err := file.Page(context.Background(), n)
		if err != nil {
			if e := new(Error); !errors.As(err, &e) {
				t.Errorf("error is %T", err)
			}
			continue
		}
		if b := p.Image.Bounds(); b.Empty() || b.Min != (image.Point{}) || p.Turned < 1 || p.Turned > 8 {
			t.Errorf("%v turned %d", b, p.Turned)
		}
		switch p.Image.(type) {
		case *image.YCbCr, *image.NRGBA, *image.Gray:
		default:
			t.Errorf("a page is a %T", p.Image)
		}
	}
}

// tooSlowToFuzz holds back what is within the limits and large.
func tooSlowToFuzz(c content) bool {
	const most = 1 << 18
	switch c := c.(type) {
	case *jpegFile:
		return c.width*c.height > most
	case *tiffFile:
		for _, d := range c.directories {
			if uint64(d.one(tagWidth, 0))*uint64(d.one(tagHeight, 0)) > most {
				return true
			}
		}
	case *gifFile:
		return c.screen.X*c.screen.Y > most
	case *bmpFile:
		w, h := int32(binary.LittleEndian.Uint32(c.data[18:])), int32(binary.LittleEndian.Uint32(c.data[22:]))
		return int64(w)*int64(h) > most || int64(w)*int64(h) < -most
	case *pngFile:
		return uint64(binary.BigEndian.Uint32(c.data[16:]))*uint64(binary.BigEndian.Uint32(c.data[20:])) > most
	case *webpFile:
		config, _, err := image.DecodeConfig(bytes.NewReader(c.still))
		return err != nil || config.Width*config.Height > most
	}
	return false
}

func FuzzOrientation(f *testing.F) {
	f.Add([]byte("II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00"))
	f.Add([]byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if got := orientationOf(data); got < 1 || got > 8 {
			t.Errorf("orientation %d", got)
		}
		if frames := framesInGIF(data, 10); frames < 0 || frames > 10 {
			t.Errorf("%d frames", frames)
		}
	})
}
