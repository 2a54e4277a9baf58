package pdf

import (
	"sync"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"beiandesk/pdf/ttf"
)

// letterUnits is the size that outlines are read at: fine enough that no letter
// shows it.
const letterUnits = 2048

// outline is the shape of a glyph, in units of which [letterUnits] make the size of
// the letter; y grows downwards from the baseline.
type outline struct {
	segments                 sfnt.Segments
	left, top, right, bottom fixed.Int26_6
}

// letters reads outlines of glyphs and keeps those that it read. It is used by one
// page at a time.
type letters struct {
	buffer sfnt.Buffer
	read   map[letterKey]outline
}

type letterKey struct {
	font  *ttf.Font
	glyph ttf.GID
}

// outline returns the shape of a glyph, an empty one where the font is damaged.
func (l *letters) outline(font *ttf.Font, glyph ttf.GID) outline {
	key := letterKey{font, glyph}
	if o, ok := l.read[key]; ok {
		return o
	}
	var o outline
	if shapes := shapesOf(font); shapes != nil {
		if segments, err := shapes.LoadGlyph(&l.buffer, sfnt.GlyphIndex(glyph), letterUnits, nil); err == nil {
			box := segments.Bounds()
			o = outline{append(sfnt.Segments(nil), segments...), box.Min.X, box.Min.Y, box.Max.X, box.Max.Y}
		}
	}
	if l.read == nil {
		l.read = make(map[letterKey]outline)
	}
	l.read[key] = o
	return o
}

// shapes are the fonts as the library reads them that knows outlines.
var shapes = struct {
	sync.Mutex
	of map[*ttf.Font]*sfnt.Font
}{of: make(map[*ttf.Font]*sfnt.Font)}

func shapesOf(font *ttf.Font) *sfnt.Font {
	shapes.Lock()
	defer shapes.Unlock()
	f, ok := shapes.of[font]
	if !ok {
		f, _ = sfnt.ParseReaderAt(font.Source()) // nil when it is damaged, which the tests find
		shapes.of[font] = f
	}
	return f
}
