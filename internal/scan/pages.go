package scan

import "encoding/binary"

// pagesInTIFF counts the pages of a TIFF file, at most as many as most: of a
// scanner's file with several pages only the first is decoded, which the user
// is told (TIFF 6.0, section 2: directories are a chain).
func pagesInTIFF(data []byte, most int) (pages int) {
	if len(data) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.LittleEndian
	if data[0] == 'M' {
		order = binary.BigEndian
	}
	for at := uint64(order.Uint32(data[4:])); at != 0 && pages < most; pages++ {
		if at+2 > uint64(len(data)) {
			break
		}
		next := at + 2 + 12*uint64(order.Uint16(data[at:]))
		if next+4 > uint64(len(data)) {
			return pages + 1
		}
		at = uint64(order.Uint32(data[next:]))
	}
	return pages
}

// framesInGIF counts the pictures of a GIF file, at most as many as most
// (GIF89a, section 12 to 24).
func framesInGIF(data []byte, most int) (frames int) {
	if len(data) < 13 {
		return 0
	}
	at := 13 + colourTable(data[10])
	for at < len(data) && frames < most {
		switch data[at] {
		case 0x21: // extension: label, then blocks
			at = skipBlocks(data, at+2)
		case 0x2c: // picture: place, colour table, code size, then blocks
			if at+10 > len(data) {
				return frames
			}
			frames++
			at = skipBlocks(data, at+10+colourTable(data[at+9])+1)
		default:
			return frames
		}
	}
	return frames
}

// colourTable returns the bytes of a colour table by its flags.
func colourTable(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// skipBlocks returns where a chain of data blocks ends.
func skipBlocks(data []byte, at int) int {
	for at < len(data) && data[at] != 0 {
		at += 1 + int(data[at])
	}
	return at + 1
}
