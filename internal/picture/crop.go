package picture

import (
	"image"

	"beiandesk/internal/filing"
)

// cut cuts away what the file's crop says.
func (f *File) cut(p *Page) *Page {
	if f.crop == ([4]float64{}) {
		return p
	}
	if p.Turned != 1 {
		p.Steps = append(p.Steps, filing.Text{ZH: "图片存储时是转过的，没有按工作簿中的裁剪取，用了整张", EN: "stored turned, so that it was taken whole and not as it is cropped in the workbook"})
		return p
	}
	b := p.Image.Bounds()
	w, h := float64(b.Dx()), float64(b.Dy())
	const whole = 3 // colour samples are shared by four pixels at most
	r := image.Rect(int(f.crop[0]*w)&^whole, int(f.crop[1]*h)&^whole, b.Max.X-int(f.crop[2]*w), b.Max.Y-int(f.crop[3]*h))
	if part := partOf(p.Image, r); part != nil {
		p.Image = part
		p.Steps = append(p.Steps, filing.Text{ZH: "按工作簿中的裁剪取图", EN: "cropped as in the workbook"})
	}
	return p
}

// partOf returns a part of a page's picture as a picture whose bounds start at 0,
// 0; nil when the part is empty.
func partOf(img image.Image, r image.Rectangle) image.Image {
	if r = r.Intersect(img.Bounds()); r.Empty() {
		return nil
	}
	bounds := image.Rectangle{Max: r.Size()}
	switch img := img.(type) {
	case *image.YCbCr:
		part := img.SubImage(r).(*image.YCbCr)
		part.Rect = bounds
		return part
	case *image.NRGBA:
		part := img.SubImage(r).(*image.NRGBA)
		part.Rect = bounds
		return part
	case *image.Gray:
		part := img.SubImage(r).(*image.Gray)
		part.Rect = bounds
		return part
	}
	return nil
}
