package sheet

import (
	"io"
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// ReportRow is one finding of a check report. A filing without findings has one
// row, with no Severity, so that it is counted.
type ReportRow struct {
	Filing string // key; "" for a finding about the batch
	Kind   filing.Kind
	Entity string
	Site   string
	Status filing.Status // of the filing

	Severity filing.Severity
	Place    string // cell, or the scan's slot by its label
	Field    string // key of the field, may be empty
	Message  string
	Remedy   string
	Rule     string
	Source   string
}

// AdjustedRow is a rule that the user has switched off or weighs otherwise.
type AdjustedRow struct {
	Rule     string // id
	Title    string
	Was, Now filing.Severity // Now is "off" when it is not checked
	Reason   string
	Only     []string // whom the adjustment is limited to
	Findings int
	Place    string // file and line
}

// WriteReport writes the check report (检查报告.xlsx): the counts, every finding
// with the gravest of each filing first, a list of all filings, and what was
// adjusted, if anything was. The same content gives the same bytes.
func WriteReport(w io.Writer, h Heading, rows []ReportRow, adjusted []AdjustedRow, lang filing.Lang) error {
	s := newSketch()
	defer s.close()
	sum := sumUp(rows)
	title := filing.Text{ZH: "检查报告", EN: "Check report"}.In(lang)
	l := s.newList(title, title, h, sum.cards(), reportColumns, sum.findings, lang, severityFill[filing.Block].ink)
	for _, r := range sum.sorted {
		if r.Severity == "" {
			continue
		}
		l.add(listCell{text: r.Filing}, listCell{text: r.Severity.Label().In(lang), style: s.severityStyle(r.Severity)}, listCell{text: r.Entity}, listCell{text: r.Place},
			listCell{text: fieldLabel(r.Field, lang)}, listCell{text: r.Message}, listCell{text: r.Remedy}, listCell{text: r.Source}, listCell{text: r.Rule})
	}
	l.close()
	s.addFilings(h, sum, lang)
	if len(adjusted) > 0 {
		s.addAdjusted(h, adjusted, lang)
	}
	return s.finishList(w, title, h)
}

// reportColumns together are as wide as A4 landscape holds at two thirds of the
// size.
var reportColumns = []listColumn{
	{filing.Text{ZH: "备案", EN: "Filing"}, 12},
	{filing.Text{ZH: "程度", EN: "Severity"}, 10},
	{filing.Text{ZH: "主办单位", EN: "Entity"}, 18},
	{filing.Text{ZH: "位置", EN: "Place"}, 12},
	{filing.Text{ZH: "填写项", EN: "Field"}, 14},
	{filing.Text{ZH: "问题", EN: "Finding"}, 43},
	{filing.Text{ZH: "处理办法", EN: "Remedy"}, 43},
	{filing.Text{ZH: "依据", EN: "Source"}, 17},
	{filing.Text{ZH: "规则", EN: "Rule"}, 18},
}

// filingSum is what the rows of one filing come to.
type filingSum struct {
	row  ReportRow // any of its rows
	many map[filing.Severity]int
}

type reportSum struct {
	sorted   []ReportRow // filings in their order, each one's gravest finding first; the batch's own first
	filings  []*filingSum
	findings int
	status   map[filing.Status]int
}

func sumUp(rows []ReportRow) *reportSum {
	sum := &reportSum{sorted: slices.Clone(rows), status: make(map[filing.Status]int)}
	byKey := make(map[string]*filingSum)
	place := make(map[string]int)
	for _, r := range rows {
		if r.Severity != "" {
			sum.findings++
		}
		if _, seen := place[r.Filing]; !seen {
			place[r.Filing] = len(place) + 1
		}
		if r.Filing == "" {
			place[""] = 0
			continue
		}
		f := byKey[r.Filing]
		if f == nil {
			f = &filingSum{row: r, many: make(map[filing.Severity]int)}
			byKey[r.Filing] = f
			sum.filings = append(sum.filings, f)
			sum.status[r.Status]++
		}
		if r.Severity != "" {
			f.many[r.Severity]++
		}
	}
	slices.SortStableFunc(sum.sorted, func(a, b ReportRow) int {
		if d := place[a.Filing] - place[b.Filing]; d != 0 {
			return d
		}
		return a.Severity.Rank() - b.Severity.Rank()
	})
	return sum
}

func (sum *reportSum) cards() []card {
	cards := []card{{filing.Text{ZH: "备案总数", EN: "Filings"}, len(sum.filings), "E4E8EE", ink}}
	for _, status := range []filing.Status{filing.Ready, filing.Warned, filing.Blocked} {
		look := statusFill[status]
		cards = append(cards, card{status.Label(), sum.status[status], look.fill, look.ink})
	}
	return append(cards, card{filing.Text{ZH: "发现的问题", EN: "Findings"}, sum.findings, "E4E8EE", ink})
}

// addFilings writes the sheet that lists the filings.
func (s *sketch) addFilings(h Heading, sum *reportSum, lang filing.Lang) {
	title := filing.Text{ZH: "备案一览", EN: "Filings"}.In(lang)
	h.Notes = nil
	l := s.newList(title, title, h, nil, filingColumns, len(sum.filings), lang, accent)
	for _, f := range sum.filings {
		r := f.row
		count := func(severity filing.Severity) listCell {
			c := listCell{number: f.many[severity], count: true, style: s.badge(paper, softInk)}
			if c.number > 0 {
				c.style = s.severityStyle(severity)
			}
			return c
		}
		l.add(listCell{text: r.Filing}, listCell{text: kindLabel(r.Kind, lang)}, listCell{text: r.Entity}, listCell{text: r.Site},
			listCell{text: r.Status.Label().In(lang), style: s.statusStyle(r.Status)}, count(filing.Block), count(filing.Warn), count(filing.Note))
	}
	l.close()
}

var filingColumns = []listColumn{
	{filing.Text{ZH: "备案", EN: "Filing"}, 22},
	{filing.Text{ZH: "备案类型", EN: "Kind"}, 18},
	{filing.Text{ZH: "主办单位", EN: "Entity"}, 38},
	{filing.Text{ZH: "网站", EN: "Site"}, 30},
	{filing.Text{ZH: "状态", EN: "Status"}, 18},
	{filing.Block.Label(), 12},
	{filing.Warn.Label(), 12},
	{filing.Note.Label(), 12},
}

// addAdjusted writes the sheet of the rules that the user has adjusted: a
// finding that is not shown must not be hidden.
func (s *sketch) addAdjusted(h Heading, rows []AdjustedRow, lang filing.Lang) {
	title := filing.Text{ZH: "已调整的规则", EN: "Adjusted rules"}.In(lang)
	h.Notes = []string{filing.Text{ZH: "以下规则由用户关闭或改变了严重程度；关闭的规则发现的问题不列在检查报告中，只在这里计数。",
		EN: "The user has switched these rules off or weighs them otherwise; findings of rules that are off are not listed, only counted here."}.In(lang)}
	l := s.newList(title, title, h, nil, adjustedColumns, len(rows), lang, accent)
	for _, r := range rows {
		now := listCell{text: filing.Text{ZH: "不检查", EN: "off"}.In(lang), style: s.badge(paper, softInk)}
		if label := r.Now.Label(); label != (filing.Text{}) {
			now = listCell{text: label.In(lang), style: s.severityStyle(r.Now)}
		}
		l.add(listCell{text: r.Title}, listCell{text: r.Rule}, listCell{text: r.Was.Label().In(lang), style: s.severityStyle(r.Was)}, now,
			listCell{text: r.Reason}, listCell{text: strings.Join(r.Only, "\n")}, listCell{number: r.Findings, count: true}, listCell{text: r.Place})
	}
	l.close()
}

var adjustedColumns = []listColumn{
	{filing.Text{ZH: "规则", EN: "Rule"}, 30},
	{filing.Text{ZH: "规则编号", EN: "Rule id"}, 26},
	{filing.Text{ZH: "原来", EN: "Was"}, 10},
	{filing.Text{ZH: "现在", EN: "Now"}, 10},
	{filing.Text{ZH: "理由", EN: "Reason"}, 48},
	{filing.Text{ZH: "仅限", EN: "Only for"}, 26},
	{filing.Text{ZH: "问题个数", EN: "Findings"}, 12},
	{filing.Text{ZH: "写在", EN: "Stands in"}, 26},
}
