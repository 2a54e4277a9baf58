package sheet

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"beiandesk/internal/filing"
)

// issueTitle begins the sheet of findings; an earlier run's is known by it.
const issueTitle = "备案台 · 问题清单"

// Namespaces of the two forms of workbooks, transitional and strict.
const (
	mainSpace          = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	mainSpaceStrict    = "http://purl.oclc.org/ooxml/spreadsheetml/main"
	relationBase       = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	relationBaseStrict = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
)

func (a *annotator) mainSpace() string {
	if a.strict {
		return mainSpaceStrict
	}
	return mainSpace
}

func (a *annotator) relationType(name string) string {
	if a.strict {
		return relationBaseStrict + name
	}
	return relationBase + name
}

// issuePart finds the sheet of findings of an earlier run, or adds one at the
// end of the workbook. A sheet of the user's own by that name is left alone.
func (a *annotator) issuePart() (sheetInfo, error) {
	var err error
	if a.again, err = a.hasNotes(); err != nil { // the list may have been deleted
		return sheetInfo{}, err
	}
	names := make(map[string]bool)
	for _, s := range a.info.sheets {
		names[s.name] = true
		if !strings.HasPrefix(s.name, issueSheet) {
			continue
		}
		left := maxCells
		g, err := a.grid(s, a.info, a.strings, &left, func(g *grid) bool { return true })
		if err != nil {
			return sheetInfo{}, err
		}
		if len(g.lines) > 0 && strings.HasPrefix(g.lines[0].cells[0].text, issueTitle) {
			a.again = true
			a.dropped[relationsName(s.part)] = true
			return s, nil
		}
	}
	name := issueSheet
	for n := 2; names[name]; n++ {
		name = issueSheet + " " + itoa(n)
	}
	part := a.newName("xl/worksheets/sheet*.xml")
	a.addPart(part, []byte{}, typeSheet)
	return sheetInfo{name: name, part: part}, a.addSheet(name, part)
}

// The columns of the sheet of findings.
var issueColumns = []struct {
	head  filing.Text
	width float64
}{
	{filing.Text{ZH: "备案", EN: "Filing"}, 16},
	{filing.Text{ZH: "严重程度", EN: "Severity"}, 11},
	{filing.Text{ZH: "位置", EN: "Place"}, 14},
	{filing.Text{ZH: "填写项", EN: "Field"}, 20},
	{filing.Text{ZH: "问题", EN: "Finding"}, 54},
	{filing.Text{ZH: "处理办法", EN: "Remedy"}, 50},
	{filing.Text{ZH: "规则", EN: "Rule"}, 25},
}

const issueHead = 3 // row of the headers

// addIssues writes the sheet of findings, gravest first.
func (a *annotator) addIssues(sheet sheetInfo) error {
	w := newIssueWriter(a)
	marks := slices.Clone(a.marks)
	slices.SortStableFunc(marks, func(x, y listedMark) int { return x.Severity.Rank() - y.Severity.Rank() })
	w.open(marks)
	for _, m := range marks {
		w.add(m)
	}
	a.changed[sheet.part] = []byte(w.close())
	return a.nameRanges(sheet.name, map[string]string{
		"_xlnm._FilterDatabase": fmt.Sprintf("$A$%d:$%s$%d", issueHead, filing.ColumnName(len(issueColumns)), w.lastRow()),
		"_xlnm.Print_Titles":    fmt.Sprintf("$%[1]d:$%[1]d", issueHead),
	})
}

// issueWriter writes the XML of the sheet of findings.
type issueWriter struct {
	*annotator
	b     strings.Builder
	links strings.Builder
	row   int

	title, line, head, cell, link int
	severity                      map[filing.Severity]int
}

func newIssueWriter(a *annotator) *issueWriter {
	s := a.styles
	w := &issueWriter{annotator: a, severity: make(map[filing.Severity]int),
		title: s.look(look{size: 16, ink: accent, bold: true}),
		line:  s.look(look{size: 10, ink: softInk}),
		head:  s.look(look{size: 10, ink: paper, bold: true, fill: accent, border: true}),
		cell:  s.look(look{size: 10, ink: ink, border: true, wrap: true}),
		link:  s.look(look{size: 10, ink: "0563C1", underline: true, border: true}),
	}
	for _, severity := range []filing.Severity{filing.Block, filing.Warn, filing.Note} {
		c := severityFill[severity]
		w.severity[severity] = s.look(look{size: 10, ink: c.ink, bold: true, fill: c.fill, border: true, centre: true})
	}
	return w
}

func (w *issueWriter) open(marks []listedMark) {
	w.b.WriteString(xmlHead + `<worksheet xmlns="` + w.mainSpace() + `"><sheetPr><tabColor rgb="FF` + severityFill[filing.Block].ink + `"/><pageSetUpPr fitToPage="1"/></sheetPr>`)
	fmt.Fprintf(&w.b, `<dimension ref="A1:%s"/>`, cellName(len(issueColumns), issueHead+len(marks)))
	fmt.Fprintf(&w.b, `<sheetViews><sheetView showGridLines="0" workbookViewId="0"><pane ySplit="%d" topLeftCell="A%d" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`, issueHead, issueHead+1)
	w.b.WriteString(`<sheetFormatPr defaultRowHeight="18"/><cols>`)
	for i, c := range issueColumns {
		fmt.Fprintf(&w.b, `<col min="%d" max="%d" width="%g" customWidth="1"/>`, i+1, i+1, c.width)
	}
	w.b.WriteString(`</cols><sheetData>`)
	w.startRow(30)
	w.put(1, filing.Text{ZH: issueTitle, EN: issueTitle + " (findings)"}.In(w.lang), w.title)
	w.endRow()
	w.startRow(20)
	w.put(1, countText(marks).In(w.lang), w.line)
	w.endRow()
	w.startRow(22)
	for i, c := range issueColumns {
		w.put(i+1, c.head.In(w.lang), w.head)
	}
	w.endRow()
}

// countText sums up the findings.
func countText(marks []listedMark) filing.Text {
	n := make(map[filing.Severity]int)
	for _, m := range marks {
		n[m.Severity]++
	}
	if len(marks) == 0 {
		return filing.Text{ZH: "没有发现问题。", EN: "No findings."}
	}
	return filing.Text{
		ZH: fmt.Sprintf("共 %d 条：拦截 %d 条，提醒 %d 条，说明 %d 条。点击“位置”可跳到对应的单元格。", len(marks), n[filing.Block], n[filing.Warn], n[filing.Note]),
		EN: fmt.Sprintf("%d findings: %d block, %d warnings, %d notes. The place is a link to the cell.", len(marks), n[filing.Block], n[filing.Warn], n[filing.Note]),
	}
}

func (w *issueWriter) add(m listedMark) {
	lines := 1
	for i, s := range []string{4: m.Message, 5: m.Remedy} {
		if s != "" {
			lines = max(lines, linesOf(s, issueColumns[i].width))
		}
	}
	w.startRow(6 + 15*float64(lines))
	w.put(1, filingsText(m.filings, w.lang), w.cell)
	w.put(2, m.Severity.Label().In(w.lang), w.severity[m.Severity])
	place := w.cell
	if m.Cell.Row > 0 && m.Cell.Sheet != "" {
		place = w.link
		at := m.Cell
		at.Col = max(at.Col, 1)
		fmt.Fprintf(&w.links, `<hyperlink ref="%s" location="%s"/>`, cellName(3, w.row), escape(linkTo(at)))
	}
	w.put(3, m.Cell.String(), place)
	w.put(4, fieldLabel(m.Field, w.lang), w.cell)
	w.put(5, m.Message, w.cell)
	w.put(6, m.Remedy, w.cell)
	w.put(7, m.Rule, w.cell)
	w.endRow()
}

// linkTo writes a cell as the target of a link: 'sheet'!A1.
func linkTo(c filing.Cell) string {
	return "'" + strings.ReplaceAll(c.Sheet, "'", "''") + "'!" + cellName(int(c.Col), int(c.Row))
}

func fieldLabel(key string, lang filing.Lang) string {
	if field, ok := filing.ByKey(key); ok {
		return field.Def().Label.In(lang)
	}
	return key
}

// filingsText names the filings that have a finding.
func filingsText(keys []string, lang filing.Lang) string {
	const most = 3
	if len(keys) <= most {
		return strings.Join(keys, filing.Text{ZH: "、", EN: ", "}.In(lang))
	}
	some := strings.Join(keys[:most], filing.Text{ZH: "、", EN: ", "}.In(lang))
	return some + fmt.Sprintf(filing.Text{ZH: " 等 %d 个", EN: " and others, %d in all"}.In(lang), len(keys))
}

func (w *issueWriter) startRow(height float64) {
	w.row++
	fmt.Fprintf(&w.b, `<row r="%d" ht="%s" customHeight="1">`, w.row, strconv.FormatFloat(min(height, 400), 'f', -1, 64))
}

func (w *issueWriter) endRow() { w.b.WriteString("</row>") }

// put writes a text cell. Whatever the text looks like, it is no formula.
func (w *issueWriter) put(col int, s string, style int) {
	if s == "" {
		fmt.Fprintf(&w.b, `<c r="%s" s="%d"/>`, cellName(col, w.row), style)
		return
	}
	fmt.Fprintf(&w.b, `<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, cellName(col, w.row), style, escape(clip(s)))
}

func (w *issueWriter) lastRow() int { return max(w.row, issueHead) }

func (w *issueWriter) close() string {
	fmt.Fprintf(&w.b, `</sheetData><autoFilter ref="A%d:%s"/>`, issueHead, cellName(len(issueColumns), w.lastRow()))
	if w.links.Len() > 0 {
		w.b.WriteString("<hyperlinks>" + w.links.String() + "</hyperlinks>")
	}
	w.b.WriteString(`<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>&amp;L&amp;8&amp;A&amp;R&amp;8&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`)
	return w.b.String()
}
