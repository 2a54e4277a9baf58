package picture

import (
	"context"
	"fmt"
	"image"
	"io"
	"os"
	"time"

	"beiandesk/internal/filing"
)

// Limits of what is decoded, so that no file, however made, takes the machine
// down: a phone's largest pictures have 108 million pixels.
const (
	MaxFileBytes = 256 << 20
	MaxPixels    = 110_000_000
	MaxSide      = 65_000

	// maxDeepPixels holds for decoders that keep 16 bits a channel until the
	// picture is whole: eight bytes a pixel besides the four of the result.
	maxDeepPixels = 60_000_000
	// maxPages is how many pages of a file are counted.
	maxPages = 1000
	// longest is how long one page may take to decode. The slowest file
	// within the limits, a 100 MP progressive JPEG, took 4 s.
	longest = 10 * time.Second
	// longestHEIF is longer, as pictures of that kind wait for each other:
	// one of 12 MP takes 2.5 s of CPU.
	longestHEIF = time.Minute
)

// File is a file of one or several pictures, its headers read and within the
// limits. It holds the file's bytes, not the pictures.
type File struct {
	Path   string
	Format string // JPEG, PNG, GIF, BMP, TIFF, WebP, HEIC, AVIF or PDF
	Pages  int    // at least 1; more than maxPages are not counted

	content content
	crop    [4]float64
}

// Page is one picture of a file, as a person should see it.
type Page struct {
	// Image is an opaque picture in sRGB: an *image.YCbCr straight from a
	// JPEG or HEIC, else an *image.NRGBA or, without colours, an *image.Gray.
	// Its bounds start at 0, 0.
	Image image.Image
	// Turned is the EXIF orientation that was applied, 2 to 8, and 1 when
	// the picture was stored upright (EXIF 2.32, tag 0x0112). The mirrors and
	// turns that a HEIC, AVIF or PDF file states are given likewise.
	Turned int
	// Steps say what was done to the colours and what is missing.
	Steps []filing.Text
	// Lost is the share of a damaged picture that could not be decoded, 0
	// to 1; see leastDecoded for how much is put up with.
	Lost float64
}

// content is a file whose headers were read.
type content interface {
	pages() int
	// decode decodes a page, counted from 0.
	decode(ctx context.Context, page int) (*decoded, error)
}

// decoded is a picture as its decoder gives it.
type decoded struct {
	img         image.Image
	profile     []byte // ICC, nil for none
	orientation int    // EXIF's, 0 and 1 for upright
	steps       []filing.Text
	lost        float64
}

func (d *decoded) step(zh, en string, args ...any) {
	d.steps = append(d.steps, filing.Text{ZH: fmt.Sprintf(zh, args...), EN: fmt.Sprintf(en, args...)})
}

// Open reads a file and its headers. Errors are an [*Error].
func Open(path string) (f *File, err error) {
	data, err := read(path)
	if err != nil {
		return nil, err
	}
	return open(path, data)
}

// OpenBytes is [Open] for a file that lies within another; name stands for its
// path. crop is how much is to be cut away of every page, as shares of its width
// and height: left, top, right, bottom. It speaks of the picture as it is stored,
// so that one that is stored turned or lying is left whole.
func OpenBytes(name string, data []byte, crop [4]float64) (*File, error) {
	if len(data) == 0 {
		return nil, &Error{File: name, Why: filing.Text{ZH: "文件是空的", EN: "is empty"}, Remedy: saveAsJPEG}
	}
	f, err := open(name, data)
	if err == nil {
		f.crop = crop
	}
	return f, err
}

// open tells the kind of a file by its bytes and reads its headers.
func open(path string, data []byte) (f *File, err error) {
	kind := sniff(data)
	if kind == nil {
		return nil, &Error{File: path, Why: filing.Text{ZH: "不是能识别的图片", EN: "is no picture that is known"}, Remedy: saveAsJPEG}
	}
	defer func() {
		if r := recover(); r != nil {
			f, err = nil, damaged(path, fmt.Errorf("%s header: %v", kind.name, r))
		}
	}()
	content, err := kind.open(data)
	if err != nil {
		return nil, named(path, err)
	}
	f = &File{Path: path, Format: kind.name, Pages: content.pages(), content: content}
	if heif, ok := content.(*heifFile); ok && heif.av1 {
		f.Format = "AVIF"
	}
	return f, nil
}

// Page decodes a page, counted from 0. A decoder that gives up in a panic gives
// an error, as does one that takes longer than ten seconds, where it can be
// stopped. Errors are an [*Error], or ctx's.
func (f *File) Page(ctx context.Context, number int) (page *Page, err error) {
	defer func() {
		if r := recover(); r != nil {
			page, err = nil, damaged(f.Path, fmt.Errorf("%s decoder: %v", f.Format, r))
		}
	}()
	if number < 0 || number >= f.Pages {
		return nil, named(f.Path, refuse(fmt.Sprintf("没有第 %d 页", number+1), fmt.Sprintf("has no page %d", number+1),
			filing.Text{ZH: "请检查页码", EN: "check the page's number"}))
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	limit := longest
	if _, ok := f.content.(*heifFile); ok {
		limit = longestHEIF
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	d, err := f.content.decode(ctx, number)
	if err != nil {
		return nil, named(f.Path, err)
	}
	if b := d.img.Bounds(); b.Empty() {
		return nil, damaged(f.Path, fmt.Errorf("%v is empty", b))
	}
	return f.cut(finish(d)), nil
}

// finish makes a decoded picture what a person should see.
func finish(d *decoded) *Page {
	img := inSRGB(d)
	turned := max(1, d.orientation)
	return &Page{Image: upright(img, turned), Turned: turned, Steps: d.steps, Lost: d.lost}
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
	case info.Size() > MaxFileBytes:
		return nil, named(file, tooLarge(fmt.Sprintf("%d MB", info.Size()>>20)))
	}
	data := make([]byte, info.Size())
	n, err := io.ReadFull(in, data)
	if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
		return nil, unreadable(file, err)
	}
	return data[:n], nil
}

// checkSize holds a size from a header against the limits.
func checkSize(w, h int) error { return checkSizeOf(w, h, MaxPixels) }

func checkSizeOf(w, h, most int) error {
	if w < 1 || h < 1 {
		return fmt.Errorf("%d × %d pixels", w, h)
	}
	if w > MaxSide || h > MaxSide || w > most/h {
		return tooLarge(fmt.Sprintf("%d×%d", w, h))
	}
	return nil
}

func tooLarge(size string) *Error {
	return refuse("太大（"+size+"）", "is too large ("+size+")",
		filing.Text{ZH: "请缩小到一亿像素以内", EN: "make it smaller than 100 million pixels"})
}
