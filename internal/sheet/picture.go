package sheet

import (
	"bytes"
	"compress/flate"
	"context"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"beiandesk/internal/filing"
)

// Picture is a picture in a workbook: where its user sees it, and where its
// bytes lie in the file. Its [Picture.Name] stands in the place of a file's path
// among the scans of a filing, so that no picture is held or unpacked before it
// is wanted.
type Picture struct {
	Book   string      // path of the workbook
	Cell   filing.Cell // that it is in, or that its upper left corner is on
	Nth    int         // of the pictures taken from the cell, from 1
	Header string      // of the column, what the picture is said to be
	// Crop is how much its user cut away in the workbook, as shares of the
	// picture's width and height: left, top, right, bottom.
	Crop [4]float64

	offset, packed, size int64 // in the file
	deflated             bool
	crc                  uint32
}

// pictureSeparator stands between the parts of a picture's name: no file's path
// holds it.
const pictureSeparator = "\x00"

// Name returns the picture as one text; see [PictureNamed].
func (p *Picture) Name() string {
	return strings.Join([]string{p.Book, p.Content(), fmt.Sprint(p.offset, p.packed, p.deflated, p.Nth),
		p.Cell.Sheet, fmt.Sprint(p.Cell.Col, p.Cell.Row), strings.ReplaceAll(p.Header, pictureSeparator, "")}, pictureSeparator)
}

// Content returns a text that is the same for pictures with the same bytes, cut
// the same way.
func (p *Picture) Content() string {
	return fmt.Sprintf("%08x %d %g %g %g %g", p.crc, p.size, p.Crop[0], p.Crop[1], p.Crop[2], p.Crop[3])
}

// PictureNamed returns the picture that a name stands for; ok is false for a
// plain path.
func PictureNamed(name string) (p Picture, ok bool) {
	parts := strings.Split(name, pictureSeparator)
	if len(parts) != 6 {
		return p, false
	}
	p.Book, p.Cell.Sheet, p.Header = parts[0], parts[3], parts[5]
	_, err := fmt.Sscanf(parts[1], "%x %d %g %g %g %g", &p.crc, &p.size, &p.Crop[0], &p.Crop[1], &p.Crop[2], &p.Crop[3])
	if err == nil {
		_, err = fmt.Sscan(parts[2], &p.offset, &p.packed, &p.deflated, &p.Nth)
	}
	if err == nil {
		_, err = fmt.Sscan(parts[4], &p.Cell.Col, &p.Cell.Row)
	}
	return p, err == nil
}

// Label names the picture to its user: 样张.xlsx 主体!F2 中的图片.
func (p *Picture) Label(lang filing.Lang) string {
	book, cell := filepath.Base(p.Book), p.Cell.String()
	switch {
	case lang == filing.EN && p.Nth > 1:
		return "picture " + strconv.Itoa(p.Nth) + " in " + book + " " + cell
	case lang == filing.EN:
		return "picture in " + book + " " + cell
	case p.Nth > 1:
		return book + " " + cell + " 中的第 " + strconv.Itoa(p.Nth) + " 张图片"
	}
	return book + " " + cell + " 中的图片"
}

// Read returns the bytes of the picture, as they were when the workbook was
// read: when the file has changed since it is an error. sealed is what
// [Book.Sealed] says. Errors are an [*Error], or ctx's.
func (p *Picture) Read(ctx context.Context, sealed *bytes.Reader) ([]byte, error) {
	data, err := p.read(ctx, sealed)
	return data, fileError(p.Book, err, ctx.Err())
}

func (p *Picture) read(ctx context.Context, sealed *bytes.Reader) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if p.size > maxPicture || p.size < 0 || p.packed < 0 {
		return nil, pictureLarge.at(p.Cell.String(), nil)
	}
	var from io.ReaderAt = sealed
	if sealed == nil {
		file, err := os.Open(p.Book)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		from = file
	}
	var r io.Reader = io.NewSectionReader(from, p.offset, p.packed)
	if p.deflated {
		inflate := flate.NewReader(r)
		defer inflate.Close()
		r = inflate
	}
	data := make([]byte, p.size)
	if _, err := io.ReadFull(r, data); err != nil {
		return nil, pictureGone.at(p.Cell.String(), err)
	}
	if crc32.ChecksumIEEE(data) != p.crc {
		return nil, pictureGone.at(p.Cell.String(), nil)
	}
	return data, nil
}
