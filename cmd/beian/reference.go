package main

import (
	"beiandesk/internal/filing"
	"beiandesk/internal/job"
	"beiandesk/internal/provider"
)

var rulesCommand = &command{
	name: "rules", args: "", formats: []string{"markdown"},
	short: filing.Text{ZH: "列出全部检查规则", EN: "prints the catalogue of rules"},
	long:  filing.Text{ZH: "每条规则的编号、级别、含义、处理办法和出处。", EN: "Id, severity, meaning, remedy and source of every rule."},
	prepare: func(c *call) func() int {
		return func() int {
			return c.reference(job.RulesMarkdown(c.lang), job.RulesText(c.lang), job.Rules())
		}
	},
}

var fieldsCommand = &command{
	name: "fields", args: "", formats: []string{"markdown"},
	short: filing.Text{ZH: "列出全部字段", EN: "prints the dictionary of fields"},
	long:  filing.Text{ZH: "每个字段的键、名称、类型、同义表头、何时必填。", EN: "Key, label, type, synonyms and when required of every field."},
	prepare: func(c *call) func() int {
		return func() int {
			return c.reference(filing.Markdown(c.lang), filing.List(c.lang), filing.Describe())
		}
	},
}

// reference prints a catalogue in the format asked for.
func (c *call) reference(markdown, text string, data any) int {
	if code, ok := c.want(0, 0, c.flags.Name()); !ok {
		return code
	}
	switch c.format {
	case "markdown":
		c.printf("%s", markdown)
	case "json":
		return c.json(data)
	default:
		c.printf("%s", text)
	}
	return exitDone
}

var profileCommand = &command{
	name: "profile", args: "show [NAME] | check FILE",
	short: filing.Text{ZH: "查看接入商规则，或检查自己的规则文件", EN: "shows a provider profile, or checks your own"},
	long: filing.Text{
		ZH: `show 打印内置的规则文件（默认 nwcd）。自己的文件可以写 base = "nwcd"，只列不同之处，再用 --profile 使用。
check 检查一个规则文件，错误会指出行，并说明它改变了什么。写法见 docs/profile.md。`,
		EN: `show prints an embedded profile (nwcd by default). Your own may say base = "nwcd" and hold only what differs; use it with
--profile. check validates a file, names the line of a mistake and tells what it changes. See docs/profile.en.md.`},
	prepare: func(c *call) func() int {
		return func() int {
			if code, ok := c.want(1, 2, "profile"); !ok {
				return code
			}
			switch {
			case c.args[0] == "show":
				name := provider.DefaultName
				if len(c.args) == 2 {
					name = c.args[1]
				}
				data, err := provider.Embedded(name)
				if err != nil {
					return c.usage(c.say("没有内置规则 %q", "no embedded profile %q"), name)
				}
				c.printf("%s", data)
				return exitDone
			case c.args[0] == "check" && len(c.args) == 2:
				p, err := job.CheckProfile(c.args[1])
				if err != nil {
					return c.fail(err)
				}
				if c.format == "json" {
					return c.json(job.DescribeProfile(p, c.lang))
				}
				c.aboutProfile(p)
				return exitDone
			}
			return c.usage(c.say("用法：beian profile show [NAME] 或 beian profile check FILE", "usage: beian profile show [NAME] or beian profile check FILE"))
		}
	},
}

// aboutProfile tells that a profile is good, and what it changes.
func (c *call) aboutProfile(p *provider.Profile) {
	c.printf(c.say("规则文件可用：%s（%s）\n", "the profile is good: %s (%s)\n"), p.ID, p.AsOf)
	about := job.DescribeProfile(p, c.lang)
	for _, change := range about.Changes {
		c.printf("  %s\n", change)
	}
	for _, a := range about.Adjusted {
		c.printf("  %s\n", a)
	}
}
