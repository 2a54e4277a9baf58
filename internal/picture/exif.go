package picture

import (
	"encoding/binary"
)

// orientationOf reads tag 0x0112 of the first directory of a TIFF structure
// (EXIF 2.32): 1 to 8, and 1, upright, when there is none or what there is
// makes no sense.
func orientationOf(tiff []byte) int {
	const tag, short, long = 0x0112, 3, 4
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	if tiff[0] == 'M' {
		order = binary.BigEndian
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return 1
	}
	entries := uint64(order.Uint16(tiff[at:]))
	for i := range entries {
		entry := at + 2 + 12*i
		if entry+12 > uint64(len(tiff)) {
			return 1
		}
		if order.Uint16(tiff[entry:]) != tag {
			continue
		}
		v := 0
		switch order.Uint16(tiff[entry+2:]) {
		case short:
			v = int(order.Uint16(tiff[entry+8:]))
		case long: // not as the standard has it, but seen
			v = int(order.Uint32(tiff[entry+8:]))
		}
		if v >= 1 && v <= 8 {
			return v
		}
		return 1
	}
	return 1
}
