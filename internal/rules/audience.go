package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// Audience says whom a rule or a confirmation concerns, by codes. What is empty
// narrows nothing.
type Audience struct {
	Kinds     []filing.Kind  `toml:"kinds" json:"kinds"`
	Routes    []filing.Route `toml:"routes" json:"routes,omitempty"`
	Provinces []string       `toml:"provinces" json:"provinces,omitempty"` // codes of the table province
	Natures   []string       `toml:"natures" json:"natures,omitempty"`     // codes of the table nature
}

// Concerns reports whether a filing is of the audience. The profile decides
// its route.
func (a *Audience) Concerns(f *filing.Filing, p *provider.Profile) bool {
	return admits(a.Kinds, f.Kind()) && admits(a.Provinces, f.Text(filing.EntityProvince)) &&
		admits(a.Natures, f.Text(filing.EntityNature)) && (len(a.Routes) == 0 || slices.Contains(a.Routes, p.RouteOf(f)))
}

func admits[T comparable](list []T, value T) bool {
	return len(list) == 0 || slices.Contains(list, value)
}

// narrowed says beside the kinds whom the audience is limited to, as phrases.
func (a *Audience) narrowed(lang filing.Lang) (phrases []string) {
	say := func(zh, en string, values []string) {
		if len(values) > 0 {
			sep := filing.Text{ZH: "、", EN: ", "}.In(lang)
			phrases = append(phrases, filing.Text{ZH: zh, EN: en}.In(lang)+strings.Join(values, sep))
		}
	}
	say("仅 ", "only in ", labels("province", a.Provinces, lang))
	say("单位性质为 ", "of the nature ", labels("nature", a.Natures, lang))
	var routes []string
	for _, r := range a.Routes {
		routes = append(routes, routeNames[r].In(lang))
	}
	say("核验方式为 ", "by ", routes)
	return phrases
}

// labels returns what the codes of a table are called.
func labels[T ~string](table string, codes []T, lang filing.Lang) []string {
	names := make([]string, len(codes))
	for i, code := range codes {
		item, _ := filing.TableNamed(table).Item(string(code))
		names[i] = item.Label.In(lang)
	}
	return names
}

var routeNames = map[filing.Route]filing.Text{
	filing.Electronic: {ZH: "电子化核验", EN: "electronic verification"},
	filing.Manual:     {ZH: "人工核验", EN: "manual verification"},
}

// validate refuses codes that do not exist or stand twice.
func (a *Audience) validate() error {
	errs := []error{known("kind", a.Kinds), known("province", a.Provinces), known("nature", a.Natures)}
	for _, r := range a.Routes {
		if _, ok := routeNames[r]; !ok {
			errs = append(errs, fmt.Errorf("there is no route %q", r))
		}
	}
	return errors.Join(errs...)
}

func known[T ~string](table string, codes []T) error {
	for i, code := range codes {
		if _, ok := filing.TableNamed(table).Item(string(code)); !ok {
			return fmt.Errorf("there is no %s %q", table, code)
		}
		if slices.Contains(codes[:i], code) {
			return fmt.Errorf("the %s %q stands twice", table, code)
		}
	}
	return nil
}
