package filing

import "strings"

// The longest local part and address, in bytes (RFC 5321, 4.5.3.1 and its
// erratum 1690).
const (
	maxLocalPart = 64
	maxEmail     = 254
)

// CheckEmail checks an e-mail address: an unquoted local part of ASCII letters,
// digits and the marks of RFC 5322, and a domain of at least two labels. Quoted
// local parts and address literals, which no form accepts, are refused. The
// error wraps [ErrLength], [ErrForm], [ErrCharacter] or [ErrDomainSyntax].
func CheckEmail(s string) error {
	if len(s) > maxEmail {
		return ErrLength
	}
	local, domain, ok := strings.Cut(s, "@")
	if !ok || local == "" || domain == "" || strings.Contains(domain, "@") {
		return ErrForm
	}
	if len(local) > maxLocalPart {
		return ErrLength
	}
	if local[0] == '.' || local[len(local)-1] == '.' || strings.Contains(local, "..") {
		return ErrForm
	}
	for _, r := range local {
		if !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || isDigit(r) || strings.ContainsRune(".!#$%&'*+-/=?^_`{|}~", r)) {
			return ErrCharacter
		}
	}
	_, err := asciiDomain(domain)
	return err
}
