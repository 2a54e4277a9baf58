package main

import (
	"maps"
	"slices"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

var formsCommand = &command{
	name: "forms", args: "WORKBOOK -o DIR | check DIR | show [FILE] | grid FILE.pdf -o OUT.pdf",
	short: filing.Text{ZH: "填写需要签字盖章的纸质材料（PDF）", EN: "fills the papers to sign and seal (PDF)"},
	long: filing.Text{
		ZH: `按每个备案的需要填写核验单、授权书、确认书、承诺书，连同核验准备清单、备案后事项，写到 DIR 里每个备案的文件夹；
--bundle 另写一份合订本，全册编页码，很多时分册，--duplex 供双面打印。材料的文字可以改：show 列出或打印内置的模板，
改好的放在一个文件夹里，用 --forms 使用；check 检查这个文件夹，错误会指出文件和行。
材料也可以套打在接入商自己的空白表（PDF）上：grid 在空白表上画出毫米网格，照着填写坐标。`,
		EN: `Fills the check sheet, authorization, confirmation and commitment letters that each filing needs, and the lists of what to prepare and what
to do afterwards, in a folder a filing in DIR; --bundle writes all papers into one file as well, in volumes when they are many, --duplex for
printing on both sides. The wording can be changed: show lists or prints the embedded form files, --forms uses a folder of your own, and
check validates one and names file and line of a mistake.
A paper can be printed on the provider's own blank (PDF), too: grid draws a grid of millimetres over it, to read coordinates from.`},
	prepare: func(c *call) func() int {
		out := c.flags.String("o", "", c.say("`DIR` 输出文件夹；grid 时为输出的 .pdf 文件", "`DIR` for the papers; with grid the .pdf to write"))
		bundle := c.flags.String("bundle", "", c.say("`FILE` 合订本（.pdf）", "`FILE` for the print bundle (.pdf)"))
		c.marksFlag()
		duplex := c.flags.Bool("duplex", false, c.say("合订本双面打印：每份材料从正面开始，必要时补空白页", "bundle for both sides: every paper begins on a front, blank pages fill up"))
		force := c.flags.Bool("force", false, c.say("覆盖已有的文件", "replace existing files"))
		c.formsFlag()
		c.passwordFlag()
		c.readFlags()
		return func() int {
			if code, ok := c.want(1, 2, "forms"); !ok {
				return code
			}
			switch {
			case c.args[0] == "check" && len(c.args) == 2:
				return c.checkForms(c.args[1])
			case c.args[0] == "grid" && len(c.args) == 2:
				return c.blankGrid(c.args[1], *out, *force)
			case c.args[0] == "show":
				return c.showForms(c.args[1:])
			case len(c.args) > 1:
				return c.usage(c.say("多余的参数 %q；用 beian forms --help 查看用法", "argument %q is too many; see beian forms --help"), c.args[1])
			}
			if *out == "" {
				return c.usage(c.say("请用 -o 指定输出文件夹", "say with -o where the papers go"))
			}
			return c.withBatch(c.args[0], "", func(b *job.Batch) int {
				papers, err := b.Papers(c.ctx, *out, *bundle, job.PaperOptions{Force: *force, Duplex: *duplex})
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
				if papers.Posting != "" {
					c.printf("%s\n", papers.Posting)
				}
				c.findings(papers.Findings)
				switch n := len(papers.Bundles); {
				case n == 1:
					c.printf(c.say("合订本：%s（%d 页）\n", "bundle: %s (%d pages)\n"), papers.Bundle, papers.Pages)
				case n > 1:
					c.printf(c.say("合订本：%s 等 %d 册（%d 页）\n", "bundle: %s and on, %d volumes (%d pages)\n"), papers.Bundle, n, papers.Pages)
				}
				if papers.Posting == "" {
					c.note("%s", c.say("这批备案不需要纸质材料", "no filing of this batch needs a paper"))
				}
				return exitDone
			})
		}
	},
}

// checkForms tells whether a folder of form files can be used.
func (c *call) checkForms(dir string) int {
	library, err := job.LoadForms(dir)
	if err != nil {
		return c.fail(err)
	}
	own := library.Own()
	if c.format == "json" {
		return c.json(own)
	}
	for _, f := range own {
		text := c.say("%s：增加“%s”\n", "%s: adds “%s”\n")
		if f.Replaces {
			text = c.say("%s：代替内置的“%s”\n", "%s: replaces the embedded “%s”\n")
		}
		c.printf(text, f.File, f.Name)
	}
	return exitDone
}

// blankGrid draws a grid over a provider's blank.
func (c *call) blankGrid(path, out string, force bool) int {
	if out == "" {
		return c.usage(c.say("请用 -o 指定输出的 .pdf 文件", "say with -o which .pdf to write"))
	}
	opt, code := c.options()
	if opt == nil {
		return code
	}
	pages, err := job.BlankGrid(path, out, force, opt.Today)
	if err != nil {
		return c.fail(err)
	}
	if c.format == "json" {
		return c.json(struct {
			Path  string `json:"path"`
			Pages int    `json:"pages"`
		}{out, pages})
	}
	c.printf(c.say("%s：%d 页\n", "%s: %d pages\n"), out, pages)
	return exitDone
}

// showForms lists the embedded form files, or prints one.
func (c *call) showForms(names []string) int {
	files := job.EmbeddedForms()
	if len(names) == 0 {
		for _, name := range slices.Sorted(maps.Keys(files)) {
			c.printf("%s\n", name)
		}
		return exitDone
	}
	text, ok := files[names[0]]
	if !ok {
		return c.usage(c.say("没有内置模板 %q；用 beian forms show 查看全部", "no embedded form file %q; beian forms show lists them"), names[0])
	}
	c.printf("%s", text)
	return exitDone
}

// formsFlag declares --forms for the commands that fill papers.
func (c *call) formsFlag() {
	c.flags.StringVar(&c.forms, "forms", "", c.say("`DIR` 自己的材料模板，代替或补充内置的", "`DIR` of your own form files, in place of the embedded ones or besides"))
}
