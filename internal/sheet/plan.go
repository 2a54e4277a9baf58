package sheet

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// PlanRow is one filing of a submission plan.
type PlanRow struct {
	Wave     int    // from 1; what is of one wave can go at once
	Earliest string // YYYY-MM-DD, the first day to submit it
	Filing   string // key
	Kind     filing.Kind
	Entity   string
	Site     string
	Domains  []string
	Route    filing.Route
	Entry    string   // where on the platform it begins
	Papers   []string // labels of the papers to sign and post
	Status   filing.Status
	Missing  []string // what it still wants before it can be submitted
	Remarks  []string // why it waits, and what else there is to know
}

// WritePlan writes the submission plan (提交计划.xlsx): the filings in the order
// of the rows, which is the order to submit them in, a heading above each wave,
// and columns to keep track in. What belongs together shares a column, so that
// the sheet can be read on paper. The same content gives the same bytes.
func WritePlan(w io.Writer, h Heading, rows []PlanRow, lang filing.Lang) error {
	s := newSketch()
	defer s.close()
	title := filing.Text{ZH: "提交计划", EN: "Submission plan"}.In(lang)
	waves := wavesOf(rows)
	l := s.newList(title, title, h, planCards(rows, len(waves)), planColumns, len(rows)+len(waves), lang, accent)
	next := 0
	for i, r := range rows {
		if next < len(waves) && waves[next].from == i {
			l.band(waves[next].title(lang))
			next++
		}
		l.add(listCell{text: itoa(i + 1)}, listCell{text: r.Earliest}, listCell{text: r.Filing}, listCell{text: stacked(kindLabel(r.Kind, lang), r.Entry)},
			listCell{text: r.Entity}, listCell{text: stacked(append([]string{r.Site}, r.Domains...)...)},
			listCell{text: stacked(append([]string{routeLabel[r.Route].In(lang)}, r.Papers...)...)},
			listCell{text: r.Status.Label().In(lang), style: s.statusStyle(r.Status)}, listCell{text: stacked(r.Missing...)}, listCell{text: stacked(r.Remarks...)},
			listCell{}, listCell{})
	}
	l.close()
	return s.finishList(w, title, h)
}

// stacked puts the lines of a cell below each other, without empty ones.
func stacked(lines ...string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return line == "" }), "\n")
}

// wave is a run of rows that can be submitted at once.
type wave struct {
	number, from, count int
	first, last         string // earliest days
}

func wavesOf(rows []PlanRow) (waves []wave) {
	for i, r := range rows {
		if i == 0 || r.Wave != rows[i-1].Wave {
			waves = append(waves, wave{number: r.Wave, from: i, first: r.Earliest, last: r.Earliest})
		}
		w := &waves[len(waves)-1]
		w.count++
		w.first, w.last = min(w.first, r.Earliest), max(w.last, r.Earliest)
	}
	return waves
}

func (w wave) title(lang filing.Lang) string {
	days := w.first
	if w.last != w.first {
		days = fmt.Sprintf(filing.Text{ZH: "%s 至 %s", EN: "%s to %s"}.In(lang), w.first, w.last)
	}
	text := filing.Text{ZH: "第 %d 批　%d 份，可以同时提交，最早 %s", EN: "Wave %d    %d filing(s), all at once, earliest %s"}
	if w.number > 1 {
		text = filing.Text{ZH: "第 %d 批　%d 份，各等前面一份通过后提交，最早 %s", EN: "Wave %d    %d filing(s), each once the one before is approved, earliest %s"}
	}
	return fmt.Sprintf(text.In(lang), w.number, w.count, days)
}

var routeLabel = map[filing.Route]filing.Text{
	filing.Electronic: {ZH: "电子化核验", EN: "Electronic"},
	filing.Manual:     {ZH: "人工核验", EN: "Manual"},
}

func planCards(rows []PlanRow, waves int) []card {
	status := make(map[filing.Status]int)
	papers := 0
	for _, r := range rows {
		status[r.Status]++
		papers += len(r.Papers)
	}
	var cards []card
	cards = append(cards, card{filing.Text{ZH: "提交批数", EN: "Waves"}, waves, "DDE9F5", accent})
	cards = append(cards, card{filing.Text{ZH: "备案总数", EN: "Filings"}, len(rows), "E4E8EE", ink})
	for _, st := range []filing.Status{filing.Ready, filing.Warned, filing.Blocked} {
		cards = append(cards, card{st.Label(), status[st], statusFill[st].fill, statusFill[st].ink})
	}
	return append(cards, card{filing.Text{ZH: "需签字盖章的纸质材料", EN: "Papers to sign and seal"}, papers, "F6E8D9", "7A4B1E"})
}

// planColumns together are as wide as A4 landscape holds at two thirds of the
// size.
var planColumns = []listColumn{
	{filing.Text{ZH: "顺序", EN: "Order"}, 8},
	{filing.Text{ZH: "最早提交", EN: "Earliest"}, 13},
	{filing.Text{ZH: "备案", EN: "Filing"}, 10},
	{filing.Text{ZH: "类型、平台入口", EN: "Kind, entry"}, 18},
	{filing.Text{ZH: "主办单位", EN: "Entity"}, 21},
	{filing.Text{ZH: "网站、域名", EN: "Site, domains"}, 23},
	{filing.Text{ZH: "核验方式、纸质材料", EN: "Verification, papers"}, 23},
	{filing.Text{ZH: "状态", EN: "Status"}, 9},
	{filing.Text{ZH: "还缺什么", EN: "Still missing"}, 20},
	{filing.Text{ZH: "等待与备注", EN: "Waits, remarks"}, 20},
	{filing.Text{ZH: "提交日期", EN: "Submitted"}, 11},
	{filing.Text{ZH: "订单号、结果", EN: "Order no., result"}, 13},
}
