package picture

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
)

// raster is a TIFF page being decoded to eight bits a sample.
type raster struct {
	file             *tiffFile
	dir              directory
	w, h             int
	bits, samples    int // samples a pixel has in the file
	kept             int // channels that the picture needs
	photometric      uint32
	compression      uint32
	planar, tiled    bool
	blockW, blockH   int
	across, down     int
	offsets, counts  []uint32
	pix              []byte // kept bytes a pixel
	failed, finished int    // blocks
	firstErr         error
}

func (f *tiffFile) raster(d directory) (*raster, error) {
	r := &raster{file: f, dir: d, w: int(d.one(tagWidth, 0)), h: int(d.one(tagHeight, 0)),
		bits: int(d.one(tagBits, 1)), samples: int(d.one(tagSamples, 1)),
		compression: d.one(tagCompression, compressionNone), planar: d.one(tagPlanar, 1) == 2}
	if err := checkSize(r.w, r.h); err != nil {
		return nil, err
	}
	if n := len(d[tagBits]); n > r.samples {
		r.samples = n
	}
	r.photometric = d.one(tagPhotometric, blackIsZero)
	for _, b := range d[tagBits] {
		if int(b) != r.bits {
			return nil, refuse("各通道位数不同的 TIFF，不能读取", "is a TIFF whose channels differ in depth, which is not read", saveAsJPEG)
		}
	}
	for _, s := range d[tagSampleFormat] {
		if s != 1 && s != 4 {
			return nil, refuse("是浮点或带符号的 TIFF，不能读取", "is a TIFF of signed or floating numbers, which is not read", saveAsJPEG)
		}
	}
	switch r.bits {
	case 1, 2, 4, 8, 16:
	default:
		return nil, refuse(fmt.Sprintf("是每通道 %d 位的 TIFF，不能读取", r.bits), fmt.Sprintf("is a TIFF of %d bits a channel, which is not read", r.bits), saveAsJPEG)
	}
	if err := r.channels(); err != nil {
		return nil, err
	}
	if err := r.layout(); err != nil {
		return nil, err
	}
	r.pix = make([]byte, r.w*r.h*r.kept)
	return r, nil
}

// channels says how many samples make a pixel.
func (r *raster) channels() error {
	needed := map[uint32]int{whiteIsZero: 1, blackIsZero: 1, inRGB: 3, inPalette: 1, inInks: 4, inYCbCr: 3}
	r.kept = needed[r.photometric]
	if r.kept == 0 || r.photometric == inInks && r.dir.one(tagInkSet, 1) != 1 {
		return refuse(fmt.Sprintf("TIFF 的颜色方式（%d）不能读取", r.photometric), fmt.Sprintf("is a TIFF of a colour space (%d) that is not read", r.photometric), saveAsJPEG)
	}
	if r.photometric == inYCbCr && r.compression != compressionJPEG {
		for _, v := range r.dir[tagYCbCrSubsample] {
			if v != 1 {
				return refuse("是抽样存储的 YCbCr TIFF，不能读取", "is a TIFF of subsampled YCbCr, which is not read", saveAsJPEG)
			}
		}
		if len(r.dir[tagYCbCrSubsample]) == 0 {
			return refuse("是抽样存储的 YCbCr TIFF，不能读取", "is a TIFF of subsampled YCbCr, which is not read", saveAsJPEG)
		}
	}
	if r.samples < r.kept || r.samples > 16 {
		return errors.New("too few samples")
	}
	if r.photometric == inRGB && r.samples > 3 {
		if extra := r.dir.one(tagExtraSamples, 0); extra == 1 || extra == 2 {
			r.kept = 4
		}
	}
	return nil
}

// layout reads where the strips or tiles are.
func (r *raster) layout() error {
	r.blockW, r.blockH = r.w, r.h
	r.offsets, r.counts = r.dir[tagStripOffsets], r.dir[tagStripCounts]
	if tw := r.dir.one(tagTileWidth, 0); tw != 0 {
		r.tiled = true
		r.blockW, r.blockH = int(tw), int(r.dir.one(tagTileHeight, 0))
		r.offsets, r.counts = r.dir[tagTileOffsets], r.dir[tagTileCounts]
		// A tile may be larger than the picture, but not much.
		if r.blockW < 8 || r.blockH < 8 || r.blockW > MaxSide || r.blockH > MaxSide || r.blockW*r.blockH > max(1<<20, 2*r.w*r.h) {
			return errors.New("tiles of no such size")
		}
	} else if rows := r.dir.one(tagRowsPerStrip, uint32(r.h)); rows > 0 && rows < uint32(r.h) {
		r.blockH = int(rows)
	}
	r.across, r.down = up(r.w, r.blockW), up(r.h, r.blockH)
	blocks := r.across * r.down
	if r.planar {
		blocks *= r.samples
	}
	if len(r.offsets) == 0 || blocks > 1<<20 {
		return errors.New("no picture data")
	}
	if len(r.counts) == 0 && len(r.offsets) == 1 { // seen: a single strip without its length
		r.counts = []uint32{uint32(max(0, len(r.file.data)-int(r.offsets[0])))}
	}
	if r.compression == compressionOldJPEG {
		return refuse("是旧式 JPEG 压缩的 TIFF，不能读取", "is a TIFF of old-style JPEG, which is not read", saveAsJPEG)
	}
	return nil
}

// blocks decodes every strip or tile. One that is damaged stays white, or black
// where the channels are inverted.
func (r *raster) blocks(ctx context.Context) error {
	for i := range r.pix {
		r.pix[i] = 255
	}
	planes := 1
	if r.planar {
		planes = r.kept
	}
	for plane := range planes {
		for i := range r.across * r.down {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := r.block(plane, i); err != nil {
				var refusal *Error
				if errors.As(err, &refusal) {
					return err
				}
				r.failed++
				if r.firstErr == nil {
					r.firstErr = err
				}
			}
			r.finished++
		}
	}
	if r.failed == r.finished {
		return r.firstErr
	}
	return nil
}

func (r *raster) lost() float64 { return float64(r.failed) / float64(max(1, r.finished)) }

func (r *raster) block(plane, number int) error {
	at := plane*r.across*r.down + number
	if at >= len(r.offsets) || at >= len(r.counts) {
		return errors.New("a block has no place")
	}
	from := uint64(r.offsets[at])
	if from >= uint64(len(r.file.data)) {
		return errors.New("a block lies outside the file")
	}
	data := r.file.data[from:min(from+uint64(r.counts[at]), uint64(len(r.file.data)))]
	box := image.Rect(0, 0, r.blockW, r.blockH).Add(image.Pt(number%r.across*r.blockW, number/r.across*r.blockH))
	if !r.tiled {
		box.Max.Y = min(box.Max.Y, r.h)
	}
	if r.compression == compressionJPEG {
		return r.jpegBlock(data, box, plane)
	}
	in := r.samples
	if r.planar {
		in = 1
	}
	stride := (box.Dx()*in*r.bits + 7) / 8
	data, err := r.unpack(data, box.Dx(), box.Dy(), stride*box.Dy())
	if len(data) < stride*box.Dy() {
		if err == nil {
			err = errors.New("a block is cut off")
		}
		if len(data) < stride*box.Dy()/2 {
			return err
		}
		box.Max.Y = box.Min.Y + len(data)/stride // the rows that are there
	}
	if r.dir.one(tagPredictor, 1) == 2 && (r.compression == compressionLZW || r.compression == compressionDeflate || r.compression == compressionOldZip) {
		if err := r.undoPredictor(data, stride, in); err != nil {
			return err
		}
	} else if r.bits == 16 && r.file.order == binary.ByteOrder(binary.LittleEndian) {
		swap16(data)
	}
	r.put(data, stride, in, box, plane)
	return nil
}

func swap16(data []byte) {
	for i := 0; i+1 < len(data); i += 2 {
		data[i], data[i+1] = data[i+1], data[i]
	}
}

// undoPredictor adds up differences along rows (TIFF 6.0, section 14) and
// leaves 16-bit samples with the high byte first.
func (r *raster) undoPredictor(data []byte, stride, samples int) error {
	if r.bits == 16 && r.file.order == binary.ByteOrder(binary.LittleEndian) {
		swap16(data)
	}
	for at := 0; at+stride <= len(data); at += stride {
		row := data[at : at+stride]
		switch r.bits {
		case 8:
			for i := samples; i < len(row); i++ {
				row[i] += row[i-samples]
			}
		case 16:
			for i := 2 * samples; i+1 < len(row); i += 2 {
				sum := binary.BigEndian.Uint16(row[i:]) + binary.BigEndian.Uint16(row[i-2*samples:])
				binary.BigEndian.PutUint16(row[i:], sum)
			}
		default:
			return errors.New("a predictor for such samples")
		}
	}
	return nil
}

// put copies samples to their pixels, as eight bits.
func (r *raster) put(data []byte, stride, samples int, box image.Rectangle, plane int) {
	scale := 255
	if r.bits < 8 {
		scale = 255 / (1<<r.bits - 1)
	}
	if r.photometric == inPalette {
		scale = 1
	}
	kept := min(r.kept, samples)
	if r.planar {
		kept = 1
	}
	for y := box.Min.Y; y < min(box.Max.Y, r.h); y++ {
		row := data[(y-box.Min.Y)*stride:]
		for x := box.Min.X; x < min(box.Max.X, r.w); x++ {
			to := (y*r.w + x) * r.kept
			for c := range kept {
				at := (x-box.Min.X)*samples + c
				var v byte
				switch r.bits {
				case 8:
					v = row[at]
				case 16:
					v = row[2*at]
				default:
					bit := at * r.bits
					v = row[bit/8] >> (8 - r.bits - bit%8) & (1<<r.bits - 1) * byte(scale)
				}
				if r.planar {
					r.pix[to+plane] = v
				} else {
					r.pix[to+c] = v
				}
			}
		}
	}
}

// picture gives the pixels their meaning.
func (r *raster) picture() image.Image {
	rect := image.Rect(0, 0, r.w, r.h)
	switch r.photometric {
	case whiteIsZero, blackIsZero:
		// What fax codes as black is the sample 1: black where white is zero.
		fax := r.compression == compressionG3 || r.compression == compressionG4
		if fax != (r.photometric == whiteIsZero) {
			for i, v := range r.pix {
				r.pix[i] = ^v
			}
		}
		return &image.Gray{Pix: r.pix, Stride: r.w, Rect: rect}
	case inPalette:
		return &image.Paletted{Pix: r.pix, Stride: r.w, Rect: rect, Palette: r.palette()}
	case inInks:
		return &image.CMYK{Pix: r.pix, Stride: 4 * r.w, Rect: rect}
	}
	if r.kept == 4 {
		if r.dir.one(tagExtraSamples, 0) == 1 {
			return &image.RGBA{Pix: r.pix, Stride: 4 * r.w, Rect: rect}
		}
		return &image.NRGBA{Pix: r.pix, Stride: 4 * r.w, Rect: rect}
	}
	out := image.NewNRGBA(rect)
	for from, to := 0, 0; from+2 < len(r.pix); from, to = from+3, to+4 {
		a, b, c := r.pix[from], r.pix[from+1], r.pix[from+2]
		if r.photometric == inYCbCr && r.compression != compressionJPEG {
			a, b, c = color.YCbCrToRGB(a, b, c)
		}
		out.Pix[to], out.Pix[to+1], out.Pix[to+2], out.Pix[to+3] = a, b, c, 255
	}
	return out
}

func (r *raster) palette() (p color.Palette) {
	v := r.dir[tagPalette]
	n := min(len(v)/3, 256)
	for i := range n {
		p = append(p, color.NRGBA{uint8(v[i] >> 8), uint8(v[len(v)/3+i] >> 8), uint8(v[2*(len(v)/3)+i] >> 8), 255})
	}
	return p
}

// jpegBlock decodes a strip or tile that is a JPEG picture without its tables.
func (r *raster) jpegBlock(data []byte, box image.Rectangle, plane int) error {
	if shared := r.file.bytes(r.dir, tagJPEGTables); len(shared) > 4 && bytes.HasPrefix(data, []byte{0xff, markSOI}) {
		// The tables come in a file of their own: its end is the other's start.
		data = append(bytes.TrimSuffix(bytes.Clone(shared), []byte{0xff, markEOI}), data[2:]...)
	}
	if r.photometric == inRGB { // the channels are no YCbCr, which JPEG says by Adobe's segment
		data = append([]byte("\xff\xd8\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00"), data[min(2, len(data)):]...)
	}
	content, err := openJPEG(data)
	if err != nil {
		return err
	}
	f := content.(*jpegFile)
	if f.width > r.blockW+16 || f.height > r.blockH+16 {
		return errors.New("a block is larger than it should be")
	}
	d, err := f.decode(context.Background(), 0)
	if err != nil {
		return err
	}
	b := d.img.Bounds()
	for y := box.Min.Y; y < min(box.Max.Y, r.h, box.Min.Y+b.Dy()); y++ {
		for x := box.Min.X; x < min(box.Max.X, r.w, box.Min.X+b.Dx()); x++ {
			to := r.pix[(y*r.w+x)*r.kept:]
			at := d.img.At(b.Min.X+x-box.Min.X, b.Min.Y+y-box.Min.Y)
			switch c := at.(type) {
			case color.Gray:
				if r.planar {
					to[plane] = c.Y
				} else {
					to[0] = c.Y
				}
			case color.CMYK:
				if r.kept == 4 {
					to[0], to[1], to[2], to[3] = c.C, c.M, c.Y, c.K
				}
			default:
				if n := color.NRGBAModel.Convert(at).(color.NRGBA); r.kept >= 3 {
					to[0], to[1], to[2] = n.R, n.G, n.B
				}
			}
		}
	}
	return nil
}
