package job

import (
	"context"
	"strings"

	"beiandesk/internal/filing"
)

// Why a suggestion is not applied.
var (
	whyConflict = filing.Text{ZH: "几个备案共用这个单元格，建议值不一致", EN: "several filings share the cell, and the values suggested for it differ"}
	whyNoCell   = filing.Text{ZH: "工作簿里没有这一列，请先加上这一列", EN: "the workbook has no column for it: add one"}
	whyOther    = filing.Text{ZH: "写入后会改变其他内容，请手工修改", EN: "it would change something else too: mend it by hand"}
)

// mostRounds is how often suggestions are looked for again after some were
// applied: mending one thing may uncover another.
const mostRounds = 8

// Suggestions returns what the findings of a report suggest, one fix for a cell:
// of several, the gravest finding's. Fixes that contradict one another come with
// the reason why they are not to be applied.
func Suggestions(report *Report, lang filing.Lang) []Fix {
	type choice struct {
		Fix
		rank, filing int
		apart        bool // another filing's suggestion contradicts it
	}
	var order []target
	chosen := make(map[target]choice)
	for i := range report.Filings {
		r := &report.Filings[i]
		for _, found := range r.Findings {
			fix, ok := suggested(i, r.Filing, found)
			if !ok {
				continue
			}
			have, taken := chosen[fix.at]
			now := choice{Fix: fix, rank: found.Severity.Rank(), filing: i}
			switch {
			case !taken:
				order = append(order, fix.at)
				chosen[fix.at] = now
			case now.rank < have.rank:
				chosen[fix.at] = now
			case now.rank == have.rank && now.Rule == have.Rule && now.filing != have.filing && now.New != have.New:
				have.apart = true
				chosen[fix.at] = have
			}
		}
	}
	fixes := make([]Fix, 0, len(order))
	for _, at := range order {
		c := chosen[at]
		if c.apart {
			c.Why = whyConflict.In(lang)
		}
		fixes = append(fixes, c.Fix)
	}
	return fixes
}

// SuggestionOf returns what a finding of the i-th filing of a report suggests;
// false when it suggests nothing.
func SuggestionOf(report *Report, i int, found filing.Finding) (Fix, bool) {
	return suggested(i, report.Filings[i].Filing, found)
}

// suggested returns what a finding of the i-th filing suggests.
func suggested(i int, f *filing.Filing, found filing.Finding) (Fix, bool) {
	field, ok := filing.ByKey(found.Field)
	if !ok || found.Suggest == "" {
		return Fix{}, false
	}
	v := f.Get(field)
	fix := Fix{Filing: f.Key(), Field: found.Field, Rule: found.Rule, Old: written(v), New: asWritten(f, field, found.Suggest), at: targetOf(i, field, v)}
	fix.Cell = fix.at.cell.String()
	return fix, fix.New != fix.Old
}

// asWritten puts a suggested value the way people write it in a workbook: labels
// instead of codes, as the template's lists have them; several values behind
// another, or below one another where they stood so.
func asWritten(f *filing.Filing, field filing.Field, suggest string) string {
	switch field.Def().Type {
	case filing.Choice, filing.Choices:
		c := f.Clone()
		c.SetRaw(field, suggest, filing.Cell{})
		return c.Label(field, filing.ZH)
	case filing.Domains, filing.IPs:
		if !strings.Contains(written(f.Get(field)), "\n") || f.Get(field).Raw == "" {
			return strings.ReplaceAll(suggest, "\n", "、")
		}
	}
	return suggest
}

// Fix writes a copy of the workbook with everything applied that the findings of
// the report suggest, and what is suggested then, until nothing is left to be
// mended so. The batch itself stays as it is. It returns every change, those
// that could not be made with the reason. Out is an .xlsx file, or has the ending
// of the workbook; it appears whole or not at all, an existing one is replaced
// with force only, and it is never the workbook.
func (b *Batch) Fix(ctx context.Context, report *Report, out string, force bool) ([]Fix, error) {
	if err := b.mayWriteCopy(out, force); err != nil {
		return nil, err
	}
	trial := &Batch{Workbook: b.Workbook, Filings: b.Filings, opt: b.opt, key: b.key, adjust: b.adjust, edits: edits{read: b.edits.read}}
	trial.opt.Progress = nil
	made, left := []Fix{}, []Fix(nil)
	type attempt struct {
		at  target
		new string
	}
	tried := make(map[attempt]bool)
	for range mostRounds {
		var round []Fix
		left = nil
		for _, fix := range Suggestions(report, b.opt.Lang) {
			switch {
			case fix.Why != "":
				left = append(left, fix)
			case !tried[attempt{fix.at, fix.New}]:
				tried[attempt{fix.at, fix.New}] = true
				round = append(round, fix)
			}
		}
		if len(round) == 0 {
			break
		}
		trial.Apply(round)
		made = append(made, round...)
		var err error
		if report, err = trial.recheck(ctx); err != nil {
			return nil, err
		}
	}
	refused, err := b.writeCopy(ctx, trial.Edits(), out)
	if err != nil {
		return nil, err
	}
	for i := range made {
		made[i].Why = refused[made[i].at].In(b.opt.Lang)
		made[i].Applied = made[i].Why == ""
	}
	return append(made, left...), nil
}

// recheck checks the values of the filings, without their pictures.
func (b *Batch) recheck(ctx context.Context) (*Report, error) {
	return b.checkWith(ctx, nil)
}
