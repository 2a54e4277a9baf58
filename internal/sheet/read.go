package sheet

import (
	"context"
	"fmt"
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
}

// Book is what was read from a workbook.
type Book struct {
	Path    string
	Filings []*filing.Filing // in the order of their rows, numbered by [filing.Number]
	// Findings are about the workbook rather than one filing: columns and rows
	// that were not taken. Rule, Cell and Args are set.
	Findings []filing.Finding
	Columns  []Column
}

// Column says what became of one column.
type Column struct {
	Cell   filing.Cell // of its header
	Header string
	Field  string // key of the field; "" when the column is not read or holds references
	State  State
}

// State is what became of a column.
type State string

// The states of a column.
const (
	Taken     State = "taken"     // its values are the field's
	Reference State = "reference" // it numbers rows or refers to them
	Duplicate State = "duplicate" // an earlier column has the same meaning
	Ambiguous State = "ambiguous" // of the entity's person or the site's: not read
	Unknown   State = "unknown"   // not read
)

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
	format, err := sniff(path)
	if err != nil {
		return nil, err
	}
	var grids []*grid
	if format == textFile {
		grids, err = readCSV(ctx, path)
	} else {
		grids, err = readGrids(ctx, path, format, opt)
	}
	if err != nil {
		return nil, err
	}
	book = &Book{Path: path}
	if err := book.take(grids); err != nil {
		return nil, err
	}
	filing.Number(book.Filings)
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
	left := maxCells
	grids := make([]*grid, 0, len(info.sheets))
	for _, sheet := range info.sheets {
		g, err := c.grid(sheet, info, table, &left, mayHoldFilings)
		if err != nil {
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

// mayHoldFilings reports whether a header is among the rows read so far. Merged
// headers are not known yet, so it asks for less than findLayout.
func mayHoldFilings(g *grid) bool {
	if ownSheet(g.sheet) {
		return false
	}
	hits := 0
	for i := range g.lines {
		for _, c := range g.lines[i].cells {
			if c.kind != text || len(c.text) > maxHeader {
				continue
			}
			if _, sure := meaning(c.text, around{}, sheetPurpose(g.sheet)); sure != unknown {
				hits++
			}
		}
	}
	return hits >= enoughTemplate
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

// sheetPurpose tells the template's sheets by their names.
func sheetPurpose(name string) purpose {
	name = strings.TrimSuffix(strings.TrimSuffix(filing.FoldHeader(name), "表"), "信息")
	switch name {
	case "主体":
		return entityRows
	case "人员":
		return personRows
	case "网站":
		return siteRows
	}
	return flatRows
}

// take makes filings of the sheets: the template's three together, every other
// one that has a header by itself.
func (book *Book) take(grids []*grid) error {
	of := make(map[*grid]layout)
	sites, entities, persons := findTemplate(grids, of)
	joins := sites != nil && entities != nil
	if joins {
		book.readJoined(sites, entities, persons, of)
	}
	flat := false
	for _, g := range grids {
		if ownSheet(g.sheet) || joins && (g == sites || g == entities || g == persons) {
			continue
		}
		l, ok := findLayout(g, flatRows)
		switch {
		case ok && g.hidden:
			book.found(ruleSheetHidden, filing.Cell{}, filing.Args{"sheet": g.sheet})
			continue
		case !ok && !g.hidden && (len(g.lines) > 0 || g.dropped):
			book.found(ruleSheetIgnored, filing.Cell{}, filing.Args{"sheet": g.sheet})
		}
		if !ok {
			continue
		}
		flat = true
		book.readFlat(g, l)
	}
	if !joins && !flat {
		return noHeader.at("", nil)
	}
	return nil
}

// findTemplate finds the template's sheets: those named so whose columns number
// their rows and refer to one another.
func findTemplate(grids []*grid, of map[*grid]layout) (sites, entities, persons *grid) {
	for _, g := range grids {
		if g.hidden || g.dropped {
			continue
		}
		p := sheetPurpose(g.sheet)
		if p == flatRows {
			continue
		}
		l, ok := findLayout(g, p)
		if !ok {
			continue
		}
		_, numbered := l.column(target{ref: ownNumber})
		_, refers := l.column(target{ref: toEntity})
		switch {
		case p == entityRows && numbered && entities == nil:
			entities = g
		case p == personRows && numbered && persons == nil:
			persons = g
		case p == siteRows && refers && sites == nil:
			sites = g
		default:
			continue
		}
		of[g] = l
	}
	return sites, entities, persons
}

// describe records what became of a sheet's columns.
func (book *Book) describe(g *grid, l layout) {
	for i := range l.columns {
		c := &l.columns[i]
		d := Column{Cell: c.at, Header: c.header}
		switch {
		case c.verdict == unknown:
			d.State = Unknown
			book.found(ruleColumnUnknown, c.at, filing.Args{"header": c.header})
		case c.verdict == ambiguous:
			d.State = Ambiguous
			book.found(ruleColumnAmbiguous, c.at, filing.Args{"header": c.header})
		case c.again:
			d.State = Duplicate
			first, _ := l.column(c.target)
			book.found(ruleColumnDuplicate, c.at, filing.Args{"header": c.header, "field": c.target.label(), "first": first.at.String()})
		case c.target.ref != noReference:
			d.State = Reference
		default:
			d.State, d.Field = Taken, c.target.field.Key()
		}
		book.Columns = append(book.Columns, d)
	}
}

func (t target) label() string {
	switch t.ref {
	case ownNumber:
		return "编号"
	case toEntity:
		return entityNumber
	case toEntityPerson:
		return entityPerson
	case toSitePerson:
		return sitePerson
	}
	return t.field.Def().Label.ZH
}

// found records a finding about the workbook.
func (book *Book) found(rule string, at filing.Cell, args filing.Args) {
	book.Findings = append(book.Findings, filing.Finding{Rule: rule, Cell: at.String(), Place: at, Args: args})
}

func itoa(n int) string { return strconv.Itoa(n) }

func parseNumber(s string) (float64, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	return n, err == nil
}
