package sheet

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"beiandesk/internal/filing"
)

// Heading is what stands above a list that the product writes.
type Heading struct {
	Batch string   // the workbook's name or the like
	Day   string   // YYYY-MM-DD, the day the batch was checked; also the file's date
	Notes []string // lines below, such as deadlines
}

// line says what the heading is about.
func (h Heading) line(lang filing.Lang) string {
	if h.Batch == "" {
		return h.Day
	}
	return fmt.Sprintf(filing.Text{ZH: "%s　　检查日期：%s", EN: "%s    checked on %s"}.In(lang), h.Batch, h.Day)
}

// list is a sheet with a title and a table below it, written row by row in
// bounded memory.
type list struct {
	*sketch
	sheet   string
	columns []listColumn
	lang    filing.Lang
	out     *excelize.StreamWriter
	row     int
	head    int // row of the headers
}

type listColumn struct {
	head  filing.Text
	width float64
}

// listCell is one cell of a list; style 0 is the ordinary one.
type listCell struct {
	text   string
	number int // used when text is empty and count is set
	count  bool
	style  int
}

// newList begins a sheet: first rows rows of title and notes, then cards, then
// the headers. rows is how many rows the table will have.
func (s *sketch) newList(sheet, title string, h Heading, cards []card, columns []listColumn, rows int, lang filing.Lang, tab string) *list {
	s.newSheet(sheet)
	l := &list{sketch: s, sheet: sheet, columns: columns, lang: lang}
	l.head = 3 + len(h.Notes)
	if len(cards) > 0 {
		l.head += 3
	}
	if rows > 0 { // before page, whose properties of the sheet it would replace
		s.try(s.f.AutoFilter(sheet, cellName(1, l.head)+":"+cellName(len(columns), l.head+rows), nil))
	}
	s.page(sheet, 1, l.head, l.head, tab)
	s.try(s.f.SetSheetDimension(sheet, "A1:"+cellName(len(columns), l.head+rows)))
	var err error
	if l.out, err = s.f.NewStreamWriter(sheet); err != nil {
		s.try(err)
		return l
	}
	for i, c := range columns {
		s.try(l.out.SetColWidth(i+1, i+1, c.width))
	}
	s.try(l.out.SetPanes(&excelize.Panes{Freeze: true, YSplit: l.head, TopLeftCell: cellName(1, l.head+1), ActivePane: "bottomLeft"}))
	l.write(30, listCell{text: title, style: s.style("title", titleStyle)})
	l.write(20, listCell{text: h.line(lang), style: s.style("hint", hintStyle)})
	for _, note := range h.Notes {
		l.write(18, listCell{text: note, style: s.style("list note", listNote)})
	}
	if len(cards) > 0 {
		l.addCards(cards)
	}
	heads := make([]listCell, len(columns))
	for i, c := range columns {
		heads[i] = listCell{text: c.head.In(lang), style: s.style("help head", helpHead)}
	}
	l.write(24, heads...)
	return l
}

// card is a number that sums up a list, in a coloured box.
type card struct {
	label     filing.Text
	number    int
	fill, ink string
}

// addCards writes the cards: the numbers over their labels, with a blank row
// below.
func (l *list) addCards(cards []card) {
	numbers, labels := make([]listCell, len(cards)), make([]listCell, len(cards))
	for i, c := range cards {
		numbers[i] = listCell{number: c.number, count: true, style: l.style("card number "+c.fill, &excelize.Style{Font: font(20, c.ink, true), Fill: fill(c.fill), Alignment: align("center", "bottom", false)})}
		labels[i] = listCell{text: c.label.In(l.lang), style: l.style("card label "+c.fill, &excelize.Style{Font: font(9, c.ink, false), Fill: fill(c.fill), Alignment: align("center", "center", false)})}
	}
	l.write(34, numbers...)
	l.write(18, labels...)
	l.write(10)
}

// write writes a row of a height in points.
func (l *list) write(height float64, cells ...listCell) {
	l.row++
	if l.out == nil || l.err != nil {
		return
	}
	values := make([]any, len(cells))
	for i, c := range cells {
		switch {
		case c.count:
			values[i] = excelize.Cell{StyleID: c.style, Value: c.number}
		case c.text == "":
			values[i] = excelize.Cell{StyleID: c.style}
		default:
			values[i] = excelize.Cell{StyleID: c.style, Value: clip(c.text)}
		}
	}
	l.try(l.out.SetRow(cellName(1, l.row), values, excelize.RowOpts{Height: height}))
}

// add writes a row of the table, as high as its longest text wants.
func (l *list) add(cells ...listCell) {
	ordinary := l.style("list cell", listText)
	lines := 1
	for i, c := range cells {
		if c.style == 0 {
			cells[i].style = ordinary
		}
		lines = max(lines, linesOf(c.text, l.columns[i].width))
	}
	l.write(min(6+15*float64(lines), 400), cells...)
}

// band writes a heading across the table, above the rows that it sums up.
func (l *list) band(text string) {
	cells := make([]listCell, len(l.columns))
	for i := range cells {
		cells[i].style = l.style("list band", listBand)
	}
	cells[0].text = text
	l.write(24, cells...)
	if l.out != nil && l.err == nil {
		l.try(l.out.MergeCell(cellName(1, l.row), cellName(len(l.columns), l.row)))
	}
}

func (l *list) close() {
	if l.out != nil && l.err == nil {
		l.try(l.out.Flush())
	}
}

// severityStyle is the style of a cell that names a severity.
func (s *sketch) severityStyle(severity filing.Severity) int {
	look := severityFill[severity]
	return s.badge(look.fill, look.ink)
}

// statusStyle is the style of a cell that names a status.
func (s *sketch) statusStyle(status filing.Status) int {
	look := statusFill[status]
	return s.badge(look.fill, look.ink)
}

func (s *sketch) badge(background, ink string) int {
	return s.style("badge "+background, &excelize.Style{Font: font(10, ink, true), Fill: fill(background), Border: box(ruleLine), Alignment: align("center", "center", true)})
}

var (
	listText = &excelize.Style{Font: font(10, ink, false), Border: box(ruleLine), Alignment: padded(true), NumFmt: textFormat}
	listBand = &excelize.Style{Font: font(11, accent, true), Fill: fill("DDE9F5"), Border: box(ruleLine), Alignment: padded(false)}
	listNote = &excelize.Style{Font: font(10, ink, false), Alignment: align("left", "center", false)}
)

// kindLabel returns the label of a kind.
func kindLabel(kind filing.Kind, lang filing.Lang) string {
	if item, ok := filing.TableNamed("kind").Item(string(kind)); ok {
		return item.Label.In(lang)
	}
	return string(kind)
}

func (s *sketch) finishList(w io.Writer, title string, h Heading) error {
	day := h.Day
	if len(day) != len("2006-01-02") {
		day = "2000-01-01"
	}
	return s.finish(w, title, day)
}
