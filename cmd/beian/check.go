package main

import (
	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

var checkCommand = &command{
	name: "check", args: "WORKBOOK",
	short: filing.Text{ZH: "检查工作簿（和材料图片），列出问题", EN: "checks a workbook (and its scans) and lists the findings"},
	long: filing.Text{
		ZH: `WORKBOOK 是按模板填写的 .xlsx，或任何列出备案的表格：一行一个备案，或一张表单一个备案。
--explain 列出每一列是怎样读懂的；--map 改正，--remember 记住，下次同样标题的表格照此读取。
给出 --scans 时同时检查材料图片；给出 --annotate 时另存一份标注了问题的副本，原文件不动。
给出 --fix 时把能直接改的建议值写进工作簿的另一份副本，其余内容不变，并逐条列出改动；
检查结果和退出码说的都是原工作簿，改正后请再检查一次副本。`,
		EN: `WORKBOOK is the filled-in template, or any sheet of filings: one a row, or a form for each.
--explain tells how every column was understood; --map corrects it, and --remember keeps that for workbooks
with the same headers.
With --scans the pictures are checked too; with --annotate a copy with the findings marked is written.
With --fix a copy is written in which the suggested values stand where they belong, and every change is
listed; the findings and the exit code are those of WORKBOOK: check the copy to see what is left.`},
	prepare: func(c *call) func() int {
		scans := c.flags.String("scans", "", c.say("`DIR` 材料图片所在文件夹", "`DIR` with the scans"))
		annotate := c.flags.String("annotate", "", c.say("`FILE` 标注了问题的副本（.xlsx）", "`FILE` for the annotated copy (.xlsx)"))
		fix := c.flags.String("fix", "", c.say("`FILE` 改正后的副本（.xlsx）", "`FILE` for the corrected copy (.xlsx)"))
		force := c.flags.Bool("force", false, c.say("覆盖已有的副本", "replace an existing copy"))
		c.flags.BoolVar(&c.confirm, "confirm", false, c.say("列出每个备案的确认事项", "print the tick list of every filing"))
		c.batchFlags()
		c.flags.BoolVar(&c.reading.explain, "explain", false, c.say("列出工作簿是怎样读懂的：每张表、每一列对应什么、把握和理由", "print how the workbook was understood: every table, what each column means, how surely and why"))
		return func() int {
			if code, ok := c.want(1, 1, "check"); !ok {
				return code
			}
			if *fix != "" && *fix == *annotate {
				return c.usage(c.say("--fix 和 --annotate 不能写到同一个文件", "--fix and --annotate may not name the same file"))
			}
			return c.withBatch(c.args[0], *scans, func(b *job.Batch) int {
				report, err := b.Check(c.ctx)
				if err != nil {
					return c.fail(err)
				}
				if c.reading.explain {
					report.Tables = b.Tables()
				}
				if *annotate != "" {
					if err := b.Annotate(c.ctx, report, *annotate, *force); err != nil {
						return c.fail(err)
					}
				}
				if *fix != "" {
					if report.Fixes, err = b.Fix(c.ctx, report, *fix, *force); err != nil {
						return c.fail(err)
					}
				}
				return c.report(report)
			})
		}
	},
}

// batchFlags declares the flags of the commands that open a batch.
func (c *call) batchFlags() {
	c.ocrFlag()
	c.passwordFlag()
	c.readFlags()
	c.rememberFlag()
	c.flags.StringVar(&c.rules, "rules", "", c.say("`FILE` 关闭规则或改变程度的文件（工作簿旁的 "+job.ProjectRules+" 会自动使用）",
		"`FILE` that switches rules off or changes their severity (a "+job.ProjectRules+" beside the workbook is used by itself)"))
}

// ocrFlag declares the flag of the commands that compare the text in scans.
func (c *call) ocrFlag() {
	c.flags.BoolVar(&c.noOCR, "no-ocr", false, c.say("不识别图片上的文字（本机装有 Tesseract 及简体中文数据时才会识别，每张证件约两秒）",
		"do not read the text in scans (which is done where Tesseract with chi_sim data is installed, two seconds a document)"))
}

// marksFlag declares the flag of the commands that print papers.
func (c *call) marksFlag() {
	c.flags.BoolVar(&c.noMarks, "no-marks", false, c.say("纸质材料不印回收标记（页脚的小二维码和编号）；这样的扫描件只能人工归类",
		"print papers without the mark (the small code and number at the foot); their scans can only be sorted by hand"))
}

// ready makes options ready for reading workbooks: how far it is shows on a
// terminal, until stop is called, passwords are asked for there, and columns are
// understood as the flags and earlier runs say.
func (c *call) ready(opt *job.Options) (stop func(), code int, ok bool) {
	if code, ok = c.readingOf(opt); !ok {
		return nil, code, false
	}
	password := ""
	if c.passwordFile != "" {
		var err error
		if password, err = job.ReadPassword(c.passwordFile); err != nil {
			return nil, c.fail(err), false
		}
	}
	opt.Progress, stop = c.watch()
	c.finish = stop
	opt.Password = c.password(password, stop)
	return stop, exitDone, true
}

// withBatch opens a batch, hands it on and closes it.
func (c *call) withBatch(workbook, scans string, work func(*job.Batch) int) int {
	opt, code := c.options()
	if opt == nil {
		return code
	}
	stop, code, ok := c.ready(opt)
	if !ok {
		return code
	}
	defer stop()
	opt.NoMarks = c.noMarks
	if c.flags.Lookup("no-ocr") != nil && !c.noOCR {
		opt.Texts = job.FindTextReader()
	}
	b, err := job.Open(c.ctx, workbook, scans, *opt)
	if err != nil {
		stop()
		c.explainFailure(workbook, *opt)
		return c.fail(err)
	}
	defer b.Close()
	if code, ok := c.remember(b); !ok {
		return code
	}
	if len(b.Filings) == 0 {
		stop()
		c.note(c.say("beian: %s：没有找到备案；请按模板填写，一行一个备案", "beian: %s: holds no filings; fill in one a row, as in the template"), workbook)
	}
	if by := b.AdjustedBy(); by != "" {
		c.settle()
		c.note(c.say("beian: 规则按%s调整", "beian: rules are adjusted by %s"), by)
	}
	return work(b)
}
