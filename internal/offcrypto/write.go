package offcrypto

import (
	"bufio"
	"encoding/binary"
	"io"
)

// writeCompound writes a compound file of the two streams, in sectors of 512
// bytes. Both are filled up to the size from which streams need no mini sectors,
// so that there are none: the description with spaces behind its last tag, the
// package with zeros behind its content, whose length stands before it.
//
// The streams that name the transformation (\6DataSpaces) are left out: they say
// the same for every protected file, and no program asks for them.
func writeCompound(w io.Writer, info, pack []byte) error {
	const perSector = shortSector / 4
	sectorsOf := func(data []byte) int { return (len(data) + shortSector - 1) / shortSector }
	content := 1 + sectorsOf(info) + sectorsOf(pack) // the directory takes one
	fats, lists := 0, 0
	for {
		total := fats + lists + content
		needFATs := (total + perSector - 1) / perSector
		needLists := (max(0, needFATs-headFATs) + perSector - 2) / (perSector - 1)
		if needFATs == fats && needLists == lists {
			break
		}
		fats, lists = needFATs, needLists
	}
	directory := uint32(fats + lists)
	infoAt := directory + 1
	packAt := infoAt + uint32(sectorsOf(info))
	out := bufio.NewWriterSize(w, 1<<16)
	put := func(values ...uint32) {
		for _, v := range values {
			out.Write(binary.LittleEndian.AppendUint32(nil, v)) // its error sticks until Flush
		}
	}
	out.Write(header(fats, lists, directory))
	for i := range headFATs {
		put(orFree(i < fats, uint32(i)))
	}
	for i := range fats { // the table: itself, the lists of its sectors, the chains
		for j := range perSector {
			n := uint32(i*perSector + j)
			switch {
			case n < uint32(fats):
				put(fatSector)
			case n < directory:
				put(listSector)
			case n == directory, n == packAt-1, n == packAt+uint32(sectorsOf(pack))-1:
				put(chainEnd)
			default:
				put(orFree(n < packAt+uint32(sectorsOf(pack)), n+1))
			}
		}
	}
	for i := range lists {
		for j := range perSector - 1 {
			n := headFATs + i*(perSector-1) + j
			put(orFree(n < fats, uint32(n)))
		}
		if i+1 < lists {
			put(uint32(fats + i + 1))
		} else {
			put(chainEnd)
		}
	}
	out.Write(directoryEntry("Root Entry", typeRoot, noEntry, 1, chainEnd, 0))
	out.Write(directoryEntry(streamInfo, typeStream, 2, noEntry, infoAt, len(info))) // names sort by length
	out.Write(directoryEntry(streamPackage, typeStream, noEntry, noEntry, packAt, len(pack)))
	out.Write(directoryEntry("", 0, noEntry, noEntry, 0, 0))
	for _, data := range [][]byte{info, pack} {
		out.Write(data)
		out.Write(make([]byte, sectorsOf(data)*shortSector-len(data)))
	}
	return out.Flush()
}

const listSector = 0xfffffffc // holds the numbers of table sectors

func orFree(used bool, n uint32) uint32 {
	if used {
		return n
	}
	return freeSector
}

// header returns the header up to the numbers of the table sectors (MS-CFB 2.2).
func header(fats, lists int, directory uint32) []byte {
	h := make([]byte, headerSize-4*headFATs)
	copy(h, Magic)
	for at, v := range map[int]uint16{24: 0x3e, 26: versionShort, 28: byteOrderMark, 30: 9, 32: 6} {
		binary.LittleEndian.PutUint16(h[at:], v)
	}
	firstList := uint32(chainEnd)
	if lists > 0 {
		firstList = uint32(fats)
	}
	for at, v := range map[int]uint32{44: uint32(fats), 48: directory, 56: miniCutoff, 60: chainEnd, 68: firstList, 72: uint32(lists)} {
		binary.LittleEndian.PutUint32(h[at:], v)
	}
	return h
}

// directoryEntry returns an entry; right is its greater neighbour, child its
// first content (MS-CFB 2.6.1).
func directoryEntry(name string, kind byte, right, child, start uint32, size int) []byte {
	e := make([]byte, entrySize)
	if name != "" {
		n := copy(e, toUTF16(name))
		binary.LittleEndian.PutUint16(e[64:], uint16(n+2))
	}
	e[66], e[67] = kind, 1 // black
	for at, v := range map[int]uint32{68: noEntry, 72: right, 76: child, 116: start, 120: uint32(size)} {
		binary.LittleEndian.PutUint32(e[at:], v)
	}
	return e
}
