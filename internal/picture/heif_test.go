package picture

import (
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"
)

func makeBox(kind string, body ...[]byte) []byte {
	b := append(make([]byte, 4), kind...)
	for _, part := range body {
		b = append(b, part...)
	}
	binary.BigEndian.PutUint32(b, uint32(len(b)))
	return b
}

// makeHEIF writes the boxes of a file without picture data, the first size that
// of the picture to see.
func makeHEIF(brand string, w, h uint32, others ...[2]uint32) []byte {
	extent := func(w, h uint32) []byte {
		return makeBox("ispe", make([]byte, 4), binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h))
	}
	properties := extent(w, h)
	for _, o := range others {
		properties = append(properties, extent(o[0], o[1])...)
	}
	properties = append(properties, makeBox("irot", []byte{1})...)
	last := byte(2 + len(others))
	return append(makeBox("ftyp", []byte(brand+"\x00\x00\x00\x00mif1")),
		makeBox("meta", make([]byte, 4), makeBox("pitm", make([]byte, 4), []byte{0, 1}),
			makeBox("iprp", makeBox("ipco", properties), makeBox("ipma", make([]byte, 4), []byte{0, 0, 0, 1, 0, 1, 2, 1, 0x80 | last})))...)
}

func TestBoxes(t *testing.T) {
	for _, brand := range []string{"heic", "avif"} {
		content, err := openHEIF(makeHEIF(brand, 4032, 3024, [2]uint32{512, 512}))
		if err != nil {
			t.Fatal(err)
		}
		f := content.(*heifFile)
		if f.width != 4032 || f.height != 3024 || f.rotation != 1 || f.av1 != (brand == "avif") {
			t.Errorf("%s: %+v", brand, f)
		}
	}
	whole := makeHEIF("heic", 40, 30)
	for n := range whole {
		if _, err := openHEIF(whole[:n]); err == nil {
			t.Errorf("%d bytes of %d are a picture", n, len(whole))
		}
	}
}

func TestTurnsOfBoxes(t *testing.T) {
	// irot turns against the clock, then imir mirrors: what is stored at the
	// upper left comes to lie in the corner that EXIF's value says as well.
	for rotation := range 4 {
		for mirror := range 3 {
			x, y, w, h := 0, 0, 7, 5
			for range rotation { // against the clock: (x, y) goes to (y, w-1-x)
				x, y, w, h = y, w-1-x, h, w
			}
			switch mirror {
			case 1:
				x = w - 1 - x
			case 2:
				y = h - 1 - y
			}
			if sx, sy := seen(turnOf(rotation, mirror), x, y, w, h); sx != 0 || sy != 0 {
				t.Errorf("rotation %d, mirror %d: the corner is taken from %d,%d", rotation, mirror, sx, sy)
			}
		}
	}
}

func TestPicturesOneAfterTheOther(t *testing.T) {
	for range 2 {
		for _, name := range []string{"paper.heic", "paper.avif"} {
			f, err := Open(filepath.Join("testdata", name))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.Page(context.Background(), 0); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	data, err := os.ReadFile(filepath.Join("testdata", "paper.heic"))
	if err != nil {
		t.Fatal(err)
	}
	f, err := open("a", data[:len(data)-60])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Page(context.Background(), 0); err == nil {
		t.Error("a picture without its data was decoded")
	}
}

func FuzzBoxes(f *testing.F) {
	f.Add(makeHEIF("heic", 40, 30, [2]uint32{20, 20}))
	f.Add(makeHEIF("avif", 40, 30))
	f.Fuzz(func(t *testing.T, data []byte) {
		content, err := openHEIF(data)
		if err != nil {
			return
		}
		h := content.(*heifFile)
		if checkSize(h.width, h.height) != nil || h.rotation < 0 || h.rotation > 3 || h.mirror < 0 || h.mirror > 2 {
			t.Errorf("%+v", h)
		}
	})
}
