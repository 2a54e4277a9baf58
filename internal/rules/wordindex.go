package rules

import (
	"slices"
	"strings"
)

// wordIndex finds many words in a text in one pass over it. The words have
// numbers, in the order in which they were added.
type wordIndex struct {
	words   []string
	ids     map[string]int
	first   [1 << 16 / 64]uint64 // the characters that words begin with, a bit each
	byFirst map[rune][]int       // words by that character, longest first
}

func newWordIndex() *wordIndex {
	return &wordIndex{ids: make(map[string]int), byFirst: make(map[rune][]int)}
}

// add takes a word in and returns its number; a word that is there already
// keeps the one it has.
func (x *wordIndex) add(word string) int {
	if id, ok := x.ids[word]; ok {
		return id
	}
	id := len(x.words)
	x.words, x.ids[word] = append(x.words, word), id
	first := []rune(word)[0]
	if first < 1<<16 {
		x.first[first/64] |= 1 << (first % 64)
	}
	x.byFirst[first] = append(x.byFirst[first], id)
	slices.SortStableFunc(x.byFirst[first], func(a, b int) int { return len(x.words[b]) - len(x.words[a]) })
	return id
}

// prefix returns the longest word that a text begins with, -1 for none.
func (x *wordIndex) prefix(text string) int {
	for _, r := range text {
		return x.longest(r, text)
	}
	return -1
}

func (x *wordIndex) longest(first rune, text string) int {
	if first >= 1<<16 || x.first[first/64]&(1<<(first%64)) == 0 {
		return -1
	}
	for _, id := range x.byFirst[first] {
		if strings.HasPrefix(text, x.words[id]) {
			return id
		}
	}
	return -1
}

// next returns the first word in a text at or behind a place, the longest where
// several begin: where it stands and its number, -1 when there is none.
func (x *wordIndex) next(text string, from int) (span, int) {
	for i, r := range text[from:] {
		if id := x.longest(r, text[from+i:]); id >= 0 {
			return span{from + i, from + i + len(x.words[id])}, id
		}
	}
	return span{}, -1
}

// cut splits a text at the words and appends the parts.
func (x *wordIndex) cut(parts []string, text string) []string {
	from := 0
	for {
		s, id := x.next(text, from)
		if id < 0 {
			return append(parts, text[from:])
		}
		parts = append(parts, text[from:s.from])
		from = s.to
	}
}

// within tells of every word that stands inside another: where the longer one
// is found, the shorter is not looked for any more.
func (x *wordIndex) within(tell func(word, inner int)) {
	for word, text := range x.words {
		for inner, part := range x.words {
			if word != inner && strings.Contains(text, part) {
				tell(word, inner)
			}
		}
	}
}
