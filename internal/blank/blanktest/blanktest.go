// Package blanktest makes small PDF files for tests, as somebody else's program
// could write them.
package blanktest

import (
	"bytes"
	"fmt"
)

// Page is a page to make.
type Page struct {
	Entries string // of its dictionary, such as /MediaBox[0 0 595 842]/Rotate 90
	Content string // drawn with the font /F1, Helvetica
}

// A4 is a page of a form with a frame of 20 to 190 mm across and 40 to 60 mm
// down, and a word in it.
var A4 = Page{"/MediaBox[0 0 595.276 841.89]", "1 w 56.693 671.811 481.89 56.693 re S BT /F1 10 Tf 60 700 Td (Name:) Tj ET"}

// Across is a page of a form that lies across.
var Across = Page{"/MediaBox[0 0 595.276 841.89]/Rotate 90", "BT /F1 10 Tf 60 700 Td (Across) Tj ET"}

// File returns a file with the pages. Objects 1 to 3 are the catalogue, the
// tree of pages and the font; from 4 come a page and its content in turn.
func File(pages ...Page) []byte {
	kids := ""
	var objects []string
	for i, p := range pages {
		n := 4 + 2*i
		kids += fmt.Sprintf("%d 0 R ", n)
		objects = append(objects,
			fmt.Sprintf("<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R%s>>", n+1, p.Entries),
			fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(p.Content), p.Content))
	}
	return Objects(append([]string{"<</Type/Catalog/Pages 2 0 R>>",
		fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(pages), kids),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"}, objects...)...)
}

// Objects returns a file of objects, numbered from 1; the first is its
// catalogue.
func Objects(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, at)
	return b.Bytes()
}
