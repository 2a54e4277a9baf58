package division

import (
	"strings"
)

// Division is a province, a city or a district. Divisions are shared and never
// change; two are the same when their pointers are.
type Division struct {
	Code string // six digits of GB/T 2260
	Name string // in full

	short    string      // the name without what kind of division it is; "" where that leaves less than two characters
	parent   *Division   // the city of a district, the province of a city; nil where a former one's is not known
	children []*Division // of today, by code
	past     []*Division // former ones that were below it
	heir     *Division   // of a former one: what it is part of today; nil where that is not known
	former   bool
	level    level
}

type level int8

const (
	provinceLevel level = iota
	cityLevel
	districtLevel
)

// Province returns the province with a code: its first two digits, or all six.
// It is nil for a code that is none of a province of the mainland.
func Province(code string) *Division {
	if len(code) < 2 {
		return nil
	}
	return load().provinces[code[:2]]
}

// ByCode returns the division of today with a code, or nil.
func ByCode(code string) *Division {
	if d := load().byCode[code]; d != nil && !d.former {
		return d
	}
	return nil
}

// Cities returns the cities of the province with a code, and Districts the
// districts of the city with one, in the order of the codes: what a list to
// choose from offers. Some cities have no districts. Do not change the slices.
func Cities(province string) []*Division { return childrenOf(Province(province), provinceLevel) }

// Districts returns the districts of a city; see [Cities].
func Districts(city string) []*Division { return childrenOf(ByCode(city), cityLevel) }

func childrenOf(d *Division, at level) []*Division {
	if d == nil || d.level != at {
		return nil
	}
	return d.children
}

// Children returns the divisions of today right below d, by code.
func (d *Division) Children() []*Division { return d.children }

// Province returns the province that d is or lies in; nil where that of a
// former one is not known.
func (d *Division) Province() *Division { return d.above(provinceLevel) }

// City returns the city that d is or lies in; nil for a province, and where
// that of a former one is not known.
func (d *Division) City() *Division { return d.above(cityLevel) }

func (d *Division) above(at level) *Division {
	for d != nil && d.level > at {
		d = d.parent
	}
	if d == nil || d.level != at {
		return nil
	}
	return d
}

// IsCity reports whether d is a city in the sense of this package.
func (d *Division) IsCity() bool { return d.level == cityLevel }

// Former reports whether there is no division of that name any more.
func (d *Division) Former() bool { return d.former }

// Today returns d, or what a former division is part of today; nil where that
// is not known.
func (d *Division) Today() *Division {
	if d == nil || !d.former {
		return d
	}
	return d.heir
}

// Short returns the name without what kind of division it is, 怒江 of
// 怒江傈僳族自治州; "" where that would leave less than two characters.
func (d *Division) Short() string { return d.short }

// String returns the name.
func (d *Division) String() string { return d.Name }

// Child returns the division of today right below d that a name means: its full
// name, its short one, or the short one with another word for the kind (景宁县
// is 景宁畲族自治县). It is nil where there is none.
func (d *Division) Child(name string) *Division {
	for _, c := range d.children {
		if c.Name == name {
			return c
		}
	}
	short := Short(name)
	for _, c := range d.children {
		if c.short != "" && (c.short == name || c.short == short && c.autonomous()) {
			return c
		}
	}
	return nil
}

// autonomous reports whether the name holds more than the place and the kind.
func (d *Division) autonomous() bool { return d.short != Short(d.Name) }

// Past returns the former division below d that had a name, or nil. Of several
// it is one that is known to be part of another today.
func (d *Division) Past(name string) (found *Division) {
	for _, c := range d.past {
		if c.Name == name && (found == nil || found.heir == nil) {
			found = c
		}
	}
	return found
}

// Below returns the only district of today in d that has a full name; nil where
// there is none, or several.
func (d *Division) Below(name string) (found *Division) {
	for _, city := range d.children {
		for _, c := range city.children {
			switch {
			case c.Name != name:
			case found != nil:
				return nil
			default:
				found = c
			}
		}
	}
	return found
}

// CityNamed returns the city of today that has a full name anywhere, or nil.
func CityNamed(name string) *Division {
	for _, s := range load().startsOf(name) {
		if s.full && s.text == name && s.d.level == cityLevel && !s.d.former {
			return s.d
		}
	}
	return nil
}

// kinds are the words for a kind of division that names end in, longer ones
// before those they end in.
var kinds = []string{"特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "自治州", "自治县", "自治旗", "地区", "新区", "省", "市", "区", "县", "州", "盟", "旗"}

// Short returns a name without what kind of division it is: 南京 of 南京市; all of
// it where that would leave less than two characters.
func Short(name string) string {
	for _, kind := range kinds {
		if short, ok := strings.CutSuffix(name, kind); ok && len(short) >= len("南京") {
			return short
		}
	}
	return name
}

// Issued reports whether a code of six digits was ever that of a division, or
// stands for none of a known city: such codes end in 00, and in 99, which is
// given to nobody.
func Issued(code string) bool {
	if len(code) != 6 {
		return false
	}
	_, known := load().byCode[code]
	return known || IssuedCity(code) && (code[4:] == "00" || code[4:] == "99")
}

// IssuedCity reports whether the first four digits of a code of six were ever
// those of a city, or its first two are those of a municipality or of a province
// whose divisions are not listed. Registration authorities of development areas
// have codes of their own below a city, which are in no list.
func IssuedCity(code string) bool {
	if len(code) != 6 {
		return false
	}
	t := load()
	return t.prefixes[code[:4]] || t.whole[code[:2]] || code[2:] == "0000" && t.provinces[code[:2]] != nil
}
