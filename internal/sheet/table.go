package sheet

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// Table is what was found out about one table of a workbook: where it stands and
// what its columns mean. A sheet without one has a Table too, that says why
// nothing was read.
type Table struct {
	Sheet       string `json:"sheet"`
	SheetHidden bool   `json:"sheet_hidden,omitempty"`
	// State says whether the table's rows were read.
	State TableState `json:"state"`
	// Fingerprint names the table by its headers: tables with the same headers,
	// in whatever order, have the same. It is what a [Mapping] is kept under. That
	// of a hidden sheet which is not read is its first table's.
	Fingerprint string  `json:"fingerprint"`
	Purpose     Purpose `json:"purpose"`
	// Transposed: the labels stand in a column, and each filing in a column
	// beside them.
	Transposed bool `json:"transposed"`
	// HeaderTop and HeaderRow are the first and the last row of the header, from
	// 1. Of a transposed table they are the rows of its first and last label.
	HeaderTop int `json:"header_top"`
	HeaderRow int `json:"header_row"`
	// Rows is how many rows (of a transposed table: columns) were taken, Hidden
	// how many are hidden or filtered out; whether those are among Rows says
	// HiddenRead.
	Rows       int      `json:"rows"`
	Hidden     int      `json:"hidden"`
	HiddenRead bool     `json:"hidden_read"`
	Remembered bool     `json:"remembered"` // a mapping of [Options] was used
	Columns    []Column `json:"columns"`
}

// TableState says what became of a table or sheet.
type TableState string

// What became of a table or sheet.
const (
	TableRead    TableState = "read"
	TableIgnored TableState = "ignored" // no header was found; Columns are of the row that looks most like one
	TableHidden  TableState = "hidden"  // the sheet is hidden
	TableOwn     TableState = "own"     // written by the program: a list of findings, of codes, help
)

// Purpose is what the rows of a table are.
type Purpose string

// The purposes.
const (
	flatRows   Purpose = "filings"  // a filing each, with everything in the row
	entityRows Purpose = "entities" // an entity each
	personRows Purpose = "persons"  // a person each
	siteRows   Purpose = "sites"    // a filing each, naming its entity and persons
)

// Column says what became of one column of a table.
type Column struct {
	Cell   filing.Cell `json:"-"`    // of its header; of a column without header, its first value
	At     string      `json:"cell"` // the same as a text
	Header string      `json:"header"`
	Block  string      `json:"block,omitempty"` // the header above that explained it
	// Name is what a [Mapping] calls the column: its folded header, behind that of
	// its block and a slash if there is one, with #2 and so on when the table has
	// the name before; 列F for the sixth column when it has no header.
	Name string `json:"name"`
	// Field is the key of the field that the values are read into, ref.number and
	// the like for one that numbers rows or refers to them, both.person.name and the
	// like for one that is read for both persons, "" when it is not read.
	Field      string     `json:"field"`
	State      State      `json:"state"`
	Confidence Confidence `json:"confidence,omitempty"` // that the field is right
	Reason     Reason     `json:"reason"`
	// Alternatives are other fields that the column may mean, likelier ones first.
	Alternatives []Alternative `json:"alternatives,omitempty"`
	Values       int           `json:"values"` // filled cells below the header, up to the first [sampled] rows
	Hidden       bool          `json:"hidden,omitempty"`
	// Samples are the first values, as written. They may be personal.
	Samples []string `json:"-"`
}

// State is what became of a column.
type State string

// The states of a column.
const (
	Taken        State = "taken"        // its values are the field's
	Reference    State = "reference"    // it numbers rows or refers to them
	Duplicate    State = "duplicate"    // another column is read into the same field
	Ambiguous    State = "ambiguous"    // of the entity's person or the site's: not read
	Contradicted State = "contradicted" // its values are not what the header says: not read
	Unknown      State = "unknown"      // not read
	Skipped      State = "skipped"      // not read, as told
)

// Confidence is how sure it is what a column means.
type Confidence string

// The confidences. What is low is not read.
const (
	High   Confidence = "high"   // the header or its block says so, or the user
	Medium Confidence = "medium" // the columns beside it or its values say so
	Low    Confidence = "low"    // a guess
)

// Reason says why a column is read as it is; it is data, and In its words.
type Reason struct {
	Code string      `json:"code"`
	Args filing.Args `json:"args,omitempty"`
}

// In puts the reason into words.
func (r Reason) In(lang filing.Lang) string {
	text := words.Reason[r.Code].In(lang)
	for name, value := range r.Args {
		if name == "shape" {
			value = shapeNamed(value).Name.In(lang)
		}
		if field, ok := filing.ByKey(value); ok && name == "name" {
			value = field.Def().Label.In(lang)
		}
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}

// Alternative is another field that a column may mean.
type Alternative struct {
	Field      string     `json:"field"`
	Confidence Confidence `json:"confidence"`
	Reason     Reason     `json:"reason"`
}

// Hidden says what becomes of hidden rows, columns and sheets.
type Hidden string

// What becomes of what is hidden.
const (
	HiddenDefault Hidden = ""        // rows and columns are read, sheets are not
	HiddenInclude Hidden = "include" // everything is read
	HiddenSkip    Hidden = "skip"    // nothing is
)

// Skip is what a [Mapping] says of a column that is not to be read.
const Skip = "skip"

// Mapping says how a table is to be read, in place of what the reader finds out.
type Mapping struct {
	HeaderRow int    // from 1; 0 for the one that is found
	Hidden    Hidden // of its rows and columns; HiddenDefault for what [Options] say
	// HiddenSheet has the sheet of the table read although it is hidden, unless
	// [Options] say [HiddenSkip].
	HiddenSheet bool
	// Columns says for a column, by its name ([Column.Name]), which field it is
	// read into (key), or [Skip]. Columns that are not named are found out.
	Columns map[string]string
}

// fingerprint names a table by the names of its columns.
func fingerprint(columns []column, transposed bool) string {
	names := make([]string, 0, len(columns))
	for i := range columns {
		if columns[i].header != "" {
			names = append(names, columns[i].name)
		}
	}
	slices.Sort(names)
	kind := "rows\n"
	if transposed {
		kind = "columns\n"
	}
	sum := sha256.Sum256([]byte(kind + strings.Join(names, "\n")))
	return hex.EncodeToString(sum[:8])
}

// nameColumns gives every column the name that mappings call it by.
func nameColumns(columns []column) {
	seen := make(map[string]bool, len(columns))
	for i := range columns {
		c := &columns[i]
		name := filing.FoldHeader(c.header)
		switch {
		case c.header == "":
			name = "列" + filing.ColumnName(c.col)
		case c.block != "":
			name = filing.FoldHeader(c.block) + "/" + name
		}
		c.name = name
		for n := 2; seen[c.name]; n++ {
			c.name = name + "#" + itoa(n)
		}
		seen[c.name] = true
	}
}

// Named returns the columns that a user may mean by a header or a name.
func (t *Table) Named(header string) (all []*Column) {
	folded := foldName(header)
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.Name == folded {
			return []*Column{c}
		}
		if c.Header != "" && filing.FoldHeader(c.Header) == folded {
			all = append(all, c)
		}
	}
	return all
}

// KeyNamed returns the key that a [Mapping] has for what a user calls a field:
// its key, its label or another name of it, the key of a reference, or [Skip].
func KeyNamed(name string) (key string, ok bool) {
	if name == Skip {
		return Skip, true
	}
	if _, ok := referenceKeyed(name); ok {
		return name, true
	}
	if _, ok := bothKeyed(name); ok {
		return name, true
	}
	if field, ok := filing.ByKey(name); ok {
		return field.Key(), true
	}
	if m := dictionary.find(name, around{}); m.verdict == known {
		return m.target.key(), true
	}
	return "", false
}

// References lists the keys of what numbers rows or refers to them.
func References() (keys []string) {
	for i := range words.Reference {
		keys = append(keys, words.Reference[i].Key)
	}
	return keys
}

// LabelOf puts the key of a field or a reference into words.
func LabelOf(key string) filing.Text {
	if key == Skip {
		return filing.Text{ZH: "不读取", EN: "not read"}
	}
	if ref, ok := referenceKeyed(key); ok {
		return ref.words().Label
	}
	if both, ok := bothKeyed(key); ok {
		return both.label()
	}
	field, ok := filing.ByKey(key)
	if !ok {
		return filing.Text{ZH: key, EN: key}
	}
	return field.Def().Label
}
