package compare

import (
	"slices"
	"sort"

	"beiandesk/internal/filing"
)

// Result is what changed between two lists of filings. Filings are named by
// their places in the lists, from 0.
type Result struct {
	Pairs     []Pair // in the order of the new list
	Added     []int  // in the new list alone
	Removed   []int  // in the old list alone
	Ambiguous []Ambiguity
	Changes   []Change // in the order of the new list, then of the dictionary

	now []int // by place in the old list: in the new one, -1 for none
}

// Pair is a filing that both lists have.
type Pair struct {
	Old, New int
	By       By
	Changed  bool // a field has another value
	// Moved says that its place among the others is another. As few filings as
	// possible are said to have moved; a filing put before others moves none.
	Moved bool
}

// Ambiguity is a number of filings that could be the same ones in several ways.
// They are neither pairs nor added nor removed.
type Ambiguity struct {
	By       By
	Key      string // what they share, as a person reads it
	Old, New []int
}

// Change is another value of one field. What filings of one entity share, and
// what they read from one cell, is one change.
type Change struct {
	Field    filing.Field
	Old, New string // canonical
	At       []At   // never empty
}

// At is where a change was found.
type At struct {
	Pair     int         // in [Result.Pairs]
	Old, New filing.Cell // zero for a value of no cell
}

// Same reports whether nothing changed; filings in another order are no change.
func (r *Result) Same() bool {
	return len(r.Added)+len(r.Removed)+len(r.Ambiguous)+len(r.Changes) == 0
}

// Now returns where in the new list a filing of the old one is, -1 when it is
// not known to be there.
func (r *Result) Now(old int) int { return r.now[old] }

// Filings compares an old list of filings with a new one. Neither is changed.
// It takes time and memory in proportion to the lists.
func Filings(old, now []*filing.Filing) *Result {
	m := newMatcher(old, now)
	m.match()
	r := &Result{Ambiguous: m.ambiguous(), now: m.toNew}
	unclear := make([]bool, len(old)+len(now))
	for _, a := range r.Ambiguous {
		for _, i := range a.Old {
			unclear[i] = true
		}
		for _, j := range a.New {
			unclear[len(old)+j] = true
		}
	}
	for i, j := range m.toNew {
		if j < 0 && !unclear[i] {
			r.Removed = append(r.Removed, i)
		}
	}
	for j, i := range m.toOld {
		switch {
		case i >= 0:
			r.Pairs = append(r.Pairs, Pair{Old: i, New: j, By: m.by[i]})
		case !unclear[len(old)+j]:
			r.Added = append(r.Added, j)
		}
	}
	markMoved(r.Pairs)
	r.change(old, now)
	return r
}

// markMoved marks the pairs outside of a longest run that keeps its order.
func markMoved(pairs []Pair) {
	// Patience sorting: ends[n] is the pair at which the best run of length n+1
	// ends, before[p] the pair that goes before p in its run.
	var ends []int
	before := make([]int, len(pairs))
	for p := range pairs {
		n := sort.Search(len(ends), func(n int) bool { return pairs[ends[n]].Old > pairs[p].Old })
		before[p] = -1
		if n > 0 {
			before[p] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, p)
		} else {
			ends[n] = p
		}
		pairs[p].Moved = true
	}
	if len(ends) == 0 {
		return
	}
	for p := ends[len(ends)-1]; p >= 0; p = before[p] {
		pairs[p].Moved = false
	}
}

// group is what one change is of: fields of an entity by the entity, others by
// the cell they were read from.
type group struct {
	field    filing.Field
	old, new string
	entity   int // -1 for none
	from, to filing.Cell
	pair     int // -1 for a group that others may join
}

// change finds the fields that have another value.
func (r *Result) change(old, now []*filing.Filing) {
	entities, _ := filing.Entities(now)
	at := make(map[group]int)
	for p := range r.Pairs {
		pair := &r.Pairs[p]
		was, is := old[pair.Old], now[pair.New]
		for k := range filing.Fields {
			field := filing.Field(k)
			from, to := was.Get(field), is.Get(field)
			if from.Text == to.Text {
				continue
			}
			pair.Changed = true
			g := groupOf(field, from, to, entities[pair.New], p)
			n, known := at[g]
			if !known {
				n = len(r.Changes)
				at[g] = n
				r.Changes = append(r.Changes, Change{Field: field, Old: from.Text, New: to.Text})
			}
			r.Changes[n].At = append(r.Changes[n].At, At{p, from.Cell, to.Cell})
		}
	}
}

func groupOf(field filing.Field, from, to filing.Value, entity, pair int) group {
	g := group{field: field, old: from.Text, new: to.Text, entity: -1, pair: -1}
	switch block := field.Def().Block; {
	case entity >= 0 && (block == filing.BlockEntity || block == filing.BlockEntityPerson):
		g.entity = entity
	case from.Cell.Col > 0 && to.Cell.Col > 0:
		g.from, g.to = from.Cell, to.Cell
	default:
		g.pair = pair
	}
	return g
}

// distance counts the fields that differ, beside the number.
func distance(a, b *filing.Filing) (n int) {
	for k := range filing.Fields {
		if field := filing.Field(k); field != filing.FilingKey && a.Text(field) != b.Text(field) {
			n++
		}
	}
	return n
}

func fill(n, with int) []int { return slices.Repeat([]int{with}, n) }
