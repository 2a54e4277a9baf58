// Package ttf reads TrueType fonts and cuts the few glyphs of a document out
// of them.
//
// It knows what a PDF needs of a font and no more: the character map, the
// advance widths, some metrics and the outlines. Hinting programs are kept
// when a font has them; layout tables, names and bitmaps are not. Source of
// the formats: the OpenType specification, chapters cmap, glyf, head, hhea,
// hmtx, loca, maxp, name and OS/2.
package ttf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// GID numbers a glyph of one font. 0 is the glyph for characters that the font
// does not have.
type GID uint16

// Font is a parsed font. It is read-only and safe for concurrent use. The
// outlines stay in the file and are read when they are cut.
type Font struct {
	// Name is the PostScript name, e.g. NotoSerifSC-Regular.
	Name string
	// Ascent, Descent, CapHeight and Box describe the font in thousandths of
	// an em; Descent is negative. Box is left, bottom, right, top.
	Ascent, Descent, CapHeight int
	Box                        [4]int

	file      io.ReaderAt
	tables    map[string]section
	unitsPer  int // font units per em
	glyphs    int // number of glyphs
	advances  []byte
	metrics   int // number of full entries in advances
	offsets   []byte
	longOffs  bool
	basic     []GID // by code point up to U+FFFF
	astral    map[rune]GID
	head      []byte
	hhea      []byte
	maxp      []byte
	programs  map[string][]byte // hinting: cvt, fpgm, prep
	glyfStart int64
	glyfSize  int64
}

type section struct{ offset, size int64 }

// Limits that keep a damaged file from asking for the memory of the machine.
const (
	maxTables    = 64
	maxTableSize = 64 << 20
)

var be = binary.BigEndian

// Parse reads the tables of a font with TrueType outlines. Collections and
// fonts with PostScript outlines are refused.
func Parse(file io.ReaderAt) (*Font, error) {
	f := &Font{file: file, programs: make(map[string][]byte)}
	if err := f.readDirectory(); err != nil {
		return nil, err
	}
	for _, step := range []func() error{f.readHead, f.readMetrics, f.readOffsets, f.readCharacters, f.readPrograms} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	f.Name = f.readName()
	return f, nil
}

func (f *Font) readDirectory() error {
	var header [12]byte
	if _, err := f.file.ReadAt(header[:], 0); err != nil {
		return fmt.Errorf("font header: %w", err)
	}
	if v := be.Uint32(header[:]); v != 0x00010000 && v != 0x74727565 {
		return fmt.Errorf("not a font with TrueType outlines (signature %08x)", v)
	}
	count := int(be.Uint16(header[4:]))
	if count > maxTables {
		return fmt.Errorf("font has %d tables", count)
	}
	entries := make([]byte, 16*count)
	if _, err := f.file.ReadAt(entries, 12); err != nil {
		return fmt.Errorf("font directory: %w", err)
	}
	f.tables = make(map[string]section, count)
	for ; len(entries) > 0; entries = entries[16:] {
		f.tables[string(entries[:4])] = section{int64(be.Uint32(entries[8:])), int64(be.Uint32(entries[12:]))}
	}
	return nil
}

// table reads a whole table that has at least min bytes.
func (f *Font) table(name string, min int) ([]byte, error) {
	s, ok := f.tables[name]
	if !ok {
		return nil, fmt.Errorf("font has no table %q", name)
	}
	if s.size < int64(min) || s.size > maxTableSize {
		return nil, fmt.Errorf("font table %q has %d bytes", name, s.size)
	}
	data := make([]byte, s.size)
	if n, err := f.file.ReadAt(data, s.offset); n < len(data) {
		return nil, fmt.Errorf("font table %q: %w", name, err)
	}
	return data, nil
}

func (f *Font) readHead() (err error) {
	if f.head, err = f.table("head", 54); err != nil {
		return err
	}
	if f.maxp, err = f.table("maxp", 6); err != nil {
		return err
	}
	f.unitsPer = int(be.Uint16(f.head[18:]))
	if f.unitsPer < 16 || f.unitsPer > 16384 {
		return fmt.Errorf("font has %d units per em", f.unitsPer)
	}
	f.longOffs = be.Uint16(f.head[50:]) != 0
	f.glyphs = int(be.Uint16(f.maxp[4:]))
	for i := range f.Box {
		f.Box[i] = f.thousandths(int(int16(be.Uint16(f.head[36+2*i:]))))
	}
	return nil
}

func (f *Font) readMetrics() (err error) {
	if f.hhea, err = f.table("hhea", 36); err != nil {
		return err
	}
	f.Ascent = f.thousandths(int(int16(be.Uint16(f.hhea[4:]))))
	f.Descent = f.thousandths(int(int16(be.Uint16(f.hhea[6:]))))
	f.CapHeight = f.Ascent
	if os2, err := f.table("OS/2", 90); err == nil && be.Uint16(os2) > 1 {
		f.CapHeight = f.thousandths(int(int16(be.Uint16(os2[88:]))))
	}
	f.metrics = int(be.Uint16(f.hhea[34:]))
	if f.metrics < 1 || f.metrics > f.glyphs {
		return fmt.Errorf("font has %d advance widths for %d glyphs", f.metrics, f.glyphs)
	}
	f.advances, err = f.table("hmtx", 4*f.metrics+2*(f.glyphs-f.metrics))
	return err
}

func (f *Font) readOffsets() (err error) {
	width := 2
	if f.longOffs {
		width = 4
	}
	if f.offsets, err = f.table("loca", width*(f.glyphs+1)); err != nil {
		return err
	}
	glyf, ok := f.tables["glyf"]
	if !ok {
		return errors.New(`font has no table "glyf"`)
	}
	f.glyfStart, f.glyfSize = glyf.offset, glyf.size
	return nil
}

func (f *Font) readPrograms() error {
	for _, name := range []string{"cvt ", "fpgm", "prep"} {
		if _, ok := f.tables[name]; !ok {
			continue
		}
		data, err := f.table(name, 0)
		if err != nil {
			return err
		}
		f.programs[name] = data
	}
	return nil
}

// readName finds the PostScript name, name record 6; "Font" when there is
// none that a PDF could show.
func (f *Font) readName() string {
	data, err := f.table("name", 6)
	if err != nil {
		return "Font"
	}
	strings := int(be.Uint16(data[4:]))
	for i := range int(be.Uint16(data[2:])) {
		at := 6 + 12*i
		if at+12 > len(data) {
			break
		}
		record := data[at:]
		start := strings + int(be.Uint16(record[10:]))
		end := start + int(be.Uint16(record[8:]))
		if be.Uint16(record[6:]) != 6 || end > len(data) {
			continue
		}
		if name := plainName(data[start:end]); name != "" {
			return name
		}
	}
	return "Font"
}

// plainName keeps the letters, digits and hyphens of an ASCII or UTF-16 name.
func plainName(raw []byte) string {
	var name []byte
	for _, c := range raw {
		if c == '-' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' {
			name = append(name, c)
		}
	}
	return string(name)
}

func (f *Font) thousandths(units int) int {
	if units < 0 {
		return -f.thousandths(-units)
	}
	return (2000*units + f.unitsPer) / (2 * f.unitsPer)
}

// Glyph returns the glyph of a character, 0 when the font has none.
func (f *Font) Glyph(r rune) GID {
	if r >= 0 && int(r) < len(f.basic) {
		return f.basic[r]
	}
	return f.astral[r]
}

// Advance returns the width of a glyph in thousandths of an em.
func (f *Font) Advance(g GID) int {
	i := min(int(g), f.metrics-1)
	return f.thousandths(int(be.Uint16(f.advances[4*i:])))
}

// Source returns the file that the font was parsed from, for who needs more of
// it than a PDF does.
func (f *Font) Source() io.ReaderAt { return f.file }
