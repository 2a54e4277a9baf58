package forms

import (
	"errors"
	"fmt"
	"slices"

	"github.com/BurntSushi/toml"

	"beiandesk/internal/filing"
)

// fileDoc is a form file as it is written.
type fileDoc struct {
	Paper     string     `toml:"paper"`
	List      string     `toml:"list"`
	Name      string     `toml:"name"`
	Foot      string     `toml:"foot"`
	Provinces []string   `toml:"provinces"`
	Source    string     `toml:"source"`
	AsOf      string     `toml:"as_of"`
	Size      float64    `toml:"size"`
	Leading   float64    `toml:"leading"`
	Margin    float64    `toml:"margin"`
	Sans      bool       `toml:"sans"`
	Blocks    []blockDoc `toml:"block"`
}

type blockDoc struct {
	Kind      string    `toml:"kind"`
	Text      string    `toml:"text"`
	Right     string    `toml:"right"`
	Items     []string  `toml:"items"`
	Align     string    `toml:"align"`
	Size      float64   `toml:"size"`
	Indent    float64   `toml:"indent"`
	Bold      bool      `toml:"bold"`
	Space     float64   `toml:"space"`
	Grow      float64   `toml:"grow"`
	Keep      bool      `toml:"keep"`
	Columns   []float64 `toml:"columns"`
	Heads     int       `toml:"heads"`
	Open      bool      `toml:"open"`
	Provinces []string  `toml:"provinces"`
	Except    []string  `toml:"except"`
	Rows      []rowDoc  `toml:"row"`
}

type rowDoc struct {
	Cells     []cellDoc `toml:"cells"`
	Height    float64   `toml:"height"`
	Grow      float64   `toml:"grow"`
	Keep      bool      `toml:"keep"`
	Each      bool      `toml:"each"`
	Provinces []string  `toml:"provinces"`
	Except    []string  `toml:"except"`
}

type cellDoc struct {
	Text     string   `toml:"text"`
	Head     string   `toml:"head"`
	Vertical bool     `toml:"vertical"`
	Code     bool     `toml:"code"`
	Cols     int      `toml:"cols"`
	Rows     int      `toml:"rows"`
	Align    string   `toml:"align"`
	Indent   float64  `toml:"indent"`
	Photo    string   `toml:"photo"`
	Sign     []string `toml:"sign"`
	Seal     string   `toml:"seal"`
	By       string   `toml:"by"`
	Undated  bool     `toml:"undated"`
}

// parser turns a form file into a sheet. Its errors name the line.
type parser struct {
	lines index
	known func(key string) bool
}

// parseSheet reads one form file. Errors begin with the line.
func parseSheet(name string, data []byte) (*sheet, error) {
	var doc fileDoc
	meta, err := toml.Decode(string(data), &doc)
	if err != nil {
		var at toml.ParseError
		if errors.As(err, &at) {
			return nil, fmt.Errorf("line %d: %s", at.Position.Line, at.Message)
		}
		return nil, fmt.Errorf("line 1: %w", err)
	}
	p := parser{lines: indexLines(string(data)), known: knownKey}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("line %d: unknown entry %q", p.lines.ofEntry(unknown[0][len(unknown[0])-1]), unknown[0])
	}
	if doc.List != "" {
		p.known = knownInLists
	}
	return p.sheet(name, doc)
}

// The ranges that the lengths and sizes of a form may have.
const (
	minSize, maxSize       = 6, 30 // points
	minLeading, maxLeading = 1, 3
	minMargin, maxMargin   = 10, 50 // mm
	maxLength              = 250    // mm
)

func (p parser) sheet(name string, doc fileDoc) (*sheet, error) {
	s := &sheet{file: name, paper: filing.Paper(doc.Paper), list: doc.List, provinces: doc.Provinces}
	s.form = Form{Paper: s.paper, Name: doc.Name, Size: or(doc.Size, 10.5), Leading: or(doc.Leading, 1.35), Margin: or(doc.Margin, 20), Sans: doc.Sans}
	switch f := s.form; {
	case s.list == "" && !slices.Contains(filing.Papers, s.paper):
		return nil, fmt.Errorf("line %d: paper %q is none of %q", p.lines.ofEntry("paper"), doc.Paper, filing.Papers)
	case s.list != "" && (s.list != coverList || s.paper != ""):
		return nil, fmt.Errorf("line %d: list %q is not %q, or the form is for a paper too", p.lines.ofEntry("list"), doc.List, coverList)
	case doc.Name == "" || doc.AsOf == "" || doc.Source == "":
		return nil, fmt.Errorf("line 1: name, as_of and source must be given")
	case !within(f.Size, minSize, maxSize):
		return nil, fmt.Errorf("line %d: size must lie between %d and %d points", p.lines.ofEntry("size"), minSize, maxSize)
	case !within(f.Leading, minLeading, maxLeading):
		return nil, fmt.Errorf("line %d: leading must lie between %d and %d", p.lines.ofEntry("leading"), minLeading, maxLeading)
	case !within(f.Margin, minMargin, maxMargin):
		return nil, fmt.Errorf("line %d: margin must lie between %d and %d mm", p.lines.ofEntry("margin"), minMargin, maxMargin)
	case len(doc.Blocks) == 0:
		return nil, fmt.Errorf("line 1: the form has no block")
	}
	for _, code := range doc.Provinces {
		if err := knownProvince(code); err != nil {
			return nil, fmt.Errorf("line %d: %w", p.lines.ofEntry("provinces"), err)
		}
	}
	var err error
	if s.foot, err = p.text(place{-1, -1}, doc.Foot); err != nil {
		return nil, err
	}
	for i, b := range doc.Blocks {
		parsed, err := p.block(i, b)
		if err != nil {
			return nil, err
		}
		s.blocks = append(s.blocks, parsed)
	}
	return s, nil
}

func (p parser) block(i int, doc blockDoc) (block, error) {
	at := place{block: i, row: -1}
	fail := func(err error) (block, error) { return block{}, fmt.Errorf("line %d: %w", p.lines.of(at), err) }
	if !slices.Contains([]BlockKind{Title, Caption, Paragraph, Table, Notes}, BlockKind(doc.Kind)) {
		return fail(fmt.Errorf("kind %q is none of title, caption, text, table, notes", doc.Kind))
	}
	if err := lengths(doc.Space, doc.Grow, doc.Indent); err != nil {
		return fail(err)
	}
	if doc.Size != 0 && !within(doc.Size, minSize, maxSize) {
		return fail(fmt.Errorf("size must lie between %d and %d points", minSize, maxSize))
	}
	b := block{Block: Block{Kind: BlockKind(doc.Kind), Align: Align(doc.Align), Size: doc.Size, Indent: doc.Indent, Bold: doc.Bold,
		Space: doc.Space, Grow: doc.Grow, Keep: doc.Keep, Columns: doc.Columns, Heads: doc.Heads, Open: doc.Open}}
	var err error
	if b.only, err = narrow(doc.Provinces, doc.Except); err == nil {
		err = b.Align.check()
	}
	if err != nil {
		return fail(err)
	}
	for _, part := range []struct {
		text string
		into *Text
	}{{doc.Text, &b.Text}, {doc.Right, &b.Right}} {
		if *part.into, err = p.text(at, part.text); err != nil {
			return block{}, err
		}
	}
	for _, item := range doc.Items {
		text, err := p.text(at, item)
		if err != nil {
			return block{}, err
		}
		b.Items = append(b.Items, text)
	}
	if b.Kind == Table {
		return p.table(at, b, doc)
	}
	if len(doc.Rows) > 0 || len(doc.Columns) > 0 {
		return fail(fmt.Errorf("only a table has rows and columns"))
	}
	return b, nil
}

func (p parser) table(at place, b block, doc blockDoc) (block, error) {
	if len(doc.Columns) == 0 || len(doc.Rows) == 0 {
		return block{}, fmt.Errorf("line %d: a table needs columns and rows", p.lines.of(at))
	}
	for _, width := range doc.Columns {
		if width == 0 || !within(width, 0, maxLength) {
			return block{}, fmt.Errorf("line %d: widths of columns must be positive", p.lines.of(at))
		}
	}
	if doc.Heads < 0 || doc.Heads >= len(doc.Rows) {
		return block{}, fmt.Errorf("line %d: heads must be fewer than the rows", p.lines.of(at))
	}
	grid := newGrid(len(doc.Columns))
	for i, r := range doc.Rows {
		at.row = i
		parsed, err := p.row(at, r)
		if err != nil {
			return block{}, err
		}
		if err := grid.place(parsed.Cells); err != nil {
			return block{}, fmt.Errorf("line %d: %w", p.lines.of(at), err)
		}
		if parsed.varies() && slices.ContainsFunc(parsed.Cells, func(c Cell) bool { return c.Rows > 1 }) {
			return block{}, fmt.Errorf("line %d: cells of a repeated row, or one for some provinces, cannot span rows", p.lines.of(at))
		}
		b.rows = append(b.rows, parsed)
	}
	if grid.open() {
		return block{}, fmt.Errorf("line %d: a cell spans more rows than follow", p.lines.of(at))
	}
	return b, nil
}

func (p parser) row(at place, doc rowDoc) (row, error) {
	fail := func(err error) (row, error) { return row{}, fmt.Errorf("line %d: %w", p.lines.of(at), err) }
	if err := lengths(doc.Height, doc.Grow); err != nil {
		return fail(err)
	}
	r := row{Row: Row{Height: doc.Height, Grow: doc.Grow, Keep: doc.Keep}, each: doc.Each}
	var err error
	if r.only, err = narrow(doc.Provinces, doc.Except); err != nil {
		return fail(err)
	}
	for _, c := range doc.Cells {
		cell, err := p.cell(at, c)
		if err != nil {
			return row{}, err
		}
		r.Cells = append(r.Cells, cell)
	}
	return r, nil
}

func (p parser) cell(at place, doc cellDoc) (c Cell, err error) {
	c = Cell{Vertical: doc.Vertical, Code: doc.Code, Cols: max(doc.Cols, 1), Rows: max(doc.Rows, 1), Align: Align(doc.Align),
		Indent: doc.Indent, Seal: doc.Seal, ByProvider: doc.By == "provider", Undated: doc.Undated, Head: doc.Head != "", Photo: doc.Photo != ""}
	if doc.Cols < 0 || doc.Rows < 0 {
		return c, fmt.Errorf("line %d: cols and rows count from 1", p.lines.of(at))
	}
	if doc.By != "" && doc.By != "provider" {
		return c, fmt.Errorf("line %d: by %q is not \"provider\"", p.lines.of(at), doc.By)
	}
	if err := errors.Join(c.Align.check(), lengths(c.Indent)); err != nil {
		return c, fmt.Errorf("line %d: %w", p.lines.of(at), err)
	}
	text, given := "", 0
	for _, t := range []string{doc.Text, doc.Head, doc.Photo} {
		if t != "" {
			text = t
			given++
		}
	}
	if given > 1 || given == 1 && (len(doc.Sign) > 0 || doc.Seal != "") {
		return c, fmt.Errorf("line %d: a cell holds one of text, head, photo, and sign with seal", p.lines.of(at))
	}
	if c.Text, err = p.text(at, text); err != nil {
		return c, err
	}
	for _, line := range doc.Sign {
		t, err := p.text(at, line)
		if err != nil {
			return c, err
		}
		c.Sign = append(c.Sign, t)
	}
	return c, nil
}

func (p parser) text(at place, s string) (Text, error) {
	t, err := parseText(s, p.known)
	if err != nil {
		return nil, fmt.Errorf("line %d: %w", p.lines.ofText(at, s), err)
	}
	return t, nil
}

func (a Align) check() error {
	switch a {
	case "", Left, Centre, Right, Justify:
		return nil
	}
	return fmt.Errorf("align %q is none of left, center, right, justify", a)
}

func narrow(provinces, except []string) (only, error) {
	for _, code := range append(slices.Clone(provinces), except...) {
		if err := knownProvince(code); err != nil {
			return only{}, err
		}
	}
	return only{provinces, except}, nil
}

func knownProvince(code string) error {
	if _, ok := filing.TableNamed("province").Item(code); !ok {
		return fmt.Errorf("province code %q is unknown", code)
	}
	return nil
}

func lengths(all ...float64) error {
	for _, l := range all {
		if !within(l, 0, maxLength) {
			return fmt.Errorf("lengths must lie between 0 and %d mm", maxLength)
		}
	}
	return nil
}

// within is false for what is not a number, too.
func within(v, least, most float64) bool { return v >= least && v <= most }

func or(v, usual float64) float64 {
	if v == 0 {
		return usual
	}
	return v
}
