package filing

import "time"

// LongTerm is the canonical value of a document that never expires.
const LongTerm = "长期"

// Date is a day of the calendar, without time and zone. The zero Date is no
// day. Dates are compared with ==, [Date.Before] and [Date.After].
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDate returns the day written as YYYY-MM-DD, the canonical form of the
// types Day and Validity; false for anything else and for impossible days.
func ParseDate(s string) (Date, bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' || !allDigits(s[:4]) || !allDigits(s[5:7]) || !allDigits(s[8:]) {
		return Date{}, false
	}
	return dateOf(number(s[:4]), number(s[5:7]), number(s[8:]))
}

// DateOf returns the day of t in t's own zone.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

// dateOf returns the day when there is such a day in the years 1 to 9999.
func dateOf(year, month, day int) (Date, bool) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, time.Month(month)) {
		return Date{}, false
	}
	return Date{year, time.Month(month), day}, true
}

func daysIn(year int, month time.Month) int {
	switch month {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// number returns the value of a short run of ASCII digits.
func number(digits string) (n int) {
	for i := 0; i < len(digits); i++ {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

// String returns the date as YYYY-MM-DD, "" for no day. Every cell of a date
// comes through here, so it does without fmt.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	digits := func(n int) byte { return byte('0' + n%10) }
	y, m, day := d.Year, int(d.Month), d.Day
	return string([]byte{digits(y / 1000), digits(y / 100), digits(y / 10), digits(y), '-', digits(m / 10), digits(m), '-', digits(day / 10), digits(day)})
}

// IsZero reports whether d is no day.
func (d Date) IsZero() bool { return d == Date{} }

// Before reports whether d is an earlier day than e.
func (d Date) Before(e Date) bool {
	if d.Year != e.Year {
		return d.Year < e.Year
	}
	if d.Month != e.Month {
		return d.Month < e.Month
	}
	return d.Day < e.Day
}

// After reports whether d is a later day than e.
func (d Date) After(e Date) bool { return e.Before(d) }

// AddMonths returns the same day of the month n months on (back when n is
// negative), or the month's last day when it is too short: three months after
// 30 November is 28 or 29 February.
func (d Date) AddMonths(n int) Date {
	months := d.Year*12 + int(d.Month) - 1 + n
	year, month := months/12, time.Month(months%12+1)
	return Date{year, month, min(d.Day, daysIn(year, month))}
}

// AddYears returns the same day n years on; 28 February for a 29 February that
// the year does not have.
func (d Date) AddYears(n int) Date { return d.AddMonths(12 * n) }

// AddDays returns the day n days on.
func (d Date) AddDays(n int) Date { return DateOf(d.time().AddDate(0, 0, n)) }

// DaysUntil returns the number of days from d to e, negative when e is earlier.
func (d Date) DaysUntil(e Date) int {
	return int(e.time().Sub(d.time()) / (24 * time.Hour))
}

// YearsUntil returns the number of whole years from d to e: the age on e of a
// person born on d. It is negative when e is earlier. A person born on 29
// February comes of age on 1 March of a common year.
func (d Date) YearsUntil(e Date) int {
	years := e.Year - d.Year
	if e.Month < d.Month || e.Month == d.Month && e.Day < d.Day {
		years--
	}
	return years
}

func (d Date) time() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// Date returns the day that a field of type Day or Validity holds; false when
// it is empty, 长期 or not understood.
func (f *Filing) Date(field Field) (Date, bool) { return ParseDate(f.Text(field)) }
