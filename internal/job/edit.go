package job

import (
	"slices"

	"beiandesk/internal/filing"
	"beiandesk/internal/scan"
)

// Corrections are kept beside the workbook until they are written into a copy of
// it. A filing that is corrected is replaced by a changed clone, never changed
// itself: who holds the old one may go on reading it.

// Fix is a correction: another text for a cell of the workbook.
type Fix struct {
	Filing  string `json:"filing"` // key of the first filing that the cell is of
	Field   string `json:"field"`  // key
	Cell    string `json:"cell,omitempty"`
	Rule    string `json:"rule,omitempty"` // whose finding suggests it
	Applied bool   `json:"applied"`
	Why     string `json:"why,omitempty"` // not, in the user's language

	// Old and New are what the cell holds and is to hold, as a person writes it.
	// They may be personal.
	Old string `json:"-"`
	New string `json:"-"`

	at target
}

// Place returns the cell, the zero Cell when the workbook has none for it.
func (f *Fix) Place() filing.Cell { return f.at.cell }

// target is what a correction changes: a cell, with all the fields that were
// read from it, or a field of one filing that came from no cell.
type target struct {
	cell   filing.Cell
	filing int
	field  filing.Field
}

func targetOf(i int, field filing.Field, v filing.Value) target {
	if v.Cell.Row > 0 && v.Cell.Col > 0 {
		return target{cell: v.Cell}
	}
	return target{filing: i, field: field}
}

// written returns what a value's cell holds.
func written(v filing.Value) string {
	if v.Raw != "" {
		return v.Raw
	}
	return v.Text
}

// corrected returns clones of the filings that the texts change, by their place.
func corrected(filings []*filing.Filing, texts map[target]string) map[int]*filing.Filing {
	rows := make(map[int32]bool, len(texts)) // most fields are ruled out by their row alone
	for t := range texts {
		rows[t.cell.Row] = true
	}
	changed := make(map[int]*filing.Filing)
	for i, f := range filings {
		now := f
		for k := range filing.Fields {
			field := filing.Field(k)
			v := now.Get(field)
			if !rows[v.Cell.Row] {
				continue
			}
			text, ok := texts[targetOf(i, field, v)]
			if !ok || text == written(v) {
				continue
			}
			if now == f {
				now = f.Clone()
				changed[i] = now
			}
			now.SetRaw(field, text, v.Cell)
			forget(now, field)
		}
	}
	return changed
}

// forget drops what the import noticed of a field whose cell has another text
// now.
func forget(f *filing.Filing, field filing.Field) {
	f.Noticed = slices.DeleteFunc(f.Noticed, func(n filing.Finding) bool { return n.Field == field.Key() })
}

// Step is a number of corrections that were made at once, or how a scan is cut.
type Step struct {
	Fixes []Fix
	Cut   *CutStep // nil for corrections

	before, after map[int]*filing.Filing
}

// CutStep is a change of how a scan is cut.
type CutStep struct {
	File          string
	Before, After scan.Cut
}

// edits are the steps of a batch.
type edits struct {
	read   []*filing.Filing // as the workbook has them
	done   []Step
	undone []Step
}

// Apply makes corrections, as one step, and returns how many changed anything.
// Of several for one cell the last counts.
func (b *Batch) Apply(fixes []Fix) int {
	texts := make(map[target]string, len(fixes))
	for _, f := range fixes {
		texts[f.at] = f.New
	}
	step := Step{before: make(map[int]*filing.Filing), after: corrected(b.Filings, texts)}
	if len(step.after) == 0 {
		return 0
	}
	for i := range step.after {
		step.before[i] = b.Filings[i]
	}
	for _, f := range fixes {
		if f.Old != f.New {
			step.Fixes = append(step.Fixes, f)
		}
	}
	b.replace(step.after)
	b.edits.done, b.edits.undone = append(b.edits.done, step), nil
	return len(step.Fixes)
}

func (b *Batch) replace(with map[int]*filing.Filing) {
	b.Filings = slices.Clone(b.Filings)
	for i, f := range with {
		b.Filings[i] = f
	}
}

// Undo takes the last step back; false when there is none. Errors are those of
// keeping how a scan is cut, and leave the step.
func (b *Batch) Undo() (bool, error) {
	last := len(b.edits.done) - 1
	if last < 0 {
		return false, nil
	}
	step := b.edits.done[last]
	if c := step.Cut; c != nil {
		if err := b.keepCut(c.File, c.Before); err != nil {
			return false, err
		}
	}
	b.replace(step.before)
	b.edits.done, b.edits.undone = b.edits.done[:last:last], append(b.edits.undone, step)
	return true, nil
}

// Redo makes the step again that was taken back last; false when there is none.
// Errors are as those of [Batch.Undo].
func (b *Batch) Redo() (bool, error) {
	last := len(b.edits.undone) - 1
	if last < 0 {
		return false, nil
	}
	step := b.edits.undone[last]
	if c := step.Cut; c != nil {
		if err := b.keepCut(c.File, c.After); err != nil {
			return false, err
		}
	}
	b.replace(step.after)
	b.edits.done, b.edits.undone = append(b.edits.done, step), b.edits.undone[:last:last]
	return true, nil
}

// Steps returns the step that Undo takes back and the one that Redo makes again,
// nil for none.
func (b *Batch) Steps() (undo, redo *Step) {
	if n := len(b.edits.done); n > 0 {
		undo = &b.edits.done[n-1]
	}
	if n := len(b.edits.undone); n > 0 {
		redo = &b.edits.undone[n-1]
	}
	return undo, redo
}

// Edits returns all corrections that were made and not taken back: for every
// cell, what the workbook has and what it is to have.
func (b *Batch) Edits() []Fix {
	rules := make(map[target]string)
	for _, step := range b.edits.done {
		for _, f := range step.Fixes {
			rules[f.at] = f.Rule
		}
	}
	var all []Fix
	seen := make(map[target]bool)
	for i, f := range b.Filings {
		was := b.edits.read[i]
		if f == was {
			continue
		}
		for k := range filing.Fields {
			field := filing.Field(k)
			from, to := written(was.Get(field)), written(f.Get(field))
			at := targetOf(i, field, f.Get(field))
			if from == to || seen[at] {
				continue
			}
			seen[at] = true
			all = append(all, Fix{Filing: f.Key(), Field: field.Key(), Cell: at.cell.String(), Rule: rules[at], Old: from, New: to, at: at})
		}
	}
	return all
}
