package filing

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Material is what a name says of a document: the name of a file, the header of
// a column of pictures.
type Material struct {
	Slot Slot // "" when the name tells none
	// ID is true for a person's ID that does not say whose it is; Slot is "".
	ID   bool
	Side int // of the document: 0 not said, 1 front, 2 back
	// About is true when the name goes on to something that is written about the
	// material: its number, its date.
	About bool
}

// Known reports whether the name tells a material, be it only a side of an ID.
func (m Material) Known() bool { return m.Slot != "" || m.ID || m.Side > 0 }

// MaterialOf reads a name. The longest name of a slot in it decides.
func MaterialOf(name string) Material {
	folded := FoldFile(name)
	words := materialWords()
	var m Material
	rest := folded
	for _, w := range words.slots {
		if strings.Contains(folded, w.name) {
			m.Slot, rest = w.slot, strings.Replace(folded, w.name, " ", 1)
			break
		}
	}
	if m.Slot == "" {
		m.ID, rest = words.bareID(folded)
	}
	if m.Slot != "" || m.ID {
		m.Side = words.side(folded)
	} else {
		m.Side = words.bareSide(folded)
	}
	m.About = slices.ContainsFunc(words.about, func(w string) bool { return strings.Contains(rest, w) })
	return m
}

// materials are the words of the tables, folded.
type materials struct {
	slots []slotName // the longest first
	ids   []string
	sides [2][]string
	about []string
}

type slotName struct {
	name string
	slot Slot
}

var materialWords = sync.OnceValue(func() *materials {
	var m materials
	for _, item := range TableNamed("slot").Items {
		for _, name := range append([]string{item.Code}, item.called()...) {
			m.slots = append(m.slots, slotName{FoldFile(name), Slot(item.Code)})
		}
	}
	slices.SortStableFunc(m.slots, func(a, b slotName) int { return len(b.name) - len(a.name) })
	m.ids = foldAll(TableNamed("person-id").Items[0].called())
	for i, item := range TableNamed("side").Items {
		m.sides[i] = foldAll(item.called())
	}
	about := TableNamed("about-material").Items[0]
	m.about = foldAll(append([]string{about.Label.ZH}, about.Synonyms...))
	return &m
})

func foldAll(names []string) []string {
	for i, name := range names {
		names[i] = FoldFile(name)
	}
	return names
}

func (i *Item) called() []string { return append([]string{i.Label.ZH, i.Label.EN}, i.Synonyms...) }

// bareID looks for a name of an ID and returns the text without it. Short words
// in Latin letters count only where the text begins.
func (m *materials) bareID(folded string) (found bool, rest string) {
	for _, name := range m.ids {
		if at := strings.Index(folded, name); at == 0 || at > 0 && name[0] >= 0x80 {
			return true, folded[:at] + " " + folded[at+len(name):]
		}
	}
	return false, folded
}

// bareSide looks for a side that is named without its document, in Chinese: other
// words hold the short Latin ones.
func (m *materials) bareSide(folded string) int {
	for i, names := range m.sides {
		if slices.ContainsFunc(names, func(name string) bool { return name[0] >= 0x80 && strings.Contains(folded, name) }) {
			return i + 1
		}
	}
	return 0
}

func (m *materials) side(folded string) int {
	for i, names := range m.sides {
		if slices.ContainsFunc(names, func(name string) bool { return strings.Contains(folded, name) }) {
			return i + 1
		}
	}
	switch {
	case strings.HasSuffix(folded, "1"):
		return 1
	case strings.HasSuffix(folded, "2"):
		return 2
	}
	return 0
}

// FoldFile reduces the name of a file or folder to what two spellings of it
// share: width, case, spaces, separators and the brackets that file systems or
// habits change.
func FoldFile(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' {
			return r
		}
		return -1
	}, strings.ToLower(norm.NFKC.String(s)))
}
