package sheet

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"beiandesk/internal/filing"
)

// target is what a column means: a field, or on the template's sheets a number
// or a reference.
type target struct {
	field filing.Field
	ref   reference // when not noReference, field says nothing
}

type reference uint8

const (
	noReference    reference = iota
	ownNumber                // the number of the row's entity or person
	toEntity                 // of the filing: number or name of its entity
	toEntityPerson           // number or name of the entity's person
	toSitePerson             // number or name of the site's person
)

// verdict is how sure a header's meaning is.
type verdict uint8

const (
	unknown   verdict = iota
	ambiguous         // a field of a person, but of which
	known
)

// headers finds what a header means; it derives from the dictionary.
type headers struct {
	fields map[string]filing.Field // by folded key, label and synonym
	tails  map[string]filing.Field // by folded header of a person's field without the person: 手机; as the entity person's field
	roles  map[string]filing.Role  // by folded word for a responsible person: 网站负责人
}

var dictionary = newHeaders()

func newHeaders() *headers {
	h := &headers{fields: map[string]filing.Field{}, tails: map[string]filing.Field{}, roles: map[string]filing.Role{}}
	for i := range filing.Fields {
		d := filing.Field(i).Def()
		h.add(d.Field, d.Key, d.Label.ZH, d.Label.EN)
	}
	for i := range filing.Fields {
		h.add(filing.Field(i), filing.Field(i).Def().Synonyms...)
	}
	for _, role := range []filing.Role{filing.EntityRole, filing.SiteRole} {
		h.addRole(role)
	}
	return h
}

// add enters names of a field; the first field to claim a name keeps it.
func (h *headers) add(field filing.Field, names ...string) {
	for _, name := range names {
		if name = filing.FoldHeader(name); name == "" {
			continue
		}
		if _, taken := h.fields[name]; !taken {
			h.fields[name] = field
		}
	}
}

// addRole enters the words for a person and the headers that remain of the
// person's fields without them.
func (h *headers) addRole(role filing.Role) {
	name := filing.Person{Role: role}.Field(filing.EntityPersonName)
	def := name.Def()
	words := []string{strings.TrimSuffix(def.Label.ZH, "姓名")}
	for _, s := range def.Synonyms {
		for _, whole := range def.Synonyms {
			if whole == s+"姓名" {
				words = append(words, s)
			}
		}
	}
	for _, word := range words {
		h.roles[filing.FoldHeader(word)] = role
	}
	for f := filing.EntityPersonName; f < filing.SitePersonName; f++ {
		def := filing.Person{Role: role}.Field(f).Def()
		for _, s := range append([]string{def.Label.ZH}, def.Synonyms...) {
			for _, word := range words {
				if tail, ok := strings.CutPrefix(s, word); ok && tail != "" {
					h.tails[filing.FoldHeader(tail)] = f
				}
			}
		}
	}
}

// around is what stands around a header and helps to understand it.
type around struct {
	blocks []string    // headers above it that span it, nearest first
	role   filing.Role // of the person whose column stands right before
	person bool        // whether there is such a column
}

// find returns what a header means in its context.
func (h *headers) find(header string, in around) (filing.Field, verdict) {
	names := spellings(header)
	for _, block := range in.blocks {
		for _, name := range names {
			if field, ok := h.inBlock(block, name); ok {
				return field, known
			}
		}
	}
	for _, name := range names {
		field, ok := h.fields[name]
		if !ok {
			continue
		}
		if in.person && in.role == filing.SiteRole && strings.HasPrefix(name, "负责人") && isEntityPerson(field) {
			field = filing.Person{Role: filing.SiteRole}.Field(field) // 负责人 alone is whoever was spoken of
		}
		return field, known
	}
	for _, name := range names {
		if field, ok := h.tails[name]; ok {
			if in.person {
				return filing.Person{Role: in.role}.Field(field), known
			}
			return field, ambiguous
		}
	}
	return 0, unknown
}

// inBlock returns the field that a name means below the header of a block: 手机
// below 网站负责人信息, 名称 below 主体信息.
func (h *headers) inBlock(block, name string) (filing.Field, bool) {
	word := blockWord(block)
	if word == "" {
		return 0, false
	}
	if role, ok := h.roles[word]; ok {
		if field, ok := h.tails[name]; ok {
			return filing.Person{Role: role}.Field(field), true
		}
	}
	for _, alias := range blockAliases(word) {
		if field, ok := h.fields[alias+name]; ok {
			return field, true
		}
	}
	return 0, false
}

// blockWord strips from the header of a block what only says that it is one.
func blockWord(block string) string {
	word := filing.FoldHeader(block)
	for _, suffix := range []string{"信息", "资料", "情况", "部分", "内容", "表", "栏", "基本", "备案"} {
		word = strings.TrimSuffix(word, suffix)
	}
	return word
}

// blockAliases returns the words that begin the dictionary's headers for the
// fields of a block.
func blockAliases(word string) []string {
	switch word {
	case "主体", "主办单位", "主办者", "单位", "公司", "企业":
		return []string{"主办单位", "主体", "单位"}
	case "网站", "站点", "服务", "互联网信息服务":
		return []string{"网站", "服务"}
	case "法人", "法人代表", "法定代表人":
		return []string{"法定代表人", "法人"}
	}
	return []string{word}
}

// spellings returns a header as it is compared: whole, and without what it says
// in brackets: 域名（多个用顿号分隔）.
func spellings(header string) []string {
	whole := filing.FoldHeader(header)
	if whole == "" {
		return nil
	}
	bare := filing.FoldHeader(withoutBrackets(norm.NFKC.String(header)))
	if bare == "" || bare == whole {
		return []string{whole}
	}
	return []string{whole, bare}
}

func withoutBrackets(s string) string {
	depth := 0
	return strings.Map(func(r rune) rune {
		switch r {
		case '(', '[', '【', '〔':
			depth++
			return -1
		case ')', ']', '】', '〕':
			depth = max(0, depth-1)
			return -1
		}
		if depth > 0 {
			return -1
		}
		return r
	}, s)
}

func isEntityPerson(f filing.Field) bool {
	return filing.EntityPersonName <= f && f < filing.SitePersonName
}

// personOf returns the role of a person's field.
func personOf(f filing.Field) (filing.Role, bool) {
	switch f.Def().Block {
	case filing.BlockEntityPerson:
		return filing.EntityRole, true
	case filing.BlockSitePerson:
		return filing.SiteRole, true
	}
	return 0, false
}
