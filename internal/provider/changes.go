package provider

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// Change is something that a profile says otherwise than its base.
type Change struct {
	Key  string      // entry, members of lists by their names: slot.entity-licence.max_bytes
	What filing.Text // what the entry is, in words
	Did  filing.Text // what happened to it
}

// In says the change on one line.
func (c Change) In(lang filing.Lang) string {
	return c.What.In(lang) + filing.Text{ZH: "：", EN: ": "}.In(lang) + c.Did.In(lang)
}

// Changes tells what the profile changes against its base, in the order of the
// entries; nothing for a profile without a base.
func (p *Profile) Changes() []Change { return p.changes }

// compareTables tells what over changes in base.
func compareTables(base, over table) []Change { return compare("", base, over) }

func compare(path string, base, over table) (changes []Change) {
	say := func(key string, did filing.Text) {
		key = joinKey(path, key)
		changes = append(changes, Change{Key: key, What: nameOf(key), Did: did})
	}
	for _, key := range sortedKeys(over) {
		value, old := over[key], base[key]
		list, isList := tablesOf(value)
		name, named := names[key]
		switch {
		case changesList(key, value):
			given, _ := members(value)
			if stem, removed := strings.CutSuffix(key, removeSuffix); removed {
				say(stem, said("去掉 %s", "without %s", shown(given)))
			} else {
				say(strings.TrimSuffix(key, addSuffix), said("增加 %s", "added %s", shown(given)))
			}
		case isList && named:
			known, _ := tablesOf(old)
			for _, one := range list {
				member := fmt.Sprint(one[name])
				at := slices.IndexFunc(known, func(m table) bool { return m[name] == one[name] })
				if at < 0 {
					say(key+"."+member, said("新增", "new"))
					continue
				}
				changes = append(changes, compare(joinKey(path, key+"."+member), known[at], one)...)
			}
		case reflect.DeepEqual(value, old):
		case isTable(value) && isTable(old) && path == "":
			changes = append(changes, compare(key, old.(table), value.(table))...)
		case old == nil:
			say(key, said("%s（原来没有）", "%s (there was none)", shown(value)))
		default:
			say(key, said("%s → %s", "%s → %s", shown(old), shown(value)))
		}
	}
	return changes
}

func isTable(value any) bool {
	_, ok := value.(table)
	return ok
}

// mostShown is how many members of a list are told.
const mostShown = 12

// shown writes a value for a person.
func shown(value any) string {
	switch v := value.(type) {
	case string:
		return "“" + v + "”"
	case table:
		for _, key := range []string{"zh", "name", "text", "id"} {
			if inner, ok := v[key]; ok {
				return shown(inner)
			}
		}
		parts := make([]string, 0, len(v))
		for _, key := range sortedKeys(v) {
			parts = append(parts, key+"="+shown(v[key]))
		}
		return strings.Join(parts, " ")
	}
	list, ok := members(value)
	if !ok || value == nil {
		return fmt.Sprint(value)
	}
	parts := make([]string, 0, len(list))
	for i, member := range list {
		if i == mostShown {
			parts = append(parts, fmt.Sprintf("…（%d）", len(list)))
			break
		}
		parts = append(parts, shown(member))
	}
	return strings.Join(parts, "、")
}

// nameOf says what an entry is: in words where there are some for it, else its
// key.
func nameOf(key string) filing.Text {
	words := strings.Split(key, ".")
	if t, ok := entryNames[key]; ok {
		return t
	}
	if len(words) < 2 || names[words[0]] == "" {
		return filing.Text{ZH: key, EN: key}
	}
	member := filing.Text{ZH: words[1], EN: words[1]}
	for list, table := range map[string]string{"slot": "slot", "kind": "kind", "province": "province", "approval": "pre-approval"} {
		if words[0] == list {
			if item, ok := filing.TableNamed(table).Item(words[1]); ok {
				member = item.Label
			}
		}
	}
	list := entryNames[words[0]]
	t := filing.Text{ZH: list.ZH + "“" + member.ZH + "”", EN: list.EN + " “" + member.In(filing.EN) + "”"}
	if len(words) > 2 {
		rest := strings.Join(words[2:], ".")
		entry, ok := entryNames["*."+rest]
		if !ok {
			entry = filing.Text{ZH: rest, EN: rest}
		}
		t.ZH, t.EN = t.ZH+"的"+entry.ZH, t.EN+", "+entry.In(filing.EN)
	}
	return t
}

// entryNames are the words for entries; "*" stands for a member of a list.
var entryNames = map[string]filing.Text{
	"name.forbidden":              {ZH: "网站名称的禁用词", EN: "forbidden words of site names"},
	"name.min_han":                {ZH: "网站名称至少的汉字数", EN: "least Chinese characters of a site name"},
	"service.unserved_provinces":  {ZH: "不受理的省份", EN: "provinces not served"},
	"service.unsupported_natures": {ZH: "不受理的单位性质", EN: "natures not served"},
	"dates.adult_age":             {ZH: "负责人的最低年龄", EN: "least age of persons"},
	"dates.expires_soon_months":   {ZH: "提前几个月提醒到期", EN: "months of warning before an expiry"},
	"dates.first_review_workdays": {ZH: "初审的工作日数", EN: "working days of the first review"},
	"dates.sms_hours":             {ZH: "短信核验的小时数", EN: "hours for the SMS"},
	"dates.authority_workdays":    {ZH: "管局审核的工作日数", EN: "working days of the authority"},
	"electronic.entity_certs":     {ZH: "可电子化核验的单位证件", EN: "certificates verified electronically"},
	"electronic.person_certs":     {ZH: "可电子化核验的个人证件", EN: "persons' documents verified electronically"},
	"domains.approved":            {ZH: "已批复的顶级域名", EN: "approved top-level domains"},
	"domains.unapproved":          {ZH: "未批复的顶级域名", EN: "top-level domains not approved"},
	"registrars.approved":         {ZH: "认可的域名注册商", EN: "approved registrars"},
	"registrars.foreign":          {ZH: "境外注册商", EN: "registrars abroad"},
	"slot":                        {ZH: "槽位", EN: "slot"},
	"kind":                        {ZH: "办理事项", EN: "kind"},
	"paper":                       {ZH: "纸质材料", EN: "paper"},
	"approval":                    {ZH: "前置审批", EN: "pre-approval"},
	"source":                      {ZH: "来源", EN: "source"},
	"province":                    {ZH: "各省要求", EN: "province"},
	"*.max_bytes":                 {ZH: "最大字节数", EN: "most bytes"},
	"*.min_bytes":                 {ZH: "最小字节数", EN: "least bytes"},
	"*.width":                     {ZH: "最小宽度（像素）", EN: "least width in pixels"},
	"*.height":                    {ZH: "最小高度（像素）", EN: "least height in pixels"},
	"*.colour":                    {ZH: "须彩色", EN: "colour"},
	"*.optional":                  {ZH: "可不上传", EN: "may stay empty"},
	"*.words":                     {ZH: "触发词", EN: "words"},
	"*.document":                  {ZH: "所需文件", EN: "document"},
	"*.provinces":                 {ZH: "适用省份", EN: "provinces"},
	"*.kinds":                     {ZH: "适用事项", EN: "kinds"},
	"*.slots":                     {ZH: "槽位", EN: "slots"},
	"*.source":                    {ZH: "来源", EN: "source"},
	"*.phones":                    {ZH: "电话要求", EN: "telephones"},
	"*.same_city":                 {ZH: "证件住所与通信地址同城", EN: "both addresses in one city"},
	"*.notice":                    {ZH: "确认事项", EN: "items to confirm"},
	"*.remark":                    {ZH: "备注要求", EN: "remarks"},
	"*.sites":                     {ZH: "网站数量限制", EN: "numbers of sites"},
	"*.holder":                    {ZH: "域名持有者", EN: "domain holder"},
	"*.entity_person":             {ZH: "主体负责人由谁担任", EN: "who is the entity's person"},
	"dates.domain_sync_workdays":  {ZH: "域名实名认证后等待的工作日数", EN: "working days after a domain's verification"},
	"service.provinces_source":    {ZH: "受理省份的来源", EN: "source of the provinces"},
	"provider.phone":              {ZH: "接入商电话", EN: "provider's telephone"},
	"provider.email":              {ZH: "接入商邮箱", EN: "provider's mail"},
	"id":                          {ZH: "编号", EN: "id"},
	"as_of":                       {ZH: "日期", EN: "as of"},
}
