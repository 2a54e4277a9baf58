package rules

import (
	"strings"

	"beiandesk/internal/filing"
)

// swap says that a filing gives each of its persons what an earlier one gives
// the other.
type swap struct {
	mobile, email bool
	earlier       int
}

// addSwap compares a filing's two persons with what earlier filings say of
// them.
func (b *contactBook) addSwap(i int, f *filing.Filing, fm *form) (s swap) {
	if !fm.asked[filing.EntityPersonName] || !fm.asked[filing.SitePersonName] {
		return s
	}
	entity, site := f.Person(filing.EntityRole), f.Person(filing.SiteRole)
	if entity.Text(filing.EntityPersonIDNumber) == site.Text(filing.EntityPersonIDNumber) {
		return s
	}
	one, other := b.person(i, filing.EntityRole), b.person(i, filing.SiteRole)
	if one == nil || other == nil {
		return s
	}
	s.mobile = exchanged(one.mobile, other.mobile, entity.Text(filing.EntityPersonMobile), site.Text(filing.EntityPersonMobile))
	s.email = exchanged(one.email, other.email, strings.ToLower(entity.Text(filing.EntityPersonEmail)), strings.ToLower(site.Text(filing.EntityPersonEmail)))
	if s.mobile || s.email {
		s.earlier = one.filing
		b.swapped[i] = s
	}
	return s
}

// exchanged reports whether the values now are those before, the other way
// round.
func exchanged(oneBefore, otherBefore, one, other string) bool {
	return one != "" && other != "" && one != other && one == otherBefore && other == oneBefore
}

// contactsSwapped tells of two persons whose numbers or addresses are exchanged
// against an earlier filing.
func (c *checker) contactsSwapped(s swap) {
	at, variant := filing.SitePersonMobile, ""
	switch {
	case !s.mobile && !s.email:
		return
	case !s.mobile:
		at, variant = filing.SitePersonEmail, "email"
	}
	c.raise(at, filing.Finding{Rule: "contacts-swapped", Variant: variant,
		Args: filing.Args{"value": c.masked(at), "filings": c.keys([]int{s.earlier})}})
}
