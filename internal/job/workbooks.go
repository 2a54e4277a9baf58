package job

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"beiandesk/internal/disk"
	"beiandesk/internal/filing"
	"beiandesk/internal/sheet"
)

// WriteTemplate writes the blank workbook. Nothing that exists is replaced
// without force.
func WriteTemplate(path string, force bool, opt Options) error {
	opt = opt.filled()
	if err := mayWrite(path, force, nil); err != nil {
		return err
	}
	return disk.WriteFile(path, func(w io.Writer) error { return sheet.WriteTemplate(w, opt.Profile) })
}

// Annotate writes a copy of the batch's workbook in which the findings of the
// report are marked. The workbook itself is never the target.
func (b *Batch) Annotate(ctx context.Context, report *Report, path string, force bool) error {
	if err := mayWrite(path, force, []string{b.Workbook}); err != nil {
		return err
	}
	return sheet.Annotate(ctx, b.Workbook, path, marks(report), b.opt.Lang, b.unlock)
}

// marks lists the findings of a report by the cell they are at.
func marks(report *Report) []sheet.Mark {
	var all []sheet.Mark
	add := func(key string, findings []filing.Finding) {
		for _, f := range findings {
			all = append(all, sheet.Mark{Cell: f.Place, Severity: f.Severity, Rule: f.Rule, Filing: key, Field: f.Field, Message: f.Message, Remedy: f.Remedy})
		}
	}
	for _, r := range report.Filings {
		add(r.Key, r.Findings)
	}
	add("", report.Batch)
	return all
}

// heading stands above the lists of a package.
func (b *Batch) heading() sheet.Heading {
	d, lang := b.opt.Profile.Dates, b.opt.Lang
	say := func(zh, en string, args ...any) string {
		return fmt.Sprintf(filing.Text{ZH: zh, EN: en}.In(lang), args...)
	}
	return sheet.Heading{
		Batch: filepath.Base(b.Workbook),
		Day:   b.opt.Today.String(),
		Notes: []string{
			say("提交后 %d 个工作日内初审；收到短信后 %d 小时内到工信部网站核验，逾期退回；管局 %d 个工作日内审核。",
				"First review within %d working day; verify the SMS within %d hours or the filing is returned; the authority decides within %d working days.",
				d.FirstReviewDays, d.SMSHours, d.AuthorityDays),
			say("网站开通后 %d 日内办理公安备案。", "File with the public security within %d days of going online.", b.opt.Profile.Police.Days),
		},
	}
}

// writeReport writes every finding of the report.
func (b *Batch) writeReport(w io.Writer, report *Report) error {
	var rows []sheet.ReportRow
	for _, r := range report.Filings {
		of := sheet.ReportRow{Filing: r.Key, Kind: r.Kind, Entity: r.Entity, Site: r.Site, Status: r.Status}
		if len(r.Findings) == 0 {
			rows = append(rows, of)
		}
		for _, f := range r.Findings {
			rows = append(rows, b.reportRow(of, f))
		}
	}
	for _, f := range report.Batch {
		rows = append(rows, b.reportRow(sheet.ReportRow{Entity: f.Args["entity"]}, f))
	}
	return sheet.WriteReport(w, b.heading(), rows, adjustedRows(report.Adjusted, b.opt.Lang), b.opt.Lang)
}

func adjustedRows(list []AdjustedRule, lang filing.Lang) (rows []sheet.AdjustedRow) {
	for _, a := range list {
		row := sheet.AdjustedRow{Rule: a.Rule, Title: a.Title(lang), Was: a.Was, Now: a.Now, Reason: a.Reason, Only: a.Only, Findings: a.Findings,
			Place: fmt.Sprintf("%s:%d", a.File, a.Line)}
		if a.Variant != "" {
			row.Rule += "/" + a.Variant
		}
		rows = append(rows, row)
	}
	return rows
}

func (b *Batch) reportRow(row sheet.ReportRow, f filing.Finding) sheet.ReportRow {
	row.Severity, row.Place, row.Field = f.Severity, f.Cell, f.Field
	row.Message, row.Remedy, row.Rule, row.Source = f.Message, f.Remedy, f.Rule, b.opt.Profile.SourceName(f.Source, b.opt.Lang)
	if slot, ok := b.opt.Profile.Slot(f.Slot); ok && row.Place == "" {
		row.Place = slot.Label.In(b.opt.Lang)
	}
	return row
}
