package picture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"

	"golang.org/x/image/ccitt"
)

// pdfSpace is how a picture's samples mean colours.
type pdfSpace struct {
	channels int // 1 grey or index, 3 RGB, 4 inks
	profile  []byte
	palette  color.Palette
	inverted bool // of a spot colour, where 1 is all ink
}

// space reads a colour space (8.6).
func (f *pdfFile) space(v any, scope pdfDict, depth int) (pdfSpace, error) {
	v = f.resolve(v)
	if name, ok := v.(pdfName); ok {
		switch name {
		case "DeviceGray", "CalGray", "G":
			return pdfSpace{channels: 1}, nil
		case "DeviceRGB", "CalRGB", "RGB":
			return pdfSpace{channels: 3}, nil
		case "DeviceCMYK", "CMYK":
			return pdfSpace{channels: 4}, nil
		}
		if named := f.dict(scope["ColorSpace"])[name]; named != nil && depth < 5 {
			return f.space(named, nil, depth+1)
		}
	}
	list, _ := v.([]any)
	if len(list) == 0 || depth > 5 {
		return pdfSpace{}, unknownSpace(v)
	}
	name, _ := f.resolve(list[0]).(pdfName)
	if len(list) == 1 {
		return f.space(name, scope, depth+1)
	}
	switch name {
	case "CalGray", "CalRGB":
		return f.space(name, nil, depth+1)
	case "ICCBased":
		s, ok := f.resolve(list[1]).(*pdfStream)
		if !ok {
			return pdfSpace{}, unknownSpace(name)
		}
		profile, _, err := f.decodeStream(s, maxProfile)
		if err != nil {
			profile = []byte{}
		}
		n := int(f.number(s.dict["N"], 3))
		if n != 1 && n != 3 && n != 4 {
			return pdfSpace{}, unknownSpace(name)
		}
		return pdfSpace{channels: n, profile: profile}, nil
	case "Indexed", "I":
		return f.indexed(list, scope, depth)
	case "Separation":
		return pdfSpace{channels: 1, inverted: true}, nil
	}
	return pdfSpace{}, unknownSpace(name)
}

func unknownSpace(v any) error {
	name := printable(fmt.Sprint(v))
	return refuse("PDF 中图片的颜色方式（"+name+"）不能读取", "has a picture of a colour space ("+name+") that is not read", exportPage)
}

func (f *pdfFile) indexed(list []any, scope pdfDict, depth int) (pdfSpace, error) {
	if len(list) < 4 {
		return pdfSpace{}, unknownSpace("Indexed")
	}
	base, err := f.space(list[1], scope, depth+1)
	if err != nil || base.palette != nil {
		return base, err
	}
	var table []byte
	switch t := f.resolve(list[3]).(type) {
	case pdfString:
		table = []byte(t)
	case *pdfStream:
		if table, _, err = f.decodeStream(t, 4096); err != nil {
			return base, err
		}
	}
	s := pdfSpace{channels: 1, profile: base.profile}
	for i := 0; i+base.channels <= len(table) && i/base.channels < 256; i += base.channels {
		c := table[i : i+base.channels]
		switch base.channels {
		case 1:
			s.palette = append(s.palette, color.NRGBA{c[0], c[0], c[0], 255})
		case 3:
			s.palette = append(s.palette, color.NRGBA{c[0], c[1], c[2], 255})
		case 4:
			r, g, b := color.CMYKToRGB(c[0], c[1], c[2], c[3])
			s.palette = append(s.palette, color.NRGBA{r, g, b, 255})
		}
	}
	if len(s.palette) == 0 {
		return s, unknownSpace("Indexed")
	}
	return s, nil
}

// picture decodes a picture of a PDF, in the state in which a file's would be.
func (f *pdfFile) picture(ctx context.Context, p placed) (*decoded, error) {
	d := p.stream.dict
	w, h := int(min(f.number(d["Width"], 0), 1<<30)), int(min(f.number(d["Height"], 0), 1<<30))
	if err := checkSize(w, h); err != nil {
		return nil, err
	}
	stencil := f.resolve(d["ImageMask"]) == true
	bits := int(f.number(d["BitsPerComponent"], 8))
	space := pdfSpace{channels: 1}
	var err error
	if stencil {
		bits = 1
	} else if d["ColorSpace"] != nil {
		if space, err = f.space(d["ColorSpace"], p.scope, 0); err != nil {
			return nil, err
		}
	}
	switch bits {
	case 1, 2, 4, 8, 16:
	default:
		return nil, fmt.Errorf("%d bits a sample", bits)
	}
	stride := (w*space.channels*bits + 7) / 8
	data, last, err := f.decodeStream(p.stream, max(stride*h, len(p.stream.raw)))
	if err != nil {
		return nil, err
	}
	inverted := f.isInverted(d["Decode"], space, bits)
	switch last.name {
	case "DCTDecode", "DCT":
		return f.jpeg(ctx, data, space, inverted)
	case "CCITTFaxDecode", "CCF":
		if data, err = f.fax(data, last.params, w, h); err != nil && len(data) < stride*h*2/3 {
			return nil, err
		}
		bits, space.channels, stride = 1, 1, (w+7)/8
	case "JBIG2Decode", "JPXDecode":
		return nil, refuse(fmt.Sprintf("PDF 中的图片是 %s 格式，不能读取", last.name[:len(last.name)-6]),
			fmt.Sprintf("holds a picture in %s, which is not read", last.name[:len(last.name)-6]), exportPage)
	}
	out := &decoded{profile: space.profile}
	if lost := 1 - float64(len(data))/float64(stride*h); lost > 0 {
		if 1-lost < leastDecoded {
			return nil, errors.New("a picture is cut off")
		}
		out.lost = lost
		out.step("文件已损坏，%.1f%% 的画面缺失", "the file is damaged: %.1f %% of the picture is missing", 100*lost)
		data = append(data, bytes.Repeat([]byte{255}, stride*h-len(data))...)
	}
	out.img = f.samples(data, w, h, bits, stride, space, inverted)
	if space.channels == 4 && out.profile == nil {
		out.profile = []byte{}
	}
	return out, nil
}

// isInverted reports whether a Decode array turns values around (8.9.5.2).
func (f *pdfFile) isInverted(v any, space pdfSpace, bits int) bool {
	n := f.numbers(v)
	if len(n) < 2 || space.palette != nil {
		return space.inverted
	}
	return (n[0] > n[1]) != space.inverted
}

// jpeg decodes a picture that is a JPEG file. Four channels are inks as they
// are stored; the decoder turns those of an Adobe file around.
func (f *pdfFile) jpeg(ctx context.Context, data []byte, space pdfSpace, inverted bool) (*decoded, error) {
	content, err := openJPEG(data)
	if err != nil {
		return nil, err
	}
	file := content.(*jpegFile)
	out, err := file.decode(ctx, 0)
	if err != nil {
		return nil, err
	}
	out.orientation = 1 // a PDF's page alone says how it is turned
	if space.profile != nil && space.channels == file.components {
		out.profile = space.profile
	}
	switch img := out.img.(type) {
	case *image.CMYK:
		if inverted != (file.adobe >= 0) {
			for i := range img.Pix {
				img.Pix[i] = ^img.Pix[i]
			}
		}
	case *image.Gray:
		if inverted {
			for i := range img.Pix {
				img.Pix[i] = ^img.Pix[i]
			}
		}
	}
	return out, nil
}

func (f *pdfFile) fax(data []byte, p pdfDict, w, h int) ([]byte, error) {
	k := f.number(p["K"], 0)
	kind := ccitt.Group4
	switch {
	case k == 0:
		kind = ccitt.Group3
	case k > 0:
		return nil, refuse("PDF 中的图片是二维 G3 传真格式，不能读取", "holds a picture in two-dimensional G3 fax, which is not read", exportPage)
	}
	columns := int(f.number(p["Columns"], 1728))
	if columns != w {
		return nil, fmt.Errorf("fax of %d columns for %d", columns, w)
	}
	options := &ccitt.Options{Align: f.resolve(p["EncodedByteAlign"]) == true, Invert: f.resolve(p["BlackIs1"]) == true}
	return readMost(ccitt.NewReader(bytes.NewReader(data), ccitt.MSB, kind, w, h, options), (w+7)/8*h)
}

// samples makes a picture of bare samples.
func (f *pdfFile) samples(data []byte, w, h, bits, stride int, space pdfSpace, inverted bool) image.Image {
	rect := image.Rect(0, 0, w, h)
	channels := space.channels
	kept := channels
	if channels == 3 {
		kept = 4
	}
	pix := make([]byte, w*h*kept)
	scale, flip := byte(1), byte(0)
	if bits < 8 && space.palette == nil {
		scale = 255 / (1<<bits - 1)
	}
	if inverted {
		flip = 255
	}
	for y := range h {
		row := data[y*stride:]
		for x := range w {
			to := pix[(y*w+x)*kept:]
			for c := range channels {
				at := x*channels + c
				var v byte
				switch bits {
				case 8:
					v = row[at]
				case 16:
					v = row[2*at]
				default:
					bit := at * bits
					v = row[bit/8] >> (8 - bits - bit%8) & (1<<bits - 1) * scale
				}
				to[c] = v ^ flip
			}
			if channels == 3 {
				to[3] = 255
			}
		}
	}
	switch {
	case space.palette != nil:
		return &image.Paletted{Pix: pix, Stride: w, Rect: rect, Palette: space.palette}
	case channels == 1:
		return &image.Gray{Pix: pix, Stride: w, Rect: rect}
	case channels == 4:
		return &image.CMYK{Pix: pix, Stride: 4 * w, Rect: rect}
	}
	return &image.NRGBA{Pix: pix, Stride: 4 * w, Rect: rect}
}
