package rules

import "beiandesk/internal/filing"

// bornInNumber are the documents whose number holds the date of birth.
var bornInNumber = map[string]bool{
	filing.CertResidentID: true, filing.CertHKMacaoResident: true, filing.CertTaiwanResident: true, filing.CertForeignResident: true,
}

// age refuses persons under age, by the date of birth in the document's number,
// and tells of those that the province takes with a proof or finds too old.
func (c *checker) age(role filing.Role, who filing.Text) {
	p := c.f.Person(role)
	numberField := p.Field(filing.EntityPersonIDNumber)
	cert, number := c.text(p.Field(filing.EntityPersonIDType)), c.text(numberField)
	if !bornInNumber[cert] || filing.CheckPersonID(cert, number) != nil {
		return
	}
	born, ok := filing.ResidentBirth(number)
	if !ok {
		return
	}
	years, least := born.YearsUntil(c.opt.Today), c.opt.Profile.Dates.AdultAge
	if years < least {
		c.underAge(numberField, who, years, least)
		return
	}
	own := c.authority.Age
	if own == nil || own.Max == 0 || role != filing.SiteRole {
		return
	}
	most := own.Max
	if own.MaxWomen > 0 && isWoman(number) {
		most = own.MaxWomen
	}
	if years > most {
		c.raise(numberField, filing.Finding{Rule: "resident-id-age", Variant: "old", Source: own.Source, Args: filing.Args{
			"province": c.provinceName(), "age": itoa(years), "limit": both(own.Limit), "value": c.masked(numberField)}})
	}
}

func (c *checker) underAge(at filing.Field, who filing.Text, years, least int) {
	f := filing.Finding{Rule: "resident-id-age", Args: filing.Args{
		"who": both(who), "age": itoa(max(years, 0)), "min": itoa(least), "value": c.masked(at)}}
	if own := c.authority.Age; own != nil && own.Min > 0 && years >= own.Min {
		f.Variant, f.Source = "young", own.Source
		f.Args["province"], f.Args["youngest"], f.Args["proof"] = c.provinceName(), itoa(own.Min), both(own.Proof)
	}
	c.raise(at, f)
}

// isWoman reads the sex from a number by GB 11643: the last digit but one is
// even.
func isWoman(number string) bool { return (number[len(number)-2]-'0')%2 == 0 }
