package forms

import (
	"errors"
	"io/fs"
	"strconv"
	"strings"

	"beiandesk/internal/blank"
	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// What can be wrong in a form file, each with the way out. Arguments stand in
// the same order in both languages.
var (
	notTOML      = filing.Text{ZH: "不是正确的 TOML：%v；请核对引号、括号和逗号", EN: "is no sound TOML: %v; check quotes, brackets and commas"}
	notUTF8      = filing.Text{ZH: "不是 UTF-8 编码；请在文本编辑器中另存为 UTF-8", EN: "is not in UTF-8; save it as UTF-8 in the text editor"}
	badEntry     = filing.Text{ZH: "没有“%s”这一项%s", EN: "there is no entry %q%s"}
	perhapsEntry = filing.Text{ZH: "；是否想写 %s？", EN: "; is it %s?"}
	noSuchPaper  = filing.Text{ZH: "没有材料“%s”；paper 可以写 %s", EN: "there is no paper %q; it is one of %s"}
	noSuchList   = filing.Text{ZH: "没有清单“%s”；list 可以写 %s", EN: "there is no list %q; it is one of %s"}
	paperAndList = filing.Text{ZH: "paper 和 list 只能写一个", EN: "paper and list exclude each other; leave one out"}
	noHead       = filing.Text{ZH: "缺少 %s；请在文件开头补上，如 %[1]s = \"…\"", EN: "%s is missing; write it at the top, such as %[1]s = \"…\""}
	offRange     = filing.Text{ZH: "%s = %v 不可用；应在 %v 到 %v 之间", EN: "%s = %v makes no sense; write a number from %v to %v"}
	noBlocks     = filing.Text{ZH: "没有内容；请至少写一节 [[block]]", EN: "the form is empty; write a [[block]] at least"}
	noSuchKind   = filing.Text{ZH: "没有办理事项“%s”；kinds 可以写 %s", EN: "there is no kind of filing %q; kinds are %s"}
	kindsOfPaper = filing.Text{ZH: "kinds 只用于清单；哪些备案需要材料由接入商规则决定，请去掉", EN: "kinds are for lists; who needs a paper stands in the provider's profile: leave them out"}
	badProvince  = filing.Text{ZH: "没有代码为“%s”的省；写省级代码，如上海 \"31\"", EN: "%q is no code of a province; write one such as \"31\" for Shanghai"}
	badBlock     = filing.Text{ZH: "没有“%s”这种块；kind 可以写 %s", EN: "there is no block of kind %q; it is one of %s"}
	badAlign     = filing.Text{ZH: "没有“%s”这种对齐方式；align 可以写 %s", EN: "align %q is not known; it is one of %s"}
	rowsNoTable  = filing.Text{ZH: "只有表格（kind = \"table\"）才有 columns 和 row；请去掉，或改 kind", EN: "only a table has columns and rows; leave them out or write kind = \"table\""}
	noColumns    = filing.Text{ZH: "表格没有列或行；请写 columns（各列宽度的比例）和 [[block.row]]", EN: "the table has no columns or no rows; write columns (their widths) and [[block.row]]"}
	badWidth     = filing.Text{ZH: "列宽 %v 不可用；写大于 0、不超过 250 的数", EN: "a column cannot be %v wide; write a number above 0, 250 at most"}
	badHeads     = filing.Text{ZH: "heads = %d 不可用；表头应少于表格的 %d 行", EN: "heads = %d makes no sense; the table has %d rows, the heads must be fewer"}
	rowTooWide   = filing.Text{ZH: "这一行的单元格超出了 %d 列；请减少单元格或 cols", EN: "the cells of this row are wider than the %d columns; take cells away or lessen cols"}
	rowTooNarrow = filing.Text{ZH: "这一行的单元格只占 %d 列，共 %d 列；请补上单元格（可以是 {}）或增加 cols", EN: "the cells of this row fill %d of %d columns; add a cell, {} for an empty one, or raise cols"}
	spansFixed   = filing.Text{ZH: "重复的行和有条件的行不能有跨行的单元格；请去掉 rows", EN: "a repeated or conditional row cannot hold a cell that spans rows; leave rows out"}
	spansBelow   = filing.Text{ZH: "单元格跨的行数多于表格剩下的行；请减小 rows", EN: "a cell spans more rows than follow; lessen rows"}
	badSpan      = filing.Text{ZH: "cols 和 rows 从 1 算起", EN: "cols and rows count from 1"}
	mixedCell    = filing.Text{ZH: "一个单元格只能是 text、head、photo，或 sign 加 seal 之一；请拆成几个", EN: "a cell is one of text, head, photo, or sign with seal; make several of it"}
	badSigner    = filing.Text{ZH: "by = \"%s\" 不可用；接入商签署的写 by = \"provider\"，否则去掉", EN: "by = %q is not known; write by = \"provider\" where the provider signs, else leave it out"}
	loneBrace    = filing.Text{ZH: "花括号不成对；花括号本身请写两遍（{{ 或 }}）", EN: "a brace without its other half; write a brace itself twice, {{ or }}"}
	badLine      = filing.Text{ZH: "{%s}：横线的长度是 0 到 60 的整数", EN: "{%s}: the length of a line is a whole number from 0 to 60"}
	badKey       = filing.Text{ZH: "没有可填的内容 {%s}%s；字段键见 beian fields", EN: "there is nothing to fill in for {%s}%s; beian fields lists the keys"}
	badBox       = filing.Text{ZH: "{%s}：按内容打勾的方框写成 {box:键=内容}", EN: "{%s}: a box that ticks itself is written {box:key=value}"}
	badCondition = filing.Text{ZH: "if = \"%s\" 不可用；写成 \"键\" 或 \"键=内容\"", EN: "if = %q cannot be used; write \"key\" or \"key=value\""}
	claimedTwice = filing.Text{ZH: "与 %s 对应同一份材料和省；请改 provinces，或用同一个文件名代替它", EN: "is for the same paper and province as %s; change provinces, or give it that file's name to replace it"}
	servesNotAll = filing.Text{ZH: "“%s”没有各省通用的模板；请去掉您的同名文件中的 provinces，或另写一个没有 provinces 的", EN: "no form for %q serves all provinces; leave provinces out of the file that replaces it"}
	folderUnread = filing.Text{ZH: "无法读取材料模板的文件夹（%v）；请核对路径", EN: "the folder of form files cannot be read (%v); check its path"}
	formUnread   = filing.Text{ZH: "无法读取（%v）", EN: "cannot be read (%v)"}
	nothingThere = filing.Text{ZH: "文件夹里没有材料模板（*.toml）；用 beian forms show 可以取得内置的", EN: "the folder has no form file (*.toml); beian forms show prints the embedded ones"}

	overlayList     = filing.Text{ZH: "清单不能套打在空白表上；请去掉 overlay，或把 list 改成 paper", EN: "a list cannot be printed on a blank; leave overlay out, or write paper in place of list"}
	blocksOverlay   = filing.Text{ZH: "套打的模板用 [[place]] 定位，不能再写 [[block]]；请去掉其中一种", EN: "a form on a blank has [[place]]s and no [[block]]; leave one of them out"}
	placesNoOverlay = filing.Text{ZH: "写了 [[place]]，却没有说明套打在哪个文件上；请在文件开头写 overlay = \"….pdf\"", EN: "there are [[place]]s but no blank to put them on; write overlay = \"….pdf\" at the top"}
	noPlaces        = filing.Text{ZH: "没有填写的位置；请至少写一节 [[place]]，坐标可用 beian forms grid 查看", EN: "nothing is placed on the blank; write a [[place]] at least, beian forms grid shows coordinates"}
	badBlankName    = filing.Text{ZH: "overlay = \"%s\" 不可用；请写与模板同一文件夹里的 .pdf 文件名，不带盘符、开头的 / 和 ..", EN: "overlay = %q cannot be used; name a .pdf in the folder of the form file, without a drive, a leading / or .."}
	blankMissing    = filing.Text{ZH: "找不到空白表“%s”；请核对文件名，套打用的空白表与模板放在同一文件夹", EN: "the blank %q is not there; check its name: a blank lies in the folder of the form file"}
	blankLocked     = filing.Text{ZH: "空白表“%s”是加密的 PDF；请在 PDF 阅读器中打开，用“打印”另存为不加密的 PDF", EN: "the blank %q is an encrypted PDF; open it in a PDF reader and print it to a PDF without a password"}
	blankLarge      = filing.Text{ZH: "空白表“%s”过大（最多 %d MB、%d 页）；请只留下需要的页", EN: "the blank %q is too large (%d MB and %d pages at most); keep only the pages that are needed"}
	blankBroken     = filing.Text{ZH: "空白表“%s”无法读取（%v）；请重新下载，或在 PDF 阅读器中打开后用“打印”另存为 PDF", EN: "the blank %q cannot be read (%v); fetch it again, or open it in a PDF reader and print it to a PDF"}
	badPages        = filing.Text{ZH: "pages 中的 %d 不可用；“%s”共 %d 页，每页最多写一次", EN: "pages cannot hold %d: %q has %d pages, each may be named once"}
	badPage         = filing.Text{ZH: "page = %d 不可用；可以写 %s", EN: "page = %d is not printed; it is one of %s"}
	badMarkAt       = filing.Text{ZH: "mark 写成 [横坐标, 纵坐标]（毫米），即标记左上角的位置", EN: "mark is written [x, y] in millimetres, the upper left corner of the mark"}
	badContents     = filing.Text{ZH: "每个 [[place]] 须写 text、tick、cross、sign、date、seal 中的一个，且只写一个", EN: "a [[place]] has exactly one of text, tick, cross, sign, date, seal"}
	badFont         = filing.Text{ZH: "没有字体“%s”；font 可以写 song（宋体）、hei（黑体）", EN: "font %q is not known; it is song or hei"}
	tickAndIf       = filing.Text{ZH: "tick 和 cross 本身就是条件；请去掉 if", EN: "tick and cross are conditions themselves; leave if out"}
	rowsNoEach      = filing.Text{ZH: "rows 和 step 只用于 each = true（每个网站一行）", EN: "rows and step need each = true, a row for every site"}
	eachSigned      = filing.Text{ZH: "签字、日期和盖章的位置不能用 each；请逐个写出", EN: "places to sign, date and seal cannot repeat; write them one by one"}
	badRows         = filing.Text{ZH: "each = true 时请写 rows（一页有几行，1–100）和 step（行距，毫米，不小于高度 %.1f）", EN: "each = true needs rows (how many on a page, 1 to 100) and step (mm from row to row, not below the height %.1f)"}
	offPage         = filing.Text{ZH: "位置超出页面或太小：左 %.1f、上 %.1f、宽 %.1f、高 %.1f（毫米），页面为 %.0f × %.0f；宽不能小于 3", EN: "the box is not on the page or too small: left %.1f, top %.1f, width %.1f, height %.1f mm; the page is %.0f × %.0f, a box at least 3 wide"}

	listSeparator = filing.Text{ZH: "、", EN: ", "}
)

// BlankFault says what is wrong with a blank that [blank.Open] refused, and the
// way out.
func BlankFault(name string, err error) filing.Text {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return blankMissing.Fill(name)
	case errors.Is(err, blank.ErrEncrypted):
		return blankLocked.Fill(name)
	case errors.Is(err, blank.ErrTooLarge):
		return blankLarge.Fill(name, blank.MaxBytes>>20, blank.MaxPages)
	}
	return blankBroken.Fill(name, err)
}

// textFault is a fault in a text, whose line is not known yet.
type textFault struct {
	text filing.Text
	args []any
}

func (f *textFault) Error() string { return f.text.Fill(f.args...).EN }

// oneOf names choices.
func oneOf[S ~string](choices []S) filing.Text {
	in := func(lang filing.Lang) string {
		var names []string
		for _, c := range choices {
			if c != "" {
				names = append(names, string(c))
			}
		}
		return strings.Join(names, listSeparator.In(lang))
	}
	return filing.Text{ZH: in(filing.ZH), EN: in(filing.EN)}
}

// oneOfPages names pages.
func oneOfPages(numbers []int) filing.Text {
	var names []string
	for _, n := range numbers {
		names = append(names, strconv.Itoa(n))
	}
	return oneOf(names)
}

// perhaps proposes the name that a mistyped one is nearest to; empty when none
// is near.
func perhaps(typed string, known []string) filing.Text {
	if near := provider.Nearest(typed, known); near != "" {
		return perhapsEntry.Fill(near)
	}
	return filing.Text{}
}
