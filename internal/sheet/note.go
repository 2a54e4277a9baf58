package sheet

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"regexp"
	"strings"
)

var errStop = errors.New("stop")

// annotateNotes writes the notes of the marked cells of a sheet, texts by cell,
// below those that their cells have already, and takes back those of an earlier
// run. It returns the id of the relation to the drawing that holds the boxes of the
// notes when the sheet does not refer to it yet.
func (a *annotator) annotateNotes(sheet sheetInfo, where []spot, texts map[string]string, widths func() []columnWidth) (drawing string, err error) {
	rels, err := a.relations(sheet.part)
	if err != nil {
		return "", err
	}
	notes, boxes := "", ""
	for _, r := range rels {
		switch {
		case r.hasKind("comments") && a.has(r.target):
			notes = r.target
		case r.hasKind("vmlDrawing") && a.has(r.target) && a.isLegacyDrawing(sheet, r.id):
			boxes = r.target
		}
	}
	if len(where) == 0 && notes == "" {
		return "", nil
	}
	had, gone, err := a.writeNotes(sheet, notes, where, texts)
	if err != nil {
		return "", err
	}
	var fresh []spot
	for _, s := range where {
		if !had[cellName(s.col, s.row)] {
			fresh = append(fresh, s)
		}
	}
	return a.drawBoxes(sheet, boxes, fresh, gone, texts, widths())
}

// notesPart returns the part with the notes of a sheet, "" when it has none.
func (a *annotator) notesPart(sheet sheetInfo) (string, error) {
	rels, err := a.relations(sheet.part)
	for _, r := range rels {
		if r.hasKind("comments") && a.has(r.target) {
			return r.target, nil
		}
	}
	return "", err
}

// hasNotes reports whether any sheet has notes of an earlier run.
func (a *annotator) hasNotes() (bool, error) {
	for _, sheet := range a.info.sheets {
		name, err := a.notesPart(sheet)
		if err != nil {
			return false, err
		}
		if name == "" {
			continue
		}
		text, err := a.text(name)
		if err != nil || bytes.Contains(text, []byte(noteMark)) {
			return err == nil, err
		}
	}
	return false, nil
}

// isLegacyDrawing reports whether a relation is to the drawing of the notes, not
// to that of the printed header.
func (a *annotator) isLegacyDrawing(sheet sheetInfo, id string) bool {
	text, err := a.text(sheet.part)
	return err == nil && legacyDrawingID(text) == id
}

func legacyDrawingID(text []byte) (id string) {
	at := bytes.LastIndex(text, []byte("legacyDrawing "))
	if at < 0 {
		return ""
	}
	end := bytes.IndexByte(text[at:], '>')
	if end < 0 {
		return ""
	}
	match := relationID.FindSubmatch(text[at : at+end])
	if match == nil {
		return ""
	}
	return string(match[1])
}

var relationID = regexp.MustCompile(`:id\s*=\s*["']([^"']*)["']`)

// writeNotes writes the part with the texts of the notes. had are the cells that
// keep a note they had; gone those whose note was wholly an earlier run's.
func (a *annotator) writeNotes(sheet sheetInfo, name string, where []spot, texts map[string]string) (had, gone map[string]bool, err error) {
	had, gone = make(map[string]bool), make(map[string]bool)
	var text []byte
	if name == "" {
		if len(where) == 0 {
			return had, gone, nil
		}
		name = a.newName("xl/comments*.xml")
		text = []byte(xmlHead + `<comments xmlns="` + a.mainSpace() + `"><authors></authors><commentList></commentList></comments>`)
		a.addPart(name, text, typeComments)
		if _, err := a.addRelation(sheet.part, a.relationType("comments"), name); err != nil {
			return nil, nil, err
		}
	} else if text, err = a.text(name); err != nil {
		return nil, nil, err
	}
	w := noteWriter{e: newEdit(text), texts: texts, where: where, had: had, gone: gone}
	if err := a.tags(text, w.visit); err != nil {
		return nil, nil, broken(name, err)
	}
	a.changed[name] = w.e.bytes()
	return had, gone, nil
}

// noteWriter edits the part that holds the texts of the notes.
type noteWriter struct {
	e         *edit
	texts     map[string]string
	where     []spot
	had, gone map[string]bool

	authors int  // read so far
	author  int  // number of the program among them
	known   bool // it was there
	ref     string
	start   int // of the note being read
	body    int // of its text, after the tag
	written []byte
	inT     bool
	tAt     int
}

func (w *noteWriter) visit(t tag) error {
	switch t.name {
	case "authors":
		w.addAuthor(t)
	case "author":
		if !t.close {
			w.body = t.end
			w.authors++
		} else if string(w.e.text[min(w.body, t.start):t.start]) == noteAuthor {
			w.author, w.known = w.authors-1, true
		}
	case "comment":
		if !t.close {
			w.ref, _ = t.attr("ref")
			w.start, w.written, w.body = t.start, nil, t.end
			return nil
		}
		w.end(t)
	case "t":
		if !t.close && !t.empty {
			w.inT, w.tAt = true, t.end
		} else if t.close && w.inT {
			w.inT = false
			w.written = append(w.written, w.e.text[w.tAt:t.start]...)
		}
	case "text":
		w.addText(t)
	case "commentList":
		switch {
		case t.empty && !t.close:
			w.e.replace(t.start, t.end, opened(string(w.e.text[t.start:t.end]))+w.fresh(t.prefix)+"</"+t.prefix+"commentList>")
		case t.close && t.start < t.end:
			w.e.insert(t.start, w.fresh(t.prefix))
		}
	}
	return nil
}

// addText adds to a note that its cell had.
func (w *noteWriter) addText(t tag) {
	text := w.texts[w.ref]
	if text == "" || w.ours() {
		return
	}
	switch {
	case t.empty && !t.close:
		w.e.replace(t.start, t.end, "<"+t.prefix+"text>"+run(t.prefix, text)+"</"+t.prefix+"text>")
	case t.close && t.start < t.end:
		w.e.insert(t.start, run(t.prefix, "\n"+text))
	}
	w.had[w.ref] = true
}

// addAuthor names the program as an author, unless an earlier run has.
func (w *noteWriter) addAuthor(t tag) {
	entry := "<" + t.prefix + "author>" + noteAuthor + "</" + t.prefix + "author>"
	switch {
	case t.empty && !t.close:
		w.e.replace(t.start, t.end, opened(string(w.e.text[t.start:t.end]))+entry+"</"+t.prefix+"authors>")
	case t.close && t.start < t.end && !w.known:
		w.author = w.authors
		w.e.insert(t.start, entry)
	}
}

const noteAuthor = "备案台"

// ours reports whether the note read so far has text of an earlier run.
func (w *noteWriter) ours() bool { return bytes.Contains(w.written, []byte(noteMark)) }

// end takes back what an earlier run wrote into the note that ends here.
func (w *noteWriter) end(t tag) {
	if !w.ours() {
		return
	}
	before, _, _ := strings.Cut(unescapeXML(w.written), noteMark)
	before = strings.TrimSpace(before)
	now := w.texts[w.ref]
	if before == "" && now == "" {
		w.gone[w.ref] = true
		w.e.replace(w.start, t.end, "")
		return
	}
	w.had[w.ref] = true
	runs := ""
	if before != "" {
		runs = run(t.prefix, before)
	}
	if now != "" {
		if before != "" {
			now = "\n" + now
		}
		runs += run(t.prefix, now)
	}
	head := string(w.e.text[w.start:w.body])
	w.e.replace(w.start, t.end, head+"<"+t.prefix+"text>"+runs+"</"+t.prefix+"text></"+t.prefix+"comment>")
}

// fresh returns the notes of cells that had none.
func (w *noteWriter) fresh(prefix string) string {
	var b strings.Builder
	for _, s := range w.where {
		ref := cellName(s.col, s.row)
		if !w.had[ref] {
			fmt.Fprintf(&b, `<%[1]scomment ref="%[2]s" authorId="%[3]d"><%[1]stext>%[4]s</%[1]stext></%[1]scomment>`, prefix, ref, w.author, run(prefix, w.texts[ref]))
		}
	}
	return b.String()
}

// run is a piece of the text of a note.
func run(prefix, s string) string {
	return strings.ReplaceAll("<`r><`rPr><`sz val=\"9\"/><`color rgb=\"FF"+ink+"\"/><`rFont val=\""+face+"\"/></`rPr><`t xml:space=\"preserve\">", "`", prefix) +
		escape(s) + "</" + prefix + "t></" + prefix + "r>"
}

// unescapeXML returns the characters that a piece of an XML text stands for.
func unescapeXML(text []byte) string {
	var s string
	if err := xml.Unmarshal([]byte("<t>"+string(text)+"</t>"), &s); err != nil {
		return string(text)
	}
	return unescape(s)
}
