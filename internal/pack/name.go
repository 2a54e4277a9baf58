package pack

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Limits of names. Windows takes 255 UTF-16 units a component and, in programs
// that never asked for more, 260 a path; Linux 255 bytes a component (85
// Chinese characters). What is left of them is for the folder the package is
// put in.
const (
	MaxNameRunes = 60  // characters of a component
	MaxNameBytes = 180 // bytes of a component in UTF-8
	MaxPathUnits = 120 // UTF-16 units of a path inside the package
)

// SafeName turns any text into the name of one file or folder that Windows,
// macOS and Linux take, of at most maxRunes characters (1 to 60; anything else
// means 60, and less than 8 means 8) and 180 bytes. A file's extension
// survives the shortening. A name that is safe already is returned unchanged;
// the result is never empty.
//
// The rules: Unicode NFC; the characters <>:"/\|?* and % become _, controls and
// invisible characters go, white space becomes one space; no space or dot at
// either end; none of the device names CON, PRN, AUX, NUL, COM0–9, LPT0–9,
// CONIN$, CONOUT$, with or without extension. (Source: learn.microsoft.com,
// "Naming Files, Paths, and Namespaces"; % is the escape character of BagIt
// manifests.) Runs of 11 and more digits and numbers that look like an ID card
// or a telephone are replaced by xxx, because names travel further than files.
func SafeName(s string, maxRunes int) string {
	maxRunes = runeLimit(maxRunes)
	s = shorten(trim(hideNumbers(plain(s))), maxRunes)
	if isDevice(s) {
		s = shorten("_"+s, maxRunes)
	}
	if s == "" {
		return "_"
	}
	return s
}

func runeLimit(n int) int {
	if n < 1 || n > MaxNameRunes {
		return MaxNameRunes
	}
	return max(n, 8)
}

// plain applies the rules for characters.
func plain(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, "_"))
	space := false
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || unicode.Is(unicode.Z, r):
			if space {
				return -1
			}
			space = true
			return ' '
		case invisible(r):
			return -1
		}
		space = false
		if strings.ContainsRune(`<>:"/\|?*%`, r) || r == utf8.RuneError || !assignable(r) {
			return '_'
		}
		return r
	}, s)
	return norm.NFC.String(s) // what stood between two characters may be gone
}

// invisible reports whether a character shows nothing, or changes how its
// neighbours show: controls, zero-width and bidirectional characters,
// variation selectors, fillers.
func invisible(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// assignable reports whether a code point can be a character: no noncharacter,
// no private use.
func assignable(r rune) bool {
	return !unicode.In(r, unicode.Noncharacter_Code_Point, unicode.Co)
}

// numbers are what a name must not hold. An ID card has 6 + 8 + 4 places, a
// mobile number 3 + 4 + 4, a fixed line an area code; all may be grouped.
var numbers = regexp.MustCompile(`\p{Nd}{17}[Xx]|\p{Nd}{11,}` +
	`|\p{Nd}{6}[- ]?\p{Nd}{8}[- ]?\p{Nd}{3}[\p{Nd}Xx]` +
	`|[1１][3-9３-９]\p{Nd}[- ]?\p{Nd}{4}[- ]?\p{Nd}{4}` +
	`|[0０]\p{Nd}{2,3}[- ]\p{Nd}{7,8}`)

func hideNumbers(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Nd, r) }) {
		return s
	}
	for numbers.MatchString(s) { // what is left on both sides of one may be another
		s = norm.NFC.String(numbers.ReplaceAllString(s, "xxx"))
	}
	return s
}

// trim cuts what Windows drops silently (spaces and dots at the end) and what
// hides a file (a dot in front).
func trim(s string) string { return strings.Trim(s, " .") }

// shorten cuts a trimmed name to the limits, if it can in front of its
// extension.
func shorten(s string, maxRunes int) string {
	if fits(s, maxRunes) {
		return s
	}
	stem, ext := splitExt(s)
	return cut(stem, maxRunes-len(ext), MaxNameBytes-len(ext)) + ext
}

// cut returns the longest beginning of s within the limits, trimmed.
func cut(s string, maxRunes, maxBytes int) string {
	for i, r := range s {
		if maxRunes--; maxRunes < 0 || i+utf8.RuneLen(r) > maxBytes {
			return strings.TrimRight(s[:i], " .")
		}
	}
	return s
}

func fits(s string, maxRunes int) bool {
	return len(s) <= MaxNameBytes && utf8.RuneCountInString(s) <= maxRunes
}

// splitExt cuts a name before its extension. A long or odd one is none.
func splitExt(s string) (stem, ext string) {
	i := strings.LastIndexByte(s, '.')
	if i <= 0 || len(s)-i > 6 || len(s)-i < 2 {
		return s, ""
	}
	for _, r := range s[i+1:] {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') {
			return s, ""
		}
	}
	return s[:i], s[i:]
}

// isDevice reports whether Windows takes a name for a device.
func isDevice(s string) bool {
	stem, _, _ := strings.Cut(s, ".")
	stem = strings.ToUpper(strings.TrimRight(stem, " "))
	switch stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	number, ok := strings.CutPrefix(stem, "COM")
	if !ok {
		number, ok = strings.CutPrefix(stem, "LPT")
	}
	return ok && utf8.RuneCountInString(number) == 1 && strings.Contains("0123456789¹²³", number)
}

// fold returns what two names share that a file system may take for one: it
// knows no case (Windows, macOS) and no normal form (macOS).
func fold(s string) string {
	return norm.NFC.String(strings.ToLower(strings.ToUpper(norm.NFC.String(s))))
}

// pathUnits returns the length of a path in UTF-16 units.
func pathUnits(path string) (n int) {
	for _, r := range path {
		n += utf16.RuneLen(r)
	}
	return n
}
