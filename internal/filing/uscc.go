package filing

import (
	"fmt"
	"strings"
)

// usccAlphabet holds the characters of a unified social credit code in the order
// of their values, 0 to 30: no I, O, S, V, Z (GB 32100-2015, table 2).
const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// usccValues are the values of the characters, -1 for all others.
var usccValues = func() (values [256]int8) {
	for c := range values {
		values[c] = int8(strings.IndexByte(usccAlphabet, byte(c)))
	}
	return values
}()

// usccWeights are 3^(i-1) mod 31 for the first 17 characters (GB 32100-2015,
// table 3).
var usccWeights = [17]int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28}

// CheckUSCC checks a unified social credit code (统一社会信用代码, GB 32100-2015):
// 18 characters, a check character by weights modulo 31, and inside, at 9 to 17,
// an organisation code with a check character of its own.
//
// The error wraps [ErrOldNumber] for the forms that came before it (the 15-digit
// registration number and the organisation code alone), [ErrLength],
// [ErrCharacter], [ErrCheckCharacter], or [ErrOrganisationCode] when everything
// but the organisation code is right.
func CheckUSCC(s string) error {
	switch {
	case len(s) == 15 && allDigits(s), len(s) == 9 && CheckOrganisationCode(s) == nil:
		return ErrOldNumber
	case len(s) != 18:
		return ErrLength
	}
	sum := 0
	for i := 0; i < 18; i++ {
		value := int(usccValues[s[i]])
		if value < 0 || 2 <= i && i < 8 && value > 9 {
			return fmt.Errorf("character %d: %w", i+1, ErrCharacter)
		}
		if i < 17 {
			sum += value * usccWeights[i]
		}
	}
	if s[17] != usccAlphabet[(31-sum%31)%31] {
		return ErrCheckCharacter
	}
	if CheckOrganisationCode(s[8:17]) != nil {
		return ErrOrganisationCode
	}
	return nil
}

// CheckOrganisationCode checks an organisation code (组织机构代码, GB 11714-1997)
// without hyphen: eight digits or letters and a check character by weights
// modulo 11. The error wraps [ErrLength], [ErrCharacter] or [ErrCheckCharacter].
func CheckOrganisationCode(s string) error {
	if len(s) != 9 {
		return ErrLength
	}
	weights := [8]int{3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, weight := range weights {
		switch c := s[i]; {
		case '0' <= c && c <= '9':
			sum += int(c-'0') * weight
		case 'A' <= c && c <= 'Z':
			sum += int(c-'A'+10) * weight
		default:
			return fmt.Errorf("character %d: %w", i+1, ErrCharacter)
		}
	}
	if s[8] != "0X987654321"[sum%11] { // 11 - sum mod 11, with X for 10 and 0 for 11
		return ErrCheckCharacter
	}
	return nil
}

// USCCNature returns what kind of body a code was given to, by its first two
// characters; false for a pair that is not assigned. The item's Natures are the
// natures such a body files under.
func USCCNature(s string) (Item, bool) {
	if len(s) < 2 {
		return Item{}, false
	}
	return TableNamed("uscc-category").Item(s[:2])
}

// USCCDivision returns the division (GB/T 2260) of the authority that
// registered the body, characters 3 to 8; 100000 is a national one. Codes keep
// the division of the day they were given. It is "" for a text of another length.
func USCCDivision(s string) string {
	if len(s) != 18 {
		return ""
	}
	return s[2:8]
}
