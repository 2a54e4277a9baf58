package filing

import "testing"

func date(t *testing.T, s string) Date {
	t.Helper()
	d, ok := ParseDate(s)
	if !ok {
		t.Fatalf("%q is no date", s)
	}
	return d
}

// nationalDay is a week off with a Saturday that is worked instead. 1 October
// 2026 is a Thursday.
func nationalDay(t *testing.T) Workdays {
	t.Helper()
	w := Workdays{Holidays: make(map[Date]bool), Worked: map[Date]bool{date(t, "2026-10-10"): true}}
	for d := date(t, "2026-10-01"); d.Before(date(t, "2026-10-08")); d = d.AddDays(1) {
		w.Holidays[d] = true
	}
	return w
}

func TestWorkdays(t *testing.T) {
	plain, holidays := Workdays{}, nationalDay(t)
	for _, c := range []struct {
		calendar Workdays
		from     string
		n        int
		want     string
	}{
		{plain, "2026-11-23", 1, "2026-11-24"}, // a Monday
		{plain, "2026-11-23", 3, "2026-11-26"},
		{plain, "2026-11-19", 3, "2026-11-24"}, // over the weekend
		{plain, "2026-11-20", 20, "2026-12-18"},
		{plain, "2026-11-21", 1, "2026-11-23"}, // from a Saturday
		{plain, "2026-11-23", 0, "2026-11-23"},
		{plain, "2026-11-21", 0, "2026-11-23"},
		{plain, "2026-11-22", -5, "2026-11-23"},
		{holidays, "2026-09-30", 1, "2026-10-08"},
		{holidays, "2026-09-30", 3, "2026-10-10"}, // the Saturday counts
		{holidays, "2026-09-30", 4, "2026-10-12"},
	} {
		if got := c.calendar.Add(date(t, c.from), c.n); got != date(t, c.want) {
			t.Errorf("%d working days after %s is %s, want %s", c.n, c.from, got, c.want)
		}
	}
}

func TestWorkdaysSince(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     int
	}{
		{"2026-09-30", "2026-09-30", 0},
		{"2026-09-30", "2026-09-01", 0},
		{"2026-09-30", "2026-10-07", 0},
		{"2026-09-30", "2026-10-08", 1},
		{"2026-09-30", "2026-10-11", 3},
	} {
		if got := nationalDay(t).Since(date(t, c.from), date(t, c.to)); got != c.want {
			t.Errorf("%d working days from %s to %s, want %d", got, c.from, c.to, c.want)
		}
	}
}

func TestEndlessHolidaysEnd(t *testing.T) {
	w := Workdays{Holidays: make(map[Date]bool)}
	first := date(t, "2026-01-01")
	for i := range 400 {
		w.Holidays[first.AddDays(i)] = true
	}
	if got := w.Add(first, 2); got != first.AddDays(2) {
		t.Errorf("got %s", got)
	}
}
