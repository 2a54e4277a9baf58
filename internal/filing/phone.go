package filing

import "strings"

// CheckMobile checks a mobile number in canonical form: eleven digits from 13
// to 19 (number plan of the Ministry of Industry and Information Technology).
// The error wraps [ErrLength], [ErrCharacter] or [ErrForm].
func CheckMobile(s string) error {
	switch {
	case !allDigits(s):
		return ErrCharacter
	case len(s) != 11:
		return ErrLength
	case !isMobile(s):
		return ErrForm
	}
	return nil
}

// VirtualSegment reports whether a mobile number belongs to a virtual operator
// (table virtual-segment), whose numbers do not always receive the ministry's
// verification messages.
func VirtualSegment(s string) bool {
	if len(s) != 11 {
		return false
	}
	_, virtual := TableNamed("virtual-segment").Item(s[:3])
	return virtual
}

// CheckPhone checks a telephone number in canonical form: a mobile number, or
// 086-area-number with -extension when there is one. The error wraps [ErrForm].
func CheckPhone(s string) error {
	if isMobile(s) {
		return nil
	}
	rest, ok := strings.CutPrefix(s, "086-")
	area, rest, hyphened := strings.Cut(rest, "-")
	number, extension, extended := strings.Cut(rest, "-")
	main := area + number
	switch {
	case !ok, !hyphened, !allDigits(main), len(area) != areaLength(main), !isLandline(main, len(area)),
		extended && (!allDigits(extension) || len(extension) > longestExtension):
		return ErrForm
	}
	return nil
}

// AreaCode returns the area code of a landline number in canonical form, "" for
// any other text.
func AreaCode(s string) string {
	if isMobile(s) || CheckPhone(s) != nil {
		return ""
	}
	return strings.Split(s, "-")[1]
}
