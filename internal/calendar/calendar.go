// Package calendar writes calendars of all-day events in the iCalendar format,
// RFC 5545. The same events give the same bytes.
package calendar

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// Head stands above the events of a calendar.
type Head struct {
	Product string // who made it, e.g. -//Example//Program//EN
	Name    string // what programs show
	Stamp   time.Time
}

// Event is something on one day.
type Event struct {
	UID         string // the same whenever the event is written, so that it is replaced and not added
	Day         time.Time
	Summary     string
	Description string
	Categories  []string
	Alarms      []int // how many days before it reminds, at nine in the morning; 0 for the day itself
}

// Writer writes a calendar event by event. The first error sticks; Close
// returns it.
type Writer struct {
	out   *bufio.Writer
	stamp string
}

// The forms of days and times.
const (
	dayForm  = "20060102"
	timeForm = "20060102T150405Z"
)

// NewWriter begins a calendar.
func NewWriter(w io.Writer, head Head) *Writer {
	c := &Writer{out: bufio.NewWriter(w), stamp: head.Stamp.UTC().Format(timeForm)}
	c.line("BEGIN", "VCALENDAR")
	c.line("VERSION", "2.0")
	c.line("PRODID", Escape(head.Product))
	c.line("CALSCALE", "GREGORIAN")
	c.line("METHOD", "PUBLISH")
	c.line("X-WR-CALNAME", Escape(head.Name))
	return c
}

// Add writes an event.
func (c *Writer) Add(e Event) {
	c.line("BEGIN", "VEVENT")
	c.line("UID", Escape(e.UID))
	c.line("DTSTAMP", c.stamp)
	c.line("DTSTART;VALUE=DATE", e.Day.Format(dayForm))
	c.line("DTEND;VALUE=DATE", e.Day.AddDate(0, 0, 1).Format(dayForm))
	c.line("SUMMARY", Escape(e.Summary))
	if e.Description != "" {
		c.line("DESCRIPTION", Escape(e.Description))
	}
	if len(e.Categories) > 0 {
		escaped := make([]string, len(e.Categories))
		for i, category := range e.Categories {
			escaped[i] = Escape(category)
		}
		c.line("CATEGORIES", strings.Join(escaped, ","))
	}
	c.line("TRANSP", "TRANSPARENT")
	for _, days := range e.Alarms {
		c.line("BEGIN", "VALARM")
		c.line("ACTION", "DISPLAY")
		c.line("DESCRIPTION", Escape(e.Summary))
		c.line("TRIGGER", trigger(days))
		c.line("END", "VALARM")
	}
	c.line("END", "VEVENT")
}

// Close ends the calendar and returns the first error of all.
func (c *Writer) Close() error {
	c.line("END", "VCALENDAR")
	return c.out.Flush()
}

func (c *Writer) line(name, value string) {
	fold(c.out, name+":"+value)
}

// trigger is the span from the beginning of the day to nine in the morning,
// days before.
func trigger(days int) string {
	switch days {
	case 0:
		return "PT9H"
	case 1:
		return "-PT15H"
	}
	return fmt.Sprintf("-P%dDT15H", days-1)
}

// Escape returns a text as a value of the format: one line, without control
// characters, and with the marks escaped that separate values.
func Escape(text string) string {
	var b strings.Builder
	b.Grow(len(text) + 8)
	text = strings.ReplaceAll(text, "\r\n", "\n")
	for _, r := range text {
		switch {
		case r == '\\' || r == ';' || r == ',':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n' || r == '\r':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteByte(' ')
		case r < ' ' || r == 0x7f:
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// longestLine is how many octets a line may have, its end left out.
const longestLine = 75

// fold writes a line in pieces of at most 75 octets, each after the first with a
// space before it. No character is split: many programs put lines together only
// after they have decoded them.
func fold(w *bufio.Writer, line string) {
	room := longestLine
	for len(line) > room {
		cut := room
		for cut > room-utf8.UTFMax && !utf8.RuneStart(line[cut]) {
			cut--
		}
		w.WriteString(line[:cut])
		w.WriteString("\r\n ")
		line, room = line[cut:], longestLine-1
	}
	w.WriteString(line)
	w.WriteString("\r\n")
}
