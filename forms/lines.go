package forms

import "strings"

// place is a block of a form file, or one of its rows (row ≥ 0); with over, one
// of its places on a blank.
type place struct {
	block, row int
	over       bool
}

// index finds lines of a form file for messages; the TOML decoder keeps none.
type index struct {
	lines  []string
	starts map[place]int // line numbers from 1
}

func indexLines(file string) index {
	x := index{lines: strings.Split(file, "\n"), starts: make(map[place]int)}
	at, over := place{block: -1, row: -1}, place{block: -1, row: -1, over: true}
	for i, line := range x.lines {
		switch strings.ReplaceAll(strings.TrimSpace(line), " ", "") {
		case "[[block]]":
			at = place{block: at.block + 1, row: -1}
		case "[[block.row]]":
			at.row++
		case "[[place]]":
			over.block++
			x.starts[over] = i + 1
			continue
		default:
			continue
		}
		x.starts[at] = i + 1
	}
	return x
}

// of returns the line on which a place begins, 1 when it is not found.
func (x index) of(at place) int {
	if line, ok := x.starts[at]; ok {
		return line
	}
	return max(x.starts[place{at.block, -1, at.over}], 1)
}

// ofText returns the line of a text within a place: the first one that holds
// its longest part between placeholders and line breaks.
func (x index) ofText(at place, text string) int {
	start := x.of(at)
	first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	for i := start - 1; i < len(x.lines); i++ {
		if first != "" && strings.Contains(x.lines[i], first) {
			return i + 1
		}
	}
	return start
}

// ofEntry returns the first line that sets an entry of that name, 1 when there
// is none.
func (x index) ofEntry(name string) int {
	for i, line := range x.lines {
		key, _, ok := strings.Cut(line, "=")
		if ok && strings.TrimSpace(key) == name || strings.Contains(line, "{"+name+" ") || strings.Contains(line, " "+name+" =") {
			return i + 1
		}
	}
	return 1
}
