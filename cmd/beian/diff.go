package main

import (
	"strconv"
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

var diffCommand = &command{
	name: "diff", args: "OLD NEW",
	short: filing.Text{ZH: "比较两份工作簿，逐格列出改动", EN: "compares two workbooks, cell by cell"},
	long: filing.Text{
		ZH: `OLD 和 NEW 是两份工作簿，例如同一份修改前后的副本。备案先按编号认出，其次按备案号、域名和证件号码、
名称；分不清的会列出来，不猜测。比较的是值的含义：日期、号码、全角半角的写法不同不算改动，行的先后
不同也不算。一个主办单位的资料在它的多个备案里改成一样的，只列一次。个人信息只显示一部分。
退出码：0 没有差别；1 有差别。`,
		EN: `OLD and NEW are two workbooks, such as copies of one before and after it was worked on. Filings are
recognised by their number (编号), else by filing number, by domain and certificate number, by names; what
cannot be told apart is listed, not guessed. Values are compared by what they mean: another way of
writing a date or a number is no change, nor is another order of rows. What changed alike in all filings
of one entity is listed once. Personal values are masked. Exit code: 0 no difference; 1 differences.`},
	prepare: func(c *call) func() int {
		c.passwordFlag()
		c.readFlags()
		return func() int {
			if code, ok := c.want(2, 2, "diff"); !ok {
				return code
			}
			opt, code := c.options()
			if opt == nil {
				return code
			}
			stop, code, ok := c.ready(opt)
			if !ok {
				return code
			}
			defer stop()
			d, err := job.Diff(c.ctx, c.args[0], c.args[1], *opt)
			if err != nil {
				return c.fail(err)
			}
			stop()
			if c.format == "json" {
				if code := c.json(d); code != exitDone {
					return code
				}
			} else {
				c.difference(d)
			}
			if !d.Same {
				return exitDiffers
			}
			return exitDone
		}
	},
}

// difference prints what changed, then how the filings were recognised and the
// counts.
func (c *call) difference(d *job.Difference) {
	c.changes(d.Changes)
	c.filings(c.say("新增：", "Added:"), d.Added)
	c.filings(c.say("删除：", "Removed:"), d.Removed)
	for _, a := range d.Ambiguous {
		c.printf(c.say("分不清：%s %s\n", "Cannot be told apart: %s %s\n"), a.By.Label().In(c.lang), a.Key)
		c.filings("  "+c.say("原有：", "before:"), a.Old)
		c.filings("  "+c.say("现有：", "now:"), a.New)
		c.printf("    → %s\n", c.say("请给它们各不相同的编号，再比较一次", "give each a number of its own and compare again"))
	}
	if n := len(d.Moved); n > 0 {
		c.printf(c.say("换了位置：%d 个备案（不算改动）\n", "Elsewhere in the list: %d filings (no change)\n"), n)
	}
	if by := d.RecognisedBy(c.lang); by != "" {
		c.printf(c.say("认出的依据：%s\n", "recognised by: %s\n"), by)
	}
	s := d.Summary
	if d.Same {
		c.printf(c.say("没有差别：%d 个备案\n", "no difference: %d filings\n"), s.New)
		return
	}
	c.printf(c.say("原有 %d 个备案，现有 %d 个：改动 %d，新增 %d，删除 %d，分不清 %d，未变 %d\n",
		"%d filings before, %d now: %d changed, %d added, %d removed, %d not told apart, %d unchanged\n"),
		s.Old, s.New, s.Changed, s.Added, s.Removed, s.Ambiguous, s.Unchanged)
}

// changes prints changed fields below what they are of.
func (c *call) changes(changes []job.Change) {
	var order []string
	of := make(map[string][]job.Change)
	for _, change := range changes {
		of[c.subject(&change)] = append(of[c.subject(&change)], change)
		if len(of[c.subject(&change)]) == 1 {
			order = append(order, c.subject(&change))
		}
	}
	for _, subject := range order {
		c.printf("%s\n", subject)
		for _, change := range of[subject] {
			field, _ := filing.ByKey(change.Field)
			line := c.changed(field, change.Old, change.OldLabel) + " → " + c.changed(field, change.New, change.NewLabel)
			if change.Hidden {
				line += c.say("（差别在没有显示的部分）", " (they differ in what is hidden)")
			}
			c.printf("    %s\n", join("  ", c.cells(change.At), field.Def().Label.In(c.lang), line))
		}
	}
}

// mostNamed is how many filings are named where a change is of many.
const mostNamed = 6

// subject names what a change is of.
func (c *call) subject(change *job.Change) string {
	at := change.At[0]
	if len(change.At) == 1 {
		var about []string
		if at.Was != "" {
			about = append(about, c.say("原为 ", "was ")+at.Was)
		}
		if by := at.Recognised.Label(); at.Recognised != "number" {
			about = append(about, c.say("按"+by.ZH+"认出", "recognised by "+by.EN))
		}
		return join("  ", c.say("备案 ", "filing ")+at.Filing, strings.Join(about, c.say("，", ", ")))
	}
	var keys []string
	for _, at := range change.At[:min(len(change.At), mostNamed)] {
		keys = append(keys, at.Filing)
	}
	list := strings.Join(keys, c.say("、", ", "))
	if len(change.At) > mostNamed {
		list += c.say(" 等", " …")
	}
	return join("  ", change.Entity, c.count(len(change.At))+c.say("：", ": ")+list)
}

func (c *call) count(n int) string {
	return strings.Replace(c.say("# 个备案", "# filings"), "#", strconv.Itoa(n), 1)
}

// changed writes a value of a change.
func (c *call) changed(field filing.Field, masked, label string) string {
	text := label
	if field.Secret() {
		text = masked
	}
	if text == "" {
		return c.say("（空）", "(empty)")
	}
	return strings.ReplaceAll(text, "\n", c.say("、", ", "))
}

// cells writes where a change was found.
func (c *call) cells(at []job.ChangedAt) string {
	places := make(map[[2]string]bool)
	for _, a := range at {
		places[[2]string{a.OldCell, a.NewCell}] = true
	}
	text := at[0].OldCell
	if at[0].NewCell != text {
		text = join(" → ", text, at[0].NewCell)
	}
	if len(places) > 1 {
		text += c.say(" 等 ", " and elsewhere, ") + strconv.Itoa(len(places)) + c.say(" 处", " places")
	}
	return text
}

// row says that a cell without sheet and column is a row.
func (c *call) row(cell string) string {
	if strings.Trim(cell, "0123456789") == "" && cell != "" {
		return c.say("第 "+cell+" 行", "row "+cell)
	}
	return cell
}

// filings lists filings below a title.
func (c *call) filings(title string, list []job.FilingRef) {
	if len(list) == 0 {
		return
	}
	c.printf("%s\n", title)
	for _, f := range list {
		kind := string(f.Kind)
		if item, ok := filing.TableNamed("kind").Item(kind); ok {
			kind = item.Label.In(c.lang)
		}
		c.printf("    %s\n", join("  ", c.row(f.Cell), f.Filing, kind, f.Entity, f.Site, strings.Join(f.Domains, " ")))
	}
}
