package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

var collectCommand = &command{
	name: "collect", args: "SCAN... --batch WORKBOOK -o DIR",
	short: filing.Text{ZH: "把签字盖章件的扫描件按标记归到各备案", EN: "sorts scans of signed papers back to their filings"},
	long: filing.Text{
		ZH: `SCAN 是签字盖章后的扫描件或存放它们的文件夹：多页 PDF 或 TIFF、照片，方向不限，150 dpi 以上，最好是彩色。按每页页脚右侧印的标记归到
WORKBOOK 里的备案，处理成上传槽位的大小，写到 DIR；之后 export --scans DIR 直接使用。逐页核对是否盖章、签字、填日期，
打印后内容有没有改动，有没有缺页或重复。读不出标记的页列出来，用 --assign 指定归属，可写多次：
FILE[:PAGE]=备案编号/材料[:页]，材料是 check-sheet、authorization、confirmation、commitment。原扫描件不动。`,
		EN: `SCAN are scans of signed papers, or folders of them: PDF or TIFF of many pages, photos, any way up, 150 dpi or more, best in colour. Each page is
given to its filing in WORKBOOK by the mark printed at its foot, fitted to its slot, and written to DIR, which export --scans DIR then
takes. Of every page it is said whether it is sealed, signed and dated, whether its values have changed since printing, and which pages are
missing or came twice. Pages whose mark cannot be read are listed; --assign says what they are, as often as needed:
FILE[:PAGE]=FILING/PAPER[:PAGE], where PAPER is check-sheet, authorization, confirmation or commitment. The scans are not touched.`},
	prepare: func(c *call) func() int {
		workbook := c.flags.String("batch", "", c.say("`WORKBOOK` 打印这些材料的工作簿", "`WORKBOOK` that the papers were printed from"))
		out := c.flags.String("o", "", c.say("`DIR` 输出文件夹", "`DIR` for the pictures"))
		force := c.flags.Bool("force", false, c.say("覆盖已有的输出", "replace existing results"))
		var assign assignments
		c.flags.Var(&assign, "assign", c.say("`FILE[:PAGE]=备案编号/材料[:页]` 人工指定归属", "`FILE[:PAGE]=FILING/PAPER[:PAGE]` says what a page is"))
		c.formsFlag()
		c.passwordFlag()
		c.readFlags()
		return func() int {
			if code, ok := c.want(1, -1, "collect"); !ok {
				return code
			}
			switch {
			case *workbook == "":
				return c.usage(c.say("请用 --batch 指定工作簿", "say with --batch which workbook the papers were printed from"))
			case *out == "":
				return c.usage(c.say("请用 -o 指定输出文件夹", "say with -o where the results go"))
			}
			var byHand []job.Assignment
			for _, text := range assign {
				a, ok := assignmentOf(text)
				if !ok {
					return c.usage(c.say("--assign %q 不可用：要写成 文件:页=备案编号/材料", "--assign %q cannot be used: it takes FILE:PAGE=FILING/PAPER"), text)
				}
				byHand = append(byHand, a)
			}
			return c.withBatch(*workbook, "", func(b *job.Batch) int {
				report, err := c.collect(b.Collection(), byHand, *out, *force)
				if err != nil {
					return c.fail(err)
				}
				return c.collected(report)
			})
		}
	},
}

// collect sorts the scans and writes the pictures.
func (c *call) collect(all *job.Collection, byHand []job.Assignment, out string, force bool) (*job.CollectReport, error) {
	files, err := job.ScanFiles(c.ctx, c.args)
	if err != nil {
		return nil, err
	}
	var assigned []job.Assignment
	for _, a := range byHand {
		if i := slices.IndexFunc(files, func(f string) bool { return filepath.Clean(f) == filepath.Clean(a.File) }); i >= 0 {
			a.File = files[i]
		} else {
			return nil, &job.Trouble{File: a.File, Why: filing.Text{ZH: "已指定归属，但不在要回收的扫描件中", EN: "is assigned, but not among the scans"},
				Remedy: filing.Text{ZH: "请把它也写在命令行上", EN: "name it on the command line as well"}}
		}
		if err := all.Assign(c.ctx, a); err != nil {
			return nil, err
		}
		assigned = append(assigned, a)
	}
	if err := all.Look(c.ctx, files); err != nil {
		return nil, err
	}
	report, err := all.Write(c.ctx, out, force)
	if err != nil {
		return nil, err
	}
	for _, a := range assigned {
		pages := seenOf(report, a.File)
		if pages > 0 && a.Page > pages {
			c.note(c.say("beian: %s 只有 %d 页，--assign 指定的第 %d 页没有用上", "beian: %s has %d pages, --assign names page %d"), a.File, pages, a.Page)
		}
	}
	return report, nil
}

// seenOf returns how many pages of a file were looked at.
func seenOf(r *job.CollectReport, file string) (pages int) {
	for _, p := range r.Pages {
		if p.Source == file {
			pages++
		}
	}
	for _, u := range r.Unmatched {
		if u.Source == file && u.Page > 0 {
			pages++
		}
	}
	return pages
}

// assignments are the values of a flag that may come several times.
type assignments []string

func (a *assignments) String() string { return strings.Join(*a, " ") }

func (a *assignments) Set(s string) error {
	*a = append(*a, s)
	return nil
}

// assignmentOf reads FILE[:PAGE]=FILING/PAPER[:PAGE].
func assignmentOf(text string) (a job.Assignment, ok bool) {
	equals := strings.LastIndex(text, "=")
	if equals < 1 {
		return a, false
	}
	a.File, a.Page = numbered(text[:equals])
	paper, ok := text[equals+1:], false
	if slash := strings.LastIndex(paper, "/"); slash > 0 {
		a.Filing, paper, ok = paper[:slash], paper[slash+1:], true
	}
	name, page := numbered(paper)
	a.Paper, a.PaperPage = filing.Paper(name), page
	return a, ok && a.File != "" && a.Page > 0 && page > 0
}

// numbered parts a page number from what it belongs to; 1 where there is none.
func numbered(text string) (string, int) {
	if colon := strings.LastIndex(text, ":"); colon > 0 {
		if n, err := strconv.Atoi(text[colon+1:]); err == nil {
			return text[:colon], n
		}
	}
	return text, 1
}

// collected prints what was found and returns the exit code.
func (c *call) collected(r *job.CollectReport) int {
	c.settle()
	code := exitDone
	switch {
	case r.Unread():
		code = exitIO
	case r.Blocked():
		code = exitBlocked
	}
	if c.format == "json" {
		if bad := c.json(r); bad != exitDone {
			return bad
		}
		return code
	}
	for _, p := range r.Pages {
		page := fmt.Sprintf(c.say("第 %d 页", "page %d"), p.Page)
		paper := string(p.Paper)
		if p.PaperPages > 1 {
			paper += fmt.Sprintf(" %d/%d", p.PaperPage, p.PaperPages)
		}
		c.printf("%s → %s  %s  %s\n", join(" ", p.Source, page), join(" ", p.Filing, paper), c.seen(p), p.Output)
		c.findings(p.Findings)
	}
	for _, u := range r.Unmatched {
		if u.Error != "" {
			c.note("beian: %s", u.Error)
		}
		c.findings(u.Findings)
	}
	if len(r.Missing) > 0 {
		c.printf("%s\n", c.say("尚缺：", "Missing:"))
	}
	for _, m := range r.Missing {
		c.printf("    %s\n", join(" ", m.Filing, string(m.Paper), c.pagesOf(m.Pages)))
	}
	c.printf(c.say("归入 %d 页，写出 %d 个文件；没有归属 %d 页，尚缺 %d 份\n", "%d pages sorted, %d files written; %d pages unmatched, %d papers missing\n"),
		len(r.Pages), len(r.Files), len(r.Unmatched), len(r.Missing))
	return code
}

func (c *call) pagesOf(pages []int) string {
	list := make([]string, len(pages))
	for i, p := range pages {
		list[i] = strconv.Itoa(p)
	}
	if len(list) == 0 {
		return ""
	}
	return fmt.Sprintf(c.say("第 %s 页", "p. %s"), strings.Join(list, c.say("、", ", ")))
}

// seen says what was seen on a page, in one line.
func (c *call) seen(p job.CollectedPage) string {
	var parts []string
	for _, s := range []struct {
		used     *bool
		yes, not string
	}{{p.Sealed, c.say("已盖章", "sealed"), c.say("未盖章", "not sealed")}, {p.Signed, c.say("已签字", "signed"), c.say("未签字", "not signed")},
		{p.Dated, c.say("有日期", "dated"), c.say("无日期", "not dated")}} {
		switch {
		case s.used == nil:
		case *s.used:
			parts = append(parts, s.yes)
		default:
			parts = append(parts, s.not)
		}
	}
	return strings.Join(parts, c.say("、", ", "))
}
