package app

import (
	"maps"
	"slices"

	"beiandesk/internal/job"
)

// columnState is what the user says of the tables of a workbook, before it is
// adopted, and what reading it that way comes to.
type columnState struct {
	kept    *job.Mappings          // what was said of such tables before; may be nil
	before  job.Reading            // how the workbook is read so far
	said    map[string]job.Mapping // by fingerprint
	preview *job.Preview           // nil until the first is there
	failed  error                  // of the preview
	at      int                    // the table that is shown
}

func newColumnState(now job.Reading, kept *job.Mappings) *columnState {
	s := &columnState{kept: kept, before: now, said: make(map[string]job.Mapping)}
	for fingerprint, m := range now.Mapped {
		s.said[fingerprint] = own(m)
	}
	return s
}

// own returns a mapping whose columns may be changed.
func own(m job.Mapping) job.Mapping {
	m.Columns = maps.Clone(m.Columns)
	if m.Columns == nil {
		m.Columns = make(map[string]string)
	}
	return m
}

// reading is how the workbook is to be read. It shares nothing with the state.
func (s *columnState) reading() job.Reading {
	r := s.before
	r.Mappings, r.Mapped = s.kept, make(map[string]job.Mapping, len(s.said))
	for fingerprint, m := range s.said {
		r.Mapped[fingerprint] = own(m)
	}
	return r
}

// show takes over what reading comes to. The table that was shown stays.
func (s *columnState) show(p *job.Preview, err error) {
	was := s.table()
	s.failed = err
	if p == nil {
		return
	}
	s.preview = p
	if was == nil {
		s.at = s.first()
		return
	}
	same := func(t *job.Table) bool { return t.Sheet == was.Sheet && t.Fingerprint == was.Fingerprint }
	if s.at < len(p.Tables) && same(p.Tables[s.at]) {
		return
	}
	s.at = max(0, slices.IndexFunc(p.Tables, same))
}

// first returns the table that most needs to be looked at.
func (s *columnState) first() int {
	best, most := 0, -1
	for i, t := range s.preview.Tables {
		n := 0
		for c := range t.Columns {
			if doubtful(&t.Columns[c]) {
				n++
			}
		}
		if t.State == tableRead {
			n += 1000
		}
		if n > most {
			best, most = i, n
		}
	}
	return best
}

// table is the one that is shown, nil for none.
func (s *columnState) table() *job.Table {
	if s.preview == nil || s.at >= len(s.preview.Tables) {
		return nil
	}
	return s.preview.Tables[s.at]
}

// mapping returns what was said of the table that is shown, now or before.
func (s *columnState) mapping() job.Mapping { return s.mappingOf(s.table()) }

func (s *columnState) mappingOf(t *job.Table) job.Mapping {
	m, ok := s.said[t.Fingerprint]
	if !ok {
		m, _ = s.kept.Lookup(t.Fingerprint)
	}
	return own(m)
}

// choose has a column read into a field, [job.SkipColumn] for none, or "" for
// what is found out.
func (s *columnState) choose(column, key string) {
	m := s.mapping()
	if key == "" {
		delete(m.Columns, column)
	} else {
		m.Columns[column] = key
	}
	s.said[s.table().Fingerprint] = m
}

// moveHeader moves the header of the table by rows. Columns are other ones then,
// so that nothing is said of them any more.
func (s *columnState) moveHeader(rows int) {
	m := s.mapping()
	m.HeaderRow = max(1, s.headerRow()+rows)
	clear(m.Columns)
	s.said[s.table().Fingerprint] = m
}

// headerRow is the row of the table's header, as far as the user has moved it.
func (s *columnState) headerRow() int {
	t := s.table()
	if m, ok := s.said[t.Fingerprint]; ok && m.HeaderRow > 0 {
		return m.HeaderRow
	}
	return t.HeaderRow
}

// movable reports whether the table's header can be moved: that of a form stands
// in a column, and one that several tables share is said by its row alone.
func (s *columnState) movable() bool {
	t := s.table()
	if t.Transposed || t.State == tableHidden || t.Fingerprint == "" {
		return false
	}
	n := 0
	for _, other := range s.preview.Tables {
		if other.Fingerprint == t.Fingerprint {
			n++
		}
	}
	return n == 1
}

// skipHidden says whether the table's hidden rows and columns are left out.
func (s *columnState) skipHidden(on bool) {
	m := s.mapping()
	m.Hidden = job.HiddenInclude
	if on {
		m.Hidden = job.HiddenSkip
	}
	s.said[s.table().Fingerprint] = m
}

// hiddenSheets returns the tables on hidden sheets, and whether they are read.
func (s *columnState) hiddenSheets() (tables []*job.Table, read bool) {
	for _, t := range s.preview.Tables {
		if t.SheetHidden && t.Fingerprint != "" {
			tables = append(tables, t)
			read = read || s.mappingOf(t).HiddenSheet
		}
	}
	return tables, read
}

// readHiddenSheets says whether hidden sheets are read.
func (s *columnState) readHiddenSheets(on bool) {
	tables, _ := s.hiddenSheets()
	for _, t := range tables {
		m := s.mappingOf(t)
		m.HiddenSheet = on
		s.said[t.Fingerprint] = m
	}
}

// restore forgets what was said of the table, now and before; a hidden sheet
// that is read stays so.
func (s *columnState) restore() {
	s.said[s.table().Fingerprint] = own(job.Mapping{HiddenSheet: s.mapping().HiddenSheet})
}

// changed reports whether anything would be read in another way than so far.
func (s *columnState) changed() bool {
	if len(s.said) != len(s.before.Mapped) {
		return true
	}
	for fingerprint, m := range s.said {
		was, ok := s.before.Mapped[fingerprint]
		if !ok || was.HeaderRow != m.HeaderRow || was.Hidden != m.Hidden || was.HiddenSheet != m.HiddenSheet || !maps.Equal(was.Columns, m.Columns) {
			return true
		}
	}
	return false
}

// clash is a column that is read into the same field as another.
type clash struct {
	table  int
	column *job.TableColumn
}

// clashes returns the columns of all tables that are not read because another is
// read into their field.
func (s *columnState) clashes() (all []clash) {
	if s.preview == nil {
		return nil
	}
	for i, t := range s.preview.Tables {
		if t.State != tableRead {
			continue
		}
		for c := range t.Columns {
			if t.Columns[c].State == columnDuplicate {
				all = append(all, clash{i, &t.Columns[c]})
			}
		}
	}
	return all
}

// dropClashes leaves those columns out.
func (s *columnState) dropClashes() {
	shown := s.at
	for _, c := range s.clashes() {
		s.at = c.table
		s.choose(c.column.Name, job.SkipColumn)
	}
	s.at = shown
}

// remember keeps what was said for workbooks with the same headers.
func (s *columnState) remember() error {
	if s.kept == nil {
		return nil
	}
	done := make(map[string]bool)
	for _, t := range s.preview.Tables {
		m, ok := s.said[t.Fingerprint]
		if !ok || done[t.Fingerprint] {
			continue
		}
		done[t.Fingerprint] = true
		if err := s.kept.Remember(t, m); err != nil {
			return err
		}
	}
	return nil
}

// States that tables and columns are in; see package job.
const (
	tableRead    job.TableState = "read"
	tableIgnored job.TableState = "ignored"
	tableHidden  job.TableState = "hidden"

	columnAmbiguous    job.ColumnState = "ambiguous"
	columnContradicted job.ColumnState = "contradicted"
	columnDuplicate    job.ColumnState = "duplicate"
	columnUnknown      job.ColumnState = "unknown"
	columnSkipped      job.ColumnState = "skipped"
)

// doubtful reports whether a column has values and is not read, although nobody
// said so.
func doubtful(c *job.TableColumn) bool {
	switch c.State {
	case columnAmbiguous, columnContradicted, columnDuplicate:
		return true
	}
	return c.State == columnUnknown && c.Values > 0
}

// doubts are what the user should look at in how a workbook was read.
type doubts struct {
	columns int // that are not read, see doubtful
	hidden  int // rows that are hidden and were read
	skipped int // rows that are hidden and were not
	sheets  int // that were not read
}

func doubtsOf(tables []*job.Table) (d doubts) {
	for _, t := range tables {
		switch t.State {
		case tableHidden, tableIgnored:
			d.sheets++
		case tableRead:
			for i := range t.Columns {
				if doubtful(&t.Columns[i]) {
					d.columns++
				}
			}
			if t.HiddenRead {
				d.hidden += t.Hidden
			} else {
				d.skipped += t.Hidden
			}
		}
	}
	return d
}
