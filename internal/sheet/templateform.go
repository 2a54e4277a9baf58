package sheet

import (
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"beiandesk/internal/filing"
)

// The rows of a form.
const (
	titleRow   = 1
	hintRow    = 2
	groupRow   = 3
	headRow    = 4
	exampleRow = 5
	inputRows  = 500 // rows that are prepared with lines and drop-downs
)

// legend explains the marks; every form shows it.
const legend = "* 首次备案必填　　(*) 其他类型必填　　灰色行是示例，导入时自动跳过，可以保留。所有列都是文本格式，证件号码和账号可直接输入。把光标放在单元格上会显示填写说明。"

// inputRange returns the cells of a form that hold the numbers of its rows,
// below its examples.
func inputRange(sheet string, examples int) string {
	first := exampleRow + examples
	return sheet + "!$A$" + itoa(first) + ":$A$" + itoa(first+inputRows-1)
}

// addForm lays out a form: title, hint, groups, headers, examples, and the rows
// to fill in.
func (t *template) addForm(f form) {
	t.forms = append(t.forms, f)
	t.newSheet(f.sheet)
	last := len(f.columns)
	examples := 1
	for _, c := range f.columns {
		examples = max(examples, len(c.sample))
	}
	first := exampleRow + examples
	end := first + inputRows - 1
	// The style of whole columns would cover what was styled before.
	t.try(t.f.SetColStyle(f.sheet, "A:"+filing.ColumnName(last), t.style("beyond", beyondStyle)))
	t.addTitle(f)
	for i, c := range f.columns {
		t.width(f.sheet, i+1, c.width)
		t.addHead(f.sheet, i+1, c)
		for j := range examples {
			sample := ""
			if j < len(c.sample) {
				sample = c.sample[j]
			}
			t.text(f.sheet, i+1, exampleRow+j, sample, t.style("example", exampleStyle))
		}
		t.addPrompt(f.sheet, i+1, first, end, c)
	}
	t.addGroups(f)
	t.try(t.f.SetCellStyle(f.sheet, cellName(1, first), cellName(last, end), t.style("input", inputStyle)))
	t.try(t.f.AddIgnoredErrors(f.sheet, cellName(1, exampleRow)+":"+cellName(last, end), excelize.IgnoredErrorsNumberStoredAsText))
	t.freeze(f.sheet, 2, exampleRow)
	t.page(f.sheet, pagesWide(f), groupRow, headRow, f.tab)
}

// addTitle writes the rows above the groups.
func (t *template) addTitle(f form) {
	last := len(f.columns)
	high, custom := 20.0, true
	t.try(t.f.SetSheetProps(f.sheet, &excelize.SheetPropsOptions{DefaultRowHeight: &high, CustomHeight: &custom}))
	for row, height := range []float64{titleRow: 30, hintRow: 20, groupRow: 21, headRow: 36} {
		if row > 0 {
			t.height(f.sheet, row, height)
		}
	}
	t.text(f.sheet, 1, titleRow, f.title, 0)
	t.text(f.sheet, 1, hintRow, f.hint+"　　"+legend, 0)
	t.try(t.f.SetCellStyle(f.sheet, cellName(1, titleRow), cellName(last, titleRow), t.style("title", titleStyle)))
	t.try(t.f.SetCellStyle(f.sheet, cellName(1, hintRow), cellName(last, hintRow), t.style("hint", hintStyle)))
}

// pagesWide spreads a form over as many pages as keep its print readable.
func pagesWide(f form) int {
	chars := 0.0
	for _, c := range f.columns {
		chars += c.width
	}
	return 1 + int(chars)/260
}

// addHead writes a column's header: the mark in red, then the label.
func (t *template) addHead(sheet string, col int, c formColumn) {
	at := cellName(col, headRow)
	runs := []excelize.RichTextRun{{Text: c.header, Font: font(10, ink, true)}}
	if c.mark() != optional {
		runs = append([]excelize.RichTextRun{{Text: c.mark().String(), Font: font(10, starRed, true)}}, runs...)
	}
	t.try(t.f.SetCellRichText(sheet, at, runs))
	t.try(t.f.SetCellStyle(sheet, at, at, t.style("head "+c.tint.light, headStyle(c.tint))))
}

// addGroups writes the heads of the groups of columns, merged over them.
func (t *template) addGroups(f form) {
	for from := 0; from < len(f.columns); {
		c := f.columns[from]
		to := from
		for to+1 < len(f.columns) && f.columns[to+1].group == c.group {
			to++
		}
		left, right := cellName(from+1, groupRow), cellName(to+1, groupRow)
		t.try(t.f.SetCellStr(f.sheet, left, c.group))
		t.try(t.f.SetCellStyle(f.sheet, left, right, t.style("group "+c.tint.head, groupStyle(c.tint))))
		if to > from {
			t.try(t.f.MergeCell(f.sheet, left, right))
		}
		from = to + 1
	}
}

// addPrompt gives a column's input cells their help, and their drop-down.
func (t *template) addPrompt(sheet string, col, from, to int, c formColumn) {
	dv := excelize.NewDataValidation(true)
	dv.SetSqref(cellName(col, from) + ":" + cellName(col, to))
	switch {
	case c.list != "":
		dv.SetSqrefDropList(c.list)
		if c.strict {
			dv.SetError(excelize.DataValidationErrorStyleStop, c.header, "请从下拉列表中选择。")
		}
	case c.length > 0:
		t.try(dv.SetRange(c.length, c.length, excelize.DataValidationTypeTextLength, excelize.DataValidationOperatorEqual))
		dv.SetError(excelize.DataValidationErrorStyleWarning, c.header, "应为 "+itoa(c.length)+" 位，请核对。")
	default:
		dv.Type = "none"
	}
	dv.SetInput(shorten(c.header, 30), shorten(promptText(c), 240))
	t.try(t.f.AddDataValidation(sheet, dv))
}

// promptText is what a cell shows while it is filled in.
func promptText(c formColumn) string {
	var lines []string
	switch c.mark() {
	case always:
		lines = append(lines, "必填。")
	case sometimes:
		lines = append(lines, requiredFor(c.field.Def())+"时必填。")
	default:
		lines = append(lines, "选填。")
	}
	if c.help != "" {
		lines = append(lines, c.help)
	}
	if c.example != "" {
		lines = append(lines, "例："+c.example)
	}
	return strings.Join(lines, "\n")
}

// shorten cuts a text to a number of UTF-16 units, near enough to characters
// here.
func shorten(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}

var (
	titleStyle   = &excelize.Style{Font: font(16, accent, true), Alignment: align("left", "center", false)}
	hintStyle    = &excelize.Style{Font: font(9, softInk, false), Alignment: align("left", "center", false)}
	exampleStyle = &excelize.Style{Font: &excelize.Font{Family: face, Size: 10, Color: softInk, Italic: true}, Fill: fill(exampleBG), Border: box(ruleLine),
		Alignment: padded(false), NumFmt: textFormat}
	inputStyle  = &excelize.Style{Font: font(10, ink, false), Border: box(ruleLine), Alignment: padded(false), NumFmt: textFormat}
	beyondStyle = &excelize.Style{Font: font(10, ink, false), Alignment: padded(false), NumFmt: textFormat}
	codeHead    = &excelize.Style{Font: font(9, softInk, true)}
)

func headStyle(c tint) *excelize.Style {
	return &excelize.Style{Font: font(10, ink, true), Fill: fill(c.light), Border: box("B8C2CE"), Alignment: align("center", "center", true), NumFmt: textFormat}
}

func groupStyle(c tint) *excelize.Style {
	return &excelize.Style{Font: font(10, paper, true), Fill: fill(c.head), Border: box(c.head), Alignment: padded(false)}
}
