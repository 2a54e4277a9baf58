package sheet

import (
	"maps"
	"slices"
	"strings"
)

// addSheet enters a sheet into the workbook part, behind the others, so that
// what counts sheets stays right.
func (a *annotator) addSheet(name, part string) error {
	id, err := a.addRelation(a.info.part, a.relationType("worksheet"), part)
	if err != nil {
		return err
	}
	text, err := a.text(a.info.part)
	if err != nil {
		return err
	}
	e := newEdit(text)
	last := 0
	err = tags(text, func(t tag) error {
		switch {
		case t.name == "sheet" && !t.close:
			last = max(last, intAttr(t, "sheetId"))
		case t.name == "sheets" && t.close:
			e.insert(t.start, "<"+t.prefix+`sheet name="`+escape(name)+`" sheetId="`+itoa(last+1)+`" xmlns:r="`+strings.TrimSuffix(a.relationType(""), "/")+`" r:id="`+id+`"/>`)
		}
		return nil
	})
	a.changed[a.info.part] = e.bytes()
	return err
}

// afterNames are the elements of a workbook that come after the defined names
// (CT_Workbook, ECMA-376 part 1, 18.2.27).
var afterNames = map[string]bool{"calcPr": true, "oleSize": true, "customWorkbookViews": true, "pivotCaches": true, "smartTagPr": true, "smartTagTypes": true,
	"webPublishing": true, "fileRecoveryPr": true, "webPublishObjects": true, "extLst": true}

// nameRanges defines built-in names of a sheet, in place of those that it has.
// Spreadsheets look there for the rows that repeat on every page and for the
// area of a filter.
func (p *packageEdit) nameRanges(sheet string, ranges map[string]string) error {
	main, err := p.mainPart()
	if err != nil {
		return err
	}
	text, err := p.text(main)
	if err != nil {
		return err
	}
	n := &nameEdit{e: newEdit(text), sheet: sheet, ranges: ranges, index: -1}
	err = tags(text, n.visit)
	p.changed[main] = n.e.bytes()
	return err
}

// nameEdit edits the defined names of a workbook.
type nameEdit struct {
	e      *edit
	sheet  string
	ranges map[string]string

	depth  int
	sheets int // read so far
	index  int // of the sheet
	from   int // of a name that goes, 0 for none
	done   bool
}

func (n *nameEdit) visit(t tag) error {
	if t.close {
		defer func() { n.depth-- }()
	} else {
		n.depth++
	}
	switch {
	case n.depth == 3 && t.name == "sheet" && !t.close:
		if name, _ := t.attr("name"); name == n.sheet {
			n.index = n.sheets
		}
		n.sheets++
	case n.depth == 3 && t.name == "definedName" && !t.close:
		name, _ := t.attr("name")
		_, local := t.attr("localSheetId")
		if n.from = 0; local && intAttr(t, "localSheetId") == n.index && n.ranges[name] != "" {
			n.from = t.start
		}
	case n.depth == 3 && t.name == "definedName" && n.from > 0:
		n.e.replace(n.from, t.end, "")
		n.from = 0
	case n.done:
	case n.depth == 2 && t.name == "definedNames" && t.close:
		n.done = true
		if t.start == t.end { // <definedNames/>
			at := strings.LastIndexByte(string(n.e.text[:t.start]), '<')
			n.e.replace(at, t.end, "<"+t.prefix+"definedNames>"+n.names(t.prefix)+"</"+t.prefix+"definedNames>")
			return nil
		}
		n.e.insert(t.start, n.names(t.prefix))
	case n.depth == 2 && !t.close && afterNames[t.name], n.depth == 1 && t.close:
		n.done = true
		n.e.insert(t.start, "<"+t.prefix+"definedNames>"+n.names(t.prefix)+"</"+t.prefix+"definedNames>")
	}
	return nil
}

// names writes the names in their order.
func (n *nameEdit) names(prefix string) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(n.ranges)) {
		hidden := ""
		if name == "_xlnm._FilterDatabase" {
			hidden = ` hidden="1"`
		}
		b.WriteString("<" + prefix + `definedName name="` + name + `" localSheetId="` + itoa(n.index) + `"` + hidden + ">" +
			escape("'"+strings.ReplaceAll(n.sheet, "'", "''")+"'!"+n.ranges[name]) + "</" + prefix + "definedName>")
	}
	return b.String()
}
