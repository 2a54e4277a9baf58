package sheet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"beiandesk/internal/filing"
)

// Options change how a workbook is read. The zero value will do.
type Options struct {
	// Progress is told how far the reading has come, in bytes of unpacked
	// content; it is called from the reading goroutine, often, and must return
	// at once.
	Progress func(done, total int)
	// Password is asked for the password of a protected workbook; without it such
	// a workbook is refused.
	Password Unlock
	// Hidden says whether hidden rows, columns and sheets are read.
	Hidden Hidden
	// Columns says for columns of every table, by header or name
	// ([Column.Name]), which field they are read into (key), or [Skip].
	Columns map[string]string
	// HeaderRows says for sheets, by name, which row is the first header; "" is
	// every sheet that has no entry.
	HeaderRows map[string]int
	// Mappings returns how tables with a fingerprint are to be read; it may be
	// nil. What Columns says goes after it.
	Mappings func(fingerprint string) (Mapping, bool)

	keepAll bool // sheets without a header too: somebody is going to say where it is
}

func (opt *Options) headerRow(sheet string) int {
	if row := opt.HeaderRows[sheet]; row > 0 {
		return row
	}
	return opt.HeaderRows[""]
}

// Book is what was read from a workbook.
type Book struct {
	Path    string
	Filings []*filing.Filing // in the order of their rows, numbered by [filing.Number]
	// Findings are about the workbook rather than one filing: columns and rows
	// that were not taken. Rule, Cell and Args are set.
	Findings []filing.Finding
	// Tables are the tables that were found, and the sheets without one.
	Tables []*Table
	// Sealed is what [Picture.Read] reads the pictures of a protected workbook
	// from: the workbook in the clear. It is nil for others, and without pictures.
	Sealed *bytes.Reader

	ctx    context.Context // of the reading under way
	bodies []*body         // whose pictures are still to be taken
}

// ErrNoTable is what lies beneath the error that no header was found.
var ErrNoTable = errors.New("no table")

// Read reads the filings of a workbook: an .xlsx file or a .csv file in UTF-8,
// UTF-16 or GB18030. It never guesses: what it does not take it reports, in
// [Book.Findings] or in the filing's own Noticed.
//
// An error is an [*Error], or ctx's.
func Read(ctx context.Context, path string, opt Options) (book *Book, err error) {
	defer func() {
		if p := recover(); p != nil {
			book, err = nil, internalStop.at("", fmt.Errorf("panic: %v", p))
		}
		err = fileError(path, err, ctx.Err())
	}()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	w, err := load(ctx, path, opt)
	if err != nil {
		return nil, err
	}
	return w.Read(ctx, opt)
}

// Workbook is a workbook whose cells are in memory, to be read several times
// while its user says what the columns mean.
type Workbook struct {
	path  string
	grids []*grid
}

// Load reads the cells of a workbook; of the options Progress and Password count.
// An error is an [*Error], or ctx's.
func Load(ctx context.Context, path string, opt Options) (w *Workbook, err error) {
	defer func() {
		if p := recover(); p != nil {
			w, err = nil, internalStop.at("", fmt.Errorf("panic: %v", p))
		}
		err = fileError(path, err, ctx.Err())
	}()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	opt.HeaderRows = nil
	opt.keepAll = true
	return load(ctx, path, opt)
}

func load(ctx context.Context, path string, opt Options) (*Workbook, error) {
	format, err := sniff(path)
	if err != nil {
		return nil, err
	}
	w := &Workbook{path: path}
	if format == textFile {
		w.grids, err = readCSV(ctx, path)
	} else {
		w.grids, err = readGrids(ctx, path, format, opt)
	}
	return w, err
}

// Read makes filings of the cells; of the options Progress and Password do not
// count. It may be called again with others. Where there is no table the error says so,
// and the book still has Tables; with ctx's error there is no book.
func (w *Workbook) Read(ctx context.Context, opt Options) (book *Book, err error) {
	book = &Book{Path: w.path, ctx: ctx}
	defer func() {
		if p := recover(); p != nil {
			book, err = nil, internalStop.at("", fmt.Errorf("panic: %v", p))
		}
		err = fileError(w.path, err, ctx.Err())
	}()
	err = book.take(w.grids, &opt)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return book, err
	}
	filing.Number(book.Filings)
	book.takePictures(w.grids)
	book.ctx = nil
	return book, nil
}

// readGrids reads the cells of all worksheets that may hold filings.
func readGrids(ctx context.Context, path string, format format, opt Options) ([]*grid, error) {
	c, err := openPackage(ctx, path, format, opt.Password)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	info, err := c.info()
	if err != nil {
		return nil, err
	}
	if opt.Progress != nil {
		c.tally = progressOf(c, info, opt.Progress)
	}
	table, err := c.sharedStrings(info.strings)
	if err != nil {
		return nil, err
	}
	if info.pictures, err = newPictureReader(c, info.part); err != nil {
		return nil, err
	}
	left := maxCells
	grids := make([]*grid, 0, len(info.sheets))
	for _, sheet := range info.sheets {
		g, err := c.grid(sheet, info, table, &left, opt.wants)
		if err != nil {
			return nil, err
		}
		if err := info.pictures.floatOver(g); err != nil {
			return nil, err
		}
		grids = append(grids, g)
	}
	return grids, nil
}

func progressOf(c *container, info *bookInfo, tell func(done, total int)) func(int) {
	total, done := 0, 0
	for _, name := range append([]string{info.strings}, info.parts()...) {
		if f := c.parts[name]; f != nil {
			total += int(f.UncompressedSize64)
		}
	}
	return func(n int) {
		done += n
		tell(min(done, total), total)
	}
}

func (i *bookInfo) parts() (names []string) {
	for _, s := range i.sheets {
		names = append(names, s.part)
	}
	return names
}

// wants reports whether a sheet is worth keeping, by the rows read so far: a
// header is among them, or the user has said something of it. Merged headers are
// not known yet, so it asks for less than a table does.
func (opt Options) wants(g *grid) bool {
	if ownSheet(g.sheet) {
		return false
	}
	if opt.keepAll || opt.headerRow(g.sheet) > 0 {
		return true
	}
	f := finder{g: g, opt: &opt}
	hits := 0
	of := purposeNamed(g.sheet)
	for i := range g.lines {
		for _, c := range g.lines[i].cells {
			if c.kind == text && len(c.text) <= maxHeader && (f.meaning(c.text, around{}, of).verdict != unknown || f.isTold(c.text)) {
				hits++
			}
		}
	}
	if hits >= enoughTemplate {
		return true
	}
	l, ok := f.likelyHeader(region{1, 1, maxColumns, headerRows})
	if ok && f.remembers(&l) {
		return true
	}
	_, ok = f.byValues(region{1, 1, maxColumns, headerRows})
	return ok
}

// maxHeader is the longest text, in bytes, that is looked at as a header.
const maxHeader = 200

// Sheets that the product writes beside the data.
const (
	issueSheet = "问题清单"
	helpSheet  = "说明"
	codeSheet  = "代码"
)

func ownSheet(name string) bool { return name == issueSheet || name == helpSheet || name == codeSheet }

// placed is a table on its sheet.
type placed struct {
	grid   *grid
	layout layout
}

// take makes filings of the tables: those like the template's together, every
// other by itself.
func (book *Book) take(grids []*grid, opt *Options) error {
	var all []*placed
	for _, g := range grids {
		if ownSheet(g.sheet) || g.dropped {
			continue
		}
		tables := (finder{ctx: book.ctx, g: g, opt: opt}).tables(true)
		if !g.leftOut(tables, opt) {
			for _, l := range tables {
				all = append(all, &placed{g, l})
			}
		}
	}
	tables := findRelated(all)
	read := tables != nil
	if read {
		book.readJoined(tables)
	}
	for _, g := range grids {
		if tables.on(g) {
			// The other tables of the sheet are flat, if any.
			for _, t := range all {
				if t.grid == g && !tables.has(t) {
					book.readAlone(g, t.layout)
				}
			}
			continue
		}
		read = book.takeFlat(finder{ctx: book.ctx, g: g, opt: opt}) || read
	}
	if read {
		return nil
	}
	// No header is known: perhaps the values tell what the columns are.
	book.Tables, book.Findings = nil, nil
	for _, g := range grids {
		read = book.takeFlat(finder{ctx: book.ctx, g: g, opt: opt, lastResort: true}) || read
	}
	if !read {
		return noHeader.at("", ErrNoTable)
	}
	return nil
}

// leftOut reports whether a sheet with some tables is not read because it is
// hidden.
func (g *grid) leftOut(tables []layout, opt *Options) bool {
	if !g.hidden || opt.Hidden != HiddenDefault {
		return g.hidden && opt.Hidden != HiddenInclude
	}
	return !slices.ContainsFunc(tables, func(l layout) bool { return l.hiddenSheet })
}

// takeFlat reads the tables of a sheet, whose rows are filings. A sheet that is
// not read is told of, a hidden one without header only among the tables.
func (book *Book) takeFlat(f finder) (read bool) {
	g, opt := f.g, f.opt
	if ownSheet(g.sheet) {
		book.Tables = append(book.Tables, &Table{Sheet: g.sheet, State: TableOwn, Purpose: flatRows})
		return false
	}
	var tables []layout
	if !g.dropped {
		tables = f.tables(false)
	}
	switch {
	case g.leftOut(tables, opt):
		t := &Table{Sheet: g.sheet, SheetHidden: true, State: TableHidden, Purpose: flatRows}
		book.Tables = append(book.Tables, t)
		if len(tables) > 0 {
			t.Fingerprint = tables[0].fingerprint
			book.found(ruleSheetHidden, filing.Cell{}, filing.Args{"sheet": g.sheet})
		} else if l, ok := f.likelyHeader(region{1, 1, maxColumns, headerRows}); ok {
			t.Fingerprint = l.fingerprint
		}
		return false
	case len(tables) == 0 && len(g.lines) > 0:
		l, _ := f.likelyHeader(region{1, 1, maxColumns, headerRows})
		book.tabulate(g, &l).State = TableIgnored
		if !g.hidden {
			book.found(ruleSheetIgnored, filing.Cell{}, filing.Args{"sheet": g.sheet})
		}
		return false
	}
	for i := range tables {
		book.readAlone(g, tables[i])
	}
	return len(tables) > 0
}

func (book *Book) readAlone(g *grid, l layout) {
	if l.transposed {
		book.readForm(g, l)
		return
	}
	book.readFlat(g, l)
}

// found records a finding about the workbook.
func (book *Book) found(rule string, at filing.Cell, args filing.Args) {
	book.Findings = append(book.Findings, filing.Finding{Rule: rule, Cell: at.String(), Place: at, Args: args})
}

func (book *Book) foundVariant(rule, variant string, at filing.Cell, args filing.Args) {
	book.found(rule, at, args)
	book.Findings[len(book.Findings)-1].Variant = variant
}

func itoa(n int) string { return strconv.Itoa(n) }

func parseNumber(s string) (float64, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	return n, err == nil
}
