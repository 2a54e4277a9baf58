package picture

import (
	"image"
	"image/draw"
	"math"

	xdraw "golang.org/x/image/draw"

	"beiandesk/internal/filing"
)

// compose makes one picture of those on a page. A single one is taken as it is,
// its pixels untouched; several, such as strips, the sides of a card or the
// layers of a compressed scan, are drawn onto a white page at the resolution
// of the finest.
func (c *pdfContent) compose(page pdfBox) (*decoded, error) {
	if len(c.placed) == 1 && !c.seeThrough(c.placed[0]) {
		return c.single(page)
	}
	area, scale := c.extent(page)
	w, h := int(math.Round((area.x1-area.x0)*scale)), int(math.Round((area.y1-area.y0)*scale))
	if err := checkSize(w, h); err != nil {
		return nil, err
	}
	canvas := image.NewNRGBA(image.Rect(0, 0, w, h))
	draw.Draw(canvas, canvas.Rect, image.White, image.Point{}, draw.Src)
	out := &decoded{img: canvas}
	drawn := 0
	var first error
	for _, p := range c.placed {
		if err := c.ctx.Err(); err != nil {
			return nil, err
		}
		layer, steps, err := c.layer(p)
		if err != nil {
			if first == nil {
				first = err
			}
			continue
		}
		drawn++
		out.steps = appendNew(out.steps, steps)
		b := p.matrix.bounds()
		to := image.Rect(pixel((b.x0-area.x0)*scale), pixel((area.y1-b.y1)*scale), pixel((b.x1-area.x0)*scale), pixel((area.y1-b.y0)*scale))
		if to.Size() == layer.Bounds().Size() {
			draw.Draw(canvas, to, layer, layer.Bounds().Min, draw.Over)
		} else {
			xdraw.ApproxBiLinear.Scale(canvas, to, layer, layer.Bounds(), draw.Over, nil)
		}
	}
	if drawn < len(c.placed) { // a page with a hole is no scan of the document
		return nil, first
	}
	out.step("把页面上的 %d 张图片拼成一页", "put the page's %d pictures together", drawn)
	return out, nil
}

func pixel(v float64) int { return int(math.Round(v)) }

func appendNew(steps, more []filing.Text) []filing.Text {
	for _, s := range more {
		known := false
		for _, old := range steps {
			known = known || old == s
		}
		if !known {
			steps = append(steps, s)
		}
	}
	return steps
}

func (c *pdfContent) seeThrough(p placed) bool {
	return p.stream.dict["SMask"] != nil || c.file.resolve(p.stream.dict["ImageMask"]) == true
}

// single takes the one picture of a page, cut where the page's edge clearly
// cuts it.
func (c *pdfContent) single(page pdfBox) (*decoded, error) {
	p := c.placed[0]
	d, err := c.file.picture(c.ctx, p)
	if err != nil {
		return nil, err
	}
	turn := orientationIn(p.matrix)
	const clearly = 0.98
	all := p.matrix.bounds()
	shown := all.and(page)
	cutX, cutY := (shown.x1-shown.x0)/(all.x1-all.x0), (shown.y1-shown.y0)/(all.y1-all.y0)
	d.orientation = turn
	if cutX >= clearly && cutY >= clearly {
		return d, nil
	}
	img := upright(inSRGB(d), turn)
	d.profile, d.orientation = nil, 1
	w, h := float64(img.Bounds().Dx()), float64(img.Bounds().Dy())
	part := image.Rect(pixel((shown.x0-all.x0)/(all.x1-all.x0)*w), pixel((all.y1-shown.y1)/(all.y1-all.y0)*h),
		pixel((shown.x1-all.x0)/(all.x1-all.x0)*w), pixel((all.y1-shown.y0)/(all.y1-all.y0)*h))
	if part.Intersect(img.Bounds()).Empty() {
		return d, nil
	}
	cut := image.NewNRGBA(image.Rect(0, 0, part.Dx(), part.Dy()))
	draw.Draw(cut, cut.Rect, img, part.Min, draw.Src)
	d.img = cut
	d.step("按 PDF 页面的边界裁切", "cut at the edge of the PDF's page")
	return d, nil
}

// orientationIn is the EXIF orientation that a matrix amounts to. A picture's
// first row lies at the top of the unit square; slants are left alone, as
// straightening finds them in the picture.
func orientationIn(m matrix) int {
	if math.Abs(m[0])+math.Abs(m[3]) >= math.Abs(m[1])+math.Abs(m[2]) {
		switch {
		case m[0] >= 0 && m[3] >= 0:
			return 1
		case m[0] < 0 && m[3] >= 0:
			return 2
		case m[0] < 0:
			return 3
		}
		return 4
	}
	// x of the picture runs along the page's y.
	switch {
	case m[1] < 0 && m[2] >= 0:
		return 6
	case m[1] >= 0 && m[2] < 0:
		return 8
	case m[1] < 0:
		return 5
	}
	return 7
}

// extent is the part of the page that the pictures cover, and the pixels for a
// unit of it.
func (c *pdfContent) extent(page pdfBox) (area pdfBox, scale float64) {
	const most = 50_000_000.0
	area = pdfBox{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, p := range c.placed {
		b := p.matrix.bounds().and(page)
		area = pdfBox{min(area.x0, b.x0), min(area.y0, b.y0), max(area.x1, b.x1), max(area.y1, b.y1)}
		width := math.Hypot(p.matrix[0], p.matrix[1])
		if n := c.file.number(p.stream.dict["Width"], 0); width > 0 {
			scale = max(scale, n/width)
		}
	}
	if pixels := area.area() * scale * scale; pixels > most {
		scale *= math.Sqrt(most / pixels)
	}
	return area, scale
}

// layer is a picture as it is drawn on the page, with its mask.
func (c *pdfContent) layer(p placed) (image.Image, []filing.Text, error) {
	d, err := c.file.picture(c.ctx, p)
	if err != nil {
		return nil, nil, err
	}
	turn := orientationIn(p.matrix)
	if c.file.resolve(p.stream.dict["ImageMask"]) == true {
		// A stencil paints where its samples are 0 (8.9.6.2).
		ink, ok := d.img.(*image.Gray)
		if !ok {
			return nil, nil, errPDF
		}
		for i, v := range ink.Pix {
			ink.Pix[i] = ^v
		}
		return masked(image.NewUniform(p.fill), upright(ink, turn).(*image.Gray)), nil, nil
	}
	img := upright(inSRGB(d), turn)
	soft, ok := c.file.resolve(p.stream.dict["SMask"]).(*pdfStream)
	if !ok {
		return img, d.steps, nil
	}
	mask, err := c.file.picture(c.ctx, placed{stream: soft, scope: p.scope})
	if err != nil {
		return nil, nil, err
	}
	grey, ok := upright(mask.img, turn).(*image.Gray)
	if !ok {
		return nil, nil, errPDF
	}
	if grey.Rect.Size() != img.Bounds().Size() {
		// The finer of the two sets the grid.
		if grey.Rect.Dx() > img.Bounds().Dx() {
			larger := image.NewNRGBA(grey.Rect)
			xdraw.ApproxBiLinear.Scale(larger, larger.Rect, img, img.Bounds(), draw.Src, nil)
			img = larger
		} else {
			larger := image.NewGray(image.Rectangle{Max: img.Bounds().Size()})
			xdraw.ApproxBiLinear.Scale(larger, larger.Rect, grey, grey.Rect, draw.Src, nil)
			grey = larger
		}
	}
	return masked(img, grey), d.steps, nil
}

// masked gives a picture the transparency of a mask, 255 for opaque.
func masked(img image.Image, mask *image.Gray) *image.NRGBA {
	out := image.NewNRGBA(mask.Rect)
	if u, ok := img.(*image.Uniform); ok {
		draw.Draw(out, out.Rect, u, image.Point{}, draw.Src)
	} else {
		draw.Draw(out, out.Rect, img, img.Bounds().Min, draw.Src)
	}
	for i, v := range mask.Pix {
		out.Pix[4*i+3] = v
	}
	return out
}
