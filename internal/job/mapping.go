package job

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"beiandesk/internal/filing"
	"beiandesk/internal/rules"
	"beiandesk/internal/sheet"
)

// How tables of a workbook are understood, and what a user says of that; see
// package sheet.
type (
	Table       = sheet.Table
	TableColumn = sheet.Column
	Alternative = sheet.Alternative
	TableState  = sheet.TableState
	ColumnState = sheet.State
	Confidence  = sheet.Confidence
	Mapping     = sheet.Mapping
	Hidden      = sheet.Hidden
)

// What a user may say of a column and of what is hidden.
const (
	SkipColumn    = sheet.Skip
	HiddenDefault = sheet.HiddenDefault // hidden rows and columns are read, hidden sheets are not
	HiddenInclude = sheet.HiddenInclude
	HiddenSkip    = sheet.HiddenSkip
)

// Reading is what a user says of how workbooks are read.
type Reading struct {
	Hidden     Hidden
	Columns    map[string]string  // by header or name of a column, the key of its field, or SkipColumn
	HeaderRows map[string]int     // by sheet, the first row of the header
	Mapped     map[string]Mapping // by fingerprint, in place of what Mappings keep
	Mappings   *Mappings          // what was said before; nil for nothing
}

// options are the reader's.
func (r *Reading) options() sheet.Options {
	opt := sheet.Options{Hidden: r.Hidden, Columns: r.Columns, HeaderRows: r.HeaderRows}
	opt.Mappings = func(fingerprint string) (Mapping, bool) {
		if m, ok := r.Mapped[fingerprint]; ok {
			return m, true
		}
		return r.Mappings.Lookup(fingerprint)
	}
	return opt
}

// readOptions are those that the batch's workbook is read with.
func (b *Batch) readOptions() sheet.Options {
	opt := b.opt.Reading.options()
	opt.Password = b.unlock
	return opt
}

// FieldNamed returns the key of what a user calls a field: its key, its label or
// another name of it, the key of a reference (ref.number), or SkipColumn.
func FieldNamed(name string) (key string, ok bool) { return sheet.KeyNamed(name) }

// FieldLabel puts a key of a [TableColumn] into words.
func FieldLabel(key string, lang filing.Lang) string { return sheet.LabelOf(key).In(lang) }

// References lists the keys of what numbers rows or refers to them, for
// [FieldLabel].
func References() []string { return sheet.References() }

// Tables returns how the tables of the batch's workbook were understood.
func (b *Batch) Tables() []*Table { return b.tables }

// unmatched says which column that the user named is not there, or is there
// more than once.
func unmatched(workbook string, tables []*Table, columns map[string]string) error {
	for _, header := range slices.Sorted(maps.Keys(columns)) {
		found := false
		for _, t := range tables {
			named := t.Named(header)
			if len(named) > 1 {
				return &Trouble{File: workbook,
					Why:    filing.Text{ZH: fmt.Sprintf("有 %d 列叫“%s”", len(named), header), EN: fmt.Sprintf("%d columns are called “%s”", len(named), header)},
					Remedy: filing.Text{ZH: fmt.Sprintf("请写成“%s”或“%s”", named[0].Name, named[1].Name), EN: fmt.Sprintf("call it “%s” or “%s”", named[0].Name, named[1].Name)}}
			}
			found = found || len(named) == 1
		}
		if !found {
			return &Trouble{File: workbook, Why: filing.Text{ZH: "没有列“" + header + "”", EN: "no column is called “" + header + "”"},
				Remedy: filing.Text{ZH: "用 beian check --explain 查看读到的列", EN: "beian check --explain lists the columns"}}
		}
	}
	return nil
}

// Remember keeps what the batch's user said of its tables ([Reading]) for
// workbooks with the same headers, and returns how many tables that concerns.
func (b *Batch) Remember() (tables int, err error) {
	store := b.opt.Reading.Mappings
	if store == nil {
		return 0, nil
	}
	for _, t := range b.tables {
		m, told := saidOf(t, &b.opt.Reading)
		if !told {
			continue
		}
		if err := store.Remember(t, m); err != nil {
			return tables, err
		}
		tables++
	}
	return tables, nil
}

// saidOf returns what the user said of a table, now and before.
func saidOf(t *Table, said *Reading) (m Mapping, told bool) {
	m, before := said.Mappings.Lookup(t.Fingerprint)
	if m.Columns = maps.Clone(m.Columns); m.Columns == nil {
		m.Columns = make(map[string]string)
	}
	if t.SheetHidden && said.Hidden != HiddenDefault {
		m.HiddenSheet = said.Hidden == HiddenInclude
		told = m.HiddenSheet || before
	}
	if t.State != sheet.TableRead {
		return m, told
	}
	if said.Hidden != HiddenDefault {
		m.Hidden, told = said.Hidden, true
	}
	for header, key := range said.Columns {
		for _, c := range t.Named(header) {
			m.Columns[c.Name], told = key, true
		}
	}
	return m, told
}

// Workbook is a workbook whose cells are in memory, so that what a user says of
// its columns can be tried at once.
type Workbook struct {
	book *sheet.Workbook
}

// LoadWorkbook reads the cells of a workbook.
func LoadWorkbook(ctx context.Context, path string, opt Options) (*Workbook, error) {
	opt.Progress.start(StageRead, 0)
	w, err := sheet.Load(ctx, path, sheet.Options{Progress: opt.Progress.set, Password: opt.Password})
	if err != nil {
		return nil, err
	}
	return &Workbook{w}, nil
}

// Load reads the cells of the batch's workbook. p may be nil.
func (b *Batch) Load(ctx context.Context, p *Progress) (*Workbook, error) {
	opt := b.opt
	opt.Progress, opt.Password = p, b.unlock
	return LoadWorkbook(ctx, b.Workbook, opt)
}

// Preview is what reading a workbook comes to.
type Preview struct {
	Tables   []*Table
	Filings  []*filing.Filing
	Findings []filing.Finding // of the workbook, described; those of single filings are their Noticed
}

// Preview reads the workbook as the options' Reading says. The error that no
// table was found comes with the preview; see [NoTable]. With ctx's there is none.
func (w *Workbook) Preview(ctx context.Context, opt Options) (*Preview, error) {
	book, err := w.book.Read(ctx, opt.Reading.options())
	if book == nil {
		return nil, err
	}
	rules.Describe(book.Findings, opt.filled().Lang)
	return &Preview{Tables: book.Tables, Filings: book.Filings, Findings: book.Findings}, err
}

// NoTable reports whether a workbook was refused because no header was found in
// it, which its user can say.
func NoTable(err error) bool { return errors.Is(err, sheet.ErrNoTable) }
