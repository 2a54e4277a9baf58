package provider

import (
	"testing"

	"beiandesk/internal/filing"
)

func day(t *testing.T, s string) filing.Date {
	t.Helper()
	d, ok := filing.ParseDate(s)
	if !ok {
		t.Fatalf("no day %q", s)
	}
	return d
}

func TestTheHolidaysOf2026(t *testing.T) {
	c := &Default().Calendar
	days := c.Workdays()
	for text, want := range map[string]bool{
		"2026-01-01": false, "2026-01-04": true, "2026-02-14": true, "2026-02-16": false, "2026-02-23": false, "2026-02-24": true,
		"2026-05-05": false, "2026-05-09": true, "2026-06-19": false, "2026-09-20": true, "2026-10-07": false, "2026-10-08": true,
		"2026-11-23": true, "2026-11-28": false,
	} {
		if got := days.Is(day(t, text)); got != want {
			t.Errorf("%s is a working day: %t", text, got)
		}
	}
	off := 0
	for d := day(t, "2026-01-01"); d.Year == 2026; d = d.AddDays(1) {
		if !days.Is(d) {
			off++
		}
	}
	if off != 117 { // counted by hand from the notice
		t.Errorf("%d days off", off)
	}
	if !c.Knows(2026) || c.Knows(2031) {
		t.Errorf("knows 2026: %t, 2031: %t", c.Knows(2026), c.Knows(2031))
	}
}

func TestHolidaysThatMakeNoSense(t *testing.T) {
	for _, text := range []string{
		"[[year]]\nyear = 2027\noff = []",
		"[[year]]\nyear = 2027\nsource = \"x\"\noff = [\"2026-01-01\"]",
		"[[year]]\nyear = 2027\nsource = \"x\"\noff = [\"2027-02-30\"]",
		"[[year]]\nyear = 2027\nsource = \"x\"\noff = [\"2027-03-02/2027-03-01\"]",
		"[[year]]\nyear = 2027\nsource = \"x\"\noff = [\"2027-03-01/2027-12-01\"]",
		"[[year]]\nyear = 2027\nsource = \"x\"\nclosed = []",
		"year = [",
	} {
		r := reviewOf("holidays.toml", []byte(text))
		new(Calendar).parse([]byte(text), r)
		if len(r.faults) != 1 || r.faults[0].Line == 0 {
			t.Errorf("%s\nis refused with %v, want one fault and its line", text, r.err())
		}
	}
}
