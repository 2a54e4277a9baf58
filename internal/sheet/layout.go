package sheet

import (
	"context"
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// layout is where the header of a table stands and what its columns mean.
type layout struct {
	purpose     Purpose
	transposed  bool
	top, row    int // first and last row of the header; of a transposed table, of the labels
	left, right int // columns that the table has
	first, last int // rows that a form begins and any table ends with
	columns     []column
	groups      [][]int // of a transposed table, the columns of the sheet that hold a record's values: one, or one a label
	fingerprint string
	hidden      Hidden
	remembered  bool
	hiddenSheet bool // is read, as remembered
}

// column is one column of a table; of a transposed one, a line with a label.
type column struct {
	col    int
	header string // "" for a column whose values have none
	at     filing.Cell
	blocks []string // headers above that span it, nearest first
	block  string   // the nearest of them that is surely one; it names the column in mappings
	top    int      // row of that, or its own
	name   string   // see [Column.Name]
	hidden bool

	target       target
	verdict      verdict
	state        State // once it is settled
	confidence   Confidence
	reason       Reason
	alternatives []Alternative
	sample       sample
	against      *shape // of values that contradict the header
	told         bool   // by the user
}

// read reports whether the column's values are taken.
func (c *column) read() bool { return c.state == Taken || c.state == Reference }

// The fewest headers that make a row the header row.
const (
	enoughHeaders  = 3
	enoughTemplate = 2 // on a sheet that has the template's name
)

func enough(of Purpose) int {
	if of != flatRows {
		return enoughTemplate
	}
	return enoughHeaders
}

// region is a part of a sheet; its bounds belong to it.
type region struct{ left, top, right, bottom int }

// finder looks for tables on a sheet. Once ctx ends what it finds counts for
// nothing.
type finder struct {
	ctx        context.Context
	g          *grid
	opt        *Options
	lastResort bool // a table may be found by its values, when no header is known anywhere
}

// layoutAt takes a row for the header.
func (f finder) layoutAt(row int, in region, of Purpose) layout {
	l := layout{purpose: of, row: row, top: row, left: in.left, right: in.right, columns: f.headersAt(row, in)}
	for i := range l.columns {
		c := &l.columns[i]
		l.top = min(l.top, int(c.at.Row), c.top)
	}
	nameColumns(l.columns)
	l.fingerprint = fingerprint(l.columns, false)
	f.understand(&l, Mapping{})
	return l
}

// hits counts the columns whose header means something, each meaning once.
func (l *layout) hits() (n int) {
	taken := make(map[target]bool, len(l.columns))
	for i := range l.columns {
		c := &l.columns[i]
		switch {
		case c.verdict == ambiguous || c.told:
			n++
		case c.verdict == known && !taken[c.target]:
			taken[c.target] = true
			n++
		}
	}
	return n
}

// column returns the column that is read into a target.
func (l *layout) column(t target) (*column, bool) {
	for i := range l.columns {
		if c := &l.columns[i]; c.read() && c.target == t {
			return c, true
		}
	}
	return nil, false
}

// headersAt takes a row for the header and reads it.
func (f finder) headersAt(row int, in region) []column {
	var columns []column
	last := 0
	for r := max(in.top, row-blockRows); r <= row; r++ {
		if cells := f.g.line(r).cells; len(cells) > 0 {
			last = max(last, min(in.right, int(cells[len(cells)-1].col)))
		}
	}
	for col := in.left; col <= last; col++ {
		header, at, ok := f.headerAt(col, row, in.top)
		if !ok {
			continue
		}
		c := column{col: col, header: header, at: at, hidden: f.g.hiddenColumns[col]}
		c.blocks, c.block, c.top = f.blocksAbove(col, int(at.Row), in.top, last)
		columns = append(columns, c)
	}
	return columns
}

// headerAt returns the header of a column: the cell in the row, the merged cell
// that reaches down into it, or the known header right above a blank one.
func (f finder) headerAt(col, row, top int) (string, filing.Cell, bool) {
	c, at := f.g.shown(col, row)
	if int(at.Col) != col {
		return "", at, false // right of a merged header
	}
	if !c.blank() {
		return c.text, at, c.kind == text
	}
	if row == top {
		return "", at, false
	}
	c, at = f.g.line(row-1).at(col), f.g.place(col, row-1)
	if f.meaning(c.text, around{}, flatRows).verdict == unknown {
		return "", at, false
	}
	if m, merged := f.g.mergedAt(col, row-1); merged && m.right > m.left {
		return "", at, false
	}
	return c.text, at, true
}

// blockRows is how far above the header the header of a block may stand.
const blockRows = 3

// blocksAbove returns the headers above a header that span its column, nearest
// first. What spans the whole sheet is its title. Sure is the nearest that spans
// several columns or is named like a block, at the row surely; without one that is
// the header's.
func (f finder) blocksAbove(col, row, top, last int) (blocks []string, sure string, surely int) {
	surely = row
	add := func(c cell, r int, spans bool) {
		blocks = append(blocks, c.text)
		if sure == "" && c.kind == text && (spans || isBlock(c.text) && !dictionary.isField(c.text)) {
			sure, surely = c.text, r
		}
	}
	for r := row - 1; r >= top && r >= row-blockRows; r-- {
		l := f.g.line(r)
		if len(l.cells) < 2 {
			continue // nothing, or a title
		}
		if c, at := f.g.shown(col, r); !c.blank() {
			if m, merged := f.g.mergedAt(int(at.Col), int(at.Row)); !merged || m.right-m.left+1 < last {
				add(c, int(at.Row), merged && m.right > m.left)
			}
			continue
		}
		// Without a merge, a block's header reaches up to the next one.
		for i := len(l.cells) - 1; i >= 0; i-- {
			c := l.cells[i]
			if int(c.col) >= col || c.blank() {
				continue
			}
			if _, merged := f.g.mergedAt(int(c.col), r); !merged {
				add(c, r, false)
			}
			break
		}
	}
	return blocks, sure, surely
}

// understand finds what the headers of a table mean: what the user said of them,
// else what the dictionary says in their context.
func (f finder) understand(l *layout, m Mapping) {
	var in around
	for i := range l.columns {
		c := &l.columns[i]
		found, told := f.told(c, l.columns, m)
		if !told {
			in.blocks = c.blocks
			found = f.meaning(c.header, in, l.purpose)
		}
		c.target, c.verdict, c.confidence, c.reason, c.told = found.target, found.verdict, found.confidence, found.reason, told
		c.state = found.state
		if c.verdict == known || c.verdict == ambiguous && c.target.field == filing.EntityPersonName {
			in = around{both: c.target.both}
			switch {
			case c.verdict == known && c.target.ref == noReference && l.purpose != personRows:
				in.role, in.person = personOf(c.target.field)
				in.entity, in.before = identifiesEntity(c.target.field), c.header
			case c.target.ref == ownNumber && l.purpose == entityRows:
				in.entity, in.before = true, c.header
			}
		}
	}
	l.doubtCertificates()
}

// doubtCertificates leaves open whose certificate a column is that stands beside
// the entity's name when another is the entity's by its header.
func (l *layout) doubtCertificates() {
	besideEntity := func(c *column) bool {
		return c.verdict == known && c.reason.Code == "after" && identifiesEntity(c.target.field)
	}
	for i := range l.columns {
		c := &l.columns[i]
		if !besideEntity(c) || !slices.ContainsFunc(l.columns, func(o column) bool { return o.verdict == known && o.target == c.target && !besideEntity(&o) }) {
			continue
		}
		m := dictionary.find(c.header, around{})
		c.target, c.verdict, c.confidence, c.reason, c.state = m.target, m.verdict, m.confidence, m.reason, m.state
	}
}

// told returns what the user said of a column: for this table, else for every
// one.
func (f finder) told(c *column, all []column, m Mapping) (found, bool) {
	if key, ok := m.Columns[c.name]; ok {
		if found, ok := toldMeaning(key, "remembered"); ok {
			return found, true
		}
	}
	for header, key := range f.opt.Columns {
		if names(header, c, all) {
			if found, ok := toldMeaning(key, "chosen"); ok {
				return found, true
			}
		}
	}
	return found{}, false
}

// names reports whether what a user calls a column is this one: its name in
// mappings, or its header when no other column has it.
func names(header string, c *column, all []column) bool {
	folded := foldName(header)
	if folded == c.name {
		return true
	}
	if c.header == "" || folded != filing.FoldHeader(c.header) {
		return false
	}
	return !slices.ContainsFunc(all, func(o column) bool {
		return o.name != c.name && (o.name == folded || filing.FoldHeader(o.header) == folded)
	})
}

// foldName folds what a user writes for the name of a column: 网站负责人/手 机#2.
func foldName(s string) string {
	s, number, numbered := strings.Cut(s, "#")
	block, header, inBlock := strings.Cut(s, "/")
	name := filing.FoldHeader(block)
	if inBlock {
		name += "/" + filing.FoldHeader(header)
	}
	if numbered {
		name += "#" + strings.TrimSpace(number)
	}
	return name
}

// toldMeaning returns the meaning that a user gives a column by a key.
func toldMeaning(key, reason string) (found, bool) {
	m := found{verdict: known, confidence: High, reason: Reason{Code: reason}, state: Taken}
	if key == Skip {
		m.verdict, m.state, m.confidence = unknown, Skipped, ""
		return m, true
	}
	if ref, ok := referenceKeyed(key); ok {
		m.target.ref, m.state = ref, Reference
		return m, true
	}
	if both, ok := bothKeyed(key); ok {
		m.target = both
		return m, true
	}
	field, ok := filing.ByKey(key)
	m.target.field = field
	return m, ok
}
