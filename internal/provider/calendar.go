package provider

import (
	"fmt"
	"strings"

	"github.com/BurntSushi/toml"

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

func (c *Calendar) parse(data []byte) error {
	var doc struct {
		AsOf  string `toml:"as_of"`
		Years []struct {
			Year   int      `toml:"year"`
			Source string   `toml:"source"`
			Off    []string `toml:"off"`
			Worked []string `toml:"worked"`
		} `toml:"year"`
	}
	meta, err := toml.Decode(string(data), &doc)
	if err != nil {
		return err
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return fmt.Errorf("unknown entry %q", unknown[0].String())
	}
	c.AsOf, c.known = doc.AsOf, make(map[int]string)
	c.days = filing.Workdays{Holidays: make(map[filing.Date]bool), Worked: make(map[filing.Date]bool)}
	for _, y := range doc.Years {
		if y.Source == "" {
			return fmt.Errorf("year %d: source is missing", y.Year)
		}
		c.known[y.Year] = y.Source
		if err := markDays(c.days.Holidays, y.Year, y.Off); err != nil {
			return err
		}
		if err := markDays(c.days.Worked, y.Year, y.Worked); err != nil {
			return err
		}
	}
	return nil
}

// longestHoliday is more days than a range may have: a mistyped one must not
// make a year of holidays.
const longestHoliday = 30

// markDays marks days, written as one or as first/last.
func markDays(days map[filing.Date]bool, year int, ranges []string) error {
	for _, text := range ranges {
		from, to, two := strings.Cut(text, "/")
		if !two {
			to = from
		}
		first, ok1 := filing.ParseDate(from)
		last, ok2 := filing.ParseDate(to)
		if !ok1 || !ok2 || first.Year != year || last.Year != year || last.Before(first) || first.DaysUntil(last) >= longestHoliday {
			return fmt.Errorf("year %d: %q is neither a day of it nor a range first/last", year, text)
		}
		for day := first; !day.After(last); day = day.AddDays(1) {
			days[day] = true
		}
	}
	return nil
}
