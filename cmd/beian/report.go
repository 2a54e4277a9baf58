package main

import (
	"fmt"
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
	"beiandesk/internal/provider"
)

// report prints what a check or an export came to and returns the exit code.
func (c *call) report(r *job.Report) int {
	c.settle()
	if c.format == "json" {
		if code := c.json(r); code != exitDone {
			return code
		}
	} else {
		c.reportText(r)
	}
	if r.Blocked() {
		return exitBlocked
	}
	return exitDone
}

func (c *call) reportText(r *job.Report) {
	c.tables(r.Tables)
	kinds := filing.TableNamed("kind")
	for _, f := range r.Filings {
		kind := string(f.Kind)
		if item, ok := kinds.Item(kind); ok {
			kind = item.Label.In(c.lang)
		}
		c.printf("%s  %s\n", c.status(f.Status), join("  ", f.Key, kind, f.Entity, f.Site, strings.Join(f.Domains, " ")))
		c.findings(f.Findings)
		if c.confirm {
			c.tickList(f.Confirm)
		}
	}
	if len(r.Batch) > 0 {
		c.printf("%s\n", c.say("整批：", "The batch:"))
		c.findings(r.Batch)
	}
	c.adjusted(r.Adjusted)
	if n := confirmations(r); n > 0 && !c.confirm && c.flags.Name() == "check" {
		c.printf(c.say("确认事项 %d 项，程序无法代为判断，提交前请逐项核对：beian check --confirm 列出\n",
			"%d items that only a person can confirm: beian check --confirm lists them\n"), n)
	}
	if r.OCR {
		c.printf("%s\n", compared.In(c.lang))
	}
	s := r.Summary
	c.fixes(r.Fixes)
	c.printf(c.say("共 %d 项：可提交 %d，有提醒 %d，被拦截 %d\n", "%d filings: %d ready, %d warned, %d blocked\n"), s.Filings, s.Ready, s.Warned, s.Blocked)
}

// compared says that the text in scans was read.
var compared = filing.Text{ZH: "已用本机的 Tesseract 识别证件上的号码和有效期，并与填写内容核对（--no-ocr 关闭）",
	EN: "numbers and validity on the documents were read by this machine's Tesseract and compared (--no-ocr switches it off)"}

func (c *call) findings(findings []filing.Finding) {
	for _, f := range findings {
		c.printf("    %s %s\n", c.severity(f.Severity), join("  ", f.Cell, f.Message))
		if f.Remedy != "" {
			c.printf("        → %s  [%s]\n", f.Remedy, f.Rule)
		}
	}
}

// fixes lists what was changed in a corrected copy, and what could not be.
func (c *call) fixes(fixes []job.Fix) {
	if fixes == nil {
		return
	}
	applied := 0
	for _, f := range fixes {
		if f.Applied {
			applied++
		}
	}
	c.printf(c.say("改正：%d 处\n", "Corrected: %d\n"), applied)
	for _, f := range fixes {
		field, _ := filing.ByKey(f.Field)
		masked := func(text string) string {
			return strings.ReplaceAll(filing.Mask(field, text), "\n", "、")
		}
		change := masked(f.Old) + " → " + masked(f.New)
		if !f.Applied {
			change += c.say("  未改：", "  not applied: ") + f.Why
		}
		c.printf("    %s  [%s]\n", join("  ", f.Cell, field.Def().Label.In(c.lang), change), f.Rule)
	}
}

// adjusted tells of rules that the user switched off or weighs otherwise: what
// is not shown must not be hidden.
func (c *call) adjusted(list []job.AdjustedRule) {
	for _, a := range list {
		now := c.say("不检查", "off")
		if a.Now != provider.Off {
			now = strings.TrimSpace(c.severity(a.Now))
		}
		c.printf(c.say("已调整：%s（%s）%s → %s，%d 个问题；理由：%s  [%s:%d]\n", "adjusted: %s (%s) %s → %s, %d findings; reason: %s  [%s:%d]\n"),
			a.Title(c.lang), a.Rule, strings.TrimSpace(c.severity(a.Was)), now, a.Findings, a.Reason, a.File, a.Line)
	}
}

// tickList prints what a person has to confirm.
func (c *call) tickList(list []job.Confirmation) {
	phase := ""
	for _, item := range list {
		if item.Phase != phase {
			phase = item.Phase
			c.printf("    %s%s\n", c.say("确认事项 · ", "To confirm: "), job.PhaseTitle(phase, c.lang))
		}
		c.printf("      [ ] %s\n          %s  [%s]\n", item.Text, item.How, item.Source)
	}
}

// confirmations counts the items that any filing asks for.
func confirmations(r *job.Report) int {
	ids := make(map[string]bool)
	for i := range r.Filings {
		for j := range r.Filings[i].Confirm {
			ids[r.Filings[i].Confirm[j].ID] = true
		}
	}
	return len(ids)
}

func (c *call) status(s filing.Status) string {
	return c.say("["+s.Label().ZH+"]", fmt.Sprintf("%-9s", "["+string(s)+"]"))
}

func (c *call) severity(s filing.Severity) string {
	return c.say(s.Label().ZH, fmt.Sprintf("%-5s", s))
}

// join puts the parts that are not empty together.
func join(sep string, parts ...string) string {
	kept := parts[:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, sep)
}
