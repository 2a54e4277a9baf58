package sheet

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// maxRich bounds the lists of the parts for Excel's pictures in cells.
const maxRich = 1_000_000

// readRichPictures follows the way from a cell's metadata to a picture: the
// metadata names a rich value, the structure of which says at which place it
// holds the number of a relation.
func (c *pictureReader) readRichPictures(part map[string]string, byMeta map[int]media) error {
	places, linked, err := c.readRichStructures(part["rdRichValueStructure"])
	if err != nil {
		return err
	}
	values, err := c.readRichValues(part["rdRichValue"], places, linked)
	if err != nil {
		return err
	}
	var ids []string
	var links map[string]relation
	if rels := part["richValueRel"]; rels != "" {
		if links, err = c.links(rels); err != nil {
			return err
		}
		err = c.eachElement(rels, func(_ *xmlPart, e *xml.StartElement) error {
			if e.Name.Local == "rel" && len(ids) < maxRich {
				ids = append(ids, attr(e, "id"))
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	meta, err := c.readValueMetadata(part["sheetMetadata"])
	if err != nil {
		return err
	}
	for i, value := range meta {
		if value < 0 || value >= len(values) {
			continue
		}
		switch n := values[value]; {
		case n == noPicture:
		case n == linkedPicture:
			byMeta[i+1] = media{lost: lostLinked}
		case n < len(ids):
			byMeta[i+1] = c.media(links, ids[n])
		default:
			byMeta[i+1] = media{lost: lostMissing}
		}
	}
	return nil
}

// What a rich value can be beside the number of a picture's relation.
const (
	noPicture     = -1
	linkedPicture = -2
)

// readRichStructures returns for every structure the place of the picture's
// number among the values, or noPicture; linked are those of pictures from the
// web.
func (c *pictureReader) readRichStructures(part string) (places []int, linked []bool, err error) {
	key := 0
	err = c.eachElement(part, func(_ *xmlPart, e *xml.StartElement) error {
		switch e.Name.Local {
		case "s":
			if len(places) >= maxRich {
				return tooLarge.at(part, nil)
			}
			places, linked, key = append(places, noPicture), append(linked, attr(e, "t") == "_webimage"), 0
		case "k":
			if len(places) > 0 && attr(e, "n") == "_rvRel:LocalImageIdentifier" {
				places[len(places)-1] = key
			}
			key++
		}
		return nil
	})
	return places, linked, err
}

// readRichValues returns for every rich value the number of its picture's
// relation, or that it is none.
func (c *pictureReader) readRichValues(part string, places []int, linked []bool) (values []int, err error) {
	err = c.eachElement(part, func(x *xmlPart, e *xml.StartElement) error {
		if e.Name.Local != "rv" {
			return nil
		}
		if len(values) >= maxRich {
			return tooLarge.at(part, nil)
		}
		value, at := noPicture, noPicture
		if s, err := strconv.Atoi(attr(e, "s")); err == nil && s >= 0 && s < len(places) {
			at = places[s]
			if linked[s] {
				value = linkedPicture
			}
		}
		texts, err := x.texts()
		if err != nil {
			return err
		}
		if at >= 0 && at < len(texts) {
			if n := whole(texts[at]); n >= 0 {
				value = n
			}
		}
		values = append(values, value)
		return nil
	})
	return values, err
}

// readValueMetadata returns for every value metadata the number of its rich
// value, noPicture for one of another kind.
func (c *pictureReader) readValueMetadata(part string) (meta []int, err error) {
	var types []string // names
	var blocks []int   // rich values
	within := ""
	err = c.eachElement(part, func(_ *xmlPart, e *xml.StartElement) error {
		if len(types)+len(blocks)+len(meta) > maxRich {
			return tooLarge.at(part, nil)
		}
		switch e.Name.Local {
		case "metadataType":
			types = append(types, attr(e, "name"))
		case "futureMetadata":
			within = attr(e, "name")
		case "cellMetadata", "valueMetadata":
			within = e.Name.Local
		case "bk":
			switch within {
			case richValueType:
				blocks = append(blocks, noPicture)
			case "valueMetadata":
				meta = append(meta, noPicture)
			}
		case "rvb":
			if within == richValueType && len(blocks) > 0 {
				blocks[len(blocks)-1] = whole(attr(e, "i"))
			}
		case "rc":
			t, v := whole(attr(e, "t")), whole(attr(e, "v"))
			if within == "valueMetadata" && len(meta) > 0 && 0 < t && t <= len(types) && types[t-1] == richValueType && 0 <= v && v < len(blocks) {
				meta[len(meta)-1] = blocks[v]
			}
		}
		return nil
	})
	return meta, err
}

const richValueType = "XLRICHVALUE"

// whole reads a number of a list; what is none is in no list.
func whole(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		return -1
	}
	return n
}

// texts returns the beginnings of the texts of the elements inside the one whose
// start was read last.
func (x *xmlPart) texts() (all []string, err error) {
	for depth := x.depth; ; {
		tok, err := x.next()
		if err != nil {
			return all, noEOF(err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if x.depth == depth+1 && len(all) < maxRich {
				all = append(all, "")
			}
		case xml.CharData:
			if last := len(all) - 1; last >= 0 && x.depth == depth+1 && len(all[last]) < 20 {
				all[last] += string(t[:min(len(t), 20)])
			}
		case xml.EndElement:
			if x.depth < depth {
				return all, nil
			}
		}
	}
}
