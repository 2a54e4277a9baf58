package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A spreadsheet program offers to repair a workbook whose parts break the rules
// of ECMA-376, and does not say which. problemsOf looks for what it would
// stumble over.

// worksheetOrder is the order of the elements of a worksheet (CT_Worksheet,
// ECMA-376 part 1, 18.3.1.99).
var worksheetOrder = strings.Fields(`sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios
	autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins
	pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture
	oleObjects controls webPublishItems tableParts extLst`)

// workbookOrder is that of a workbook (18.2.27), stylesOrder of a stylesheet
// (18.8.39).
var (
	workbookOrder = strings.Fields(`fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr oleSize
	customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst`)
	stylesOrder   = strings.Fields(`numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst`)
	commentsOrder = strings.Fields(`authors commentList extLst`)
)

// packageCheck gathers what is wrong with a workbook's package.
type packageCheck struct {
	parts    map[string]string // by lower-case name
	problems []string
	xfs      int
}

func (p *packageCheck) say(format string, args ...any) {
	p.problems = append(p.problems, fmt.Sprintf(format, args...))
}

func problemsOf(t testing.TB, file string) []string {
	t.Helper()
	z, err := zip.OpenReader(file)
	check(t, err)
	defer z.Close()
	p := &packageCheck{parts: make(map[string]string), xfs: 1}
	for _, f := range z.File {
		r, err := f.Open()
		check(t, err)
		data, err := io.ReadAll(r)
		if err != nil {
			p.say("%s: %v", f.Name, err)
		}
		if _, twice := p.parts[partName(f.Name)]; twice {
			p.say("%s is there twice", f.Name)
		}
		p.parts[partName(f.Name)] = string(data)
	}
	p.contentTypes()
	for name, text := range p.parts {
		if strings.HasSuffix(name, ".rels") {
			p.relations(name, text)
		}
	}
	if styles, ok := p.parts["xl/styles.xml"]; ok {
		p.styles(styles)
	}
	for name, text := range p.parts {
		switch dir, base := path.Split(name); {
		case dir == "xl/worksheets/" && strings.HasSuffix(base, ".xml"):
			p.worksheet(name, text)
		case name == "xl/workbook.xml":
			p.order(name, text, workbookOrder)
			p.sheets(text)
		case name == "xl/styles.xml":
			p.order(name, text, stylesOrder)
		case strings.HasPrefix(base, "comments") && path.Ext(base) == ".xml":
			p.order(name, text, commentsOrder)
			p.comments(name, text)
		case path.Ext(base) == ".vml":
			p.boxes(name, text)
		}
	}
	slices.Sort(p.problems)
	return p.problems
}

// contentTypes wants a type for each part, and parts for the types.
func (p *packageCheck) contentTypes() {
	var types struct {
		Default []struct {
			Extension string `xml:",attr"`
		}
		Override []struct {
			PartName    string `xml:",attr"`
			ContentType string `xml:",attr"`
		}
	}
	const name = "[content_types].xml"
	if err := unmarshal(p.parts[name], &types); err != nil {
		p.say("%s: %v", name, err)
	}
	typed, extensions := map[string]bool{}, map[string]bool{}
	for _, d := range types.Default {
		extension := strings.ToLower(d.Extension)
		if extensions[extension] {
			p.say("two types for .%s", extension)
		}
		extensions[extension] = true
	}
	for _, o := range types.Override {
		part := partName(o.PartName)
		if typed[part] {
			p.say("two types for %s", part)
		}
		if typed[part] = true; p.parts[part] == "" {
			p.say("a type for %s, which is not there", part)
		}
	}
	for part := range p.parts {
		if part != name && !typed[part] && !extensions[strings.TrimPrefix(path.Ext(part), ".")] {
			p.say("%s has no type", part)
		}
		if isXML(part) && path.Ext(part) == ".xml" && !typed[part] && strings.HasPrefix(part, "xl/worksheets/") {
			p.say("%s has only the default type", part)
		}
	}
}

// relations wants every relation to lead somewhere, and no id twice.
func (p *packageCheck) relations(name, text string) {
	var rels struct {
		Relationship []struct {
			ID         string `xml:"Id,attr"`
			Target     string `xml:",attr"`
			TargetMode string `xml:",attr"`
		}
	}
	if err := unmarshal(text, &rels); err != nil {
		p.say("%s: %v", name, err)
	}
	dir, base := path.Split(name)
	of := path.Join(path.Dir(path.Clean(dir)), strings.TrimSuffix(base, ".rels"))
	if base != ".rels" && p.parts[of] == "" {
		p.say("relations of %s, which is not there", of)
	}
	seen := map[string]bool{}
	for _, r := range rels.Relationship {
		if seen[r.ID] {
			p.say("%s: %s twice", name, r.ID)
		}
		seen[r.ID] = true
		if _, ok := p.parts[absolute(of, r.Target)]; !ok && r.TargetMode != "External" && !strings.HasPrefix(r.Target, "#") && !strings.Contains(r.Target, "://") {
			p.say("%s: %s leads to %s, which is not there", name, r.ID, r.Target)
		}
	}
}

// order wants the children of the root in their order.
func (p *packageCheck) order(name, text string, order []string) {
	depth, last := 0, 0
	err := tags([]byte(text), func(t tag) error {
		if t.close {
			depth--
			return nil
		}
		if depth++; depth != 2 || t.name == "AlternateContent" || strings.HasPrefix(t.prefix, "x15") || strings.HasPrefix(t.prefix, "xr") {
			return nil
		}
		at := slices.Index(order, t.name)
		if at >= 0 && at < last {
			p.say("%s: %s after %s", name, t.name, order[last])
		}
		last = max(last, at)
		return nil
	})
	if err == nil {
		err = unmarshal(text, new(struct{}))
	}
	if err != nil {
		p.say("%s: %v", name, err)
	}
}

// styles wants lists as long as they say, and styles that point into them.
func (p *packageCheck) styles(text string) {
	type list struct {
		Count int        `xml:"count,attr"`
		Items []struct{} `xml:",any"`
	}
	var styles struct {
		Fonts   list `xml:"fonts"`
		Fills   list `xml:"fills"`
		Borders list `xml:"borders"`
		CellXfs struct {
			Count int `xml:"count,attr"`
			Xf    []struct {
				Font   int `xml:"fontId,attr"`
				Fill   int `xml:"fillId,attr"`
				Border int `xml:"borderId,attr"`
			} `xml:"xf"`
		} `xml:"cellXfs"`
	}
	if err := unmarshal(text, &styles); err != nil {
		p.say("styles: %v", err)
		return
	}
	for _, l := range []list{styles.Fonts, styles.Fills, styles.Borders} {
		if l.Count != 0 && l.Count != len(l.Items) {
			p.say("styles: a list of %d says %d", len(l.Items), l.Count)
		}
	}
	p.xfs = len(styles.CellXfs.Xf)
	for i, xf := range styles.CellXfs.Xf {
		if xf.Font >= max(1, len(styles.Fonts.Items)) || xf.Fill >= max(1, len(styles.Fills.Items)) || xf.Border >= max(1, len(styles.Borders.Items)) {
			p.say("styles: style %d points outside", i)
		}
	}
}

// worksheet wants rows and cells in order with styles that there are, merges
// and links that hold together, and a drawing of notes where there are notes.
func (p *packageCheck) worksheet(name, text string) {
	p.order(name, text, worksheetOrder)
	row, col, drawings := 0, 0, 0
	tags([]byte(text), func(t tag) error {
		if t.close {
			return nil
		}
		switch t.name {
		case "row":
			n := intAttr(t, "r")
			if n > 0 && n <= row {
				p.say("%s: row %d after row %d", name, n, row)
			}
			row, col = max(n, row+1), 0
		case "c":
			col++
			if ref, ok := t.attr("r"); ok {
				c, r, _ := parseRef(ref)
				if r != row || c < col {
					p.say("%s: cell %s in row %d behind column %d", name, ref, row, col-1)
				}
				col = c
			}
			if s := intAttr(t, "s"); s >= p.xfs {
				p.say("%s: style %d of %d", name, s, p.xfs)
			}
		case "legacyDrawing":
			drawings++
			if id, _ := t.attr("id"); !strings.Contains(p.parts[relationsName(name)], `"`+id+`"`) {
				p.say("%s: the notes' drawing %s is no relation", name, id)
			}
		}
		return nil
	})
	if drawings > 1 {
		p.say("%s: %d drawings of notes", name, drawings)
	}
}

// sheets wants names and ids once each.
func (p *packageCheck) sheets(text string) {
	seen := map[string]bool{}
	tags([]byte(text), func(t tag) error {
		if t.name != "sheet" || t.close {
			return nil
		}
		for _, key := range []string{"name", "sheetId"} {
			value, _ := t.attr(key)
			if value = key + " " + strings.ToLower(value); seen[value] {
				p.say("two sheets of the %s", value)
			}
			seen[value] = true
		}
		if name, _ := t.attr("name"); len([]rune(name)) > 31 {
			p.say("the name %q is too long", name)
		}
		return nil
	})
}

// comments wants one note a cell, of an author that there is.
func (p *packageCheck) comments(name, text string) {
	authors, seen := 0, map[string]bool{}
	tags([]byte(text), func(t tag) error {
		switch {
		case t.close:
		case t.name == "author":
			authors++
		case t.name == "comment":
			ref, _ := t.attr("ref")
			if seen[ref] {
				p.say("%s: two notes on %s", name, ref)
			}
			if seen[ref] = true; intAttr(t, "authorId") >= authors {
				p.say("%s: the note on %s has no author", name, ref)
			}
		}
		return nil
	})
}

var boxID = regexp.MustCompile(`<v:shape id="_x0000_s(\d+)"`)

// boxes wants ids once each, in the blocks that the drawing claims.
func (p *packageCheck) boxes(name, text string) {
	seen := map[string]bool{}
	for _, m := range boxID.FindAllStringSubmatch(text, -1) {
		if seen[m[1]] {
			p.say("%s: two boxes %s", name, m[1])
		}
		seen[m[1]] = true
	}
	if i, j := strings.Index(text, "<xml"), strings.LastIndex(text, "</xml>"); i < 0 || j < i || strings.TrimSpace(text[j+len("</xml>"):]) != "" {
		p.say("%s is not one drawing", name)
	}
	if m := idBlock.FindStringSubmatch(text); m != nil && len(seen) > 0 {
		block, _ := strconv.Atoi(m[1])
		for id := range seen {
			if n, _ := strconv.Atoi(id); n < 1024*block || n > 1024*(block+64) {
				p.say("%s: box %s is outside block %d", name, id, block)
			}
		}
	}
}

func unmarshal(text string, into any) error {
	data, err := toUTF8([]byte(text))
	if err != nil {
		return err
	}
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	if err := dec.Decode(into); err != nil {
		return err
	}
	for { // to the end: what follows the root breaks a part too
		if _, err := dec.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// newProblems returns the problems of a copy that its original has not.
func newProblems(t testing.TB, original, copied string) (added []string) {
	t.Helper()
	had := problemsOf(t, original)
	for _, s := range problemsOf(t, copied) {
		if !slices.Contains(had, s) {
			added = append(added, s)
		}
	}
	return added
}

// TestProblemsAreFound breaks a sound workbook in the ways that problemsOf is
// there to find.
func TestProblemsAreFound(t *testing.T) {
	sound := annotate(t, busyBook(t), markAt("Sheet1", "B4", "warn", "一"))
	if got := problemsOf(t, sound); len(got) > 0 {
		t.Fatalf("problems of a sound workbook:\n%s", strings.Join(got, "\n"))
	}
	all := parts(t, sound)
	tests := []struct{ part, old, new, want string }{
		{"xl/worksheets/sheet1.xml", "<headerFooter", "<legacyDrawing r:id=\"rId1\"/><headerFooter", "headerFooter after legacyDrawing"},
		{"xl/worksheets/sheet1.xml", `r="B4"`, `r="Z4"`, "behind column"},
		{"xl/worksheets/sheet1.xml", `<row r="5"`, `<row r="4"`, "row 4 after row 4"},
		{"xl/worksheets/_rels/sheet1.xml.rels", "comments", "comment", "which is not there"},
		{"[Content_Types].xml", `<Override PartName="/xl/worksheets/sheet2.xml"`, `<Override PartName="/xl/worksheets/sheet9.xml"`, "has only the default type"},
		{"[Content_Types].xml", `Extension="vml"`, `Extension="xyz"`, "has no type"},
		{"xl/workbook.xml", `sheetId="2"`, `sheetId="1"`, "two sheets of the sheetId 1"},
		{"xl/styles.xml", `fillId="2"`, `fillId="99"`, "points outside"},
		{"xl/comments1.xml", `authorId="1"`, `authorId="7"`, "has no author"},
		{"xl/drawings/vmlDrawing1.vml", "</xml>", "</xml><v:shape/>", "is not one drawing"},
	}
	for _, tt := range tests {
		t.Run(tt.want, func(t *testing.T) {
			name := ""
			for part := range all {
				if strings.EqualFold(part, tt.part) {
					name = part
				}
			}
			if !strings.Contains(all[name], tt.old) {
				t.Fatalf("%s has no %s", tt.part, tt.old)
			}
			var out bytes.Buffer
			z := zip.NewWriter(&out)
			for part, text := range all {
				if part == name {
					text = strings.Replace(text, tt.old, tt.new, 1)
				}
				w, err := z.Create(part)
				check(t, err)
				_, err = io.WriteString(w, text)
				check(t, err)
			}
			check(t, z.Close())
			if got := strings.Join(problemsOf(t, tempFile(t, "broken.xlsx", out.Bytes())), "\n"); !strings.Contains(got, tt.want) {
				t.Errorf("found %q", got)
			}
		})
	}
}
