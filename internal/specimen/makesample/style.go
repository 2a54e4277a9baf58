package main

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"beiandesk/internal/filing"
)

// styles are the looks of cells, as numbers within the workbook.
type styles struct {
	title, header, text, wrapped int
	status                       map[filing.Status]int
}

const (
	tableFont  = "微软雅黑"
	textFormat = 49 // the built-in format @: what is typed stays text
)

func newStyles(f *excelize.File) (s styles, err error) {
	line := []excelize.Border{{Type: "left", Color: "D9DEE5", Style: 1}, {Type: "right", Color: "D9DEE5", Style: 1},
		{Type: "top", Color: "D9DEE5", Style: 1}, {Type: "bottom", Color: "D9DEE5", Style: 1}}
	style := func(st excelize.Style) (id int) {
		if err == nil {
			id, err = f.NewStyle(&st)
		}
		return id
	}
	font := func(size float64, bold bool, color string) *excelize.Font {
		return &excelize.Font{Family: tableFont, Size: size, Bold: bold, Color: color}
	}
	fill := func(color string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
	}
	s.title = style(excelize.Style{Font: font(14, true, "1F3A5F"), Alignment: &excelize.Alignment{Vertical: "center"}})
	s.header = style(excelize.Style{Font: font(10, true, "FFFFFF"), Fill: fill("1F3A5F"), Border: line,
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}})
	s.text = style(excelize.Style{Font: font(10, false, "20242A"), Border: line, NumFmt: textFormat,
		Alignment: &excelize.Alignment{Vertical: "center"}})
	s.wrapped = style(excelize.Style{Font: font(10, false, "20242A"), Border: line, NumFmt: textFormat,
		Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}})
	s.status = map[filing.Status]int{}
	for _, st := range []struct {
		status filing.Status
		fill   string
	}{{filing.Ready, "DDF3E4"}, {filing.Warned, "FFF1CC"}, {filing.Blocked, "FADBD8"}} {
		s.status[st.status] = style(excelize.Style{Font: font(10, true, "20242A"), Fill: fill(st.fill), Border: line,
			Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center"}})
	}
	return s, err
}

// pen writes cells and remembers the first error.
type pen struct {
	f     *excelize.File
	sheet string
	err   error
}

func (p *pen) do(err error) {
	if p.err == nil {
		p.err = err
	}
}

func (p *pen) put(col, row int, text string, style int) {
	at, err := excelize.CoordinatesToCellName(col, row)
	p.do(err)
	if text != "" {
		p.do(p.f.SetCellStr(p.sheet, at, text))
	}
	p.do(p.f.SetCellStyle(p.sheet, at, at, style))
}

// begin adds a sheet with its title and freezes what stands above row 3 and
// left of column keep + 1.
func (s styles) begin(f *excelize.File, sheet, title string, keep int) *pen {
	p := &pen{f: f, sheet: sheet}
	_, err := f.NewSheet(sheet)
	p.do(err)
	landscape, wide, tall, fit := "landscape", 1, 0, true
	p.do(f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	p.do(f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &wide, FitToHeight: &tall}))
	p.do(f.SetRowHeight(sheet, 1, 30))
	p.do(f.SetRowHeight(sheet, 2, 30))
	p.put(1, 1, title, s.title)
	corner, err := excelize.CoordinatesToCellName(keep+1, 3)
	p.do(err)
	p.do(f.SetPanes(sheet, &excelize.Panes{Freeze: true, XSplit: keep, YSplit: 2, TopLeftCell: corner, ActivePane: "bottomRight"}))
	return p
}

// write adds the sheet of a table.
func (s styles) write(f *excelize.File, t table) error {
	p := s.begin(f, t.sheet, t.title, 1)
	for i, h := range t.headers {
		p.put(i+1, 2, h.label, s.header)
		col, err := excelize.ColumnNumberToName(i + 1)
		p.do(err)
		p.do(f.SetColWidth(t.sheet, col, col, t.width(i)))
		if h.enum {
			p.offer(col, h.field)
		}
	}
	for y, row := range t.rows {
		p.do(f.SetRowHeight(t.sheet, y+3, 22))
		for x, text := range row {
			p.put(x+1, y+3, text, s.text)
		}
	}
	return p.err
}

// maxOffered is how long a list may be that stands in the validation itself.
const maxOffered = 250

// offer gives a column's cells a list to choose from, when it is short enough.
func (p *pen) offer(col string, field filing.Field) {
	var labels []string
	for _, item := range field.Def().Table().Items {
		labels = append(labels, item.Label.ZH)
	}
	if len([]rune(strings.Join(labels, ","))) > maxOffered || field.Def().Type == filing.Choices {
		return
	}
	v := excelize.NewDataValidation(true)
	v.Sqref = col + "3:" + col + "200"
	p.do(v.SetDropList(labels))
	v.ShowErrorMessage = false // a synonym is understood too
	p.do(p.f.AddDataValidation(p.sheet, v))
}

// explain adds the sheet that says what every filing is there to show.
func (s styles) explain(f *excelize.File) error {
	p := s.begin(f, "说明", "这一批样例示范什么 / What the sample shows", 0)
	headers := []struct {
		text  string
		width float64
	}{{"编号", 8}, {"备案类型", 12}, {"主办单位", 34}, {"网站", 24}, {"预期 Expected", 16}, {"说明", 62}, {"What it shows", 62}}
	for i, h := range headers {
		p.put(i+1, 2, h.text, s.header)
		col, err := excelize.ColumnNumberToName(i + 1)
		p.do(err)
		p.do(f.SetColWidth(p.sheet, col, col, h.width))
	}
	expected := map[filing.Status]string{filing.Ready: "可提交 ready", filing.Warned: "有提醒 warned", filing.Blocked: "被拦截 blocked"}
	for i, e := range entries {
		row := i + 3
		p.do(f.SetRowHeight(p.sheet, row, 46))
		for col, text := range []string{e.number, e.kindLabel(), e.of.Name, e.site, expected[e.expect], e.shows.ZH, e.shows.EN} {
			style := s.wrapped
			if col == 4 {
				style = s.status[e.expect]
			}
			p.put(col+1, row, text, style)
		}
	}
	last := len(entries) + 4
	p.put(1, last, "所有单位、人员、证件号码、域名和图片都是虚构的样张，没有法律效力。Everything here is fictitious.", s.text)
	return p.err
}
