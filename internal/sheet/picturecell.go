package sheet

import (
	"encoding/xml"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// inCell is a picture in a cell, or what is left of one.
type inCell struct {
	media
	col, row int
}

// expectPictures prepares for the pictures of a sheet.
func (r *gridReader) expectPictures(sheet sheetInfo, pictures *pictureReader) (err error) {
	if r.pictures, r.grid.pictures = pictures, pictures; pictures == nil {
		return nil
	}
	r.inStrings = slices.ContainsFunc(r.strings, func(s string) bool { return strings.HasPrefix(s, "=") && wpsPicture.MatchString(s) })
	r.grid.drawing, err = pictures.drawingOf(sheet)
	if r.grid.drawing != "" {
		r.grid.geometry = newGeometry()
	}
	return err
}

// measure takes the sizes of columns, and the usual ones.
func (r *gridReader) measure(e *xml.StartElement) {
	switch {
	case r.grid.geometry == nil:
	case e.Name.Local == "col":
		r.grid.geometry.col(e)
	default:
		r.grid.geometry.format(e)
	}
}

// wpsPicture is how WPS writes that a cell shows a picture, as a formula and
// again as the formula's result. LibreOffice saves the formula in small letters,
// and the picture not at all.
var wpsPicture = regexp.MustCompile(`^(?i)=?\s*(?:_xlfn\.)?DISPIMG\(\s*"([^"]*)"`)

// takePicture takes the picture that the cell read last shows; ok is false when
// it shows none and has a value.
func (r *gridReader) takePicture() (ok bool) {
	if r.pictures == nil {
		return false
	}
	var m media
	if r.meta != "" {
		m, ok = r.pictures.inCells.byMeta[whole(r.meta)]
	}
	if !ok {
		m, ok = r.wpsPicture()
	}
	if ok && len(r.grid.inCells) < maxMedia {
		r.grid.inCells = append(r.grid.inCells, inCell{m, r.col, r.row})
	}
	return ok
}

func (r *gridReader) wpsPicture() (media, bool) {
	var found [][]byte
	if len(r.source) > 0 {
		found = wpsPicture.FindSubmatch(r.source)
	}
	if text := r.shownText(); found == nil && len(text) > 0 && text[0] == '=' {
		found = wpsPicture.FindSubmatch(text)
	}
	if found == nil {
		return media{}, false
	}
	id := string(found[1])
	m, known := r.pictures.inCells.byID[id]
	if !known {
		return media{lost: lostMissing, said: id}, true
	}
	r.pictures.shown[id] = true
	return m, true
}

// shownText returns the text that the cell read last holds; of a shared one, only
// when it may be a picture's.
func (r *gridReader) shownText() []byte {
	switch {
	case r.typ != "s":
		return r.val
	case !r.inStrings:
		return nil
	}
	i, err := strconv.Atoi(string(r.val))
	if err != nil || i < 0 || i >= len(r.strings) || !strings.HasPrefix(r.strings[i], "=") {
		return nil
	}
	return []byte(r.strings[i])
}
