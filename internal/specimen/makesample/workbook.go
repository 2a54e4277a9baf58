package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"beiandesk/internal/filing"
)

// table is one sheet of the workbook in the template's layout: a title, the
// headers, the rows.
type table struct {
	sheet, title string
	headers      []header
	rows         [][]string
}

type header struct {
	label string
	field filing.Field
	enum  bool // offer the labels of the field's code table
}

// workbook makes the sample workbook: entities, persons and sites on a sheet
// each, and what every filing is there to show.
func workbook() ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	st, err := newStyles(f)
	if err != nil {
		return nil, err
	}
	for _, t := range []table{sites(), entities(), people()} {
		if err := st.write(f, t); err != nil {
			return nil, err
		}
	}
	if err := st.explain(f); err != nil {
		return nil, err
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		return nil, err
	}
	f.SetActiveSheet(0)
	if err := f.SetDocProps(&excelize.DocProperties{Title: "网站备案批次样例（样张）", Creator: "备案台",
		Created: "2026-11-24T00:00:00Z", Modified: "2026-11-24T00:00:00Z", LastModifiedBy: "备案台"}); err != nil {
		return nil, err
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// parties lists the parties in the order of their filings.
func parties() (list []*party) {
	for _, e := range entries {
		if !slices.Contains(list, e.of) {
			list = append(list, e.of)
		}
	}
	return list
}

// numbered names the row i of a register, counted from 0: E01, E02, …
func numbered(prefix string, i int) string { return fmt.Sprintf("%s%02d", prefix, i+1) }

// entities has a row for each party, with what its filings ask of it.
func entities() table {
	t := table{sheet: "主体", title: "主办单位（样张，均为虚构）"}
	var rows []map[filing.Field]string
	for _, p := range parties() {
		row := make(map[filing.Field]string)
		for _, e := range entries {
			if e.of == p {
				for field, text := range e.values() {
					row[field] = text
				}
			}
		}
		rows = append(rows, row)
	}
	fields := used(filing.InBlock(filing.BlockEntity), rows)
	t.headers = append(t.headers, header{label: "主体编号"})
	t.addHeaders(fields, "")
	for i, row := range rows {
		t.addRow([]string{numbered("E", i)}, fields, row)
	}
	return t
}

// persons lists the persons that filings name, in the order of their filings.
func persons() (list []*person) {
	seen := make(map[string]bool)
	for _, e := range entries {
		for _, p := range []*person{&e.of.rep, e.person} {
			if p != nil && p.Name != "" && !seen[p.Name] {
				seen[p.Name], list = true, append(list, p)
			}
		}
	}
	return list
}

// people has a row for each person, in whatever roles.
func people() table {
	t := table{sheet: "人员", title: "负责人（样张，均为虚构）"}
	var rows []map[filing.Field]string
	for _, p := range persons() {
		row := make(map[filing.Field]string)
		addPerson(row, filing.EntityRole, p)
		rows = append(rows, row)
	}
	fields := used(filing.InBlock(filing.BlockEntityPerson), rows)
	t.headers = append(t.headers, header{label: "人员编号"})
	t.addHeaders(fields, "主体负责人")
	for i, row := range rows {
		t.addRow([]string{numbered("P", i)}, fields, row)
	}
	return t
}

// sites has a row for each filing, which names its entity and persons.
func sites() table {
	t := table{sheet: "网站", title: "网站备案批次样例（样张，均为虚构；有几行故意写错，见“说明”）"}
	var rows []map[filing.Field]string
	for _, e := range entries {
		rows = append(rows, e.values())
	}
	var fields []filing.Field
	for _, block := range []filing.FieldBlock{filing.BlockFiling, filing.BlockSite, filing.BlockDomain, filing.BlockAccess, filing.BlockScans} {
		fields = append(fields, used(filing.InBlock(block), rows)...)
	}
	fields = fields[1:] // the number stands first
	t.addHeaders([]filing.Field{filing.FilingKey}, "")
	t.headers = append(t.headers, header{label: "主体编号"}, header{label: "主体负责人"}, header{label: "网站负责人"})
	t.addHeaders(fields, "")
	for i, e := range entries {
		t.addRow([]string{e.number, e.party(), e.personIn(filing.EntityRole), e.personIn(filing.SiteRole)}, fields, rows[i])
	}
	return t
}

func (e entry) party() string {
	for i, p := range parties() {
		if p == e.of {
			return numbered("E", i)
		}
	}
	return ""
}

// personIn names the filing's person in a role: the entity's by number, the
// site's by name, for the sake of showing both. It is "" when the kind asks for
// none.
func (e entry) personIn(role filing.Role) string {
	who, site := &e.of.rep, role == filing.SiteRole
	if site && e.person != nil {
		who = e.person
	}
	name := (&filing.Filing{}).Person(role).Field(filing.EntityPersonName)
	if !name.Def().Asked.Has(e.kind) || who.Name == "" {
		return ""
	}
	if site {
		return who.Name
	}
	for i, p := range persons() {
		if p.Name == who.Name {
			return numbered("P", i)
		}
	}
	return ""
}

// used keeps the fields that some row has a value for.
func used(fields []filing.Field, rows []map[filing.Field]string) (kept []filing.Field) {
	for _, field := range fields {
		for _, row := range rows {
			if row[field] != "" {
				kept = append(kept, field)
				break
			}
		}
	}
	return kept
}

// addHeaders adds the labels of fields, without a prefix that the sheet says
// already; a star marks what a first filing cannot do without.
func (t *table) addHeaders(fields []filing.Field, without string) {
	for _, field := range fields {
		def := field.Def()
		label := strings.TrimPrefix(def.Label.ZH, without)
		if def.Required.Has(filing.NewEntity) {
			label = "*" + label
		}
		t.headers = append(t.headers, header{label: label, field: field, enum: def.Enum != ""})
	}
}

func (t *table) addRow(first []string, fields []filing.Field, values map[filing.Field]string) {
	row := first
	for _, field := range fields {
		row = append(row, values[field])
	}
	t.rows = append(t.rows, row)
}

// width returns a column's width in characters of the default font.
func (t *table) width(col int) float64 {
	most := textWidth(t.headers[col].label) + 2
	for _, row := range t.rows {
		most = max(most, textWidth(row[col])+2)
	}
	return float64(min(max(most, 9), 46))
}

func textWidth(s string) int { return (len(s)-utf8.RuneCountInString(s))/2 + utf8.RuneCountInString(s) }
