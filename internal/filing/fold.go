package filing

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// foldedAway are the marks that do not count when labels are compared: people
// leave them out, add them or type them in another width.
const foldedAway = "*:：·、,，.。;；_-—–―/\\()（）[]【】〔〕<>《》「」\"'“”‘’`+&!！?？|"

// foldKey reduces a label or a header to what its spellings share: NFKC, lower
// case, without spaces, invisible characters and punctuation.
func foldKey(s string) string {
	if isPlainLower(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKC.String(s) {
		if unicode.IsSpace(r) || invisible(r) || strings.ContainsRune(foldedAway, r) {
			continue
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// isPlainLower reports whether s has only characters that folding leaves alone:
// small Latin letters, digits and the unified ideographs.
func isPlainLower(s string) bool {
	for _, r := range s {
		if !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || 0x4e00 <= r && r <= 0x9fff) {
			return false
		}
	}
	return true
}

// headerNotes are what headers carry besides their name.
var headerNotes = []string{"(必填)", "(选填)", "(可选)", "(非必填)", "(必填项)", "(选填项)", "(如有)", "(可空)", "(required)", "(optional)"}

// FoldHeader reduces the header of a column to what its spellings share, so
// that headers compare with the dictionary's labels and synonyms: as for code
// table labels, and without a leading asterisk and a trailing （必填）or the like.
func FoldHeader(s string) string {
	if isPlainLower(s) {
		return s
	}
	s = strings.TrimSpace(strings.ToLower(norm.NFKC.String(tidy(s))))
	for again := true; again; {
		again = false
		for _, note := range headerNotes {
			if cut, ok := strings.CutSuffix(s, note); ok {
				s, again = strings.TrimRight(cut, " *"), true
			}
		}
	}
	return foldKey(s)
}
