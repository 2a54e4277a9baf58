package specimen

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
)

// quarters is a picture whose corners differ: white, red, green, blue.
func quarters() *image.RGBA {
	c := newCanvas(96, 64, color.RGBA{255, 255, 255, 255})
	c.fill(48, 0, 96, 32, color.RGBA{255, 0, 0, 255})
	c.fill(48, 32, 96, 64, color.RGBA{0, 255, 0, 255})
	c.fill(0, 32, 48, 64, color.RGBA{0, 0, 255, 255})
	return c.img
}

func TestStoredFollowsTheStandard(t *testing.T) {
	// Which corner of the viewed picture - tl, tr, br, bl - is stored at the
	// upper left and at the upper right (CIPA DC-008, 4.6.4 A, Orientation).
	for o, want := range map[Orientation][2]string{
		1: {"white", "red"}, 2: {"red", "white"}, 3: {"green", "blue"}, 4: {"blue", "green"},
		5: {"white", "blue"}, 6: {"red", "green"}, 7: {"green", "red"}, 8: {"blue", "white"},
	} {
		m := Stored(quarters(), o)
		got := [2]string{named(m.RGBAAt(2, 2)), named(m.RGBAAt(m.Rect.Dx()-3, 2))}
		if got != want {
			t.Errorf("orientation %d stores %v, want %v", o, got, want)
		}
		if tall := m.Rect.Dy() > m.Rect.Dx(); tall != (o >= 5) {
			t.Errorf("orientation %d stores %v", o, m.Rect.Size())
		}
	}
}

func named(c color.RGBA) string {
	return map[color.RGBA]string{{255, 255, 255, 255}: "white", {255, 0, 0, 255}: "red", {0, 255, 0, 255}: "green", {0, 0, 255, 255}: "blue"}[c]
}

func TestJPEGIsMarked(t *testing.T) {
	for _, o := range []Orientation{NoExif, Normal, UpsideDown, TurnRight, TurnLeft} {
		data, err := JPEG(quarters(), 80, o)
		if err != nil {
			t.Fatal(err)
		}
		m, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("orientation %d: %v", o, err)
		}
		if want := Stored(quarters(), o).Rect.Size(); m.Bounds().Size() != want {
			t.Errorf("orientation %d: size %v, want %v", o, m.Bounds().Size(), want)
		}
		if got := orientationOf(data); got != o {
			t.Errorf("orientation %d is read back as %d", o, got)
		}
	}
}

// orientationOf reads the tag where withExif puts it: in the third entry of the
// first directory.
func orientationOf(data []byte) Orientation {
	at := bytes.Index(data, []byte("Exif\x00\x00MM"))
	if at < 0 {
		return NoExif
	}
	entry := data[at+6+8+2+2*12:]
	if binary.BigEndian.Uint16(entry) != 0x0112 {
		return -1
	}
	return Orientation(binary.BigEndian.Uint16(entry[8:]))
}

func TestJPEGOfKeepsItsLimit(t *testing.T) {
	m := Photograph(paper(400, 283), Scene{Size: image.Pt(320, 240), Pose: Pose{Width: 0.6}, Desk: Wood, Noise: 6, Seed: 1})
	free, err := JPEG(m, 95, NoExif)
	if err != nil {
		t.Fatal(err)
	}
	limit := len(free) / 2
	data, err := JPEGOf(m, limit, NoExif)
	if err != nil {
		t.Fatal(err)
	}
	if len(data) > limit || len(data) < limit*3/4 {
		t.Errorf("%d bytes of %d", len(data), limit)
	}
}
