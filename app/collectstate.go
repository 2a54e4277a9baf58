package app

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// Signed papers that come back, without widgets.

// collectKind tells the rows of the list apart.
type collectKind int

// The kinds of rows, gravest first.
const (
	collectAll collectKind = iota
	collectUnknown
	collectTrouble
	collectGood
	collectTwice
	collectMissing
	collectKinds
)

var collectKeys = [collectKinds]string{"collect.all", "collect.unknown", "collect.trouble", "collect.good", "collect.twice", "collect.missing"}

// collectRow is a page of a scan, a file that cannot be read, or a paper that did
// not come back.
type collectRow struct {
	kind    collectKind
	source  string // "" for a paper that is missing
	page    int    // from 1, 0 for a file that cannot be read
	subject string
	place   string
	state   string
	filing  string // key that it belongs to, or may; "" for none
	paper   filing.Paper
	details string
}

// collected is the state of the dialog: what was found, and which rows are shown.
type collected struct {
	*phrases
	report *job.CollectReport
	rows   []collectRow
	shown  []int // into rows
	count  [collectKinds]int
	kind   collectKind

	nameOf  func(key string) string // of a filing, for people
	labelOf func(filing.Paper) string
}

// fill takes over a report.
func (c *collected) fill(report *job.CollectReport, nameOf func(key string) string, labelOf func(filing.Paper) string) {
	c.nameOf, c.labelOf = nameOf, labelOf
	c.report, c.rows, c.count = report, nil, [collectKinds]int{}
	for _, u := range report.Unmatched {
		c.rows = append(c.rows, c.unmatched(u))
	}
	for _, p := range report.Pages {
		c.rows = append(c.rows, c.sorted(p))
	}
	for _, m := range report.Missing {
		row := collectRow{kind: collectMissing, subject: c.paperOf(m.Filing, m.Paper), state: c.say("collect.notback"), filing: m.Filing, paper: m.Paper}
		if len(m.Pages) > 0 {
			row.state = c.say("collect.pagesmissing", "pages", c.pages(m.Pages))
		}
		c.rows = append(c.rows, row)
	}
	slices.SortStableFunc(c.rows, func(a, b collectRow) int { return cmp.Compare(a.kind, b.kind) })
	for _, r := range c.rows {
		c.count[r.kind]++
	}
	c.count[collectAll] = len(c.rows)
	c.apply()
}

// apply works out which rows are shown.
func (c *collected) apply() {
	c.shown = c.shown[:0]
	for i, r := range c.rows {
		if c.kind == collectAll || c.kind == r.kind {
			c.shown = append(c.shown, i)
		}
	}
}

// at returns where a page is among the rows shown, -1 when it is not.
func (c *collected) at(source string, page int) int {
	return slices.IndexFunc(c.shown, func(i int) bool { return c.rows[i].source == source && c.rows[i].page == page })
}

func (c *collected) unmatched(u job.UnmatchedPage) collectRow {
	row := collectRow{kind: collectUnknown, source: u.Source, page: u.Page, subject: c.sourceName(u.Source, u.Page), state: c.say("collect.nomark")}
	for _, f := range u.Findings {
		row.filing = cmp.Or(row.filing, f.Args["filing"])
	}
	row.details = c.wordsOf(u.Findings)
	if u.Mark != "" {
		row.state = c.say("collect.othermark", "mark", u.Mark)
	}
	if u.Error != "" {
		row.state, row.details = u.Error, u.Error
	}
	return row
}

func (c *collected) sorted(p job.CollectedPage) collectRow {
	row := collectRow{kind: collectGood, source: p.Source, page: p.Page, place: c.sourceName(p.Source, p.Page), filing: p.Filing, paper: p.Paper,
		subject: c.paperOf(p.Filing, p.Paper)}
	if p.PaperPages > 1 {
		row.subject += c.say("collect.pageof", "n", p.PaperPage, "of", p.PaperPages)
	}
	if filing.StatusOf(p.Findings) != filing.Ready {
		row.kind = collectTrouble
	}
	var seen []string
	for _, s := range []struct {
		used     *bool
		yes, not string
	}{{p.Sealed, "collect.sealed", "collect.unsealed"}, {p.Signed, "collect.signed", "collect.unsigned"}, {p.Dated, "collect.dated", "collect.undated"}} {
		switch {
		case s.used == nil:
		case *s.used:
			seen = append(seen, c.say(s.yes))
		default:
			seen = append(seen, c.say(s.not))
		}
	}
	row.state = strings.Join(seen, " · ")
	if row.state == "" && len(p.Findings) > 0 {
		row.state = p.Findings[0].Message
	}
	if slices.ContainsFunc(p.Findings, func(f filing.Finding) bool { return f.Rule == "paper-page-twice" }) {
		row.kind, row.state = collectTwice, c.say("collect.unused")
	}
	row.details = c.wordsOf(p.Findings)
	if len(p.Filings) > 1 {
		row.details = strings.TrimPrefix(row.details+"\n"+c.say("collect.shared", "filings", strings.Join(p.Filings, c.comma())), "\n")
	}
	if row.details == "" {
		row.details = c.say("collect.fine")
	}
	return row
}

func (c *collected) sourceName(source string, page int) string {
	if page == 0 {
		return filepath.Base(source)
	}
	return c.say("collect.source", "file", filepath.Base(source), "page", page)
}

func (c *collected) paperOf(key string, paper filing.Paper) string {
	return fmt.Sprintf("%s %s · %s", key, c.nameOf(key), c.labelOf(paper))
}

// wordsOf says what is wrong and what is to be done, a finding a line.
func (c *collected) wordsOf(findings []filing.Finding) string {
	var lines []string
	for _, f := range byGravity(findings) {
		lines = append(lines, f.Message)
		if f.Remedy != "" {
			lines = append(lines, "→ "+f.Remedy)
		}
	}
	return strings.Join(lines, "\n")
}

func (c *collected) pages(numbers []int) string {
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = fmt.Sprint(n)
	}
	return strings.Join(words, c.comma())
}

// comma parts the members of a list.
func (c *collected) comma() string { return filing.Text{ZH: "、", EN: ", "}.In(c.lang) }
