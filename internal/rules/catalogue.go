package rules

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"beiandesk/assets"
	"beiandesk/internal/filing"
)

// catalogueDir holds index.toml, with the groups and scopes, and the rules of
// each group in a file named after it.
const catalogueDir = "rules/catalogue/"

// Rule is one entry of the catalogue.
type Rule struct {
	ID       string             `toml:"id" json:"id"`
	Group    string             `toml:"-" json:"group"` // chapter of the documentation: the file it stands in
	By       string             `toml:"by" json:"by"`   // who raises it: rules, import, scan, forms
	Severity filing.Severity    `toml:"severity" json:"severity"`
	Optional filing.Severity    `toml:"optional" json:"optional,omitempty"` // severity where the field is not required, "" for the same
	Covers   string             `toml:"covers" json:"covers,omitempty"`     // "block": it speaks of its field's whole block
	Scope    string             `toml:"scope" json:"scope,omitempty"`       // the filing kinds it concerns, unless it lists them itself
	Title    filing.Text        `toml:"title" json:"title"`
	Message  filing.Text        `toml:"message" json:"message"` // with {placeholders}
	Remedy   filing.Text        `toml:"remedy" json:"remedy"`   // likewise
	Source   string             `toml:"source" json:"source"`
	AsOf     string             `toml:"as_of" json:"as_of"` // YYYY-MM-DD
	Variants map[string]Variant `toml:"variant" json:"variants,omitempty"`
	Audience                    // its kinds are those of the scope, unless it lists them itself

	main     wording
	variants map[string]*wording
}

// Variant is another wording of a rule. What it leaves empty is the rule's own.
type Variant struct {
	Severity filing.Severity `toml:"severity" json:"severity"`
	Message  filing.Text     `toml:"message" json:"message"`
	Remedy   filing.Text     `toml:"remedy" json:"remedy"`
	Source   string          `toml:"source" json:"source"`
}

// Applies says which filings the rule concerns.
func (r *Rule) Applies(lang filing.Lang) string {
	kinds := catalogue().scopes[r.Scope].Text.In(lang)
	if kinds == "" {
		kinds = kindNames(r.Kinds, lang)
	}
	return strings.Join(append([]string{kinds}, r.narrowed(lang)...), filing.Text{ZH: "；", EN: "; "}.In(lang))
}

// kindNames lists filing kinds as a person reads them.
func kindNames(kinds []filing.Kind, lang filing.Lang) string {
	if len(kinds) == len(filing.Kinds) {
		return filing.Text{ZH: "各类申请", EN: "every kind"}.In(lang)
	}
	names := strings.Join(labels("kind", kinds, lang), filing.Text{ZH: "、", EN: ", "}.In(lang))
	if lang == filing.EN {
		return strings.ToLower(names)
	}
	return names
}

// Catalogue returns every rule, in the order of the documentation. The rules
// are shared: do not change them.
func Catalogue() []*Rule { return catalogue().rules }

// Lookup returns the rule with the id.
func Lookup(id string) (*Rule, bool) {
	r, ok := catalogue().byID[id]
	return r, ok
}

// book is the parsed catalogue.
type book struct {
	rules  []*Rule
	groups []titled
	scopes map[string]scope
	byID   map[string]*Rule
}

// scope is a set of filing kinds that many rules share.
type scope struct {
	ID    string        `toml:"id"`
	Kinds []filing.Kind `toml:"kinds"`
	Text  filing.Text   `toml:"text"` // where the names of the kinds do not say it best
}

type titled struct {
	ID    string      `toml:"id"`
	Title filing.Text `toml:"title"`
}

// catalogue is parsed once; a fault in it is a fault of the build, which the
// tests find.
var catalogue = sync.OnceValue(func() *book {
	b, err := readBook(assets.FS)
	if err != nil {
		panic(err)
	}
	return b
})

func readBook(files fs.FS) (*book, error) {
	var index struct {
		Scopes []scope  `toml:"scope"`
		Groups []titled `toml:"group"`
	}
	if err := readStrictly(files, catalogueDir+"index.toml", &index); err != nil {
		return nil, err
	}
	b := &book{groups: index.Groups, scopes: make(map[string]scope), byID: make(map[string]*Rule)}
	for _, s := range index.Scopes {
		if err := (&Audience{Kinds: s.Kinds}).validate(); err != nil || len(s.Kinds) == 0 {
			return nil, fmt.Errorf("scope %q: no kinds, or: %w", s.ID, err)
		}
		b.scopes[s.ID] = s
	}
	for _, g := range index.Groups {
		if err := b.readGroup(files, g.ID); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func (b *book) readGroup(files fs.FS, group string) error {
	var doc struct {
		Rules []*Rule `toml:"rule"`
	}
	if err := readStrictly(files, catalogueDir+group+".toml", &doc); err != nil {
		return err
	}
	for _, r := range doc.Rules {
		if b.byID[r.ID] != nil {
			return fmt.Errorf("rule %q stands twice", r.ID)
		}
		if err := r.address(b.scopes); err != nil {
			return fmt.Errorf("rule %q: %w", r.ID, err)
		}
		r.Group = group
		b.rules, b.byID[r.ID] = append(b.rules, r), r
		r.compile()
	}
	return nil
}

// address settles whom the rule concerns.
func (r *Rule) address(scopes map[string]scope) error {
	if r.Scope != "" {
		s, ok := scopes[r.Scope]
		if !ok || len(r.Kinds) > 0 {
			return fmt.Errorf("scope %q is unknown or stands beside kinds", r.Scope)
		}
		r.Kinds = s.Kinds
	}
	if len(r.Kinds) == 0 {
		return errors.New("neither scope nor kinds say whom it concerns")
	}
	return r.validate()
}

// readStrictly reads a TOML file in which every entry must be known.
func readStrictly(files fs.FS, name string, into any) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	meta, err := toml.Decode(string(data), into)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return fmt.Errorf("%s: unknown entry %q", name, unknown[0].String())
	}
	return nil
}

// severity returns what a finding of the rule weighs, at a field that the
// filing's kind requires or not.
func (r *Rule) severity(variant string, required bool) filing.Severity {
	words := r.words(variant)
	if required {
		return words.severity
	}
	return words.optional
}
