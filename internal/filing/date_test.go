package filing

import (
	"testing"
	"time"
)

func TestCleanDay(t *testing.T) {
	checkClean(t, DomainExpires, []cleanCase{
		{"2024-01-05", "2024-01-05"},
		{"2024-1-5", "2024-01-05"},
		{"2024/01/05", "2024-01-05"},
		{"2024.1.5", "2024-01-05"},
		{"2024。1。5", "2024-01-05"},
		{"20240105", "2024-01-05"},
		{"2024 1 5", "2024-01-05"},
		{"2024年1月5日", "2024-01-05"},
		{"2024 年 01 月 05 日", "2024-01-05"},
		{"2024年1月5号", "2024-01-05"},
		{"２０２４－０１－０５", "2024-01-05"},
		{"2024–01–05", "2024-01-05"},
		{"二〇二四年一月五日", "2024-01-05"},
		{"二○二四年十二月三十一日", "2024-12-31"},
		{"二零二四年十月二十日", "2024-10-20"},
		{"二〇二四年十一月十五日", "2024-11-15"},
		{"2024年1月5日星期五", "2024-01-05"},
		{"2024年1月5日 (周五)", "2024-01-05"},
		{"2024-01-05T08:30:00+08:00", "2024-01-05"},
		{"2024-01-05T00:00:00.000Z", "2024-01-05"},
		{"2024-01-04T16:00:00.000Z", "2024-01-05"}, // midnight in China
		{"2024-12-31T16:00:00Z", "2025-01-01"},
		{"2024-01-05 23:59:59", "2024-01-05"},
		{"2024/1/5 0:00", "2024-01-05"},
		{"2024-01-05 08:30 PM", "2024-01-05"},
		{"5 Jan 2024", "2024-01-05"}, {"05-Jan-2024", "2024-01-05"}, {"January 5, 2024", "2024-01-05"}, {"Sept 5 2024", "2024-09-05"},
		{"31/12/2024", "2024-12-31"}, {"12/31/2024", "2024-12-31"}, {"5/5/2024", "2024-05-05"},
		{"2024-02-29", "2024-02-29"},

		// What could mean two days, or none, stays.
		{"1/2/2024", "1/2/2024"},
		{"2024-02-30", "2024-02-30"},
		{"2023-02-29", "2023-02-29"},
		{"2024-13-01", "2024-13-01"},
		{"2024-00-10", "2024-00-10"},
		{"20241301", "20241301"},
		{"24-1-5", "24-1-5"},
		{"2024.1", "2024.1"},
		{"2024年1月", "2024年1月"},
		{"45292", "45292"},
		{"2024-1-5-6", "2024-1-5-6"},
		{"32/12/2024", "32/12/2024"},
		{"2024年一二月五日", "2024年一二月五日"},
		{"十十年一月一日", "十十年一月一日"},
		{"9999-12-31T16:00:00Z", "9999-12-31T16:00:00Z"},
		{"长期", "长期"}, // not a day
		{"2019.09.09-2039.09.09", "2019.09.09-2039.09.09"},
		{"5 Janvier 2024", "5 Janvier 2024"},
		{"无", ""}, {"-", ""},
	})
}

func TestCleanValidity(t *testing.T) {
	checkClean(t, EntityPersonIDValidTo, []cleanCase{
		{"2039-09-09", "2039-09-09"},
		{"2039.9.9", "2039-09-09"},
		{"长期", LongTerm}, {"长期有效", LongTerm}, {"永久", LongTerm}, {"无固定期限", LongTerm}, {" 长 期 ", LongTerm},
		{"9999-12-31", LongTerm}, {"9999/12/31", LongTerm}, {"99991231", LongTerm},
		{"2099-12-31", "2099-12-31"},
		{"2019.09.09-2039.09.09", "2039-09-09"},
		{"2019.09.09－2039.09.09", "2039-09-09"},
		{"20190909-20390909", "2039-09-09"},
		{"2019-09-09-2039-09-09", "2039-09-09"},
		{"2019-9-9—2039-9-9", "2039-09-09"},
		{"2019-09-09 至 2039-09-09", "2039-09-09"},
		{"2019-09-09 to 2039-09-09", "2039-09-09"},
		{"2019/9/9~2039/9/9", "2039-09-09"},
		{"2019.09.09-长期", LongTerm}, {"2019年9月9日至长期", LongTerm}, {"2019-09-09----长期有效", LongTerm},
		{"自2019年9月9日至2039年9月8日", "2039-09-08"},
		{"2019年9月9日起至2039年9月8日止", "2039-09-08"},
		{"至2039年9月8日", "2039-09-08"}, {"2039-09-08到期", "2039-09-08"}, {"有效期至2039-09-08", "2039-09-08"},
		{"2039-09-09-2019-09-09", "2039-09-09-2019-09-09"}, // ends before it begins
		{"2019-09-09-2039-13-09", "2019-09-09-2039-13-09"},
		{"1/2/2039", "1/2/2039"},
		{"二十年", "二十年"},
		{"无", ""},
	})
}

func TestSplitValidity(t *testing.T) {
	for _, c := range []struct {
		raw, from, to string
		ok            bool
	}{
		{"2019.09.09-2039.09.09", "2019-09-09", "2039-09-09", true},
		{"2019.09.09-长期", "2019-09-09", LongTerm, true},
		{"2039-09-09", "", "2039-09-09", true},
		{"永久", "", LongTerm, true},
		{"2019.09.09-", "", "", false},
		{"", "", "", false},
	} {
		from, to, ok := SplitValidity(c.raw)
		if from != c.from || to != c.to || ok != c.ok {
			t.Errorf("SplitValidity(%q) = %q, %q, %v", c.raw, from, to, ok)
		}
	}
}

func mustDate(t *testing.T, s string) Date {
	t.Helper()
	d, ok := ParseDate(s)
	if !ok {
		t.Fatalf("ParseDate(%q) failed", s)
	}
	return d
}

func TestParseDate(t *testing.T) {
	if got, want := mustDate(t, "2024-02-29"), (Date{2024, time.February, 29}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	for _, s := range []string{"", "2024-2-9", "2023-02-29", "2024-02-30", "0000-01-01", "2024-01-00", "2024/01/05", "２０２４-01-05", "2024-01-05 ", "长期"} {
		if d, ok := ParseDate(s); ok {
			t.Errorf("ParseDate(%q) = %v", s, d)
		}
	}
}

func TestDateReckoning(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2024-11-30", 3, "2025-02-28"}, {"2023-11-30", 3, "2024-02-29"}, {"2024-01-31", 1, "2024-02-29"},
		{"2024-12-01", 1, "2025-01-01"}, {"2024-01-15", -1, "2023-12-15"}, {"2024-03-31", -13, "2023-02-28"}, {"2024-02-29", 12, "2025-02-28"}, {"2024-12-31", 0, "2024-12-31"},
	} {
		if got := mustDate(t, c.from).AddMonths(c.months).String(); got != c.want {
			t.Errorf("%s and %d months = %s, want %s", c.from, c.months, got, c.want)
		}
	}
	for _, c := range []struct {
		from, to    string
		days, years int
	}{
		{"2024-02-28", "2024-03-01", 2, 0}, {"2024-01-01", "2023-12-31", -1, -1},
		{"2006-11-23", "2024-11-22", 6574, 17}, {"2006-11-23", "2024-11-23", 6575, 18},
		{"2004-02-29", "2022-02-28", 6574, 17}, {"2004-02-29", "2022-03-01", 6575, 18},
	} {
		from, to := mustDate(t, c.from), mustDate(t, c.to)
		if got := from.DaysUntil(to); got != c.days {
			t.Errorf("%s to %s: %d days, want %d", c.from, c.to, got, c.days)
		}
		if got := from.YearsUntil(to); got != c.years {
			t.Errorf("%s to %s: %d years, want %d", c.from, c.to, got, c.years)
		}
		if from.Before(to) != (c.days > 0) || from.After(to) != (c.days < 0) {
			t.Errorf("%s and %s are in the wrong order", c.from, c.to)
		}
		if got := from.AddDays(c.days); got != to {
			t.Errorf("%s and %d days = %s, want %s", c.from, c.days, got, c.to)
		}
	}
	if (Date{}).String() != "" || !(Date{}).IsZero() || mustDate(t, "2024-01-05").IsZero() {
		t.Error("the zero date is no day")
	}
	zone := time.FixedZone("CST", 8*3600)
	if got := DateOf(time.Date(2024, 1, 4, 17, 0, 0, 0, time.UTC).In(zone)).String(); got != "2024-01-05" {
		t.Errorf("the day in China is %s", got)
	}
}

func TestFilingDate(t *testing.T) {
	var f Filing
	f.SetRaw(DomainExpires, "2028/3/15", Cell{})
	f.SetRaw(EntityPersonIDValidTo, "永久", Cell{})
	if d, ok := f.Date(DomainExpires); !ok || d.String() != "2028-03-15" {
		t.Errorf("got %v, %v", d, ok)
	}
	if d, ok := f.Date(EntityPersonIDValidTo); ok {
		t.Errorf("长期 is the day %v", d)
	}
	if d, ok := f.Date(DomainRegistered); ok {
		t.Errorf("nothing is the day %v", d)
	}
}
