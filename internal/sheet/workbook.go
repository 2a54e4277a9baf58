package sheet

import (
	"encoding/xml"
	"io"
	"strings"
)

// bookInfo is what the workbook part says.
type bookInfo struct {
	part     string // of the workbook
	from1904 bool   // dates count from 1904
	sheets   []sheetInfo
	strings  string // part of the shared strings, may be ""
	pictures *pictureReader
}

// sheetInfo is one worksheet of a workbook, in its order.
type sheetInfo struct {
	name   string
	part   string
	hidden bool
}

// info reads the workbook part: the worksheets and where they stand. Sheets
// that hold no cells (charts, macros) are left out.
func (c *container) info() (*bookInfo, error) {
	main, err := c.mainPart()
	if err != nil {
		return nil, err
	}
	rels, err := c.relations(main)
	if err != nil {
		return nil, err
	}
	info := &bookInfo{part: main}
	byID := make(map[string]relation, len(rels))
	for _, r := range rels {
		byID[r.id] = r
		if r.hasKind("sharedStrings") {
			info.strings = r.target
		}
	}
	x, err := c.open(main)
	if err != nil {
		return nil, err
	}
	defer x.Close()
	for {
		tok, err := x.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, broken(main, err)
		}
		if e, ok := startOf(tok, "workbookPr"); ok {
			info.from1904 = isTrue(attr(e, "date1904"))
		}
		e, ok := startOf(tok, "sheet")
		if !ok {
			continue
		}
		rel, known := byID[relationAttr(e)]
		name := attr(e, "name")
		if known && !rel.hasKind("worksheet") {
			continue
		}
		if !known || c.parts[rel.target] == nil {
			return nil, missingPart.at(name, nil)
		}
		state := attr(e, "state")
		info.sheets = append(info.sheets, sheetInfo{name: name, part: rel.target, hidden: state == "hidden" || state == "veryHidden"})
	}
	if len(info.sheets) == 0 {
		return nil, noSheets.at("", nil)
	}
	return info, nil
}

// relationAttr returns the id of the relation that an element refers to.
func relationAttr(e *xml.StartElement) string {
	for i := range e.Attr {
		if a := &e.Attr[i]; a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}

func (c *container) mainPart() (string, error) {
	rels, err := c.relations("")
	if err != nil {
		return "", err
	}
	main := "xl/workbook.xml"
	for _, r := range rels {
		if r.hasKind("officeDocument") {
			main = r.target
		}
	}
	if c.parts[main] == nil || strings.HasSuffix(main, ".bin") {
		return "", c.kind()
	}
	return main, nil
}

func isTrue(s string) bool { return s == "1" || strings.EqualFold(s, "true") || s == "on" }
