package forms

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// lookup finds the values of placeholders.
type lookup struct {
	filing  *filing.Filing // nil in lists
	profile *provider.Profile
	number  int               // of the row, from 1
	count   int               // filings in the group
	extra   map[string]string // values of one row of a list
}

// providerKeys are the placeholders that the provider's profile answers.
var providerKeys = map[string]func(*provider.Profile) string{
	"provider.name":        func(p *provider.Profile) string { return p.Provider.Name.ZH },
	"provider.short":       func(p *provider.Profile) string { return p.Provider.Short.ZH },
	"provider.region_name": func(p *provider.Profile) string { return p.Provider.RegionName.ZH },
	"provider.email":       func(p *provider.Profile) string { return p.Provider.Email },
	"provider.phone":       func(p *provider.Profile) string { return p.Provider.Phone },
	"provider.portal":      func(p *provider.Profile) string { return p.Provider.Portal },
	"police.name":          func(p *provider.Profile) string { return p.Police.Name },
	"police.area":          func(p *provider.Profile) string { return p.Police.Area },
	"police.mode":          func(p *provider.Profile) string { return p.Police.Mode },
	"police.phone":         func(p *provider.Profile) string { return p.Police.Phone },
	"police.portal":        func(p *provider.Profile) string { return p.Police.Portal },
	"police.days":          func(p *provider.Profile) string { return count(p.Police.Days) },
	"dates.sms_hours":      func(p *provider.Profile) string { return count(p.Dates.SMSHours) },
	"dates.review_days":    func(p *provider.Profile) string { return count(p.Dates.AuthorityDays) },
}

// count writes a number, nothing for one that the profile does not tell.
func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// filingKeys are placeholders beside those of the dictionary.
var filingKeys = map[string]func(lookup) string{
	// The province as its full name, and where the entity is in one word.
	"entity.region": func(l lookup) string {
		return l.filing.Label(filing.EntityProvince, filing.ZH) + l.filing.Text(filing.EntityCity) + l.filing.Text(filing.EntityDistrict)
	},
	// The office that decides on the filing.
	"entity.authority": func(l lookup) string {
		if l.filing.Text(filing.EntityProvince) == "" {
			return ""
		}
		return l.filing.Label(filing.EntityProvince, filing.ZH) + "通信管理局"
	},
	// The character that filing numbers of the province begin with.
	"entity.province_short": func(l lookup) string {
		item, _ := filing.TableNamed("province").Item(l.filing.Text(filing.EntityProvince))
		return item.Short
	},
	// Domains with their registrar, as Beijing wants them on the check sheet.
	"site.domains_registrar": func(l lookup) string {
		registrar := l.filing.Text(filing.DomainRegistrar)
		if registrar == "" {
			return l.filing.Label(filing.SiteDomains, filing.ZH)
		}
		var all []string
		for _, d := range l.filing.List(filing.SiteDomains) {
			all = append(all, d+"（"+registrar+"）")
		}
		return strings.Join(all, "、")
	},
	"filing.route": func(l lookup) string { return routeNames[l.profile.RouteOf(l.filing)] },
	"filing.entry": func(l lookup) string {
		kind, _ := l.profile.Kind(l.filing.Kind())
		return kind.Entry.ZH
	},
	// How many papers the filing needs, nothing when none.
	"filing.papers": func(l lookup) string { return count(len(l.profile.PapersFor(l.filing))) },
	// The site's person where it is another than the entity's.
	"site.person.other": func(l lookup) string {
		if oneForBoth(l.filing) {
			return ""
		}
		return l.filing.Text(filing.SitePersonName)
	},
	// The roles that the letter of authorization gives to the site's person.
	"authorized.roles": func(l lookup) string {
		if oneForBoth(l.filing) {
			return "主体负责人和网站负责人"
		}
		return "网站负责人"
	},
	// The entity's person where the letter is to name another one besides.
	"authorized.other": func(l lookup) string {
		if oneForBoth(l.filing) || l.filing.LegalRepIs(filing.EntityRole) != filing.Other {
			return ""
		}
		return l.filing.Text(filing.EntityPersonName)
	},
}

var routeNames = map[filing.Route]string{filing.Electronic: "电子化核验", filing.Manual: "人工核验"}

// oneForBoth reports whether the same person is responsible for the entity and
// the site.
func oneForBoth(f *filing.Filing) bool {
	entity, site := f.Person(filing.EntityRole), f.Person(filing.SiteRole)
	name := entity.Text(filing.EntityPersonName)
	return name != "" && name == site.Text(filing.EntityPersonName) &&
		entity.Text(filing.EntityPersonIDNumber) == site.Text(filing.EntityPersonIDNumber)
}

// knownKey reports whether a placeholder has a meaning in forms of filings.
func knownKey(key string) bool {
	if _, ok := filing.ByKey(key); ok {
		return true
	}
	if _, ok := providerKeys[key]; ok {
		return true
	}
	return key == "number" || key == "count" || filingKeys[key] != nil
}

// fieldKeys lists the keys of the dictionary and those beside it.
func fieldKeys() []string {
	keys := slices.Concat(slices.Collect(maps.Keys(filingKeys)), slices.Collect(maps.Keys(providerKeys)))
	for i := range filing.Fields {
		keys = append(keys, filing.Fields[i].Key)
	}
	slices.Sort(keys)
	return keys
}

func (l lookup) get(key string) string {
	if v, ok := l.extra[key]; ok {
		return v
	}
	if value, ok := providerKeys[key]; ok {
		return value(l.profile)
	}
	switch key {
	case "number":
		return strconv.Itoa(l.number)
	case "count":
		return strconv.Itoa(l.count)
	}
	if l.filing == nil {
		return ""
	}
	if key == "filing.key" {
		return l.filing.Key()
	}
	if value := filingKeys[key]; value != nil {
		return value(l)
	}
	if field, ok := filing.ByKey(key); ok {
		return l.filing.Label(field, filing.ZH)
	}
	return ""
}
