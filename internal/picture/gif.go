package picture

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
)

type gifFile struct {
	data   []byte
	screen image.Point
	frames int
}

// pages is one: the frames of a moving picture are no pages.
func (f *gifFile) pages() int { return 1 }

func openGIF(data []byte) (content, error) {
	config, err := gif.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if err := checkSize(config.Width, config.Height); err != nil {
		return nil, err
	}
	return &gifFile{data, image.Pt(config.Width, config.Height), framesInGIF(data, maxPages)}, nil
}

// decode decodes the first frame and puts it where it belongs on the screen.
func (f *gifFile) decode(ctx context.Context, _ int) (*decoded, error) {
	img, err := gif.Decode(stopped{ctx, bytes.NewReader(f.data)})
	if err != nil {
		return nil, err
	}
	d := &decoded{img: img}
	if screen := (image.Rectangle{Max: f.screen}); img.Bounds() != screen {
		whole := image.NewNRGBA(screen)
		draw.Draw(whole, screen, image.NewUniform(color.White), image.Point{}, draw.Src)
		draw.Draw(whole, img.Bounds(), img, img.Bounds().Min, draw.Over)
		d.img = whole
	}
	if f.frames > 1 {
		d.step("是动图，有 %d 帧，只取第一帧", "moves: took the first of its %d frames", f.frames)
	}
	return d, nil
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
