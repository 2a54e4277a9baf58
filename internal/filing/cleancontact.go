package filing

import (
	"strings"
)

// cleanMobile returns the eleven digits of a mobile number, without country
// prefix and separators.
func cleanMobile(s string) string {
	s = halfWidth(s)
	if mobile, ok := mobileDigits(s); ok {
		return mobile
	}
	return s
}

// mobileDigits returns the digits of a Chinese mobile number: eleven, from 13 on.
func mobileDigits(s string) (string, bool) {
	if isMobile(s) {
		return s, true
	}
	s = strings.TrimSuffix(s, ".0") // a number that went through a spreadsheet
	digits, ok := digitsOf(strings.Map(dropPhoneMarks, s))
	if !ok {
		return "", false
	}
	for _, prefix := range []string{"", "86", "086", "0086", "0"} {
		if rest, ok := strings.CutPrefix(digits, prefix); ok && isMobile(rest) {
			return rest, true
		}
	}
	return "", false
}

// dropPhoneMarks drops the brackets and the plus of a phone number.
func dropPhoneMarks(r rune) rune {
	if strings.ContainsRune("+()[]", r) {
		return -1
	}
	return r
}

func isMobile(s string) bool {
	return len(s) == 11 && s[0] == '1' && s[1] >= '3' && allDigits(s)
}

// cleanPhone returns a landline number as the ministry's form writes it,
// 086-0955-7000000 with -extension when there is one, or the eleven digits of a
// mobile number.
func cleanPhone(s string) string {
	s = halfWidth(s)
	if mobile, ok := mobileDigits(s); ok {
		return mobile
	}
	if l, ok := readLandline(s); ok {
		return l.String()
	}
	return s
}

// landline is a telephone number of the fixed network.
type landline struct{ area, number, extension string }

func (l landline) String() string {
	s := "086-" + l.area + "-" + l.number
	if l.extension != "" {
		s += "-" + l.extension
	}
	return s
}

// longestExtension is how many digits an extension has at most.
const longestExtension = 6

// extensionMarks are how people announce an extension.
var extensionMarks = []string{"转分机", "分机号", "分机", "转", "ext.", "ext", "#", "*", "x"}

// readLandline takes a landline number apart. Its area code must be told from
// its number; that is so when it begins with 0 or follows the country's prefix.
func readLandline(s string) (landline, bool) {
	s = strings.ToLower(s)
	announced := ""
	for _, mark := range extensionMarks {
		if head, tail, ok := strings.Cut(s, mark); ok {
			if announced, ok = digitsOf(strings.Map(dropPhoneMarks, strings.TrimLeft(tail, ":. "))); !ok {
				return landline{}, false
			}
			s = head
			break
		}
	}
	groups, ok := digitGroups(s)
	if !ok {
		return landline{}, false
	}
	groups = dropCountry(groups)
	main := ""
	for i, g := range groups {
		main += g
		area := areaLength(main)
		if !isLandline(main, area) {
			continue
		}
		l := landline{area: main[:area], number: main[area:], extension: announced}
		switch rest := groups[i+1:]; {
		case len(rest) > 1, len(rest) == 1 && (announced != "" || len(rest[0]) > longestExtension):
			return landline{}, false
		case len(rest) == 1:
			l.extension = rest[0]
		}
		return l, len(l.extension) <= longestExtension
	}
	return landline{}, false
}

// digitGroups splits a number at its separators; ok is false when it holds
// anything else.
func digitGroups(s string) (groups []string, ok bool) {
	from := -1
	for i, r := range s + " " {
		switch {
		case isDigit(r):
			if from < 0 {
				from = i
			}
			continue
		case !strings.ContainsRune(" +()[].'", r) && !isDash(r):
			return nil, false
		}
		if from >= 0 {
			groups = append(groups, s[from:i])
			from = -1
		}
	}
	return groups, len(groups) > 0
}

// dropCountry drops the prefix of China from the first group, and puts the 0
// before an area code that came without it.
func dropCountry(groups []string) []string {
	for _, prefix := range []string{"0086", "086", "86"} {
		rest, ok := strings.CutPrefix(groups[0], prefix)
		if !ok {
			continue
		}
		groups[0] = rest
		if rest == "" {
			groups = groups[1:]
		}
		if len(groups) > 0 && groups[0][0] != '0' {
			groups[0] = "0" + groups[0]
		}
		return groups
	}
	return groups
}

// areaLength returns the length of the area code that a number begins with, 0
// for none. Area codes are 010, 020 to 029, and four digits from 03 on.
func areaLength(digits string) int {
	switch {
	case len(digits) < 4 || digits[0] != '0' || digits[1] == '0':
		return 0
	case digits[1] == '1':
		if digits[2] != '0' {
			return 0
		}
		return 3
	case digits[1] == '2':
		return 3
	}
	return 4
}

// isLandline reports whether digits are an area code of the given length and a
// number: eight digits in the big cities, seven or eight elsewhere.
func isLandline(digits string, area int) bool {
	if area == 0 || len(digits) <= area || digits[area] < '2' {
		return false
	}
	n := len(digits) - area
	return n == 8 || n == 7 && area == 4
}

// cleanEmail returns an e-mail address with its domain in small letters, out of
// mailto: links, angle brackets and full-width letters.
func cleanEmail(s string) string {
	s = halfWidth(s)
	if strings.Count(s, "@") != 1 {
		return s
	}
	if open, end := strings.IndexByte(s, '<'), strings.LastIndexByte(s, '>'); 0 <= open && open < end {
		s = s[open+1 : end]
	}
	if len(s) > 7 && strings.EqualFold(s[:7], "mailto:") {
		s, _, _ = strings.Cut(s[7:], "?")
	}
	local, domain, ok := strings.Cut(strings.Trim(s, " ;,。、<>"), "@")
	if !ok {
		return s
	}
	domain = strings.ToLower(strings.ReplaceAll(domain, "。", "."))
	for _, spaced := range []string{" .", ". "} {
		domain = strings.ReplaceAll(domain, spaced, ".")
	}
	return strings.TrimSpace(local) + "@" + strings.TrimSpace(domain)
}

// cleanURL returns the address of a page without scheme and trailing slash, the
// host in small letters.
func cleanURL(s string) string {
	s, _ = cutScheme(halfWidth(s))
	s = strings.TrimSpace(s)
	host, _ := cutHost(s)
	tail := s[len(host):]
	host = strings.ToLower(strings.ReplaceAll(host, "。", "."))
	return host + strings.TrimRight(tail, "/ ")
}

// cleanCount reads a number of things: digits, perhaps with a word of measure.
// Anything else stays as it is.
func cleanCount(s string) string {
	text := strings.TrimRight(halfWidth(s), " 个條条站")
	digits := strings.TrimLeft(text, "0")
	if text == "" || len(text) > 6 || strings.Trim(text, "0123456789") != "" {
		return s
	}
	if digits == "" {
		return "0"
	}
	return digits
}
