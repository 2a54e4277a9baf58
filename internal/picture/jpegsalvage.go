package picture

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
)

// salvageJPEG decodes a picture that the standard library refuses: one that is
// cut off or damaged, that samples its chroma in an unusual ratio, or that has
// four channels and no Adobe segment. It returns what could be decoded and the
// share of the picture that is; rows that are missing at the bottom are cut
// off, blocks missing elsewhere are grey.
//
// Baseline, extended and progressive Huffman coding of 8 bits (ITU-T T.81).
// All coefficients are kept until the end, so that one way serves all.
func salvageJPEG(ctx context.Context, file *jpegFile) (image.Image, float64, error) {
	s := &salvage{ctx: ctx, file: file, data: file.data}
	if err := s.segments(); err != nil && !s.started {
		return nil, 0, err
	}
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	if !s.started {
		return nil, 0, errors.New("no picture data")
	}
	img, whole := s.picture()
	return img, whole, nil
}

type salvage struct {
	ctx        context.Context
	file       *jpegFile
	data       []byte
	at         int
	components []*component
	quant      [4]*[64]uint16
	tables     [2][4]*huffman // DC, AC
	restart    int            // blocks of a scan between restarts, 0 for never
	mcuW, mcuH int            // in blocks of the whole picture
	mcux, mcuy int
	known      []bool // MCUs whose DC was decoded
	started    bool
	bits       bitReader
}

// component is a channel's coefficients, block by block, in natural order.
type component struct {
	id           byte
	h, v         int // sampling factors
	quant        byte
	across, down int // blocks, padded to whole MCUs
	usedX, usedY int // blocks that hold pixels
	blocks       []int16
	dc           int32
	tables       [2]byte
}

var zigzag = [64]uint8{
	0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
	12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
	58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
}

// segments reads everything up to the end of the image or of the file.
func (s *salvage) segments() error {
	for s.at = 2; ; {
		marker, ok := s.nextMarker()
		if !ok || marker == markEOI {
			return nil
		}
		if err := s.ctx.Err(); err != nil {
			return err
		}
		if s.at+2 > len(s.data) {
			return nil
		}
		size := int(binary.BigEndian.Uint16(s.data[s.at:]))
		if size < 2 || s.at+size > len(s.data) {
			return errors.New("a segment is cut off")
		}
		segment := s.data[s.at+2 : s.at+size]
		s.at += size
		var err error
		switch {
		case marker == markDQT:
			err = s.quantisers(segment)
		case marker == markDHT:
			err = s.huffmanTables(segment)
		case marker == markDRI && len(segment) >= 2:
			s.restart = int(binary.BigEndian.Uint16(segment))
		case marker >= markSOF0 && marker <= markSOF2:
			err = s.frame(segment)
		case marker == markSOS:
			err = s.scan(segment)
		}
		if err != nil {
			return err
		}
	}
}

// nextMarker moves behind the next marker that starts a segment.
func (s *salvage) nextMarker() (byte, bool) {
	for ; s.at+1 < len(s.data); s.at++ {
		if m := s.data[s.at+1]; s.data[s.at] == 0xff && m > 1 && m != 0xff && (m < markRST0 || m > markSOI) {
			s.at += 2
			return m, true
		}
	}
	return 0, false
}

func (s *salvage) quantisers(b []byte) error {
	for len(b) > 0 {
		id, wide := b[0]&15, b[0]>>4 == 1
		size := 65
		if wide {
			size = 129
		}
		if id > 3 || len(b) < size {
			return errors.New("a broken quantiser")
		}
		q := new([64]uint16)
		for i := range q {
			if wide {
				q[zigzag[i]] = binary.BigEndian.Uint16(b[1+2*i:])
			} else {
				q[zigzag[i]] = uint16(b[1+i])
			}
		}
		s.quant[id] = q
		b = b[size:]
	}
	return nil
}

func (s *salvage) frame(b []byte) error {
	n := s.file.components
	if s.components != nil || len(b) < 6+3*n || n != 1 && n != 3 && n != 4 {
		return errors.New("a frame that is not read")
	}
	mostH, mostV := 1, 1
	for i := range n {
		c := &component{id: b[6+3*i], h: int(b[7+3*i] >> 4), v: int(b[7+3*i] & 15), quant: b[8+3*i]}
		if n == 1 {
			c.h, c.v = 1, 1
		}
		if c.h < 1 || c.h > 4 || c.v < 1 || c.v > 4 || c.quant > 3 {
			return errors.New("sampling that is not read")
		}
		mostH, mostV = max(mostH, c.h), max(mostV, c.v)
		s.components = append(s.components, c)
	}
	s.mcuW, s.mcuH = 8*mostH, 8*mostV
	s.mcux, s.mcuy = up(s.file.width, s.mcuW), up(s.file.height, s.mcuH)
	total := 0
	for _, c := range s.components {
		c.across, c.down = s.mcux*c.h, s.mcuy*c.v
		c.usedX, c.usedY = up(s.file.width*c.h, s.mcuW), up(s.file.height*c.v, s.mcuH)
		total += c.across * c.down * 64
	}
	if total > 3*maxDeepPixels {
		return fmt.Errorf("%d samples are too many to mend", total)
	}
	for _, c := range s.components {
		c.blocks = make([]int16, c.across*c.down*64)
	}
	s.known = make([]bool, s.mcux*s.mcuy)
	return nil
}

func up(n, by int) int { return (n + by - 1) / by }

// picture turns the coefficients into samples and these into a picture.
func (s *salvage) picture() (image.Image, float64) {
	count, last := 0, 0
	for i, known := range s.known {
		if known {
			count++
			last = i/s.mcux + 1
		}
	}
	// A row of which most is missing at the very end is cut off as well.
	for last > 0 && 2*s.knownIn(last-1) < s.mcux {
		last--
	}
	w, h := s.file.width, min(s.file.height, last*s.mcuH)
	var planes []plane
	for _, c := range s.components {
		planes = append(planes, s.plane(c, up(h*c.v, s.mcuH)))
	}
	img := s.coloured(planes, w, max(h, 1))
	return img, float64(count) / float64(len(s.known))
}

func (s *salvage) knownIn(row int) (n int) {
	for _, known := range s.known[row*s.mcux : (row+1)*s.mcux] {
		if known {
			n++
		}
	}
	return n
}

// coloured upsamples the planes by the nearest sample and mixes them.
func (s *salvage) coloured(planes []plane, w, h int) image.Image {
	if len(planes) == 1 {
		img := image.NewGray(image.Rect(0, 0, w, h))
		for y := range h {
			copy(img.Pix[y*img.Stride:], planes[0].row(y)[:w])
		}
		return img
	}
	adobe := s.file.adobe
	asIs := adobe == 0 || adobe < 0 && (len(planes) == 4 || s.components[0].id == 'R' && s.components[1].id == 'G' && s.components[2].id == 'B')
	pix := make([]byte, 4*w*h)
	for y := range h {
		for i, c := range s.components {
			row := planes[i].row(y * c.v * 8 / s.mcuH)
			for x := range w {
				pix[4*(y*w+x)+i] = row[x*c.h*8/s.mcuW]
			}
		}
	}
	if !asIs {
		fromYCC(pix)
	}
	if len(planes) == 4 {
		// Adobe's inks are stored inverted; those that were mixed to YCC
		// stand for the light, and only black is left to invert.
		for i := range pix {
			if adobe == 0 || adobe > 0 && i%4 == 3 {
				pix[i] = ^pix[i]
			}
		}
		return &image.CMYK{Pix: pix, Stride: 4 * w, Rect: image.Rect(0, 0, w, h)}
	}
	for i := 3; i < len(pix); i += 4 {
		pix[i] = 255
	}
	return &image.NRGBA{Pix: pix, Stride: 4 * w, Rect: image.Rect(0, 0, w, h)}
}
