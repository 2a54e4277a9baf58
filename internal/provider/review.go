package provider

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"beiandesk/internal/filing"
)

// review collects what is wrong in one file, and finds the lines.
type review struct {
	file   string
	text   string    // of the file
	read   *keyLines // of the text, once a line is asked for
	prefix string    // that the file has before the keys of what is checked
	faults Faults
}

func reviewOf(file string, data []byte) *review {
	return &review{file: file, text: string(data)}
}

func (r *review) lines() *keyLines {
	if r.read == nil {
		r.read = linesOf(r.text)
	}
	return r.read
}

// err returns what was found, in the order of the lines.
func (r *review) err() error {
	slices.SortStableFunc(r.faults, func(a, b *Fault) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line)
	})
	return r.faults.Err()
}

// place is an entry. A check says "the third from the end" of a list without
// names because a user's file may add to a base's list: what it adds stands at
// the end of both.
type place struct {
	list, member string // of a list whose members have names: slot, domain-cert
	table        string // a list without names, in the member or the file
	back         int    // how many of the table's stand behind
	entry        string // dotted
}

func member(list, name string) place { return place{list: list, member: name} }

// tableAt is the ith of n tables of a list without names.
func tableAt(name string, i, n int) place { return place{table: name, back: n - 1 - i} }

// in is the ith of n tables of a list in p.
func (p place) in(table string, i, n int) place {
	p.table, p.back = table, n-1-i
	return p
}

func (p place) at(entry string) place {
	p.entry = joinKey(p.entry, entry)
	return p
}

// key writes the place as [Change.Key] does.
func (p place) key() (key string) {
	for _, part := range []string{p.list, p.member, p.table, p.entry} {
		if part != "" {
			key = joinKey(key, part)
		}
	}
	return key
}

func (r *review) wrong(at place, text filing.Text, args ...any) {
	r.faults = append(r.faults, &Fault{File: r.file, Line: r.lines().find(r.prefix, at), Key: r.prefix + at.key(), Text: text.Fill(args...)})
}

func (r *review) present(at place, value string) {
	if value == "" {
		r.wrong(at, missing)
	}
}

func (r *review) whole(at place, t filing.Text) {
	if t.ZH == "" || t.EN == "" {
		r.wrong(at, oneLanguage)
	}
}

func (r *review) date(at place, value string) {
	if value == "" {
		r.wrong(at, missing)
	} else if _, ok := filing.ParseDate(value); !ok {
		r.wrong(at, noDate, value)
	}
}

// codes refuses values that are no code of a table.
func (r *review) codes(at place, name string, values ...string) {
	table := filing.TableNamed(name)
	for _, v := range values {
		if _, ok := table.Item(v); ok {
			continue
		}
		remedy := codesOf(table)
		if item, ok := table.Find(v, ""); ok {
			remedy = isCodeOf.Fill(item.Label, item.Code)
		}
		r.wrong(at, noCode, v, tableNames[name], remedy)
	}
}

func (r *review) oneOf(at place, value string, choices ...string) {
	if !slices.Contains(choices, value) {
		r.wrong(at, noChoice, value, listOf(choices))
	}
}

func (r *review) kinds(at place, kinds []filing.Kind) {
	for _, k := range kinds {
		if !slices.Contains(filing.Kinds, k) {
			r.wrong(at, noChoice, k, listOf(filing.Kinds))
		}
	}
}

func (r *review) within(at place, n, least, most int) {
	if n < least || n > most {
		r.wrong(at, outOfRange, n, least, most)
	}
}

func (r *review) atLeast(at place, n, least int) {
	if n < least {
		r.wrong(at, tooLittle, n, least)
	}
}

// words refuses an empty list and words that would be found in nearly every
// text: one character, or one with spaces around it.
func (r *review) words(at place, words []string) {
	if len(words) == 0 {
		r.wrong(at, noWords)
	}
	for _, w := range words {
		if utf8.RuneCountInString(w) < 2 || strings.TrimSpace(w) != w {
			r.wrong(at, noWord, w)
		}
	}
}

// unknown says that a type has no such entry, and which is meant. In a list all
// tables that have it are at fault: this is the nth of them.
func (r *review) unknown(key []string, n int, into any) {
	entry := key[len(key)-1]
	known := entriesOf(reflect.TypeOf(into), key[:len(key)-1])
	var hint filing.Text
	if near := Nearest(listName(entry), known); near != "" {
		if near != listName(entry) { // else it is there, but no list to change
			near += entry[len(listName(entry)):]
		}
		hint = perhaps.Fill(near)
	} else if len(known) > 0 {
		hint = thereAre.Fill(listOf(known))
	}
	f := &Fault{File: r.file, Key: r.prefix + strings.Join(key, "."), Text: noEntry.Fill(hint)}
	if lines := r.lines().inside(f.Key, wholeFile); n < len(lines) {
		f.Line = lines[n]
	} else {
		f.Line = r.lines().of(f.Key)
	}
	r.faults = append(r.faults, f)
}

// mistyped says that a value is of another type than its entry. The decoder
// gives the key, but of tables in a list not which one's: the lines whose values
// are of that type are looked for.
func (r *review) mistyped(key, is, wants string) {
	f := &Fault{File: r.file, Key: r.prefix + key, Text: wrongType.Fill(typeNamed(is), typeWanted(wants))}
	switch lines := r.lines().holding(r.prefix+key, is); len(lines) {
	case 0:
		f.Line = r.lines().of(r.prefix + key)
	case 1:
		f.Line = lines[0]
	default:
		numbers := make([]string, len(lines))
		for i, line := range lines {
			numbers[i] = strconv.Itoa(line)
		}
		among := amongLines.Fill(listOf(numbers))
		f.Text = filing.Text{ZH: f.Text.ZH + among.ZH, EN: f.Text.EN + among.EN}
	}
	r.faults = append(r.faults, f)
}

// typeNamed names the type of a value that stands there.
func typeNamed(name string) filing.Text {
	if name == "string" {
		name = "text"
	}
	return typeWanted(name)
}

// typeWanted names a type, with how its values are written.
func typeWanted(name string) filing.Text {
	if t, ok := valueTypes[name]; ok {
		return t
	}
	return valueTypes["other"]
}
