package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/xuri/excelize/v2"

	"beiandesk/internal/disk"
	"beiandesk/internal/filing"
)

// editCopy writes a copy of a workbook that edit has changed. edit is told when
// the workbook was made of a .csv file.
func editCopy(ctx context.Context, src, dst string, unlock Unlock, edit func(p *packageEdit, fromText bool) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fileError(src, internalStop.at("", fmt.Errorf("panic: %v", p)), nil)
		}
	}()
	extension := strings.ToLower(filepath.Ext(dst))
	switch {
	case same(src, dst):
		return &Error{File: dst, Why: sameFile.why, Remedy: sameFile.remedy}
	case extension != ".xlsx" && extension != ".xlsm":
		return &Error{File: dst, Why: notAsWorkbook.why, Remedy: notAsWorkbook.remedy}
	}
	c, fromText, err := openEditable(ctx, src, unlock)
	if err != nil {
		return fileError(src, err, ctx.Err())
	}
	defer c.Close()
	p := newPackageEdit(c)
	if err := edit(p, fromText); err != nil {
		return fileError(src, err, ctx.Err())
	}
	if err := p.becomes(extension); err != nil {
		return fileError(src, err, ctx.Err())
	}
	return disk.WriteFile(dst, func(w io.Writer) error {
		return fileError(src, p.write(w), ctx.Err())
	})
}

func same(src, dst string) bool {
	a, errA := os.Stat(src)
	b, errB := os.Stat(dst)
	return errA == nil && errB == nil && os.SameFile(a, b)
}

// openEditable opens a workbook to be edited. Of a .csv file it makes one, with
// the rows on [csvSheet]; fromText tells.
func openEditable(ctx context.Context, src string, unlock Unlock) (c *container, fromText bool, err error) {
	format, err := sniff(src)
	if err != nil {
		return nil, false, err
	}
	if format != textFile {
		c, err = openPackage(ctx, src, format, unlock)
		return c, false, err
	}
	grids, err := readCSV(ctx, src)
	if err != nil {
		return nil, true, err
	}
	book, err := bookOf(grids[0])
	if err != nil {
		return nil, true, err
	}
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		return nil, true, err
	}
	c, err = newContainer(ctx, z)
	return c, true, err
}

// onCSVSheet returns where a cell of a .csv file stands in its workbook.
func onCSVSheet(c filing.Cell) filing.Cell {
	if c.Row > 0 && c.Sheet == "" {
		c.Sheet = csvSheet
	}
	return c
}

// csvSheet is the sheet that the rows of a .csv file are put on.
const csvSheet = "Sheet1"

// bookOf makes a workbook of texts. Its columns have the format of texts, so that
// a number that is corrected there keeps its digits, and widths to read them by.
func bookOf(g *grid) ([]byte, error) {
	s := newSketch()
	defer s.close()
	format := s.style("text", &excelize.Style{NumFmt: textFormat})
	widths := textWidths(g)
	for i, width := range widths {
		s.width(csvSheet, i+1, width)
	}
	s.try(s.f.SetColStyle(csvSheet, "A:"+filing.ColumnName(max(1, len(widths))), format))
	sw, err := s.f.NewStreamWriter(csvSheet)
	if err != nil {
		return nil, err
	}
	for i := range g.lines {
		l := &g.lines[i]
		row := make([]any, l.cells[len(l.cells)-1].col)
		for _, c := range l.cells {
			row[c.col-1] = excelize.Cell{StyleID: format, Value: clip(c.text)}
		}
		if err := sw.SetRow(cellName(1, int(l.row)), row); err != nil {
			return nil, err
		}
	}
	if err := sw.Flush(); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = s.finish(&out, "", "2026-01-01")
	return out.Bytes(), err
}

// textWidths returns the widths, in characters, that the first rows' texts want.
func textWidths(g *grid) (widths []float64) {
	const least, most, rows = 9, 42, 300
	for _, l := range g.lines[:min(rows, len(g.lines))] {
		for _, c := range l.cells {
			for len(widths) < int(c.col) {
				widths = append(widths, least)
			}
			widths[c.col-1] = max(widths[c.col-1], min(most, float64(displayWidth(c.text)+2)))
		}
	}
	return widths
}
