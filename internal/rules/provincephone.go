package rules

import (
	"slices"

	"beiandesk/internal/filing"
)

// provincePhones checks the numbers of both persons together, and the
// landlines.
func (c *checker) provincePhones() {
	want := c.authority.Phones
	if want == nil || !c.form.asked[filing.EntityPersonMobile] || !c.form.asked[filing.SitePersonMobile] {
		return
	}
	if want.Landline {
		c.landlineMissing()
	}
	if len(want.AreaCodes) > 0 {
		c.landlineElsewhere()
	}
	if c.onePerson() {
		return
	}
	numbers := [4]string{c.text(filing.EntityPersonMobile), c.text(filing.EntityPersonEmergencyPhone),
		c.text(filing.SitePersonMobile), c.text(filing.SitePersonEmergencyPhone)}
	if slices.Contains(numbers[:], "") || numbers[0] == numbers[1] || numbers[2] == numbers[3] || numbers[0] == numbers[2] {
		return // missing, or told by another rule
	}
	if want.Apart && c.emergencyOfOther(numbers) {
		return
	}
	if distinct := distinctOf(numbers); distinct < want.Two {
		c.raise(filing.SitePersonEmergencyPhone, filing.Finding{Rule: "phones-too-few", Source: want.Source, Args: filing.Args{
			"province": c.provinceName(), "count": itoa(distinct), "min": itoa(want.Two)}})
	}
}

func distinctOf(numbers [4]string) (n int) {
	for i, number := range numbers {
		if !slices.Contains(numbers[:i], number) {
			n++
		}
	}
	return n
}

// emergencyOfOther tells of an emergency number that is the other person's
// mobile.
func (c *checker) emergencyOfOther(numbers [4]string) bool {
	for _, pair := range []struct {
		at            filing.Field
		number, other string
		who           filing.Text
	}{
		{filing.EntityPersonEmergencyPhone, numbers[1], numbers[2], roles[filing.SiteRole].who},
		{filing.SitePersonEmergencyPhone, numbers[3], numbers[0], roles[filing.EntityRole].who},
	} {
		if pair.number == pair.other {
			c.raise(pair.at, filing.Finding{Rule: "emergency-of-other", Source: c.authority.Phones.Source, Args: filing.Args{
				"province": c.provinceName(), "value": c.masked(pair.at), "who": both(pair.who)}})
			return true
		}
	}
	return false
}

// officePhones are the office telephones, the entity person's first.
var officePhones = []filing.Field{filing.EntityPersonOfficePhone, filing.SitePersonOfficePhone}

// hasLandline reports whether a person has an office telephone that is no
// mobile. What is wrong with it otherwise is told by another rule.
func (c *checker) hasLandline(at filing.Field) bool {
	number := c.f.Text(at)
	return c.noticed[at] || number != "" && filing.CheckMobile(number) != nil
}

func (c *checker) landlineMissing() {
	for _, at := range officePhones {
		if c.hasLandline(at) {
			continue
		}
		variant := ""
		if c.text(at) != "" {
			variant = "mobile"
		}
		c.raise(at, filing.Finding{Rule: "landline-missing", Variant: variant, Source: c.authority.Phones.Source,
			Args: filing.Args{"province": c.provinceName(), "value": c.masked(at)}})
		return
	}
}

func (c *checker) landlineElsewhere() {
	for _, at := range officePhones {
		if area := filing.AreaCode(c.text(at)); area != "" && !slices.Contains(c.authority.Phones.AreaCodes, area) {
			c.raise(at, filing.Finding{Rule: "landline-elsewhere", Source: c.authority.Phones.Source,
				Args: filing.Args{"province": c.provinceName(), "area": area}})
			return
		}
	}
}
