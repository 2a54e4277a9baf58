package rules

import (
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// contactBook knows which persons of a batch have which mobile numbers,
// addresses and documents.
type contactBook struct {
	mobiles, emails map[string]holders
	documents       map[string]*seen // document number → what is known of its person
	swapped         map[int]swap     // filing → whose numbers its persons have
}

// holders are the different persons that have one number or address. More than
// a few are not kept: a message names only some filings.
type holders []holder

type holder struct {
	id, name string
	count    int // of the person's filings that are kept
	filings  [mostKeys + 1]int
}

// add takes in a filing; they come in the batch's order.
func (h *holder) add(i int) {
	if h.count < len(h.filings) && (h.count == 0 || h.filings[h.count-1] != i) {
		h.filings[h.count] = i
		h.count++
	}
}

const mostHolders = 4

// seen is what the batch first says of a document's person, and where the
// person acts for other entities than there.
type seen struct {
	filing                     int
	name, mobile, email, until string
	any, site                  mentions // in either role, in the site's
}

func newContactBook(filings int) *contactBook {
	return &contactBook{
		mobiles:   make(map[string]holders, 2*filings),
		emails:    make(map[string]holders, 2*filings),
		documents: make(map[string]*seen, 2*filings),
		swapped:   make(map[int]swap),
	}
}

func (b *contactBook) add(i int, f *filing.Filing) {
	fm := formOf(f.Kind())
	swapped := b.addSwap(i, f, fm)
	for _, r := range roles {
		p := f.Person(r.role)
		if !fm.asked[p.Field(filing.EntityPersonName)] {
			continue
		}
		id, name := identity(p)
		mobile, email := rightMobile(p.Text(filing.EntityPersonMobile)), strings.ToLower(p.Text(filing.EntityPersonEmail))
		if !swapped.mobile {
			addHolder(b.mobiles, mobile, id, name, i)
		}
		if !swapped.email {
			addHolder(b.emails, email, id, name, i)
		}
		if id == "" {
			continue
		}
		first := b.documents[id]
		if first == nil {
			first = &seen{filing: i}
			b.documents[id] = first
		}
		keepFirst(&first.name, name)
		keepFirst(&first.mobile, mobile)
		keepFirst(&first.email, email)
		keepFirst(&first.until, p.Text(filing.EntityPersonIDValidTo))
		first.any.add(i, f)
		if r.role == filing.SiteRole {
			first.site.add(i, f)
		}
	}
}

func keepFirst(known *string, value string) {
	if *known == "" {
		*known = value
	}
}

func addHolder(m map[string]holders, value, id, name string, i int) {
	if value == "" || id == "" && name == "" {
		return
	}
	known := m[value]
	for k := range known {
		if p := &known[k]; samePerson(p.id, p.name, id, name) {
			p.add(i)
			return
		}
	}
	if len(known) < mostHolders {
		p := holder{id: id, name: name}
		p.add(i)
		m[value] = append(known, p)
	}
}

// identity returns the number of a person's document and the name. A number
// that is wrong does not tell who it is.
func identity(p filing.Person) (id, name string) {
	id, name = p.Text(filing.EntityPersonIDNumber), p.Text(filing.EntityPersonName)
	if filing.CheckPersonID(p.Text(filing.EntityPersonIDType), id) != nil {
		id = ""
	}
	return id, name
}

// samePerson reports whether two mentions may be of one person: they are of
// different ones only when neither the names nor the documents agree. Two
// documents under one name are more often one person's than two people's.
func samePerson(id1, name1, id2, name2 string) bool {
	return id1 != "" && id1 == id2 || name1 == name2 || name1 == "" || name2 == ""
}

// others returns the filings besides i in which another person has the number
// or address.
func (h holders) others(i int, id, name string) (filings []int) {
	for k := range h {
		if p := &h[k]; !samePerson(p.id, p.name, id, name) {
			for _, at := range p.filings[:p.count] {
				if at != i && !slices.Contains(filings, at) {
					filings = append(filings, at)
				}
			}
		}
	}
	slices.Sort(filings)
	return filings
}

// sharedContacts finds numbers and addresses that different persons share, and
// persons whom different filings describe differently.
func (c *checker) sharedContacts() {
	swapped := c.people.swapped[c.index]
	c.contactsSwapped(swapped)
	if !swapped.mobile {
		c.shared("phone-shared", filing.EntityPersonMobile, c.people.mobiles, rightMobile)
	}
	if !swapped.email {
		c.shared("email-shared", filing.EntityPersonEmail, c.people.emails, strings.ToLower)
	}
	c.differing(swapped)
	c.severalEntities()
}

func rightMobile(s string) string {
	if filing.CheckMobile(s) != nil {
		return ""
	}
	return s
}

// shared raises one finding for each value of the filing that another person
// has too; key makes values comparable and is "" for those that do not count.
func (c *checker) shared(rule string, field filing.Field, book map[string]holders, key func(string) string) {
	entity, site := c.f.Person(filing.EntityRole), c.f.Person(filing.SiteRole)
	atEntity, atSite := key(c.text(field)), key(c.text(site.Field(field)))
	within := atSite != "" && atEntity == atSite && !sameIdentity(entity, site)
	if within {
		c.raise(site.Field(field), filing.Finding{Rule: rule, Variant: "same-filing", Args: filing.Args{"value": c.masked(site.Field(field))}})
		return
	}
	c.sharedAt(rule, roles[0].who, entity, field, book[atEntity])
	if atSite != atEntity {
		c.sharedAt(rule, roles[1].who, site, field, book[atSite])
	}
}

func (c *checker) sharedAt(rule string, who filing.Text, p filing.Person, field filing.Field, h holders) {
	if len(h) < 2 {
		return
	}
	id, name := identity(p)
	others := h.others(c.index, id, name)
	if len(others) == 0 {
		return
	}
	at := p.Field(field)
	c.raise(at, filing.Finding{Rule: rule, Args: filing.Args{"who": both(who), "value": c.masked(at), "filings": c.keys(others)}})
}

func sameIdentity(a, b filing.Person) bool {
	id1, name1 := identity(a)
	id2, name2 := identity(b)
	return samePerson(id1, name1, id2, name2)
}
