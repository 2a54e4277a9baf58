package division

import "strings"

// Address is what an address names at its beginning.
type Address struct {
	ProvinceCode string    // two digits, also of provinces outside the mainland; "" when none is named or to be inferred
	City         *Division // nil when none is named or to be inferred
	District     *Division // nil when none is named, or none of the city; [Division.Former] tells whether it is of the past
	Past         *Division // the first former division that is named; the city or the district above may be its heir
	Rest         string    // what follows the divisions
}

// Read reads the divisions that an address begins with. A district that is
// named alone, as 鼓楼区 of four cities, is looked for in the city near, then in
// its province; near may be nil.
//
// A short name counts only before a division: 上海浦东新区 is in 上海, but 上海路88号
// may be anywhere. A full name always counts: it is no street's.
func Read(address string, near *Division) Address {
	t := load()
	rest := skipLead(address)
	var a Address
	var province *Division
	code, after := t.fullProvince(rest)
	if code == "" {
		if a.City, after = t.city(rest, place{fullOnly: true}, &a); a.City == nil {
			code, after = t.shortProvince(rest)
		}
	}
	if code != "" {
		a.ProvinceCode, province = code, t.provinces[code]
		rest = skipMarks(after)
		if province == nil {
			a.Rest = rest
			return a
		}
		a.City, after = t.city(rest, place{province: province}, &a)
	}
	if a.City == nil && province == nil {
		a.City, after = t.city(rest, place{near: near}, &a)
	}
	if a.City != nil {
		rest = skipMarks(after)
	} else if province != nil && isMunicipality(province) {
		a.City = province.children[0]
	}
	rest = a.readDistrict(t, rest, province, near)
	if a.City != nil {
		a.ProvinceCode = a.City.Code[:2]
	}
	a.Rest = rest
	return a
}

func isMunicipality(province *Division) bool {
	return len(province.children) == 1 && province.children[0].Name == province.Name
}

// skipLead skips what may stand before the province: 中国（上海）自由贸易试验区.
func skipLead(address string) string {
	address = strings.TrimPrefix(strings.TrimPrefix(address, "中华人民共和国"), "中国")
	return strings.TrimLeft(address, "（( ")
}

// skipMarks skips what may stand between two divisions.
func skipMarks(s string) string {
	if s != "" && s[0] < 0x80 || strings.HasPrefix(s, "）") || strings.HasPrefix(s, "，") || strings.HasPrefix(s, "·") {
		s = strings.TrimLeft(s, " )）,，·-/")
	}
	for _, placeholder := range Placeholders {
		s = strings.TrimPrefix(s, placeholder)
	}
	return s
}

// Placeholders are the names of lines that a list of divisions has where a level
// is empty. No address has them.
var Placeholders = []string{"市辖区", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖县级行政单位", "省直辖行政单位"}

func (t *table) fullProvince(s string) (code, rest string) {
	for _, p := range t.entries {
		if p.full && strings.HasPrefix(s, p.text) {
			return p.code, s[len(p.text):]
		}
	}
	return "", s
}

func (t *table) shortProvince(s string) (code, rest string) {
	for _, p := range t.entries {
		if p.full || !strings.HasPrefix(s, p.text) {
			continue
		}
		rest := s[len(p.text):]
		if beginsDivision(rest) || t.beginsCity(rest, p.code) {
			return p.code, rest
		}
	}
	return "", s
}

// beginsCity reports whether a text begins with a city of a province: 广东深圳.
func (t *table) beginsCity(s, province string) bool {
	p := t.provinces[province]
	if p == nil {
		return false
	}
	var a Address
	city, _ := t.city(s, place{province: p}, &a)
	return city != nil
}

// place is what is known of where a city lies.
type place struct {
	province *Division // named before it
	near     *Division // not named; see [Read]
	fullOnly bool      // take no short names
}

// city returns the city that a text begins with. Its short name counts behind a
// province that is named, unless it is a street's, and elsewhere before one of
// its districts; in the province near, before anything like a district.
func (t *table) city(s string, in place, a *Address) (*Division, string) {
	for _, c := range t.startsOf(s) {
		d := c.d
		if d.level != cityLevel || in.province != nil && d.parent != in.province || in.fullOnly && !c.full || !strings.HasPrefix(s, c.text) {
			continue
		}
		rest := s[len(c.text):]
		if !c.full {
			if isStreet(rest) || in.province == nil && !t.beginsDistrict(rest, d) && (in.near.Province() != d.parent || !beginsDivision(rest)) {
				continue
			}
			rest = skipKind(rest)
		}
		if d.former {
			a.Past, d = d, d.heir.City()
			if d == nil {
				continue
			}
		}
		return d, rest
	}
	return nil, s
}

// beginsDistrict reports whether a text begins with a district of a city.
func (t *table) beginsDistrict(s string, city *Division) bool {
	for _, c := range t.startsOf(s) {
		if c.d.level == districtLevel && c.d.parent == city && strings.HasPrefix(s, c.text) {
			return true
		}
	}
	return false
}

// skipKind skips the word for the kind of a city behind its short name: 恩施州.
func skipKind(s string) string {
	for _, kind := range []string{"自治州", "地区", "市", "州", "盟"} {
		if rest, ok := strings.CutPrefix(s, kind); ok {
			return rest
		}
	}
	return s
}

// readDistrict reads the district, and the city where only the district tells it.
func (a *Address) readDistrict(t *table, s string, province, near *Division) string {
	var best *Division
	length, rank := 0, 0
	for _, c := range t.startsOf(s) {
		if c.d.level != districtLevel || len(c.text) < length || !strings.HasPrefix(s, c.text) {
			continue
		}
		if r := a.rank(c.d, province, near); r > rank {
			best, length, rank = c.d, len(c.text), r
		} else if r == rank && r == ambiguousRank && c.d.Today().City() != best.Today().City() {
			best = nil // several in the province
			break
		}
	}
	if best == nil {
		return s
	}
	if best.former {
		if a.Past == nil {
			a.Past = best
		}
		best = best.heir
	}
	if best.level == cityLevel { // it has become a city
		a.City = best
		return skipMarks(s[length:])
	}
	a.City, a.District = best.City(), best
	return skipMarks(s[length:])
}

// ambiguousRank is what a district weighs that may be any of the province's.
const ambiguousRank = 1

// rank says how well a district fits what is known of where it lies: 0 for not
// at all.
func (a *Address) rank(d, province, near *Division) int {
	today := 0
	if !d.former {
		today = 1
	}
	at := d.City()
	switch {
	case a.City != nil && (at == a.City || d.Today().City() == a.City):
		return 6 + today
	case a.City != nil:
		return 0
	case near != nil && at != nil && at == near.City() && (province == nil || at.Province() == province):
		return 4 + today
	case province != nil && at != nil && at.Province() == province:
		return ambiguousRank
	case province == nil && near != nil && at != nil && at.Province() == near.Province():
		return ambiguousRank
	}
	return 0
}

// isStreet reports whether a name goes on as that of a street: 南京东路.
func isStreet(rest string) bool {
	for range 2 {
		for _, kind := range []string{"路", "街", "大道", "大街", "巷", "弄", "胡同"} {
			if strings.HasPrefix(rest, kind) {
				return true
			}
		}
		if len(rest) < 3 || !strings.Contains("东西南北中一二三四五六七八九十新", rest[:3]) {
			return false
		}
		rest = rest[3:]
	}
	return false
}

// beginsDivision reports whether the rest of an address names a division before
// it names a street.
func beginsDivision(rest string) bool {
	for _, other := range []string{"区", "县", "州", "藏族"} {
		if strings.HasPrefix(rest, other) {
			return false
		}
	}
	for _, r := range rest {
		switch r {
		case '省', '市', '区', '县', '盟', '旗', '州':
			return true
		case '路', '街', '道', '巷', '弄', '里', '号':
			return false
		}
	}
	return false
}
