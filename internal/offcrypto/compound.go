package offcrypto

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"unicode/utf16"
)

// Magic begins every compound file.
const Magic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// Sector numbers from lastSector on have special meanings (MS-CFB 2.1).
const (
	lastSector = 0xfffffffa
	fatSector  = 0xfffffffd
	chainEnd   = 0xfffffffe
	freeSector = 0xffffffff
)

const (
	headerSize    = 512
	entrySize     = 128
	miniSector    = 64
	miniCutoff    = 4096 // bytes; shorter streams are kept in mini sectors
	headFATs      = 109  // FAT sectors that the header lists
	mostEntries   = 4096 // of the directory; protected workbooks have about ten
	typeStream    = 2
	typeRoot      = 5
	shortSector   = 512
	noEntry       = 0xffffffff
	versionShort  = 3 // sectors of 512 bytes
	versionLong   = 4 // sectors of 4096 bytes
	byteOrderMark = 0xfffe
)

// compound reads the streams of a compound file.
type compound struct {
	r       io.ReaderAt
	sector  int64 // bytes
	sectors uint32
	fat     []uint32
	miniFAT []uint32
	mini    []byte // the stream that holds the mini sectors
	entries []entry
}

// entry is a stream or storage of the directory.
type entry struct {
	name  string
	kind  byte
	start uint32
	size  int64
}

func damaged(what string) error { return fmt.Errorf("%w: %s", ErrDamaged, what) }

// openCompound reads the directory and the allocation tables, which are never
// larger than the file itself.
func openCompound(r io.ReaderAt, size int64) (*compound, error) {
	head := make([]byte, headerSize)
	if _, err := r.ReadAt(head, 0); err != nil {
		if err == io.EOF {
			return nil, damaged("header")
		}
		return nil, err
	}
	if string(head[:8]) != Magic {
		return nil, damaged("no compound file")
	}
	word := func(at int) uint32 { return binary.LittleEndian.Uint32(head[at:]) }
	c := &compound{r: r, sector: shortSector}
	switch major, shift := binary.LittleEndian.Uint16(head[26:]), binary.LittleEndian.Uint16(head[30:]); {
	case major == versionShort && shift == 9:
	case major == versionLong && shift == 12:
		c.sector = 4096
	default:
		return nil, damaged("version")
	}
	sectors := (size - 1) / c.sector // the header takes the place of one; the last may be short
	if sectors > lastSector {
		return nil, ErrTooLarge
	}
	c.sectors = uint32(sectors)
	if err := c.readFAT(head[76:], word(68), word(72)); err != nil {
		return nil, err
	}
	if err := c.readDirectory(word(48)); err != nil {
		return nil, err
	}
	return c, c.readMini(word(60))
}

// readFAT reads the allocation table, whose sectors the header lists, and further
// ones a chain of sectors.
func (c *compound) readFAT(listed []byte, next, chained uint32) error {
	most := int(int64(c.sectors)/(c.sector/4)) + 1
	add := func(list []byte) error {
		for at := 0; at+4 <= len(list); at += 4 {
			n := binary.LittleEndian.Uint32(list[at:])
			if n >= lastSector {
				continue
			}
			if len(c.fat) >= most*int(c.sector/4) {
				return damaged("allocation table")
			}
			data, err := c.read(n)
			if err != nil {
				return err
			}
			c.fat = append(c.fat, words(data)...)
		}
		return nil
	}
	if err := add(listed[:4*headFATs]); err != nil {
		return err
	}
	for ; next < lastSector; chained-- {
		if chained == 0 || chained > uint32(most) {
			return damaged("allocation table")
		}
		data, err := c.read(next)
		if err != nil {
			return err
		}
		last := len(data) - 4
		if err := add(data[:last]); err != nil {
			return err
		}
		next = binary.LittleEndian.Uint32(data[last:])
	}
	return nil
}

func words(data []byte) []uint32 {
	list := make([]uint32, len(data)/4)
	for i := range list {
		list[i] = binary.LittleEndian.Uint32(data[4*i:])
	}
	return list
}

// read reads one sector. The last one of a file may be cut short.
func (c *compound) read(n uint32) ([]byte, error) {
	if n >= c.sectors {
		return nil, damaged("sector beyond the end")
	}
	data := make([]byte, c.sector)
	if _, err := c.r.ReadAt(data, (int64(n)+1)*c.sector); err != nil && err != io.EOF {
		return nil, err
	}
	return data, nil
}

func (c *compound) readDirectory(start uint32) error {
	perSector := int(c.sector) / entrySize
	for n, read := start, 0; n < lastSector; read++ {
		if read*perSector >= mostEntries || int64(n) >= int64(len(c.fat)) {
			return damaged("directory")
		}
		data, err := c.read(n)
		if err != nil {
			return err
		}
		for ; len(data) > 0; data = data[entrySize:] {
			e := entry{kind: data[66], start: binary.LittleEndian.Uint32(data[116:]), size: int64(binary.LittleEndian.Uint64(data[120:]))}
			if c.sector == shortSector {
				e.size &= 0xffffffff // the upper half may be garbage (MS-CFB 2.6.3)
			}
			if length := int(binary.LittleEndian.Uint16(data[64:])); 2 <= length && length <= 64 {
				e.name = fromUTF16(data[:length-2])
			}
			c.entries = append(c.entries, e)
		}
		n = c.fat[n]
	}
	if len(c.entries) == 0 || c.entries[0].kind != typeRoot {
		return damaged("directory")
	}
	return nil
}

func (c *compound) readMini(start uint32) error {
	root := c.entries[0]
	if root.size == 0 || root.start >= lastSector {
		return nil
	}
	var err error
	if c.mini, err = c.chain(root.start, root.size); err != nil {
		return err
	}
	table, err := c.chain(start, (root.size+miniSector-1)/miniSector*4)
	c.miniFAT = words(table)
	return err
}

// chain reads size bytes along a chain of sectors. It reads neighbours at once.
func (c *compound) chain(n uint32, size int64) ([]byte, error) {
	if size < 0 || size > int64(c.sectors)*c.sector {
		return nil, damaged("stream longer than the file")
	}
	data := make([]byte, size)
	for done := int64(0); done < size; {
		first, run := n, int64(0)
		for next := n; next == n && done+run*c.sector < size; run++ {
			if n >= c.sectors || int64(n) >= int64(len(c.fat)) {
				return nil, damaged("chain of sectors")
			}
			next, n = n+1, c.fat[n]
		}
		part := data[done:min(done+run*c.sector, size)]
		if got, err := c.r.ReadAt(part, (int64(first)+1)*c.sector); err != nil && (err != io.EOF || got < len(part)) {
			if err == io.EOF {
				err = damaged("cut short")
			}
			return nil, err
		}
		done += int64(len(part))
	}
	return data, nil
}

// stream reads the stream of that name, wherever it stands in the tree: names of
// the streams that matter here occur once.
func (c *compound) stream(name string, most int64) ([]byte, error) {
	for _, e := range c.entries {
		if e.kind != typeStream || e.name != name {
			continue
		}
		switch {
		case e.size > most:
			return nil, ErrTooLarge
		case e.size >= miniCutoff:
			return c.chain(e.start, e.size)
		}
		return c.miniChain(e.start, e.size)
	}
	return nil, fmt.Errorf("%w: no stream %s", ErrUnsupported, name)
}

func (c *compound) miniChain(n uint32, size int64) ([]byte, error) {
	var data bytes.Buffer
	for int64(data.Len()) < size {
		at := int64(n) * miniSector
		if int64(n) >= int64(len(c.miniFAT)) || at+miniSector > int64(len(c.mini)) {
			return nil, damaged("chain of mini sectors")
		}
		data.Write(c.mini[at : at+miniSector])
		n = c.miniFAT[n]
	}
	return data.Bytes()[:size], nil
}

func fromUTF16(data []byte) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}

func toUTF16(s string) []byte {
	var data []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		data = binary.LittleEndian.AppendUint16(data, unit)
	}
	return data
}
