package provider

import (
	"slices"

	"beiandesk/internal/filing"
)

// Naming is what the provider says of site names.
type Naming struct {
	MinHan       int         `toml:"min_han"` // Chinese characters
	MinHanSource string      `toml:"min_han_source"`
	Forbidden    []string    `toml:"forbidden"`
	Groups       []WordGroup `toml:"group"` // words beside the program's own
	Source       string      `toml:"source"`
}

// WordGroup is a list of words that site names are searched for.
type WordGroup struct {
	Class     WordClass `toml:"class"`
	Words     []string  `toml:"words"`
	Provinces []string  `toml:"provinces"` // codes, empty for all
	Exempt    []string  `toml:"exempt"`    // natures of entities that may use them
	Source    string    `toml:"source"`
	AsOf      string    `toml:"as_of"`
}

// WordClass says what a group's words mean for a name.
type WordClass string

// The classes of words.
const (
	Banned    WordClass = "banned"    // unlawful, whoever names a site so
	Sensitive WordClass = "sensitive" // refused for most
	Head      WordClass = "head"      // refused at the beginning of a name
	Public    WordClass = "public"    // names of public bodies
	Weak      WordClass = "weak"      // a form of name that some provinces refuse
)

var wordClasses = []string{string(Banned), string(Sensitive), string(Head), string(Public), string(Weak)}

// Validate refuses a group that a check could not work with.
func (g WordGroup) Validate() error {
	r := new(review)
	g.check(r, place{table: "group"})
	return r.err()
}

func (g *WordGroup) check(r *review, at place) {
	r.oneOf(at.at("class"), string(g.Class), wordClasses...)
	r.words(at.at("words"), g.Words)
	r.present(at.at("source"), g.Source)
	r.codes(at.at("provinces"), "province", g.Provinces...)
	r.codes(at.at("exempt"), "nature", g.Exempt...)
}

// Approval names words that point to a pre-approval, and who grants it.
type Approval struct {
	ID        string      `toml:"id"`    // of a province's own
	Type      string      `toml:"type"`  // code of the pre-approval table
	Label     filing.Text `toml:"label"` // in place of a type, where the source names none
	Words     []string    `toml:"words"` // in the site's name
	Entity    []string    `toml:"entity"`
	Scope     []string    `toml:"scope"`
	Domain    []string    `toml:"domain"`
	Provinces []string    `toml:"provinces"` // codes, empty for all
	Authority filing.Text `toml:"authority"`
	Document  filing.Text `toml:"document"`
	Otherwise filing.Text `toml:"otherwise"` // what to do where the site does not touch the matter
	Insist    bool        `toml:"insist"`    // a declaration in the remark does not end it
	Source    string      `toml:"source"`
}

// In reports whether the entry concerns a province.
func (a *Approval) In(province string) bool {
	return len(a.Provinces) == 0 || slices.Contains(a.Provinces, province)
}

func (a *Approval) check(r *review, at place, local bool) {
	if local {
		r.present(at.at("id"), a.ID)
		if len(a.Provinces) == 0 {
			r.wrong(at.at("provinces"), noProvinces)
		}
	}
	switch {
	case a.Type != "":
		r.codes(at.at("type"), "pre-approval", a.Type)
	case a.Label.ZH == "":
		r.wrong(at.at("type"), noType)
	}
	if len(a.Words)+len(a.Entity)+len(a.Scope)+len(a.Domain) == 0 {
		r.wrong(at.at("words"), noWords)
	}
	for _, list := range []struct {
		entry string
		words []string
	}{{"words", a.Words}, {"entity", a.Entity}, {"scope", a.Scope}, {"domain", a.Domain}} {
		if len(list.words) > 0 {
			r.words(at.at(list.entry), list.words)
		}
	}
	r.present(at.at("document"), a.Document.ZH)
	r.present(at.at("authority"), a.Authority.ZH)
	r.present(at.at("source"), a.Source)
	r.codes(at.at("provinces"), "province", a.Provinces...)
}

// Reading says that provinces read the entity's name and its business scope for
// the words of every approval, and what they want where none applies.
type Reading struct {
	Provinces []string    `toml:"provinces"`
	Otherwise filing.Text `toml:"otherwise"`
	Insist    bool        `toml:"insist"` // a declaration in the remark does not end it
	Source    string      `toml:"source"`
}

// Stated says how a remark declares that no pre-approval applies.
type Stated struct {
	Otherwise filing.Text `toml:"otherwise"`
	Source    string      `toml:"source"`
}

// checkWords checks the lists of words and what hangs on them.
func (p *Profile) checkWords(r *review) {
	if len(p.Approval)+len(p.Local) > 0 {
		r.present(place{entry: "approval_statement.otherwise"}, p.Stated.Otherwise.ZH)
	}
	if len(p.Name.Forbidden) > 0 {
		r.words(place{entry: "name.forbidden"}, p.Name.Forbidden)
	}
	r.within(place{entry: "name.min_han"}, p.Name.MinHan, 1, 20)
	for i := range p.Name.Groups {
		p.Name.Groups[i].check(r, tableAt("name.group", i, len(p.Name.Groups)))
	}
	for i := range p.Approval {
		a := &p.Approval[i]
		a.check(r, member("approval", a.Type), false)
	}
	for i := range p.Local {
		a := &p.Local[i]
		a.check(r, member("approval_local", a.ID), true)
	}
	for i, read := range p.Reading {
		at := tableAt("approval_reading", i, len(p.Reading))
		r.present(at.at("otherwise"), read.Otherwise.ZH)
		r.present(at.at("source"), read.Source)
		r.codes(at.at("provinces"), "province", read.Provinces...)
		if len(read.Provinces) == 0 {
			r.wrong(at.at("provinces"), noProvinces)
		}
	}
}
