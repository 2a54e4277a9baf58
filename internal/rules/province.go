package rules

import (
	"strings"
	"unicode/utf8"

	"beiandesk/internal/filing"
)

// province checks whether the entity's province is served, and whether it is
// the one of its certificate.
func (c *checker) province() {
	code := c.text(filing.EntityProvince)
	province, ok := filing.TableNamed("province").Item(code)
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
	if named, ok := c.places.provinceOf(c.text(filing.EntityCertAddress)); ok && named.Code != code {
		mismatch(filing.EntityProvince, "", named)
		return
	}
	if named, ok := c.places.provinceOf(c.text(filing.EntityAddress)); ok && named.Code != code {
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
	if filing.CheckUSCC(number) != nil || c.certs.numberOf(c.f.Text(filing.EntityCertType)) == ownNumber {
		return filing.Item{}, false
	}
	return filing.TableNamed("province").Item(filing.USCCDivision(number)[:2])
}

// places finds the province that an address begins with.
type places struct {
	byFirst map[rune][]placeName
}

type placeName struct {
	name string
	full bool // the whole name: it cannot be the name of a street
	item filing.Item
}

func newPlaces() *places {
	p := &places{make(map[rune][]placeName)}
	for _, item := range filing.TableNamed("province").Items {
		p.add(item.Label.ZH, true, item)
		for _, name := range item.Synonyms {
			if len([]rune(name)) >= 2 && name[0] >= 0x80 {
				p.add(name, name != shortOf(item.Label.ZH), item)
			}
		}
	}
	return p
}

// shortOf returns a province's name without what kind of division it is.
func shortOf(label string) string {
	for _, kind := range []string{"维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "特别行政区", "省", "市"} {
		if short, ok := strings.CutSuffix(label, kind); ok {
			return short
		}
	}
	return label
}

func (p *places) add(name string, full bool, item filing.Item) {
	first := []rune(name)[0]
	p.byFirst[first] = append(p.byFirst[first], placeName{name, full, item})
}

// provinceOf returns the province that an address names at its beginning;
// false when it names none. A short name counts only before a division of the
// province: 上海浦东新区 is in 上海, but 上海路88号 may be anywhere, 河北区 is in
// 天津, 海南藏族自治州 in 青海.
func (p *places) provinceOf(address string) (filing.Item, bool) {
	address = strings.TrimPrefix(strings.TrimPrefix(address, "中华人民共和国"), "中国")
	address = strings.TrimLeft(address, "（( ") // 中国（上海）自由贸易试验区
	first, _ := utf8.DecodeRuneInString(address)
	for _, place := range p.byFirst[first] {
		rest, ok := strings.CutPrefix(address, place.name)
		if ok && (place.full || beginsDivision(rest)) {
			return place.item, true
		}
	}
	return filing.Item{}, false
}

// beginsDivision reports whether the rest of an address names a division
// before it names a street.
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
