package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"

	"github.com/klauspost/compress/zstd"

	"beiandesk/assets"
	"beiandesk/pdf/ttf"
)

// Face is a style of letters.
type Face uint8

// The faces: Song (serif) for text, Hei (sans serif) for labels, Bold for
// titles.
const (
	Song Face = iota
	Hei
	Bold
	faceCount
)

// String returns the face's name.
func (f Face) String() string { return [...]string{"song", "hei", "bold"}[f] }

// fontFiles are the embedded fonts, by face.
var fontFiles = [faceCount]string{"fonts/song-regular.ttf", "fonts/hei-regular.ttf", "fonts/hei-bold.ttf"}

// fontSet is what text is measured and drawn with. It is read-only.
type fontSet struct {
	// chains lists the fonts of a face in the order in which they are asked
	// for a character.
	chains [faceCount][]*ttf.Font
	// rare returns the font that every face ends with: characters of names
	// that stand in no other. It is large, and opened when one is met.
	rare func() *ttf.Font
}

// fonts returns the embedded fonts, parsed once.
var fonts = sync.OnceValues(func() (*fontSet, error) {
	var files [faceCount]*ttf.Font
	for face, name := range fontFiles {
		font, err := openFont(name)
		if err != nil {
			return nil, fmt.Errorf("font %s: %w", name, err)
		}
		files[face] = font
	}
	return &fontSet{chains: [faceCount][]*ttf.Font{
		Song: {files[Song]},
		Hei:  {files[Hei], files[Song]},
		Bold: {files[Bold], files[Song]},
	}, rare: rareFont}, nil
})

// The code points that the rare font has glyphs in: extensions B to F of the
// unified ideographs. Others do not open it.
const firstRare, lastRare = 0x20000, 0x2EBE0

// maxRare bounds the memory that a font may take when it is unpacked.
const maxRare = 64 << 20

// rareFont unpacks and parses the font for rare characters, once. Without it,
// which only a damaged program would be, they count as missing.
var rareFont = sync.OnceValue(func() *ttf.Font {
	font, err := openPacked("fonts/rare.ttf.zst")
	if err != nil {
		return nil
	}
	return font
})

// openPacked parses a font that is embedded compressed.
func openPacked(name string) (*ttf.Font, error) {
	packed, err := assets.FS.ReadFile(name)
	if err != nil {
		return nil, err
	}
	unpacker, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxRare))
	if err != nil {
		return nil, err
	}
	defer unpacker.Close()
	data, err := unpacker.DecodeAll(packed, nil)
	if err != nil {
		return nil, err
	}
	return ttf.Parse(bytes.NewReader(data))
}

// openFont parses an embedded font without copying its outlines to memory.
func openFont(name string) (font *ttf.Font, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("damaged font: %v", r)
		}
	}()
	file, err := assets.FS.Open(name)
	if err != nil {
		return nil, err
	}
	at, ok := file.(io.ReaderAt)
	if !ok {
		return nil, errors.Join(fs.ErrInvalid, file.Close())
	}
	return ttf.Parse(at)
}

// geta is drawn in place of a character that no font has, as printers of
// Chinese always did: 〓.
const geta = '〓'

// pick returns the font and glyph of a character, those of 〓 and false when
// no font of the face has it.
func (s *fontSet) pick(face Face, r rune) (font *ttf.Font, glyph ttf.GID, ok bool) {
	for _, font := range s.chains[face] {
		if g := font.Glyph(r); g != 0 {
			return font, g, true
		}
	}
	if r >= firstRare && r <= lastRare {
		if font := s.rare(); font != nil {
			if g := font.Glyph(r); g != 0 {
				return font, g, true
			}
		}
	}
	font = s.chains[face][0]
	return font, font.Glyph(geta), false
}

// advance returns the width of a character in thousandths of its size.
func (s *fontSet) advance(face Face, r rune) (int, bool) {
	font, glyph, ok := s.pick(face, r)
	return font.Advance(glyph), ok
}
