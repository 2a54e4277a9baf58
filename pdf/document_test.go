package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// document is a PDF file read back for tests: its objects by number.
type document struct {
	objects map[int][]byte
	root    int
}

var (
	objectHead  = regexp.MustCompile(`^(\d+) 0 obj\n`)
	reference   = regexp.MustCompile(`(\d+) 0 R`)
	trailerRoot = regexp.MustCompile(`/Root (\d+) 0 R`)
)

// readDocument follows the cross-reference table, which must be exact.
func readDocument(t testing.TB, file []byte) document {
	t.Helper()
	if !bytes.HasPrefix(file, []byte("%PDF-1.7\n")) || !bytes.HasSuffix(file, []byte("%%EOF\n")) {
		t.Fatal("not a PDF file from end to end")
	}
	offsets, err := crossReference(file)
	if err != nil {
		t.Fatal(err)
	}
	d := document{objects: make(map[int][]byte)}
	for n, at := range offsets[1:] {
		m := objectHead.FindSubmatch(file[at:])
		if m == nil || string(m[1]) != strconv.Itoa(n+1) {
			t.Fatalf("object %d is not at its place", n+1)
		}
		body := file[at+len(m[0]):]
		end := bytes.Index(body, []byte("\nendobj\n"))
		if s := bytes.Index(body, []byte("stream\n")); s >= 0 && s < end {
			end = s + bytes.Index(body[s:], []byte("\nendstream\nendobj\n"))
			for !exactLength(body[:end], s) { // the mark may stand in the data
				end += 1 + bytes.Index(body[end+1:], []byte("\nendstream\nendobj\n"))
			}
		}
		d.objects[n+1] = body[:end]
	}
	d.root, _ = strconv.Atoi(string(trailerRoot.FindSubmatch(file)[1]))
	return d
}

func exactLength(object []byte, stream int) bool {
	m := regexp.MustCompile(`/Length (\d+)`).FindSubmatch(object)
	n, _ := strconv.Atoi(string(m[1]))
	return n == len(object)-stream-len("stream\n")
}

// follow returns the object that an entry of a dictionary refers to.
func (d document) follow(t testing.TB, object []byte, entry string) []byte {
	t.Helper()
	m := regexp.MustCompile(regexp.QuoteMeta(entry) + `\s*\[?\s*(\d+) 0 R`).FindSubmatch(object)
	if m == nil {
		t.Fatalf("no %s in %.200s", entry, object)
	}
	n, _ := strconv.Atoi(string(m[1]))
	return d.objects[n]
}

func inflate(t testing.TB, object []byte) []byte {
	t.Helper()
	_, data, ok := bytes.Cut(object, []byte("stream\n"))
	if !ok {
		t.Fatalf("no stream in %.100s", object)
	}
	if !bytes.Contains(object[:len(object)-len(data)], []byte("/FlateDecode")) {
		return data
	}
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

var (
	textRun    = regexp.MustCompile(`(?s)/(F\d+) [\d.]+ Tf|Td \(((?:\\.|[^\\)])*)\) Tj`)
	fontName   = regexp.MustCompile(`/(F\d+) (\d+) 0 R`)
	rangeEntry = regexp.MustCompile(`<([0-9A-F]{4})><[0-9A-F]{4}>\[((?:<[0-9A-F]+>)*)\]`)
	rangeItem  = regexp.MustCompile(`<([0-9A-F]+)>`)
)

// meanings reads a font's map from codes to characters.
func (d document) meanings(t testing.TB, font []byte) map[uint16]string {
	t.Helper()
	m := make(map[uint16]string)
	for _, r := range rangeEntry.FindAllSubmatch(inflate(t, d.follow(t, font, "/ToUnicode")), -1) {
		code, _ := strconv.ParseUint(string(r[1]), 16, 16)
		for i, item := range rangeItem.FindAllSubmatch(r[2], -1) {
			raw, err := hex.DecodeString(string(item[1]))
			if err != nil {
				t.Fatal(err)
			}
			var units []uint16
			for ; len(raw) > 0; raw = raw[2:] {
				units = append(units, uint16(raw[0])<<8|uint16(raw[1]))
			}
			m[uint16(code)+uint16(i)] = string(utf16.Decode(units))
		}
	}
	return m
}

// pageTexts reads the text of every page back, in drawing order.
func (d document) pageTexts(t testing.TB) (texts []string) {
	t.Helper()
	tree := d.follow(t, d.objects[d.root], "/Pages")
	fonts := make(map[string]map[uint16]string)
	for _, m := range fontName.FindAllSubmatch(d.follow(t, tree, "/Resources"), -1) {
		n, _ := strconv.Atoi(string(m[2]))
		fonts[string(m[1])] = d.meanings(t, d.objects[n])
	}
	_, kids, _ := bytes.Cut(tree, []byte("/Kids["))
	for _, kid := range reference.FindAllSubmatch(kids, -1) {
		n, _ := strconv.Atoi(string(kid[1]))
		_, contents, _ := bytes.Cut(d.objects[n], []byte("/Contents"))
		var text strings.Builder
		for _, c := range reference.FindAllSubmatch(contents, -1) {
			n, _ := strconv.Atoi(string(c[1]))
			var font map[uint16]string
			for _, m := range textRun.FindAllSubmatch(inflate(t, d.objects[n]), -1) {
				if len(m[1]) > 0 {
					font = fonts[string(m[1])]
					continue
				}
				codes := regexp.MustCompile(`(?s)\\(.)`).ReplaceAllFunc(m[2], func(e []byte) []byte {
					if e[1] == 'r' {
						return []byte("\r")
					}
					return e[1:]
				})
				for ; len(codes) > 1; codes = codes[2:] {
					text.WriteString(font[uint16(codes[0])<<8|uint16(codes[1])])
				}
				text.WriteByte('\n')
			}
		}
		texts = append(texts, text.String())
	}
	return texts
}
