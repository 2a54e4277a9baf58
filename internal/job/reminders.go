package job

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strings"
	"time"

	"beiandesk/internal/calendar"
	"beiandesk/internal/filing"
	"beiandesk/internal/plan"
)

// reminder is what an event of the calendar says, with what it is about in
// place of %s.
type reminder struct {
	summary, description filing.Text
	alarms               []int // days before
}

// reminders say what is due. They name persons by their role, and no number of
// anybody: calendars are shared and synchronised.
var reminders = map[plan.What]reminder{
	plan.Submit:         {filing.Text{ZH: "提交备案：%s", EN: "Submit: %s"}, filing.Text{}, []int{0}},
	plan.Review:         {filing.Text{ZH: "初审结果：%s", EN: "First review: %s"}, filing.Text{ZH: "接入商最晚今天反馈初审结果；退回的当天修改重提。提交日有变的，后面各日顺延。", EN: "The provider answers today at the latest; mend and submit again what is returned. If it was submitted on another day, the following days shift."}, []int{0}},
	plan.Verify:         {filing.Text{ZH: "短信核验截止：%s", EN: "SMS verification ends: %s"}, filing.Text{}, []int{0}},
	plan.Decision:       {filing.Text{ZH: "管局审核期满：%s", EN: "The authority has decided: %s"}, filing.Text{ZH: "管局最晚今天审核完毕。%s等待的下一份此后可以提交。", EN: "The authority decides today at the latest. %sWhat waits for it can be submitted then."}, []int{0}},
	plan.Police:         {filing.Text{ZH: "公安备案截止：%s", EN: "Public security filing is due: %s"}, filing.Text{}, []int{14, 3}},
	plan.DomainExpires:  {filing.Text{ZH: "域名到期：%s", EN: "Domain expires: %s"}, filing.Text{ZH: "请提前续费；域名过期，备案可能被注销。", EN: "Renew it in time; the filing may be struck off with an expired domain."}, []int{90, 30, 7}},
	plan.LicenceExpires: {filing.Text{ZH: "主办单位证件到期：%s", EN: "Certificate expires: %s"}, filing.Text{ZH: "换证后及时办理变更主体；备案信息变更应提前三十日办理。", EN: "File a change of the entity with the new one; changes are to be filed thirty days ahead."}, []int{90, 30, 7}},
	plan.EntityIDEnds:   {filing.Text{ZH: "主体负责人证件到期：%s", EN: "ID of the entity's person expires: %s"}, filing.Text{ZH: "换证后及时办理变更主体。", EN: "File a change of the entity with the new document."}, []int{90, 30, 7}},
	plan.SiteIDEnds:     {filing.Text{ZH: "网站负责人证件到期：%s", EN: "ID of the site's person expires: %s"}, filing.Text{ZH: "换证后及时办理变更信息。", EN: "File a change of information with the new document."}, []int{90, 30, 7}},
	plan.BothIDsEnd:     {filing.Text{ZH: "主体负责人兼网站负责人证件到期：%s", EN: "ID of the entity's and site's person expires: %s"}, filing.Text{ZH: "换证后及时办理变更信息。", EN: "File a change of information with the new document."}, []int{90, 30, 7}},
	plan.LetterEnds:     {filing.Text{ZH: "授权书过期：%s", EN: "The authorization letter is too old: %s"}, filing.Text{ZH: "到这一天仍未审核通过的，授权书须重新签署。", EN: "A filing that is not approved by then needs a new letter."}, []int{14, 3}},
}

var numberBelow = filing.Text{ZH: "通过后在网站底部放置备案号并链接到 https://beian.miit.gov.cn。", EN: "Put the number at the site's foot, linked to https://beian.miit.gov.cn. "}

// afterwards is what to do once the authority has approved a kind of filing.
// Source: the guide, sections 八.3 and 十三.
var afterwards = map[filing.Kind]filing.Text{
	filing.NewEntity:    numberBelow,
	filing.NewSite:      numberBelow,
	filing.NewAccess:    numberBelow,
	filing.CancelEntity: {ZH: "注销后，该主体下的网站都不得再访问。", EN: "None of the entity's sites may be reached any more. "},
	filing.CancelSite:   {ZH: "注销后，该网站不得再访问。", EN: "The site may not be reached any more. "},
}

// remindersOf writes the days that matter to the filings at the given places.
type remindersOf struct {
	*Batch
	report *Report
	out    *calendar.Writer
	days   map[string][]filing.Date // by what is due for whom
}

func (b *Batch) writeReminders(w io.Writer, report *Report, places []int) error {
	r := &remindersOf{Batch: b, report: report, days: make(map[string][]filing.Date),
		out: calendar.NewWriter(w, calendar.Head{Product: "-//beiandesk//beiandesk//ZH", Name: filing.Text{ZH: "备案提醒", EN: "ICP filings"}.In(b.opt.Lang), Stamp: midnight(b.opt.Today)})}
	for _, at := range places {
		for _, d := range plan.Deadlines(report.Filings[at].Filing, report.plan.Steps[at], b.planOptions()) {
			r.add(at, d)
		}
	}
	return r.out.Close()
}

// add writes one day. Filings of an entity share those that are the entity's.
func (r *remindersOf) add(at int, d plan.Deadline) {
	f := &r.report.Filings[at]
	identity, about := r.subject(f, d.What)
	key := string(d.What) + "\n" + identity
	if d.What.OfEntity() && slices.Contains(r.days[key], d.Day) {
		return
	}
	uid := key
	if n := len(r.days[key]); n > 0 {
		uid += "\n" + itoa(n+1)
	}
	r.days[key] = append(r.days[key], d.Day)
	sum := sha256.Sum256([]byte(uid))
	words := reminders[d.What]
	r.out.Add(calendar.Event{
		UID: hex.EncodeToString(sum[:16]) + "@beiandesk", Day: midnight(d.Day), Alarms: words.alarms,
		Summary: r.say(words.summary, about), Description: r.description(f, at, d.What, words), Categories: []string{filing.Text{ZH: "备案", EN: "ICP filing"}.In(r.opt.Lang)},
	})
}

// subject returns what an event is about: for a stable identity that survives
// another number of the filing, and for its title.
func (r *remindersOf) subject(f *FilingReport, what plan.What) (identity, about string) {
	domains := strings.Join(f.Domains, "、")
	switch what {
	case plan.LicenceExpires, plan.EntityIDEnds:
		return filing.EntityNumber(f.Filing) + "\n" + f.Entity, f.Entity
	case plan.DomainExpires, plan.SiteIDEnds, plan.BothIDsEnd, plan.Police:
		about = domains
		if f.Site != "" {
			about = f.Site + " " + domains
		}
		return f.Entity + "\n" + domains, about
	}
	kind, name := filing.Text{ZH: string(f.Kind), EN: string(f.Kind)}, f.Site
	if item, ok := filing.TableNamed("kind").Item(string(f.Kind)); ok {
		kind = item.Label
	}
	if name == "" {
		name = f.Entity
	}
	return string(f.Kind) + "\n" + f.Entity + "\n" + domains, f.Key + " " + kind.In(r.opt.Lang) + " " + name
}

// description adds to an event's words what the filing and the profile tell.
func (r *remindersOf) description(f *FilingReport, at int, what plan.What, words reminder) string {
	switch what {
	case plan.Submit:
		kind, _ := r.opt.Profile.Kind(f.Kind)
		lines := []string{
			r.say(filing.Text{ZH: "第 %d 批，主办单位：%s", EN: "Wave %d, entity: %s"}, f.Wave, f.Entity),
			r.say(filing.Text{ZH: "平台入口：%s（%s）", EN: "Entry: %s (%s)"}, kind.Entry.In(r.opt.Lang), r.opt.Profile.Provider.Portal)}
		if step := r.report.plan.Steps[at]; step.After >= 0 {
			lines = append(lines, r.say(waitsFor[step.Why], f.After))
		}
		return strings.Join(lines, "\n")
	case plan.Decision:
		return r.say(words.description, afterwards[f.Kind].In(r.opt.Lang))
	case plan.Verify:
		return r.say(filing.Text{ZH: "收到短信后 %d 小时内到 https://beian.miit.gov.cn 核验，逾期自动退回。", EN: "Verify at https://beian.miit.gov.cn within %d hours of the SMS, or the filing is returned."},
			r.opt.Profile.Dates.SMSHours)
	case plan.Police:
		police := r.opt.Profile.Police
		return r.say(filing.Text{ZH: "网站开通之日起 %d 日内到 %s 办理公安备案；按管局审核期满之日推算，实际开通早的相应提前。",
			EN: "File with the public security at %[2]s within %[1]d days of going online; reckoned from the authority's last day, so it is earlier if the site opens earlier."}, police.Days, police.Portal)
	}
	return words.description.In(r.opt.Lang)
}

func midnight(d filing.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}
