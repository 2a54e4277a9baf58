package provider

import (
	"strings"

	"beiandesk/internal/filing"
)

// defaultCalendar is the embedded file of holidays.
const defaultCalendar = "calendar/holidays.toml"

// Calendar names the file of holidays, and holds it.
type Calendar struct {
	File string `toml:"file"` // embedded, or beside the profile
	AsOf string `toml:"-"`

	days  filing.Workdays
	known map[int]string // year → the notice that says so
}

// Workdays returns the working days that the file of holidays makes.
func (c *Calendar) Workdays() filing.Workdays { return c.days }

// Knows reports whether the holidays of a year are known; else its working days
// are all from Monday to Friday.
func (c *Calendar) Knows(year int) bool { return c.known[year] != "" }

func (c *Calendar) parse(data []byte, r *review) {
	var doc struct {
		AsOf  string `toml:"as_of"`
		Years []struct {
			Year   int      `toml:"year"`
			Source string   `toml:"source"`
			Off    []string `toml:"off"`
			Worked []string `toml:"worked"`
		} `toml:"year"`
	}
	if !r.decode(data, &doc, nil) {
		return
	}
	c.AsOf, c.known = doc.AsOf, make(map[int]string)
	c.days = filing.Workdays{Holidays: make(map[filing.Date]bool), Worked: make(map[filing.Date]bool)}
	for i, y := range doc.Years {
		at := tableAt("year", i, len(doc.Years))
		r.present(at.at("source"), y.Source)
		c.known[y.Year] = y.Source
		mark := func(entry string, days map[filing.Date]bool, ranges []string) {
			for _, text := range ranges {
				if !markDays(days, y.Year, text) {
					r.wrong(at.at(entry), noDay, text, y.Year, longestHoliday)
				}
			}
		}
		mark("off", c.days.Holidays, y.Off)
		mark("worked", c.days.Worked, y.Worked)
	}
}

// longestHoliday is more days than a range may have: a mistyped one must not
// make a year of holidays.
const longestHoliday = 30

// markDays marks days, written as one or as first/last; it reports whether they
// are days of the year.
func markDays(days map[filing.Date]bool, year int, text string) bool {
	from, to, two := strings.Cut(text, "/")
	if !two {
		to = from
	}
	first, ok1 := filing.ParseDate(from)
	last, ok2 := filing.ParseDate(to)
	if !ok1 || !ok2 || first.Year != year || last.Year != year || last.Before(first) || first.DaysUntil(last) >= longestHoliday {
		return false
	}
	for day := first; !day.After(last); day = day.AddDays(1) {
		days[day] = true
	}
	return true
}
