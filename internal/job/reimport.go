package job

import (
	"context"
	"slices"

	"beiandesk/internal/compare"
	"beiandesk/internal/filing"
)

// A workbook is read again into a batch of its own, compared with the one that
// is open, and takes its place only when the user agrees. Nothing of the open
// batch changes before.

// State is what a workbook held when it was read, and what was corrected since.
type State struct {
	read, now []*filing.Filing
	rules     map[target]string // that suggested corrections
}

// State returns the state of a batch, for [Batch.Since].
func (b *Batch) State() *State {
	s := &State{read: b.edits.read, now: b.Filings, rules: make(map[target]string)}
	for _, step := range b.edits.done {
		for _, f := range step.Fixes {
			s.rules[f.at] = f.Rule
		}
	}
	return s
}

// Again reads the workbook anew, with a scan folder and options that may be
// others, into another batch. Both share the fitted pictures, and both are to be
// closed.
func (b *Batch) Again(ctx context.Context, scanDir string, opt Options) (*Batch, error) {
	again := &Batch{Workbook: b.Workbook, ScanDir: scanDir, opt: opt.filled(), key: b.key}
	if err := again.load(ctx); err != nil {
		return nil, err
	}
	again.spool = b.spool.share()
	again.spool.forgetFailed()
	return again, nil
}

// Reimport is what reading a workbook again comes to, beside the corrections
// that were made in the meantime.
type Reimport struct {
	Difference *Difference
	Conflicts  []Conflict
	Lost       []Lost
	Kept       int // corrections of fields that the workbook still has as they were
	Settled    int // corrections that the workbook has itself now
	// Keys names every filing that is still there, by its key before.
	Keys map[string]string

	fixes []Fix // kept
}

// Conflict is a cell that was corrected, and changed in the workbook as well.
type Conflict struct {
	Filings []string // keys of those that read the cell
	Field   string   // key
	Cell    string   // "" when the workbook has none
	// The values as a person reads them, not masked.
	Base   string // of the workbook before
	Mine   string // corrected
	Theirs string // of the workbook now

	fix Fix
}

// Lost is a correction that has no place in the workbook any more.
type Lost struct {
	Filing string // key before
	Field  string // key
	Value  string // corrected, as a person reads it, not masked
	// Together says that cells which were corrected apart are one cell now; else
	// the filing is gone, or cannot be told from others.
	Together bool
}

// Quiet reports whether there is nothing for the user to see or to decide.
func (r *Reimport) Quiet() bool {
	return r.Difference.Same && len(r.Conflicts) == 0 && len(r.Lost) == 0
}

// Since compares a batch that was just read with an earlier state of its
// workbook.
func (b *Batch) Since(before *State) *Reimport {
	found := compare.Filings(before.read, b.Filings)
	r := &Reimport{Difference: difference(before.read, b.Filings, found, b.opt.Lang), Keys: make(map[string]string, len(found.Pairs))}
	r.Difference.Old, r.Difference.New = b.Workbook, b.Workbook
	for _, p := range found.Pairs {
		r.Keys[before.read[p.Old].Key()] = b.Filings[p.New].Key()
	}
	m := merge{batch: b, before: before, found: found, report: r, claims: make(map[target]*claim)}
	m.collect()
	m.widen()
	for _, at := range m.order {
		c := m.claims[at]
		switch {
		case c.conflict:
			r.Conflicts = append(r.Conflicts, c.Conflict)
		case c.open:
			r.fixes = append(r.fixes, c.fix)
		default:
			r.Settled++
		}
	}
	r.Kept = len(r.fixes)
	return r
}

// Settle makes the corrections again that are kept, and those of the conflicts
// for which mine is set, as one step. Conflicts beyond the end of mine are left
// as the workbook has them.
func (b *Batch) Settle(r *Reimport, mine []bool) {
	fixes := slices.Clone(r.fixes)
	for i := range r.Conflicts {
		if i < len(mine) && mine[i] {
			fixes = append(fixes, r.Conflicts[i].fix)
		}
	}
	b.Apply(fixes)
}

// merge brings corrections and a workbook that was read again together.
type merge struct {
	batch  *Batch
	before *State
	found  *compare.Result
	report *Reimport
	claims map[target]*claim
	order  []target
}

// claim is what was corrected of one cell of the workbook as it is now.
type claim struct {
	Conflict
	conflict bool
	open     bool          // the workbook does not have it yet
	of       map[spot]bool // the fields that are claimed
}

type spot struct {
	filing int // in the new list
	field  filing.Field
}

// collect claims the cells that every corrected field has now.
func (m *merge) collect() {
	for i, was := range m.before.read {
		mine := m.before.now[i]
		if was == mine {
			continue
		}
		for k := range filing.Fields {
			field := filing.Field(k)
			if written(was.Get(field)) == written(mine.Get(field)) {
				continue
			}
			if j := m.found.Now(i); j >= 0 {
				m.claim(i, j, field)
			} else {
				m.report.Lost = append(m.report.Lost, Lost{Filing: was.Key(), Field: field.Key(), Value: mine.Label(field, m.batch.opt.Lang)})
			}
		}
	}
}

// claim claims the cell of a field that was corrected in the i-th filing before,
// which is the j-th now.
func (m *merge) claim(i, j int, field filing.Field) {
	was, mine, theirs := m.before.read[i], m.before.now[i], m.batch.Filings[j]
	lang, v := m.batch.opt.Lang, theirs.Get(field)
	at := targetOf(j, field, v)
	c := m.claims[at]
	if c == nil {
		c = &claim{of: make(map[spot]bool)}
		c.fix = Fix{Filing: theirs.Key(), Field: field.Key(), Cell: at.cell.String(), Rule: m.before.rules[targetOf(i, field, was.Get(field))],
			Old: written(v), New: written(mine.Get(field)), at: at}
		c.Conflict.Field, c.Cell = field.Key(), at.cell.String()
		c.Base, c.Mine, c.Theirs = was.Label(field, lang), mine.Label(field, lang), theirs.Label(field, lang)
		m.claims[at], m.order = c, append(m.order, at)
	}
	if written(mine.Get(field)) != c.fix.New {
		c.conflict = true
		m.report.Lost = append(m.report.Lost, Lost{Filing: was.Key(), Field: field.Key(), Value: mine.Label(field, lang), Together: true})
		return
	}
	c.of[spot{j, field}] = true
	if key := theirs.Key(); !slices.Contains(c.Filings, key) {
		c.Filings = append(c.Filings, key)
	}
	if mine.Text(field) != v.Text {
		c.open = true
		c.conflict = c.conflict || v.Text != was.Text(field)
	}
}

// widen makes conflicts of claims that would change filings, too, in which the
// user corrected nothing: their cells were apart and are one cell now. Filings
// that are new take what their cell says.
func (m *merge) widen() {
	rows := make(map[int32]bool)
	for at := range m.claims {
		if at.cell.Row > 0 {
			rows[at.cell.Row] = true
		}
	}
	if len(rows) == 0 {
		return
	}
	for _, p := range m.found.Pairs {
		f := m.batch.Filings[p.New]
		for k := range filing.Fields {
			field := filing.Field(k)
			v := f.Get(field)
			if !rows[v.Cell.Row] {
				continue
			}
			if c := m.claims[targetOf(p.New, field, v)]; c != nil && c.open && !c.of[spot{p.New, field}] {
				c.conflict = true
			}
		}
	}
}
