package app

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// listed is a table of n filings with a report.
func listed(t testing.TB, n int) *listing {
	t.Helper()
	b := &fakeBatch{engine: new(fakeEngine), filings: fakeFilings(n)}
	report, err := b.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	l := new(listing)
	l.fill(b.filings, report, loadPhrases(filing.ZH).say, filing.ZH)
	return l
}

func TestSearchFindsEveryWord(t *testing.T) {
	l := listed(t, 120)
	for query, want := range map[string]int{
		"":                  120,
		"第12号":              1,
		"第12号 官网":           1,
		"SITE-12.example":   1,
		"site-11":           11,  // 11 and 110 to 119
		"科技(宁夏)有限":          120, // brackets of either width
		"第12号 site-13":      0,
		"0007 首次备案 宁夏 site": 1,
	} {
		l.query = query
		l.apply()
		if got := len(l.shown); got != want {
			t.Errorf("%q finds %d filings, want %d", query, got, want)
		}
	}
}

func TestSortingReadsNumbersAndPinyin(t *testing.T) {
	l := new(listing)
	for i, text := range []string{"第10号", "第9号", "赵", "安", "第1号"} {
		r := row{at: i}
		r.text[colEntity] = text
		l.rows = append(l.rows, r)
	}
	l.sortOn(colEntity)
	var got []string
	for _, i := range l.shown {
		got = append(got, l.rows[i].text[colEntity])
	}
	if diff := cmp.Diff([]string{"安", "第1号", "第9号", "第10号", "赵"}, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

func TestCountsCountAllRows(t *testing.T) {
	l := listed(t, 14)
	l.status = filing.Ready
	l.apply()
	if diff := cmp.Diff(counts{all: 14, ready: 9, warned: 3, blocked: 2}, l.counts(), cmp.AllowUnexported(counts{})); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
}

func TestFilingsWaitUntilTheReport(t *testing.T) {
	l := new(listing)
	l.fill(fakeFilings(3), nil, loadPhrases(filing.EN).say, filing.EN)
	if got := l.rows[0].text[colStatus]; got != "Waiting" {
		t.Errorf("status is %q before the check", got)
	}
	if got := l.counts(); got.ready+got.warned+got.blocked != 0 {
		t.Errorf("counted %+v before the check", got)
	}
}

func TestGravestFindingsComeFirst(t *testing.T) {
	d := newDesk(nil, nil, filing.ZH)
	d.report = &job.Report{Batch: []filing.Finding{{Rule: "a", Severity: filing.Note}, {Rule: "b", Severity: filing.Block}, {Rule: "c", Severity: filing.Warn}, {Rule: "d", Severity: filing.Block}}}
	var got string
	for _, f := range d.findings() {
		got += f.Rule
	}
	if got != "bdca" {
		t.Errorf("order is %q, want bdca", got)
	}
}

func BenchmarkFilter10000(b *testing.B) {
	l := listed(b, 10_000)
	n := 0
	for b.Loop() {
		n++
		l.query = fmt.Sprintf("site-%d", n%100)
		l.apply()
	}
}

func BenchmarkSort10000(b *testing.B) {
	l := listed(b, 10_000)
	for b.Loop() {
		l.collated = [columnCount][][]byte{}
		l.sorted = false
		l.sortOn(colEntity)
	}
}

func BenchmarkFill10000(b *testing.B) {
	l, filings := listed(b, 10_000), fakeFilings(10_000)
	batch := &fakeBatch{engine: new(fakeEngine), filings: filings}
	report, err := batch.Check(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	say := loadPhrases(filing.ZH).say
	for b.Loop() {
		l.fill(filings, report, say, filing.ZH)
	}
}

// One step of the wheel over the table of 10,000 filings.
func BenchmarkScroll10000(b *testing.B) {
	w := opened(b, 10_000)
	offset := float32(0)
	for b.Loop() {
		if offset += 90; offset > 200_000 {
			offset = 0
		}
		w.grid.ScrollToOffset(offset)
	}
}

// A key in the search box, until the table stands.
func BenchmarkSearchInWindow10000(b *testing.B) {
	w := opened(b, 10_000)
	n := 0
	for b.Loop() {
		n++
		w.filters.entry.SetText(fmt.Sprintf("site-%d", n%100))
	}
}

// Another filing is selected, until the side panel stands.
func BenchmarkSelect10000(b *testing.B) {
	w := opened(b, 10_000)
	w.panel.open(tabFacts)
	for b.Loop() {
		w.desk.step(1)
	}
}
