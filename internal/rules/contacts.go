package rules

import (
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// contactBook knows which persons of a batch have which mobile numbers,
// addresses and documents.
type contactBook struct {
	mentions        [][2]mention // of each filing, by role
	mobiles, emails holderBook
	documents       map[string]int // document number → place in persons
	persons         []seen
	swapped         map[int]swap // filing → whose numbers its persons have
}

// identity is what tells persons apart: the number of the document, "" where it
// is wrong and does not tell who it is, and the name.
type identity struct{ id, name string }

// same reports whether two mentions may be of one person: they are of different
// ones only when neither the names nor the documents agree. Two documents under
// one name are more often one person's than two people's.
func (a identity) same(b identity) bool {
	return a.id != "" && a.id == b.id || a.name == b.name || a.name == "" || b.name == ""
}

// mention is one person of a filing, and where the book knows more: places in
// persons and in both books of holders, notKept for none.
type mention struct {
	identity
	person, mobile, email int
}

const notKept = -1

func newMention(p filing.Person) mention {
	m := mention{identity{p.Text(filing.EntityPersonIDNumber), p.Text(filing.EntityPersonName)}, notKept, notKept, notKept}
	if filing.CheckPersonID(p.Text(filing.EntityPersonIDType), m.id) != nil {
		m.id = ""
	}
	return m
}

// holderBook knows the persons that have a number or address.
type holderBook struct {
	at    map[string]int // number or address → place in known
	known []holders
}

func newHolderBook(values int) holderBook {
	return holderBook{make(map[string]int, values), make([]holders, 0, values)}
}

// holders are the different persons that have one number or address. More than
// a few are not kept: a message names only some filings.
type holders struct {
	first holder
	more  []holder
}

type holder struct {
	identity
	few // of the person's filings
}

const mostHolders = 4

// seen is what the batch first says of a document's person, and where the
// person acts for other entities than there.
type seen struct {
	filing                     int
	name, mobile, email, until string
	any, site                  mentions // in either role, in the site's
}

func newContactBook(filings []*filing.Filing, forms []*form) *contactBook {
	n := len(filings)
	b := &contactBook{
		mentions:  make([][2]mention, n),
		mobiles:   newHolderBook(2 * n),
		emails:    newHolderBook(2 * n),
		documents: make(map[string]int, 2*n),
		persons:   make([]seen, 0, 2*n),
		swapped:   make(map[int]swap),
	}
	for i, f := range filings {
		b.add(i, f, forms[i])
	}
	return b
}

// person returns what is known of a filing's person by the document, nil for
// nothing.
func (b *contactBook) person(i int, role filing.Role) *seen {
	if at := b.mentions[i][role].person; at != notKept {
		return &b.persons[at]
	}
	return nil
}

func (b *contactBook) add(i int, f *filing.Filing, form *form) {
	for _, r := range roles {
		m := &b.mentions[i][r.role]
		*m = newMention(f.Person(r.role))
		if at, known := b.documents[m.id]; known {
			m.person = at
		}
	}
	swapped := b.addSwap(i, f, form)
	for _, r := range roles {
		if form.asked[f.Person(r.role).Field(filing.EntityPersonName)] {
			b.addPerson(i, f, r.role, swapped)
		}
	}
}

func (b *contactBook) addPerson(i int, f *filing.Filing, role filing.Role, swapped swap) {
	p, m := f.Person(role), &b.mentions[i][role]
	mobile, email := rightMobile(p.Text(filing.EntityPersonMobile)), strings.ToLower(p.Text(filing.EntityPersonEmail))
	if !swapped.mobile {
		m.mobile = b.mobiles.add(mobile, m.identity, i)
	}
	if !swapped.email {
		m.email = b.emails.add(email, m.identity, i)
	}
	if m.id == "" {
		return
	}
	at, known := b.documents[m.id]
	if !known {
		at = len(b.persons)
		b.documents[m.id], b.persons = at, append(b.persons, seen{filing: i})
	}
	m.person = at
	first := &b.persons[at]
	keepFirst(&first.name, m.name)
	keepFirst(&first.mobile, mobile)
	keepFirst(&first.email, email)
	keepFirst(&first.until, p.Text(filing.EntityPersonIDValidTo))
	first.any.add(i, f)
	if role == filing.SiteRole {
		first.site.add(i, f)
	}
}

func keepFirst(known *string, value string) {
	if *known == "" {
		*known = value
	}
}

// add takes in that a filing's person has a number or address, and returns its
// place.
func (b *holderBook) add(value string, who identity, i int) int {
	if value == "" || who == (identity{}) {
		return notKept
	}
	at, known := b.at[value]
	if !known {
		at = len(b.known)
		b.at[value] = at
		b.known = append(b.known, holders{first: holder{identity: who}})
	}
	if h := b.known[at].of(who); h != nil {
		h.add(i)
	}
	return at
}

// of returns who of the holders may be a person, nil when there are too many to
// keep another.
func (h *holders) of(who identity) *holder {
	if h.first.same(who) {
		return &h.first
	}
	for k := range h.more {
		if h.more[k].same(who) {
			return &h.more[k]
		}
	}
	if len(h.more) == mostHolders-1 {
		return nil
	}
	h.more = append(h.more, holder{identity: who})
	return &h.more[len(h.more)-1]
}

// others returns the filings besides i in which another person has the number
// or address at a place.
func (b *holderBook) others(at, i int, who identity) (filings []int) {
	if at == notKept || len(b.known[at].more) == 0 {
		return nil
	}
	h := &b.known[at]
	for _, p := range append([]holder{h.first}, h.more...) {
		if p.same(who) {
			continue
		}
		for _, at := range p.all() {
			if at != i && !slices.Contains(filings, at) {
				filings = append(filings, at)
			}
		}
	}
	slices.Sort(filings)
	return filings
}

// onePerson reports whether one person may have both roles of the filing.
func (c *checker) onePerson() bool {
	persons := &c.people.mentions[c.index]
	return persons[filing.EntityRole].same(persons[filing.SiteRole].identity)
}

// sharedContacts finds numbers and addresses that different persons share, and
// persons whom different filings describe differently.
func (c *checker) sharedContacts() {
	swapped := c.people.swapped[c.index]
	c.contactsSwapped(swapped)
	if !swapped.mobile {
		c.shared("phone-shared", filing.EntityPersonMobile, &c.people.mobiles, func(m *mention) int { return m.mobile }, rightMobile)
	}
	if !swapped.email {
		c.shared("email-shared", filing.EntityPersonEmail, &c.people.emails, func(m *mention) int { return m.email }, strings.ToLower)
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
// has too. The book has it at a place of each mention; key makes values
// comparable and is "" for those that do not count.
func (c *checker) shared(rule string, field filing.Field, book *holderBook, place func(*mention) int, key func(string) string) {
	persons := &c.people.mentions[c.index]
	entity, site := &persons[filing.EntityRole], &persons[filing.SiteRole]
	atSite := filing.Person{Role: filing.SiteRole}.Field(field)
	mine, theirs := key(c.text(field)), key(c.text(atSite))
	if theirs != "" && mine == theirs && !c.onePerson() {
		c.raise(atSite, filing.Finding{Rule: rule, Variant: "same-filing", Args: filing.Args{"value": c.masked(atSite)}})
		return
	}
	if mine != "" {
		c.sharedAt(rule, filing.EntityRole, field, book.others(place(entity), c.index, entity.identity))
	}
	if theirs != "" && theirs != mine {
		c.sharedAt(rule, filing.SiteRole, atSite, book.others(place(site), c.index, site.identity))
	}
}

// sharedAt raises that others have what a person's field holds.
func (c *checker) sharedAt(rule string, role filing.Role, at filing.Field, others []int) {
	if len(others) > 0 {
		c.raise(at, filing.Finding{Rule: rule, Args: filing.Args{"who": both(roles[role].who), "value": c.masked(at), "filings": c.keys(others)}})
	}
}
