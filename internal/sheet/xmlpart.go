package sheet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// xmlPart reads one XML part to its end: unless next returns io.EOF, the part's
// CRC and well-formedness have not been verified.
type xmlPart struct {
	dec   *xml.Decoder
	file  io.ReadCloser
	guard *guard
	depth int
}

func (c *container) open(name string) (*xmlPart, error) {
	f := c.parts[name]
	if f == nil {
		return nil, missingPart.at(name, nil)
	}
	file, err := f.Open()
	if err != nil {
		return nil, damagedPart.at(f.Name, err)
	}
	g := &guard{r: file, of: c}
	return &xmlPart{dec: newDecoder(g), file: file, guard: g}, nil
}

func (x *xmlPart) Close() error { return x.file.Close() }

// next returns the next token; its bytes are valid until the next call.
func (x *xmlPart) next() (xml.Token, error) {
	tok, err := x.dec.Token()
	if err != nil {
		if x.guard.err != nil { // the parser may have taken the end it met for an error of its own
			err = x.guard.err
		}
		return nil, err
	}
	switch tok.(type) {
	case xml.StartElement:
		x.depth++
		if x.depth > maxDepth {
			return nil, tooDeep.at("", nil)
		}
	case xml.EndElement:
		x.depth--
	}
	return tok, nil
}

// skip reads over the rest of the element whose start was read last.
func (x *xmlPart) skip() error {
	for depth := x.depth; x.depth >= depth; {
		if _, err := x.next(); err != nil {
			return err
		}
	}
	return nil
}

// broken places an error of reading a part.
func broken(place string, err error) error {
	var found *fault
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if errors.As(err, &found) {
		if found.place == "" {
			found.place = place
		}
		return found
	}
	if errors.Is(err, zip.ErrChecksum) {
		return damagedPart.at(place, err)
	}
	return brokenXML.at(place, err)
}

// newDecoder returns a decoder of UTF-8, of UTF-16 with a byte order mark, and
// of whatever encoding the XML declaration names.
func newDecoder(r io.Reader) *xml.Decoder {
	in := bufio.NewReaderSize(r, 1<<16)
	if mark, _ := in.Peek(2); bytes.Equal(mark, utf16LE) || bytes.Equal(mark, utf16BE) {
		wide := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder()
		in = bufio.NewReaderSize(wide.Reader(in), 1<<16)
	}
	dec := xml.NewDecoder(in)
	dec.CharsetReader = func(label string, r io.Reader) (io.Reader, error) {
		if strings.HasPrefix(strings.ToLower(label), "utf-16") {
			return r, nil // decoded above
		}
		enc, err := htmlindex.Get(label)
		if err != nil {
			return nil, err
		}
		return enc.NewDecoder().Reader(r), nil
	}
	return dec
}

// guard stops a part that unpacks to more than it may: in all, or in one run
// without a tag, which a parser would have to hold in memory. It also stops
// when the reading was cancelled.
type guard struct {
	r    io.Reader
	of   *container
	read int64
	run  int
	err  error // why it stopped
}

func (g *guard) Read(p []byte) (int, error) {
	if g.err == nil {
		g.err = g.of.ctx.Err()
	}
	if g.err != nil {
		return 0, g.err
	}
	n, err := g.r.Read(p)
	g.read += int64(n)
	if g.of.tally != nil {
		g.of.tally(n)
	}
	if last := bytes.LastIndexByte(p[:n], '<'); last >= 0 {
		g.run = n - last
	} else {
		g.run += n
	}
	if g.read > maxPart || g.run > maxRun {
		g.err = tooLarge.at("", nil)
		return 0, g.err
	}
	return n, err
}

// startOf returns the start element in tok when it has the local name.
func startOf(tok xml.Token, name string) (*xml.StartElement, bool) {
	e, ok := tok.(xml.StartElement)
	if !ok || e.Name.Local != name {
		return nil, false
	}
	return &e, true
}

// attr returns an attribute by its local name, "" when there is none.
func attr(e *xml.StartElement, name string) string {
	for i := range e.Attr {
		if e.Attr[i].Name.Local == name {
			return e.Attr[i].Value
		}
	}
	return ""
}
