package rules

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"beiandesk/internal/division"
	"beiandesk/internal/filing"
)

// individualBusiness is in every way of writing the nature that no table has,
// because no provider's form offers it: 个体工商户, 个体户, 个体.
const individualBusiness = "个体"

// entityKind refuses the natures that the provider does not serve.
func (c *checker) entityKind() {
	nature := c.text(filing.EntityNature)
	variant := ""
	switch {
	case strings.Contains(nature, individualBusiness):
		variant = "individual-business"
	case !slices.Contains(c.opt.Profile.Service.UnsupportedNatures, nature):
		return
	case nature == natureOverseas:
		variant = "overseas"
	}
	c.raise(filing.EntityNature, filing.Finding{Rule: "entity-kind-unsupported", Variant: variant,
		Args: filing.Args{"value": both(c.label(filing.EntityNature)), "provider": c.provider}})
}

// natureOverseas is 境外机构 in the table nature.
const natureOverseas = "16"

// label returns what a field holds in both languages.
func (c *checker) label(field filing.Field) filing.Text {
	return filing.Text{ZH: c.f.Label(field, filing.ZH), EN: c.f.Label(field, filing.EN)}
}

// knownNature returns the code of the nature when it is one of the table that
// the provider serves, else "".
func (c *checker) knownNature() string {
	nature := c.text(filing.EntityNature)
	if _, ok := filing.TableNamed("nature").Item(nature); !ok || slices.Contains(c.opt.Profile.Service.UnsupportedNatures, nature) {
		return ""
	}
	return nature
}

// entityNumber checks the certificate's number: a unified social credit code
// for nearly every type of certificate.
func (c *checker) entityNumber() {
	number := c.text(filing.EntityCertNumber)
	if number == "" {
		return
	}
	switch c.certs.numberOf(c.f.Text(filing.EntityCertType)) {
	case alwaysUSCC:
		c.uscc(number)
	case perhapsUSCC:
		if len(number) == usccLength {
			c.uscc(number)
		}
	case organisationCode:
		if len(number) == usccLength {
			c.uscc(number)
			return
		}
		c.raise(filing.EntityCertType, filing.Finding{Rule: "uscc-checksum", Variant: "old-certificate", Args: filing.Args{"certificate": c.certificate()}})
	}
}

const usccLength = 18

// nationalDivision stands in the codes that a national authority gave.
const nationalDivision = "100000"

func (c *checker) uscc(number string) {
	err := filing.CheckUSCC(number)
	if err == nil {
		c.usccKind(number)
		if at := filing.USCCDivision(number); at != nationalDivision && !division.IssuedCity(at) {
			c.raise(filing.EntityCertNumber, filing.Finding{Rule: "uscc-checksum", Variant: "division", Args: filing.Args{"value": number, "division": at, "certificate": c.certificate()}})
		}
		return
	}
	f := filing.Finding{Rule: "uscc-checksum", Args: filing.Args{"value": number, "certificate": c.certificate()}}
	mended, mendable := filing.Mend(number, filing.CheckUSCC)
	length := utf8.RuneCountInString(number)
	switch {
	case mendable:
		f.Variant, f.Suggest = "mendable", mended
	case errors.Is(err, filing.ErrOldNumber):
		f.Variant = "old-number"
	case length != usccLength:
		f.Variant = "length"
		f.Args["length"] = itoa(length)
	case errors.Is(err, filing.ErrCharacter), errors.Is(err, filing.ErrLength): // a character of several bytes
		f.Variant = "characters"
		f.Args["characters"] = usccStrangers(number)
	case errors.Is(err, filing.ErrOrganisationCode):
		f.Variant = "organisation"
	}
	c.raise(filing.EntityCertNumber, f)
}

// usccStrangers lists the characters that may not stand where they do in a
// unified social credit code.
func usccStrangers(number string) string {
	var strangers []string
	for i, r := range number {
		division := 2 <= i && i < 8
		if '0' <= r && r <= '9' || !division && 'A' <= r && r <= 'Z' && !strings.ContainsRune("IOSVZ", r) {
			continue
		}
		if s := string(r); !slices.Contains(strangers, s) {
			strangers = append(strangers, s)
		}
	}
	return listedWords(strangers, 5)
}

// certificate names the entity's certificate in messages.
func (c *checker) certificate() string {
	if item, ok := filing.TableNamed("entity-cert").Item(c.f.Text(filing.EntityCertType)); ok {
		return both(item.Label)
	}
	return both(filing.Text{ZH: "证件", EN: "certificate"})
}

// usccKind compares what kind of body a right code was given to with whom the
// provider serves and with the nature.
func (c *checker) usccKind(number string) {
	prefix := number[:2]
	if slices.Contains(c.opt.Profile.Service.IndividualBusinessPrefixes, prefix) {
		c.raise(filing.EntityCertNumber, filing.Finding{Rule: "uscc-individual-business",
			Args: filing.Args{"value": number, "prefix": prefix, "provider": c.provider}})
		return
	}
	nature := c.knownNature()
	category, ok := filing.USCCNature(number)
	if nature == "" || !ok || category.Weak || len(category.Natures) == 0 || slices.Contains(category.Natures, nature) {
		return
	}
	var expected []filing.Text
	for _, code := range category.Natures {
		if item, ok := filing.TableNamed("nature").Item(code); ok {
			expected = append(expected, item.Label)
		}
	}
	c.raise(filing.EntityNature, filing.Finding{Rule: "uscc-nature-mismatch", Args: filing.Args{
		"prefix": prefix, "category": both(category.Label), "nature": both(c.label(filing.EntityNature)), "expected": listed(expected, 3)}})
}

// entityCertificate checks the certificate's type against the nature, and its
// validity.
func (c *checker) entityCertificate() {
	c.validity(filing.EntityCertValidTo)
	nature, code := c.knownNature(), c.text(filing.EntityCertType)
	table := filing.TableNamed("entity-cert")
	cert, known := table.Item(code)
	if nature == "" || !known || c.abolished(cert) || cert.Weak || cert.Parent == nature {
		return
	}
	if same, ok := table.Find(cert.Label.ZH, nature); ok && same.Parent == nature {
		return // the certificate of that name of another nature was meant
	}
	var choices []filing.Text
	for _, item := range table.Items {
		if item.Parent == nature {
			choices = append(choices, item.Label)
		}
	}
	c.raise(filing.EntityCertType, filing.Finding{Rule: "cert-type-mismatch", Args: filing.Args{
		"value": both(cert.Label), "nature": both(c.label(filing.EntityNature)), "choices": listed(choices, mostChoices)}})
}

// abolished finds a certificate that is no longer issued.
func (c *checker) abolished(cert filing.Item) bool {
	if !slices.Contains(c.certs.Abolished, cert.Code) {
		return false
	}
	var choices []filing.Text
	for _, item := range filing.TableNamed("entity-cert").Items {
		if item.Parent == cert.Parent && !slices.Contains(c.certs.Abolished, item.Code) {
			choices = append(choices, item.Label)
		}
	}
	c.raise(filing.EntityCertType, filing.Finding{Rule: "cert-type-abolished", Args: filing.Args{"value": both(cert.Label), "choices": listed(choices, mostChoices)}})
	return true
}

// validity checks the last day of a document.
func (c *checker) validity(field filing.Field) {
	day, ok := filing.ParseDate(c.text(field))
	if !ok {
		return
	}
	left := c.opt.Today.DaysUntil(day)
	switch {
	case left < 0:
		c.raise(field, filing.Finding{Rule: "id-expired", Args: filing.Args{"value": day.String(), "days": itoa(-left)}})
	case day.Before(c.soon):
		c.raise(field, filing.Finding{Rule: "id-expires-soon", Args: filing.Args{"value": day.String(), "days": itoa(left), "months": c.months}})
	}
}
