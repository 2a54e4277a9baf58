package forms

import (
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
var providerKeys = map[string]func(provider.Provider) string{
	"provider.name":        func(p provider.Provider) string { return p.Name.ZH },
	"provider.short":       func(p provider.Provider) string { return p.Short.ZH },
	"provider.region_name": func(p provider.Provider) string { return p.RegionName.ZH },
	"provider.email":       func(p provider.Provider) string { return p.Email },
	"provider.phone":       func(p provider.Provider) string { return p.Phone },
	"provider.portal":      func(p provider.Provider) string { return p.Portal },
}

// filingKeys are placeholders beside those of the dictionary.
var filingKeys = map[string]func(*filing.Filing) string{
	// The province as its full name, and where the entity is in one word.
	"entity.region": func(f *filing.Filing) string {
		return f.Label(filing.EntityProvince, filing.ZH) + f.Text(filing.EntityCity) + f.Text(filing.EntityDistrict)
	},
	// Domains with their registrar, as Beijing wants them on the check sheet.
	"site.domains_registrar": func(f *filing.Filing) string {
		registrar := f.Text(filing.DomainRegistrar)
		if registrar == "" {
			return f.Label(filing.SiteDomains, filing.ZH)
		}
		var all []string
		for _, d := range f.List(filing.SiteDomains) {
			all = append(all, d+"（"+registrar+"）")
		}
		return strings.Join(all, "、")
	},
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

// knownInLists reports whether a placeholder has a meaning in the cover list.
func knownInLists(key string) bool {
	for _, known := range coverKeys {
		if key == known {
			return true
		}
	}
	_, ok := providerKeys[key]
	return ok || key == "number" || key == "count"
}

func (l lookup) get(key string) string {
	if v, ok := l.extra[key]; ok {
		return v
	}
	if value, ok := providerKeys[key]; ok {
		return value(l.profile.Provider)
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
		return value(l.filing)
	}
	if field, ok := filing.ByKey(key); ok {
		return l.filing.Label(field, filing.ZH)
	}
	return ""
}
