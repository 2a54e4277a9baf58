package app

import (
	"encoding/binary"
	"slices"
	"sync"

	"fyne.io/fyne/v2"
)

// The leading of the window's font, in thousandths of its size: lines are one
// and a half times as high as their text is large, with Chinese characters in
// their middle. The font's own lines are 1.448 times as high: the toolkit draws
// those squeezed to whole pixels, which eats the feet of letters, and sets
// Chinese visibly below the middle of buttons.
const (
	ascent  = 1130
	descent = -370
)

// windowFont returns an embedded font with the window's leading.
func windowFont(name string) fyne.Resource {
	loaded.Lock()
	defer loaded.Unlock()
	if font, ok := loaded.fonts[name]; ok {
		return font
	}
	font := fyne.NewStaticResource(name, withLeading(embedded(name).Content()))
	loaded.fonts[name] = font
	return font
}

var loaded = struct {
	sync.Mutex
	fonts map[string]fyne.Resource
}{fonts: make(map[string]fyne.Resource)}

// withLeading returns a copy of a TrueType font with another leading: ascender
// and descender in the tables hhea and OS/2, and no gap between lines. See
// https://learn.microsoft.com/typography/opentype/spec/hhea. A font whose tables
// cannot be found comes back as it is.
func withLeading(font []byte) []byte {
	hhea, os2, head := table(font, "hhea", 10), table(font, "OS/2", 78), table(font, "head", 20)
	if hhea == 0 || os2 == 0 || head == 0 {
		return font
	}
	changed := slices.Clone(font)
	perEm := int(binary.BigEndian.Uint16(changed[head+18:]))
	put := func(at, thousandths int) {
		binary.BigEndian.PutUint16(changed[at:], uint16(int16(thousandths*perEm/1000)))
	}
	for _, at := range []int{hhea + 4, os2 + 68} { // ascender, descender, line gap
		put(at, ascent)
		put(at+2, descent)
		put(at+4, 0)
	}
	return changed
}

// table returns where a table of a font begins, 0 when it has none of at least
// the length.
func table(font []byte, tag string, length int) int {
	if len(font) < 12 {
		return 0
	}
	for i := range int(binary.BigEndian.Uint16(font[4:])) {
		record := 12 + 16*i
		if len(font) < record+16 {
			return 0
		}
		if string(font[record:record+4]) == tag {
			at := int(binary.BigEndian.Uint32(font[record+8:]))
			if at+length > len(font) {
				return 0
			}
			return at
		}
	}
	return 0
}
