package filing

import (
	"fmt"
	"strings"

	"github.com/BurntSushi/toml"

	"beiandesk/assets"
)

// Table is one code table: the values that a Choice field takes.
type Table struct {
	Name   string `toml:"name"`
	Source string `toml:"source"`
	AsOf   string `toml:"as_of"`
	Items  []Item `toml:"item"`

	byCode map[string]int
}

// Item is one value of a table.
type Item struct {
	Code     string   `toml:"code"`
	Label    Text     `toml:"label"`
	Parent   string   `toml:"parent"`   // code in the parent table, e.g. the nature a certificate belongs to
	Synonyms []string `toml:"synonyms"` // other ways people write it
	Short    string   `toml:"short"`    // one-character name of a province
	Weak     bool     `toml:"weak"`     // placed by list order only: the source is uncertain
}

// Item returns the item with the code.
func (t *Table) Item(code string) (Item, bool) {
	i, ok := t.byCode[code]
	if !ok {
		return Item{}, false
	}
	return t.Items[i], true
}

// Find returns the item that s means: its code, its label in either language
// or a synonym. Width and spaces are ignored. When several items match (the
// same certificate name under several natures) the first under parent wins;
// parent may be empty.
func (t *Table) Find(s, parent string) (Item, bool) {
	want := foldKey(s)
	if want == "" {
		return Item{}, false
	}
	found := -1
	for i := range t.Items {
		if !t.Items[i].means(want) {
			continue
		}
		if t.Items[i].Parent == parent {
			return t.Items[i], true
		}
		if found < 0 {
			found = i
		}
	}
	if found < 0 {
		return Item{}, false
	}
	return t.Items[found], true
}

func (i *Item) means(folded string) bool {
	if foldKey(i.Code) == folded || foldKey(i.Label.ZH) == folded || foldKey(i.Label.EN) == folded {
		return true
	}
	for _, s := range i.Synonyms {
		if foldKey(s) == folded {
			return true
		}
	}
	return false
}

// Table returns the code table of a Choice field, nil for other types.
func (d *Def) Table() *Table { return tables[d.Enum] }

// TableNamed returns a code table by its name, nil when there is none.
func TableNamed(name string) *Table { return tables[name] }

// tables are parsed once from the embedded data; a fault in it is a fault of
// the build, which the tests find.
var tables = func() map[string]*Table {
	m, err := loadTables()
	if err != nil {
		panic(err)
	}
	return m
}()

func loadTables() (map[string]*Table, error) {
	files, err := assets.FS.ReadDir("tables")
	if err != nil {
		return nil, err
	}
	m := make(map[string]*Table)
	for _, file := range files {
		name := "tables/" + file.Name()
		if !strings.HasSuffix(name, ".toml") {
			continue
		}
		data, err := assets.FS.ReadFile(name)
		if err != nil {
			return nil, err
		}
		var doc struct {
			Tables []*Table `toml:"table"`
		}
		if err := toml.Unmarshal(data, &doc); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, t := range doc.Tables {
			t.byCode = make(map[string]int, len(t.Items))
			for i, item := range t.Items {
				t.byCode[item.Code] = i
			}
			m[t.Name] = t
		}
	}
	return m, nil
}

func underscored(s string) string { return strings.ReplaceAll(s, "-", "_") }
