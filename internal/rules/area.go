package rules

import (
	"strings"
	"sync"
	"unicode/utf8"

	"beiandesk/internal/division"
	"beiandesk/internal/filing"
)

// areaKey is all that tells where an entity is.
type areaKey struct {
	province, city, district, certAddress, address string
	sameCity                                       bool // the province wants both addresses in one city
}

// area is where an entity is.
type area struct {
	areaKey
	province, city, district *division.Division // nil for what is not told, or is none that is known
	cert, postal             division.Address
	zoned                    bool     // the postal address is in an area that belongs to one district
	found                    []placed // what is wrong with it
}

// area returns where the entity is.
func (c *checker) area() *area {
	key := areaKey{province: c.text(filing.EntityProvince), city: c.name(filing.EntityCity), district: c.name(filing.EntityDistrict),
		certAddress: c.text(filing.EntityCertAddress), address: c.text(filing.EntityAddress)}
	key.sameCity = c.opt.Profile.Province(key.province).SameCity != nil
	known := c.known()
	if known.area == nil || known.area.areaKey != key {
		known.area = newArea(key)
	}
	return known.area
}

// divisions checks the entity's area and addresses against the divisions there
// are, and against each other. In a province that is not served they are not
// what keeps the filing back.
func (c *checker) divisions() {
	if !c.opt.Profile.Served(c.text(filing.EntityProvince)) {
		return
	}
	for _, p := range c.area().found {
		c.raise(filing.Field(p.order), p.Finding)
	}
}

// name returns what a field holds unless it is too long for a name, which
// another check tells.
func (c *checker) name(field filing.Field) string {
	text := c.text(field)
	if utf8.RuneCountInString(text) > field.Def().MaxRunes {
		return ""
	}
	return text
}

func newArea(key areaKey) *area {
	a := &area{areaKey: key, province: division.Province(key.province)}
	if a.province != nil {
		a.city = a.cityNamed()
	}
	near := a.city
	if near == nil {
		near = a.province
	}
	a.cert, a.postal = division.Read(key.certAddress, near), division.Read(key.address, near)
	if a.province != nil {
		a.checkCity()
		a.readDistrict()
	}
	a.applyAreas()
	a.checkPostal()
	if a.province != nil {
		a.suggestKnown()
		a.compare()
	}
	return a
}

// say adds a finding; it is placed when it is raised.
func (a *area) say(at filing.Field, rule, variant, suggest string, args filing.Args) {
	a.found = append(a.found, placed{int(at), filing.Finding{Rule: rule, Variant: variant, Suggest: suggest, Args: args}})
}

const (
	unknownDivision     = "division-unknown"
	renamedDivision     = "division-renamed"
	placeholderDistrict = "district-placeholder"
)

// cityNamed returns the city that the field means, or nil.
func (a *area) cityNamed() *division.Division {
	name := a.areaKey.city
	switch children := a.province.Children(); {
	case !isPlaceholder(name):
	case len(children) == 1:
		return children[0]
	default: // the line of the lists for what is directly under a province
		return a.province.Child(a.areaKey.district)
	}
	city := a.province.Child(name)
	switch {
	case city != nil && city.Name != name && a.province.Below(name) != nil:
		return nil // 大理市 is not 大理州
	case city == nil && name != "":
		return a.province.Past(name).Today().City()
	}
	return city
}

// checkCity tells what is wrong with the city's name.
func (a *area) checkCity() {
	name := a.areaKey.city
	if name == "" || a.city != nil && (a.city.Name == name || a.province.Past(name) == nil) {
		return
	}
	args := filing.Args{"value": name, "within": a.province.Name}
	below, other := a.province.Below(name), division.CityNamed(name)
	switch {
	case a.province.Past(name) != nil && a.province.Child(name) == nil:
		a.renamed(filing.EntityCity, a.city, args)
	case a.city != nil || isZone(name) || strings.Contains(name, "直辖"):
	case below != nil:
		args["city"] = below.City().Name
		a.say(filing.EntityCity, unknownDivision, "county", below.City().Name, args)
	case other != nil && other.Code[:2] == a.cert.ProvinceCode: // the province is wrong, which is told at it
	case other != nil:
		args["named"] = other.Province().Name
		a.say(filing.EntityCity, unknownDivision, "city-elsewhere", "", args)
	default:
		suggest := ""
		if near := a.province.Near(name); near != nil {
			suggest = near.Name
		}
		a.say(filing.EntityCity, unknownDivision, "", suggest, args)
	}
}

// readDistrict finds the district that the field means. Cities without
// districts take any text.
func (a *area) readDistrict() {
	name := a.areaKey.district
	if name == "" || a.city == nil || len(a.city.Children()) == 0 {
		return
	}
	if a.district = a.city.Child(name); a.district != nil {
		return
	}
	args := filing.Args{"value": name, "within": a.city.Name}
	switch past := a.city.Past(name); {
	case isPlaceholder(name):
		a.say(filing.EntityDistrict, placeholderDistrict, "", "", args)
	case past != nil:
		today := past.Today()
		a.renamed(filing.EntityDistrict, today, args)
		if today.City() == a.city {
			a.district = today
		}
	case isZone(name):
	case a.province.Below(name) != nil:
		city := a.province.Below(name).City()
		if city == a.postal.City {
			return // the city is wrong, which is told at it
		}
		args["city"] = city.Name
		a.say(filing.EntityDistrict, unknownDivision, "district-elsewhere", "", args)
	default:
		suggest := ""
		if near := a.city.Near(name); near != nil {
			suggest = near.Name
		}
		a.say(filing.EntityDistrict, unknownDivision, "", suggest, args)
	}
}

// renamed tells of a former name what it is today.
func (a *area) renamed(at filing.Field, today *division.Division, args filing.Args) {
	switch {
	case today == nil:
		a.say(at, renamedDivision, "ended", "", args)
	case at == filing.EntityDistrict && today.City() != a.city:
		args["today"] = today.City().Name + today.Name
		a.say(at, renamedDivision, "moved", "", args)
	default:
		args["today"] = today.Name
		a.say(at, renamedDivision, "", today.Name, args)
	}
}

// suggestKnown suggests the addresses' district where the field's is none.
func (a *area) suggestKnown() {
	for i := range a.found {
		f := &a.found[i]
		if f.Suggest != "" || filing.Field(f.order) != filing.EntityDistrict {
			continue
		}
		for _, named := range []*division.Division{a.postal.District, a.cert.District} {
			if named != nil && named.City() == a.city {
				f.Suggest = named.Name
				if f.Rule == placeholderDistrict {
					f.Variant = "known"
				}
				break
			}
		}
	}
}

// applyAreas puts addresses in areas that belong to one district there.
func (a *area) applyAreas() {
	for _, special := range loadAddressWords().Areas {
		if a.province == nil || special.Province != a.areaKey.province {
			continue
		}
		district := division.ByCode(special.District)
		if containsAny(a.areaKey.address, special.Words) {
			a.postal.City, a.postal.District, a.zoned = district.City(), district, true
		}
		if containsAny(a.areaKey.certAddress, special.Words) {
			a.cert.City, a.cert.District = district.City(), district
		}
	}
}

func isPlaceholder(name string) bool {
	for _, p := range division.Placeholders {
		if name == p {
			return true
		}
	}
	return name == "县" // of 重庆, in the same lists
}

func isZone(name string) bool { return containsAny(name, loadAddressWords().Zones) }

// addressWords are what addresses hold besides divisions.
type addressWords struct {
	Source string   `toml:"source"`
	AsOf   string   `toml:"as_of"`
	Zones  []string `toml:"zones"`
	Exact  []string `toml:"exact"`
	Areas  []struct {
		Province string   `toml:"province"`
		Words    []string `toml:"words"`
		District string   `toml:"district"`
	} `toml:"area"`
}

var loadAddressWords = sync.OnceValue(func() *addressWords {
	w := new(addressWords)
	mustLoad("rules/addresses.toml", w)
	return w
})

// isExact reports whether what follows the divisions in an address tells the
// house, the building or the village, and not only a street or a town.
func isExact(rest string) bool {
	if strings.ContainsAny(rest, "0123456789０１２３４５６７８９") {
		return true
	}
	for _, street := range []string{"路", "街", "道", "巷", "胡同"} {
		if at := strings.LastIndex(rest, street); at >= 0 {
			rest = rest[at+len(street):]
		}
	}
	return containsAny(rest, loadAddressWords().Exact)
}
