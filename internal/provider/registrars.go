package provider

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"beiandesk/internal/filing"
)

// defaultRegistrars is the list of registrars of a profile that names none.
const defaultRegistrars = "domains/registrars.toml"

// RegistrarState says what is known of a registrar.
type RegistrarState int

// The states.
const (
	RegistrarUnknown  RegistrarState = iota // on neither list: to be confirmed at 域名.信息
	RegistrarApproved                       // approved by the ministry
	RegistrarForeign                        // abroad: its domains are transferred in first
	RegistrarAbroad                         // on neither list, but named like a company abroad
)

// registrars are known by their names and brands.
type registrars struct {
	source, asOf string
	brands       []brand // longest first
	forms        []string
}

// brand is one name of a registrar, folded.
type brand struct {
	key   string
	name  string // of the registrar, in full
	state RegistrarState
}

// Registrar tells what is known of the registrar that people call name, and the
// name in full of one that is on a list.
func (d *Domains) Registrar(name string) (state RegistrarState, full string) {
	folded := filing.FoldName(name)
	key := registrarKey(folded)
	for _, b := range d.registrars.brands {
		if key == b.key || begins(folded, key, b.key) || strings.Contains(key, b.key) && threeHan(b.key) {
			return b.state, b.name
		}
	}
	if countHan(key) == 0 && d.registrars.abroad(name) {
		return RegistrarAbroad, ""
	}
	return RegistrarUnknown, ""
}

// RegistrarsAsOf returns the day of the list of registrars.
func (d *Domains) RegistrarsAsOf() string { return d.registrars.asOf }

// registrarKey keeps the letters and digits of a folded name.
func registrarKey(folded string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, folded)
}

// begins reports whether a name begins with a brand as a word: what follows it
// in the name as written is no Latin letter or digit, for "Enom" is not the
// registrar "Enomad". A Chinese brand of two characters must be the whole name
// or stand before a mark: 新网 is not 新网联盟.
func begins(folded, key, brand string) bool {
	if !strings.HasPrefix(key, brand) {
		return false
	}
	rest := folded
	for want := brand; want != ""; {
		r, size := utf8.DecodeRuneInString(rest)
		rest = rest[size:]
		if w, width := utf8.DecodeRuneInString(want); w == r {
			want = want[width:]
		}
	}
	next, _ := utf8.DecodeRuneInString(rest)
	return !unicode.IsLetter(next) && !unicode.IsDigit(next) || unicode.Is(unicode.Han, next) && countHan(brand) == 0
}

func threeHan(s string) bool { return countHan(s) >= 3 }

func countHan(s string) (n int) {
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}

// abroad reports whether the last word of a name is a company's form abroad.
func (r *registrars) abroad(name string) bool {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) })
	return len(words) > 1 && slices.Contains(r.forms, words[len(words)-1])
}

func (d *Domains) parseRegistrars(data []byte, r *review) {
	type entry struct {
		Name   string   `toml:"name"`
		Brands []string `toml:"brands"`
	}
	var doc struct {
		Source   string   `toml:"source"`
		AsOf     string   `toml:"as_of"`
		Sample   []string `toml:"sample"`
		Approved []entry  `toml:"approved"`
		Foreign  []entry  `toml:"foreign"`
		Abroad   struct {
			Forms []string `toml:"forms"`
		} `toml:"abroad"`
	}
	if !r.decode(data, &doc, nil) {
		return
	}
	known := registrars{source: doc.Source, asOf: doc.AsOf, forms: doc.Abroad.Forms}
	add := func(state RegistrarState, e entry) {
		for _, name := range append(e.Brands, e.Name) {
			if key := registrarKey(filing.FoldName(name)); key != "" {
				known.brands = append(known.brands, brand{key, e.Name, state})
			}
		}
	}
	for _, e := range doc.Approved {
		add(RegistrarApproved, e)
	}
	for _, e := range doc.Foreign {
		add(RegistrarForeign, e)
	}
	for _, name := range doc.Sample {
		add(RegistrarApproved, entry{Name: name})
	}
	slices.SortStableFunc(known.brands, func(a, b brand) int { return len(b.key) - len(a.key) })
	d.registrars = known
}
