package main

import (
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
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
	kinds := filing.TableNamed("kind")
	for _, f := range r.Filings {
		kind := string(f.Kind)
		if item, ok := kinds.Item(kind); ok {
			kind = item.Label.In(c.lang)
		}
		c.printf("%s  %s\n", c.status(f.Status), join("  ", f.Key, kind, f.Entity, f.Site, strings.Join(f.Domains, " ")))
		c.findings(f.Findings)
	}
	if len(r.Batch) > 0 {
		c.printf("%s\n", c.say("整批：", "The batch:"))
		c.findings(r.Batch)
	}
	s := r.Summary
	c.fixes(r.Fixes)
	c.printf(c.say("共 %d 项：可提交 %d，有提醒 %d，被拦截 %d\n", "%d filings: %d ready, %d warned, %d blocked\n"), s.Filings, s.Ready, s.Warned, s.Blocked)
}

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

func (c *call) status(s filing.Status) string {
	switch s {
	case filing.Ready:
		return c.say("[可提交]", "[ready]  ")
	case filing.Warned:
		return c.say("[有提醒]", "[warned] ")
	}
	return c.say("[被拦截]", "[blocked]")
}

func (c *call) severity(s filing.Severity) string {
	switch s {
	case filing.Block:
		return c.say("拦截", "block")
	case filing.Warn:
		return c.say("提醒", "warn ")
	}
	return c.say("说明", "note ")
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
