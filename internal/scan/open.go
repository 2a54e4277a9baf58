package scan

import (
	"context"
	"image"

	"github.com/disintegration/imaging"

	"beiandesk/internal/filing"
	"beiandesk/internal/picture"
)

// Error is a file that cannot become a picture, said so that its user knows
// which file, why, and what to do.
type Error = picture.Error

// source is a page of a file as a person should see it: oriented, opaque, sRGB.
type source struct {
	file   string
	format string
	img    image.Image
	turned int           // EXIF orientation that was applied, 1 for none
	page   int           // which page of the file, from 1
	pages  int           // pages in the file
	steps  []filing.Text // what was done to the colours, what is missing
	lost   float64       // share of a damaged picture that is missing
	cut    *Cut          // how this page is cut; nil where the file's is looked up
}

func (s *source) width() int  { return s.img.Bounds().Dx() }
func (s *source) height() int { return s.img.Bounds().Dy() }

// Stored is a picture file within another file.
type Stored struct {
	Data []byte
	// Crop is how much of it is to be cut away, as shares of its width and
	// height: left, top, right, bottom.
	Crop [4]float64
}

// open decodes the first pages of a file, at most as many as asked for. Errors
// are an [*Error], or ctx's.
func open(ctx context.Context, file string, most int, stored func(context.Context, string) (*Stored, error)) ([]*source, error) {
	f, err := openFile(ctx, file, stored)
	if err != nil {
		return nil, err
	}
	var pages []*source
	for n := range min(f.Pages, max(most, 1)) {
		p, err := f.Page(ctx, n)
		if err != nil {
			return nil, err
		}
		pages = append(pages, &source{file: file, format: f.Format, img: p.Image, turned: p.Turned,
			page: n + 1, pages: f.Pages, steps: p.Steps, lost: p.Lost})
	}
	return pages, nil
}

func openFile(ctx context.Context, file string, stored func(context.Context, string) (*Stored, error)) (*picture.File, error) {
	if stored == nil {
		return picture.Open(file)
	}
	s, err := stored(ctx, file)
	switch {
	case err != nil:
		return nil, err
	case s == nil:
		return picture.Open(file)
	}
	return picture.OpenBytes(file, s.Data, s.Crop)
}

// Preview returns the first page of a file for the screen, no side longer than
// most pixels, as a person should see it, and the picture's own size in pixels.
// Errors are of type [*Error].
func Preview(file string, most int) (image.Image, image.Point, error) {
	return PreviewPage(file, 1, most)
}

// PreviewPage is [Preview] for any page of a file, counted from 1.
func PreviewPage(file string, page, most int) (image.Image, image.Point, error) {
	f, err := picture.Open(file)
	if err != nil {
		return nil, image.Point{}, err
	}
	return preview(f, page, most)
}

// PreviewStored is [Preview] for a picture within another file; name stands for
// its path.
func PreviewStored(name string, s *Stored, most int) (image.Image, image.Point, error) {
	f, err := picture.OpenBytes(name, s.Data, s.Crop)
	if err != nil {
		return nil, image.Point{}, err
	}
	return preview(f, 1, most)
}

func preview(f *picture.File, page, most int) (image.Image, image.Point, error) {
	p, err := f.Page(context.Background(), page-1)
	if err != nil {
		return nil, image.Point{}, err
	}
	size := p.Image.Bounds().Size()
	if size.X <= most && size.Y <= most {
		return imaging.Clone(p.Image), size, nil
	}
	return imaging.Fit(p.Image, most, most, imaging.Box), size, nil
}

// Pages returns how many pages a file has, 1 for a plain picture. Errors are of
// type [*Error].
func Pages(file string) (int, error) {
	f, err := picture.Open(file)
	if err != nil {
		return 0, err
	}
	return f.Pages, nil
}
