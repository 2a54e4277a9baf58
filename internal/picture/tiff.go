package picture

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
)

// TIFF tags (TIFF 6.0, part 1 and sections 10 to 23).
const (
	tagWidth           = 256
	tagHeight          = 257
	tagBits            = 258
	tagCompression     = 259
	tagPhotometric     = 262
	tagFillOrder       = 266
	tagStripOffsets    = 273
	tagOrientation     = 274
	tagSamples         = 277
	tagRowsPerStrip    = 278
	tagStripCounts     = 279
	tagPlanar          = 284
	tagT4Options       = 292
	tagPredictor       = 317
	tagPalette         = 320
	tagTileWidth       = 322
	tagTileHeight      = 323
	tagTileOffsets     = 324
	tagTileCounts      = 325
	tagInkSet          = 332
	tagExtraSamples    = 338
	tagSampleFormat    = 339
	tagJPEGTables      = 347
	tagYCbCrSubsample  = 530
	tagProfile         = 34675
	tagNewSubfile      = 254
	reducedResolution  = 1
	transparencyMask   = 4
	compressionNone    = 1
	compressionRLE     = 2
	compressionG3      = 3
	compressionG4      = 4
	compressionLZW     = 5
	compressionOldJPEG = 6
	compressionJPEG    = 7
	compressionDeflate = 8
	compressionPack    = 32773
	compressionOldZip  = 32946
	whiteIsZero        = 0
	blackIsZero        = 1
	inRGB              = 2
	inPalette          = 3
	inInks             = 5
	inYCbCr            = 6
)

type tiffFile struct {
	data        []byte
	order       binary.ByteOrder
	directories []directory
}

// directory is the tags of a page with their values.
type directory map[uint16][]uint32

func (f *tiffFile) pages() int { return len(f.directories) }

// openTIFF reads the chain of directories, previews and masks left out.
func openTIFF(data []byte) (content, error) {
	f := &tiffFile{data: data, order: binary.LittleEndian}
	if len(data) < 8 {
		return nil, errors.New("no header")
	}
	if data[0] == 'M' {
		f.order = binary.BigEndian
	}
	var first directory
	seen := map[uint32]bool{}
	for at := f.order.Uint32(data[4:]); at != 0 && !seen[at] && len(seen) < maxPages; {
		seen[at] = true
		d, next, err := f.directory(at)
		if err != nil {
			if first == nil {
				return nil, err
			}
			break
		}
		if first == nil {
			first = d
		}
		if kind := d.one(tagNewSubfile, 0); kind&(reducedResolution|transparencyMask) == 0 {
			f.directories = append(f.directories, d)
		}
		at = next
	}
	if first == nil {
		return nil, errors.New("no picture")
	}
	if len(f.directories) == 0 {
		f.directories = []directory{first}
	}
	for _, d := range f.directories[:1] { // the others when they are decoded
		if err := checkSize(int(d.one(tagWidth, 0)), int(d.one(tagHeight, 0))); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// directory reads the directory at an offset and returns where the next is.
func (f *tiffFile) directory(at uint32) (directory, uint32, error) {
	if uint64(at)+2 > uint64(len(f.data)) {
		return nil, 0, errors.New("a directory lies outside the file")
	}
	entries := uint64(f.order.Uint16(f.data[at:]))
	end := uint64(at) + 2 + 12*entries
	if end > uint64(len(f.data)) {
		return nil, 0, errors.New("a directory is cut off")
	}
	d := make(directory)
	for i := range entries {
		e := f.data[uint64(at)+2+12*i:]
		tag, kind, count := f.order.Uint16(e), f.order.Uint16(e[2:]), uint64(f.order.Uint32(e[4:]))
		sizes := [...]uint64{1: 1, 2: 1, 3: 2, 4: 4, 6: 1, 7: 1, 8: 2, 9: 4}
		if int(kind) >= len(sizes) || sizes[kind] == 0 || count > uint64(len(f.data)) {
			continue
		}
		size := sizes[kind]
		value := e[8:12]
		if size*count > 4 {
			from := uint64(f.order.Uint32(value))
			if from+size*count > uint64(len(f.data)) {
				continue
			}
			value = f.data[from : from+size*count]
		}
		if tag == tagProfile || tag == tagJPEGTables { // bytes, kept as place and length
			if size == 1 && count > 4 {
				d[tag] = []uint32{f.order.Uint32(e[8:]), uint32(count)}
			}
			continue
		}
		if count > 1<<20 {
			continue
		}
		d[tag] = f.numbers(value, size, count)
	}
	if end+4 > uint64(len(f.data)) {
		return d, 0, nil
	}
	return d, f.order.Uint32(f.data[end:]), nil
}

func (f *tiffFile) numbers(value []byte, size, count uint64) []uint32 {
	all := make([]uint32, count)
	for i := range all {
		switch size {
		case 1:
			all[i] = uint32(value[i])
		case 2:
			all[i] = uint32(f.order.Uint16(value[2*i:]))
		case 4:
			all[i] = f.order.Uint32(value[4*i:])
		}
	}
	return all
}

func (d directory) one(tag uint16, otherwise uint32) uint32 {
	if v := d[tag]; len(v) > 0 {
		return v[0]
	}
	return otherwise
}

// bytes returns the value of a tag that was kept as place and length.
func (f *tiffFile) bytes(d directory, tag uint16) []byte {
	v := d[tag]
	if len(v) != 2 || uint64(v[0])+uint64(v[1]) > uint64(len(f.data)) {
		return nil
	}
	return f.data[v[0] : v[0]+v[1]]
}

func (f *tiffFile) decode(ctx context.Context, page int) (*decoded, error) {
	dir := f.directories[page]
	t, err := f.raster(dir)
	if err != nil {
		return nil, err
	}
	if err := t.blocks(ctx); err != nil {
		return nil, err
	}
	d := &decoded{profile: f.bytes(dir, tagProfile), lost: t.lost()}
	if v := dir.one(tagOrientation, 1); v <= 8 {
		d.orientation = int(v)
	}
	if t.photometric == inInks && d.profile == nil {
		d.profile = []byte{}
	}
	d.img = t.picture()
	switch {
	case 1-d.lost < leastDecoded:
		return nil, fmt.Errorf("%.0f %% is missing", 100*d.lost)
	case d.lost > 0:
		d.step("文件已损坏，%.1f%% 的画面缺失", "the file is damaged: %.1f %% of the picture is missing", 100*d.lost)
	}
	return d, nil
}
