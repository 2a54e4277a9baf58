package rules

import (
	"beiandesk/internal/division"
	"beiandesk/internal/filing"
)

// province checks whether the entity's province is served, and whether it is
// the one of its certificate.
func (c *checker) province() {
	code := c.text(filing.EntityProvince)
	table := filing.TableNamed("province")
	province, ok := table.Item(code)
	switch {
	case !ok:
		return
	case !c.opt.Profile.Served(code):
		c.raise(filing.EntityProvince, filing.Finding{Rule: "province-unserved",
			Args: filing.Args{"province": both(province.Label), "provider": c.provider, "phone": c.opt.Profile.Provider.Phone}})
		return
	}
	mismatch := func(at filing.Field, variant string, named filing.Item) {
		f := filing.Finding{Rule: "province-mismatch", Variant: variant, Args: filing.Args{"province": both(province.Label), "named": both(named.Label)}}
		if variant == "" {
			f.Suggest = named.Label.ZH
		}
		c.raise(at, f)
	}
	area := c.area()
	if named, ok := table.Item(area.cert.ProvinceCode); ok && named.Code != code {
		mismatch(filing.EntityProvince, "", named)
		return
	}
	if named, ok := table.Item(area.postal.ProvinceCode); ok && named.Code != code {
		mismatch(filing.EntityAddress, "postal", named)
	}
	if named, ok := c.usccProvince(); ok && named.Code != code {
		mismatch(filing.EntityCertNumber, "uscc", named)
	}
}

// usccProvince returns the province of the authority that gave the entity its
// code; none for a national authority and for a code that is wrong.
func (c *checker) usccProvince() (filing.Item, bool) {
	number := c.text(filing.EntityCertNumber)
	if filing.CheckUSCC(number) != nil || !division.IssuedCity(filing.USCCDivision(number)) || c.certs.numberOf(c.f.Text(filing.EntityCertType)) == ownNumber {
		return filing.Item{}, false
	}
	return filing.TableNamed("province").Item(filing.USCCDivision(number)[:2])
}
