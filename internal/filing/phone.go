package filing

import (
	"slices"
	"strings"
)

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

// virtualSegments are the segments given to virtual operators, whose numbers
// do not always receive the ministry's verification messages.
var virtualSegments = []string{"162", "165", "167", "170", "171"}

// VirtualSegment reports whether a mobile number belongs to a virtual operator.
func VirtualSegment(s string) bool {
	return len(s) == 11 && slices.Contains(virtualSegments, s[:3])
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
