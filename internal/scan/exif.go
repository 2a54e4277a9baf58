package scan

import (
	"bytes"
	"encoding/binary"
)

// orientation returns the EXIF orientation of a file, 1 to 8 (EXIF 2.32,
// tag 0x0112); 1, upright, when there is none or what there is makes no sense.
func orientation(f *format, data []byte) int {
	switch f {
	case formatJPEG:
		return orientationOf(exifInJPEG(data))
	case formatPNG:
		return orientationOf(exifInPNG(data))
	case formatWebP:
		return orientationOf(exifInWebP(data))
	case formatTIFF:
		return orientationOf(data)
	}
	return 1
}

// exifInJPEG finds the TIFF structure in the first Exif segment. Segments after
// the image data do not count.
func exifInJPEG(data []byte) []byte {
	for at := 2; at+4 <= len(data); {
		if data[at] != 0xff {
			return nil
		}
		marker := data[at+1]
		if marker == 0xff { // fill byte
			at++
			continue
		}
		if marker == 0xda || marker == 0xd9 { // start of scan, end of image
			return nil
		}
		size := int(binary.BigEndian.Uint16(data[at+2:]))
		end := at + 2 + size
		if size < 2 || end > len(data) {
			return nil
		}
		if tiff, ok := bytes.CutPrefix(data[at+4:end], []byte("Exif\x00\x00")); ok && marker == 0xe1 {
			return tiff
		}
		at = end
	}
	return nil
}

// exifInPNG finds the eXIf chunk (PNG third edition, 11.3.4.6).
func exifInPNG(data []byte) []byte {
	for at := 8; at+8 <= len(data); {
		size := uint64(binary.BigEndian.Uint32(data[at:]))
		if size > uint64(len(data)-at-8) {
			return nil
		}
		if string(data[at+4:at+8]) == "eXIf" {
			return data[at+8 : at+8+int(size)]
		}
		at += 12 + int(size)
	}
	return nil
}

// exifInWebP finds the EXIF chunk of the RIFF container.
func exifInWebP(data []byte) []byte {
	for at := 12; at+8 <= len(data); {
		size := uint64(binary.LittleEndian.Uint32(data[at+4:]))
		if size > uint64(len(data)-at-8) {
			return nil
		}
		body := data[at+8 : at+8+int(size)]
		if string(data[at:at+4]) == "EXIF" {
			tiff, _ := bytes.CutPrefix(body, []byte("Exif\x00\x00"))
			return tiff
		}
		at += 8 + int(size+size%2)
	}
	return nil
}

// orientationOf reads tag 0x0112 of the first directory of a TIFF structure.
func orientationOf(tiff []byte) int {
	const tag, short = 0x0112, 3
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
		if order.Uint16(tiff[entry:]) == tag && order.Uint16(tiff[entry+2:]) == short {
			if v := int(order.Uint16(tiff[entry+8:])); v >= 1 && v <= 8 {
				return v
			}
			return 1
		}
	}
	return 1
}
