package pdf

import (
	"strings"
	"unicode/utf8"
)

// Clean returns s as it can be printed: valid UTF-8 without control
// characters, marks of writing direction, joiners, selectors and other
// characters that have no shape. Tabs and unusual spaces become spaces, line
// ends become line feeds. Nothing that a reader would see is lost: what no
// font has stays in the text and is reported as missing.
func Clean(s string) string {
	if isClean(s) {
		return s
	}
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			return '\n'
		case isOddSpace(r):
			return ' '
		case shapeless(r):
			return -1
		case r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF: // noncharacters
			return '\uFFFD'
		}
		return r
	}, s)
}

func isClean(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if r == '\n' || r >= ' ' && r < 0x7F || r >= 0x2E80 && r < 0xD800 {
			continue
		}
		if r == '\r' || r == '\u0085' || isOddSpace(r) || shapeless(r) || r == '\u2028' || r == '\u2029' || r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF {
			return false
		}
	}
	return true
}

func isOddSpace(r rune) bool {
	return r == '\t' || r == '\v' || r == '\f' || r == '\u00A0' || r == '\u202F' || r == '\u205F' || r >= '\u2000' && r <= '\u200A'
}

func shapeless(r rune) bool {
	switch {
	case r < ' ' && r != '\n', r >= 0x7F && r <= 0x9F, r == 0xAD: // controls, soft hyphen
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F: // joiners, direction
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0000 && r <= 0xE0FFF, r == 0xFEFF, r >= 0xFFF9 && r <= 0xFFFB: // selectors, tags, marks
	default:
		return false
	}
	return true
}
