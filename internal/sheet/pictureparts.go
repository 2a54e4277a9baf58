package sheet

import (
	"archive/zip"
	"encoding/xml"
	"io"
	"math"
	"strings"
)

// A workbook keeps pictures in four ways: floating over the cells (drawings,
// ECMA-376 part 1, 20.5), in a cell by WPS (a formula DISPIMG that names one of
// xl/cellimages.xml), in a cell by Excel 365 (rich values, MS-XLSX 2.2.4.11 and
// 2.3.6.1.3), and as links, which are never followed.

// media is the bytes of a picture, or why there are none.
type media struct {
	picture Picture // without its place on a sheet
	said    string  // what its user or a program wrote about it
	lost    string  // variant of the rule cell-picture; "" when it can be read
}

// The reasons why a picture in a cell cannot be taken; variants of the rule
// cell-picture.
const (
	lostMissing = "missing" // the workbook does not hold it
	lostLinked  = "linked"  // it lies on a server or in another file
	lostUnsafe  = "unsafe"  // its relation leads out of the workbook, or to what is no picture
	lostLarge   = "large"
	lostPacking = "packing" // an unknown compression
)

// pictureReader finds the pictures of a workbook.
type pictureReader struct {
	*container
	used    map[string]bool // parts that hold a picture that was found
	bytes   uint64          // of the pictures found
	inCells cellPictures
	shown   map[string]bool // WPS's pictures that a cell shows
	damaged []string        // sheets of which the pictures are damaged, "" for the pictures in cells
}

// newPictureReader prepares to find the pictures of a workbook. Damage in the
// parts for pictures never keeps the filings from being read; the error is the
// context's.
func newPictureReader(c *container, main string) (*pictureReader, error) {
	r := &pictureReader{container: c, used: make(map[string]bool), shown: make(map[string]bool)}
	var err error
	r.inCells, err = r.cellPictures(main)
	return r, r.excuse("", err)
}

// excuse notes that the pictures of a sheet are damaged.
func (c *pictureReader) excuse(sheet string, err error) error {
	if err != nil && c.ctx.Err() == nil {
		c.damaged = append(c.damaged, sheet)
	}
	return c.ctx.Err()
}

// drawingOf returns the drawing part of a sheet, "" when there is none.
func (c *pictureReader) drawingOf(sheet sheetInfo) (string, error) {
	rels, err := c.relations(sheet.part)
	for _, r := range rels {
		if r.hasKind("drawing") && c.parts[r.target] != nil {
			return r.target, nil
		}
	}
	return "", c.excuse(sheet.name, err)
}

// floatOver reads the pictures that float over the cells of a sheet.
func (c *pictureReader) floatOver(g *grid) (err error) {
	if g.drawing != "" {
		g.floating, err = c.drawing(g.drawing, g.geometry)
	}
	return c.excuse(g.sheet, err)
}

// loose counts the pictures that no sheet shows.
func (c *pictureReader) loose() (n int) {
	for name := range c.parts {
		if strings.HasPrefix(name, "xl/media/") && !strings.HasSuffix(name, "/") && !c.used[name] {
			n++
		}
	}
	for id := range c.inCells.byID {
		if !c.shown[id] {
			n++
		}
	}
	return n
}

// links are the relationships of a part by their ids.
func (c *container) links(of string) (map[string]relation, error) {
	all, err := c.allRelations(of)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]relation, len(all))
	for _, r := range all {
		byID[r.id] = r
	}
	return byID, nil
}

// media returns the picture that an id of a part's relations means.
func (c *pictureReader) media(links map[string]relation, id string) media {
	r, known := links[id]
	switch {
	case !known:
		return media{lost: lostMissing}
	case r.external:
		return media{lost: lostLinked}
	case !r.hasKind("image"), strings.HasPrefix(r.target, "../"), isXML(r.target), strings.HasSuffix(r.target, ".bin"):
		return media{lost: lostUnsafe}
	}
	f := c.parts[r.target]
	if f == nil {
		return media{lost: lostMissing}
	}
	if !c.used[r.target] {
		c.used[r.target] = true
		c.bytes += min(f.UncompressedSize64, maxPicture)
	}
	offset, err := f.DataOffset()
	switch {
	case err != nil:
		return media{lost: lostMissing}
	case f.UncompressedSize64 > maxPicture, f.CompressedSize64 > math.MaxInt64, c.bytes > maxMediaBytes:
		return media{lost: lostLarge}
	case f.Flags&1 != 0, f.Method != zip.Store && f.Method != zip.Deflate:
		return media{lost: lostPacking}
	}
	return media{picture: Picture{offset: offset, packed: int64(f.CompressedSize64), size: int64(f.UncompressedSize64),
		deflated: f.Method == zip.Deflate, crc: f.CRC32}}
}

// cellPictures are the pictures that cells of a workbook can name.
type cellPictures struct {
	byID   map[string]media // of WPS
	byMeta map[int]media    // of Excel, by the number of a cell's value metadata, from 1
}

// cellPictures reads the pictures for cells. When its parts are damaged, what
// was read up to there is returned with the error.
func (c *pictureReader) cellPictures(main string) (cellPictures, error) {
	p := cellPictures{byID: make(map[string]media), byMeta: make(map[int]media)}
	rels, err := c.relations(main)
	if err != nil {
		return p, err
	}
	part := make(map[string]string)
	for _, r := range rels {
		for _, kind := range []string{"cellImage", "sheetMetadata", "rdRichValue", "rdRichValueStructure", "richValueRel"} {
			if r.hasKind(kind) && c.parts[r.target] != nil {
				part[kind] = r.target
			}
		}
	}
	if part["cellImage"] != "" {
		if err := c.readCellImages(part["cellImage"], p.byID); err != nil {
			return p, err
		}
	}
	if part["sheetMetadata"] == "" || part["rdRichValue"] == "" || part["rdRichValueStructure"] == "" {
		return p, nil
	}
	return p, c.readRichPictures(part, p.byMeta)
}

// readCellImages reads WPS's part of pictures in cells.
func (c *pictureReader) readCellImages(part string, byID map[string]media) error {
	links, err := c.links(part)
	if err != nil {
		return err
	}
	return c.eachElement(part, func(x *xmlPart, e *xml.StartElement) error {
		if e.Name.Local != "pic" {
			return nil
		}
		shape, err := readShape(x)
		if err != nil || shape.name == "" || len(byID) >= maxMedia {
			return err
		}
		byID[shape.name] = c.shapeMedia(links, &shape)
		return nil
	})
}

// eachElement calls visit with the elements of a part; visit may read on.
func (c *container) eachElement(part string, visit func(*xmlPart, *xml.StartElement) error) error {
	x, err := c.open(part)
	if err != nil {
		return err
	}
	defer x.Close()
	for {
		tok, err := x.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return broken(part, err)
		}
		if e, ok := tok.(xml.StartElement); ok {
			if err := visit(x, &e); err != nil {
				return broken(part, err)
			}
		}
	}
}

// noEOF makes an error of an end that comes too early.
func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
