package sheet

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// addHelp writes the sheet that explains the others: the steps, the kinds, the
// scans, and every column.
func (t *template) addHelp() {
	for i, width := range []float64{10, 28, 32, 34, 62, 34} {
		t.width(helpSheet, i+1, width)
	}
	p := t.profile
	h := &helpWriter{template: t, row: 1}
	h.line(p.Provider.Short.ZH+"网站备案信息表 · 填写说明", t.style("title", titleStyle), 34)
	h.line(fmt.Sprintf("接入商：%s　　咨询：%s　%s　　依据：%s（%s）", p.Provider.Name.ZH, p.Provider.Phone, p.Provider.Email, p.Sources[0].Title, p.AsOf), t.style("hint", hintStyle), 20)
	h.steps()
	h.kinds()
	h.scans()
	h.fields()
	t.page(helpSheet, 1, 0, 0, "8497B0")
}

// helpWriter writes the explaining sheet row by row.
type helpWriter struct {
	*template
	row int
}

func (h *helpWriter) line(s string, style int, height float64) {
	h.text(helpSheet, 1, h.row, s, style)
	h.height(helpSheet, h.row, height)
	h.row++
}

func (h *helpWriter) section(s string) {
	h.row++
	h.merge(helpSheet, 1, h.row, helpColumns, h.row)
	h.line(s, h.style("section", sectionStyle), 24)
}

// table writes a row of cells, the last one over the columns that are left; its
// height follows the cell with most lines.
func (h *helpWriter) table(style int, cells ...string) {
	lines := 1
	if n := len(cells); n < helpColumns {
		right := cellName(helpColumns, h.row)
		h.try(h.f.SetCellStyle(helpSheet, right, right, style))
		h.merge(helpSheet, n, h.row, helpColumns, h.row)
	}
	for i, s := range cells {
		h.text(helpSheet, i+1, h.row, s, style)
		width, _ := h.f.GetColWidth(helpSheet, filing.ColumnName(i+1))
		lines = max(lines, linesOf(s, width))
	}
	h.height(helpSheet, h.row, 6+15*float64(lines))
	h.row++
}

const helpColumns = 6

// stepWidth is the width of the columns that a step is merged over.
const stepWidth = 28 + 32 + 34 + 62 + 34

func (h *helpWriter) steps() {
	h.section("一、怎么填")
	body := h.style("help text", helpText)
	for i, s := range []string{
		"先填“主体”，再填“人员”，最后在“网站”表里一行填一个申请，用编号把主体和负责人连起来。",
		"带 * 的列首次备案必填；带 (*) 的列在其他备案类型时必填；其余按实际情况填写。备案类型不同，要填的列也不同，见下表。",
		"有下拉箭头的格子请从列表中选；先选省再选市、区县，先选单位性质再选证件类型，列表会随之变化。可以填几个值的（域名、IP地址、网站语种、前置审批类型、材料文件）用顿号、分号或换行隔开。",
		"从别处粘贴时请选“只粘贴值”或“选择性粘贴 → 文本”，以保持文本格式；否则证件号码会变成 3.2E+17 一类的数字，末尾几位就丢了。",
		"可以插入和删除行、增加自己的列（导入时会列出没有识别的列）、调列宽、排序和筛选。表头已锁定以防误改，没有密码；要调整列的顺序，先在“审阅”里撤销工作表保护。请不要改表名和列名。",
		"扫描件放在一个文件夹里，按“域名_材料名”命名即可自动匹配；也可以在“网站”表最右边的材料文件列里写文件名。",
	} {
		h.merge(helpSheet, 2, h.row, helpColumns, h.row)
		h.text(helpSheet, 1, h.row, itoa(i+1), h.style("help number", helpNumber))
		h.text(helpSheet, 2, h.row, s, body)
		h.height(helpSheet, h.row, 6+15*float64(linesOf(s, stepWidth)))
		h.row++
	}
}

func (h *helpWriter) kinds() {
	h.section("二、备案类型")
	h.tableHead("序号", "备案类型", "平台入口", "需要填写", "需要的图片材料")
	for i, kind := range filing.Kinds {
		at, ok := h.profile.Kind(kind)
		if !ok {
			continue
		}
		item, _ := filing.TableNamed("kind").Item(string(kind))
		h.table(h.style("help cell", helpCell), itoa(i+1), item.Label.ZH, at.Entry.ZH, sheetsFor(kind), slotNames(h.profile, at.Slots))
	}
}

// sheetsFor names the parts of the workbook that a kind asks for.
func sheetsFor(kind filing.Kind) string {
	var parts []string
	for _, b := range filing.Blocks {
		asked := false
		for _, field := range filing.InBlock(b.Block) {
			asked = asked || field.Def().Asked.Has(kind)
		}
		switch {
		case b.Block == filing.BlockFiling, b.Block == filing.BlockScans, !asked:
		default:
			parts = append(parts, b.Title.ZH)
		}
	}
	return strings.Join(parts, "、")
}

func slotNames(p *provider.Profile, ids []filing.Slot) string {
	var names []string
	for _, id := range ids {
		if slot, ok := p.Slot(id); ok {
			name := slot.Label.ZH
			if slot.Optional {
				name += "（如有）"
			}
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return "不需要"
	}
	return strings.Join(names, "、")
}

func (h *helpWriter) scans() {
	h.section("三、图片材料")
	h.tableHead("序号", "材料", "像素（宽 × 高，横竖均可）", "文件大小", "说明")
	for i, s := range h.profile.Slots {
		pixels := "清晰可辨"
		if s.Width > 0 {
			pixels = fmt.Sprintf("不小于 %d × %d", s.Width, s.Height)
		}
		var notes []string
		if s.Colour {
			notes = append(notes, "彩色")
		}
		if s.Sides == 2 {
			notes = append(notes, "正反面合成一张")
		}
		if s.Optional {
			notes = append(notes, "如有")
		}
		h.table(h.style("help cell", helpCell), itoa(i+1), s.Label.ZH, pixels, thousands(s.MinBytes)+" 至 "+thousands(s.MaxBytes)+" 字节（JPEG）", strings.Join(notes, "，"))
	}
	h.line("照片不必自己裁剪压缩：程序会扶正、裁剪、缩放并压到规定的大小，达不到要求时会告诉您。", h.style("hint", hintStyle), 20)
}

func (h *helpWriter) fields() {
	h.try(h.f.InsertPageBreak(helpSheet, cellName(1, h.row+1)))
	h.section("四、各列说明")
	h.tableHead("工作表", "列名", "英文名", "必填", "怎么填", "示例")
	cell := h.style("help cell", helpCell)
	for _, f := range h.forms {
		for _, c := range f.columns {
			row := h.row
			h.table(cell, f.sheet, c.mark().String()+c.header, c.english, requiredFor(c.field.Def()), c.help, c.example)
			name := h.style("help name "+c.tint.light, helpName(c.tint))
			h.try(h.f.SetCellStyle(helpSheet, cellName(1, row), cellName(2, row), name))
		}
	}
}

// requiredFor names the kinds that require a field.
func requiredFor(def *filing.Def) string {
	kinds := def.Required.List()
	switch len(kinds) {
	case 0:
		return ""
	case len(filing.Kinds):
		return "必填"
	}
	names := make([]string, len(kinds))
	for i, kind := range kinds {
		item, _ := filing.TableNamed("kind").Item(string(kind))
		names[i] = item.Label.ZH
	}
	return strings.Join(names, "、")
}

func (h *helpWriter) tableHead(cells ...string) {
	h.table(h.style("help head", helpHead), cells...)
}

// linesOf estimates how many lines a text takes in a column of a width given in
// digits: a Chinese character is as wide as two.
func linesOf(s string, width float64) int {
	lines := 0
	for _, part := range strings.Split(s, "\n") {
		lines += 1 + int(float64(max(displayWidth(part)-1, 0))/(width*1.1))
	}
	return lines
}

// thousands writes a number with commas.
func thousands(n int) string {
	s := itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func displayWidth(s string) (n int) {
	for _, r := range s {
		if n++; r >= 0x1100 {
			n++
		}
	}
	return n
}

var (
	sectionStyle = &excelize.Style{Font: font(12, accent, true), Alignment: align("left", "center", false),
		Border: []excelize.Border{{Type: "bottom", Color: accent, Style: 2}}}
	helpText   = &excelize.Style{Font: font(10, ink, false), Alignment: align("left", "center", true)}
	helpNumber = &excelize.Style{Font: font(10, accent, true), Alignment: align("center", "center", false)}
	helpHead   = &excelize.Style{Font: font(10, paper, true), Fill: fill(accent), Border: box(accent), Alignment: padded(true)}
	helpCell   = &excelize.Style{Font: font(10, ink, false), Border: box(ruleLine), Alignment: padded(true), NumFmt: textFormat}
)

func helpName(c tint) *excelize.Style {
	return &excelize.Style{Font: font(10, ink, true), Fill: fill(c.light), Border: box(ruleLine), Alignment: padded(true), NumFmt: textFormat}
}
