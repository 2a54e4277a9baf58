package forms

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"beiandesk/assets"
	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// Library is a set of form files. It is read-only once loaded and safe for
// concurrent use.
type Library struct {
	sheets map[string]*sheet // by file name
	own    []string          // names of the user's files
}

// sheet is one form file: a form whose values are still missing.
type sheet struct {
	file      string
	paper     filing.Paper  // empty for lists
	list      string        // one of [Lists], empty for papers
	provinces []string      // the provinces that it is meant for; empty for all others
	kinds     []filing.Kind // the kinds of filings that a list is for; empty for all
	form      Form
	foot      Text
	blocks    []block
	places    []placing // on a blank, in place of blocks
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
func (r row) varies() bool { return r.each || r.narrows() }

// only narrows a block or a row to some provinces, or to filings that have a
// value.
type only struct {
	provinces, except []string
	key, want         string // the value that must be there; any, where want is empty
}

func (o only) narrows() bool { return len(o.provinces)+len(o.except) > 0 || o.key != "" }

func (o only) fits(values lookup) bool {
	province := ""
	if values.filing != nil {
		province = values.filing.Text(filing.EntityProvince)
	}
	if len(o.provinces) > 0 && !slices.Contains(o.provinces, province) || slices.Contains(o.except, province) {
		return false
	}
	if o.key == "" {
		return true
	}
	value := values.get(o.key)
	return value != "" && (o.want == "" || value == o.want)
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
// "", replace the embedded ones of the same name or add to them. What cannot be
// used is returned as [provider.Faults], with file and line.
func Load(dir string) (*Library, error) {
	l := &Library{sheets: make(map[string]*sheet)}
	embedded, err := fs.Sub(assets.FS, "forms")
	if err != nil {
		return nil, fmt.Errorf("forms: %w", err)
	}
	if _, err := l.add(embedded, ""); err != nil {
		return nil, err
	}
	if dir != "" {
		if l.own, err = l.addFolder(dir); err != nil {
			return nil, err
		}
	}
	if err := l.complete(dir); err != nil {
		return nil, err
	}
	return l, nil
}

func (l *Library) addFolder(dir string) (names []string, err error) {
	if _, err := os.ReadDir(dir); err != nil {
		return nil, provider.Faults{{File: dir, Text: folderUnread.Fill(err)}}
	}
	names, err = l.add(os.DirFS(dir), dir)
	if err == nil && len(names) == 0 {
		return nil, provider.Faults{{File: dir, Text: nothingThere}}
	}
	return names, err
}

// maxFormFile bounds what is read of a form file.
const maxFormFile = 1 << 20

// add reads all form files of a folder and returns their names.
func (l *Library) add(files fs.FS, dir string) ([]string, error) {
	names, err := fs.Glob(files, "*.toml")
	if err != nil {
		return nil, fmt.Errorf("forms: %w", err)
	}
	var faults provider.Faults
	for _, name := range names {
		shown := filepath.Join(dir, name)
		data, err := readForm(files, name)
		if err != nil {
			faults = append(faults, &provider.Fault{File: shown, Text: formUnread.Fill(err)})
			continue
		}
		s, err := parseSheet(shown, data, files)
		var wrong provider.Faults
		if errors.As(err, &wrong) {
			faults = append(faults, wrong...)
			continue
		}
		l.sheets[path.Base(name)] = s
	}
	return names, faults.Err()
}

func readForm(files fs.FS, name string) ([]byte, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFormFile+1))
	if err == nil && len(data) > maxFormFile {
		err = errors.New("> 1 MB")
	}
	return data, err
}

// complete makes sure that every paper and every list of a batch have a form
// that serves all provinces, and that no two forms claim the same one.
func (l *Library) complete(dir string) error {
	var faults provider.Faults
	taken := make(map[string]string)
	names := l.names()
	// The user's files come last: it is they that claim what is taken.
	slices.SortStableFunc(names, func(a, b string) int { return bit(slices.Contains(l.own, a)) - bit(slices.Contains(l.own, b)) })
	for _, name := range names {
		for _, claim := range l.sheets[name].claims() {
			if other := taken[claim]; other != "" {
				faults = append(faults, &provider.Fault{File: filepath.Join(dir, name), Text: claimedTwice.Fill(other)})
				break
			}
			taken[claim] = name
		}
	}
	for _, purpose := range append([]string{CoverList, PostingList}, papers()...) {
		if taken[purpose+" "] == "" {
			faults = append(faults, &provider.Fault{File: dir, Text: servesNotAll.Fill(purpose)})
		}
	}
	return faults.Err()
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// claims lists what the form is the only one for: a paper or list and a
// province, of lists with kinds a kind as well.
func (s *sheet) claims() (all []string) {
	provinces, kinds := s.provinces, s.kinds
	if len(provinces) == 0 {
		provinces = []string{""}
	}
	if len(kinds) == 0 {
		kinds = []filing.Kind{""}
	}
	for _, p := range provinces {
		for _, k := range kinds {
			all = append(all, s.list+string(s.paper)+" "+p+string(k))
		}
	}
	return all
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

// find returns the form of a paper or list for a province and a kind of filing:
// the province's own before the general one.
func (l *Library) find(paper filing.Paper, list, province string, kind filing.Kind) *sheet {
	var general *sheet
	for _, name := range l.names() {
		s := l.sheets[name]
		switch {
		case s.paper != paper || s.list != list || len(s.kinds) > 0 && !slices.Contains(s.kinds, kind):
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

// OwnFile is a form file of the user's folder.
type OwnFile struct {
	File     string `json:"file"`
	Name     string `json:"name"`
	Replaces bool   `json:"replaces"` // an embedded one
}

// Own lists the form files that came from the user's folder.
func (l *Library) Own() []OwnFile {
	all := []OwnFile{}
	embedded := Embedded()
	for _, name := range l.own {
		_, replaces := embedded[name]
		all = append(all, OwnFile{name, l.sheets[name].form.Name, replaces})
	}
	return all
}
