package main

import (
	"path/filepath"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

var demoCommand = &command{
	name: "demo", args: "",
	short: filing.Text{ZH: "写出样例批次并导出提交包", EN: "writes a sample batch and exports a package from it"},
	long: filing.Text{
		ZH: `在 DIR 里写出样例工作簿和样例图片（均为虚构的样张），对它们执行 export，并打印提交包的路径。
样例里故意有几处错误，所以部分备案会被拦截；退出码仍为 0。`,
		EN: `Writes the sample workbook and sample scans (fictitious, marked 样张) to DIR, runs export on them and prints
the package's path. Some sample filings are wrong on purpose and are left out; the exit code is 0 all the same.`},
	prepare: func(c *call) func() int {
		dir := c.flags.String("o", "beian-demo", c.say("`DIR` 样例所在文件夹", "`DIR` for the sample"))
		c.ocrFlag()
		return func() int {
			if code, ok := c.want(0, 0, "demo"); !ok {
				return code
			}
			workbook, scans, err := job.Demo(*dir)
			if err != nil {
				return c.fail(err)
			}
			return c.withBatch(workbook, scans, func(b *job.Batch) int {
				report, err := b.Export(c.ctx, filepath.Join(*dir, c.say("提交包", "package")), job.ExportOptions{Force: true})
				if err != nil {
					return c.fail(err)
				}
				c.settle()
				if c.format == "json" {
					return c.json(report)
				}
				s := report.Summary
				c.note(c.say("样例 %d 项：可提交 %d，有提醒 %d，被拦截 %d（故意的错误）", "%d sample filings: %d ready, %d warned, %d blocked (on purpose)"),
					s.Filings, s.Ready, s.Warned, s.Blocked)
				if report.OCR {
					c.note("%s", compared.In(c.lang))
				}
				c.printf("%s\n", report.Package.Path)
				return exitDone
			})
		}
	},
}
