package provider

import (
	"math"
	"slices"
	"strings"
)

// keyLines tells where the keys of a TOML file stand. The decoder knows no
// lines once a file is read; a message about a value needs one.
type keyLines struct {
	keys     map[string][]int // dotted key, tables of a list under the list's name → lines
	changed  map[string][]int // the same without the endings _add and _remove
	starts   map[int]byte     // line → the first character of its value
	elements []element        // tables of lists, in the file's order
}

// element is one table of a list, such as [[slot]].
type element struct {
	list   string
	line   int
	values map[string]string // its plain strings, by key
}

// linesOf reads only as much of TOML as it takes to find keys; a text that is
// no TOML gives some lines or none.
func linesOf(text string) *keyLines {
	k := &keyLines{keys: make(map[string][]int), changed: make(map[string][]int), starts: make(map[int]byte)}
	prefix, inside := "", -1 // of keys, and the element that they are of
	var v valueScanner
	for i, line := range strings.Split(text, "\n") {
		if v.open() {
			v.scan(line)
			continue
		}
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "[["):
			prefix = bare(line, "[[", "]]")
			k.elements = append(k.elements, element{list: prefix, line: i + 1, values: make(map[string]string)})
			inside = len(k.elements) - 1
			k.note(prefix, i+1)
		case strings.HasPrefix(line, "["):
			prefix, inside = bare(line, "[", "]"), -1
			k.note(prefix, i+1)
		default:
			key, value, ok := strings.Cut(line, "=")
			if !ok || strings.HasPrefix(line, "#") {
				continue
			}
			key = strings.Trim(strings.TrimSpace(key), `"'`)
			k.note(joinKey(prefix, key), i+1)
			if value = strings.TrimSpace(value); value != "" {
				k.starts[i+1] = value[0]
			}
			if inside >= 0 {
				k.elements[inside].values[key] = plainString(value)
			}
			v.scan(value)
		}
	}
	return k
}

func (k *keyLines) note(key string, line int) {
	k.keys[key] = append(k.keys[key], line)
	words := strings.Split(key, ".")
	for i := range words {
		words[i] = listName(words[i])
	}
	plain := strings.Join(words, ".")
	k.changed[plain] = append(k.changed[plain], line)
}

// listName returns the list that an entry changes, the entry itself when it
// changes none.
func listName(entry string) string {
	return strings.TrimSuffix(strings.TrimSuffix(entry, addSuffix), removeSuffix)
}

// of returns the first line of a dotted key, or of the nearest table above it; 0 when
// there is none.
func (k *keyLines) of(key string) int {
	for {
		if lines, ok := k.keys[key]; ok {
			return lines[0]
		}
		dot := strings.LastIndexByte(key, '.')
		if dot < 0 {
			return 0
		}
		key = key[:dot]
	}
}

// find returns the line of a place, of the nearest above it where the file does
// not hold it; 0 when it holds none.
func (k *keyLines) find(prefix string, at place) int {
	in := wholeFile
	path := strings.TrimSuffix(prefix, ".")
	if at.list != "" {
		path = joinKey(path, at.list)
		for _, e := range k.elements {
			if e.list == path && e.values[names[at.list]] == at.member {
				in = k.spanOf(path, in, e.line)
				break
			}
		}
	}
	if at.table != "" {
		path = joinKey(path, at.table)
		lines := k.inside(path, in)
		if n := len(lines) - 1 - at.back; n >= 0 {
			in = k.spanOf(path, in, lines[n])
		}
	}
	for entry := at.entry; ; {
		if lines := k.inside(joinKey(path, entry), in); entry != "" && len(lines) > 0 {
			return lines[0]
		}
		dot := strings.LastIndexByte(entry, '.')
		if dot < 0 {
			break
		}
		entry = entry[:dot]
	}
	if in.first > 1 {
		return in.first
	}
	return k.of(path)
}

// span is a run of lines, the last one not included.
type span struct{ first, end int }

var wholeFile = span{1, math.MaxInt}

// spanOf returns the lines of one table of a list, up to the next of it.
func (k *keyLines) spanOf(list string, in span, line int) span {
	lines := k.inside(list, in)
	at := slices.Index(lines, line)
	if at >= 0 && at+1 < len(lines) {
		return span{line, lines[at+1]}
	}
	return span{line, in.end}
}

// inside returns the lines of a key in a span, whether it is set or changed.
func (k *keyLines) inside(key string, in span) (lines []int) {
	all := k.changed[key]
	if len(all) == 0 {
		all = k.keys[key]
	}
	for _, line := range all {
		if line >= in.first && line < in.end {
			lines = append(lines, line)
		}
	}
	return lines
}

// holding returns the lines of a key that hold a value of the decoder's type.
func (k *keyLines) holding(key, typeName string) (lines []int) {
	for _, line := range k.changed[key] {
		if typeOf(k.starts[line]) == typeName {
			lines = append(lines, line)
		}
	}
	return lines
}

// typeOf tells by its first character what type the decoder makes of a value.
func typeOf(first byte) string {
	switch {
	case first == '"' || first == '\'':
		return "string"
	case first == '[':
		return "[]any"
	case first == '{':
		return "map[string]any"
	case first == 't' || first == 'f':
		return "bool"
	case first >= '0' && first <= '9' || first == '-' || first == '+':
		return "int64"
	}
	return ""
}

func bare(line, open, shut string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(line, open), shut)
	return strings.TrimSpace(name)
}

func joinKey(prefix, key string) string {
	if prefix == "" {
		return key
	}
	return prefix + "." + key
}

// plainString returns what a value on one line holds between its quotes.
func plainString(value string) string {
	value = strings.TrimSpace(value)
	if value == "" || value[0] != '"' && value[0] != '\'' {
		return ""
	}
	inner, _, _ := strings.Cut(value[1:], value[:1])
	return inner
}

// valueScanner follows a value that may run over several lines.
type valueScanner struct {
	depth int    // of brackets and braces
	quote string // the multi-line string it is in, "" for none
}

func (v *valueScanner) open() bool { return v.depth > 0 || v.quote != "" }

func (v *valueScanner) scan(line string) {
	for line != "" {
		if v.quote != "" {
			_, rest, found := strings.Cut(line, v.quote)
			if !found {
				return
			}
			v.quote, line = "", rest
			continue
		}
		switch c := line[0]; {
		case c == '#':
			return
		case strings.HasPrefix(line, `"""`) || strings.HasPrefix(line, `'''`):
			v.quote, line = line[:3], line[3:]
			continue
		case c == '"' || c == '\'':
			line = line[1+endOfString(line[1:], c):]
			continue
		case c == '[' || c == '{':
			v.depth++
		case (c == ']' || c == '}') && v.depth > 0:
			v.depth--
		}
		line = line[1:]
	}
}

// endOfString returns how long a string is, its closing quote included.
func endOfString(s string, quote byte) int {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quote == '"':
			i++
		case s[i] == quote:
			return i + 1
		}
	}
	return len(s)
}
