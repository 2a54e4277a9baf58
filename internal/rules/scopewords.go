package rules

import (
	"strings"
	"unicode/utf8"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// entityWords finds the words of pre-approvals in entities' names and business
// scopes. What an entity has is worked out once for all its filings.
type entityWords struct {
	names, scopes *meaningIndex
	byName        map[string]*entityFound
	last          *entityFound
}

// meaningIndex is an index of words and the approvals that each points to.
type meaningIndex struct {
	*wordIndex
	approvals [][]int
}

// entityFound is what one entity's texts hold.
type entityFound struct {
	name, scope string
	hits        []entityHit
}

// entityHit is a word in an entity's name or scope.
type entityHit struct {
	where     where
	word      string
	approvals []int
}

func newEntityWords(approvals []provider.Approval, harmless []harmlessWords) *entityWords {
	e := &entityWords{names: newMeaningIndex(), scopes: newMeaningIndex(), byName: make(map[string]*entityFound)}
	for i := range approvals {
		for _, w := range approvals[i].Entity {
			e.names.mean(filing.FoldName(w), i)
		}
		for _, w := range approvals[i].Scope {
			e.scopes.mean(w, i) // scopes are long: they are read as they are written
		}
	}
	for _, x := range []*meaningIndex{e.names, e.scopes} {
		x.within(func(word, inner int) { x.approvals[word] = union(x.approvals[word], x.approvals[inner]) })
		for _, h := range harmless {
			for _, w := range h.Words {
				x.approvals[x.mean(w)] = nil
			}
		}
	}
	return e
}

func newMeaningIndex() *meaningIndex { return &meaningIndex{wordIndex: newWordIndex()} }

// mean adds a word and what it points to, and returns its number.
func (x *meaningIndex) mean(word string, approvals ...int) int {
	id := x.add(word)
	if id == len(x.approvals) {
		x.approvals = append(x.approvals, nil)
	}
	x.approvals[id] = union(x.approvals[id], approvals)
	return id
}

// entityHits returns the words of pre-approvals that the entity's name and
// scope hold.
func (c *checker) entityHits() []entityHit {
	name, scope := c.text(filing.EntityName), c.text(filing.EntityScope)
	e := c.names.entities
	if e.last != nil && e.last.name == name && e.last.scope == scope {
		return e.last.hits
	}
	found := e.byName[name]
	if found == nil || found.scope != scope {
		found = e.read(name, scope)
		e.byName[name] = found
	}
	e.last = found
	return found.hits
}

func (e *entityWords) read(name, scope string) *entityFound {
	found := &entityFound{name: name, scope: scope}
	folded := filing.FoldName(name)
	e.names.each(folded, func(s span, id int) {
		found.add(entityHit{inEntity, e.names.words[id], e.names.approvals[id]})
	})
	e.scopes.each(scope, func(s span, id int) {
		if !excluded(scope, s) {
			found.add(entityHit{inScope, e.scopes.words[id], e.scopes.approvals[id]})
		}
	})
	return found
}

// add takes in a word, once for each place.
func (f *entityFound) add(h entityHit) {
	for _, other := range f.hits {
		if other.where == h.where && other.word == h.word {
			return
		}
	}
	if len(h.approvals) > 0 {
		f.hits = append(f.hits, h)
	}
}

// each calls for every word in a text.
func (x *meaningIndex) each(text string, call func(span, int)) {
	for at := 0; ; {
		s, id := x.next(text, at)
		if id < 0 {
			return
		}
		call(s, id)
		at = s.to
	}
}

// exclusions begin a clause, or stand in it, that takes something out of a
// business scope: （不含药品）, 未经批准不得从事金融业务.
var exclusions = []string{"不含", "不包括", "不包含", "不得", "不涉及", "不从事", "禁止", "未经"}

// excluded reports whether a word of a scope is in a clause that says that it
// is not part of the scope.
func excluded(scope string, word span) bool {
	before, behind := clauseAround(scope, word)
	for _, x := range exclusions {
		if strings.Contains(before, x) {
			return true
		}
	}
	return strings.HasSuffix(before, "非") || // 非金融
		strings.Contains(behind, "除外") || strings.HasPrefix(before, "除") || strings.Contains(before, "除") && strings.Contains(behind, "外")
}

// clauseAround returns the clause that a word stands in, before and behind it:
// up to a semicolon, a full stop or the bracket around it. What stands in
// brackets on the way is left out: it speaks of something else.
func clauseAround(text string, word span) (before, behind string) {
	from, depth := 0, 0
	for at := word.from; at > 0; {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		switch {
		case closesBracket(r):
			depth++
		case opensBracket(r) && depth > 0:
			depth--
		case opensBracket(r), depth == 0 && endsItem(r):
			from = at
		}
		if from > 0 {
			break
		}
		at -= size
	}
	to := len(text)
	depth = 0
	for i, r := range text[word.to:] {
		if opensBracket(r) {
			depth++
		} else if closesBracket(r) && depth > 0 {
			depth--
		} else if closesBracket(r) || depth == 0 && endsItem(r) {
			to = word.to + i
			break
		}
	}
	return withoutBrackets(text[from:word.from]), withoutBrackets(text[word.to:to])
}

// withoutBrackets drops what stands in brackets.
func withoutBrackets(text string) string {
	if strings.IndexFunc(text, opensBracket) < 0 {
		return text
	}
	depth := 0
	return strings.Map(func(r rune) rune {
		switch {
		case opensBracket(r):
			depth++
		case closesBracket(r):
			depth--
		case depth == 0:
			return r
		}
		return -1
	}, text)
}

func opensBracket(r rune) bool  { return r == '(' || r == '（' || r == '【' || r == '[' }
func closesBracket(r rune) bool { return r == ')' || r == '）' || r == '】' || r == ']' }
func endsItem(r rune) bool {
	return r == ';' || r == '；' || r == '。' || r == '\n' || r == '：' || r == ':'
}
