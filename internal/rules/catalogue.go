package rules

import (
	"fmt"
	"sync"

	"github.com/BurntSushi/toml"

	"beiandesk/assets"
	"beiandesk/internal/filing"
)

// catalogueFile holds the rules.
const catalogueFile = "rules/rules.toml"

// Rule is one entry of the catalogue.
type Rule struct {
	ID       string             `toml:"id" json:"id"`
	Group    string             `toml:"group" json:"group"` // chapter of the documentation
	By       string             `toml:"by" json:"by"`       // who raises it: rules, import, scan, forms
	Severity filing.Severity    `toml:"severity" json:"severity"`
	Optional filing.Severity    `toml:"optional" json:"optional,omitempty"` // severity where the field is not required, "" for the same
	Covers   string             `toml:"covers" json:"covers,omitempty"`     // "block": it speaks of its field's whole block
	Scope    string             `toml:"scope" json:"scope"`                 // which filings it concerns
	Title    filing.Text        `toml:"title" json:"title"`
	Message  filing.Text        `toml:"message" json:"message"` // with {placeholders}
	Remedy   filing.Text        `toml:"remedy" json:"remedy"`   // likewise
	Source   string             `toml:"source" json:"source"`
	AsOf     string             `toml:"as_of" json:"as_of"` // YYYY-MM-DD
	Variants map[string]Variant `toml:"variant" json:"variants,omitempty"`

	main     wording
	variants map[string]wording
}

// Variant is another wording of a rule. What it leaves empty is the rule's own.
type Variant struct {
	Severity filing.Severity `toml:"severity" json:"severity"`
	Message  filing.Text     `toml:"message" json:"message"`
	Remedy   filing.Text     `toml:"remedy" json:"remedy"`
	Source   string          `toml:"source" json:"source"`
}

// Applies says which filings the rule concerns.
func (r *Rule) Applies(lang filing.Lang) string { return catalogue().scopes[r.Scope].In(lang) }

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
	scopes map[string]filing.Text
	byID   map[string]*Rule
}

type titled struct {
	ID    string      `toml:"id"`
	Title filing.Text `toml:"title"`
}

// catalogue is parsed once; a fault in it is a fault of the build, which the
// tests find.
var catalogue = sync.OnceValue(func() *book {
	data, err := assets.FS.ReadFile(catalogueFile)
	if err == nil {
		var b *book
		if b, err = parseBook(data); err == nil {
			return b
		}
	}
	panic(fmt.Errorf("%s: %w", catalogueFile, err))
})

func parseBook(data []byte) (*book, error) {
	var doc struct {
		Scopes []struct {
			ID   string      `toml:"id"`
			Text filing.Text `toml:"text"`
		} `toml:"scope"`
		Groups []titled `toml:"group"`
		Rules  []*Rule  `toml:"rule"`
	}
	meta, err := toml.Decode(string(data), &doc)
	if err != nil {
		return nil, err
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("unknown entry %q", unknown[0].String())
	}
	b := &book{rules: doc.Rules, groups: doc.Groups, scopes: make(map[string]filing.Text), byID: make(map[string]*Rule)}
	for _, s := range doc.Scopes {
		b.scopes[s.ID] = s.Text
	}
	for _, r := range b.rules {
		if b.byID[r.ID] != nil {
			return nil, fmt.Errorf("rule %q stands twice", r.ID)
		}
		b.byID[r.ID] = r
		r.compile()
	}
	return b, nil
}

// severity returns what a finding of the rule weighs, at a field that the
// filing's kind requires or not.
func (r *Rule) severity(variant string, required bool) filing.Severity {
	if v := r.Variants[variant]; v.Severity != "" {
		return v.Severity
	}
	if !required && r.Optional != "" {
		return r.Optional
	}
	return r.Severity
}
