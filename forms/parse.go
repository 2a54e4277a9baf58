package forms

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// parser turns a form file into a sheet and collects what is wrong in it.
type parser struct {
	file   string
	files  fs.FS // the folder of the file
	lines  index
	known  func(key string) bool
	faults provider.Faults
}

func (p *parser) wrong(line int, text filing.Text, args ...any) {
	p.faults = append(p.faults, &provider.Fault{File: p.file, Line: line, Text: text.Fill(args...)})
}

// parseSheet reads one form file; files is the folder that it lies in, with the
// blank it may name. The error holds every fault, as [provider.Faults].
func parseSheet(name string, data []byte, files fs.FS) (*sheet, error) {
	var doc fileDoc
	p := &parser{file: name, files: files, lines: indexLines(string(data))}
	if valid := bytes.ToValidUTF8(data, nil); len(valid) < len(data) {
		same := 0
		for same < len(valid) && valid[same] == data[same] {
			same++
		}
		p.wrong(1+bytes.Count(data[:same], []byte("\n")), notUTF8)
		return nil, p.faults
	}
	meta, err := toml.Decode(strings.TrimPrefix(string(data), "\ufeff"), &doc)
	if err != nil {
		line := 1
		var at toml.ParseError
		var cause any = err
		if errors.As(err, &at) {
			line, cause = at.Position.Line, at.Message
		}
		p.wrong(line, notTOML, cause)
		return nil, p.faults
	}
	for _, key := range meta.Undecoded() {
		entry := key[len(key)-1]
		p.wrong(p.lines.ofEntry(entry), badEntry, entry, perhaps(entry, entries))
	}
	p.known = listOf(doc.List).known
	s := p.sheet(name, doc)
	if len(p.faults) > 0 {
		slices.SortStableFunc(p.faults, func(a, b *provider.Fault) int { return a.Line - b.Line })
		return nil, p.faults
	}
	return s, nil
}

// entries are the names of all entries, to propose one for a mistyped one.
var entries = []string{"paper", "list", "name", "foot", "provinces", "kinds", "source", "as_of", "size", "leading", "margin", "sans", "block",
	"kind", "text", "right", "items", "align", "indent", "bold", "space", "grow", "keep", "columns", "heads", "open", "except", "if", "row",
	"cells", "height", "each", "head", "vertical", "code", "cols", "rows", "photo", "sign", "seal", "by", "undated",
	"overlay", "pages", "mark", "place", "page", "x", "y", "width", "tick", "cross", "date", "font", "step"}

// The ranges that the lengths and sizes of a form may have.
const (
	minSize, maxSize       = 6, 30 // points
	minLeading, maxLeading = 1, 3
	minMargin, maxMargin   = 10, 50 // mm
	maxLength              = 250    // mm
)

func (p *parser) sheet(name string, doc fileDoc) *sheet {
	s := &sheet{file: name, paper: filing.Paper(doc.Paper), list: doc.List, provinces: doc.Provinces}
	s.form = Form{Paper: s.paper, Name: doc.Name, Size: or(doc.Size, 10.5), Leading: or(doc.Leading, 1.35), Margin: or(doc.Margin, 20), Sans: doc.Sans}
	p.purpose(s, doc)
	for _, head := range []struct{ entry, value string }{{"name", doc.Name}, {"source", doc.Source}, {"as_of", doc.AsOf}} {
		if strings.TrimSpace(head.value) == "" {
			p.wrong(1, noHead, head.entry)
		}
	}
	p.within(p.lines.ofEntry("size"), "size", s.form.Size, minSize, maxSize)
	p.within(p.lines.ofEntry("leading"), "leading", s.form.Leading, minLeading, maxLeading)
	p.within(p.lines.ofEntry("margin"), "margin", s.form.Margin, minMargin, maxMargin)
	p.provinces(p.lines.ofEntry("provinces"), doc.Provinces)
	switch {
	case doc.Overlay != "":
		p.overlay(s, doc)
	case len(doc.Places) > 0:
		p.wrong(p.lines.of(place{over: true}), placesNoOverlay)
	case len(doc.Blocks) == 0:
		p.wrong(1, noBlocks)
	}
	s.foot = p.text(place{block: -1, row: -1}, doc.Foot)
	for i, b := range doc.Blocks {
		s.blocks = append(s.blocks, p.block(i, b))
	}
	return s
}

// purpose checks what the form is for.
func (p *parser) purpose(s *sheet, doc fileDoc) {
	switch {
	case s.list != "" && s.paper != "":
		p.wrong(p.lines.ofEntry("list"), paperAndList)
	case s.list != "" && listOf(s.list).known == nil:
		p.wrong(p.lines.ofEntry("list"), noSuchList, s.list, oneOf(Lists))
	case s.list == "" && !slices.Contains(filing.Papers, s.paper):
		p.wrong(p.lines.ofEntry("paper"), noSuchPaper, doc.Paper, oneOf(filing.Papers))
	}
	if p.known == nil {
		p.known = knownKey
	}
	line := p.lines.ofEntry("kinds")
	if len(doc.Kinds) > 0 && s.list == "" {
		p.wrong(line, kindsOfPaper)
	}
	for _, k := range doc.Kinds {
		kind := filing.Kind(k)
		if !slices.Contains(filing.Kinds, kind) {
			p.wrong(line, noSuchKind, k, oneOf(filing.Kinds))
		}
		s.kinds = append(s.kinds, kind)
	}
}

func (p *parser) block(i int, doc blockDoc) block {
	at := place{block: i, row: -1}
	line := p.lines.of(at)
	if kind := BlockKind(doc.Kind); !slices.Contains(blockKinds, kind) {
		p.wrong(line, badBlock, doc.Kind, oneOf(blockKinds))
		return block{}
	}
	p.lengths(line, named{"space", doc.Space}, named{"grow", doc.Grow}, named{"indent", doc.Indent})
	if doc.Size != 0 {
		p.within(line, "size", doc.Size, minSize, maxSize)
	}
	b := block{Block: Block{Kind: BlockKind(doc.Kind), Align: Align(doc.Align), Size: doc.Size, Indent: doc.Indent, Bold: doc.Bold,
		Space: doc.Space, Grow: doc.Grow, Keep: doc.Keep, Columns: doc.Columns, Heads: doc.Heads, Open: doc.Open}}
	b.only = p.narrow(at, doc.Provinces, doc.Except, doc.If)
	p.align(line, b.Align)
	b.Text, b.Right = p.text(at, doc.Text), p.text(at, doc.Right)
	for _, item := range doc.Items {
		b.Items = append(b.Items, p.text(at, item))
	}
	if b.Kind == Table {
		p.table(at, &b, doc)
	} else if len(doc.Rows) > 0 || len(doc.Columns) > 0 {
		p.wrong(line, rowsNoTable)
	}
	return b
}

func (p *parser) table(at place, b *block, doc blockDoc) {
	line := p.lines.of(at)
	if len(doc.Columns) == 0 || len(doc.Rows) == 0 {
		p.wrong(line, noColumns)
		return
	}
	for _, width := range doc.Columns {
		if width == 0 || !within(width, 0, maxLength) {
			p.wrong(line, badWidth, width)
		}
	}
	if doc.Heads < 0 || doc.Heads >= len(doc.Rows) {
		p.wrong(line, badHeads, doc.Heads, len(doc.Rows))
	}
	grid := newGrid(len(doc.Columns))
	sound := true
	for i, r := range doc.Rows {
		at.row = i
		parsed := p.row(at, r)
		if sound {
			sound = p.place(at, grid, parsed.Cells)
		}
		if parsed.varies() && slices.ContainsFunc(parsed.Cells, func(c Cell) bool { return c.Rows > 1 }) {
			p.wrong(p.lines.of(at), spansFixed)
		}
		b.rows = append(b.rows, parsed)
	}
	if sound && grid.open() {
		p.wrong(p.lines.of(at), spansBelow)
	}
}

// place puts a row into the grid. After a row that does not fit nothing can be
// said of those below.
func (p *parser) place(at place, g *grid, cells []Cell) bool {
	filled, err := g.place(cells)
	switch {
	case err != nil:
		p.wrong(p.lines.of(at), rowTooWide, len(g.left))
	case filled < len(g.left):
		p.wrong(p.lines.of(at), rowTooNarrow, filled, len(g.left))
	default:
		return true
	}
	return false
}

func (p *parser) row(at place, doc rowDoc) row {
	p.lengths(p.lines.of(at), named{"height", doc.Height}, named{"grow", doc.Grow})
	r := row{Row: Row{Height: doc.Height, Grow: doc.Grow, Keep: doc.Keep}, each: doc.Each}
	r.only = p.narrow(at, doc.Provinces, doc.Except, doc.If)
	for _, c := range doc.Cells {
		r.Cells = append(r.Cells, p.cell(at, c))
	}
	return r
}

func (p *parser) cell(at place, doc cellDoc) Cell {
	c := Cell{Vertical: doc.Vertical, Code: doc.Code, Cols: max(doc.Cols, 1), Rows: max(doc.Rows, 1), Align: Align(doc.Align),
		Indent: doc.Indent, Seal: doc.Seal, ByProvider: doc.By == "provider", Undated: doc.Undated, Head: doc.Head != "", Photo: doc.Photo != ""}
	line := p.lines.of(at)
	if doc.Cols < 0 || doc.Rows < 0 {
		p.wrong(line, badSpan)
	}
	if doc.By != "" && doc.By != "provider" {
		p.wrong(line, badSigner, doc.By)
	}
	p.align(line, c.Align)
	p.lengths(line, named{"indent", c.Indent})
	text, given := "", 0
	for _, t := range []string{doc.Text, doc.Head, doc.Photo} {
		if t != "" {
			text = t
			given++
		}
	}
	if given > 1 || given == 1 && (len(doc.Sign) > 0 || doc.Seal != "") {
		p.wrong(line, mixedCell)
	}
	c.Text = p.text(at, text)
	for _, s := range doc.Sign {
		c.Sign = append(c.Sign, p.text(at, s))
	}
	return c
}

func (p *parser) text(at place, s string) Text {
	t, err := parseText(s, p.known)
	var fault *textFault
	if errors.As(err, &fault) {
		p.wrong(p.lines.ofText(at, s), fault.text, fault.args...)
	}
	return t
}

var (
	blockKinds = []BlockKind{Title, Caption, Paragraph, Table, Notes}
	alignments = []Align{"", Left, Centre, Right, Justify}
)

func (p *parser) align(line int, a Align) {
	if !slices.Contains(alignments, a) {
		p.wrong(line, badAlign, a, oneOf(alignments))
	}
}

func (p *parser) narrow(at place, provinces, except []string, condition string) only {
	p.provinces(p.lines.of(at), provinces)
	p.provinces(p.lines.of(at), except)
	key, want, equals := strings.Cut(condition, "=")
	if condition != "" && (key == "" || equals && want == "" || !p.known(key)) {
		p.wrong(p.lines.ofText(at, condition), badCondition, condition)
	}
	return only{provinces: provinces, except: except, key: key, want: want}
}

func (p *parser) provinces(line int, codes []string) {
	for _, code := range codes {
		if _, ok := filing.TableNamed("province").Item(code); !ok {
			p.wrong(line, badProvince, code)
		}
	}
}

// named is a number of the file with the name of its entry.
type named struct {
	entry string
	value float64
}

func (p *parser) lengths(line int, all ...named) {
	for _, l := range all {
		p.within(line, l.entry, l.value, 0, maxLength)
	}
}

func (p *parser) within(line int, entry string, v, least, most float64) {
	if !within(v, least, most) {
		p.wrong(line, offRange, entry, v, least, most)
	}
}

// within is false for what is not a number, too.
func within(v, least, most float64) bool { return v >= least && v <= most }

func or(v, usual float64) float64 {
	if v == 0 {
		return usual
	}
	return v
}
