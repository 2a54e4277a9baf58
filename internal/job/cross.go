package job

import (
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// crossChecks compares what was read on the picture of a slot with what is typed
// in. What could not be read, and what is not typed in, says nothing.
func crossChecks(f *filing.Filing, slot filing.Slot, pic *picture, lang filing.Lang) []filing.Finding {
	switch slot {
	case filing.SlotEntityLicence:
		if len(pic.result.Codes) > 0 {
			return otherCode(f, pic.result.Codes)
		}
		return otherNumber(f, filing.EntityCertNumber, pic.read.codes, filing.CheckUSCC, lang)
	case filing.SlotEntityPersonID:
		return otherPerson(f, f.Person(filing.EntityRole), &pic.read, lang)
	case filing.SlotSitePersonID:
		return otherPerson(f, f.Person(filing.SiteRole), &pic.read, lang)
	}
	return nil
}

// otherCode tells a licence whose QR code holds another code than is typed in.
func otherCode(f *filing.Filing, codes []string) []filing.Finding {
	number := f.Text(filing.EntityCertNumber)
	if number == "" || slices.ContainsFunc(codes, func(code string) bool { return strings.EqualFold(code, number) }) {
		return nil
	}
	return []filing.Finding{{Rule: "scan-qr-mismatch", Args: filing.Args{
		"code": codes[0], "value": filing.Mask(filing.EntityCertNumber, number),
	}}}
}

// otherPerson tells an identity card of another number or validity.
func otherPerson(f *filing.Filing, p filing.Person, read *readings, lang filing.Lang) []filing.Finding {
	if p.Text(filing.EntityPersonIDType) != filing.CertResidentID {
		return nil
	}
	found := otherNumber(f, p.Field(filing.EntityPersonIDNumber), read.numbers, filing.CheckResidentID, lang)
	field := p.Field(filing.EntityPersonIDValidTo)
	if until, ok := f.Date(field); ok && len(read.until) > 0 && !slices.Contains(read.until, until) {
		found = append(found, textMismatch(field, read.until[0].String(), f.Text(field), lang))
	}
	return found
}

// misread is in how many characters a misread number that still passes its
// checksum is bound to differ, at least, and hardly ever does by more: both kinds
// of checksum notice every single wrong character.
const misread = 2

// otherNumber tells a picture on which another number than the one typed in was
// read. When they differ as little as by a misreading, the one that passes its
// checksum is believed, and what is typed in when both do.
func otherNumber(f *filing.Filing, field filing.Field, read []string, check func(string) error, lang filing.Lang) []filing.Finding {
	typed := strings.ToUpper(f.Text(field))
	if typed == "" || len(read) == 0 {
		return nil
	}
	valid := check(typed) == nil
	for _, number := range read {
		if number == typed || valid && differing(number, typed) <= misread {
			return nil
		}
	}
	return []filing.Finding{textMismatch(field, read[0], typed, lang)}
}

// differing counts the places in which two strings of one length differ.
func differing(a, b string) (n int) {
	if len(a) != len(b) {
		return max(len(a), len(b))
	}
	for i := range len(a) {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

// textMismatch says that a field's value is another one on the picture, with both
// masked where they are personal.
func textMismatch(field filing.Field, read, typed string, lang filing.Lang) filing.Finding {
	return filing.Finding{Rule: "scan-text-mismatch", Args: filing.Args{
		"what": field.Def().Label.In(lang), "read": filing.Mask(field, read), "value": filing.Mask(field, typed),
	}}
}
