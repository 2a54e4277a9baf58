package job

import (
	"context"
	"image"
	"os"

	"beiandesk/internal/scan"
)

// Look is a user's picture as it is seen before it is fitted.
type Look struct {
	Image         image.Image // upright as the camera noted, reduced
	Width, Height int         // pixels of the file itself
	Bytes         int64
}

// LookAt reads a picture, a file's or one in the workbook, for the screen, its
// longer side at most most pixels. It may be called while a stage runs.
// Errors say the reason in the user's language, see [Say].
func (b *Batch) LookAt(ctx context.Context, file string, most int) (Look, error) {
	stored, err := b.stored(ctx, file)
	if err != nil {
		return Look{}, err
	}
	if stored != nil {
		img, size, err := scan.PreviewStored(file, stored, most)
		return Look{Image: img, Width: size.X, Height: size.Y, Bytes: int64(len(stored.Data))}, err
	}
	info, err := os.Stat(file)
	if err != nil {
		return Look{}, &Trouble{File: file, Why: whyOf(err), Err: err}
	}
	if err := ctx.Err(); err != nil {
		return Look{}, err
	}
	img, size, err := scan.Preview(file, most)
	return Look{Image: img, Width: size.X, Height: size.Y, Bytes: info.Size()}, err
}

// PageAt reads a page of a scan, counted from 1, for the screen, its longer side at
// most most pixels. Errors say the reason in the user's language, see [Say].
func (c *Collection) PageAt(ctx context.Context, name string, page, most int) (Look, error) {
	info, err := os.Stat(name)
	if err != nil {
		return Look{}, &Trouble{File: name, Why: whyOf(err), Err: err}
	}
	if err := ctx.Err(); err != nil {
		return Look{}, err
	}
	img, size, err := scan.PreviewPage(name, page, most)
	return Look{Image: img, Width: size.X, Height: size.Y, Bytes: info.Size()}, err
}
