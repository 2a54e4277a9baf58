package job

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/plan"
	"beiandesk/internal/sheet"
)

// schedule plans the filings of a report and notes each one's place.
func (b *Batch) schedule(report *Report) {
	statuses := make([]filing.Status, len(report.Filings))
	for i := range report.Filings {
		statuses[i] = report.Filings[i].Status
	}
	report.plan = plan.Make(b.Filings, statuses, b.planOptions())
	for i, step := range report.plan.Steps {
		r := &report.Filings[i]
		r.Wave, r.Earliest = step.Wave, step.Earliest.String()
		if step.After >= 0 {
			r.After = report.Filings[step.After].Key
		}
	}
}

func (b *Batch) planOptions() plan.Options {
	return plan.Options{Profile: b.opt.Profile, Today: b.opt.Today}
}

// waitsFor says in the plan why a filing waits, with the key of the one it waits
// for.
var waitsFor = map[plan.Why]filing.Text{
	plan.ChangeFirst: {ZH: "先变更后新增：%s 通过后，按变更后的资料提交", EN: "change first: after %s is approved, with the data as they are then"},
	plan.FilingFirst: {ZH: "先首次备案：%s 通过、有主体备案号后提交", EN: "first filing first: after %s is approved and the entity has its number"},
	plan.AccessFirst: {ZH: "先接入后取消接入：%s 通过后提交", EN: "access first: after %s is approved"},
	plan.CancelLast:  {ZH: "注销、取消接入最后办：%s 通过后提交", EN: "what goes, goes last: after %s is approved"},
	plan.CancelFirst: {ZH: "先注销后重新备案：%s 通过后提交", EN: "cancel first, then file anew: after %s is approved"},
	plan.DomainInUse: {ZH: "域名还在备案中：%s 注销后提交", EN: "the domain is still on file: after %s is approved"},
	plan.OneAtATime:  {ZH: "同一主办单位一次办一份：%s 通过后提交", EN: "one filing of an entity at a time: after %s is approved"},
}

// writePlan writes the filings in the order to submit them in.
func (b *Batch) writePlan(w io.Writer, report *Report) error {
	rows := make([]sheet.PlanRow, len(report.Filings))
	for k, at := range report.plan.Order {
		rows[k] = b.planRow(&report.Filings[at], report.plan.Steps[at])
	}
	h := b.heading()
	h.Notes = append(h.Notes, b.workdaysNote(report.plan))
	return sheet.WritePlan(w, h, rows, b.opt.Lang)
}

func (b *Batch) planRow(r *FilingReport, step plan.Step) sheet.PlanRow {
	kind, _ := b.opt.Profile.Kind(r.Kind)
	row := sheet.PlanRow{Wave: r.Wave, Earliest: r.Earliest, Filing: r.Key, Kind: r.Kind, Entity: r.Entity, Site: r.Site, Domains: r.Domains, Route: r.verification(),
		Entry: kind.Entry.In(b.opt.Lang), Status: r.Status}
	for _, paper := range b.opt.Profile.PapersFor(r.Filing) {
		row.Papers = append(row.Papers, paper.Label.In(b.opt.Lang))
		if slot, _ := b.opt.Profile.Slot(paper.ID.Slot()); len(r.Filing.Scans[slot.ID]) == 0 {
			row.Missing = append(row.Missing, slot.Label.In(b.opt.Lang))
		}
	}
	for _, f := range r.Findings {
		if f.Rule == "scan-missing" {
			slot, _ := b.opt.Profile.Slot(f.Slot)
			row.Missing = append(row.Missing, slot.Label.In(b.opt.Lang))
		}
	}
	if step.After >= 0 {
		row.Remarks = append(row.Remarks, b.say(waitsFor[step.Why], r.After))
	}
	if step.Held {
		row.Remarks = append(row.Remarks, b.say(filing.Text{ZH: "前面的申请被拦截，须先改正", EN: "one before it must be mended first"}))
	}
	if step.Split > 0 {
		row.Remarks = append(row.Remarks, b.say(filing.Text{ZH: "域名过多，须先拆成 %d 条备案", EN: "too many domains: split it into %d filings first"}, step.Split))
	}
	return row
}

// say puts a text into the batch's language.
func (b *Batch) say(t filing.Text, args ...any) string { return fmt.Sprintf(t.In(b.opt.Lang), args...) }

// workdaysNote says how the plan counts.
func (b *Batch) workdaysNote(p *plan.Plan) string {
	note := b.say(filing.Text{
		ZH: "“最早提交”按最长的审核时间推算，前一份提早通过即可提早提交；工作日已扣除国务院公布的节假日。",
		EN: "“Earliest” reckons with the longest reviews: submit earlier if the one before is approved earlier. Working days leave out the public holidays."})
	if len(p.Years) == 0 {
		return note
	}
	years := make([]string, len(p.Years))
	for i, year := range p.Years {
		years[i] = strconv.Itoa(year)
	}
	sep := filing.Text{ZH: "、", EN: ", "}.In(b.opt.Lang)
	return note + b.say(filing.Text{ZH: "%s 年的放假安排未收录，按周一至周五计。", EN: " Those of %s are not known: Monday to Friday count."}, strings.Join(years, sep))
}
