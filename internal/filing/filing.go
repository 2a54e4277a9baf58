package filing

import (
	"iter"
	"strings"
)

// Filing is one request to the authority, as one flat record of the
// dictionary's fields: entity, its responsible person, the site, its
// responsible person, the domain and the access. Filings of one entity repeat
// its data.
type Filing struct {
	// Source is the workbook the filing was read from, as the user named it.
	Source string
	// Place is the cell that stands for the whole filing (its row).
	Place Cell
	// Noticed is what the import noticed while it read the filing.
	Noticed []Finding
	// Scans are the files found for each slot, in the order they are composed.
	Scans map[Slot][]string

	values [fieldCount]Value
	key    string
}

// Value is what one field holds.
type Value struct {
	// Text is the canonical form: cleaned text; the code of an enumeration;
	// YYYY-MM-DD or 长期 for a date; several values joined by a line feed.
	Text string
	// Raw is what the cell held when cleaning changed it, else empty.
	Raw string
	// Cell is where the value came from; zero when typed by hand.
	Cell Cell
}

// Get returns the value of a field.
func (f *Filing) Get(field Field) Value { return f.values[field] }

// Set stores a canonical value; see [Clean] for the way from what a person
// wrote to it.
func (f *Filing) Set(field Field, v Value) { f.values[field] = v }

// Text returns the canonical text of a field, "" when it is empty.
func (f *Filing) Text(field Field) string { return f.values[field].Text }

// List returns the values of a field that takes several.
func (f *Filing) List(field Field) []string {
	if t := f.values[field].Text; t != "" {
		return strings.Split(t, "\n")
	}
	return nil
}

// All goes through the values of a field that takes several.
func (f *Filing) All(field Field) iter.Seq[string] {
	return func(yield func(string) bool) {
		for rest, more := f.values[field].Text, f.values[field].Text != ""; more; {
			var value string
			value, rest, more = strings.Cut(rest, "\n")
			if !yield(value) {
				return
			}
		}
	}
}

// Cell returns where the field's value came from. An empty field without a
// cell of its own answers with the filing's row.
func (f *Filing) Cell(field Field) Cell {
	if c := f.values[field].Cell; c.Row != 0 {
		return c
	}
	return f.Place
}

// Label returns the field's value as a person reads it: enumeration labels
// instead of codes, list values joined.
func (f *Filing) Label(field Field, lang Lang) string {
	def := field.Def()
	values := f.List(field)
	if def.Enum != "" {
		for i, code := range values {
			if item, ok := def.Table().Item(code); ok {
				values[i] = item.Label.In(lang)
			}
		}
	}
	if lang == EN {
		return strings.Join(values, ", ")
	}
	return strings.Join(values, "、")
}

// Kind returns the filing's kind, "" when none is given.
func (f *Filing) Kind() Kind { return Kind(f.values[FilingKind].Text) }

// Key names the filing within its batch: what [Number] made of the number the
// user gave it.
func (f *Filing) Key() string {
	if f.key != "" {
		return f.key
	}
	return f.values[FilingKey].Text
}

// Domain returns the first domain, "" when there is none.
func (f *Filing) Domain() string {
	first, _, _ := strings.Cut(f.values[SiteDomains].Text, "\n")
	return first
}

// Clone returns a deep copy.
func (f *Filing) Clone() *Filing {
	c := *f
	c.Noticed = append([]Finding(nil), f.Noticed...)
	c.Scans = make(map[Slot][]string, len(f.Scans))
	for slot, files := range f.Scans {
		c.Scans[slot] = append([]string(nil), files...)
	}
	return &c
}

// Person is a view of one responsible person of a filing.
type Person struct {
	filing *Filing
	Role   Role
}

// Role tells the two responsible persons apart.
type Role int

// The roles.
const (
	EntityRole Role = iota // 主体负责人
	SiteRole               // 网站负责人
)

// Person returns the view of the person in the role.
func (f *Filing) Person(role Role) Person { return Person{f, role} }

// Field returns the person's own field for a field of the entity's person,
// e.g. SitePersonMobile for EntityPersonMobile when the role is SiteRole.
func (p Person) Field(entityPersonField Field) Field {
	if p.Role == SiteRole {
		return entityPersonField - EntityPersonName + SitePersonName
	}
	return entityPersonField
}

// Text returns the text of the person's field, named by the entity person's.
func (p Person) Text(entityPersonField Field) string {
	return p.filing.Text(p.Field(entityPersonField))
}

// Empty reports whether nothing is known of the person.
func (p Person) Empty() bool {
	for field := EntityPersonName; field < SitePersonName; field++ {
		if p.Text(field) != "" {
			return false
		}
	}
	return true
}

// Number gives every filing of a batch its key: the number the user gave it,
// else its first domain, else its place in the batch. A key that is taken gets
// the first free suffix -2, -3 …; numbers the user gave are never taken away.
func Number(filings []*Filing) {
	taken := make(map[string]bool, len(filings))
	for _, f := range filings {
		f.key = ""
		if key := f.values[FilingKey].Text; key != "" && !taken[key] {
			taken[key], f.key = true, key
		}
	}
	next := make(map[string]int)
	for i, f := range filings {
		if f.key != "" {
			continue
		}
		base := f.values[FilingKey].Text
		if base == "" {
			base = f.defaultKey(i)
		}
		key := base
		for n := max(next[base], 2); taken[key]; n++ {
			key = base + "-" + itoa(n)
			next[base] = n + 1
		}
		taken[key], f.key = true, key
	}
}

func (f *Filing) defaultKey(i int) string {
	if d := f.Domain(); d != "" {
		return d
	}
	return pad3(i + 1)
}
