package filing

// accountDigits is the length of an AWS account id (AWS Account Management
// reference, "View AWS account identifiers").
const accountDigits = 12

// CheckAccount checks an AWS account id: twelve digits, leading zeros included.
// The error wraps [ErrCharacter] or [ErrLength].
func CheckAccount(s string) error {
	switch {
	case !allDigits(s):
		return ErrCharacter
	case len(s) != accountDigits:
		return ErrLength
	}
	return nil
}
