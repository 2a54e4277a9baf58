package filing

import (
	"errors"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// Why a text is no domain that can be filed.
var (
	ErrDomainSyntax = errors.New("not a domain name")
	ErrDomainSuffix = errors.New("a suffix below which domains are registered, not a domain")
)

// Domain is a domain name taken apart.
type Domain struct {
	Unicode     string // small letters, internationalised labels in Unicode
	ASCII       string // the same with xn-- labels
	Suffix      string // public suffix, in Unicode: cn, com.cn, 公司.cn
	Registrable string // the suffix and one label: what is registered and filed, in Unicode
	Managed     bool   // the suffix is one that ICANN's root or a registry has
}

// IsSubdomain reports whether the domain lies below a registrable one, as
// www.example.cn does.
func (d Domain) IsSubdomain() bool { return d.Unicode != d.Registrable }

// TLD returns the top-level domain in Unicode.
func (d Domain) TLD() string { return d.Suffix[strings.LastIndexByte(d.Suffix, '.')+1:] }

// ParseDomain takes a domain name in Unicode or ASCII form apart. Its labels
// must follow IDNA 2008 (RFC 5891, with the mapping of UTS #46) and the host name
// rules of RFC 1123. The suffix comes from the ICANN part of the Public Suffix
// List; the private part (names under which a company lets others host) does not
// count, for filings follow registration.
//
// The error is [ErrDomainSyntax] or [ErrDomainSuffix].
func ParseDomain(s string) (Domain, error) {
	ascii, err := asciiDomain(s)
	if err != nil {
		return Domain{}, err
	}
	suffix, managed := icannSuffix(ascii)
	if suffix == ascii {
		return Domain{}, ErrDomainSuffix
	}
	rest := ascii[:len(ascii)-len(suffix)-1]
	registrable := ascii[strings.LastIndexByte(rest, '.')+1:]
	d := Domain{Unicode: ascii, ASCII: ascii, Suffix: suffix, Registrable: registrable, Managed: managed}
	if strings.Contains(ascii, "xn--") {
		for _, form := range []*string{&d.Unicode, &d.Suffix, &d.Registrable} {
			if *form, err = domainForms.ToUnicode(*form); err != nil {
				return Domain{}, ErrDomainSyntax
			}
		}
	}
	return d, nil
}

// icannSuffix returns the public suffix of an ASCII domain by the ICANN part of
// the list alone.
func icannSuffix(domain string) (suffix string, managed bool) {
	for {
		suffix, managed = publicsuffix.PublicSuffix(domain)
		if managed || !strings.Contains(suffix, ".") {
			return suffix, managed
		}
		_, domain, _ = strings.Cut(suffix, ".")
	}
}

// asciiDomain returns the ASCII form of a domain of two or more labels, the last
// of which is not a number. The error is [ErrDomainSyntax].
func asciiDomain(s string) (string, error) {
	ascii, err := domainForms.ToASCII(s)
	if err != nil {
		return "", ErrDomainSyntax // without the cause: it quotes what may be somebody's address
	}
	dot := strings.LastIndexByte(ascii, '.')
	if dot <= 0 || dot == len(ascii)-1 || allDigits(ascii[dot+1:]) {
		return "", ErrDomainSyntax
	}
	return ascii, nil
}
