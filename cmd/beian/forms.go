package main

import (
	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

var formsCommand = &command{
	name: "forms", args: "WORKBOOK -o DIR",
	short: filing.Text{ZH: "填写需要签字盖章的纸质材料（PDF）", EN: "fills the papers to sign and seal (PDF)"},
	long: filing.Text{
		ZH: `按每个备案的需要填写核验单、授权书、确认书、承诺书，写到 DIR 里每个备案的文件夹；--bundle 另写一份合订本。`,
		EN: `Fills the check sheet, authorization, confirmation and commitment letters that each filing needs, in a folder
a filing in DIR; --bundle writes all of them into one file as well.`},
	prepare: func(c *call) func() int {
		out := c.flags.String("o", "", c.say("`DIR` 输出文件夹", "`DIR` for the papers"))
		bundle := c.flags.String("bundle", "", c.say("`FILE` 合订本（.pdf）", "`FILE` for the print bundle (.pdf)"))
		c.marksFlag()
		force := c.flags.Bool("force", false, c.say("覆盖已有的文件", "replace existing files"))
		c.passwordFlag()
		c.readFlags()
		return func() int {
			if code, ok := c.want(1, 1, "forms"); !ok {
				return code
			}
			if *out == "" {
				return c.usage(c.say("请用 -o 指定输出文件夹", "say with -o where the papers go"))
			}
			return c.withBatch(c.args[0], "", func(b *job.Batch) int {
				papers, err := b.Papers(c.ctx, *out, *bundle, job.ExportOptions{Force: *force})
				if err != nil {
					return c.fail(err)
				}
				c.settle()
				if c.format == "json" {
					return c.json(papers)
				}
				for _, f := range papers.Files {
					c.printf("%s\n", f.Path)
				}
				if papers.Bundle != "" {
					c.printf(c.say("合订本：%s（%d 页）\n", "bundle: %s (%d pages)\n"), papers.Bundle, papers.Pages)
				}
				if len(papers.Files) == 0 {
					c.note("%s", c.say("这批备案不需要纸质材料", "no filing of this batch needs a paper"))
				}
				return exitDone
			})
		}
	},
}
