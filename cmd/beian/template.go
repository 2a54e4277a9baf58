package main

import (
	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

var templateCommand = &command{
	name: "template", args: "-o FILE.xlsx",
	short: filing.Text{ZH: "写出空白模板", EN: "writes the blank workbook"},
	long: filing.Text{
		ZH: `模板有主体、人员、网站三张表和一张说明，下拉选项、填写提示和示例都在表里。`,
		EN: `The workbook has the sheets 主体 (entities), 人员 (persons), 网站 (filings) and 说明 (help), with drop-downs and an example.`},
	prepare: func(c *call) func() int {
		out := c.flags.String("o", "", c.say("`FILE` 模板文件（.xlsx）", "`FILE` for the template (.xlsx)"))
		force := c.flags.Bool("force", false, c.say("覆盖已有的文件", "replace an existing file"))
		return func() int {
			if code, ok := c.want(0, 0, "template"); !ok {
				return code
			}
			if *out == "" {
				return c.usage(c.say("请用 -o 指定模板文件", "say with -o where the template goes"))
			}
			opt, code := c.options()
			if opt == nil {
				return code
			}
			if err := job.WriteTemplate(*out, *force, *opt); err != nil {
				return c.fail(err)
			}
			if c.format == "json" {
				return c.json(map[string]string{"template": *out})
			}
			c.printf("%s\n", *out)
			return exitDone
		}
	},
}
