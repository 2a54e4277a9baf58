package filing

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean returns the canonical text of what a person wrote into a field, doing
// what a careful clerk would: it drops what cannot be seen, folds widths where
// they do not count, reads dates, codes and lists in the forms people use, and
// takes "无", "/" and the like for an empty field. parent is the code of the
// parent table's item, for a field whose table has one (the nature, for the
// certificate type); empty otherwise.
//
// Clean never fails and never guesses: what it does not understand comes back
// tidied, so that the checks can name it. Cleaning a canonical text leaves it as
// it is.
func Clean(field Field, raw, parent string) string {
	// What one step takes away can bring together what the next one takes: go
	// on until nothing changes. Two steps do for nearly every text.
	for range 8 {
		text := cleanOnce(field.Def(), raw, parent)
		if text == raw {
			break
		}
		raw = text
	}
	return raw
}

// SetRaw cleans what a person wrote into a field, and stores the result with
// what was written, when that differs, and with the place it came from. The
// nature decides how certificate types are read, so setting it reads a
// certificate type that was set earlier anew.
func (f *Filing) SetRaw(field Field, raw string, cell Cell) {
	v := Value{Text: Clean(field, raw, f.parent(field)), Cell: cell}
	if v.Text != raw {
		v.Raw = raw
	}
	f.values[field] = v
	if field != EntityNature {
		return
	}
	cert := f.values[EntityCertType]
	written := cert.Raw
	if written == "" {
		written = cert.Text
	}
	f.SetRaw(EntityCertType, written, cert.Cell)
}

// parent returns the code under which a field's table is searched.
func (f *Filing) parent(field Field) string {
	if field == EntityCertType {
		return f.values[EntityNature].Text
	}
	return ""
}

func cleanOnce(def *Def, raw, parent string) string {
	if raw == "" {
		return ""
	}
	switch def.Type {
	case Choices, Domains, IPs, Files:
		return cleanList(def, raw)
	}
	if def.Type == Name {
		return unlessPlaceholder(cleanName(def, raw), strokePlaceholders)
	}
	text := tidy(raw)
	switch def.Type {
	case Plain:
		return unlessPlaceholder(text, strokePlaceholders)
	case Choice:
		return cleanChoice(def, text, parent)
	}
	if isPlaceholder(text) {
		return ""
	}
	return unlessPlaceholder(cleanValue(def.Type, text), placeholders)
}

// cleanValue cleans a tidied text of one of the types that fold widths.
func cleanValue(kind Type, text string) string {
	switch kind {
	case Day:
		if d, ok := readDate(text); ok {
			return d.String()
		}
	case Validity:
		if _, to, ok := SplitValidity(text); ok {
			return to
		}
	case Code:
		return cleanCode(text)
	case Mobile:
		return cleanMobile(text)
	case Phone:
		return cleanPhone(text)
	case Email:
		return cleanEmail(text)
	case URL:
		return cleanURL(text)
	case Account:
		return cleanAccount(text)
	case Record:
		return cleanRecord(text)
	case Count:
		return cleanCount(text)
	}
	return text
}

// placeholders are how people write "nothing" where nothing is an answer.
// strokePlaceholders are those that cannot be a name or a text either.
var (
	strokePlaceholders = []string{"/", "//", "\\", "-", "--", "---", "—", "——", "N/A", "n/a"}
	placeholders       = append([]string{"无", "暂无", "空", "没有", "未填", "不适用", "不涉及", "无需", "NA", "na", "null", "NULL", "None", "none", "nil", "／", "－", "－－", "–", "―", "*", "."}, strokePlaceholders...)
)

const longestPlaceholder = 9 // bytes

func isPlaceholder(s string) bool {
	return len(s) <= longestPlaceholder && slices.Contains(placeholders, s)
}

func unlessPlaceholder(s string, set []string) string {
	if len(s) <= longestPlaceholder && slices.Contains(set, s) {
		return ""
	}
	return s
}

// nameDots are the dots that people type in transliterated names.
const nameDots = "·.•‧・･∙⋅．"

// cleanName tidies a name and leaves its characters as they were written: the
// width of its brackets is part of it. A line break between Chinese characters
// only wrapped the name in its cell. In the names of persons, where Chinese
// characters stand without spaces, spaces between them are dropped too (people
// align two-character names with one), and the dot of transliterated names is
// made the standard "·" (U+00B7).
func cleanName(def *Def, raw string) string {
	s := tidyLines(raw, true)
	person := def.Secrecy == Secret
	if !strings.Contains(s, "\n") && (!person || !strings.ContainsAny(s, " "+nameDots)) {
		return s
	}
	runes := []rune(s)
	kept := make([]rune, 0, len(runes))
	for i, r := range runes {
		before, behind := beside(runes, i, -1), beside(runes, i, +1)
		switch {
		case person && strings.ContainsRune(nameDots, r) && isHan(before) && isHan(behind):
			r = '·'
		case (r == '\n' || person && r == ' ') && joinsHan(before) && joinsHan(behind):
			continue
		case r == '\n':
			r = ' '
		}
		kept = append(kept, r)
	}
	return string(kept)
}

// joinsHan reports whether no space stands beside r in a Chinese name.
func joinsHan(r rune) bool {
	return isHan(r) || r > 0 && r != '.' && strings.ContainsRune(nameDots+"（）()", r)
}

// beside returns the next character before (step -1) or behind (+1) the i-th
// that is no space, 0 for none.
func beside(runes []rune, i, step int) rune {
	for i += step; 0 <= i && i < len(runes); i += step {
		if runes[i] != ' ' && runes[i] != '\n' {
			return runes[i]
		}
	}
	return 0
}

// cleanChoice returns the code of the item that s means; s itself when the
// table has none.
func cleanChoice(def *Def, s, parent string) string {
	table := def.Table()
	if table == nil {
		return s
	}
	if item, ok := table.Find(s, parent); ok {
		return item.Code
	}
	if isPlaceholder(s) {
		return ""
	}
	if item, ok := table.Item(halfWidth(s)); ok {
		return item.Code
	}
	if def.Enum == "province" {
		if item, ok := provinceBefore(table, s); ok {
			return item.Code
		}
	}
	return s
}

// provinceBefore returns the province that an area begins with:
// 宁夏回族自治区中卫市, 宁夏 / 中卫. The short name counts only before a mark, for
// 海南藏族自治州 is not in 海南省.
func provinceBefore(table *Table, s string) (Item, bool) {
	for _, item := range table.Items {
		if strings.HasPrefix(s, item.Label.ZH) {
			return item, true
		}
	}
	if at := strings.IndexAny(s, " /-－—·,，、>"); at > 0 {
		return table.Find(s[:at], "")
	}
	return Item{}, false
}

// cleanCode returns a document number: half width, upper case, without spaces
// and apostrophes, and without hyphens unless it holds other marks too. The
// multiplication sign and the Cyrillic and Greek letters that look like X are X
// at the end of an 18-character number.
func cleanCode(s string) string {
	if isBareCode(s) {
		return s
	}
	s = strings.ToUpper(halfWidth(s))
	var b strings.Builder
	b.Grow(len(s))
	plain := true
	for _, r := range s {
		switch {
		case unicode.IsSpace(r), strings.ContainsRune("'‘’`′´", r):
			continue
		case isDash(r):
			r = '-'
		case !isDigit(r) && !('A' <= r && r <= 'Z') && !looksLikeX(r):
			plain = false
		}
		b.WriteRune(r)
	}
	s = b.String()
	if plain {
		s = strings.ReplaceAll(s, "-", "")
	}
	if last, size := utf8.DecodeLastRuneInString(s); size > 1 && looksLikeX(last) && utf8.RuneCountInString(s) == 18 {
		s = s[:len(s)-size] + "X"
	}
	return s
}

func looksLikeX(r rune) bool { return strings.ContainsRune("×ХΧ✕✖╳", r) }

// isBareCode reports whether s has upper-case letters and digits only.
func isBareCode(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; !('0' <= c && c <= '9' || 'A' <= c && c <= 'Z') {
			return false
		}
	}
	return true
}

// cleanAccount returns the digits of an account number that holds nothing else
// but separators: 0123-4567-8901.
func cleanAccount(s string) string {
	if allDigits(s) {
		return s
	}
	s = halfWidth(s)
	if digits, ok := digitsOf(s); ok {
		return digits
	}
	return s
}

// digitsOf returns the digits of s; ok is false when s holds anything but
// digits and the marks that people put between them.
func digitsOf(s string) (digits string, ok bool) {
	var b strings.Builder
	for _, r := range s {
		switch {
		case isDigit(r):
			b.WriteRune(r)
		case r != ' ' && r != '\'' && r != '.' && !isDash(r):
			return "", false
		}
	}
	return b.String(), b.Len() > 0
}

// cleanRecord returns a filing number: half width, no spaces, ICP in capitals,
// hyphens plain.
func cleanRecord(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case isDash(r):
			return '-'
		}
		return r
	}, halfWidth(s))
	if at := strings.Index(strings.ToUpper(s), "ICP"); at >= 0 && at+3 <= len(s) && strings.EqualFold(s[at:at+3], "ICP") {
		s = s[:at] + "ICP" + s[at+3:]
	}
	return s
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
