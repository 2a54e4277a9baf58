package filing

import (
	"strings"
	"unicode/utf8"
)

// Mask returns a field's canonical text fit to be shown in findings and reports:
// unchanged for open fields; for personal ones enough to recognise the value and
// too little to use it: 张*, 320106********1234, 138****8000, z***@example.com.
func Mask(field Field, text string) string {
	def := field.Def()
	if def.Secrecy != Secret || text == "" {
		return text
	}
	switch def.Type {
	case Name:
		return maskName(text)
	case Email:
		if local, domain, ok := strings.Cut(text, "@"); ok && local != "" && !strings.Contains(domain, "@") {
			return keepEnds(local, 1, 0, 3) + "@" + domain
		}
	case Mobile, Phone:
		if isMobile(text) {
			return keepEnds(text, 3, 4, 4)
		}
	}
	switch n := utf8.RuneCountInString(text); {
	case n >= 15:
		return keepEnds(text, 6, 4, n-10)
	case n >= 8:
		return keepEnds(text, 2, 2, n-4)
	default:
		return keepEnds(text, 1, 0, max(n-1, 1))
	}
}

// maskName keeps the first character of a person's name, and as many stars as
// most given names have characters, so that the name's length shows only up to
// three.
func maskName(name string) string {
	return keepEnds(name, 1, 0, min(max(utf8.RuneCountInString(name)-1, 1), 2))
}

// keepEnds keeps the first head and the last tail characters of s and puts
// stars between them.
func keepEnds(s string, head, tail, stars int) string {
	runes := []rune(s)
	head, tail = min(head, len(runes)), min(tail, len(runes))
	return string(runes[:head]) + strings.Repeat("*", stars) + string(runes[len(runes)-tail:])
}
