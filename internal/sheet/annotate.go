package sheet

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// Mark is one finding to be shown in a workbook.
type Mark struct {
	Cell     filing.Cell // the zero Cell is listed only; Col 0 is the row's first cell
	Severity filing.Severity
	Rule     string
	Filing   string // key of the filing; "" for the workbook as a whole
	Field    string // key of the field, may be empty
	Message  string
	Remedy   string
}

// Annotate writes a copy of a workbook in which the cells of the marks are
// coloured by the gravest severity and carry a note, and a sheet 问题清单 lists
// them all. Everything else stays as it was, byte for byte; what an earlier
// Annotate added is replaced. Reading the copy gives the same filings. Of a .csv
// file the copy is a workbook with the same rows. The copy of a protected
// workbook has the same password, which unlock is asked for.
//
// dst appears whole or not at all, and must not be src. Its name ends in .xlsx, in
// .xlsm for a copy that keeps its macros. An error is an [*Error], a
// [*disk.Error], or ctx's.
func Annotate(ctx context.Context, src, dst string, marks []Mark, lang filing.Lang, unlock Unlock) (err error) {
	return editCopy(ctx, src, dst, unlock, func(p *packageEdit, fromText bool) error {
		if fromText {
			marks = slices.Clone(marks)
			for i := range marks {
				marks[i].Cell = onCSVSheet(marks[i].Cell)
			}
		}
		a := &annotator{packageEdit: p, lang: lang, marks: listed(marks)}
		return a.edit()
	})
}

// annotator edits one workbook.
type annotator struct {
	*packageEdit
	lang    filing.Lang
	marks   []listedMark
	info    *bookInfo
	strings []string // the shared ones
	strict  bool     // the workbook has the strict form
	styles  *stylesheet
	again   bool // an earlier run annotated the workbook
	shapes  int  // number of the last block of shape ids that notes took
}

// listedMark is a mark with all the filings that have it: what is wrong with an
// entity's cell is wrong with each of its filings.
type listedMark struct {
	Mark
	filings []string
}

// listed puts equal marks together and sorts them: by place, gravest first.
func listed(marks []Mark) []listedMark {
	type key struct {
		at            filing.Cell
		rule, message string
	}
	at := make(map[key]int)
	var list []listedMark
	for _, m := range marks {
		k := key{m.Cell, m.Rule, m.Message}
		i, ok := at[k]
		if !ok || m.Cell.Row == 0 {
			i = len(list)
			at[k] = i
			list = append(list, listedMark{Mark: m})
		}
		if m.Filing != "" && !slices.Contains(list[i].filings, m.Filing) {
			list[i].filings = append(list[i].filings, m.Filing)
		}
	}
	return list
}

func (a *annotator) edit() error {
	var err error
	if a.info, err = a.container.info(); err != nil {
		return err
	}
	if a.strings, err = a.sharedStrings(a.info.strings); err != nil {
		return err
	}
	main, err := a.text(a.info.part)
	if err != nil {
		return err
	}
	a.strict = bytes.Contains(main, []byte(mainSpaceStrict))
	if err := a.openStyles(); err != nil {
		return err
	}
	list, err := a.issuePart()
	if err != nil {
		return err
	}
	bySheet := make(map[string][]listedMark)
	for _, m := range a.marks {
		if m.Cell.Row > 0 {
			bySheet[m.Cell.Sheet] = append(bySheet[m.Cell.Sheet], m)
		}
	}
	for _, sheet := range a.info.sheets {
		if sheet.part == list.part {
			continue
		}
		if marks := bySheet[sheet.name]; len(marks) > 0 || a.again {
			if err := a.annotateSheet(sheet, marks); err != nil {
				return err
			}
		}
	}
	if err := a.addIssues(list); err != nil {
		return err
	}
	a.changed[a.stylesPart()] = a.styles.bytes()
	return a.contentTypes()
}

// stylesPart returns the name of the part that holds the styles.
func (a *annotator) stylesPart() string {
	rels, _ := a.relations(a.info.part) // info has read them
	for _, r := range rels {
		if r.hasKind("styles") && a.parts[r.target] != nil {
			return r.target
		}
	}
	return "xl/styles.xml"
}

func (a *annotator) openStyles() error {
	name := a.stylesPart()
	text := []byte(blankStyles)
	if a.has(name) {
		var err error
		if text, err = a.text(name); err != nil {
			return err
		}
	} else {
		a.addPart(name, text, typeStyles)
		if _, err := a.addRelation(a.info.part, a.relationType("styles"), name); err != nil {
			return err
		}
	}
	var err error
	a.styles, err = newStylesheet(text)
	return err
}

// Content types of the parts that are added.
const (
	typeSheet    = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
	typeStyles   = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
	typeComments = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
	typeVML      = "application/vnd.openxmlformats-officedocument.vmlDrawing"
)

// spot is one cell that is to be edited: marked, or corrected.
type spot struct {
	col, row int
	marks    []listedMark // gravest first
	change   int          // place in the list of changes, when the cell is to be corrected
}

func (s *spot) severity() filing.Severity { return s.marks[0].Severity }

// spots gathers the marks of a sheet by cell, in the order of the sheet. A mark
// of a whole row goes to the row's first filled cell, one below a merged cell to
// that cell.
func spots(g *grid, marks []listedMark) []spot {
	at := make(map[[2]int][]listedMark)
	for _, m := range marks {
		col, row := int(m.Cell.Col), int(m.Cell.Row)
		if col == 0 {
			col = 1
			if filled := filledCells(g.line(row)); len(filled) > 0 {
				col = int(filled[0].col)
			}
		}
		if col > lastColumn || row > lastRow {
			continue
		}
		if m, merged := g.mergedAt(col, row); merged {
			col, row = m.left, m.top
		}
		at[[2]int{row, col}] = append(at[[2]int{row, col}], m)
	}
	list := make([]spot, 0, len(at))
	for where, marks := range at {
		slices.SortStableFunc(marks, func(a, b listedMark) int { return a.Severity.Rank() - b.Severity.Rank() })
		list = append(list, spot{row: where[0], col: where[1], marks: marks})
	}
	slices.SortFunc(list, func(a, b spot) int { return cmp.Or(a.row-b.row, a.col-b.col) })
	return list
}

// note is the text of the note of a cell that had a colour of its own.
func (s *spot) note(lang filing.Lang, had colour) string {
	const most = 12 // findings; the sheet lists them all
	var b strings.Builder
	b.WriteString(noteHead(lang))
	for i, m := range s.marks {
		if i == most {
			fmt.Fprintf(&b, "\n… (+%d)", len(s.marks)-most)
			break
		}
		fmt.Fprintf(&b, "\n[%s] %s", m.Severity.Label().In(lang), m.Message)
		if m.Remedy != "" {
			fmt.Fprintf(&b, "\n→ %s", m.Remedy)
		}
	}
	return clip(b.String()) + had.line(lang)
}

// noteMark begins the part of a note that Annotate wrote, in both languages.
const noteMark = "【备案台】"

func noteHead(lang filing.Lang) string {
	return noteMark + filing.Text{ZH: "检查结果", EN: "Findings"}.In(lang)
}
