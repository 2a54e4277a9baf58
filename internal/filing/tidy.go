package filing

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// invisible reports whether r leaves no trace on the page: zero-width spaces and
// joiners, direction marks, the byte order mark and the soft hyphen. They come
// with text copied from web pages and chats, and make equal values differ.
func invisible(r rune) bool {
	switch {
	case r < 0x20 || 0x7f <= r && r < 0xa0:
		return !unicode.IsSpace(r)
	case r == 0xad, 0x200b <= r && r <= 0x200f, 0x202a <= r && r <= 0x202e, 0x2060 <= r && r <= 0x206f, r == 0xfeff:
		return true
	}
	return false
}

// tidy returns s as one line of valid UTF-8: invisible characters dropped, every
// kind of space and line break made a plain space, runs of them made one, the
// ends trimmed.
func tidy(s string) string { return tidyLines(s, false) }

// tidyLines is tidy, but keeps line breaks, as line feeds, when lines is set.
func tidyLines(s string, lines bool) string {
	if isTidy(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	gap := rune(0)
	for _, r := range s { // an invalid byte is ranged over as U+FFFD
		switch {
		case invisible(r):
		case lines && (r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' || r == '\u0085'):
			gap = '\n'
		case unicode.IsSpace(r) || r == '\u2028' || r == '\u2029':
			if gap == 0 {
				gap = ' '
			}
		default:
			if gap != 0 && b.Len() > 0 {
				b.WriteRune(gap)
			}
			gap = 0
			b.WriteRune(r)
		}
	}
	return composed(b.String())
}

// composed joins letters and the accents behind them into one character where
// there is one (NFC), as files from other systems have them apart. Chinese
// characters are left alone: normalising would exchange compatibility ideographs,
// which stand in names.
func composed(s string) string {
	if strings.IndexFunc(s, isAccent) < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	base := 0 // where the letter before the accents begins
	flush := func(end int) {
		if base < end {
			part := s[base:end]
			if r, size := utf8.DecodeRuneInString(part); size < len(part) && !isHan(r) {
				part = norm.NFC.String(part)
			}
			b.WriteString(part)
		}
		base = end
	}
	for i, r := range s {
		if !isAccent(r) {
			flush(i)
		}
	}
	flush(len(s))
	return b.String()
}

func isAccent(r rune) bool { return 0x300 <= r && r < 0x370 }

// isTidy reports whether tidy would leave s alone. It is the fast path: nearly
// every cell is tidy.
func isTidy(s string) bool {
	space := true
	for i, r := range s {
		switch {
		case r == ' ':
			if space {
				return false
			}
			space = true
			continue
		case r < 0x20 || 0x7f <= r && r <= 0xad || isAccent(r):
			return false
		case r == utf8.RuneError:
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return false
			}
		case 0x1680 <= r && r <= 0x206f || r == 0x3000 || r == 0xfeff:
			if unicode.IsSpace(r) || invisible(r) || r == '\u2028' || r == '\u2029' {
				return false
			}
		}
		space = false
	}
	return s == "" || !space
}

// halfWidth folds full-width letters, digits and marks to their ordinary forms
// (NFKC). It is for codes, numbers and addresses only: in names the width of a
// bracket is part of the name.
func halfWidth(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return tidy(norm.NFKC.String(s))
		}
	}
	return s
}

// isDash reports whether r is one of the strokes that people type for a hyphen.
func isDash(r rune) bool {
	switch r {
	case '-', '‐', '‑', '‒', '–', '—', '―', '−', '﹣', '－', 'ー', '─':
		return true
	}
	return false
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// allDigits reports whether s is made of ASCII digits and not empty.
func allDigits(s string) bool {
	for _, r := range s {
		if !isDigit(r) {
			return false
		}
	}
	return s != ""
}

// isHan reports whether r is a Chinese character.
func isHan(r rune) bool {
	return 0x4e00 <= r && r <= 0x9fff || r > 0x2e80 && unicode.Is(unicode.Han, r)
}
