package ttf

import (
	"fmt"
	"slices"
)

// Cut writes a font that holds the given glyphs, numbered by their place in
// the list: glyphs[0] becomes glyph 0, which should be the font's glyph 0.
// Parts of composite glyphs are added at the end. The result has the tables
// that PDF asks of an embedded TrueType font (ISO 32000-1, 9.9) and no
// character map: the document addresses its glyphs by number. Its outlines are on
// a coarser grid, see [coarseUnits].
func (f *Font) Cut(glyphs []GID) ([]byte, error) {
	c := cutter{font: f, glyphs: slices.Clone(glyphs), number: make(map[GID]uint16, len(glyphs)), redrawer: redrawer{grid: f.coarseGrid()}}
	for i, g := range glyphs {
		if _, ok := c.number[g]; !ok {
			c.number[g] = uint16(i)
		}
	}
	for i := 0; i < len(c.glyphs); i++ { // grows while composites add their parts
		if err := c.add(c.glyphs[i]); err != nil {
			return nil, fmt.Errorf("glyph %d: %w", c.glyphs[i], err)
		}
		if len(c.glyphs) > 0xFFFF {
			return nil, fmt.Errorf("more than 65,535 glyphs")
		}
	}
	c.offsets = append(c.offsets, uint32(len(c.outlines)))
	return c.assemble(), nil
}

// cutter collects the glyphs of one cut font.
type cutter struct {
	font     *Font
	glyphs   []GID          // of the source font, in their new order
	number   map[GID]uint16 // new numbers
	outlines []byte
	offsets  []uint32
	redrawer redrawer
	source   []byte // outline that is being added
}

// add adds one outline, on the coarser grid; the parts of a composite get their
// new numbers.
func (c *cutter) add(g GID) error {
	c.offsets = append(c.offsets, uint32(len(c.outlines)))
	first, size, err := c.font.span(g)
	if err != nil || size == 0 {
		return err
	}
	c.source = slices.Grow(c.source[:0], size)[:size]
	if n, err := c.font.file.ReadAt(c.source, first); n < size {
		return err
	}
	grid := c.redrawer.grid
	switch {
	case size < 10:
		return errShort
	case int16(be.Uint16(c.source)) < 0:
		grid.set(c.source, 2, 4, 6, 8)
		if err := c.renumber(c.source[10:]); err != nil {
			return err
		}
		c.outlines = append(c.outlines, c.source...)
	case grid.from == grid.to:
		c.outlines = append(c.outlines, c.source...)
	default:
		if c.outlines, err = c.redrawer.redraw(c.outlines, c.source); err != nil {
			return err
		}
	}
	for len(c.outlines)%2 != 0 {
		c.outlines = append(c.outlines, 0)
	}
	return nil
}

// Flags of a part of a composite glyph.
const (
	wordArguments = 1 << 0
	offsets       = 1 << 1 // the arguments are lengths, not numbers of points
	oneScale      = 1 << 3
	moreParts     = 1 << 5
	twoScales     = 1 << 6
	fullMatrix    = 1 << 7
)

func (c *cutter) renumber(parts []byte) error {
	for {
		if len(parts) < 6 {
			return errShort
		}
		flags, part := be.Uint16(parts), GID(be.Uint16(parts[2:]))
		number, ok := c.number[part]
		if !ok {
			number = uint16(len(c.glyphs))
			c.number[part] = number
			c.glyphs = append(c.glyphs, part)
		}
		be.PutUint16(parts[2:], number)
		size := 6
		if flags&wordArguments != 0 {
			size += 2
		}
		if flags&offsets != 0 {
			if len(parts) < size {
				return errShort
			}
			c.move(parts[4:size])
		}
		switch {
		case flags&oneScale != 0:
			size += 2
		case flags&twoScales != 0:
			size += 4
		case flags&fullMatrix != 0:
			size += 8
		}
		if flags&moreParts == 0 {
			return nil
		}
		if len(parts) < size {
			return errShort
		}
		parts = parts[size:]
	}
}

// move puts the place of a part of a composite, two lengths of one or two bytes,
// on the coarser grid.
func (c *cutter) move(place []byte) {
	if len(place) == 4 {
		c.redrawer.grid.set(place, 0, 2)
		return
	}
	for i, b := range place {
		place[i] = byte(c.redrawer.grid.round(int(int8(b))))
	}
}

// span returns where the outline of a glyph lies in the file.
func (f *Font) span(g GID) (offset int64, size int, err error) {
	if int(g) >= f.glyphs {
		return 0, 0, fmt.Errorf("font has %d glyphs", f.glyphs)
	}
	var first, last int64
	if f.longOffs {
		first, last = int64(be.Uint32(f.offsets[4*int(g):])), int64(be.Uint32(f.offsets[4*int(g)+4:]))
	} else {
		first, last = 2*int64(be.Uint16(f.offsets[2*int(g):])), 2*int64(be.Uint16(f.offsets[2*int(g)+2:]))
	}
	if first > last || last > f.glyfSize {
		return 0, 0, fmt.Errorf("outline from %d to %d lies outside its table", first, last)
	}
	return f.glyfStart + first, int(last - first), nil
}

func (c *cutter) assemble() []byte {
	f, count := c.font, len(c.glyphs)
	loca, long := c.locations()
	hmtx := make([]byte, 0, 4*count)
	grid := c.redrawer.grid
	for i, g := range c.glyphs {
		hmtx = append(hmtx, f.metric(g)...)
		grid.set(hmtx[4*i:], 0, 2)
	}
	head, hhea, maxp := slices.Clone(f.head), slices.Clone(f.hhea), slices.Clone(f.maxp)
	be.PutUint32(head[8:], 0) // checksum, set below
	be.PutUint16(head[18:], uint16(grid.to))
	grid.set(head, 36, 38, 40, 42)
	grid.set(hhea, 4, 6, 8, 10, 12, 14, 16)
	be.PutUint16(head[50:], long)
	be.PutUint16(hhea[34:], uint16(count))
	be.PutUint16(maxp[4:], uint16(count))
	tables := map[string][]byte{"glyf": c.outlines, "head": head, "hhea": hhea, "hmtx": hmtx, "loca": loca, "maxp": maxp}
	for name, data := range f.programs {
		tables[name] = data
	}
	return join(tables)
}

// locations writes where the outlines begin: in halves with two bytes each
// where that reaches, which packs better.
func (c *cutter) locations() (loca []byte, long uint16) {
	if len(c.outlines) <= 2*0xFFFF {
		for _, o := range c.offsets {
			loca = be.AppendUint16(loca, uint16(o/2))
		}
		return loca, 0
	}
	for _, o := range c.offsets {
		loca = be.AppendUint32(loca, o)
	}
	return loca, 1
}

// metric returns the four bytes of hmtx for a glyph: advance and left bearing.
func (f *Font) metric(g GID) []byte {
	i := int(g)
	if i < f.metrics {
		return f.advances[4*i : 4*i+4]
	}
	bearing := 4*f.metrics + 2*(i-f.metrics)
	last := 4 * (f.metrics - 1)
	return []byte{f.advances[last], f.advances[last+1], f.advances[bearing], f.advances[bearing+1]}
}

// join writes tables as a font file, sorted by name.
func join(tables map[string][]byte) []byte {
	names := make([]string, 0, len(tables))
	size := 12
	for name, data := range tables {
		names = append(names, name)
		size += 16 + (len(data)+3)&^3
	}
	slices.Sort(names)
	log := 0
	for 2<<log <= len(names) {
		log++
	}
	out := make([]byte, 12+16*len(names), size)
	be.PutUint32(out, 0x00010000)
	be.PutUint16(out[4:], uint16(len(names)))
	be.PutUint16(out[6:], 16<<log)
	be.PutUint16(out[8:], uint16(log))
	be.PutUint16(out[10:], uint16(16*len(names)-16<<log))
	head := 0
	for i, name := range names {
		entry := out[12+16*i:]
		copy(entry, name)
		be.PutUint32(entry[4:], checksum(tables[name]))
		be.PutUint32(entry[8:], uint32(len(out)))
		be.PutUint32(entry[12:], uint32(len(tables[name])))
		if name == "head" {
			head = len(out)
		}
		out = append(out, tables[name]...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	be.PutUint32(out[head+8:], 0xB1B0AFBA-checksum(out))
	return out
}

func checksum(data []byte) (sum uint32) {
	for ; len(data) >= 4; data = data[4:] {
		sum += be.Uint32(data)
	}
	var last [4]byte
	copy(last[:], data)
	return sum + be.Uint32(last[:])
}
