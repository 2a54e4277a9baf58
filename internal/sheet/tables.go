package sheet

import (
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// tables finds the tables of a sheet: below one another, beside one another, or a
// form with its labels in a column. With named, what a sheet or a title is called
// says what the rows are; without, each is a filing.
func (f finder) tables(named bool) []layout {
	if len(f.g.lines) == 0 {
		return nil
	}
	whole := region{1, 1, maxColumns, int(f.g.lines[len(f.g.lines)-1].row)}
	if row := f.opt.headerRow(f.g.sheet); row > 0 {
		return f.tablesBelow(f.layoutAt(row, whole, f.purposeAt(row, whole, named)), whole, named)
	}
	l, ok := f.firstHeader(whole, named)
	if forms := f.forms(l.hits()); len(forms) > 0 {
		return forms
	}
	if !ok {
		if l, ok = f.likelyHeader(whole); !ok || !f.remembers(&l) {
			if !f.lastResort {
				return nil
			}
			if l, ok = f.byValues(whole); !ok {
				return nil
			}
		}
	}
	return f.tablesBelow(l, whole, named)
}

// tablesBelow returns the tables that a header row begins, and those below them.
func (f finder) tablesBelow(l layout, in region, named bool) (all []layout) {
	f.addBelow(&all, l, in, named)
	return all
}

func (f finder) addBelow(all *[]layout, l layout, in region, named bool) {
	if len(l.columns) == 0 {
		return
	}
	for _, part := range f.divide(l, in) {
		f.recall(&part, region{part.left, in.top, part.right, in.bottom})
		next := f.nextHeader(&part, in.bottom, named)
		part.last = in.bottom
		if next > 0 {
			part.last = f.aboveTitles(next, &part)
		}
		f.sampleRows(&part)
		part.settle()
		*all = append(*all, part)
		if next > 0 {
			rest := region{part.left, part.last + 1, part.right, in.bottom}
			below := f.layoutAt(next, rest, f.purposeAt(next, rest, named))
			if fuller, ok := f.climb(below, rest, named, 1); ok {
				below = fuller
			}
			f.addBelow(all, below, rest, named)
		}
	}
}

// firstHeader looks for the first header row of a region: the first row that
// names enough fields, or one right below it that names more.
func (f finder) firstHeader(in region, named bool) (layout, bool) {
	bottom := in.top + headerRows - 1
	var best layout
	for i := range f.g.lines {
		row := int(f.g.lines[i].row)
		if row < in.top {
			continue
		}
		if row > bottom {
			break
		}
		of := f.purposeAt(row, in, named)
		l := f.layoutAt(row, in, of)
		if l.hits() > best.hits() {
			best = l
		}
		if l.hits() < enough(of) {
			continue
		}
		if fuller, ok := f.climb(l, in, named, climbRows); ok {
			return fuller, true
		}
		return l, true
	}
	return best, false
}

// climb goes down from a header row to one that has more fields: the row below
// it, whose cells stand below the headers of blocks, or one a little lower that
// has all of its fields and more, as below a row of instructions.
func (f finder) climb(l layout, in region, named bool, rows int) (layout, bool) {
	moved := false
	for row := l.row + 1; row <= l.row+rows && row <= in.bottom; row++ {
		if len(f.g.line(row).cells) == 0 {
			continue
		}
		if row > l.row+1 && f.holdsData(row-1) {
			break
		}
		fuller := f.layoutAt(row, in, f.purposeAt(row, in, named))
		if fuller.hits() > l.hits() && (row == l.row+1 || fuller.hits() >= 2*l.hits() && fuller.covers(&l)) {
			l, moved = fuller, true
			row = l.row
		}
	}
	return l, moved
}

const climbRows = 5

// holdsData reports whether a row has a value that no header or remark looks
// like.
func (f finder) holdsData(row int) bool {
	return slices.ContainsFunc(f.g.line(row).cells, func(c cell) bool { return c.kind == number || len(shapesOf(c)) > 0 })
}

// covers reports whether a layout has all the fields that another has.
func (l *layout) covers(other *layout) bool {
	for i := range other.columns {
		c := &other.columns[i]
		if c.verdict == known && !slices.ContainsFunc(l.columns, func(o column) bool { return o.verdict == known && o.target == c.target }) {
			return false
		}
	}
	return true
}

// purposeAt tells what the rows below a header are: what the title right above
// it says, else the sheet's name.
func (f finder) purposeAt(row int, in region, named bool) Purpose {
	if !named {
		return flatRows
	}
	for r := row - 1; r >= in.top && r >= row-blockRows; r-- {
		filled := f.filledIn(f.g.line(r), in.left, in.right)
		if len(filled) > 1 {
			break
		}
		if len(filled) == 1 && filled[0].kind == text {
			if of := purposeNamed(filled[0].text); of != flatRows {
				return of
			}
		}
	}
	return purposeNamed(f.g.sheet)
}

// divide takes a header row apart where it is that of several tables beside one
// another: where the first header comes again, or, behind a blank column, fields
// that were there before.
func (f finder) divide(l layout, in region) []layout {
	starts := []int{0}
	for i := 1; i < len(l.columns); i++ {
		c, first := &l.columns[i], &l.columns[starts[len(starts)-1]]
		again := c.verdict == known && first.verdict == known && c.target == first.target && filing.FoldHeader(c.header) == filing.FoldHeader(first.header)
		if again || c.col > l.columns[i-1].col+1 && l.shared(starts[len(starts)-1], i) >= enoughTemplate {
			starts = append(starts, i)
		}
	}
	parts := make([]layout, 0, len(starts))
	for n, start := range starts {
		area := region{l.columns[start].col, in.top, in.right, in.bottom}
		if n == 0 {
			area.left = in.left
		}
		if n+1 < len(starts) {
			area.right = l.columns[starts[n+1]].col - 1
		}
		part := f.layoutAt(l.row, area, l.purpose)
		if len(starts) > 1 && part.hits() < enoughTemplate {
			return []layout{l} // too little to be a table
		}
		parts = append(parts, part)
	}
	if len(parts) < 2 {
		return []layout{l}
	}
	return parts
}

// shared counts the fields that the columns from one place on have, and those
// from another on have too.
func (l *layout) shared(from, at int) (n int) {
	for i := at; i < len(l.columns); i++ {
		for j := from; j < at; j++ {
			if a, b := &l.columns[i], &l.columns[j]; a.verdict == known && b.verdict == known && a.target == b.target {
				n++
				break
			}
		}
	}
	return n
}

// nextHeader returns the row below a header that is another table's header, 0
// for none. The header once more is none.
func (f finder) nextHeader(l *layout, bottom int, named bool) int {
	start := f.g.from(l.row + 1)
	seen := make(map[string]bool)
	for i := start; i < len(f.g.lines) && int(f.g.lines[i].row) <= bottom; i++ {
		n := &f.g.lines[i]
		if !mayBeHeader(n, l.left, l.right, seen) || l.repeatsHeader(n) {
			continue
		}
		row := int(n.row)
		in := region{l.left, row, l.right, row}
		other := f.layoutAt(row, in, f.purposeAt(row, region{l.left, l.row + 1, l.right, bottom}, named))
		filled := f.filledIn(n, l.left, l.right)
		if hits := other.hits(); hits >= enough(other.purpose) && 2*hits >= len(filled) {
			return row
		}
	}
	return 0
}

// mayBeHeader looks at the first cells of a row only: among those of a header are
// some that are known. seen keeps what was found of texts, for most rows repeat
// some of the row above.
func mayBeHeader(l *line, left, right int, seen map[string]bool) bool {
	looked, hits := 0, 0
	for _, c := range l.cells {
		if int(c.col) < left || c.text == "" {
			continue
		}
		if looked++; looked > 6 || int(c.col) > right {
			break
		}
		if c.kind != text || len(c.text) > maxQuick || hasDigit(c.text) {
			continue
		}
		knows, known := seen[c.text]
		if !known {
			if knows = dictionary.knows(c.text); len(seen) < mostSeen {
				seen[c.text] = knows
			}
		}
		if knows {
			if hits++; hits == 2 {
				return true
			}
		}
	}
	return false
}

// maxQuick is the longest header, in bytes, that is looked for below a table's
// own.
const maxQuick = 60

const mostSeen = 1000 // texts

func hasDigit(s string) bool {
	for i := 0; i < len(s); i++ {
		if '0' <= s[i] && s[i] <= '9' {
			return true
		}
	}
	return false
}

// aboveTitles returns the last row of a table above another header. Headers of
// blocks right above that header are not its own, nor are titles that stand apart
// from its rows or span columns.
func (f finder) aboveTitles(header int, l *layout) int {
	row, apart := header-1, true
	for ; row > l.row && header-row <= blockRows; row-- {
		filled := f.filledIn(f.g.line(row), l.left, l.right)
		if len(filled) == 0 || !allBlocks(filled) && (len(filled) > 1 || filled[0].kind != text) {
			break
		}
		if m, merged := f.g.mergedAt(int(filled[0].col), row); !allBlocks(filled) && (!merged || m.right == m.left) {
			apart = false
		}
	}
	if !apart && row > l.row && len(f.filledIn(f.g.line(row), l.left, l.right)) > 0 {
		row = header - 1
	}
	return max(row, l.row)
}

func allBlocks(cells []cell) bool {
	return !slices.ContainsFunc(cells, func(c cell) bool { return c.kind != text || !isBlock(c.text) })
}

// isBlock reports whether a text is the header of a block.
func isBlock(s string) bool {
	word := blockWord(s)
	_, role := dictionary.roles[word]
	return role || slices.ContainsFunc(words.Block, func(b blockWords) bool { return slices.Contains(b.Words, word) })
}

// filledIn returns the filled cells of a row between two columns.
func (f finder) filledIn(l *line, left, right int) []cell {
	filled := filledCells(l)
	if left == 1 && (len(filled) == 0 || int(filled[len(filled)-1].col) <= right) {
		return filled
	}
	from := 0
	for from < len(filled) && int(filled[from].col) < left {
		from++
	}
	to := from
	for to < len(filled) && int(filled[to].col) <= right {
		to++
	}
	return filled[from:to]
}

// likelyHeader returns the row that looks most like a header although it names
// too few fields.
func (f finder) likelyHeader(in region) (layout, bool) {
	best, most := 0, 1
	for i := range f.g.lines {
		row := int(f.g.lines[i].row)
		if row > headerRows || row > in.bottom {
			break
		}
		n := 0
		for _, c := range f.g.lines[i].cells {
			if s := strings.TrimSpace(c.text); c.kind == text && s != "" && len(s) <= maxQuick && !hasDigit(s) && !readsAsNote(s) {
				n++
			}
		}
		if n > most {
			best, most = row, n
		}
	}
	if best == 0 {
		return layout{}, false
	}
	return f.layoutAt(best, in, flatRows), true
}

// byValues returns the row that looks most like a header when the columns below
// it are told by their values: enough of them, one of which tells records apart.
func (f finder) byValues(in region) (layout, bool) {
	l, ok := f.likelyHeader(in)
	if !ok {
		return l, false
	}
	tried := l
	tried.columns = slices.Clone(l.columns)
	tried.last = in.bottom
	f.sampleRows(&tried)
	tried.settle()
	n, telling := 0, false
	for i := range tried.columns {
		if c := &tried.columns[i]; c.read() {
			n++
			telling = telling || isTelling(c.target.field)
		}
	}
	return l, n >= enoughHeaders && telling
}

// remembers reports whether the user has said how a table is to be read.
func (f finder) remembers(l *layout) bool {
	if f.opt.Mappings == nil {
		return false
	}
	m, ok := f.opt.Mappings(l.fingerprint)
	return ok && (m.HeaderRow > 0 || len(m.Columns) > 0 || m.HiddenSheet)
}

// recall reads a table as the user said of tables with its header.
func (f finder) recall(l *layout, in region) {
	l.hidden = f.opt.Hidden
	if f.opt.Mappings == nil {
		return
	}
	m, ok := f.opt.Mappings(l.fingerprint)
	if !ok {
		return
	}
	if m.HeaderRow >= in.top && m.HeaderRow <= in.bottom && m.HeaderRow != l.row {
		other := f.layoutAt(m.HeaderRow, in, l.purpose)
		other.fingerprint = l.fingerprint
		*l = other
	}
	f.understand(l, m)
	l.remembered, l.hiddenSheet = true, m.HiddenSheet
	if l.hidden = m.Hidden; l.hidden == HiddenDefault {
		l.hidden = f.opt.Hidden
	}
}
