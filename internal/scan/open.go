package scan

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"io"
	"os"

	"github.com/disintegration/imaging"

	"beiandesk/internal/filing"
)

// Limits of what is decoded, so that no file, however made, takes the machine
// down: a phone's largest pictures have 108 million pixels.
const (
	maxFileBytes = 256 << 20
	maxPixels    = 110_000_000
	maxSide      = 65_000
)

// source is a decoded picture as a person should see it: oriented, opaque.
type source struct {
	file   string
	format *format
	img    image.Image
	turned int // EXIF orientation that was applied, 1 for none
	pages  int // pictures in the file, counted up to maxPages; the first one is taken
}

// maxPages is how many pages of a file are counted.
const maxPages = 1000

func (s *source) width() int  { return s.img.Bounds().Dx() }
func (s *source) height() int { return s.img.Bounds().Dy() }

// open reads and decodes a picture. The size in its header is checked first.
// A decoder that gives up in a panic gives an error.
func open(file string) (s *source, err error) {
	data, err := read(file)
	if err != nil {
		return nil, err
	}
	f := sniff(data)
	switch {
	case f == nil:
		return nil, &Error{File: file, Why: filing.Text{ZH: "不是能识别的图片", EN: "is no picture that is known"}, Remedy: saveAsJPEG}
	case f.decode == nil:
		return nil, &Error{File: file, Why: f.refused, Remedy: saveAsJPEG}
	}
	defer func() {
		if r := recover(); r != nil {
			s, err = nil, damaged(file, fmt.Errorf("%s decoder: %v", f.name, r))
		}
	}()
	config, err := f.config(bytes.NewReader(data))
	if err != nil {
		return nil, damaged(file, err)
	}
	if err := checkSize(file, config.Width, config.Height); err != nil {
		return nil, err
	}
	img, err := f.decode(bytes.NewReader(data))
	if err != nil {
		return nil, damaged(file, err)
	}
	if err := checkSize(file, img.Bounds().Dx(), img.Bounds().Dy()); err != nil {
		return nil, err
	}
	turned, pages := orientation(f, data), 1
	switch f {
	case formatTIFF:
		pages = pagesInTIFF(data, maxPages)
	case formatGIF:
		pages = framesInGIF(data, maxPages)
	}
	return &source{file, f, upright(onWhite(img), turned), turned, pages}, nil
}

func read(file string) ([]byte, error) {
	in, err := os.Open(file)
	if err != nil {
		return nil, unreadable(file, err)
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return nil, unreadable(file, err)
	}
	switch {
	case info.IsDir():
		return nil, &Error{File: file, Why: filing.Text{ZH: "是文件夹，不是图片", EN: "is a folder, not a picture"},
			Remedy: filing.Text{ZH: "请指定图片文件", EN: "name a picture file"}}
	case info.Size() == 0:
		return nil, &Error{File: file, Why: filing.Text{ZH: "文件是空的", EN: "is empty"}, Remedy: filing.Text{ZH: "请重新复制该文件", EN: "copy it again"}}
	case info.Size() > maxFileBytes:
		return nil, tooLarge(file, fmt.Sprintf("%d MB", info.Size()>>20))
	}
	data, err := io.ReadAll(io.LimitReader(in, maxFileBytes))
	if err != nil {
		return nil, unreadable(file, err)
	}
	return data, nil
}

func checkSize(file string, w, h int) error {
	if w < 1 || h < 1 {
		return damaged(file, fmt.Errorf("%d × %d pixels", w, h))
	}
	if w > maxSide || h > maxSide || w > maxPixels/h {
		return tooLarge(file, fmt.Sprintf("%d×%d", w, h))
	}
	return nil
}

func tooLarge(file, size string) *Error {
	return &Error{File: file, Why: filing.Text{ZH: "太大（" + size + "）", EN: "is too large (" + size + ")"},
		Remedy: filing.Text{ZH: "请缩小到一亿像素以内", EN: "make it smaller than 100 million pixels"}}
}

// onWhite puts a picture that lets something through onto white paper.
func onWhite(img image.Image) image.Image {
	if o, ok := img.(interface{ Opaque() bool }); ok && o.Opaque() {
		return img
	}
	b := img.Bounds()
	out := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(out, out.Bounds(), img, b.Min, draw.Over)
	return out
}

// upright applies an EXIF orientation.
func upright(img image.Image, orientation int) image.Image {
	switch orientation {
	case 2:
		return imaging.FlipH(img)
	case 3:
		return imaging.Rotate180(img)
	case 4:
		return imaging.FlipV(img)
	case 5:
		return imaging.Transpose(img)
	case 6:
		return imaging.Rotate270(img)
	case 7:
		return imaging.Transverse(img)
	case 8:
		return imaging.Rotate90(img)
	}
	return img
}

// Preview returns a picture for the screen, no side longer than most pixels,
// as a person should see it, and the picture's own size in pixels. Errors are
// of type [*Error].
func Preview(file string, most int) (image.Image, image.Point, error) {
	s, err := open(file)
	if err != nil {
		return nil, image.Point{}, err
	}
	size := image.Pt(s.width(), s.height())
	if size.X <= most && size.Y <= most {
		return imaging.Clone(s.img), size, nil
	}
	return imaging.Fit(s.img, most, most, imaging.Box), size, nil
}
