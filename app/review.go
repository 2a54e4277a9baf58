package app

import (
	"strings"

	"fyne.io/fyne/v2"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// reviewKind is what a line of the review is about.
type reviewKind int

// The kinds, in the order in which they are shown; reviewAll stands for all.
const (
	reviewAll reviewKind = iota
	reviewConflict
	reviewLost
	reviewUnclear
	reviewChanged
	reviewAdded
	reviewRemoved
	reviewKinds
)

var reviewKeys = [reviewKinds]string{"filter.all", "review.conflict", "review.lost", "review.unclear", "review.changed", "review.added", "review.removed"}

// inks are the colours of a kind's word and of its ground.
func (k reviewKind) inks() (ink, paper fyne.ThemeColorName) {
	switch k {
	case reviewConflict, reviewUnclear:
		return colourWarn, colourWarnBg
	case reviewLost, reviewRemoved:
		return colourBlock, colourBlockBg
	case reviewAdded:
		return colourReady, colourReadyBg
	}
	return colourNote, colourNoteBg
}

// reviewRow is one thing that changed.
type reviewRow struct {
	kind     reviewKind
	subject  string // of which filing or entity
	place    string // cells
	old, new string
	mine     string // conflicts only
	conflict int    // its place among the conflicts
	note     string // what else is to be known
	hay      string // what the search looks in, folded
}

// review is what the user sees before a workbook that was read again is taken
// over, as plain data.
type review struct {
	*phrases
	rows  []reviewRow
	shown []int // indexes into rows
	count [reviewKinds]int

	kind  reviewKind
	query string

	decided []bool // by conflict
	mine    []bool // the user's correction holds
}

func newReview(p *phrases, found *job.Reimport, ticks func(key string) int) *review {
	v := &review{phrases: p, decided: make([]bool, len(found.Conflicts)), mine: make([]bool, len(found.Conflicts))}
	type place struct{ field, cell string }
	conflicts := make(map[place]bool)
	for i, c := range found.Conflicts {
		conflicts[place{c.Field, c.Cell}] = c.Cell != ""
		v.add(reviewRow{kind: reviewConflict, subject: v.ofField(v.named(c.Filings), c.Field), place: c.Cell, old: c.Base, new: c.Theirs, mine: c.Mine, conflict: i})
	}
	for _, l := range found.Lost {
		key := "review.lost.gone"
		if l.Together {
			key = "review.lost.together"
		}
		v.add(reviewRow{kind: reviewLost, subject: v.ofField(v.named([]string{l.Filing}), l.Field), old: l.Value, note: v.say(key)})
	}
	d := found.Difference
	for _, a := range d.Ambiguous {
		v.add(reviewRow{kind: reviewUnclear, subject: a.By.Label().In(v.lang) + " " + a.Key, old: v.places(a.Old), new: v.places(a.New), note: v.say("review.unclear.note")})
	}
	for i := range d.Changes {
		if c := &d.Changes[i]; !conflicts[place{c.Field, c.At[0].NewCell}] {
			v.addChange(c)
		}
	}
	for _, f := range d.Added {
		v.add(reviewRow{kind: reviewAdded, subject: v.named([]string{f.Filing}), place: f.Cell, new: v.about(f)})
	}
	for _, f := range d.Removed {
		row := reviewRow{kind: reviewRemoved, subject: v.named([]string{f.Filing}), place: f.Cell, old: v.about(f)}
		if n := ticks(f.Filing); n > 0 {
			row.note = v.say("review.ticks", "n", thousands(n))
		}
		v.add(row)
	}
	v.apply()
	return v
}

func (v *review) add(row reviewRow) {
	row.hay = fold(strings.Join([]string{row.subject, row.place, row.old, row.new, row.mine}, "\n"))
	v.rows = append(v.rows, row)
	v.count[row.kind]++
	v.count[reviewAll]++
}

func (v *review) addChange(c *job.Change) {
	keys := make([]string, len(c.At))
	places := make(map[string]bool)
	for i, at := range c.At {
		keys[i] = at.Filing
		places[arrow(at.OldCell, at.NewCell)] = true
	}
	row := reviewRow{kind: reviewChanged, place: arrow(c.At[0].OldCell, c.At[0].NewCell), old: c.OldLabel, new: c.NewLabel}
	if len(places) > 1 {
		row.place = v.say("review.places", "cell", row.place, "n", thousands(len(places)))
	}
	subject := v.named(keys)
	if c.Entity != "" && len(keys) > 1 {
		subject = c.Entity + " · " + subject
	}
	if at := c.At[0]; len(keys) == 1 && at.Recognised != "number" {
		row.note = v.say("review.by", "by", at.Recognised.Label().In(v.lang))
	}
	row.subject = v.ofField(subject, c.Field)
	v.add(row)
}

// named names filings.
func (v *review) named(keys []string) string {
	if len(keys) == 1 {
		return v.say("review.one", "filing", keys[0])
	}
	const most = 4
	list := strings.Join(keys[:min(most, len(keys))], v.say("list.mark"))
	if len(keys) > most {
		list += "…"
	}
	return v.say("review.several", "n", thousands(len(keys)), "filings", list)
}

func (v *review) ofField(subject, field string) string {
	return subject + " · " + fieldOf(field, v.lang)
}

// about says in words what filing one is.
func (v *review) about(f job.FilingRef) string {
	kind := string(f.Kind)
	if item, ok := filing.TableNamed("kind").Item(kind); ok {
		kind = item.Label.In(v.lang)
	}
	var parts []string
	for _, part := range []string{kind, f.Entity, f.Site, strings.Join(f.Domains, v.say("list.mark"))} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " · ")
}

func (v *review) places(list []job.FilingRef) string {
	cells := make([]string, len(list))
	for i, f := range list {
		cells[i] = f.Cell
	}
	return strings.Join(cells, v.say("list.mark"))
}

// arrow writes two places, or one when they are the same.
func arrow(from, to string) string {
	switch {
	case from == to || to == "":
		return from
	case from == "":
		return to
	}
	return from + " → " + to
}

// apply works out which rows are shown.
func (v *review) apply() {
	words := strings.Fields(v.query)
	for i := range words {
		words[i] = fold(words[i])
	}
	v.shown = v.shown[:0]
	for i := range v.rows {
		if row := &v.rows[i]; (v.kind == reviewAll || row.kind == v.kind) && holdsAll(row.hay, words) {
			v.shown = append(v.shown, i)
		}
	}
}

// decide settles a conflict.
func (v *review) decide(conflict int, mine bool) { v.decided[conflict], v.mine[conflict] = true, mine }

// undecided returns how many conflicts wait for the user's word.
func (v *review) undecided() (n int) {
	for _, done := range v.decided {
		if !done {
			n++
		}
	}
	return n
}

// value writes a value on one line.
func (v *review) value(text string) string {
	if text == "" {
		return v.say("facts.empty")
	}
	return oneLine(text)
}

// summary says what changed in one line.
func (v *review) summary(row *reviewRow) string {
	switch row.kind {
	case reviewAdded:
		return v.value(row.new)
	case reviewRemoved:
		return v.joined(v.value(row.old), row.note)
	case reviewLost:
		return v.joined(v.value(row.old), row.note)
	case reviewUnclear:
		return v.say("review.unclear.cells", "old", v.value(row.old), "new", v.value(row.new))
	}
	return v.value(row.old) + " → " + v.value(row.new)
}

func (v *review) joined(text, note string) string {
	if note == "" {
		return text
	}
	return text + "  " + note
}

// details say everything about a row, a line a thing.
func (v *review) details(row *reviewRow) string {
	lines := []string{v.joined(row.subject, row.place)}
	say := func(key, value string) { lines = append(lines, v.say(key, "value", v.value(value))) }
	switch row.kind {
	case reviewLost:
		say("review.mine", row.old)
	case reviewAdded:
		say("review.new", row.new)
	case reviewRemoved:
		say("review.old", row.old)
	default:
		say("review.old", row.old)
		say("review.new", row.new)
	}
	if row.kind == reviewConflict {
		say("review.mine", row.mine)
	}
	if row.note != "" {
		lines = append(lines, row.note)
	}
	return strings.Join(lines, "\n")
}
