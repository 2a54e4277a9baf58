package app

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// column is a column of the table of filings.
type column int

// The columns, from left to right.
const (
	colKey column = iota
	colKind
	colEntity
	colSite
	colDomain
	colRoute
	colStatus
	colFindings
	columnCount
)

// waiting is the status of a filing that is read but not checked yet.
const waiting filing.Status = ""

// row is a line of the table: a filing, in words.
type row struct {
	at       int // in the batch
	text     [columnCount]string
	status   filing.Status
	findings int // to be acted on: notes do not count
	blocks   int
	hay      string // what the search looks in, folded
}

// listing is the table of filings: all rows, and which of them are shown in
// what order. It is plain data, quick enough to be worked on the window's
// goroutine: filtering 10,000 rows takes a few milliseconds.
type listing struct {
	rows  []row
	shown []int // indexes into rows

	status filing.Status // shown only, waiting for all
	query  string
	sortBy column
	sorted bool // by sortBy, else in the workbook's order
	down   bool

	collated [columnCount][][]byte // sort keys, made when first needed
}

// counts are numbers of filings by status.
type counts struct{ all, ready, warned, blocked int }

// fill takes over the filings of a batch with what the report says of them; nil
// while there is no report yet.
func (l *listing) fill(filings []*filing.Filing, report *job.Report, say func(key string, args ...any) string, lang filing.Lang) {
	l.rows = make([]row, len(filings))
	l.collated = [columnCount][][]byte{}
	for i, f := range filings {
		r := &l.rows[i]
		r.at = i
		r.text[colKey] = f.Key()
		r.text[colKind] = f.Label(filing.FilingKind, lang)
		r.text[colEntity] = f.Text(filing.EntityName)
		r.text[colSite] = f.Text(filing.SiteName)
		r.text[colDomain] = f.Label(filing.SiteDomains, lang)
		if report != nil {
			r.judge(&report.Filings[i], say)
		} else {
			r.text[colStatus] = say("status.waiting")
		}
		r.hay = fold(strings.Join(append(r.text[:colRoute:colRoute], f.Text(filing.EntityCertNumber), f.Text(filing.EntityRecordNumber), f.Text(filing.SiteRecordNumber)), "\n"))
	}
	l.apply()
}

// judge takes over what the report says of the row's filing.
func (r *row) judge(report *job.FilingReport, say func(string, ...any) string) {
	r.status = report.Status
	r.text[colRoute] = ""
	if report.Verified {
		r.text[colRoute] = say("route." + string(report.Route))
	}
	r.text[colStatus] = say("status." + string(report.Status))
	for _, finding := range report.Findings {
		switch finding.Severity {
		case filing.Block:
			r.blocks++
			r.findings++
		case filing.Warn:
			r.findings++
		}
	}
	if r.findings > 0 {
		r.text[colFindings] = thousands(r.findings)
	}
}

// counts counts all rows, shown or not.
func (l *listing) counts() (c counts) {
	c.all = len(l.rows)
	for i := range l.rows {
		switch l.rows[i].status {
		case filing.Ready:
			c.ready++
		case filing.Warned:
			c.warned++
		case filing.Blocked:
			c.blocked++
		}
	}
	return c
}

// sortOn sorts by a column; the same column again turns the order round, and a
// third time returns to the workbook's order.
func (l *listing) sortOn(by column) {
	switch {
	case !l.sorted || l.sortBy != by:
		l.sorted, l.sortBy, l.down = true, by, by == colStatus || by == colFindings
	case l.down == (by == colStatus || by == colFindings):
		l.down = !l.down
	default:
		l.sorted = false
	}
	l.apply()
}

// apply works out which rows are shown, in which order.
func (l *listing) apply() {
	words := strings.Fields(l.query)
	for i := range words {
		words[i] = fold(words[i])
	}
	l.shown = l.shown[:0]
	for i := range l.rows {
		r := &l.rows[i]
		if l.status != waiting && r.status != l.status || !holdsAll(r.hay, words) {
			continue
		}
		l.shown = append(l.shown, i)
	}
	if l.sorted {
		slices.SortStableFunc(l.shown, l.order())
	}
}

// order returns how two rows compare.
func (l *listing) order() func(a, b int) int {
	var by func(a, b int) int
	switch l.sortBy {
	case colStatus:
		by = func(a, b int) int {
			return cmp.Or(cmp.Compare(gravity(l.rows[a].status), gravity(l.rows[b].status)), cmp.Compare(l.rows[a].blocks, l.rows[b].blocks))
		}
	case colFindings:
		by = func(a, b int) int { return cmp.Compare(l.rows[a].findings, l.rows[b].findings) }
	default:
		keys := l.sortKeys(l.sortBy)
		by = func(a, b int) int { return slices.Compare(keys[a], keys[b]) }
	}
	if l.down {
		return func(a, b int) int { return by(b, a) }
	}
	return by
}

// sortKeys returns the keys by which a column of text sorts: Chinese by its
// sound, numbers by their value.
func (l *listing) sortKeys(by column) [][]byte {
	if l.collated[by] == nil {
		collator, buffer := collate.New(language.Chinese, collate.Numeric, collate.Loose), new(collate.Buffer)
		keys := make([][]byte, len(l.rows))
		for i := range l.rows {
			keys[i] = collator.KeyFromString(buffer, l.rows[i].text[by])
		}
		l.collated[by] = keys
	}
	return l.collated[by]
}

// place returns where in the table a filing is shown, -1 when it is not.
func (l *listing) place(at int) int { return slices.Index(l.shown, at) }

func gravity(s filing.Status) int {
	return slices.Index([]filing.Status{waiting, filing.Ready, filing.Warned, filing.Blocked}, s)
}

func holdsAll(hay string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(hay, w) {
			return false
		}
	}
	return true
}

// fold reduces a text to what the search compares: width and case do not count.
func fold(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = filing.FoldName(line)
	}
	return strings.Join(lines, "\n")
}
