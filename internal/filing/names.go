package filing

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// FoldName reduces a name to what two spellings of it share: full-width and
// half-width forms, spaces and letter case do not count.
func FoldName(s string) string {
	if isPlainLower(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		folded, ok := foldRune(r)
		if !ok {
			return foldByNFKC(s)
		}
		if !unicode.IsSpace(folded) {
			b.WriteRune(folded)
		}
	}
	return b.String()
}

// SameName reports whether two names are spellings of one: whether [FoldName]
// makes the same of them.
func SameName(a, b string) bool {
	if a == b {
		return true
	}
	for restA, restB := a, b; ; {
		var runeA, runeB rune
		var okA, okB bool
		runeA, restA, okA = nextFolded(restA)
		runeB, restB, okB = nextFolded(restB)
		switch {
		case !okA || !okB:
			return FoldName(a) == FoldName(b)
		case runeA != runeB:
			return false
		case runeA == noRune:
			return true
		}
	}
}

// noRune stands for the character behind a text's last one.
const noRune = -1

// nextFolded returns a text's first character that counts, folded, and what
// follows it; ok is as for foldRune.
func nextFolded(s string) (folded rune, rest string, ok bool) {
	for i, r := range s {
		switch folded, ok = foldRune(r); {
		case !ok:
			return folded, "", false
		case !unicode.IsSpace(folded):
			return folded, s[i+utf8.RuneLen(r):], true
		}
	}
	return noRune, "", true
}

// foldRune folds a character of a name. It does so for the characters that
// nearly all names are made of; ok is false for one that takes NFKC, because it
// folds to several or may combine with its neighbours.
func foldRune(r rune) (folded rune, ok bool) {
	const fullWidth = '！' - '!' // from a mark of ASCII to its full-width form
	if '！' <= r && r <= '～' {
		r -= fullWidth
	}
	switch {
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A', true
	case r < utf8.RuneSelf, 0x4e00 <= r && r <= 0x9fff:
		return r, true
	case r == '\u3000':
		return ' ', true
	}
	return r, false
}

func foldByNFKC(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, norm.NFKC.String(s)))
}
