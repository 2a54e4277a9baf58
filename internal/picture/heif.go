package picture

import (
	"context"
	"encoding/binary"
	"errors"

	"beiandesk/internal/filing"
)

// heifFile is what the boxes before a picture's data say (ISO/IEC 23008-12).
type heifFile struct {
	data          []byte
	width, height int
	av1           bool // AVIF, coded as AV1; HEIC, as HEVC, otherwise
	profile       []byte
	primaries     int // of an nclx box, 0 for none
	rotation      int // irot: quarter turns against the clock
	mirror        int // imir: 1 swaps left and right, 2 top and bottom, 0 none
}

func (f *heifFile) pages() int { return 1 }

func openHEIF(data []byte) (content, error) {
	brands, rest, err := fileType(data)
	if err != nil {
		return nil, err
	}
	f := &heifFile{data: data}
	switch {
	case brands["avif"] || brands["avis"]:
		f.av1 = true
	case brands["heic"] || brands["heix"] || brands["heim"] || brands["heis"] || brands["hevc"] || brands["mif1"] || brands["msf1"]:
	default:
		return nil, refuse("是视频文件，不是图片", "is a video, not a picture", filing.Text{ZH: "请拍照，或把画面截图存为图片", EN: "take a photo, or save a screenshot of it"})
	}
	meta, ok := find(rest, "meta")
	if !ok || len(meta) < 4 {
		return nil, errors.New("no meta box")
	}
	if err := f.meta(meta[4:]); err != nil {
		return nil, err
	}
	return f, nil
}

// fileType reads the ftyp box.
func fileType(data []byte) (map[string]bool, []byte, error) {
	kind, body, rest, ok := box(data)
	if !ok || kind != "ftyp" || len(body) < 8 {
		return nil, nil, errors.New("no file type box")
	}
	brands := map[string]bool{string(body[:4]): true}
	for at := 8; at+4 <= len(body) && at < 400; at += 4 {
		brands[string(body[at:at+4])] = true
	}
	return brands, rest, nil
}

// box reads the first box (ISO/IEC 14496-12, 4.2).
func box(data []byte) (kind string, body, rest []byte, ok bool) {
	if len(data) < 8 {
		return "", nil, nil, false
	}
	size, head := uint64(binary.BigEndian.Uint32(data)), uint64(8)
	switch size {
	case 0:
		size = uint64(len(data))
	case 1:
		if len(data) < 16 {
			return "", nil, nil, false
		}
		size, head = binary.BigEndian.Uint64(data[8:]), 16
	}
	if size < head || size > uint64(len(data)) {
		return "", nil, nil, false
	}
	return string(data[4:8]), data[head:size], data[size:], true
}

// find returns the first box of a kind among those that lie side by side.
func find(data []byte, want string) ([]byte, bool) {
	for {
		kind, body, rest, ok := box(data)
		if !ok {
			return nil, false
		}
		if kind == want {
			return body, true
		}
		data = rest
	}
}

// property is a box that says something of one or several pictures.
type property struct {
	kind string
	body []byte
}

// meta reads the properties of the picture to see. No picture of the file, and
// no part of one, may be larger than the limits.
func (f *heifFile) meta(data []byte) error {
	primary, ok := find(data, "pitm")
	if !ok || len(primary) < 6 {
		return errors.New("no primary picture")
	}
	id := uint32(binary.BigEndian.Uint16(primary[4:]))
	if primary[0] != 0 {
		if len(primary) < 8 {
			return errors.New("no primary picture")
		}
		id = binary.BigEndian.Uint32(primary[4:])
	}
	iprp, _ := find(data, "iprp")
	ipco, ok := find(iprp, "ipco")
	if !ok {
		return errors.New("no properties")
	}
	var all []property
	hevc, av1 := false, false
	for len(all) < 1<<15 {
		kind, body, rest, ok := box(ipco)
		if !ok {
			break
		}
		ipco = rest
		all = append(all, property{kind, body})
		hevc, av1 = hevc || kind == "hvcC", av1 || kind == "av1C"
		if kind == "ispe" && len(body) >= 12 {
			if err := checkExtent(body); err != nil {
				return err
			}
		}
	}
	if hevc != av1 { // the brand may be the general one
		f.av1 = av1
	}
	for _, i := range associated(iprp, id) {
		if i >= 1 && i <= len(all) {
			f.take(all[i-1])
		}
	}
	if f.width == 0 {
		return errors.New("no size")
	}
	return nil
}

func checkExtent(ispe []byte) error {
	w, h := binary.BigEndian.Uint32(ispe[4:]), binary.BigEndian.Uint32(ispe[8:])
	if w > 1<<30 || h > 1<<30 {
		return errors.New("no such size")
	}
	return checkSize(int(w), int(h))
}

// associated lists the properties of a picture, numbered from 1, in order.
func associated(iprp []byte, id uint32) (properties []int) {
	for {
		kind, body, rest, ok := box(iprp)
		if !ok {
			return properties
		}
		iprp = rest
		if kind != "ipma" || len(body) < 8 {
			continue
		}
		wideID, wideIndex := body[0] >= 1, body[3]&1 == 1
		count := binary.BigEndian.Uint32(body[4:])
		r := bytesReader{b: body[8:]}
		for ; count > 0 && !r.short; count-- {
			item := r.number(wideID, 4, 2)
			for n := r.number(false, 1, 1); n > 0 && !r.short; n-- {
				index := int(r.number(wideIndex, 2, 1))
				if wideIndex {
					index &= 0x7fff
				} else {
					index &= 0x7f
				}
				if item == id && len(properties) < 256 {
					properties = append(properties, index)
				}
			}
		}
	}
}

// bytesReader reads numbers and notes where there are none left.
type bytesReader struct {
	b     []byte
	short bool
}

func (r *bytesReader) number(wide bool, large, small int) (v uint32) {
	n := small
	if wide {
		n = large
	}
	if len(r.b) < n {
		r.short = true
		return 0
	}
	for _, b := range r.b[:n] {
		v = v<<8 | uint32(b)
	}
	r.b = r.b[n:]
	return v
}

func (f *heifFile) take(p property) {
	switch p.kind {
	case "ispe":
		if len(p.body) >= 12 {
			f.width, f.height = int(binary.BigEndian.Uint32(p.body[4:])), int(binary.BigEndian.Uint32(p.body[8:]))
		}
	case "irot":
		if len(p.body) >= 1 {
			f.rotation = int(p.body[0] & 3)
		}
	case "imir":
		if len(p.body) >= 1 {
			// 0: top and bottom change places; 1: left and right (6.5.12).
			f.mirror = 2 - int(p.body[0]&1)
		}
	case "colr":
		if len(p.body) < 4 {
			return
		}
		switch string(p.body[:4]) {
		case "prof", "rICC":
			f.profile = p.body[4:]
		case "nclx":
			if len(p.body) >= 6 {
				f.primaries = int(binary.BigEndian.Uint16(p.body[4:]))
			}
		}
	}
}

// decode decodes the picture. libheif turns HEIC upright itself; of AVIF, and
// of either by EXIF, the first holds: what the boxes say is applied once, the
// camera's note, which says the same, not at all (ISO/IEC 23008-12, 6.5.10).
func (f *heifFile) decode(ctx context.Context, _ int) (*decoded, error) {
	img, err := decodeHEIF(ctx, f)
	if err != nil {
		return nil, err
	}
	if b := img.Bounds(); checkSize(b.Dx(), b.Dy()) != nil {
		return nil, checkSize(b.Dx(), b.Dy())
	}
	d := &decoded{img: img, profile: f.profile}
	const displayP3 = 12 // ITU-T H.273, table 2: SMPTE EG 432-1
	if f.profile == nil && f.primaries == displayP3 {
		d.profile = displayP3Profile()
	}
	if f.av1 {
		d.orientation = turnOf(f.rotation, f.mirror)
	}
	return d, nil
}

// turnOf is the EXIF orientation that shows what irot and then imir do.
func turnOf(rotation, mirror int) int {
	return [4][3]int{{1, 2, 4}, {8, 7, 5}, {3, 4, 2}, {6, 5, 7}}[rotation&3][mirror]
}
