package filing

import "fmt"

// taiwanPermitRegion begins the numbers of residence permits of people from
// Taiwan (830000), who have 71 in the table of provinces.
const taiwanPermitRegion = "83"

// CheckResidentID checks a citizen's identity number (公民身份号码, GB 11643-1999):
// region of the first registration, date of birth, sequence, and a check
// character by ISO 7064 MOD 11-2. Residence permits of people from Hong Kong,
// Macao and Taiwan (81, 82, 83) follow the same standard and pass.
//
// The error wraps [ErrOldNumber] for the 15 digits of before 1999, [ErrLength],
// [ErrCharacter], [ErrRegion], [ErrBirthDate] or [ErrCheckCharacter].
func CheckResidentID(s string) error {
	if len(s) == 15 && allDigits(s) {
		return ErrOldNumber
	}
	if err := checkMod112(s); err != nil {
		return err
	}
	if _, known := TableNamed("province").Item(s[:2]); !known && s[:2] != taiwanPermitRegion {
		return ErrRegion
	}
	return nil
}

// checkMod112 checks the form that identity cards, residence permits and the
// new cards of foreign residents share: 17 digits with a date of birth at 7 to
// 14, and the check character.
func checkMod112(s string) error {
	if len(s) != 18 {
		return ErrLength
	}
	for i := 0; i < 18; i++ {
		if (s[i] < '0' || s[i] > '9') && (i < 17 || s[i] != 'X') {
			return fmt.Errorf("character %d: %w", i+1, ErrCharacter)
		}
	}
	if d, ok := dateOf(number(s[6:10]), number(s[10:12]), number(s[12:14])); !ok || d.Year < 1850 {
		return ErrBirthDate
	}
	weights := [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} // 2^(18-i) mod 11
	sum := 0
	for i, weight := range weights {
		sum += int(s[i]-'0') * weight
	}
	if s[17] != "10X98765432"[sum%11] {
		return ErrCheckCharacter
	}
	return nil
}

// ResidentBirth returns the date of birth that an 18-character number holds:
// of an identity card, a residence permit or a foreign resident's card. It is
// false when the number is not well formed or its check character is wrong.
func ResidentBirth(s string) (Date, bool) {
	if checkMod112(s) != nil {
		return Date{}, false
	}
	return dateOf(number(s[6:10]), number(s[10:12]), number(s[12:14]))
}
