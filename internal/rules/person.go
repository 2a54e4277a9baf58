package rules

import (
	"errors"
	"unicode/utf8"

	"beiandesk/internal/division"
	"beiandesk/internal/filing"
)

// roles are the two responsible persons and how messages call them.
var roles = []struct {
	role filing.Role
	who  filing.Text
}{
	{filing.EntityRole, filing.Text{ZH: "主体负责人", EN: "entity's responsible person"}},
	{filing.SiteRole, filing.Text{ZH: "网站负责人", EN: "site's responsible person"}},
}

// persons checks what is told of each person by itself.
func (c *checker) persons() {
	for _, r := range roles {
		p := c.f.Person(r.role)
		c.personID(p.Field(filing.EntityPersonIDType), p.Field(filing.EntityPersonIDNumber), c.people.mentions[c.index][r.role].id)
		c.age(r.role, r.who)
		c.validity(p.Field(filing.EntityPersonIDValidTo))
		c.contacts(p, r.who)
	}
	c.personID(filing.EntityLegalRepIDType, filing.EntityLegalRepIDNumber, "")
}

// personID checks the number of a person's document by the rules of its type.
// Without a type only what can be nothing but an identity card's number is
// checked. sound is a number that is known to be right for its type.
func (c *checker) personID(typeField, numberField filing.Field, sound string) {
	number := c.text(numberField)
	if number == "" {
		return
	}
	cert := c.text(typeField)
	if cert == "" {
		if len(number) != residentIDLength || c.form.required[typeField] || c.noticed[typeField] {
			return
		}
		cert = filing.CertResidentID
	}
	var err error
	if number != sound || c.text(typeField) == "" {
		err = filing.CheckPersonID(cert, number)
	}
	if err == nil {
		if cert == filing.CertResidentID && !division.Issued(number[:6]) {
			c.raise(numberField, filing.Finding{Rule: "resident-id-checksum", Variant: "unlisted", Args: filing.Args{"value": c.masked(numberField)}})
		}
		return
	}
	f := filing.Finding{Rule: "resident-id-checksum", Args: filing.Args{"value": c.masked(numberField)}}
	document, _ := filing.TableNamed("person-cert").Item(cert)
	switch {
	case errors.Is(err, filing.ErrWrongDocument):
		other, _ := filing.PersonCertOf(number)
		item, _ := filing.TableNamed("person-cert").Item(other)
		f.Variant = "wrong-document"
		f.Args["document"], f.Args["other"] = both(document.Label), both(item.Label)
	case cert != filing.CertResidentID:
		f.Variant = "document"
		f.Args["document"] = both(document.Label)
	default:
		residentFault(&f, number, err)
	}
	c.raise(numberField, f)
}

const residentIDLength = 18

// residentFault says which way the number of an identity card is wrong.
func residentFault(f *filing.Finding, number string, err error) {
	length := utf8.RuneCountInString(number)
	mended, mendable := filing.Mend(number, func(s string) error { return filing.CheckPersonID(filing.CertResidentID, s) })
	switch {
	case mendable:
		f.Variant, f.Suggest = "mendable", mended
	case errors.Is(err, filing.ErrOldNumber):
		f.Variant = "old-number"
	case length != residentIDLength:
		f.Variant = "length"
		f.Args["length"] = itoa(length)
	case errors.Is(err, filing.ErrCharacter), errors.Is(err, filing.ErrLength): // a character of several bytes
		f.Variant = "characters"
	case errors.Is(err, filing.ErrBirthDate):
		f.Variant = "birth"
	case errors.Is(err, filing.ErrRegion):
		f.Variant = "region"
	}
}

// contacts checks a person's numbers and address.
func (c *checker) contacts(p filing.Person, who filing.Text) {
	mobileField := p.Field(filing.EntityPersonMobile)
	mobile := c.text(mobileField)
	mobileOK := mobile != "" && filing.CheckMobile(mobile) == nil
	switch {
	case mobile != "" && !mobileOK:
		c.raise(mobileField, filing.Finding{Rule: "mobile-format", Args: filing.Args{"value": c.masked(mobileField)}})
	case mobileOK && filing.VirtualSegment(mobile):
		c.raise(mobileField, filing.Finding{Rule: "mobile-format", Variant: "virtual", Args: filing.Args{"value": c.masked(mobileField)}})
	}
	for _, field := range []filing.Field{p.Field(filing.EntityPersonOfficePhone), p.Field(filing.EntityPersonEmergencyPhone)} {
		if phone := c.text(field); phone != "" && filing.CheckPhone(phone) != nil {
			c.raise(field, filing.Finding{Rule: "phone-format", Args: filing.Args{"value": c.masked(field)}})
		}
	}
	emergencyField := p.Field(filing.EntityPersonEmergencyPhone)
	if mobileOK && c.text(emergencyField) == mobile {
		c.raise(emergencyField, filing.Finding{Rule: "emergency-same-as-mobile", Args: filing.Args{"who": both(who), "value": c.masked(mobileField)}})
	}
	emailField := p.Field(filing.EntityPersonEmail)
	if email := c.text(emailField); email != "" && filing.CheckEmail(email) != nil {
		c.raise(emailField, filing.Finding{Rule: "email-format", Args: filing.Args{"value": c.masked(emailField)}})
	}
}
