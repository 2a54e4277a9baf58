package filing

import "errors"

// Why a number is not the identifier it should be. The checks of this package
// wrap one of these and never quote the number, which may be personal.
var (
	ErrLength           = errors.New("wrong length")
	ErrCharacter        = errors.New("a character that the identifier cannot have")
	ErrCheckCharacter   = errors.New("the check character does not fit the others")
	ErrOrganisationCode = errors.New("the organisation code inside has a wrong check character")
	ErrRegion           = errors.New("the region code is not assigned")
	ErrBirthDate        = errors.New("the date of birth is impossible")
	ErrForm             = errors.New("not in the form of such a number")
	ErrOldNumber        = errors.New("a number of the old kind, no longer accepted")
	ErrWrongDocument    = errors.New("the number of another kind of document")
)

// Mend replaces letters that people type for the digits they look like (O and Q
// for 0, I and L for 1, Z for 2, S for 5, B for 8) so that check accepts the
// number. ok is false when s is fine already, when that does not help, or when
// more than one replacement would do.
func Mend(s string, check func(string) error) (mended string, ok bool) {
	if check(s) == nil || len(s) > 20 || !isBareCode(s) {
		return "", false
	}
	var at []int
	for i := 0; i < len(s); i++ {
		if lookalike(s[i]) != 0 {
			at = append(at, i)
		}
	}
	if len(at) > 6 {
		return "", false
	}
	for pick := 1; pick < 1<<len(at); pick++ {
		b := []byte(s)
		for bit, i := range at {
			if pick&(1<<bit) != 0 {
				b[i] = lookalike(b[i])
			}
		}
		if check(string(b)) == nil {
			if ok {
				return "", false
			}
			mended, ok = string(b), true
		}
	}
	return mended, ok
}

// lookalike returns the digit that a letter looks like, 0 for none.
func lookalike(c byte) byte {
	switch c {
	case 'O', 'Q':
		return '0'
	case 'I', 'L':
		return '1'
	case 'Z':
		return '2'
	case 'S':
		return '5'
	case 'B':
		return '8'
	}
	return 0
}
