package pack

import "strconv"

// Namer gives the files of one folder names that differ even where the case of
// letters does not count. The zero Namer is ready to use.
type Namer struct {
	// MaxRunes is the longest name, as for [SafeName].
	MaxRunes int

	taken map[string]bool
	next  map[string]int // by wanted name, the number to try next
}

// Name returns [SafeName] of s, with a number behind it (before the extension)
// when that name was given before: 执照.jpg, 执照_2.jpg.
func (n *Namer) Name(s string) string {
	if n.taken == nil {
		n.taken, n.next = make(map[string]bool), make(map[string]int)
	}
	name := SafeName(s, n.MaxRunes)
	wanted := fold(name)
	stem, ext := splitExt(name)
	for number := max(n.next[wanted], 2); n.taken[fold(name)]; number++ {
		tail := "_" + strconv.Itoa(number) + ext
		name = cut(stem, runeLimit(n.MaxRunes)-len(tail), MaxNameBytes-len(tail)) + tail
		n.next[wanted] = number + 1
	}
	n.taken[fold(name)] = true
	return name
}
