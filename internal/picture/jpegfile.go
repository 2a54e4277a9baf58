package picture

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/jpeg"

	"beiandesk/internal/filing"
)

// JPEG markers (ITU-T T.81, table B.1).
const (
	markSOF0 = 0xc0
	markSOF2 = 0xc2
	markDHT  = 0xc4
	markJPG  = 0xc8
	markDAC  = 0xcc
	markRST0 = 0xd0
	markSOI  = 0xd8
	markEOI  = 0xd9
	markSOS  = 0xda
	markDQT  = 0xdb
	markDRI  = 0xdd
	markAPP0 = 0xe0
)

// maxScanBlocks bounds the work that a progressive file may ask for: blocks of
// 64 samples times scans. A 100 MP picture in ten scans has 25 million; 400
// million take about 4 s.
const maxScanBlocks = 400_000_000

// jpegFile is what the segments before a picture's data say.
type jpegFile struct {
	data          []byte // from SOI on
	width, height int
	components    int
	precision     int
	sof           byte
	adobe         int // the transform of an Adobe segment, -1 without one
	exif, profile []byte
}

func (f *jpegFile) pages() int { return 1 }

// openJPEG walks the segments of a picture up to its data. Of a file with
// several pictures, as phones write for depth and brightness (MPO, Ultra HDR),
// the first is the one to see.
func openJPEG(data []byte) (content, error) {
	f, err := walkJPEG(data)
	if err != nil {
		return nil, err
	}
	switch {
	case f.sof == 0xc3 || f.sof == 0xc7 || f.sof >= 0xc9 || f.sof == 0xc5 || f.sof == 0xc6:
		return nil, refuse("是无损、分层或算术编码的 JPEG，不能读取", "is a lossless, hierarchical or arithmetic JPEG, which is not read", saveAsJPEG)
	case f.precision != 8:
		return nil, refuse(fmt.Sprintf("是每通道 %d 位的 JPEG，只能读 8 位", f.precision),
			fmt.Sprintf("is a JPEG of %d bits a channel; 8 are read", f.precision), saveAsJPEG)
	}
	if err := checkSize(f.width, f.height); err != nil {
		return nil, err
	}
	if f.sof == markSOF2 {
		scans := bytes.Count(f.data, []byte{0xff, markSOS})
		if blocks := (f.width/8 + 1) * (f.height/8 + 1) * f.components; scans > maxScanBlocks/blocks {
			return nil, refuse(fmt.Sprintf("分 %d 遍编码，过于复杂", scans), fmt.Sprintf("is coded in %d scans, too many to decode", scans), saveAsJPEG)
		}
	}
	return f, nil
}

func walkJPEG(data []byte) (*jpegFile, error) {
	start := bytes.Index(data, []byte("\xff\xd8\xff"))
	if start < 0 {
		return nil, errors.New("no start of image")
	}
	f := &jpegFile{data: data[start:], adobe: -1}
	parts := map[int][]byte{}
	for at := 2; ; {
		for at < len(f.data) && f.data[at] != 0xff { // junk between segments
			at++
		}
		for at < len(f.data) && f.data[at] == 0xff { // fill bytes
			at++
		}
		if at+3 > len(f.data) {
			return nil, errors.New("no picture data")
		}
		marker := f.data[at]
		at++
		if marker == 0 || marker == 1 || marker >= markRST0 && marker <= markSOI {
			continue
		}
		if marker == markEOI {
			return nil, errors.New("no picture data")
		}
		size := int(binary.BigEndian.Uint16(f.data[at:]))
		if size < 2 || at+size > len(f.data) {
			return nil, errors.New("a segment is cut off")
		}
		segment := f.data[at+2 : at+size]
		at += size
		if marker == markSOS {
			break
		}
		if err := f.take(marker, segment, parts); err != nil {
			return nil, err
		}
	}
	if f.width == 0 {
		return nil, errors.New("no frame")
	}
	f.profile = joined(parts)
	return f, nil
}

// take notes what a segment says.
func (f *jpegFile) take(marker byte, segment []byte, profile map[int][]byte) error {
	switch {
	case marker >= markSOF0 && marker <= 0xcf && marker != markDHT && marker != markJPG && marker != markDAC:
		if len(segment) < 6 || f.width != 0 {
			return errors.New("a broken frame, or two")
		}
		f.sof, f.precision, f.components = marker, int(segment[0]), int(segment[5])
		f.height, f.width = int(binary.BigEndian.Uint16(segment[1:])), int(binary.BigEndian.Uint16(segment[3:]))
		if f.width == 0 || f.height == 0 {
			return fmt.Errorf("%d × %d pixels", f.width, f.height)
		}
	case marker == markAPP0+1 && f.exif == nil:
		if tiff, ok := bytes.CutPrefix(segment, []byte("Exif\x00\x00")); ok {
			f.exif = tiff
		}
	case marker == markAPP0+2:
		if part, ok := bytes.CutPrefix(segment, []byte("ICC_PROFILE\x00")); ok && len(part) > 2 {
			profile[int(part[0])] = part[2:]
		}
	case marker == markAPP0+14:
		if bytes.HasPrefix(segment, []byte("Adobe")) && len(segment) >= 12 {
			f.adobe = int(segment[11])
		}
	}
	return nil
}

// joined puts the parts of a profile together, which are numbered from 1
// (ICC.1:2022, annex B.4).
func joined(parts map[int][]byte) (profile []byte) {
	for i := 1; i <= len(parts); i++ {
		part, ok := parts[i]
		if !ok {
			return []byte{} // broken, which is said
		}
		profile = append(profile, part...)
	}
	return profile
}

// leastDecoded is how much of a damaged picture must be there for what remains
// to be used: with less, a part of the document itself is likely gone.
const leastDecoded = 0.66

// decode decodes by the standard library, which is quick and exact, and what
// that refuses by [salvageJPEG].
func (f *jpegFile) decode(ctx context.Context, _ int) (*decoded, error) {
	d := &decoded{profile: f.profile, orientation: orientationOf(f.exif)}
	img, err := jpeg.Decode(bytes.NewReader(f.data))
	if err == nil {
		d.setJPEG(img)
		return d, nil
	}
	img, whole, salvageErr := salvageJPEG(ctx, f)
	if salvageErr != nil {
		return nil, errors.Join(err, salvageErr)
	}
	d.setJPEG(img)
	d.lost = 1 - whole
	switch {
	case whole < leastDecoded:
		return nil, &Error{Err: err, Remedy: takeAgain, Why: filing.Text{
			ZH: fmt.Sprintf("图片已损坏或不完整，只有 %.0f%% 能解码", 100*whole),
			EN: fmt.Sprintf("the picture is damaged or incomplete; %.0f %% of it can be decoded", 100*whole)}}
	case d.lost > 0:
		d.step("文件已损坏，%.1f%% 的画面缺失", "the file is damaged: %.1f %% of the picture is missing", 100*d.lost)
	}
	return d, nil
}

func (d *decoded) setJPEG(img image.Image) {
	d.img = img
	if _, ok := img.(*image.CMYK); ok && d.profile == nil {
		d.profile = []byte{} // so that the mixing of inks is said
	}
}
