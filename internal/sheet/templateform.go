package sheet

import (
	"fmt"
	"slices"
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
	inputRows  = 5000 // rows that have drop-downs and help
)

// legend explains the marks; every form shows it.
const legend = "* 首次备案必填　　(*) 其他类型必填　　灰色行是示例，导入时自动跳过。淡黄色的格子还没有填。所有列都是文本格式，证件号码和账号可直接输入。把光标放在单元格上会显示填写说明。"

// rowsOf offers the numbers of a form's rows, below its examples: those that are
// filled in, for a list would show the blank cells too.
func rowsOf(sheet string, examples int) *choice {
	first := exampleRow + examples
	return &choice{cells: fmt.Sprintf("OFFSET(%[1]s!$A$%[2]d,0,0,MAX(1,COUNTA(%[1]s!$A$%[2]d:$A$%[3]d)),1)", sheet, first, first+inputRows-1)}
}

// addForm lays out a form: title, hint, groups, headers, examples, and the rows
// to fill in.
func (t *template) addForm(f form) {
	t.forms = append(t.forms, f)
	last := len(f.columns)
	examples := 1
	for _, c := range f.columns {
		examples = max(examples, len(c.sample))
	}
	first := exampleRow + examples
	end := first + inputRows - 1
	for i, c := range f.columns {
		t.width(f.sheet, i+1, c.width)
	}
	// Before there are cells, whose styles it would replace. All columns have it: a
	// protected sheet lets a row go only where none of its cells is locked.
	t.try(t.f.SetColStyle(f.sheet, "A:XFD", t.style("input", inputStyle)))
	t.addTitle(f)
	for i, c := range f.columns {
		t.addHead(f.sheet, i+1, c)
		for j := range examples {
			sample := ""
			if j < len(c.sample) {
				sample = c.sample[j]
			}
			t.text(f.sheet, i+1, exampleRow+j, sample, t.style("example", exampleStyle))
		}
		t.addPrompt(f, i+1, first, end)
	}
	t.addGroups(f)
	t.addLooks(f, first, end)
	t.try(t.f.AddIgnoredErrors(f.sheet, cellName(1, exampleRow)+":"+cellName(last, end), excelize.IgnoredErrorsNumberStoredAsText))
	t.freeze(f.sheet, 2, exampleRow)
	// Before page, whose properties of the sheet it would replace.
	t.try(t.f.AutoFilter(f.sheet, cellName(1, headRow)+":"+cellName(last, end), nil))
	t.protect(f.sheet)
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
	grid := true // in sight where the form has no lines yet
	t.try(t.f.SetSheetView(f.sheet, 0, &excelize.ViewOptions{ShowGridLines: &grid}))
	t.text(f.sheet, 1, titleRow, f.title, 0)
	t.text(f.sheet, 1, hintRow, f.hint+"　　"+legend, 0)
	t.try(t.f.SetCellStyle(f.sheet, cellName(1, titleRow), cellName(last, titleRow), t.style("form title", onPaper(titleStyle))))
	t.try(t.f.SetCellStyle(f.sheet, cellName(1, hintRow), cellName(last, hintRow), t.style("form hint", onPaper(hintStyle))))
}

// pagesWide spreads a form over as many pages as keep its print readable.
func pagesWide(f form) int {
	chars := 0.0
	for _, c := range f.columns {
		chars += c.width
	}
	return 1 + int(chars)/190
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

// protect locks the headers, against slips: there is no password. All else is
// allowed, pictures included.
func (t *template) protect(sheet string) {
	t.try(t.f.ProtectSheet(sheet, &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true, EditObjects: true, EditScenarios: true,
		FormatCells: true, FormatColumns: true, FormatRows: true, InsertColumns: true, InsertRows: true, InsertHyperlinks: true,
		DeleteColumns: true, DeleteRows: true, Sort: true, AutoFilter: true, PivotTables: true}))
}

// addLooks gives the rows that have something in them lines, and tints cells
// that such a row still wants. As conditions rather than as styles of cells they
// keep the file small and the print as long as what is filled in.
func (t *template) addLooks(f form, first, end int) {
	last := filing.ColumnName(len(f.columns))
	kind := 0
	for i, c := range f.columns {
		if c.ref == noReference && c.field == filing.FilingKind {
			kind = i + 1
		}
	}
	for i, c := range f.columns {
		if wanted := wantedWhen(c, kind, first, last); wanted != "" {
			t.look(f.sheet, cellName(i+1, first)+":"+cellName(i+1, end), wanted+"*(LEN(TRIM("+cellName(i+1, first)+"))=0)", "wanted", wantedLook)
		}
	}
	t.look(f.sheet, cellName(1, first)+":"+last+itoa(end), fmt.Sprintf("COUNTA($A%[1]d:$%[2]s%[1]d)>0", first, last), "lined", linedLook)
}

// look shows the cells in which a formula holds in another style.
func (t *template) look(sheet, cells, formula, name string, style *excelize.Style) {
	id, ok := t.styles["look "+name]
	if !ok {
		var err error
		id, err = t.f.NewConditionalStyle(style)
		t.try(err)
		t.styles["look "+name] = id
	}
	t.try(t.f.SetConditionalFormat(sheet, cells, []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: formula, Format: &id}}))
}

// wantedWhen returns the formula for when a row must have a column, "" for
// never: by its kind, or, on a sheet that has none, as soon as it has anything.
func wantedWhen(c formColumn, kind, first int, last string) string {
	kinds := c.field.Def().Required.List()
	switch {
	case kind == 0 && c.mark() == always:
		return fmt.Sprintf("(COUNTA($A%[1]d:$%[2]s%[1]d)>0)", first, last)
	case kind == 0 || len(kinds) == 0:
		return ""
	case len(kinds) == len(filing.Kinds):
		return fmt.Sprintf("(COUNTA($A%[1]d:$%[2]s%[1]d)>0)", first, last)
	}
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = fmt.Sprintf(`($%s%d="%s")`, filing.ColumnName(kind), first, kindLabel(k, filing.ZH))
	}
	return "(" + strings.Join(names, "+") + ">0)"
}

// addPrompt gives a column's input cells their help, and their drop-down.
func (t *template) addPrompt(f form, col, from, to int) {
	c := f.columns[col-1]
	dv := excelize.NewDataValidation(true)
	dv.SetSqref(cellName(col, from) + ":" + cellName(col, to))
	switch {
	case c.choice != nil:
		parent := slices.IndexFunc(f.columns, func(p formColumn) bool {
			return c.choice.group != nil && p.ref == noReference && p.field == c.choice.parent
		})
		dv.SetSqrefDropList(c.choice.formula("$" + cellName(parent+1, from)))
		switch {
		case c.choice.strict:
			dv.SetError(excelize.DataValidationErrorStyleStop, c.header, "请从下拉列表中选择。")
		case c.choice.group != nil:
			dv.SetError(excelize.DataValidationErrorStyleWarning, c.header, "不在“"+f.columns[parent].header+"”对应的列表里，请核对。")
		}
	case c.length > 0:
		t.try(dv.SetRange(c.length, c.length, excelize.DataValidationTypeTextLength, excelize.DataValidationOperatorEqual))
		dv.SetError(excelize.DataValidationErrorStyleWarning, c.header, "应为 "+itoa(c.length)+" 位，请核对。")
	default:
		dv.Type = "none"
	}
	dv.SetInput(shorten(c.header, 30), shorten(promptText(c), 240))
	t.try(t.f.AddDataValidation(f.sheet, dv))
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
	if c.choice != nil && c.choice.group != nil {
		lines = append(lines, "请先填“"+c.choice.parent.Def().Label.ZH+"”，下拉列表随之变化。")
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
		Alignment: padded(false), NumFmt: textFormat, Protection: &excelize.Protection{}}
	inputStyle = &excelize.Style{Font: font(10, ink, false), Alignment: padded(false), NumFmt: textFormat, Protection: &excelize.Protection{}}
	linedLook  = &excelize.Style{Border: box(ruleLine)}
	wantedLook = &excelize.Style{Fill: fill(wantedBG), Border: box(ruleLine)}
	codeHead   = &excelize.Style{Font: font(9, softInk, true)}
)

// onPaper covers the grid's lines.
func onPaper(st *excelize.Style) *excelize.Style {
	covered := *st
	covered.Fill = fill(paper)
	return &covered
}

func headStyle(c tint) *excelize.Style {
	return &excelize.Style{Font: font(10, ink, true), Fill: fill(c.light), Border: box("B8C2CE"), Alignment: align("center", "center", true), NumFmt: textFormat}
}

func groupStyle(c tint) *excelize.Style {
	return &excelize.Style{Font: font(10, paper, true), Fill: fill(c.head), Border: box(c.head), Alignment: padded(false)}
}
