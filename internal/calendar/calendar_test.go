package calendar

import (
	"bufio"
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

var (
	head   = Head{Product: "-//Example//Program//EN", Name: "提醒", Stamp: date(2026, 11, 24)}
	events = []Event{
		{UID: "1@example", Day: date(2026, 12, 31), Summary: "域名到期：example.com；续费,并更新", Description: "第一行\n第二行\\", Categories: []string{"域名", "a,b"}, Alarms: []int{30, 1, 0}},
		{UID: "2@example", Day: date(2028, 2, 29), Summary: strings.Repeat("长", 40)},
	}
)

func TestWriter(t *testing.T) {
	var b bytes.Buffer
	w := NewWriter(&b, head)
	for _, e := range events {
		w.Add(e)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	want := strings.Join([]string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//Program//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-WR-CALNAME:提醒",
		"BEGIN:VEVENT", "UID:1@example", "DTSTAMP:20261124T000000Z", "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101",
		`SUMMARY:域名到期：example.com；续费\,并更新`, `DESCRIPTION:第一行\n第二行\\`, `CATEGORIES:域名,a\,b`, "TRANSP:TRANSPARENT",
		"BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:域名到期：example.com；续费\,并更新`, "TRIGGER:-P29DT15H", "END:VALARM",
		"BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:域名到期：example.com；续费\,并更新`, "TRIGGER:-PT15H", "END:VALARM",
		"BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:域名到期：example.com；续费\,并更新`, "TRIGGER:PT9H", "END:VALARM",
		"END:VEVENT",
		"BEGIN:VEVENT", "UID:2@example", "DTSTAMP:20261124T000000Z", "DTSTART;VALUE=DATE:20280229", "DTEND;VALUE=DATE:20280301",
		"SUMMARY:" + strings.Repeat("长", 22), " " + strings.Repeat("长", 18), "TRANSP:TRANSPARENT", "END:VEVENT",
		"END:VCALENDAR", "",
	}, "\r\n")
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

type broken struct{}

var errFull = errors.New("no room")

func (broken) Write([]byte) (int, error) { return 0, errFull }

func TestTheFirstErrorIsReturned(t *testing.T) {
	w := NewWriter(broken{}, head)
	for range 100 {
		w.Add(events[0])
	}
	if err := w.Close(); !errors.Is(err, errFull) {
		t.Errorf("error is %v", err)
	}
}

func TestEscape(t *testing.T) {
	for text, want := range map[string]string{
		"":                   "",
		"样张":                 "样张",
		"a;b,c\\d":           `a\;b\,c\\d`,
		"1\r\n2\n3\r4":       `1\n2\n3\n4`,
		"a\tb\x00c\x7f":      "a bc",
		"END:VEVENT\r\nEND:": `END:VEVENT\nEND:`,
	} {
		if got := Escape(text); got != want {
			t.Errorf("Escape(%q) = %q, want %q", text, got, want)
		}
	}
}

// FuzzFold checks that a folded line is put together again as it was, that no
// piece is too long, and that no character is split.
func FuzzFold(f *testing.F) {
	for _, seed := range []string{"", "SUMMARY:a", strings.Repeat("长", 60), strings.Repeat("a", 75), strings.Repeat("a", 76), strings.Repeat("𠮷a", 50), "\xff\xfe" + strings.Repeat("\x80", 200)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		line := "SUMMARY:" + Escape(text)
		var b bytes.Buffer
		w := bufio.NewWriter(&b)
		fold(w, line)
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		folded, ended := strings.CutSuffix(b.String(), "\r\n")
		if !ended {
			t.Fatalf("%q has no end", folded)
		}
		for i, piece := range strings.Split(folded, "\r\n") {
			if len(piece) > longestLine || !utf8.ValidString(piece) || i > 0 && piece[0] != ' ' {
				t.Errorf("piece %d: %q", i, piece)
			}
		}
		if got := strings.ReplaceAll(folded, "\r\n ", ""); got != line {
			t.Errorf("%q became %q", line, got)
		}
	})
}
