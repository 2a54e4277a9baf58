package provider

import (
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"strings"

	"beiandesk/internal/filing"
)

// What can be wrong in a file, each with the way out. Arguments stand in the
// same order in both languages.
var (
	unreadable    = filing.Text{ZH: "无法读取（%v）", EN: "cannot be read (%v)"}
	noFile        = filing.Text{ZH: "文件不存在；请核对文件名和所在的文件夹", EN: "there is no such file; check its name and folder"}
	noAccess      = filing.Text{ZH: "没有读取文件的权限", EN: "access to the file is denied"}
	noPart        = filing.Text{ZH: "“%s”不存在；请把它放在规则文件旁边，或去掉这一项，使用内置的", EN: "there is no %q; put it beside the profile, or leave the entry out to use the embedded one"}
	noBase        = filing.Text{ZH: "没有内置规则“%s”；只有 %s", EN: "there is no embedded profile %q; there is only %s"}
	noBaseSaid    = filing.Text{ZH: "没有写；只写不同之处的规则文件以 base = \"%s\" 开头", EN: "is missing; a file that holds only what differs begins with base = %q"}
	noEntry       = filing.Text{ZH: "没有这一项%s", EN: "there is no such entry%s"}
	wrongType     = filing.Text{ZH: "应写%[2]s，这里写的是%[1]s", EN: "is %s; write %s"}
	missing       = filing.Text{ZH: "没有写，请补上", EN: "is missing; write it"}
	oneLanguage   = filing.Text{ZH: `中文和英文都要写：{ zh = "…", en = "…" }`, EN: `is missing in one language; write { zh = "…", en = "…" }`}
	noCode        = filing.Text{ZH: "“%s”不是%s的代码；%s", EN: "%q is no code of %s; %s"}
	isCodeOf      = filing.Text{ZH: "“%s”的代码是 %s", EN: "%s has the code %s"}
	noChoice      = filing.Text{ZH: "“%s”不可用；只有 %s", EN: "%q is not known; it is one of %s"}
	outOfRange    = filing.Text{ZH: "%d 不可用；应在 %d 到 %d 之间", EN: "%d makes no sense; write a number from %d to %d"}
	tooLittle     = filing.Text{ZH: "%d 不可用；至少是 %d", EN: "%d makes no sense; write at least %d"}
	noDate        = filing.Text{ZH: "“%s”不是日期；写成 2026-11-24 这样", EN: "%q is no date; write one such as 2026-11-24"}
	bytesReversed = filing.Text{ZH: "最小字节数 %d 应小于最大字节数 %d", EN: "the least bytes, %d, must be below the most, %d"}
	noSlot        = filing.Text{ZH: "槽位“%s”没有在 [[slot]] 中说明；已说明的有 %s", EN: "no [[slot]] describes %q; there are %s"}
	noKind        = filing.Text{ZH: "没有说明办理事项“%s”；请写一节 [[kind]]，id = \"%[1]s\"", EN: "the kind %q is missing; write a [[kind]] with that id"}
	noWords       = filing.Text{ZH: "没有写词，请至少写一个", EN: "words are missing; write one at least"}
	noWord        = filing.Text{ZH: "“%s”不能用来查找：至少两个字，前后没有空格", EN: "%q is no word to look for: it takes two characters and no spaces around them"}
	noType        = filing.Text{ZH: "没有写前置审批的类型；写代码（type）或名称（label）", EN: "type is missing; write its code, or a label"}
	noProvinces   = filing.Text{ZH: "没有写省份；写省级代码，如 [\"37\"]", EN: "provinces are missing; write their codes, such as [\"37\"]"}
	noList        = filing.Text{ZH: "没有列表“%s”可以增减；请核对名称", EN: "there is no list %q to change; check its name"}
	notInList     = filing.Text{ZH: "列表“%[2]s”里没有%[1]s；请核对，或去掉这一项", EN: "%s is not in the list %s; check it, or leave it out"}
	standsTwice   = filing.Text{ZH: "省份“%s”写了两次；请合并成一节", EN: "the province %q stands twice; make one of them"}
	noRegion      = filing.Text{ZH: "“%s”里没有区域“%s”的地址段；请用运营商公布的 ip-ranges.json 原样，或改区域", EN: "%q has no prefixes of the region %q; use the operator's ip-ranges.json as it is, or change the region"}
	noNetworks    = filing.Text{ZH: "不是地址段清单；请用运营商公布的 ip-ranges.json 原样", EN: "is no list of prefixes; use the operator's ip-ranges.json as it is"}
	noDay         = filing.Text{ZH: "“%s”不是 %d 年的一天或起止日期；写成 %[2]d-10-01 或 %[2]d-10-01/%[2]d-10-07，不超过 %[3]d 天", EN: "%q is neither a day of %d nor a range; write %[2]d-10-01 or %[2]d-10-01/%[2]d-10-07, %[3]d days at most"}
	noRule        = filing.Text{ZH: "没有写是哪条规则", EN: "it does not say which rule"}
	noSeverity    = filing.Text{ZH: "“%s”不可用：只有 off（不检查）、note（说明）、warn（提醒）、block（拦截）", EN: "%q is none of off, note, warn, block"}
	noReason      = filing.Text{ZH: "必须写明理由，报告中会列出", EN: "a reason is mandatory; the report shows it"}
	perhaps       = filing.Text{ZH: "；是否想写 %s？", EN: "; is it %s?"}
	thereAre      = filing.Text{ZH: "；这里可以写 %s", EN: "; there may be %s"}
	amongLines    = filing.Text{ZH: "（在第 %s 行之一）", EN: " (in one of the lines %s)"}
)

// wordSeparator stands between the members of a list that a fault names.
var wordSeparator = filing.Text{ZH: "、", EN: ", "}

// listOf names the members of a list.
func listOf[S ~string](members []S) filing.Text {
	in := func(lang filing.Lang) string {
		var b strings.Builder
		for i, m := range members {
			if i > 0 {
				b.WriteString(wordSeparator.In(lang))
			}
			b.WriteString(string(m))
			if m == "" {
				b.WriteString(`""`)
			}
		}
		return b.String()
	}
	return filing.Text{ZH: in(filing.ZH), EN: in(filing.EN)}
}

// whyUnread says why a file could not be opened.
func whyUnread(err error) filing.Text {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return noFile
	case errors.Is(err, fs.ErrPermission):
		return noAccess
	}
	return unreadable.Fill(err)
}

// valueTypes are the words for the decoder's names of types, with how a value of
// each is written.
var valueTypes = map[string]filing.Text{
	"string":         {ZH: `文字（加引号，如 "样张"）`, EN: `a text in quotes, such as "sample"`},
	"integer":        {ZH: "整数（不加引号，如 3）", EN: "a whole number without quotes, such as 3"},
	"float":          {ZH: "数字（不加引号，如 1.5）", EN: "a number without quotes, such as 1.5"},
	"boolean":        {ZH: "true（是）或 false（否），不加引号", EN: "true or false without quotes"},
	"slice":          {ZH: `列表（如 ["甲", "乙"]）`, EN: `a list, such as ["a", "b"]`},
	"map":            {ZH: `一组项目（如 { zh = "甲", en = "a" }）`, EN: `a group of entries, such as { zh = "a", en = "b" }`},
	"int64":          {ZH: "整数", EN: "a whole number"},
	"float64":        {ZH: "小数", EN: "a fraction"},
	"bool":           {ZH: "true 或 false", EN: "true or false"},
	"[]any":          {ZH: "列表", EN: "a list"},
	"map[string]any": {ZH: "一组项目", EN: "a group of entries"},
	"time.Time":      {ZH: "日期", EN: "a date"},
	"text":           {ZH: "文字", EN: "a text"},
	"other":          {ZH: "别的内容", EN: "something else"},
}

// tableNames are the words for code tables.
var tableNames = map[string]filing.Text{
	"province":        {ZH: "省级行政区", EN: "a province"},
	"nature":          {ZH: "单位性质", EN: "a nature of entities"},
	"entity-cert":     {ZH: "单位证件类型", EN: "an entity's certificate"},
	"person-cert":     {ZH: "个人证件类型", EN: "a person's document"},
	"pre-approval":    {ZH: "前置审批类型", EN: "a pre-approval"},
	"service-content": {ZH: "服务内容", EN: "a service content"},
}

// mostCodes is how many codes of a table a fault lists.
const mostCodes = 8

// codesOf names the codes of a table, the first of a long one.
func codesOf(table *filing.Table) filing.Text {
	in := func(lang filing.Lang) string {
		var b strings.Builder
		b.WriteString(filing.Text{ZH: "可以写 ", EN: "it is one of "}.In(lang))
		for i, item := range table.Items {
			if i == mostCodes {
				b.WriteString(filing.Text{ZH: "……", EN: " …"}.In(lang))
				break
			}
			if i > 0 {
				b.WriteString(wordSeparator.In(lang))
			}
			fmt.Fprintf(&b, filing.Text{ZH: "%s（%s）", EN: "%s (%s)"}.In(lang), item.Code, item.Label.In(lang))
		}
		return b.String()
	}
	return filing.Text{ZH: in(filing.ZH), EN: in(filing.EN)}
}

// Nearest returns the name that a mistyped one is nearest to, "" when none is
// near.
func Nearest(typed string, known []string) (best string) {
	least := min(3, 1+len(typed)/3) // more letters than a slip changes
	for _, name := range known {
		if d := editDistance(typed, name); d < least {
			best, least = name, d
		}
	}
	return best
}

// editDistance counts the letters put in, left out or changed (Levenshtein).
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		last := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := last
			if a[i] != b[j] {
				change++
			}
			last, row[j+1] = row[j+1], min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// entriesOf lists the entries that a path of keys may have in a type.
func entriesOf(t reflect.Type, path []string) (entries []string) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	for i := range t.NumField() {
		f := t.Field(i)
		tag := f.Tag.Get("toml")
		switch {
		case f.Anonymous:
			entries = append(entries, entriesOf(f.Type, path)...)
		case tag == "" || tag == "-":
		case len(path) == 0:
			entries = append(entries, tag)
		case tag == path[0]:
			return entriesOf(f.Type, path[1:])
		}
	}
	return entries
}
