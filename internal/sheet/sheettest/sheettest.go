// Package sheettest makes small workbooks with pictures for tests.
package sheettest

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"os"
	"strings"
)

// Picture is a picture in a cell, or floating over one.
type Picture struct {
	Col, Row int // from 1
	Data     []byte
	Floating bool
}

const (
	head      = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packages  = "http://schemas.openxmlformats.org/package/2006/relationships"
)

// Write writes a workbook of one sheet, 备案, with the rows and pictures: those in
// cells as WPS keeps them.
func Write(path string, rows [][]string, pictures []Picture) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	z := zip.NewWriter(file)
	for _, part := range parts(rows, pictures) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		if _, err := w.Write(part.data); err != nil {
			return err
		}
	}
	return z.Close()
}

type part struct {
	name string
	data []byte
}

func parts(rows [][]string, pictures []Picture) []part {
	var images, imageRels, anchors, anchorRels strings.Builder
	inCell := make(map[[2]int]string)
	var media []part
	for i, p := range pictures {
		name := fmt.Sprintf("image%d.jpeg", i+1)
		media = append(media, part{"xl/media/" + name, p.Data})
		shape := fmt.Sprintf(`<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="%d" name="ID_%d"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId%d"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>`, i+2, i+1, i+1)
		if p.Floating {
			fmt.Fprintf(&anchors, `<xdr:twoCellAnchor><xdr:from><xdr:col>%d</xdr:col><xdr:colOff>9525</xdr:colOff><xdr:row>%d</xdr:row><xdr:rowOff>9525</xdr:rowOff></xdr:from><xdr:to><xdr:col>%d</xdr:col><xdr:colOff>500000</xdr:colOff><xdr:row>%d</xdr:row><xdr:rowOff>180000</xdr:rowOff></xdr:to>%s<xdr:clientData/></xdr:twoCellAnchor>`,
				p.Col-1, p.Row-1, p.Col-1, p.Row-1, shape)
			anchorRels.WriteString(relation(i+1, relations+"/image", "../media/"+name))
			continue
		}
		inCell[[2]int{p.Col, p.Row}] = fmt.Sprintf("ID_%d", i+1)
		images.WriteString("<etc:cellImage>" + shape + "</etc:cellImage>")
		imageRels.WriteString(relation(i+1, relations+"/image", "media/"+name))
	}
	spaces := `xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="` + relations + `"`
	text := func(name, xml string) part { return part{name, []byte(head + xml)} }
	rels := func(name, items string) part {
		return text(name, `<Relationships xmlns="`+packages+`">`+items+`</Relationships>`)
	}
	return append([]part{
		text("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>`+
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`+
			`<Override PartName="/xl/drawings/drawing1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/><Override PartName="/xl/cellimages.xml" ContentType="application/vnd.wps-officedocument.cellimage+xml"/></Types>`),
		rels("_rels/.rels", relation(1, relations+"/officeDocument", "xl/workbook.xml")),
		text("xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="`+relations+`"><sheets><sheet name="备案" sheetId="1" r:id="rId1"/></sheets></workbook>`),
		rels("xl/_rels/workbook.xml.rels", relation(1, relations+"/worksheet", "worksheets/sheet1.xml")+relation(2, "http://www.wps.cn/officeDocument/2020/cellImage", "cellimages.xml")),
		text("xl/worksheets/sheet1.xml", sheet(rows, inCell)),
		rels("xl/worksheets/_rels/sheet1.xml.rels", relation(1, relations+"/drawing", "../drawings/drawing1.xml")),
		text("xl/drawings/drawing1.xml", `<xdr:wsDr `+spaces+`>`+anchors.String()+`</xdr:wsDr>`),
		rels("xl/drawings/_rels/drawing1.xml.rels", anchorRels.String()),
		text("xl/cellimages.xml", `<etc:cellImages `+spaces+` xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData">`+images.String()+`</etc:cellImages>`),
		rels("xl/_rels/cellimages.xml.rels", imageRels.String()),
	}, media...)
}

func relation(id int, kind, target string) string {
	return fmt.Sprintf(`<Relationship Id="rId%d" Type="%s" Target="%s"/>`, id, kind, target)
}

// sheet writes the rows; a cell with a picture holds its formula.
func sheet(rows [][]string, inCell map[[2]int]string) string {
	var b strings.Builder
	b.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + relations + `"><sheetData>`)
	for i, row := range rows {
		fmt.Fprintf(&b, `<row r="%d">`, i+1)
		for j, text := range row {
			ref := fmt.Sprintf("%c%d", 'A'+j, i+1)
			if id := inCell[[2]int{j + 1, i + 1}]; id != "" {
				fmt.Fprintf(&b, `<c r="%s" t="str"><f>_xlfn.DISPIMG("%s",1)</f><v>=DISPIMG("%s",1)</v></c>`, ref, id, id)
			} else if text != "" {
				fmt.Fprintf(&b, `<c r="%s" t="inlineStr"><is><t>`, ref)
				xml.EscapeText(&b, []byte(text)) // a Builder takes everything
				b.WriteString(`</t></is></c>`)
			}
		}
		b.WriteString("</row>")
	}
	b.WriteString(`</sheetData><drawing r:id="rId1"/></worksheet>`)
	return b.String()
}
