package sheet

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
	"beiandesk/internal/offcrypto"
)

// The contents of pictures in these tests are words: nothing here decodes them.

const pictureType = relTypes + "/image"

func relationsXML(items ...string) string {
	return xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + strings.Join(items, "") + `</Relationships>`
}

func relationXML(id, kind, target string) string {
	return `<Relationship Id="` + id + `" Type="` + kind + `" Target="` + target + `"/>`
}

// pictured adds pictures to a workbook: media by the names that shapes embed them
// under, and a drawing over the first sheet.
func pictured(b *rawBook, media map[string]string, anchors ...string) *rawBook {
	if b.parts == nil {
		b.parts = make(map[string]string)
	}
	var rels []string
	for id, data := range media {
		rels = append(rels, relationXML(id, pictureType, "../media/"+id+".png"))
		b.parts["xl/media/"+id+".png"] = data
	}
	b.parts["xl/drawings/drawing1.xml"] = xmlHead + `<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="` + relTypes + `">` + strings.Join(anchors, "") + `</xdr:wsDr>`
	b.parts["xl/drawings/_rels/drawing1.xml.rels"] = relationsXML(rels...)
	b.parts["xl/worksheets/_rels/sheet1.xml.rels"] = relationsXML(relationXML("rId1", relTypes+"/drawing", "../drawings/drawing1.xml"))
	return b
}

func pic(id, descr, more string) string {
	return `<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="图片 1" descr="` + descr + `"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="` + id + `"/>` + more + `<a:stretch><a:fillRect/></a:stretch></xdr:blipFill></xdr:pic>`
}

func markXML(name string, col, colOff, row, rowOff int) string {
	return fmt.Sprintf(`<xdr:%s><xdr:col>%d</xdr:col><xdr:colOff>%d</xdr:colOff><xdr:row>%d</xdr:row><xdr:rowOff>%d</xdr:rowOff></xdr:%s>`, name, col, colOff, row, rowOff, name)
}

// inside is a picture within a cell, counted from 1.
func inside(col, row int, shape string) string { return between(col, row, 0.1, col, row, 0.9, shape) }

// between is a picture from some way into one cell to some way into another, in
// heights of a row and widths of a column.
func between(col, row int, from float64, toCol, toRow int, to float64, shape string) string {
	const w, h = 64 * emuPixel, 15 * emuPoint
	return `<xdr:twoCellAnchor>` + markXML("from", col-1, int(from*w), row-1, int(from*h)) + markXML("to", toCol-1, int(to*w), toRow-1, int(to*h)) + shape + `<xdr:clientData/></xdr:twoCellAnchor>`
}

// cellImages adds WPS's pictures for cells, by their ids.
func cellImages(b *rawBook, ids map[string]string) *rawBook {
	if b.parts == nil {
		b.parts = make(map[string]string)
	}
	var images, rels []string
	for id, data := range ids {
		b.parts["xl/media/"+id+".jpg"] = data
		rels = append(rels, relationXML("r"+id, pictureType, "media/"+id+".jpg"))
		images = append(images, `<etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="`+id+`"/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="r`+id+`"/></xdr:blipFill></xdr:pic></etc:cellImage>`)
	}
	b.parts["xl/cellimages.xml"] = xmlHead + `<etc:cellImages xmlns:xdr="x" xmlns:r="` + relTypes + `" xmlns:a="a" xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData">` + strings.Join(images, "") + `</etc:cellImages>`
	b.parts["xl/_rels/cellimages.xml.rels"] = relationsXML(rels...)
	b.rels += relationXML("rIdC", "http://www.wps.cn/officeDocument/2020/cellImage", "cellimages.xml")
	return b
}

func dispimg(id string) rawCell {
	return rawCell{`t="str"`, `<f>_xlfn.DISPIMG("` + id + `",1)</f><v>=DISPIMG("` + id + `",1)</v>`}
}

// richPictures adds Excel's pictures for cells; vm of a cell counts from 1.
func richPictures(b *rawBook, media ...string) *rawBook {
	b.parts = make(map[string]string)
	var rels, ids, values, blocks, meta string
	for i, data := range media {
		b.parts[fmt.Sprintf("xl/media/rich%d.png", i)] = data
		rels += relationXML(fmt.Sprintf("rId%d", i), pictureType, fmt.Sprintf("../media/rich%d.png", i))
		ids += fmt.Sprintf(`<rel r:id="rId%d"/>`, i)
		values += fmt.Sprintf(`<rv s="1"><v>5</v><v>%d</v></rv>`, i)
		blocks += fmt.Sprintf(`<bk><extLst><ext><xlrd:rvb i="%d"/></ext></extLst></bk>`, i+1)
		meta += fmt.Sprintf(`<bk><rc t="2" v="%d"/></bk>`, i+1)
	}
	b.parts["xl/metadata.xml"] = xmlHead + `<metadata xmlns:xlrd="x"><metadataTypes><metadataType name="XLDAPR"/><metadataType name="XLRICHVALUE"/></metadataTypes><futureMetadata name="XLDAPR"><bk/></futureMetadata><futureMetadata name="XLRICHVALUE"><bk><extLst><ext><xlrd:rvb i="0"/></ext></extLst></bk>` + blocks +
		`</futureMetadata><cellMetadata><bk><rc t="1" v="0"/></bk></cellMetadata><valueMetadata>` + meta + `<bk><rc t="2" v="0"/></bk></valueMetadata></metadata>`
	b.parts["xl/richData/rdrichvalue.xml"] = xmlHead + `<rvData><rv s="0"><v>a city</v></rv>` + values + `</rvData>`
	b.parts["xl/richData/rdrichvaluestructure.xml"] = xmlHead + `<rvStructures><s t="_linkedentity2"><k n="_DisplayString" t="s"/></s><s t="_localImage"><k n="CalcOrigin" t="i"/><k n="_rvRel:LocalImageIdentifier" t="i"/></s></rvStructures>`
	b.parts["xl/richData/richValueRel.xml"] = xmlHead + `<richValueRels xmlns:r="` + relTypes + `">` + ids + `</richValueRels>`
	b.parts["xl/richData/_rels/richValueRel.xml.rels"] = relationsXML(rels)
	for kind, target := range map[string]string{"sheetMetadata": "metadata.xml", "rdRichValue": "richData/rdrichvalue.xml", "rdRichValueStructure": "richData/rdrichvaluestructure.xml", "richValueRel": "richData/richValueRel.xml"} {
		b.rels += relationXML("r"+kind, relTypes+"/"+kind, target)
	}
	return b
}

func rich(vm int) rawCell {
	return rawCell{fmt.Sprintf(`t="e" vm="%d"`, vm), "<v>#VALUE!</v>"}
}

// shown lists the pictures of a book's filings: key slot: contents.
func shown(t *testing.T, book *Book) (all []string) {
	t.Helper()
	for _, f := range book.Filings {
		for _, slot := range filing.Slots {
			if len(f.Scans[slot]) == 0 {
				continue
			}
			line := f.Key() + " " + string(slot) + ":"
			for _, name := range f.Scans[slot] {
				p, ok := PictureNamed(name)
				if !ok || p.Name() != name {
					t.Fatalf("the name %q is no picture's", name)
				}
				data, err := p.Read(context.Background(), nil)
				check(t, err)
				line += " " + string(data)
			}
			all = append(all, line)
		}
	}
	return all
}

// noticed lists the rules about pictures of a book, of the filings and the whole,
// with variant and cell.
func noticedOf(book *Book) (all []string) {
	findings := slices.Clone(book.Findings)
	for _, f := range book.Filings {
		findings = append(findings, f.Noticed...)
	}
	for _, f := range findings {
		rule := f.Rule
		if f.Variant != "" {
			rule += "/" + f.Variant
		}
		all = append(all, strings.TrimSpace(rule+" "+f.Cell))
	}
	return all
}

// sites are rows of a flat sheet with columns for pictures.
func sites(headers []any, cells ...[]any) [][]any {
	rows := [][]any{append(append([]any{}, flatHeader...), headers...)}
	for i, c := range cells {
		rows = append(rows, append([]any{itoa(i + 1), "首次备案", fmt.Sprintf("样张公司%d", i), fmt.Sprintf("example%d.cn", i)}, c...))
	}
	return rows
}

func TestPictures(t *testing.T) {
	licence, sides := []any{"营业执照"}, []any{"法人身份证正面", "法人身份证反面"}
	all := map[string]string{"a": "A", "b": "B", "c": "C"}
	a, b := pic("a", "", ""), pic("b", "", "")
	none := []any{}
	tests := []struct {
		name    string
		book    *rawBook
		want    []string
		noticed []string
	}{
		{"in their cells", pictured(oneSheet(sites(licence, none, none)...), all, inside(5, 2, a), inside(5, 3, b), inside(5, 3, pic("c", "", ""))),
			[]string{"1 entity-licence: A", "2 entity-licence: B C"}, nil},
		{"front before back", pictured(oneSheet(sites(sides, none)...), all, inside(6, 2, b), inside(5, 2, a)),
			[]string{"1 entity-person-id: A B"}, []string{"picture-unplaced/loose"}},
		{"the same twice", pictured(oneSheet(sites(licence, none)...), map[string]string{"a": "A", "b": "A"}, inside(5, 2, a), inside(5, 2, b)),
			[]string{"1 entity-licence: A"}, nil},
		{"anchored at one cell", pictured(oneSheet(sites(licence, none, none)...), map[string]string{"a": "A"},
			`<xdr:oneCellAnchor>`+markXML("from", 4, 0, 2, 0)+`<xdr:ext cx="600000" cy="190000"/>`+a+`</xdr:oneCellAnchor>`),
			[]string{"2 entity-licence: A"}, nil},
		{"anchored nowhere", pictured(new(rawBook).add("备案", strings.Replace(strings.Replace(sheetXML("", sites(licence, none, none)...), `<row r="2">`, `<row r="2" ht="150">`, 1),
			"<sheetData>", `<sheetFormatPr defaultRowHeight="20"/><cols><col min="1" max="3" width="20" customWidth="1"/><col min="4" max="4" width="3" hidden="1"/></cols><sheetData>`, 1)), map[string]string{"a": "A"},
			fmt.Sprintf(`<xdr:absoluteAnchor><xdr:pos x="%d" y="%d"/><xdr:ext cx="500000" cy="200000"/>%s</xdr:absoluteAnchor>`, 3*140*emuPixel+1000, 171*emuPoint, a)),
			[]string{"2 entity-licence: A"}, []string{"sheet-columns-hidden 备案!1"}},
		{"a group of two", pictured(oneSheet(sites([]any{"身份证"}, none, none)...), map[string]string{"a": "A", "b": "B"}, between(5, 2, 0, 5, 3, 1,
			`<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="9" name="组合"/></xdr:nvGrpSpPr><xdr:grpSpPr><a:xfrm><a:off x="7" y="7"/><a:ext cx="900" cy="900"/><a:chOff x="100" y="100"/><a:chExt cx="100" cy="100"/></a:xfrm></xdr:grpSpPr>`+
				strings.Replace(b, "</xdr:pic>", `<xdr:spPr><a:xfrm><a:off x="110" y="155"/><a:ext cx="80" cy="40"/></a:xfrm></xdr:spPr></xdr:pic>`, 1)+
				`<xdr:grpSp><xdr:grpSpPr><a:xfrm><a:off x="100" y="105"/><a:ext cx="100" cy="40"/><a:chOff x="0" y="0"/><a:chExt cx="1" cy="1"/></a:xfrm></xdr:grpSpPr>`+a+`</xdr:grpSp></xdr:grpSp>`)),
			[]string{"1 entity-person-id: A", "2 entity-person-id: B"}, nil},
		{"a shape filled with a picture", pictured(oneSheet(sites(licence, none)...), map[string]string{"a": "A"},
			inside(5, 2, `<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="3" name="矩形"/></xdr:nvSpPr><xdr:spPr><a:blipFill><a:blip r:embed="a"/></a:blipFill></xdr:spPr></xdr:sp>`)),
			[]string{"1 entity-licence: A"}, nil},
		{"a merged cell of two filings", pictured(new(rawBook).add("备案", sheetXML(`<mergeCells><mergeCell ref="E2:E3"/></mergeCells>`, sites(licence, none, none, none)...)), map[string]string{"a": "A"}, between(5, 2, 0, 5, 3, 0.9, a)),
			[]string{"1 entity-licence: A", "2 entity-licence: A"}, nil},
		{"a filing of two rows", pictured(new(rawBook).add("备案", sheetXML(`<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="D2:D3"/></mergeCells>`, append(sites([]any{"身份证"}, none), nil)...)), map[string]string{"a": "A", "b": "B"}, inside(5, 3, b), inside(5, 2, a)),
			[]string{"1 entity-person-id: A B"}, nil},
		{"over two rows", pictured(oneSheet(sites(licence, none, none, none)...), map[string]string{"a": "A", "b": "B"}, between(5, 2, 0.4, 5, 3, 0.9, a), between(5, 3, 0.95, 5, 4, 0.1, b)),
			[]string{"2 entity-licence: A", "3 entity-licence: B"}, []string{"picture-row-doubtful 备案!E2"}},
		{"over many rows it belongs where it begins", pictured(oneSheet(sites(licence, none, none, none, none)...), map[string]string{"a": "A", "b": "B"}, between(5, 2, 0, 5, 5, 1, a), between(5, 3, 0, 5, 9, 1, b)),
			[]string{"1 entity-licence: A", "2 entity-licence: B"}, []string{"picture-row-doubtful 备案!E2", "picture-row-doubtful 备案!E3"}},
		{"below the last row it reaches out", pictured(oneSheet(sites(licence, none)...), map[string]string{"a": "A"}, between(5, 2, 0, 7, 9, 1, a)),
			[]string{"1 entity-licence: A"}, nil},
		{"at no filing, and in no column", pictured(oneSheet(sites([]any{"营业执照", "盖章处"}, none)...), all, inside(5, 9, a), inside(6, 2, b), inside(1, 1, pic("c", "", ""))),
			nil, []string{"sheet-column-unknown 备案!F1", "picture-unplaced 备案!E9", "picture-unplaced/column 备案!F2"}},
		{"what the picture is called", pictured(oneSheet(sites([]any{"附图"}, none)...), map[string]string{"a": "A"}, inside(5, 2, pic("a", "营业执照副本.jpg", ""))),
			[]string{"1 entity-licence: A"}, []string{"sheet-column-unknown 备案!E1"}},
		{"beside the site's person", pictured(oneSheet(sites([]any{"网站负责人", "身份证", "备注"}, []any{"范某"})...), map[string]string{"a": "A"}, inside(6, 2, a)),
			[]string{"1 site-person-id: A"}, nil},
		{"an ID's number is no picture's column", pictured(oneSheet(sites([]any{"主体负责人身份证号", "主体负责人身份证有效期止"}, none)...), map[string]string{"a": "A"}, inside(5, 2, a)),
			nil, []string{"picture-unplaced/column 备案!E2"}},
		{"an example's picture", pictured(oneSheet(append(sites(licence), []any{"示例", "首次备案", "样张云帆科技（宁夏）有限公司", "example.com"}, []any{"1", "首次备案", "样张公司", "a.cn"})...), map[string]string{"a": "A"}, inside(5, 2, a)),
			nil, []string{"sheet-column-unknown 备案!E1"}},
		{"of WPS", cellImages(oneSheet(sites([]any{"营业执照", "身份证正面", "身份证反面"},
			[]any{dispimg("ID_A"), dispimg("ID_B"), rawCell{`t="e"`, `<f>_xlfn.dispimg("ID_C",1)</f><v>#NAME?</v>`}}, []any{dispimg("ID_A"), dispimg("ID_Z"), "=DISPIMG(\"ID_B\",1)"})...), map[string]string{"ID_A": "A", "ID_B": "B", "ID_C": "C", "ID_D": "D"}),
			[]string{"1 entity-licence: A", "1 entity-person-id: B C", "2 entity-licence: A", "2 entity-person-id: B"},
			[]string{"picture-unplaced/loose", "cell-picture/missing 备案!F3"}},
		{"of Excel", richPictures(oneSheet(sites([]any{"域名证书", "授权书", "网站备注"}, []any{rich(2), rich(1), rich(3)})...), "A", "B"),
			[]string{"1 domain-cert: B", "1 authorization: A"}, []string{"cell-error 备案!G2"}},
		{"headers of two rows", cellImages(new(rawBook).add("备案", sheetXML(`<mergeCells><mergeCell ref="E1:F1"/><mergeCell ref="G1:H1"/></mergeCells>`,
			[]any{nil, nil, nil, nil, "法人身份证", nil, "网站负责人"}, []any{"编号", "备案类型", "主办单位名称", "域名", "正面", "反面", "人像面", "国徽面"},
			[]any{"1", "首次备案", "样张公司", "a.cn", dispimg("ID_A"), dispimg("ID_B"), dispimg("ID_C"), dispimg("ID_D")})), map[string]string{"ID_A": "A", "ID_B": "B", "ID_C": "C", "ID_D": "D"}),
			[]string{"1 entity-person-id: A B", "1 site-person-id: C D"}, nil},
		{"in a form", pictured(cellImages(new(rawBook).add("备案", sheetXML("", []any{"备案登记表"}, []any{"主办单位名称", "样张公司", "域名", "a.cn"}, []any{"网站名称", "甲官网", "备案类型", "首次备案"}, []any{"主办单位通信地址", "样张路1号", "域名注册商", "样张"},
			[]any{"营业执照", dispimg("ID_A"), "身份证正面", dispimg("ID_B")}, []any{"域名证书", nil, "身份证反面"})), map[string]string{"ID_A": "A", "ID_B": "B"}), map[string]string{"c": "C", "d": "D"},
			inside(2, 6, pic("c", "", "")), inside(4, 6, pic("d", "", ""))),
			[]string{"a.cn entity-licence: A", "a.cn entity-person-id: B D", "a.cn domain-cert: C"}, nil},
		{"in a column for each filing", cellImages(new(rawBook).add("备案", sheetXML("", []any{"主办单位名称", "样张公司甲", "样张公司乙"}, []any{"网站名称", "甲", "乙"}, []any{"域名", "a.cn", "b.cn"}, []any{"备案类型", "首次备案", "首次备案"},
			[]any{"营业执照", dispimg("ID_A"), dispimg("ID_B")})), map[string]string{"ID_A": "A", "ID_B": "B"}),
			[]string{"a.cn entity-licence: A", "b.cn entity-licence: B"}, nil},
		{"of two tables", cellImages(new(rawBook).add("备案", sheetXML("", append(append(sites([]any{"营业执照"}, []any{dispimg("ID_A")}), nil), []any{"网站负责人姓名", "网站名称", "域名", "域名证书", "网站备注"}, []any{"范某", "乙", "b.cn", dispimg("ID_B")})...)), map[string]string{"ID_A": "A", "ID_B": "B"}),
			[]string{"1 entity-licence: A", "b.cn domain-cert: B"}, nil},
		{"of the entity's other filings", cellImages(oneSheet([]any{"编号", "统一社会信用代码", "网站名称", "域名", "营业执照"},
			[]any{"1", "91640500MA00000A1B", "甲", "a.cn", dispimg("ID_A")}, []any{"2", "91640500MA00000A1B", "乙", "b.cn"}, []any{"3", "91640500MA00000B1B", "丙", "c.cn"}), map[string]string{"ID_A": "A"}),
			[]string{"1 entity-licence: A", "2 entity-licence: A"}, nil},
		{"of entities and persons", cellImages(new(rawBook).
			add("主体", sheetXML("", []any{"编号", "主办单位名称", "统一社会信用代码", "营业执照"}, []any{"1", "样张公司", "91640500MA00000A1B", dispimg("ID_A")})).
			add("人员", sheetXML("", []any{"编号", "姓名", "证件号码", "身份证人像面", "身份证国徽面"}, []any{"1", "样某某", "a", dispimg("ID_B"), dispimg("ID_C")}, []any{"2", "范某", "b", dispimg("ID_D"), dispimg("ID_E")})).
			add("网站", sheetXML("", []any{"编号", "主体编号", "主体负责人编号", "网站负责人编号", "域名", "域名证书"}, []any{"1", "1", "1", "2", "a.cn", dispimg("ID_F")}, []any{"2", "1", "1", "1", "b.cn"})),
			map[string]string{"ID_A": "A", "ID_B": "B", "ID_C": "C", "ID_D": "D", "ID_E": "E", "ID_F": "F"}),
			[]string{"1 entity-licence: A", "1 entity-person-id: B C", "1 site-person-id: D E", "1 domain-cert: F", "2 entity-licence: A", "2 entity-person-id: B C", "2 site-person-id: B C"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			book := mustRead(t, tt.book.file(t))
			if diff := cmp.Diff(tt.want, shown(t, book)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.noticed, noticedOf(book)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPictureOfASheetThatIsNotRead(t *testing.T) {
	b := oneSheet([]any{"日程"}, []any{"开会"})
	b = pictured(b, map[string]string{"a": "A"}, inside(1, 2, pic("a", "", ""))).add("备案二", sheetXML("", sites(nil, []any{})...))
	book := mustRead(t, b.file(t))
	if diff := cmp.Diff([]string{"sheet-ignored", "picture-unplaced/sheet"}, noticedOf(book)); diff != "" {
		t.Error(diff)
	}
}

// Relations that lead out of the workbook are refused, and the filings are read.
func TestPicturesRefused(t *testing.T) {
	row := sites([]any{"营业执照"}, []any{})
	const rels = "xl/drawings/_rels/drawing1.xml.rels"
	one := func() *rawBook {
		return pictured(oneSheet(row...), map[string]string{"a": "A"}, inside(5, 2, pic("a", "", "")))
	}
	with := func(part, text string) *rawBook {
		b := one()
		b.parts[part] = text
		return b
	}
	tests := []struct {
		name    string
		book    *rawBook
		noticed string
	}{
		{"a link", with(rels, relationsXML(`<Relationship Id="a" Type="`+pictureType+`" Target="http://127.0.0.1/a.png" TargetMode="External"/>`)), "cell-picture/linked 备案!E2"},
		{"a file of the machine", with(rels, relationsXML(`<Relationship Id="a" Type="`+pictureType+`" Target="file:///etc/passwd" TargetMode="External"/>`)), "cell-picture/linked 备案!E2"},
		{"out of the workbook", with(rels, relationsXML(relationXML("a", pictureType, "../../../../etc/passwd"))), "cell-picture/unsafe 备案!E2"},
		{"no picture", with(rels, relationsXML(relationXML("a", pictureType, "/xl/workbook.xml"))), "cell-picture/unsafe 备案!E2"},
		{"another relation", with(rels, relationsXML(relationXML("a", relTypes+"/hyperlink", "../media/a.png"))), "cell-picture/unsafe 备案!E2"},
		{"a part that is not there", with(rels, relationsXML(relationXML("a", pictureType, "../media/z.png"))), "cell-picture/missing 备案!E2"},
		{"no relation", with(rels, relationsXML()), "cell-picture/missing 备案!E2"},
		{"linked only", pictured(oneSheet(row...), map[string]string{}, inside(5, 2, strings.Replace(pic("a", "", ""), "r:embed", "r:link", 1))), "cell-picture/linked 备案!E2"},
		{"a damaged drawing", with("xl/drawings/drawing1.xml", `<xdr:wsDr xmlns:xdr="x"><xdr:twoCellAnchor><xdr:from>`), "picture-damaged"},
		{"damaged relations", with(rels, `<Relationships><Relationship`), "picture-damaged"},
		{"damaged pictures in cells", func() *rawBook {
			b := cellImages(oneSheet(row...), map[string]string{})
			b.parts["xl/cellimages.xml"] = "<a><pic>"
			return b
		}(), "picture-damaged/book"},
		{"too large", with("xl/media/a.png", strings.Repeat("a", maxPicture+1)), "cell-picture/large 备案!E2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			book := mustRead(t, tt.book.file(t))
			if len(book.Filings) != 1 || len(shown(t, book)) != 0 {
				t.Fatalf("%d filings, %v", len(book.Filings), shown(t, book))
			}
			if got := noticedOf(book); !slices.Contains(got, tt.noticed) {
				t.Errorf("%v, want %s", got, tt.noticed)
			}
		})
	}
}

// The pictures of a protected workbook are read from what is kept of it in the
// clear; nothing is written anywhere.
func TestPicturesOfAProtectedWorkbook(t *testing.T) {
	b := cellImages(oneSheet(sites([]any{"营业执照"}, []any{dispimg("ID_A")})...), map[string]string{"ID_A": "A"})
	var out bytes.Buffer
	check(t, offcrypto.Encrypt(context.Background(), &out, b.bytes(t), "样张"))
	path := tempFile(t, "book.xlsx", out.Bytes())
	book, err := Read(context.Background(), path, Options{Password: func(context.Context, int) (string, error) { return "样张", nil }})
	check(t, err)
	p, ok := PictureNamed(book.Filings[0].Scans[filing.SlotEntityLicence][0])
	if !ok || book.Sealed == nil {
		t.Fatal("there is no picture, or nothing to read it from")
	}
	got, err := p.Read(context.Background(), book.Sealed)
	if err != nil || string(got) != "A" {
		t.Errorf("read %q, %v", got, err)
	}
	if _, err := p.Read(context.Background(), nil); err == nil {
		t.Error("read from the protected file")
	}
}

func TestPictureCrop(t *testing.T) {
	for attrs, want := range map[string][4]float64{`l="10000" b="25000"`: {0.1, 0, 0, 0.25}, `l="-5000" t="12.5%"`: {0, 0.125, 0, 0}, `l="60000" r="50000"`: {}} {
		b := pictured(oneSheet(sites([]any{"营业执照"}, []any{})...), map[string]string{"a": "A"}, inside(5, 2, pic("a", "", "<a:srcRect "+attrs+"/>")))
		p, ok := PictureNamed(mustRead(t, b.file(t)).Filings[0].Scans[filing.SlotEntityLicence][0])
		if !ok || p.Crop != want {
			t.Errorf("%s: crop %v, want %v", attrs, p.Crop, want)
		}
	}
}

func TestPictureLabels(t *testing.T) {
	b := pictured(oneSheet(sites([]any{"营业执照"}, []any{})...), map[string]string{"a": "A", "b": "B"}, inside(5, 2, pic("a", "", "")), inside(5, 2, pic("b", "", "")))
	names := mustRead(t, b.file(t)).Filings[0].Scans[filing.SlotEntityLicence]
	var got []string
	for _, name := range names {
		p, _ := PictureNamed(name)
		got = append(got, p.Label(filing.ZH), p.Label(filing.EN))
	}
	want := []string{"book.xlsx 备案!E2 中的图片", "picture in book.xlsx 备案!E2", "book.xlsx 备案!E2 中的第 2 张图片", "picture 2 in book.xlsx 备案!E2"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, name := range []string{"材料/营业执照.jpg", "a\x00b", "a\x00zz\x001 2 true 1\x00表\x001 2\x00"} {
		if _, ok := PictureNamed(name); ok {
			t.Errorf("%q is taken for a picture's name", name)
		}
	}
}

// A picture is never another one than was found: when the workbook was saved
// meanwhile, reading it is an error that says so.
func TestPictureOfAWorkbookThatChanged(t *testing.T) {
	b := cellImages(oneSheet(sites([]any{"营业执照"}, []any{dispimg("ID_A")})...), map[string]string{"ID_A": "AAAA"})
	b.stored = true
	path := b.file(t)
	p, _ := PictureNamed(mustRead(t, path).Filings[0].Scans[filing.SlotEntityLicence][0])
	data, err := os.ReadFile(path)
	check(t, err)
	for name, change := range map[string]func() error{
		"another picture": func() error {
			return os.WriteFile(path, []byte(strings.ReplaceAll(string(data), "AAAA", "AAAB")), 0o600)
		},
		"cut short": func() error { return os.WriteFile(path, data[:100], 0o600) },
		"gone":      func() error { return os.Remove(path) },
	} {
		check(t, os.WriteFile(path, data, 0o600))
		if got, err := p.Read(context.Background(), nil); err != nil || string(got) != "AAAA" {
			t.Fatalf("%s: read %q, %v", name, got, err)
		}
		check(t, change())
		_, err := p.Read(context.Background(), nil)
		if said, ok := err.(*Error); !ok || said.File != path || said.Remedy.ZH == "" {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// What is marked is a copy that holds every picture byte for byte, and shows it
// at the same filings.
func TestAnnotateKeepsPictures(t *testing.T) {
	b := cellImages(oneSheet(sites([]any{"营业执照", "身份证正面"}, []any{dispimg("ID_A")}, []any{})...), map[string]string{"ID_A": "A"})
	b = pictured(b, map[string]string{"b": "B"}, inside(6, 3, pic("b", "", "")))
	src, dst := b.file(t), t.TempDir()+"/marked.xlsx"
	marks := []Mark{{Cell: filing.Cell{Sheet: "备案", Col: 5, Row: 2}, Severity: filing.Warn, Rule: "x", Message: "看不清"}, {Cell: filing.Cell{Sheet: "备案", Col: 6, Row: 3}, Severity: filing.Block, Rule: "x", Message: "缺"}}
	check(t, Annotate(context.Background(), src, dst, marks, filing.ZH, nil))
	before, after := mediaOf(t, src), mediaOf(t, dst)
	if diff := cmp.Diff(before, after); diff != "" || len(before) != 2 {
		t.Errorf("%d pictures: %s", len(before), diff)
	}
	if diff := cmp.Diff(shown(t, mustRead(t, src)), shown(t, mustRead(t, dst))); diff != "" {
		t.Error(diff)
	}
}

func mediaOf(t *testing.T, path string) map[string]string {
	t.Helper()
	c, err := openContainer(context.Background(), path)
	check(t, err)
	defer c.Close()
	media := make(map[string]string)
	for name := range c.parts {
		if strings.HasPrefix(name, "xl/media/") {
			text, err := c.utf8Part(name)
			check(t, err)
			media[name] = string(text)
		}
	}
	return media
}
