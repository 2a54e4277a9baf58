package filing

import "time"

// Workdays is a calendar of working days: Monday to Friday, without the
// holidays and with the weekend days that are worked instead. The zero Workdays
// knows of neither.
type Workdays struct {
	Holidays map[Date]bool // days off that are no weekend
	Worked   map[Date]bool // Saturdays and Sundays that are worked
}

// Is reports whether d is a working day.
func (w Workdays) Is(d Date) bool {
	if weekday := d.time().Weekday(); weekday == time.Saturday || weekday == time.Sunday {
		return w.Worked[d]
	}
	return !w.Holidays[d]
}

// longestBreak is more days than any holiday lasts. A calendar that gives more
// days off in a row is a fault of its data, which must not stop the program.
const longestBreak = 60

// Add returns the n-th working day after d: the day on which a term of n
// working days that began on d ends. Without any (n <= 0) it returns d, or the
// next working day when d is none.
func (w Workdays) Add(d Date, n int) Date {
	if n <= 0 {
		return w.next(d)
	}
	for ; n > 0; n-- {
		d = w.next(d.AddDays(1))
	}
	return d
}

// next returns the first working day from d on, d itself included.
func (w Workdays) next(d Date) Date {
	for day, off := d, 0; off < longestBreak; day, off = day.AddDays(1), off+1 {
		if w.Is(day) {
			return day
		}
	}
	return d
}

// Since returns how many working days there are after d up to and including e;
// 0 when e is not after d.
func (w Workdays) Since(d, e Date) (n int) {
	for day := d.AddDays(1); !day.After(e); day = day.AddDays(1) {
		if w.Is(day) {
			n++
		}
	}
	return n
}
