package main

import (
	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

var exportCommand = &command{
	name: "export", args: "WORKBOOK -o OUT",
	short: filing.Text{ZH: "完成全部工作，导出提交包", EN: "does the whole job and writes the submission package"},
	long: filing.Text{
		ZH: `检查、处理图片、填写纸质材料，写成一个提交包：每个备案一个文件夹，每个上传槽位一个文件。
OUT 以 .zip 结尾时写成一个压缩包。被拦截的备案默认不导出。提交包要么完整出现，要么不出现。`,
		EN: `Checks, fits the scans, fills the papers and writes a package: a folder a filing, a file an upload slot.
OUT ending in .zip gives one zip. Blocked filings are left out unless asked for. The package appears whole or not at all.`},
	prepare: func(c *call) func() int {
		scans := c.flags.String("scans", "", c.say("`DIR` 材料图片所在文件夹", "`DIR` with the scans"))
		out := c.flags.String("o", "", c.say("`OUT` 提交包：文件夹，或 .zip", "`OUT`: a folder, or a .zip"))
		c.marksFlag()
		force := c.flags.Bool("force", false, c.say("替换已有的提交包", "replace an existing package"))
		blocked := c.flags.Bool("include-blocked", false, c.say("被拦截的备案也导出，并作标记", "export blocked filings too, marked"))
		duplex := c.flags.Bool("duplex", false, c.say("合订本双面打印：每份材料从正面开始", "print bundle for both sides: every paper begins on a front"))
		c.formsFlag()
		c.batchFlags()
		return func() int {
			if code, ok := c.want(1, 1, "export"); !ok {
				return code
			}
			if *out == "" {
				return c.usage(c.say("请用 -o 指定提交包的位置", "say with -o where the package goes"))
			}
			return c.withBatch(c.args[0], *scans, func(b *job.Batch) int {
				report, err := b.Export(c.ctx, *out, job.ExportOptions{Force: *force, IncludeBlocked: *blocked, Duplex: *duplex})
				if err != nil {
					return c.fail(err)
				}
				code := c.report(report)
				if c.format == "text" {
					c.printf(c.say("提交包：%s（%d 个文件，%d 字节）\n", "package: %s (%d files, %d bytes)\n"), report.Package.Path, report.Package.Files, report.Package.Bytes)
				}
				return code
			})
		}
	},
}
