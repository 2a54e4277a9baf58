package sheet

import (
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"beiandesk/assets"
	"beiandesk/internal/filing"
)

// wordList is what assets/workbooks/words.toml says of how people lay workbooks
// out.
type wordList struct {
	Source       string
	AsOf         string `toml:"as_of"`
	Ditto        []string
	Example      []string
	Note         []string
	Total        []string
	Guidance     []string
	FormHeading  []string `toml:"form_heading"`
	BlockEnd     []string `toml:"block_end"`
	Entities     []string
	Persons      []string
	Sites        []string
	EitherPerson []string `toml:"either_person"`
	BothPersons  struct {
		Key   string
		Label filing.Text
	} `toml:"both_persons"`
	Block     []blockWords
	Reference []referenceWords
	Shape     []*shape
	Reason    map[string]filing.Text
}

// blockWords names a block of a sheet.
type blockWords struct {
	Words []string
	Begin []string // of the dictionary's headers for its fields
}

// referenceWords is a header of the template that refers to rows, or numbers
// them, by the purpose of the sheet that it stands on.
type referenceWords struct {
	Key                      string
	Label                    filing.Text
	Entities, Persons, Sites []string
}

var words = func() *wordList {
	w, err := loadWords()
	if err != nil {
		panic(err)
	}
	return w
}()

func loadWords() (*wordList, error) {
	const name = "workbooks/words.toml"
	data, err := assets.FS.ReadFile(name)
	if err != nil {
		return nil, err
	}
	w := new(wordList)
	meta, err := toml.Decode(string(data), w)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("%s: unknown entry %s", name, unknown[0])
	}
	for _, list := range [][]string{w.Entities, w.Persons, w.Sites, w.Guidance, w.FormHeading, w.EitherPerson} {
		foldAll(list)
	}
	for i := range w.Block {
		foldAll(w.Block[i].Words)
	}
	for i := range w.Reference {
		r := &w.Reference[i]
		for _, list := range [][]string{r.Entities, r.Persons, r.Sites} {
			foldAll(list)
		}
	}
	for _, s := range w.Shape {
		if err := s.complete(); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return w, nil
}

func foldAll(list []string) {
	for i := range list {
		list[i] = filing.FoldHeader(list[i])
	}
}

// exampleMark begins the template's own example rows.
const exampleMark = "示例"

func isExample(s string) bool { return beginsWith(strings.TrimSpace(s), words.Example) }

func beginsWith(s string, list []string) bool {
	return slices.ContainsFunc(list, func(word string) bool { return strings.HasPrefix(s, word) })
}

func isDitto(c cell) bool {
	return c.kind == text && len(c.text) <= 12 && slices.Contains(words.Ditto, strings.TrimSpace(c.text))
}

// readsAsNote reports whether a text is a remark rather than a value: it begins
// with a word for one, or says who did something: 制表人：小明.
func readsAsNote(s string) bool {
	s = strings.TrimSpace(s)
	if strings.Contains(s, "：") || strings.Contains(s, ":") && !strings.Contains(s, "://") {
		return true
	}
	return beginsWith(s, words.Note)
}

// isTotal reports whether the cells of a row add up those above.
func isTotal(filled []cell) bool {
	isNumber := func(c cell) bool { return c.kind == number || isDigits(strings.TrimSpace(c.text)) }
	return filled[0].kind == text && slices.Contains(words.Total, filing.FoldHeader(filled[0].text)) &&
		!slices.ContainsFunc(filled[1:], func(c cell) bool { return !isNumber(c) })
}

// isGuidance reports whether a header is that of a column which tells how to
// fill in a form.
func isGuidance(header string) bool { return beginsWith(filing.FoldHeader(header), words.Guidance) }

// isFormHeading reports whether a text heads the labels of a form or their
// values.
func isFormHeading(s string) bool { return slices.Contains(words.FormHeading, filing.FoldHeader(s)) }

// blockWord strips from the header of a block what only says that it is one.
func blockWord(block string) string {
	word := filing.FoldHeader(withoutOrdinal(block))
	for _, suffix := range words.BlockEnd {
		if rest := strings.TrimSuffix(word, suffix); rest != "" {
			word = rest
		}
	}
	return word
}

// withoutOrdinal strips the number that a title begins with: 一、主体信息, （2）人员.
func withoutOrdinal(title string) string {
	title = strings.TrimSpace(title)
	inside := strings.TrimLeft(title, "(（第")
	rest := strings.TrimLeft(inside, ordinals)
	if rest == inside {
		return title
	}
	name := strings.TrimLeft(rest, "、.．)） 部分")
	if name == rest || name == "" {
		return title
	}
	return name
}

const ordinals = "0123456789０１２３４５６７８９一二三四五六七八九十"

// blockAliases returns the words that begin the dictionary's headers for the
// fields of a block.
func blockAliases(word string) []string {
	for i := range words.Block {
		if slices.Contains(words.Block[i].Words, word) {
			return append(slices.Clone(words.Block[i].Begin), word)
		}
	}
	return []string{word}
}

// purposeNamed tells what the rows of a sheet or table are by its name, to which
// one of several may add a number: 人员2, 主体信息 (2), 网站续.
func purposeNamed(name string) Purpose {
	folded := filing.FoldHeader(name)
	for _, word := range []string{folded, blockWord(name), blockWord(strings.TrimRight(folded, ordinals+"续"))} {
		switch {
		case slices.Contains(words.Entities, word):
			return entityRows
		case slices.Contains(words.Persons, word):
			return personRows
		case slices.Contains(words.Sites, word):
			return siteRows
		}
	}
	return flatRows
}

// referenceNamed returns the reference that a header means on a sheet of a
// purpose.
func referenceNamed(name string, of Purpose) reference {
	for i := range words.Reference {
		r := &words.Reference[i]
		list := r.Sites
		switch of {
		case entityRows:
			list = r.Entities
		case personRows:
			list = r.Persons
		}
		if of != flatRows && slices.Contains(list, name) {
			return reference(i + 1)
		}
	}
	return noReference
}

func (r reference) words() *referenceWords { return &words.Reference[r-1] }

// referenceKeyed returns the reference with a key.
func referenceKeyed(key string) (reference, bool) {
	for i := range words.Reference {
		if words.Reference[i].Key == key {
			return reference(i + 1), true
		}
	}
	return noReference, false
}
