package main

import (
	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

var verifyCommand = &command{
	name: "verify", args: "PACKAGE",
	short: filing.Text{ZH: "核对提交包与其清单", EN: "checks a package against its manifest"},
	long: filing.Text{
		ZH: `PACKAGE 是提交包文件夹或 .zip。逐个文件比对 SHA-256，报告缺失、被改动、多出和不安全的文件。`,
		EN: `PACKAGE is the package's folder or .zip. Every file is compared with its SHA-256; what is missing, changed,
unexpected or unsafe is listed.`},
	prepare: func(c *call) func() int {
		return func() int {
			if code, ok := c.want(1, 1, "verify"); !ok {
				return code
			}
			v, err := job.Verify(c.args[0])
			if err != nil {
				return c.fail(err)
			}
			switch {
			case c.format == "json":
				if code := c.json(v); code != exitDone {
					return code
				}
			case v.OK:
				c.printf(c.say("完好：%d 个文件与清单一致\n", "intact: %d files are as the manifest says\n"), v.Files)
			default:
				for _, p := range v.Problems {
					c.printf("%s  %s\n", c.problem(string(p.Problem)), p.Path)
				}
			}
			if !v.OK {
				return exitBlocked
			}
			return exitDone
		}
	},
}

func (c *call) problem(kind string) string {
	switch kind {
	case "missing":
		return c.say("缺失", "missing   ")
	case "changed":
		return c.say("被改动", "changed   ")
	case "unexpected":
		return c.say("多出", "unexpected")
	}
	return c.say("不安全", "unsafe    ")
}
