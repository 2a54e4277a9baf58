package sheet

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"beiandesk/internal/filing"
)

// Workbooks that a library writes are read as those made by hand.
func TestPicturesOfALibrary(t *testing.T) {
	var data bytes.Buffer
	check(t, png.Encode(&data, image.NewGray(image.Rect(0, 0, 40, 30))))
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range sites([]any{"营业执照"}, []any{}, []any{}) {
		check(t, f.SetSheetRow("Sheet1", cellName(1, i+1), &row))
	}
	check(t, f.SetRowHeight("Sheet1", 2, 60))
	check(t, f.AddPictureFromBytes("Sheet1", "E3", &excelize.Picture{Extension: ".png", File: data.Bytes(), Format: &excelize.GraphicOptions{ScaleX: 0.5, ScaleY: 0.5, Positioning: "oneCell"}}))
	path := filepath.Join(t.TempDir(), "book.xlsx")
	check(t, f.SaveAs(path))
	book := mustRead(t, path)
	names := book.Filings[1].Scans[filing.SlotEntityLicence]
	if len(names) != 1 || len(book.Filings[0].Scans) != 0 {
		t.Fatalf("scans %q, %q", book.Filings[0].Scans, names)
	}
	p, _ := PictureNamed(names[0])
	got, err := p.Read(context.Background(), nil)
	check(t, err)
	if !bytes.Equal(got, data.Bytes()) {
		t.Error("the picture is another one")
	}
}

// FuzzPictureParts changes the text of the parts that say where pictures are.
// Whatever they hold, the filings are read.
func FuzzPictureParts(f *testing.F) {
	row := sites([]any{"营业执照"}, []any{rich(1)})
	fill := func() *rawBook {
		b := richPictures(oneSheet(row...), "A")
		return cellImages(pictured(b, map[string]string{"a": "A"}, inside(5, 2, pic("a", "", `<a:srcRect l="1000"/>`)),
			between(5, 2, 0, 5, 3, 1, `<xdr:grpSp><xdr:grpSpPr><a:xfrm><a:off x="1" y="1"/><a:chExt cx="1" cy="1"/></a:xfrm></xdr:grpSpPr>`+pic("a", "", "")+`</xdr:grpSp>`)), map[string]string{"ID_A": "B"})
	}
	parts := []string{"xl/drawings/drawing1.xml", "xl/drawings/_rels/drawing1.xml.rels", "xl/cellimages.xml", "xl/metadata.xml", "xl/richData/rdrichvalue.xml", "xl/richData/rdrichvaluestructure.xml", "xl/richData/richValueRel.xml"}
	for i, name := range parts {
		f.Add(i, fill().parts[name])
	}
	path := filepath.Join(f.TempDir(), "fuzz.xlsx")
	f.Fuzz(func(t *testing.T, part int, text string) {
		if part < 0 || part >= len(parts) {
			return
		}
		b := fill()
		b.parts[parts[part]], b.stored = text, true
		check(t, os.WriteFile(path, b.bytes(t), 0o600))
		book, err := Read(context.Background(), path, Options{})
		var said *Error
		if err != nil && (!errors.As(err, &said) || said.Why == internalStop.why) {
			t.Fatalf("error %v", err)
		}
		if err == nil && len(book.Filings) != 1 {
			t.Fatalf("%d filings", len(book.Filings))
		}
	})
}

// FuzzPictureNamed takes any text for a picture's name.
func FuzzPictureNamed(f *testing.F) {
	p := Picture{Book: "样张.xlsx", Cell: filing.Cell{Sheet: "备案", Col: 5, Row: 2}, Nth: 1, Header: "营业执照", offset: 1, packed: 2, size: 3}
	f.Add(p.Name())
	f.Add("材料/营业执照.jpg")
	f.Fuzz(func(t *testing.T, name string) {
		p, ok := PictureNamed(name)
		if !ok {
			return
		}
		if again, ok := PictureNamed(p.Name()); !ok || again.Name() != p.Name() {
			t.Fatalf("%q is read back as %q", p.Name(), again.Name())
		}
		if _, err := p.Read(context.Background(), nil); err == nil && p.size > 0 {
			t.Fatalf("%q was read", name)
		}
	})
}
