package filing

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// longTermWords are how people write that a document never expires.
var longTermWords = []string{LongTerm, "长期有效", "永久", "永久有效", "无固定期限", "无期限", "9999-12-31"}

// readDate understands a day as people write it: 2024-1-5, 2024/01/05,
// 2024.1.5, 20240105, 2024年1月5日, 二〇二四年一月五日, with a time or a day of the
// week behind it, 5 Jan 2024, and 31/12/2024 when it can be read in one way
// only. It never guesses: 1/2/2024 and two-digit years are not understood.
func readDate(s string) (Date, bool) {
	if d, ok := ParseDate(s); ok {
		return d, true
	}
	if len(s) < 6 || len(s) > 80 {
		return Date{}, false
	}
	s = dropWeekday(halfWidth(s))
	s, nextDay := dropTime(s)
	d, ok := readDay(s)
	if ok && nextDay {
		d = d.AddDays(1)
		ok = d.Year <= 9999
	}
	return d, ok
}

// readDay reads a day without time.
func readDay(s string) (Date, bool) {
	if len(s) == 8 && allDigits(s) {
		return dateOf(number(s[:4]), number(s[4:6]), number(s[6:]))
	}
	parts, ok := dateParts(s)
	if !ok {
		return Date{}, false
	}
	a, b, c := parts[0], parts[1], parts[2]
	switch {
	case b.month: // 5 Jan 2024
		return fullYear(c, b, a)
	case a.month: // Jan 5, 2024
		return fullYear(c, a, b)
	case a.digits == 4:
		return fullYear(a, b, c)
	case c.digits == 4 && (a.value > 12) != (b.value > 12): // 31/12/2024 or 12/31/2024
		if a.value > 12 {
			return fullYear(c, b, a)
		}
		return fullYear(c, a, b)
	case c.digits == 4 && a.value == b.value: // 5/5/2024
		return fullYear(c, a, b)
	}
	return Date{}, false
}

func fullYear(year, month, day datePart) (Date, bool) {
	if year.digits != 4 || month.digits > 2 || day.digits > 2 || day.month {
		return Date{}, false
	}
	return dateOf(year.value, month.value, day.value)
}

// datePart is one number of a date, or the English name of a month.
type datePart struct {
	value, digits int
	month         bool
}

// dateParts splits a date into its three parts. Anything besides numbers, month
// names and the marks of dates makes it fail.
func dateParts(s string) (parts [3]datePart, ok bool) {
	n := 0
	for s = strings.TrimSpace(s); s != ""; {
		run, rest := cutRun(s)
		if run == "" {
			r := []rune(s)[0]
			if n == 0 || n < 3 && !isDateMark(r) || n == 3 && !strings.ContainsRune("日号 ", r) {
				return parts, false
			}
			s = s[len(string(r)):]
			continue
		}
		part, understood := readPart(run)
		if !understood || n == 3 {
			return parts, false
		}
		parts[n] = part
		n++
		s = rest
	}
	return parts, n == 3
}

// cutRun cuts the leading run of digits, of Chinese numerals or of Latin letters.
func cutRun(s string) (run, rest string) {
	class := 0
	for i, r := range s {
		c := runClass(r)
		if i == 0 {
			class = c
		}
		if c == 0 || c != class {
			return s[:i], s[i:]
		}
	}
	return s, ""
}

func runClass(r rune) int {
	switch {
	case isDigit(r):
		return 1
	case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z':
		return 2
	case numeral(r) >= 0:
		return 3
	}
	return 0
}

func isDateMark(r rune) bool {
	return isDash(r) || strings.ContainsRune("/.,。、年月日号 _", r)
}

func readPart(run string) (datePart, bool) {
	switch runClass([]rune(run)[0]) {
	case 1:
		if len(run) > 4 {
			return datePart{}, false
		}
		return datePart{value: number(run), digits: len(run)}, true
	case 2:
		month := monthNamed(run)
		return datePart{value: month, digits: 2, month: true}, month > 0
	}
	return readNumerals([]rune(run))
}

func monthNamed(s string) int {
	s = strings.ToLower(s)
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		if s == name || s == name[:3] || s == "sept" && m == time.September {
			return int(m)
		}
	}
	return 0
}

var numerals = []rune("〇一二三四五六七八九")

// numeral returns the value of a Chinese numeral, 10 for 十, -1 for other characters.
func numeral(r rune) int {
	switch r {
	case '〇', '○', '零', 'Ｏ':
		return 0
	case '十':
		return 10
	}
	return slices.Index(numerals, r)
}

// readNumerals reads 二〇二四 (four figures) or a number from 一 to 九十九.
func readNumerals(run []rune) (datePart, bool) {
	at := slices.Index(run, '十')
	if at < 0 {
		if len(run) != 1 && len(run) != 4 {
			return datePart{}, false
		}
		value := 0
		for _, r := range run {
			value = value*10 + numeral(r)
		}
		return datePart{value: value, digits: len(run)}, true
	}
	if at > 1 || len(run)-at > 2 || slices.Contains(run[at+1:], '十') {
		return datePart{}, false
	}
	tens, ones := 1, 0
	if at == 1 {
		tens = numeral(run[0])
	}
	if len(run)-at == 2 {
		ones = numeral(run[at+1])
	}
	return datePart{value: tens*10 + ones, digits: 2}, tens > 0
}

// dropWeekday drops a day of the week at the end: 2024年1月5日 星期五.
func dropWeekday(s string) string {
	for _, mark := range []string{"星期", "周"} {
		at := strings.LastIndex(s, mark)
		if at < 0 {
			continue
		}
		day := strings.TrimRight(s[at+len(mark):], " )")
		if len([]rune(day)) == 1 && strings.Contains("一二三四五六日天", day) {
			return strings.TrimRight(s[:at], " (,")
		}
	}
	return s
}

// dropTime drops a time of the day behind a date: 2024-01-05T08:30:00+08:00,
// 2024/1/5 0:00. nextDay is set for 16:00 UTC, which is midnight in China: so
// programs write the start of the following day.
func dropTime(s string) (day string, nextDay bool) {
	at := strings.IndexAny(s, ":")
	if at < 0 {
		return s, false
	}
	at = strings.LastIndexAny(s[:at], "T ")
	if at < 0 {
		return s, false
	}
	clock := s[at+1:]
	for _, r := range clock {
		if !isDigit(r) && !strings.ContainsRune(":.+-Zz APMapm", r) {
			return s, false
		}
	}
	nextDay = strings.HasPrefix(clock, "16:00:00") && strings.HasSuffix(clock, "Z")
	return strings.TrimRight(s[:at], " "), nextDay
}

// isLongTerm reports whether s says that a document never expires, spaced as it
// may be (长 期).
func isLongTerm(s string) bool {
	return slices.Contains(longTermWords, strings.ReplaceAll(s, " ", ""))
}

// SplitValidity understands a document's validity as people write it in one
// cell: a day, 长期 or one of its other wordings, or a range such as
// 2019.09.09-2039.09.09, 2019-09-09至长期. from is "" when only the end is given;
// to is YYYY-MM-DD or [LongTerm]. ok is false when it is not understood, or when
// the range ends before it begins.
func SplitValidity(s string) (from, to string, ok bool) {
	s = trimValidity(halfWidth(tidy(s)))
	if to, ok := readEnd(s); ok {
		return "", to, true
	}
	for i, r := range s {
		mark := len(string(r))
		if !isRangeMark(r) {
			if !strings.HasPrefix(s[i:], " to ") {
				continue
			}
			mark = len(" to ")
		}
		begin, understood := readDate(strings.TrimRight(s[:i], " 起自从"))
		if !understood {
			continue
		}
		tail := strings.TrimLeftFunc(s[i+mark:], func(r rune) bool { return isRangeMark(r) || unicode.IsSpace(r) })
		to, understood := readEnd(trimValidity(tail))
		if !understood {
			continue
		}
		if end, dated := ParseDate(to); dated && end.Before(begin) {
			return "", "", false
		}
		return begin.String(), to, true
	}
	return "", "", false
}

func isRangeMark(r rune) bool {
	return isDash(r) || r == '至' || r == '到' || r == '~' || r == '～' || r == '〜'
}

// trimValidity drops the words around a range or its end: 自…起至…止, 有效期至….
func trimValidity(s string) string {
	for _, lead := range []string{"有效期限", "有效期", "自", "从", "至", "到", ":"} {
		s = strings.TrimSpace(strings.TrimPrefix(s, lead))
	}
	for _, tail := range []string{"到期", "截止", "为止", "止"} {
		s = strings.TrimSpace(strings.TrimSuffix(s, tail))
	}
	return s
}

// readEnd reads the last day of a document or 长期.
func readEnd(s string) (string, bool) {
	if isLongTerm(s) {
		return LongTerm, true
	}
	d, ok := readDate(s)
	if !ok {
		return "", false
	}
	if d == (Date{9999, time.December, 31}) {
		return LongTerm, true
	}
	return d.String(), true
}
