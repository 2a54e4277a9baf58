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

	byCode map[string]int   // code → item
	byName map[string][]int // folded code, label, synonym → items, in the table's order
}

// Item is one value of a table.
type Item struct {
	Code     string   `toml:"code"`
	Label    Text     `toml:"label"`
	Parent   string   `toml:"parent"`   // code in the parent table, e.g. the nature a certificate belongs to
	Synonyms []string `toml:"synonyms"` // other ways people write it
	Short    string   `toml:"short"`    // a province's one character; the document behind a block of addresses
	Natures  []string `toml:"natures"`  // natures that a kind of body files under
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

// Find returns the item that s means: its code, its label in either language,
// its one-character name or a synonym. Letter case, width, spaces and
// punctuation are ignored, save in codes. When several items match (the same
// certificate name under several natures) the first under parent wins, else the
// first of all; parent may be empty.
func (t *Table) Find(s, parent string) (Item, bool) {
	if item, ok := t.Item(s); ok {
		return item, true
	}
	named := t.byName[foldKey(s)]
	if len(named) == 0 {
		return Item{}, false
	}
	for _, i := range named {
		if t.Items[i].Parent == parent {
			return t.Items[i], true
		}
	}
	return t.Items[named[0]], true
}

// index prepares the table for lookups.
func (t *Table) index() {
	t.byCode = make(map[string]int, len(t.Items))
	t.byName = make(map[string][]int, 4*len(t.Items))
	for i := range t.Items {
		t.byCode[t.Items[i].Code] = i
		for _, name := range t.Items[i].names() {
			if at := t.byName[name]; len(at) == 0 || at[len(at)-1] != i {
				t.byName[name] = append(at, i)
			}
		}
	}
}

// names returns what the item answers to, folded. A code made of digits is not
// among them: "1.2" must not mean the code 12.
func (i *Item) names() (names []string) {
	for _, s := range append([]string{i.Label.ZH, i.Label.EN, i.Short}, i.Synonyms...) {
		if key := foldKey(s); key != "" {
			names = append(names, key)
		}
	}
	if !allDigits(i.Code) {
		names = append(names, foldKey(i.Code))
	}
	return names
}

// Table returns the code table of a Choice field, nil for other types.
func (d *Def) Table() *Table { return fieldTables[d.Field] }

var fieldTables = func() (of [fieldCount]*Table) {
	for i := range Fields {
		of[i] = tables[Fields[i].Enum]
	}
	return of
}()

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
			t.index()
			m[t.Name] = t
		}
	}
	return m, nil
}

func underscored(s string) string { return strings.ReplaceAll(s, "-", "_") }
