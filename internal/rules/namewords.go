package rules

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"beiandesk/internal/division"
	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// nameWords is assets/rules/names.toml: what the checks of names go by.
type nameWords struct {
	Source string `toml:"source"`
	AsOf   string `toml:"as_of"`

	Forms  []string `toml:"forms"`
	Trades []string `toml:"trades"`
	Marks  string   `toml:"marks"`

	Generic  []string `toml:"generic"`  // what stands behind a bare place
	Personal []string `toml:"personal"` // what stands behind a person's name
	Portals  []string `toml:"portals"`  // those of Generic that make a portal of the place

	Relation          []string `toml:"relation"` // the words of a remark that speaks of the name
	Copulas           []string `toml:"copulas"`  // that it has besides
	Contents          []string `toml:"contents"` // the words of a remark that says what the site shows
	ContentsProvinces []string `toml:"contents_provinces"`

	Groups   []provider.WordGroup `toml:"group"`
	Harmless []harmlessWords      `toml:"harmless"`
	Academy  academyRule          `toml:"academy"`
	Letters  []provinceRule       `toml:"letters"`
	Places   []provinceRule       `toml:"places"`
	Ending   provinceRule         `toml:"ending"`
}

// harmlessWords are words that hold one of the others and mean something else.
type harmlessWords struct {
	Kind   string   `toml:"kind"` // accident, compound
	Words  []string `toml:"words"`
	Source string   `toml:"source"`
	AsOf   string   `toml:"as_of"`
}

// academyRule says how academies must mark that they are none of the state's.
type academyRule struct {
	Words     []string `toml:"words"`
	Marks     []string `toml:"marks"`
	Suffix    string   `toml:"suffix"`
	Provinces []string `toml:"provinces"`
	Exempt    []string `toml:"exempt"` // natures of entities
	Source    string   `toml:"source"`
	AsOf      string   `toml:"as_of"`
}

// provinceRule is what some provinces ask of a name.
type provinceRule struct {
	Provinces []string `toml:"provinces"`
	Refuse    string   `toml:"refuse"`  // letters: latin, foreign
	Variant   string   `toml:"variant"` // places: of the finding
	Suffix    string   `toml:"suffix"`  // ending
	Source    string   `toml:"source"`
	AsOf      string   `toml:"as_of"`
}

// in returns the rule of a province.
func in(province string, rules []provinceRule) (provinceRule, bool) {
	for _, r := range rules {
		if slices.Contains(r.Provinces, province) {
			return r, true
		}
	}
	return provinceRule{}, false
}

var loadNameWords = sync.OnceValue(func() *nameWords {
	w := new(nameWords)
	mustLoad("rules/names.toml", w)
	if err := w.validate(); err != nil {
		panic(err) // a fault of the build, which the tests find
	}
	longestFirst(w.Forms)
	return w
})

func (w *nameWords) validate() (err error) {
	for _, g := range w.Groups {
		err = errors.Join(err, g.Validate())
	}
	for _, h := range w.Harmless {
		if h.Kind != accident && h.Kind != compound || h.Source == "" {
			err = errors.Join(err, fmt.Errorf("harmless words of kind %q from %q", h.Kind, h.Source))
		}
	}
	return err
}

// The kinds of harmless words.
const (
	accident = "accident" // two words that only meet
	compound = "compound" // the word itself, in a common compound
)

// nameWord is what a word in a site's name means.
type nameWord struct {
	forbidden bool // by the provider
	harmless  string
	groups    []int // of naming.groups
	approvals []int // of naming.approvals
}

// naming holds what names are compared with, prepared for many filings.
type naming struct {
	words    *nameWords
	index    *wordIndex // the words of sites' names
	meanings []nameWord // of the index
	groups   []provider.WordGroup
	places   *wordIndex        // names of provinces and cities
	trades   *wordIndex        // common trades and fillers
	forms    map[rune][]string // legal forms, longest first, by their last character

	approvals []provider.Approval // of the profile, and its provinces' own
	inDomains []int               // approvals of the profile with words for domains
	entities  *entityWords        // what entities' names and scopes hold
}

func newNaming(p *provider.Profile) *naming {
	n := &naming{words: loadNameWords(), index: newWordIndex(), places: newWordIndex(), trades: newWordIndex(), forms: make(map[rune][]string)}
	for _, w := range n.words.Trades {
		n.trades.add(w)
	}
	for _, w := range n.words.Forms {
		n.forms[lastRune(w)] = append(n.forms[lastRune(w)], w)
	}
	n.groups = append(slices.Clip(n.words.Groups), p.Name.Groups...)
	for _, w := range p.Name.Forbidden {
		n.meaning(w).forbidden = true
	}
	for i, g := range n.groups {
		for _, w := range g.Words {
			m := n.meaning(w)
			m.groups = append(m.groups, i)
		}
	}
	n.approvals = append(slices.Clip(p.Approval), p.Local...)
	n.entities = newEntityWords(n.approvals, n.words.Harmless)
	for i := range n.approvals {
		if len(n.approvals[i].Domain) > 0 {
			n.inDomains = append(n.inDomains, i)
		}
		for _, w := range n.approvals[i].Words {
			m := n.meaning(w)
			m.approvals = append(m.approvals, i)
		}
	}
	n.index.within(func(word, inner int) {
		m := &n.meanings[word]
		m.approvals = union(m.approvals, n.meanings[inner].approvals)
	})
	for _, h := range n.words.Harmless {
		for _, w := range h.Words {
			*n.meaning(w) = nameWord{harmless: h.Kind}
		}
	}
	for _, item := range filing.TableNamed("province").Items {
		n.addPlace(item.Label.ZH, division.Short(item.Label.ZH))
		for _, city := range division.Cities(item.Code) {
			n.addPlace(city.Name, city.Short())
		}
	}
	return n
}

// addPlace takes in the name of a division, with and without its kind.
func (n *naming) addPlace(name, short string) {
	n.places.add(name)
	if short != "" {
		n.places.add(short)
	}
}

// meaning returns what a word means, to be added to.
func (n *naming) meaning(word string) *nameWord {
	id := n.index.add(filing.FoldName(word))
	if id == len(n.meanings) {
		n.meanings = append(n.meanings, nameWord{})
	}
	return &n.meanings[id]
}

// union adds the numbers that a list does not have yet.
func union(list, more []int) []int {
	for _, n := range more {
		if !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	return list
}
