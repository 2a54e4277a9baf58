package provider

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

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

var wordClasses = []WordClass{Banned, Sensitive, Head, Public, Weak}

// Validate refuses a group that a check could not work with.
func (g WordGroup) Validate() error {
	if !slices.Contains(wordClasses, g.Class) {
		return fmt.Errorf("group: class %q is unknown", g.Class)
	}
	name := fmt.Sprintf("group of %s words", g.Class)
	return errors.Join(someWords(name, g.Words), present(name+": source", g.Source),
		codes(name+": provinces", filing.TableNamed("province"), g.Provinces...),
		codes(name+": exempt", filing.TableNamed("nature"), g.Exempt...))
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

func (a *Approval) validate(local bool) error {
	if local && (a.ID == "" || len(a.Provinces) == 0) {
		return fmt.Errorf("approval_local %q: id or provinces are missing", a.ID)
	}
	if a.Type == "" && a.Label.ZH == "" {
		return errors.New("approval: type is missing")
	}
	name := "approval " + cmp.Or(a.ID, "of type "+a.Type)
	var all []string
	for _, words := range [][]string{a.Words, a.Entity, a.Scope, a.Domain} {
		all = append(all, words...)
	}
	checks := []error{someWords(name, all), present(name+": document", a.Document.ZH), present(name+": authority", a.Authority.ZH),
		present(name+": source", a.Source), codes(name+": provinces", filing.TableNamed("province"), a.Provinces...)}
	if a.Type != "" {
		checks = append(checks, codes("approval.type", filing.TableNamed("pre-approval"), a.Type))
	}
	return errors.Join(checks...)
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

// validateWords checks the lists of words and what hangs on them.
func (p *Profile) validateWords() error {
	provinces := filing.TableNamed("province")
	var checks []error
	if len(p.Approval)+len(p.Local) > 0 {
		checks = append(checks, present("approval_statement.otherwise", p.Stated.Otherwise.ZH))
	}
	if len(p.Name.Forbidden) > 0 {
		checks = append(checks, someWords("name.forbidden", p.Name.Forbidden))
	}
	if p.Name.MinHan < 1 || p.Name.MinHan > 20 {
		checks = append(checks, fmt.Errorf("name.min_han: %d makes no sense", p.Name.MinHan))
	}
	for _, g := range p.Name.Groups {
		checks = append(checks, g.Validate())
	}
	for i := range p.Approval {
		checks = append(checks, p.Approval[i].validate(false))
	}
	for i := range p.Local {
		checks = append(checks, p.Local[i].validate(true))
	}
	for _, r := range p.Reading {
		checks = append(checks, present("approval_reading: otherwise", r.Otherwise.ZH), present("approval_reading: source", r.Source),
			codes("approval_reading.provinces", provinces, r.Provinces...))
		if len(r.Provinces) == 0 {
			checks = append(checks, errors.New("approval_reading: provinces are missing"))
		}
	}
	return errors.Join(checks...)
}

// someWords refuses an empty list and words that would be found in nearly every
// text: one character, or one with spaces around it.
func someWords(name string, words []string) error {
	if len(words) == 0 {
		return fmt.Errorf("%s: words are missing", name)
	}
	for _, w := range words {
		if len([]rune(w)) < 2 || strings.TrimSpace(w) != w {
			return fmt.Errorf("%s: %q is no word to look for", name, w)
		}
	}
	return nil
}
