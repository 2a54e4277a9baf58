package sheet

import (
	"archive/zip"
	"io"
	"path"
	"slices"
	"strings"
)

// packageEdit is a workbook of which some parts change. Parts go by the names
// that [container] knows them by.
type packageEdit struct {
	*container
	changed map[string][]byte // replaced or new
	dropped map[string]bool
	types   []typeOf // content types to add
}

const typeRelations = "application/vnd.openxmlformats-package.relationships+xml"

type typeOf struct{ part, extension, contentType string } // part, or extension for a default

func newPackageEdit(c *container) *packageEdit {
	return &packageEdit{container: c, changed: make(map[string][]byte), dropped: make(map[string]bool)}
}

// text returns the text of a part as it stands now.
func (p *packageEdit) text(name string) ([]byte, error) {
	if text, ok := p.changed[name]; ok {
		return text, nil
	}
	return p.utf8Part(name)
}

func (p *packageEdit) has(name string) bool {
	return !p.dropped[name] && (p.changed[name] != nil || p.parts[name] != nil)
}

// newName returns a part name that is free: pattern with a number for the star.
func (p *packageEdit) newName(pattern string) string {
	for n := 1; ; n++ {
		if name := strings.Replace(pattern, "*", itoa(n), 1); !p.has(name) {
			return name
		}
	}
}

// addRelation relates a part to another and returns the relation's id.
func (p *packageEdit) addRelation(of, kind, target string) (string, error) {
	name := relationsName(of)
	text := []byte(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>`)
	if p.has(name) {
		var err error
		if text, err = p.text(name); err != nil {
			return "", err
		}
	}
	taken := make(map[string]bool)
	e := newEdit(text)
	id := ""
	err := tags(text, func(t tag) error {
		if t.name == "Relationship" && !t.close {
			have, _ := t.attr("Id")
			taken[have] = true
		}
		if t.name != "Relationships" || !t.close {
			return nil
		}
		for n := 1; id == "" || taken[id]; n++ {
			id = "rIdBeian" + itoa(n)
		}
		item := "<" + t.prefix + `Relationship Id="` + id + `" Type="` + kind + `" Target="/` + target + `"/>`
		if t.start == t.end { // <Relationships/>
			open := string(text[:t.start])
			at := strings.LastIndexByte(open, '<')
			e.replace(at, t.end, opened(open[at:])+item+"</"+t.prefix+"Relationships>")
			return nil
		}
		e.insert(t.start, item)
		return nil
	})
	p.changed[name] = e.bytes()
	return id, err
}

// contentTypes adds the types of new parts.
func (p *packageEdit) contentTypes() error {
	const name = "[content_types].xml"
	text, err := p.text(name)
	if err != nil {
		return err
	}
	e := newEdit(text)
	defaults := make(map[string]bool)
	err = tags(text, func(t tag) error {
		if extension, ok := t.attr("Extension"); ok && t.name == "Default" {
			defaults[strings.ToLower(extension)] = true
		}
		if t.name != "Types" || !t.close {
			return nil
		}
		p.types = append(p.types, typeOf{extension: "rels", contentType: typeRelations}) // a workbook without any may have no type for them
		var add strings.Builder
		for _, n := range p.types {
			switch {
			case n.part != "":
				add.WriteString("<" + t.prefix + `Override PartName="/` + n.part + `" ContentType="` + n.contentType + `"/>`)
			case !defaults[n.extension]:
				defaults[n.extension] = true
				add.WriteString("<" + t.prefix + `Default Extension="` + n.extension + `" ContentType="` + n.contentType + `"/>`)
			}
		}
		e.insert(t.start, add.String())
		return nil
	})
	p.changed[name] = e.bytes()
	return err
}

// Content types of the workbook part, by the extension that spreadsheets expect
// of them: they refuse to open a file that has the other one.
var typeWorkbook = map[string]string{
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
	".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
}

// becomes makes the workbook one of an extension. Macros stay in a .xlsm; a
// .xlsx has none, and is no template.
func (p *packageEdit) becomes(extension string) error {
	const name = "[content_types].xml"
	text, err := p.text(name)
	if err != nil {
		return err
	}
	plain := extension == ".xlsx"
	e := newEdit(text)
	err = tags(text, func(t tag) error {
		contentType, _ := t.attr("ContentType")
		part, _ := t.attr("PartName")
		switch {
		case strings.HasSuffix(contentType, ".main+xml") && contentType != typeWorkbook[extension]:
			e.replace(t.start, t.end, setAttr(string(text[t.start:t.end]), "ContentType", typeWorkbook[extension]))
		case plain && contentType == "application/vnd.ms-office.vbaProject" && part != "" && t.empty:
			p.dropped[partName(part)] = true
			e.replace(t.start, t.end, "")
		}
		return nil
	})
	if err != nil {
		return err
	}
	p.changed[name] = e.bytes()
	if !plain {
		return nil
	}
	main, err := p.mainPart()
	if err != nil {
		return err
	}
	return p.dropRelations(main, "vbaProject")
}

// dropRelations removes a part's relations of one kind.
func (p *packageEdit) dropRelations(of, kind string) error {
	name := relationsName(of)
	text, err := p.text(name)
	if err != nil {
		return err
	}
	e := newEdit(text)
	err = tags(text, func(t tag) error {
		written, _ := t.attr("Type")
		if target, _ := t.attr("Target"); t.empty && (relation{kind: written}).hasKind(kind) {
			p.dropped[absolute(of, target)], p.dropped[relationsName(absolute(of, target))] = true, true
			e.replace(t.start, t.end, "")
		}
		return nil
	})
	p.changed[name] = e.bytes()
	return err
}

// addPart adds a part with its content type.
func (p *packageEdit) addPart(name string, text []byte, contentType string) {
	p.changed[name] = text
	p.types = append(p.types, typeOf{part: name, contentType: contentType})
}

// write writes the workbook: unchanged parts as they are, bit for bit, new ones
// at the end in the order of their names. A protected workbook stays protected.
func (p *packageEdit) write(w io.Writer) error { return p.seal(w, p.writeZip) }

func (p *packageEdit) writeZip(w io.Writer) error {
	out := zip.NewWriter(w)
	done := make(map[string]bool)
	for _, f := range p.zip.File {
		name := partName(f.Name)
		done[name] = true
		text, changed := p.changed[name]
		switch {
		case p.dropped[name]:
		case changed:
			if err := p.addFile(out, f.Name, text); err != nil {
				return err
			}
		default:
			if err := out.Copy(f); err != nil {
				return err
			}
		}
		if err := p.ctx.Err(); err != nil {
			return err
		}
	}
	var added []string
	for name := range p.changed {
		if !done[name] && !p.dropped[name] {
			added = append(added, name)
		}
	}
	slices.Sort(added)
	for _, name := range added {
		if err := p.addFile(out, name, p.changed[name]); err != nil {
			return err
		}
	}
	return out.Close()
}

func (p *packageEdit) addFile(out *zip.Writer, name string, text []byte) error {
	w, err := out.CreateHeader(&zip.FileHeader{Name: path.Clean(name), Method: zip.Deflate})
	if err != nil {
		return err
	}
	for part := range slices.Chunk(text, 1<<20) { // packing a long sheet takes a while
		if err := p.ctx.Err(); err != nil {
			return err
		}
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return nil
}

// tags is [tags] for a text that may be long: it stops when the context is done.
func (p *packageEdit) tags(text []byte, visit func(tag) error) error {
	n := 0
	return tags(text, func(t tag) error {
		if n++; n%1024 == 0 {
			if err := p.ctx.Err(); err != nil {
				return err
			}
		}
		return visit(t)
	})
}
