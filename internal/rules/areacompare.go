package rules

import (
	"strings"

	"beiandesk/internal/division"
	"beiandesk/internal/filing"
)

// checkPostal checks the postal address by itself. The certificate's is as it
// is printed.
func (a *area) checkPostal() {
	address := a.areaKey.address
	if address == "" {
		return
	}
	past := a.postal.Past
	switch {
	case strings.Contains(address, division.Placeholders[0]):
		a.say(filing.EntityAddress, placeholderDistrict, "address", strings.ReplaceAll(address, division.Placeholders[0], ""), filing.Args{"value": address})
	case past != nil:
		args := filing.Args{"value": past.Name, "today": fullName(past.Today())}
		a.say(filing.EntityAddress, renamedDivision, "address", a.rewritten(), args)
	}
	if !isExact(a.postal.Rest) {
		a.say(filing.EntityAddress, "address-no-number", "", "", filing.Args{"value": address})
	}
}

// fullName names a division with its city, where that is another.
func fullName(d *division.Division) string {
	if d.IsCity() {
		return d.Name
	}
	return d.City().Name + d.Name
}

// rewritten returns the postal address with the divisions of today.
func (a *area) rewritten() string {
	city, rest := a.postal.City, a.postal.Rest
	if city == nil {
		return ""
	}
	if a.postal.District != nil {
		rest = a.postal.District.Name + rest
	}
	rest = city.Name + rest
	if province := city.Province(); province.Name != city.Name {
		rest = province.Name + rest
	}
	return rest
}

// step is a level at which two places differ.
type step int

const (
	nowhere step = iota
	atCity
	atDistrict
)

// differs tells where an address of the area's province contradicts the area.
func (a *area) differs(at division.Address) step {
	switch {
	case a.city == nil || at.City == nil || at.City.Province() != a.province:
		return nowhere
	case at.City != a.city:
		return atCity
	case a.district != nil && at.District != nil && at.District != a.district:
		return atDistrict
	}
	return nowhere
}

// agrees reports whether an address lies in the area down to a level.
func (a *area) agrees(at division.Address, down step) bool {
	return at.City == a.city && (down == atCity || at.District == a.district)
}

// compare compares the area with both addresses. It follows the office's, the
// postal one; the certificate's, whose province binds, may lie elsewhere in it.
func (a *area) compare() {
	postal, cert := a.differs(a.postal), a.differs(a.cert)
	if a.sameCity && a.apart() {
		a.say(filing.EntityAddress, "addresses-one-city", "", "", filing.Args{
			"province": a.province.Name, "certified": a.cert.City.Name, "postal": a.postal.City.Name})
		if postal == nowhere || cert == nowhere {
			return
		}
	}
	switch {
	case postal != nowhere && a.zoned && postal == atDistrict:
		a.mismatch(postal, "zone", a.postal)
	case postal != nowhere && a.agrees(a.cert, postal):
		named, own := at(a.postal, postal), a.district
		if postal == atCity {
			own = a.city
		}
		a.say(filing.EntityAddress, "area-mismatch", "postal", "", filing.Args{"own": own.Name, "named": named.Name})
	case postal != nowhere:
		a.mismatch(postal, "", a.postal)
	case cert != nowhere && at(a.postal, cert) == nil:
		a.mismatch(cert, "certificate", a.cert)
	}
}

// apart reports whether the two addresses name different cities of the province.
func (a *area) apart() bool {
	cert, postal := a.cert.City, a.postal.City
	return cert != nil && postal != nil && cert != postal && cert.Province() == a.province && postal.Province() == a.province
}

// at returns what an address names at a level; nil for nothing.
func at(address division.Address, level step) *division.Division {
	if level == atCity {
		return address.City
	}
	return address.District
}

// mismatch tells of a field of the area that an address contradicts.
func (a *area) mismatch(level step, variant string, by division.Address) {
	field, own, named := filing.EntityDistrict, a.district, by.District
	if level == atCity {
		field, own, named = filing.EntityCity, a.city, by.City
	}
	for _, f := range a.found {
		if filing.Field(f.order) == field {
			return // the field is wrong by itself
		}
	}
	a.say(field, "area-mismatch", variant, named.Name, filing.Args{"own": own.Name, "named": named.Name})
}
