package filing

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// FoldName reduces a name to what two spellings of it share: full-width and
// half-width forms, spaces and letter case do not count.
func FoldName(s string) string {
	if isPlainLower(s) {
		return s
	}
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, norm.NFKC.String(s)))
}
