package rules

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"beiandesk/assets"
	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// confirmFile explains its own entries.
const confirmFile = "rules/confirm.toml"

// confirmItem is one entry of the file.
type confirmItem struct {
	ID    string `toml:"id"`
	Phase Phase  `toml:"phase"`
	Scope string `toml:"scope"` // of the catalogue, in place of kinds
	Audience
	IPKinds []string       `toml:"ip_kinds"`
	Papers  []filing.Paper `toml:"papers"`
	Fields  []string       `toml:"fields"`
	Several string         `toml:"several"`
	Text    filing.Text    `toml:"text"`
	How     filing.Text    `toml:"how"`
	Source  string         `toml:"source"`
	AsOf    string         `toml:"as_of"`

	fields  []filing.Field
	several filing.Field // when Several is not ""
}

// fits reports whether the filing is asked the item.
func (item *confirmItem) fits(f *filing.Filing, p *provider.Profile) bool {
	if !item.Concerns(f, p) || !admits(item.IPKinds, f.Text(filing.AccessIPKind)) {
		return false
	}
	if item.Several != "" && !strings.Contains(f.Text(item.several), "\n") {
		return false
	}
	for _, field := range item.fields {
		if f.Text(field) == "" {
			return false
		}
	}
	return len(item.Papers) == 0 || slices.ContainsFunc(p.PapersFor(f), func(paper provider.Paper) bool { return slices.Contains(item.Papers, paper.ID) })
}

// confirmItems are read once; a fault in them is a fault of the build, which
// the tests find.
var confirmItems = sync.OnceValue(func() []*confirmItem {
	items, err := readConfirmItems(assets.FS)
	if err != nil {
		panic(err)
	}
	return items
})

func readConfirmItems(files fs.FS) ([]*confirmItem, error) {
	var doc struct {
		Items []*confirmItem `toml:"confirm"`
	}
	if err := readStrictly(files, confirmFile, &doc); err != nil {
		return nil, err
	}
	for i, item := range doc.Items {
		if err := item.prepare(); err != nil {
			return nil, fmt.Errorf("%s: %q: %w", confirmFile, item.ID, err)
		}
		if slices.ContainsFunc(doc.Items[:i], func(other *confirmItem) bool { return other.ID == item.ID }) {
			return nil, fmt.Errorf("%s: %q stands twice", confirmFile, item.ID)
		}
	}
	return doc.Items, nil
}

// prepare finds what the item names, and refuses what does not exist.
func (item *confirmItem) prepare() error {
	if item.Scope != "" {
		scope, ok := catalogue().scopes[item.Scope]
		if !ok || len(item.Kinds) > 0 {
			return fmt.Errorf("scope %q is unknown or stands beside kinds", item.Scope)
		}
		item.Kinds = scope.Kinds
	}
	if !slices.Contains(Phases, item.Phase) {
		return fmt.Errorf("phase %q is unknown", item.Phase)
	}
	for _, key := range item.Fields {
		field, ok := filing.ByKey(key)
		if !ok {
			return fmt.Errorf("there is no field %q", key)
		}
		item.fields = append(item.fields, field)
	}
	if item.Several != "" {
		var ok bool
		if item.several, ok = filing.ByKey(item.Several); !ok {
			return fmt.Errorf("there is no field %q", item.Several)
		}
	}
	for _, paper := range item.Papers {
		if !slices.Contains(filing.Papers, paper) {
			return fmt.Errorf("there is no paper %q", paper)
		}
	}
	codes := slices.DeleteFunc(slices.Clone(item.IPKinds), func(code string) bool { return code == "" })
	return errors.Join(item.validate(), known("ip-kind", codes))
}
