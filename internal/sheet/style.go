package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"beiandesk/internal/disk"
	"beiandesk/internal/filing"
)

// The look of the workbooks that the product writes. The typeface is on every
// Windows; other systems put their own Chinese sans in its place.
const (
	face = "微软雅黑"

	ink       = "1F2933" // text
	softInk   = "6B7785" // notes and examples
	paper     = "FFFFFF"
	ruleLine  = "D5DBE3" // thin lines between cells
	accent    = "1F4E79" // titles
	exampleBG = "F4F5F7"
	wantedBG  = "FFF6D6" // a cell that is still to be filled in
	starRed   = "C00000"
)

// tint is the colour of a block of columns: of its head, and of the headers
// below it.
type tint struct{ head, light string }

var tints = map[filing.FieldBlock]tint{
	filing.BlockFiling:       {"44546A", "E4E8EE"},
	filing.BlockEntity:       {"1F4E79", "DDE9F5"},
	filing.BlockEntityPerson: {"2E6B57", "DDF0E8"},
	filing.BlockSitePerson:   {"2E6B57", "DDF0E8"},
	filing.BlockSite:         {"1F4E79", "DDE9F5"},
	filing.BlockDomain:       {"2E6B57", "DDF0E8"},
	filing.BlockAccess:       {"7A4B1E", "F6E8D9"},
	filing.BlockScans:        {"5B4A7E", "E9E4F3"},
}

// refTint is the colour of columns that refer to other sheets.
var refTint = tint{"8A3B4A", "F7E1E5"}

// severityFill are the colours of findings, gravest first: of the cell, and of
// the text that names the severity.
var severityFill = map[filing.Severity]struct{ fill, ink string }{
	filing.Block: {"F9C9C4", "A61B12"},
	filing.Warn:  {"FDE7A9", "8A5A00"},
	filing.Note:  {"D6E6F8", "2A5D94"},
}

// statusFill shows a status in the colours of the finding that makes it.
var statusFill = map[filing.Status]struct{ fill, ink string }{
	filing.Ready:   {"D5EBDD", "1E6B3A"},
	filing.Warned:  severityFill[filing.Warn],
	filing.Blocked: severityFill[filing.Block],
}

// sketch is a workbook being written. The first error sticks, so that the code
// that lays out sheets reads top-down; finish returns it.
type sketch struct {
	f      *excelize.File
	err    error
	styles map[string]int
	spill  string // private folder for what large sheets put aside
}

func newSketch() *sketch {
	s := &sketch{styles: make(map[string]int)}
	s.spill, s.err = disk.PrivateDir()
	s.f = excelize.NewFile(excelize.Options{TmpDir: s.spill})
	s.try(s.f.SetDefaultFont(face))
	return s
}

// close drops the workbook and what it put aside.
func (s *sketch) close() {
	s.f.Close()
	if s.spill != "" {
		os.RemoveAll(s.spill)
	}
}

// try keeps the first error.
func (s *sketch) try(err error) {
	if s.err == nil {
		s.err = err
	}
}

// style returns the number of a style; name makes it once.
func (s *sketch) style(name string, st *excelize.Style) int {
	if id, ok := s.styles[name]; ok {
		return id
	}
	id, err := s.f.NewStyle(st)
	s.try(err)
	s.styles[name] = id
	return id
}

// text writes a text as it is: what looks like a formula stays a text.
func (s *sketch) text(sheet string, col, row int, value string, style int) {
	at := cellName(col, row)
	s.try(s.f.SetCellStr(sheet, at, clip(value)))
	s.try(s.f.SetCellStyle(sheet, at, at, style))
}

func (s *sketch) merge(sheet string, left, top, right, bottom int) {
	s.try(s.f.MergeCell(sheet, cellName(left, top), cellName(right, bottom)))
}

func (s *sketch) width(sheet string, col int, chars float64) {
	name := filing.ColumnName(col)
	s.try(s.f.SetColWidth(sheet, name, name, chars))
}

func (s *sketch) height(sheet string, row int, points float64) {
	s.try(s.f.SetRowHeight(sheet, row, points))
}

// freeze keeps the columns and rows before a cell in view.
func (s *sketch) freeze(sheet string, col, row int) {
	s.try(s.f.SetPanes(sheet, &excelize.Panes{Freeze: true, XSplit: col - 1, YSplit: row - 1, TopLeftCell: cellName(col, row), ActivePane: "bottomRight",
		Selection: []excelize.Selection{{SQRef: cellName(col, row), ActiveCell: cellName(col, row), Pane: "bottomRight"}}}))
}

// page sets a sheet up for printing: A4 landscape, pages wide, and as many
// sheets of paper long as it takes; the rows from to repeat on each.
func (s *sketch) page(sheet string, wide, from, to int, tab string) {
	landscape, a4, tall, fit := "landscape", 9, 0, true
	s.try(s.f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &tall}))
	s.try(s.f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit, TabColorRGB: &tab}))
	side, top := 0.4, 0.5
	s.try(s.f.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &top}))
	s.try(s.f.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&L&8&A&R&8&P / &N"}))
	if from > 0 {
		s.try(s.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: sheet, RefersTo: "'" + sheet + "'!$" + itoa(from) + ":$" + itoa(to)}))
	}
}

// newSheet adds a sheet; the first one takes the place of the blank one.
func (s *sketch) newSheet(name string) {
	if _, ok := s.styles["first sheet"]; !ok {
		s.styles["first sheet"] = 0
		s.try(s.f.SetSheetName("Sheet1", name))
	} else {
		_, err := s.f.NewSheet(name)
		s.try(err)
	}
	off := false
	s.try(s.f.SetSheetView(name, 0, &excelize.ViewOptions{ShowGridLines: &off}))
}

// finish writes the workbook: with fixed times, its parts sorted, so that the
// same content is the same bytes.
func (s *sketch) finish(w io.Writer, title, day string) error {
	stamp := day + "T00:00:00Z"
	s.try(s.f.SetDocProps(&excelize.DocProperties{Title: title, Creator: "备案台", LastModifiedBy: "备案台", Created: stamp, Modified: stamp, Language: "zh-CN"}))
	s.try(s.f.SetAppProps(&excelize.AppProperties{Application: "Microsoft Excel", AppVersion: "16.0300"}))
	s.f.SetActiveSheet(0)
	if s.err != nil {
		return s.err
	}
	buf, err := s.f.WriteToBuffer()
	if err != nil {
		return err
	}
	return sortParts(w, buf.Bytes())
}

// sortParts copies a zip file with its entries in a fixed order, the content
// types first, as readers that stream expect them.
func sortParts(w io.Writer, data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	slices.SortFunc(z.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) }) // '[' sorts before letters
	out := zip.NewWriter(w)
	for _, f := range z.File {
		if err := out.Copy(f); err != nil {
			return err
		}
	}
	return out.Close()
}

func cellName(col, row int) string { return filing.ColumnName(col) + itoa(row) }

// clip cuts a text to what a cell holds.
func clip(s string) string {
	if len(s) <= excelize.TotalCellChars {
		return s
	}
	runes := []rune(s)
	return string(runes[:min(len(runes), excelize.TotalCellChars/2)])
}

// The parts that styles are put together from.

func font(size float64, colour string, bold bool) *excelize.Font {
	return &excelize.Font{Family: face, Size: size, Color: colour, Bold: bold}
}

func fill(colour string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
}

func box(colour string) (b []excelize.Border) {
	for _, side := range []string{"left", "right", "top", "bottom"} {
		b = append(b, excelize.Border{Type: side, Color: colour, Style: 1})
	}
	return b
}

func align(horizontal, vertical string, wrap bool) *excelize.Alignment {
	return &excelize.Alignment{Horizontal: horizontal, Vertical: vertical, WrapText: wrap}
}

// padded aligns to the left with a little air.
func padded(wrap bool) *excelize.Alignment {
	return &excelize.Alignment{Horizontal: "left", Vertical: "center", WrapText: wrap, Indent: 1}
}

const textFormat = 49 // the built-in number format @
