package sheet

import (
	"fmt"
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// shape is a kind of value that is recognised by its looks.
type shape struct {
	ID         string
	Name       filing.Text
	Proven     bool     // by its form alone, so that one value counts
	Alone      bool     // values are hardly ever another field than the first
	FieldKeys  []string `toml:"fields"`
	fields     []filing.Field
	recognises func(string) bool
}

// recognisers are the shapes' tests, by id. Each takes what a person wrote.
var recognisers = map[string]func(string) bool{
	"resident-id": func(s string) bool {
		return filing.CheckResidentID(filing.Clean(filing.EntityPersonIDNumber, s, "")) == nil
	},
	"uscc": func(s string) bool {
		return filing.CheckUSCC(filing.Clean(filing.EntityCertNumber, s, "")) == nil
	},
	"email": func(s string) bool {
		return strings.ContainsAny(s, "@＠") && filing.CheckEmail(filing.Clean(filing.EntityPersonEmail, s, "")) == nil
	},
	"record":      func(s string) bool { r, ok := readRecord(s); return ok && r.Site == 0 },
	"site-record": func(s string) bool { r, ok := readRecord(s); return ok && r.Site > 0 },
	"ip": func(s string) bool {
		return everyValue(filing.AccessIPs, s, func(v string) bool { _, err := filing.ParseIP(v); return err == nil })
	},
	"domain": func(s string) bool {
		return !strings.ContainsAny(s, "@＠") && strings.ContainsAny(s, ".。．") &&
			everyValue(filing.SiteDomains, s, func(v string) bool { d, err := filing.ParseDomain(v); return err == nil && d.Managed })
	},
	"mobile": func(s string) bool {
		return filing.CheckMobile(filing.Clean(filing.EntityPersonMobile, s, "")) == nil
	},
	"account": func(s string) bool {
		s = filing.Clean(filing.AccessAccountID, s, "")
		return len(s) == 12 && isDigits(s)
	},
	"date": func(s string) bool {
		_, ok := filing.ParseDate(filing.Clean(filing.DomainExpires, s, ""))
		return ok
	},
}

func readRecord(s string) (filing.RecordNumber, bool) {
	if !strings.Contains(s, "备") {
		return filing.RecordNumber{}, false
	}
	r, err := filing.ParseRecord(filing.Clean(filing.SiteRecordNumber, s, ""))
	return r, err == nil
}

// everyValue reports whether a text holds values of a field that takes several,
// and each is right.
func everyValue(field filing.Field, s string, right func(string) bool) bool {
	list := strings.Split(filing.Clean(field, s, ""), "\n")
	return !slices.ContainsFunc(list, func(v string) bool { return !right(v) })
}

// complete finds the shape's test and fields.
func (s *shape) complete() error {
	if s.recognises = recognisers[s.ID]; s.recognises == nil {
		return fmt.Errorf("no test for the shape %q", s.ID)
	}
	for _, key := range s.FieldKeys {
		field, ok := filing.ByKey(key)
		if !ok {
			return fmt.Errorf("shape %q: no field %q", s.ID, key)
		}
		s.fields = append(s.fields, field)
	}
	return nil
}

// shapeNamed returns a shape by its id, an empty one when there is none.
func shapeNamed(id string) *shape {
	if i := slices.IndexFunc(words.Shape, func(s *shape) bool { return s.ID == id }); i >= 0 {
		return words.Shape[i]
	}
	return new(shape)
}

// longestShaped is the longest text, in bytes, that is looked at for its shape.
const longestShaped = 400

// shapesOf returns the shapes that a cell's value has.
func shapesOf(c cell) (all []*shape) {
	s := strings.TrimSpace(c.text)
	switch {
	case len(s) > longestShaped || c.kind != text && c.kind != number && c.kind != isoDate:
		return nil
	case c.kind == number:
		// What is 1e15 and more has lost digits; a day's serial is any number.
		n, ok := parseNumber(s)
		if s = plainNumber(n); !ok || n >= losesDigits || !isDigits(s) || len(s) < 8 {
			return nil
		}
	case c.kind == isoDate:
		return []*shape{shapeNamed("date")}
	}
	for _, shape := range words.Shape {
		if shape.recognises(s) {
			all = append(all, shape)
		}
	}
	return all
}

// Personal reports whether a text looks like somebody's data rather than a
// header, so that it must not be kept.
func Personal(s string) bool {
	digits := 0
	for _, r := range s {
		if '0' <= r && r <= '9' || '０' <= r && r <= '９' {
			digits++
		}
	}
	return digits >= 7 || strings.ContainsAny(s, "@＠") || len(shapesOf(cell{text: s})) > 0
}

// fitting are the shapes that a field's values may well have; a field that is
// not listed here is never contradicted.
func fitting(field filing.Field) (shapes []string, checked bool) {
	switch field {
	case filing.EntityCertNumber, filing.DomainHolderCertNumber:
		return []string{"uscc", "resident-id"}, true
	}
	switch field.Def().Type {
	case filing.Code:
		return []string{"resident-id"}, true
	case filing.Mobile, filing.Phone:
		return []string{"mobile"}, true
	case filing.Email:
		return []string{"email"}, true
	case filing.Domains, filing.URL:
		return []string{"domain"}, true
	case filing.IPs:
		return []string{"ip"}, true
	case filing.Account:
		return []string{"account", "mobile"}, true // that lost its first digit as a number
	case filing.Record:
		return []string{"record", "site-record"}, true
	case filing.Day, filing.Validity:
		return []string{"date"}, true
	case filing.Name:
		return []string{"domain", "date"}, true // names of sites may be either
	}
	return nil, false
}
