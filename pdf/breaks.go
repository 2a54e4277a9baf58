package pdf

import (
	"strings"
	"unicode"
)

// Rules of Chinese line breaking: which characters may not begin a line, which
// may not end one, what is kept whole. Sources: GB/T 15834-2011 (punctuation),
// and the W3C note "Requirements for Chinese Text Layout", sections on line
// composition.
const (
	notFirst   = "，。、；：！？）》〉】」』〕〗”’…—～·％℃°,.!?:;)]}%»ー々〻ヽヾゝゞ•‰′″℉－"
	notLast    = "（《〈【「『〔〖“‘([{«￥¥$№＃#@＠"
	opening    = "（《〈【「『〔〖“‘"
	closing    = "，。、；：！？）》〉】」』〕〗”’"
	splitAfter = "./\\@_-:;&=?,+%#~"
)

// canBreak reports whether a line may end between a and b.
func canBreak(a, b rune) bool {
	switch {
	case b == ' ' || isIdeographicSpace(b):
		return false // spaces stay with what they follow
	case a == ' ' || isIdeographicSpace(a):
		return !strings.ContainsRune(notFirst, b)
	case strings.ContainsRune(notFirst, b), strings.ContainsRune(notLast, a):
		return false
	case unicode.Is(unicode.Mn, b):
		return false
	case inWord(a) && inWord(b):
		return false
	}
	return true
}

// canSplit reports whether a word that is longer than a line, like a domain or
// an address, reads well when it is divided between a and b.
func canSplit(a, b rune) bool {
	return strings.ContainsRune(splitAfter, a) && !strings.ContainsRune(splitAfter, b) && !strings.ContainsRune(notFirst, b)
}

// inWord reports whether r is part of a word, number or address in an alphabet,
// which is not divided if it can be helped.
func inWord(r rune) bool { return r > ' ' && r < 0x2000 }

func isIdeographicSpace(r rune) bool { return r == '\u3000' }

// squeezes reports whether the blank half of punctuation between a and b is
// taken out: two marks side by side would stand too far apart.
func squeezes(a, b rune) bool {
	if strings.ContainsRune(closing, a) {
		return strings.ContainsRune(closing, b) || strings.ContainsRune(opening, b)
	}
	return strings.ContainsRune(opening, a) && strings.ContainsRune(opening, b)
}
