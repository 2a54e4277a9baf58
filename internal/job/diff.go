package job

import (
	"context"
	"slices"
	"strings"

	"beiandesk/internal/compare"
	"beiandesk/internal/filing"
	"beiandesk/internal/sheet"
)

// Difference is what changed between two readings of a workbook's filings. Its
// JSON form is a contract; values that are personal are masked in it.
type Difference struct {
	Old        string             `json:"old"` // workbook
	New        string             `json:"new"`
	Same       bool               `json:"same"` // filings in another order are no difference
	Summary    DifferenceSummary  `json:"summary"`
	Recognised map[compare.By]int `json:"recognised"` // how many filings, by what they were recognised by
	Changes    []Change           `json:"changes"`
	Added      []FilingRef        `json:"added"`
	Removed    []FilingRef        `json:"removed"`
	Ambiguous  []Unclear          `json:"ambiguous"`
	Moved      []MovedFiling      `json:"moved"`
}

// DifferenceSummary counts filings.
type DifferenceSummary struct {
	Old       int `json:"old"`
	New       int `json:"new"`
	Unchanged int `json:"unchanged"`
	Changed   int `json:"changed"`
	Added     int `json:"added"`
	Removed   int `json:"removed"`
	Ambiguous int `json:"ambiguous"` // of the new workbook
	Moved     int `json:"moved"`     // changed or not
}

// Change is another value of one field: of one filing, of several that read one
// cell, or of all those of one entity.
type Change struct {
	Field  string      `json:"field"`            // key
	Entity string      `json:"entity,omitempty"` // where it is the entity's
	Old    string      `json:"old"`              // canonical, masked
	New    string      `json:"new"`
	Hidden bool        `json:"hidden,omitempty"` // they differ only in what is masked
	At     []ChangedAt `json:"at"`

	// OldLabel and NewLabel are the values as a person reads them, not masked.
	OldLabel string `json:"-"`
	NewLabel string `json:"-"`
}

// ChangedAt is a filing that has the change.
type ChangedAt struct {
	Filing     string     `json:"filing"`        // key in the new workbook
	Was        string     `json:"was,omitempty"` // key in the old one, when it is another
	Recognised compare.By `json:"recognised"`
	OldCell    string     `json:"old_cell,omitempty"`
	NewCell    string     `json:"new_cell,omitempty"`
}

// FilingRef names a filing of a workbook.
type FilingRef struct {
	Filing  string      `json:"filing"` // key
	Kind    filing.Kind `json:"kind"`
	Entity  string      `json:"entity"`
	Site    string      `json:"site"`
	Domains []string    `json:"domains"`
	Cell    string      `json:"cell"`
}

// Unclear are filings that could be the same ones in several ways: they share a
// key that does not tell them apart.
type Unclear struct {
	By  compare.By  `json:"by"`
	Key string      `json:"key"`
	Old []FilingRef `json:"old"`
	New []FilingRef `json:"new"`
}

// MovedFiling is a filing that stands elsewhere among the others.
type MovedFiling struct {
	Filing  string `json:"filing"` // key in the new workbook
	OldCell string `json:"old_cell"`
	NewCell string `json:"new_cell"`
}

// Diff reads two workbooks and returns what changed from the first to the second.
func Diff(ctx context.Context, old, now string, opt Options) (*Difference, error) {
	opt = opt.filled()
	var books [2]*sheet.Book
	for i, path := range []string{old, now} {
		opt.Progress.start(StageRead, 0)
		reading := opt.Reading.options()
		reading.Progress, reading.Password = opt.Progress.set, opt.Password
		var err error
		if books[i], err = sheet.Read(ctx, path, reading); err != nil {
			return nil, err
		}
	}
	if err := unmatched(now, slices.Concat(books[0].Tables, books[1].Tables), opt.Reading.Columns); err != nil {
		return nil, err
	}
	opt.Progress.start(StageCompare, 0)
	d := difference(books[0].Filings, books[1].Filings, compare.Filings(books[0].Filings, books[1].Filings), opt.Lang)
	d.Old, d.New = old, now
	return d, ctx.Err()
}

// difference puts a comparison into words.
func difference(old, now []*filing.Filing, r *compare.Result, lang filing.Lang) *Difference {
	d := &Difference{Same: r.Same(), Recognised: make(map[compare.By]int), Changes: make([]Change, 0, len(r.Changes)),
		Added: refs(now, r.Added), Removed: refs(old, r.Removed), Ambiguous: []Unclear{}, Moved: []MovedFiling{}}
	d.Summary = DifferenceSummary{Old: len(old), New: len(now), Added: len(r.Added), Removed: len(r.Removed)}
	for _, p := range r.Pairs {
		d.Recognised[p.By]++
		if p.Changed {
			d.Summary.Changed++
		} else {
			d.Summary.Unchanged++
		}
		if p.Moved {
			d.Moved = append(d.Moved, MovedFiling{now[p.New].Key(), old[p.Old].Place.String(), now[p.New].Place.String()})
		}
	}
	d.Summary.Moved = len(d.Moved)
	for _, a := range r.Ambiguous {
		d.Ambiguous = append(d.Ambiguous, Unclear{a.By, a.Key, refs(old, a.Old), refs(now, a.New)})
		d.Summary.Ambiguous += len(a.New)
	}
	for _, c := range r.Changes {
		d.Changes = append(d.Changes, changeOf(old, now, r, c, lang))
	}
	return d
}

// RecognisedBy lists what filings were recognised by, with how many: 编号 12、域名 2.
func (d *Difference) RecognisedBy(lang filing.Lang) string {
	var ways []string
	for _, by := range compare.Ways {
		if n := d.Recognised[by]; n > 0 {
			ways = append(ways, by.Label().In(lang)+" "+itoa(n))
		}
	}
	return strings.Join(ways, filing.Text{ZH: "、", EN: ", "}.In(lang))
}

func changeOf(old, now []*filing.Filing, r *compare.Result, c compare.Change, lang filing.Lang) Change {
	first := r.Pairs[c.At[0].Pair]
	change := Change{Field: c.Field.Key(), Old: masked(c.Field, c.Old), New: masked(c.Field, c.New),
		OldLabel: old[first.Old].Label(c.Field, lang), NewLabel: now[first.New].Label(c.Field, lang)}
	change.Hidden = change.Old == change.New
	if block := c.Field.Def().Block; block == filing.BlockEntity || block == filing.BlockEntityPerson {
		change.Entity = now[first.New].Text(filing.EntityName)
	}
	for _, at := range c.At {
		p := r.Pairs[at.Pair]
		where := ChangedAt{Filing: now[p.New].Key(), Recognised: p.By, OldCell: at.Old.String(), NewCell: at.New.String()}
		if was := old[p.Old].Key(); was != where.Filing {
			where.Was = was
		}
		change.At = append(change.At, where)
	}
	return change
}

// masked masks every value of a list by itself.
func masked(field filing.Field, text string) string {
	values := strings.Split(text, "\n")
	for i := range values {
		values[i] = filing.Mask(field, values[i])
	}
	return strings.Join(values, "\n")
}

func refs(filings []*filing.Filing, at []int) []FilingRef {
	all := make([]FilingRef, len(at))
	for i, n := range at {
		f := filings[n]
		all[i] = FilingRef{Filing: f.Key(), Kind: f.Kind(), Entity: f.Text(filing.EntityName), Site: f.Text(filing.SiteName), Domains: f.List(filing.SiteDomains), Cell: f.Place.String()}
		if all[i].Domains == nil {
			all[i].Domains = []string{}
		}
	}
	return all
}
