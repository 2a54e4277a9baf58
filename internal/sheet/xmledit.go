package sheet

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// A workbook is annotated by editing the text of its parts where something is to
// change, so that everything else stays byte for byte as its program wrote it.

// tag is a start or end tag in the text of a part.
type tag struct {
	start, end int // in the text; an empty element's end tag is empty
	name       string
	prefix     string // with its colon, "" when there is none
	close      bool
	empty      bool // <x/>
	attrs      []xml.Attr
}

// attr returns an attribute by its local name.
func (t *tag) attr(name string) (string, bool) {
	for _, a := range t.attrs {
		if a.Name.Local == name && a.Name.Space != "xmlns" {
			return a.Value, true
		}
	}
	return "", false
}

// tags calls visit with every tag of the text in turn.
func tags(text []byte, visit func(tag) error) error {
	dec := xml.NewDecoder(bytes.NewReader(text))
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // utf8Part has decoded it
	for {
		start := int(dec.InputOffset())
		tok, err := dec.RawToken()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		t := tag{start: start, end: int(dec.InputOffset())}
		switch e := tok.(type) {
		case xml.StartElement:
			t.name, t.prefix, t.attrs = e.Name.Local, colon(e.Name.Space), e.Attr
			t.empty = bytes.HasSuffix(text[t.start:t.end], []byte("/>"))
		case xml.EndElement:
			t.name, t.prefix, t.close = e.Name.Local, colon(e.Name.Space), true
		default:
			continue
		}
		if err := visit(t); err != nil {
			return err
		}
	}
}

func colon(prefix string) string {
	if prefix == "" {
		return ""
	}
	return prefix + ":"
}

// edit is a text that is copied up to where something changes.
type edit struct {
	text   []byte
	copied int
	out    bytes.Buffer
}

func newEdit(text []byte) *edit {
	e := &edit{text: text}
	e.out.Grow(len(text) + len(text)/16)
	return e
}

// replace puts s in place of the text from start to end, which must not lie
// before an earlier replacement.
func (e *edit) replace(start, end int, s string) {
	e.out.Write(e.text[e.copied:start])
	e.out.WriteString(s)
	e.copied = end
}

func (e *edit) insert(at int, s string) { e.replace(at, at, s) }

func (e *edit) bytes() []byte {
	e.out.Write(e.text[e.copied:])
	e.copied = len(e.text)
	return e.out.Bytes()
}

// setAttr returns the text of a start tag with an attribute set; the value must
// need no escaping.
func setAttr(tag, name, value string) string {
	if from, to, ok := findAttr(tag, name); ok {
		return tag[:from] + value + tag[to:]
	}
	at := strings.IndexAny(tag, " \t\r\n/>")
	return tag[:at] + " " + name + `="` + value + `"` + tag[at:]
}

// dropAttr returns the text of a start tag without an attribute.
func dropAttr(tag, name string) string {
	from, to, ok := findAttr(tag, name)
	if !ok {
		return tag
	}
	start := strings.LastIndex(tag[:from], name)
	return strings.TrimRight(tag[:start], " \t\r\n") + tag[to+1:]
}

// findAttr returns where the value of an attribute without prefix stands.
func findAttr(tag, name string) (from, to int, ok bool) {
	i := strings.IndexAny(tag, " \t\r\n/>")
	for i >= 0 && i < len(tag) {
		for i < len(tag) && strings.IndexByte(" \t\r\n", tag[i]) >= 0 {
			i++
		}
		eq := strings.IndexByte(tag[i:], '=')
		if eq < 0 {
			return 0, 0, false
		}
		key := strings.TrimSpace(tag[i : i+eq])
		i += eq + 1
		quote := strings.IndexAny(tag[i:], `"'`)
		if quote < 0 {
			return 0, 0, false
		}
		i += quote
		end := strings.IndexByte(tag[i+1:], tag[i])
		if end < 0 {
			return 0, 0, false
		}
		if key == name {
			return i + 1, i + 1 + end, true
		}
		i += end + 2
	}
	return 0, 0, false
}

// opened returns the text of an empty element's tag as a start tag.
func opened(tag string) string { return strings.TrimRight(strings.TrimSuffix(tag, "/>"), " ") + ">" }

// escape returns s as text of an XML part: characters that XML has no place for
// become U+FFFD, and what looks like an escape of ST_Xstring is kept from being
// one.
func escape(s string) string {
	if strings.Contains(s, "_x") {
		var safe strings.Builder
		for i := range len(s) {
			if _, ok := escaped(s[i:]); ok {
				safe.WriteString("_x005F")
			}
			safe.WriteByte(s[i])
		}
		s = safe.String()
	}
	var b bytes.Buffer
	xml.EscapeText(&b, []byte(s)) // a Buffer takes everything
	return strings.ReplaceAll(b.String(), "&#xA;", "\n")
}

// utf8Part returns the whole text of a part as UTF-8.
func (c *container) utf8Part(name string) ([]byte, error) {
	f := c.parts[name]
	if f == nil {
		return nil, missingPart.at(name, nil)
	}
	r, err := f.Open()
	if err != nil {
		return nil, damagedPart.at(f.Name, err)
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxPart+1))
	if err != nil {
		return nil, broken(f.Name, err)
	}
	if len(data) > maxPart {
		return nil, tooLarge.at(f.Name, nil)
	}
	if err := c.ctx.Err(); err != nil {
		return nil, err
	}
	text, err := toUTF8(data)
	if err != nil {
		return nil, broken(f.Name, err)
	}
	return text, nil
}

func toUTF8(data []byte) ([]byte, error) {
	if bytes.HasPrefix(data, utf16LE) || bytes.HasPrefix(data, utf16BE) {
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data)
		return undeclare(out), err
	}
	label, ok := declaredEncoding(data)
	if !ok || strings.EqualFold(label, "utf-8") {
		return data, nil
	}
	enc, err := htmlindex.Get(label)
	if err != nil {
		return nil, err
	}
	out, err := enc.NewDecoder().Bytes(data)
	return undeclare(out), err
}

// declaration returns the XML declaration that a text begins with.
func declaration(data []byte) ([]byte, error) {
	data = bytes.TrimPrefix(data, utf8BOM)
	end := bytes.Index(data, []byte("?>"))
	if !bytes.HasPrefix(data, []byte("<?xml")) || end < 0 {
		return nil, errors.New("no XML declaration")
	}
	return data[:end+2], nil
}

func declaredEncoding(data []byte) (string, bool) {
	decl, err := declaration(data)
	if err != nil {
		return "", false
	}
	from, to, ok := findAttr(strings.Replace(string(decl), "?>", " >", 1), "encoding")
	if !ok {
		return "", false
	}
	return string(decl[from:to]), true
}

// undeclare replaces the declaration of a text that was decoded.
func undeclare(text []byte) []byte {
	decl, err := declaration(text)
	if err != nil {
		return text
	}
	rest := bytes.TrimPrefix(text, utf8BOM)[len(decl):]
	return append([]byte(xmlHead), rest...)
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
