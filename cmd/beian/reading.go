package main

import (
	"errors"
	"strconv"
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// readingFlags are what the command line says of how a workbook is read.
type readingFlags struct {
	explain  bool // check only
	remember bool
	hidden   string
	columns  map[string]string
	rows     map[string]int
	wrong    string // what is wrong with them, said
}

// readFlags declares the flags of the commands that read a workbook.
func (c *call) readFlags() {
	c.flags.Func("map", c.say("`COLUMN=FIELD` 指定一列的含义，可重复；FIELD 是 beian fields 列出的键或名称，skip 为不读取",
		"`COLUMN=FIELD` says what a column means, may be repeated; FIELD is a key or name that beian fields lists, skip to leave it out"), c.mapFlag)
	c.flags.Func("header-row", c.say("`ROW` 表头所在的行，也可写成“工作表!行”，可重复", "`ROW` of the header, or SHEET!ROW, may be repeated"), c.headerFlag)
	c.flags.StringVar(&c.reading.hidden, "hidden", "", c.say("`include|skip` 隐藏的行、列和工作表全部读取或全部跳过（默认读取行和列，不读取工作表）",
		"`include|skip` hidden rows, columns and sheets (by default rows and columns are read, sheets are not)"))
}

// rememberFlag declares the flag that keeps what those say.
func (c *call) rememberFlag() {
	c.flags.BoolVar(&c.reading.remember, "remember", false, c.say("记住 --map 和 --hidden 的指定，下次同样标题的表格照此读取", "keep what --map and --hidden say for workbooks with the same headers"))
}

// mapFlag takes one COLUMN=FIELD. The column may itself hold an equals sign.
func (c *call) mapFlag(s string) error {
	at := strings.LastIndexByte(s, '=')
	if at <= 0 {
		c.reading.wrong = c.say("--map 要写成“列名=填写项”：", "--map takes COLUMN=FIELD: ") + s
		return nil
	}
	key, ok := job.FieldNamed(strings.TrimSpace(s[at+1:]))
	if !ok {
		c.reading.wrong = c.say("--map：没有填写项 ", "--map: there is no field ") + s[at+1:] + c.say("；用 beian fields 查看", "; beian fields lists them")
		return nil
	}
	if c.reading.columns == nil {
		c.reading.columns = make(map[string]string)
	}
	c.reading.columns[strings.TrimSpace(s[:at])] = key
	return nil
}

func (c *call) headerFlag(s string) error {
	sheet, row := "", s
	if at := strings.LastIndexByte(s, '!'); at >= 0 {
		sheet, row = s[:at], s[at+1:]
	}
	n, err := strconv.Atoi(row)
	if err != nil || n < 1 {
		c.reading.wrong = c.say("--header-row 要写成行号或“工作表!行号”：", "--header-row takes ROW or SHEET!ROW: ") + s
		return nil
	}
	if c.reading.rows == nil {
		c.reading.rows = make(map[string]int)
	}
	c.reading.rows[sheet] = n
	return nil
}

// readingOf puts the flags into the options; ok is false when one is wrong.
func (c *call) readingOf(opt *job.Options) (code int, ok bool) {
	if c.reading.wrong != "" {
		return c.usage("%s", c.reading.wrong), false
	}
	if !oneOf(c.reading.hidden, "", "include", "skip") {
		return c.usage(c.say("--hidden %s 不可用：只有 include、skip", "--hidden %s is not known: include or skip"), c.reading.hidden), false
	}
	opt.Reading = job.Reading{Hidden: job.Hidden(c.reading.hidden), Columns: c.reading.columns, HeaderRows: c.reading.rows}
	kept, err := job.OpenMappings("")
	switch {
	case err == nil:
		opt.Reading.Mappings = kept
	case c.reading.remember:
		return c.fail(err), false
	case kept != nil: // there is a file, and it is wrong
		c.note("beian: %s", job.Say(err, c.lang))
	}
	return exitDone, true
}

// remember keeps what the flags said, where that was asked for.
func (c *call) remember(b *job.Batch) (code int, ok bool) {
	if !c.reading.remember {
		return exitDone, true
	}
	n, err := b.Remember()
	if err != nil {
		return c.fail(err), false
	}
	c.settle()
	c.note(c.say("beian: 已记住 %d 张表的设置", "beian: what was said of %d tables is kept"), n)
	return exitDone, true
}

// explainFailure says how the sheets of a workbook look that has no filings.
func (c *call) explainFailure(workbook string, opt job.Options) {
	if !c.reading.explain || c.format == "json" {
		return
	}
	opt.Password = nil // nobody is asked twice
	w, err := job.LoadWorkbook(c.ctx, workbook, opt)
	if err != nil {
		return
	}
	preview, err := w.Preview(c.ctx, opt)
	if preview != nil && (err == nil || !errors.Is(err, c.ctx.Err())) {
		c.tables(preview.Tables)
	}
}

var stateLabels = map[job.TableState]filing.Text{
	"read":    {ZH: "已读取", EN: "read"},
	"ignored": {ZH: "没有找到表头，未读取", EN: "no header found, not read"},
	"hidden":  {ZH: "隐藏的工作表，未读取", EN: "hidden sheet, not read"},
	"own":     {ZH: "备案台写的工作表，不读取", EN: "written by this program, not read"},
}

var confidenceLabels = map[job.Confidence]filing.Text{
	"high": {ZH: "高", EN: "high"}, "medium": {ZH: "中", EN: "medium"}, "low": {ZH: "低", EN: "low"}, "": {ZH: "—", EN: "-"},
}

// tables prints how the tables of a workbook were understood.
func (c *call) tables(all []*job.Table) {
	for _, t := range all {
		c.printf("%s\n", c.tableTitle(t))
		for i := range t.Columns {
			col := &t.Columns[i]
			field := c.say("（不读取）", "(not read)")
			if col.Field != "" {
				field = job.FieldLabel(col.Field, c.lang) + "  " + col.Field
			}
			header := strings.Join(strings.Fields(col.Header), " ")
			if header == "" {
				header = c.say("（没有标题）", "(no header)")
			}
			if col.Block != "" {
				header = strings.Join(strings.Fields(col.Block), " ") + " / " + header
			}
			if col.Hidden {
				header += c.say("（隐藏）", " (hidden)")
			}
			c.printf("    %s\n", join("  ", col.At, header, "→", field, "["+confidenceLabels[col.Confidence].In(c.lang)+"]", col.Reason.In(c.lang)))
			if col.Field == "" && len(col.Alternatives) > 0 {
				var may []string
				for _, a := range col.Alternatives {
					may = append(may, job.FieldLabel(a.Field, c.lang)+" "+a.Field)
				}
				c.printf(c.say("        可以指定：--map \"%s=…\"  可能是：%s\n", "        to tell it: --map \"%s=…\"  it may be: %s\n"), col.Name, strings.Join(may, c.say("、", ", ")))
			}
		}
	}
}

func (c *call) tableTitle(t *job.Table) string {
	sheet := t.Sheet
	if sheet == "" {
		sheet = c.say("（文件）", "(the file)")
	}
	if t.State != "read" {
		return c.say("表　", "Table  ") + join("  ", sheet, stateLabels[t.State].In(c.lang))
	}
	at := strconv.Itoa(t.HeaderTop)
	if t.HeaderRow != t.HeaderTop {
		at += "–" + strconv.Itoa(t.HeaderRow)
	}
	where := c.say("表头在第 "+at+" 行", "header in row "+at)
	rows := strconv.Itoa(t.Rows) + c.say(" 行", " rows")
	if t.Transposed {
		where = c.say("标签在列中，每列一个备案", "labels in a column, a filing in each column beside them")
		rows = strconv.Itoa(t.Rows) + c.say(" 个备案", " filings")
	}
	hidden, remembered := "", ""
	if t.Hidden > 0 {
		hidden = strconv.Itoa(t.Hidden) + c.say(" 行隐藏", " hidden")
		if !t.HiddenRead {
			hidden += c.say("（已跳过）", " (skipped)")
		}
	}
	if t.Remembered {
		remembered = c.say("按上次的设置", "as set last time")
	}
	return c.say("表　", "Table  ") + join("  ", sheet, where, rows, hidden, remembered)
}
