package ttf

import "errors"

// readCharacters fills the character map from the Unicode subtables: format 4
// for the basic plane, format 12 for all planes.
func (f *Font) readCharacters() error {
	data, err := f.table("cmap", 4)
	if err != nil {
		return err
	}
	f.basic = make([]GID, 0x10000)
	f.astral = make(map[rune]GID)
	found := false
	for i := range int(be.Uint16(data[2:])) {
		at := 4 + 8*i
		if at+8 > len(data) {
			break
		}
		platform, encoding, offset := be.Uint16(data[at:]), be.Uint16(data[at+2:]), int(be.Uint32(data[at+4:]))
		if offset+16 > len(data) || platform != 0 && (platform != 3 || encoding != 1 && encoding != 10) {
			continue
		}
		switch subtable := data[offset:]; be.Uint16(subtable) {
		case 4:
			f.readSegments(subtable)
			found = true
		case 12:
			f.readGroups(subtable)
			found = true
		}
	}
	if !found {
		return errors.New("font has no Unicode character map")
	}
	return nil
}

// maxMapped bounds the work that a damaged character map can ask for.
const maxMapped = 1 << 20

// readSegments reads a subtable of format 4.
func (f *Font) readSegments(s []byte) {
	mapped := 0
	count := int(be.Uint16(s[6:])) / 2
	if 16+8*count > len(s) {
		return
	}
	for i := range count {
		last, first := int(be.Uint16(s[14+2*i:])), int(be.Uint16(s[16+2*count+2*i:]))
		delta, shift := int(be.Uint16(s[16+4*count+2*i:])), int(be.Uint16(s[16+6*count+2*i:]))
		for code := first; code <= last && code < 0xFFFF && mapped < maxMapped; code++ {
			mapped++
			glyph := code + delta
			if shift != 0 {
				at := 16 + 6*count + 2*i + shift + 2*(code-first)
				if at+2 > len(s) {
					break
				}
				if glyph = int(be.Uint16(s[at:])); glyph != 0 {
					glyph += delta
				}
			}
			f.set(rune(code), glyph&0xFFFF)
		}
	}
}

// readGroups reads a subtable of format 12.
func (f *Font) readGroups(s []byte) {
	mapped := 0
	count := int(be.Uint32(s[12:]))
	for i := 0; i < count && 16+12*i+12 <= len(s); i++ {
		group := s[16+12*i:]
		first, last, glyph := be.Uint32(group), be.Uint32(group[4:]), be.Uint32(group[8:])
		if last > 0x10FFFF || first > last {
			continue
		}
		for code := first; code <= last && int(glyph) < f.glyphs && mapped < maxMapped; code++ {
			mapped++
			f.set(rune(code), int(glyph))
			glyph++
		}
	}
}

func (f *Font) set(r rune, glyph int) {
	switch {
	case glyph == 0 || glyph >= f.glyphs:
	case r < 0x10000:
		f.basic[r] = GID(glyph)
	default:
		f.astral[r] = GID(glyph)
	}
}
