package main

import (
	"slices"
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

var fitCommand = &command{
	name: "fit", args: "FILE... --slot SLOT -o DIR",
	short: filing.Text{ZH: "把图片处理成符合某个槽位要求的 JPEG", EN: "fits pictures to the limits of a slot"},
	long: filing.Text{
		ZH: `每个 FILE 得到 DIR 里的一个 .jpg；--compose 把全部 FILE 合成一张（例如身份证正反面）。原文件不动。
SLOT 是：` + slotNames(),
		EN: `Each FILE becomes one .jpg in DIR; --compose makes one picture of all (front and back of an ID).
The originals are not touched. SLOT is one of: ` + slotNames()},
	prepare: func(c *call) func() int {
		slot := c.flags.String("slot", "", c.say("`SLOT` 上传槽位", "`SLOT` to fit to"))
		out := c.flags.String("o", "", c.say("`DIR` 输出文件夹", "`DIR` for the results"))
		compose := c.flags.Bool("compose", false, c.say("把全部图片合成一张", "make one picture of all files"))
		force := c.flags.Bool("force", false, c.say("覆盖已有的输出", "replace existing results"))
		return func() int {
			if code, ok := c.want(1, -1, "fit"); !ok {
				return code
			}
			if !slices.Contains(filing.Slots, filing.Slot(*slot)) {
				return c.usage(c.say("--slot %q 不可用：%s", "--slot %q is not known: %s"), *slot, slotNames())
			}
			if *out == "" {
				return c.usage(c.say("请用 -o 指定输出文件夹", "say with -o where the results go"))
			}
			opt, code := c.options()
			if opt == nil {
				return code
			}
			progress, done := c.watch()
			opt.Progress = progress
			report, err := job.Fit(c.ctx, c.args, job.FitOptions{Options: *opt, Slot: filing.Slot(*slot), Dir: *out, Compose: *compose, Force: *force})
			done()
			if err != nil {
				return c.fail(err)
			}
			return c.fitted(report)
		}
	},
}

func slotNames() string {
	names := make([]string, len(filing.Slots))
	for i, s := range filing.Slots {
		names[i] = string(s)
	}
	return strings.Join(names, ", ")
}

// fitted prints what became of the files; trouble with any gives exit 3.
func (c *call) fitted(report *job.FitReport) int {
	code := exitDone
	for _, f := range report.Files {
		if f.Error != "" {
			code = exitIO
		} else if code == exitDone && filing.StatusOf(f.Findings) == filing.Blocked {
			code = exitBlocked
		}
	}
	if c.format == "json" {
		if bad := c.json(report); bad != exitDone {
			return bad
		}
		return code
	}
	for _, f := range report.Files {
		if f.Error != "" {
			c.note("beian: %s", f.Error)
			continue
		}
		c.printf("%s → %s  %d×%d  %d %s\n", f.Source, f.Output, f.Width, f.Height, f.Bytes, c.say("字节", "bytes"))
		c.findings(f.Findings)
	}
	return code
}
