package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
)

// container is the zip file of a workbook. Parts are found by their names in
// lower case without a leading slash, as the packaging conventions compare
// them (ECMA-376 part 2, 6.2.2.3).
type container struct {
	ctx   context.Context // a reader of a part stops when it is done
	zip   *zip.Reader
	file  io.Closer
	parts map[string]*zip.File
	tally func(bytes int) // told of what is read; may be nil

	text int // bytes of text that cells and the table of shared texts may still hold

	sealed   bool // it was protected by a password
	password string
	content  *bytes.Reader // of a sealed one, in the clear
}

// openContainer opens a workbook's zip file; see [newContainer].
func openContainer(ctx context.Context, file string) (*container, error) {
	z, err := zip.OpenReader(file)
	if err != nil {
		if errors.Is(err, zip.ErrFormat) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
			return nil, damagedZip.at("", err)
		}
		return nil, err
	}
	c, err := newContainer(ctx, &z.Reader)
	if err != nil {
		z.Close()
		return nil, err
	}
	c.file = z
	return c, nil
}

// newContainer takes a zip file for a workbook's, and refuses one that declares
// more than the limits before anything is unpacked. Pictures and other parts
// that are never unpacked here do not count.
func newContainer(ctx context.Context, z *zip.Reader) (*container, error) {
	c := &container{ctx: ctx, zip: z, parts: make(map[string]*zip.File, len(z.File)), text: maxText}
	return c, c.index()
}

func (c *container) index() error {
	var total uint64
	pictures := 0
	for _, f := range c.zip.File {
		name := partName(f.Name)
		if _, twice := c.parts[name]; twice {
			return duplicatePart.at(f.Name, nil)
		}
		c.parts[name] = f
		if isPicture(name) {
			pictures++
		}
		if pictures > maxMedia || len(c.parts)-pictures > maxParts {
			return tooManyParts.at("", nil)
		}
		if !isXML(name) {
			continue
		}
		total += f.UncompressedSize64
		switch {
		case f.UncompressedSize64 > maxPart, total > maxXML:
			return tooLarge.at(f.Name, nil)
		case f.UncompressedSize64 > ratioFrom && f.UncompressedSize64/maxRatio > f.CompressedSize64:
			return tooLarge.at(f.Name, nil)
		}
	}
	return nil
}

// spend takes a text off what the workbook may hold. One long text that a small
// file repeats in every cell would keep the cleaning of values busy for hours.
func (c *container) spend(text string) error {
	if c.text -= len(text); c.text < 0 {
		return tooMuchText.at("", nil)
	}
	return nil
}

func (c *container) Close() error {
	if c.file == nil {
		return nil
	}
	return c.file.Close()
}

// partName returns the name under which a part is compared. Some programs write
// backslashes or a leading slash.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

func isXML(name string) bool {
	switch path.Ext(name) {
	case ".xml", ".rels", ".vml":
		return true
	}
	return false
}

func isPicture(name string) bool {
	switch path.Ext(name) {
	case ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic", ".emf", ".wmf":
		return true
	}
	return false
}

// kind says what the container holds when it is no workbook of ours.
func (c *container) kind() error {
	switch {
	case c.parts["xl/workbook.bin"] != nil:
		return binaryBook.at("", nil)
	case c.parts["mimetype"] != nil && c.parts["content.xml"] != nil:
		return openDoc.at("", nil)
	case c.parts["[content_types].xml"] == nil:
		return otherZip.at("", nil)
	}
	return missingPart.at("xl/workbook.xml", nil)
}

// relation is one entry of a relationships part. The target of an external one
// is as it is written.
type relation struct {
	id, kind, target string
	external         bool
}

// hasKind reports whether the relation's type is the one named; the last word
// is the same in both namespaces, the transitional and the strict one.
func (r relation) hasKind(name string) bool { return strings.HasSuffix(r.kind, "/"+name) }

// relations reads the relationships of a part to others of the container; see
// allRelations.
func (c *container) relations(of string) ([]relation, error) {
	all, err := c.allRelations(of)
	return slices.DeleteFunc(all, func(r relation) bool { return r.external }), err
}

// allRelations reads the relationships of a part, external ones too; "" is the
// container itself. Part names in them are made absolute. A part without
// relationships has none.
func (c *container) allRelations(of string) (all []relation, err error) {
	err = c.eachRelation(of, func(e *xml.StartElement) {
		r := relation{id: attr(e, "Id"), kind: attr(e, "Type"), target: attr(e, "Target"), external: attr(e, "TargetMode") == external}
		if !r.external {
			r.target = absolute(of, r.target)
		}
		all = append(all, r)
	})
	return all, err
}

// external is the mode of relations that lead out of the container. They are never
// followed.
const external = "External"

func (c *container) eachRelation(of string, visit func(*xml.StartElement)) error {
	name := relationsName(of)
	if c.parts[name] == nil {
		return nil
	}
	return c.eachElement(name, func(_ *xmlPart, e *xml.StartElement) error {
		if e.Name.Local == "Relationship" {
			visit(e)
		}
		return nil
	})
}

func relationsName(of string) string {
	dir, base := path.Split(of)
	return partName(dir + "_rels/" + base + ".rels")
}

// absolute resolves a target against the part that names it.
func absolute(of, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if strings.HasPrefix(target, "/") {
		return partName(path.Clean(target))
	}
	return partName(path.Join(path.Dir(of), target))
}
