package filing

// Codes of the table person-cert.
const (
	CertResidentID      = "2"  // 居民身份证
	CertPassport        = "7"  // 护照
	CertTaiwanPermit    = "11" // 台湾居民来往大陆通行证
	CertHKMacaoPermit   = "14" // 港澳居民来往内地通行证
	CertForeignResident = "30" // 外国人永久居留身份证
	CertHKMacaoResident = "41" // 港澳居民居住证
	CertTaiwanResident  = "42" // 台湾居民居住证
)

// CheckPersonID checks the number of a person's document, given the code of its
// type in the table person-cert. An unknown type allows any number.
//
// The error wraps [ErrWrongDocument] when the number is a right one of another
// type (see [PersonCertOf]), else what the check of the type says.
func CheckPersonID(certCode, number string) error {
	check, known := personIDChecks[certCode]
	if !known {
		return nil
	}
	err := check(number)
	if err == nil {
		return nil
	}
	if other, ok := PersonCertOf(number); ok && other != certCode {
		return ErrWrongDocument
	}
	return err
}

// PersonCertOf returns the code of the document type that a number belongs to
// by its form alone; false when no type or more than one has that form.
func PersonCertOf(number string) (certCode string, ok bool) {
	for _, code := range []string{CertResidentID, CertHKMacaoResident, CertTaiwanResident, CertForeignResident, CertHKMacaoPermit} {
		if personIDChecks[code](number) == nil {
			return code, true
		}
	}
	return "", false
}

var personIDChecks = map[string]func(string) error{
	CertResidentID:      checkCitizenID,
	CertPassport:        checkPassport,
	CertTaiwanPermit:    checkTaiwanPermit,
	CertHKMacaoPermit:   checkHKMacaoPermit,
	CertForeignResident: checkForeignResident,
	CertHKMacaoResident: func(s string) error { return checkResidencePermit(s, "81", "82") },
	CertTaiwanResident:  func(s string) error { return checkResidencePermit(s, taiwanPermitRegion) },
}

// checkCitizenID checks the number of an identity card: as [CheckResidentID],
// but not of a residence permit.
func checkCitizenID(s string) error {
	if err := CheckResidentID(s); err != nil {
		return err
	}
	if s[0] == '8' {
		return ErrRegion
	}
	return nil
}

// checkResidencePermit checks the number of a residence permit (港澳台居民居住证,
// notice 81 of 2018 of the State Council's General Office): as an identity card's,
// with 810000, 820000 or 830000 for the region.
func checkResidencePermit(s string, regions ...string) error {
	if err := CheckResidentID(s); err != nil {
		return err
	}
	for _, region := range regions {
		if s[:6] == region+"0000" {
			return nil
		}
	}
	return ErrRegion
}

// checkHKMacaoPermit checks the number of a mainland travel permit for Hong
// Kong and Macao residents: H or M and eight digits that stay for life; cards of
// before 2012 print two more digits, the count of issues (Ministry of Public
// Security, number rules of 10 March 2010).
func checkHKMacaoPermit(s string) error {
	if len(s) != 9 && len(s) != 11 {
		return ErrLength
	}
	if s[0] != 'H' && s[0] != 'M' || !allDigits(s[1:]) {
		return ErrForm
	}
	return nil
}

// checkTaiwanPermit checks the number of a mainland travel permit for Taiwan
// residents: eight digits on the cards in use since 2015; ten digits on the
// booklets before, with a letter in brackets that counts the issues.
func checkTaiwanPermit(s string) error {
	switch len(s) {
	case 8, 10:
		if allDigits(s) {
			return nil
		}
	case 11:
		if allDigits(s[:10]) && isCapital(s[10]) {
			return nil
		}
	case 13:
		if allDigits(s[:10]) && s[10] == '(' && isCapital(s[11]) && s[12] == ')' {
			return nil
		}
	default:
		return ErrLength
	}
	return ErrForm
}

// checkForeignResident checks the number of a foreign permanent resident's ID
// card. Since December 2023: 9, the province of application (two digits), the
// country (three digits, GB/T 2659), the date of birth, three digits of sequence
// and the check character of identity cards (National Immigration
// Administration, rules for the cards of 2023). Before: the country's three
// letters and twelve digits.
func checkForeignResident(s string) error {
	switch len(s) {
	case 15:
		for i := range 3 {
			if !isCapital(s[i]) {
				return ErrForm
			}
		}
		if !allDigits(s[3:]) {
			return ErrForm
		}
		return nil
	case 18:
		if s[0] != '9' {
			return ErrForm
		}
		if err := checkMod112(s); err != nil {
			return err
		}
		if _, known := TableNamed("province").Item(s[1:3]); !known {
			return ErrRegion
		}
		return nil
	}
	return ErrLength
}

// checkPassport checks what all passports have in common: five to twenty
// letters and digits, some of them digits (ICAO Doc 9303 allows nine in the
// machine-readable zone; some states print longer numbers).
func checkPassport(s string) error {
	if len(s) < 5 || len(s) > 20 {
		return ErrLength
	}
	if !isBareCode(s) {
		return ErrCharacter
	}
	for i := range len(s) {
		if '0' <= s[i] && s[i] <= '9' {
			return nil
		}
	}
	return ErrForm
}

func isCapital(c byte) bool { return 'A' <= c && c <= 'Z' }
