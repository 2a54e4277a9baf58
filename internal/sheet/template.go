package sheet

import (
	"io"
	"strings"
	"unicode/utf8"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// WriteTemplate writes the blank workbook that people fill in: a sheet each for
// entities, persons and sites, and one that explains them, all derived from the
// dictionary and the provider's profile. The same profile gives the same bytes.
func WriteTemplate(w io.Writer, p *provider.Profile) error {
	t := &template{sketch: newSketch(), profile: p}
	defer t.close()
	for _, sheet := range []string{"主体", "人员", "网站", helpSheet} {
		t.newSheet(sheet)
	}
	t.codes = t.newCodeList()
	t.addForm(form{sheet: "主体", title: "主体 · 主办单位", tab: "1F4E79", columns: t.entityColumns(),
		hint: "一行填一个主办单位。主体编号由您自定（如 E01），在“网站”表里引用。"})
	t.addForm(form{sheet: "人员", title: "人员 · 负责人", tab: "2E6B57", columns: t.personColumns(),
		hint: "一行填一个人。同一人兼任几个网站的负责人也只填一次；人员编号由您自定（如 P01），在“网站”表里引用。"})
	t.addForm(form{sheet: "网站", title: "网站 · 备案申请", tab: "7A4B1E", columns: t.siteColumns(),
		hint: "一行填一个申请。主体和负责人填编号，也可以填名称或姓名。变更主体、注销主体同样填在这里，网站各列留空即可。"})
	t.addHelp()
	t.try(t.f.SetSheetVisible(codeSheet, false))
	return t.finish(w, p.Provider.Short.ZH+"网站备案信息表", p.AsOf)
}

// template is the blank workbook being written.
type template struct {
	*sketch
	profile *provider.Profile
	forms   []form
	codes   *codeList
}

// form is one sheet to fill in.
type form struct {
	sheet, title, hint, tab string
	columns                 []formColumn
}

// formColumn is one column of a form.
type formColumn struct {
	header  string
	english string
	field   filing.Field // for a reference, the field that decides when it is required
	ref     reference
	group   string
	tint    tint
	help    string
	example string
	sample  []string // what the example rows hold
	width   float64  // characters
	choice  *choice  // what the drop-down offers; nil for none
	length  int      // characters that a value has, 0 for any number
}

// mark says for whom a column is required.
type mark uint8

const (
	optional  mark = iota
	always         // for a first filing
	sometimes      // for other kinds only
)

// String is what stands before a header; headers are read without it.
func (m mark) String() string { return [...]string{"", "* ", "(*) "}[m] }

func (c *formColumn) mark() mark {
	need := c.field.Def().Required
	switch {
	case need.Has(filing.NewEntity):
		return always
	case need != 0:
		return sometimes
	}
	return optional
}

// The numbers of the example rows.
const (
	exampleEntity = exampleMark + "主体"
	exampleFirst  = exampleMark + "甲"
	exampleSecond = exampleMark + "乙"
)

func (t *template) entityColumns() []formColumn {
	columns := []formColumn{{header: entityNumber, english: "Entity number", ref: ownNumber, field: filing.EntityName, group: "编号", tint: refTint, width: 13,
		help: "您自定的编号，如 E01。“网站”表用它指明主体。", sample: []string{exampleEntity}}}
	for _, field := range filing.InBlock(filing.BlockEntity) {
		columns = append(columns, t.column(field, "主办单位信息"))
	}
	return columns
}

func (t *template) personColumns() []formColumn {
	columns := []formColumn{{header: personNumber, english: "Person number", ref: ownNumber, field: filing.EntityName, group: "编号", tint: refTint, width: 13,
		help: "您自定的编号，如 P01。“网站”表用它指明负责人。", sample: []string{exampleFirst, exampleSecond}}}
	for _, field := range filing.InBlock(filing.BlockEntityPerson) {
		c := t.column(field, "负责人信息")
		c.header, c.english = strings.TrimPrefix(c.header, entityPerson), strings.TrimPrefix(c.english, "Entity person's ")
		site := filing.Person{Role: filing.SiteRole}.Field(field).Def()
		c.sample = append(c.sample, site.Example)
		columns = append(columns, c)
	}
	return columns
}

func (t *template) siteColumns() []formColumn {
	var columns []formColumn
	for _, field := range filing.InBlock(filing.BlockFiling) {
		columns = append(columns, t.column(field, "备案申请"))
	}
	columns[0].sample = []string{exampleMark}
	group := "引用（从“主体”“人员”表选）"
	columns = append(columns,
		formColumn{header: entityNumber, english: "Entity (number or name)", ref: toEntity, field: filing.EntityName, group: group, tint: refTint, width: 14, choice: rowsOf("主体", 1), sample: []string{exampleEntity},
			help: "“主体”表里的主体编号，也可以填主办单位全称。"},
		formColumn{header: entityPerson, english: "Entity's person (number or name)", ref: toEntityPerson, field: filing.EntityPersonName, group: group, tint: refTint, width: 14, choice: rowsOf("人员", 2), sample: []string{exampleFirst},
			help: "“人员”表里的人员编号，也可以填姓名。一般是法定代表人。"},
		formColumn{header: sitePerson, english: "Site's person (number or name)", ref: toSitePerson, field: filing.SitePersonName, group: group, tint: refTint, width: 14, choice: rowsOf("人员", 2), sample: []string{exampleSecond},
			help: "“人员”表里的人员编号，也可以填姓名。不是法定代表人时需要授权书。"})
	for _, block := range []filing.FieldBlock{filing.BlockSite, filing.BlockDomain, filing.BlockAccess, filing.BlockScans} {
		for _, field := range filing.InBlock(block) {
			columns = append(columns, t.column(field, blockTitle(block)))
		}
	}
	return columns
}

func blockTitle(block filing.FieldBlock) string {
	for _, b := range filing.Blocks {
		if b.Block == block {
			return b.Title.ZH
		}
	}
	return ""
}

// column derives a column from the dictionary.
func (t *template) column(field filing.Field, group string) formColumn {
	def := field.Def()
	c := formColumn{header: def.Label.ZH, english: def.Label.EN, field: field, group: group, tint: tints[def.Block], help: def.Help.ZH,
		example: def.Example, width: widthOf(def)}
	if def.Asked.Has(filing.NewEntity) { // the example rows show a first filing
		c.sample = []string{def.Example}
	}
	c.choice = t.choiceOf(def)
	switch def.Type {
	case filing.Account:
		c.length = 12
	case filing.Mobile:
		c.length = 11
	}
	return c
}

// choiceOf returns what a field's drop-down offers; nil for none.
func (t *template) choiceOf(def *filing.Def) *choice {
	switch {
	case def.Field == filing.EntityCertType:
		return &choice{group: t.codes.certificates(), parent: filing.EntityNature}
	case def.Field == filing.EntityCity:
		return &choice{group: t.codes.cities(), parent: filing.EntityProvince}
	case def.Field == filing.EntityDistrict:
		return &choice{group: t.codes.districts(), parent: filing.EntityCity}
	case def.Table() != nil:
		return &choice{cells: t.codes.table(def.Enum), strict: def.Type == filing.Choice}
	}
	return nil
}

// widthOf returns the width, in characters, that a field's values want.
func widthOf(def *filing.Def) float64 {
	least := 2.2*float64(utf8.RuneCountInString(strings.TrimPrefix(def.Label.ZH, entityPerson)))/2 + 7 // the header on two lines, beside the filter's button
	width := 14.0
	switch def.Type {
	case filing.Code:
		width = 22
	case filing.Name:
		width = 30
		if def.Secrecy == filing.Secret {
			width = 11
		}
	case filing.Plain:
		switch {
		case def.MaxRunes > 200:
			width = 40
		case def.MaxRunes > 100:
			width = 26
		}
	case filing.Choice, filing.Choices:
		width = 15
	case filing.Email, filing.Domains, filing.URL, filing.Record, filing.IPs:
		width = 22
	case filing.Files:
		width = 20
	case filing.Account, filing.Phone:
		width = 17
	}
	return max(width, least)
}
