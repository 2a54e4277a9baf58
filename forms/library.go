package forms

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"

	"beiandesk/assets"
	"beiandesk/internal/filing"
)

// Library is a set of form files. It is read-only once loaded and safe for
// concurrent use.
type Library struct {
	sheets map[string]*sheet // by file name
}

// sheet is one form file: a form whose values are still missing.
type sheet struct {
	file      string
	paper     filing.Paper // empty for lists
	list      string       // "cover", or empty
	provinces []string     // the provinces that it is meant for; empty for all others
	form      Form
	foot      Text
	blocks    []block
}

// block is a block that only some provinces see, with the rows that repeat.
type block struct {
	Block
	only
	rows []row
}

type row struct {
	Row
	only
	each bool // once for every filing of the group, or every entry of the list
}

// varies reports whether the row may be missing or come several times.
func (r row) varies() bool { return r.each || len(r.provinces)+len(r.except) > 0 }

// only narrows a block or a row to some provinces.
type only struct {
	provinces, except []string
}

func (o only) fits(province string) bool {
	return (len(o.provinces) == 0 || slices.Contains(o.provinces, province)) && !slices.Contains(o.except, province)
}

// Default returns the embedded form files.
var Default = sync.OnceValue(func() *Library {
	l, err := Load("")
	if err != nil {
		panic(err) // a fault of the build, which the tests find
	}
	return l
})

// Load returns the embedded form files; those of the folder dir, if it is not
// "", replace the embedded ones of the same name or add to them. Errors name
// the file and the line.
func Load(dir string) (*Library, error) {
	l := &Library{sheets: make(map[string]*sheet)}
	embedded, err := fs.Sub(assets.FS, "forms")
	if err != nil {
		return nil, fmt.Errorf("forms: %w", err)
	}
	if err := l.add(embedded); err != nil {
		return nil, err
	}
	if dir != "" {
		if _, err := os.ReadDir(dir); err != nil {
			return nil, fmt.Errorf("forms: %w", err)
		}
		if err := l.add(os.DirFS(dir)); err != nil {
			return nil, err
		}
	}
	return l, l.complete()
}

func (l *Library) add(files fs.FS) error {
	names, err := fs.Glob(files, "*.toml")
	if err != nil {
		return fmt.Errorf("forms: %w", err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return fmt.Errorf("form %s: %w", name, err)
		}
		s, err := parseSheet(name, data)
		if err != nil {
			return fmt.Errorf("form %s, %w", name, err)
		}
		l.sheets[path.Base(name)] = s
	}
	return nil
}

// complete makes sure that every paper and the cover list have a form that
// serves all provinces, and that no two forms claim the same one.
func (l *Library) complete() error {
	taken := make(map[string]string)
	for _, name := range l.names() {
		s := l.sheets[name]
		provinces := s.provinces
		if len(provinces) == 0 {
			provinces = []string{""}
		}
		for _, p := range provinces {
			claim := s.list + string(s.paper) + " " + p
			if other := taken[claim]; other != "" {
				return fmt.Errorf("forms %s and %s are both for the same paper and provinces", other, name)
			}
			taken[claim] = name
		}
	}
	for _, paper := range append([]string{coverList}, papers()...) {
		if taken[paper+" "] == "" {
			return fmt.Errorf("forms: no form for %q that serves all provinces", paper)
		}
	}
	return nil
}

func papers() (names []string) {
	for _, p := range filing.Papers {
		names = append(names, string(p))
	}
	return names
}

func (l *Library) names() []string {
	names := make([]string, 0, len(l.sheets))
	for name := range l.sheets {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// find returns the form of a paper for a province: the province's own before
// the general one.
func (l *Library) find(paper filing.Paper, list, province string) *sheet {
	var general *sheet
	for _, name := range l.names() {
		s := l.sheets[name]
		switch {
		case s.paper != paper || s.list != list:
		case len(s.provinces) == 0:
			general = s
		case slices.Contains(s.provinces, province):
			return s
		}
	}
	return general
}

// Embedded lists the names of the embedded form files and returns the text of
// each, for a user who wants one to change.
func Embedded() map[string]string {
	files := make(map[string]string)
	names, _ := fs.Glob(assets.FS, "forms/*.toml") // the pattern is well-formed
	for _, name := range names {
		if data, err := assets.FS.ReadFile(name); err == nil {
			files[strings.TrimPrefix(name, "forms/")] = string(data)
		}
	}
	return files
}
