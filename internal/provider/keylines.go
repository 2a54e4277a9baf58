package provider

import (
	"strings"
)

// keyLines tells where the keys of a TOML file stand. The decoder knows no
// lines once a file is read; a message about a value needs one.
type keyLines struct {
	keys     map[string][]int // dotted key, tables of a list under the list's name → lines
	elements []element        // tables of lists, in the file's order
}

// element is one table of a list, such as [[slot]].
type element struct {
	list   string
	line   int
	keys   map[string]int    // its own keys → line
	values map[string]string // its plain strings
}

// linesOf reads only as much of TOML as it takes to find keys; a text that is
// no TOML gives some lines or none.
func linesOf(text string) *keyLines {
	k := &keyLines{keys: make(map[string][]int)}
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
			k.elements = append(k.elements, element{list: prefix, line: i + 1, keys: make(map[string]int), values: make(map[string]string)})
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
			if inside >= 0 {
				k.elements[inside].keys[key] = i + 1
				k.elements[inside].values[key] = plainString(value)
			}
			v.scan(value)
		}
	}
	return k
}

func (k *keyLines) note(key string, line int) {
	k.keys[key] = append(k.keys[key], line)
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

// named returns the line of the element of a list whose key has the value; 0
// when there is none.
func (k *keyLines) named(list, key, value string) int {
	for _, e := range k.elements {
		if e.list == list && e.values[key] == value {
			return e.line
		}
	}
	return 0
}

// nth returns the line of a key of the nth element of a list, of the element
// where it has no such key.
func (k *keyLines) nth(list string, n int, key string) int {
	for _, e := range k.elements {
		if e.list != list {
			continue
		}
		if n == 0 {
			if line, ok := e.keys[key]; ok {
				return line
			}
			return e.line
		}
		n--
	}
	return k.of(list)
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
