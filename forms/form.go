package forms

import (
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/mark"
)

// Form is one paper, filled in and ready to be drawn. Lengths are in
// millimetres, sizes of letters in points.
type Form struct {
	Paper   filing.Paper // empty for lists
	Name    string       // what it is called in lists and in the page's head
	Foot    string       // names the filing at the foot of every page
	Filings []string     // keys of the filings that it speaks for
	Size    float64      // of the text
	Leading float64      // line pitch in sizes
	Margin  float64      // left and right
	Sans    bool         // wording sans serif, so that the values stand out
	Mark    *mark.Mark   // printed at the foot of every page, with its number; nil for none
	Blocks  []Block
	Over    *Overlay // the blank that it is written on, in place of blocks; nil for none
}

// Text is a run of wording and values.
type Text []Span

// Span is a piece of a text: wording of the form, a value, a line to write on,
// or a box to tick.
type Span struct {
	Text  string
	Key   string // placeholder that the value stands for, e.g. entity.name; empty for wording
	Blank int    // characters of line to write on, where a value is missing
	Box   Box
}

// Value reports whether the span stands for a value, present or missing.
func (s Span) Value() bool { return s.Key != "" }

// Box is a box to tick.
type Box uint8

// The boxes.
const (
	NoBox  Box = iota
	Empty      // □
	Ticked     // ☑
)

// String returns the text as it reads, blanks as underscores.
func (t Text) String() string {
	var b strings.Builder
	for _, s := range t {
		switch {
		case s.Box == Empty:
			b.WriteString("□")
		case s.Box == Ticked:
			b.WriteString("☑")
		case s.Text == "" && s.Blank > 0:
			b.WriteString(strings.Repeat("＿", s.Blank))
		default:
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

// Block is one part of a form, from top to bottom.
type Block struct {
	Kind  BlockKind
	Text  Text   // title, caption (left half), text; heading of notes
	Right Text   // caption
	Items []Text // notes
	Align Align
	Size  float64 // of the letters; 0 for the form's
	// Indent is how far the first line of every paragraph is set in, in
	// characters.
	Indent float64
	Bold   bool
	Space  float64 // left free above
	Grow   float64 // how much more may be left free above, when the page has room
	Keep   bool    // stays on one page with the next block

	Columns []float64 // table: widths, in any unit
	Rows    []Row
	Heads   int  // rows repeated on the following pages
	Open    bool // table without rules
}

// BlockKind tells blocks apart.
type BlockKind string

// The kinds of blocks.
const (
	Title     BlockKind = "title"
	Caption   BlockKind = "caption" // one small line, left and right
	Paragraph BlockKind = "text"
	Table     BlockKind = "table"
	Notes     BlockKind = "notes" // small numbered lines
)

// Row is one row of a table.
type Row struct {
	Cells  []Cell
	Height float64 // at least; 0 for the usual
	Grow   float64 // how much higher it may become, when the page has room
	Keep   bool    // stays on one page with the next row
}

// Cell is one cell of a table. Where cells of earlier rows reach down, the
// cells of a row take the columns that are left.
type Cell struct {
	Text       Text
	Head       bool // a label: sans serif, centred
	Vertical   bool // characters one below the other
	Code       bool // a number to be compared digit by digit: set wide
	Cols, Rows int  // spanned, at least 1
	Align      Align
	Indent     float64 // of first lines, in characters
	Photo      bool    // a frame to paste a photo in, the text in its middle
	Sign       []Text  // lines to sign on
	Seal       string  // wording in the circle for the seal; empty for none
	ByProvider bool    // the provider signs and seals here, not the applicant
	Undated    bool    // the date is to be left to the provider
}

// Align says how lines lie in their width.
type Align string

// The alignments. The zero Align leaves it to the kind of block or cell.
const (
	Left    Align = "left"
	Centre  Align = "center"
	Right   Align = "right"
	Justify Align = "justify"
)
