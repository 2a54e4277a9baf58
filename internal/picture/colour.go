package picture

import (
	"image"
	"image/color"
	"image/draw"
)

// inSRGB converts a picture to eight bits of sRGB on white paper. A plain JPEG
// stays as it is; everything else becomes NRGBA, or Gray, where it can be in
// place. What happened to the colours is noted as steps.
func inSRGB(d *decoded) image.Image {
	t := transformOf(d)
	switch img := d.img.(type) {
	case *image.YCbCr:
		if t == nil && img.Rect.Min == (image.Point{}) {
			return img
		}
		return fromYCbCr(img, t)
	case *image.Gray:
		return fromGray(img, t)
	case *image.Gray16:
		return fromGray(narrowGray(img), t)
	case *image.CMYK:
		return fromCMYK(img)
	case *image.NRGBA:
		return flatten(d, img, t)
	case *image.RGBA:
		return flatten(d, straight(img), t)
	case *image.NRGBA64:
		return flatten(d, narrow(img.Pix, img.Stride, img.Rect, false), t)
	case *image.RGBA64:
		return flatten(d, narrow(img.Pix, img.Stride, img.Rect, true), t)
	}
	b := d.img.Bounds()
	out := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	if p, ok := d.img.(*image.Paletted); ok {
		expand(out, p)
	} else {
		draw.Draw(out, out.Rect, d.img, b.Min, draw.Src)
	}
	return flatten(d, out, t)
}

// fromYCbCr converts by the JFIF formula, and on by a profile, in one pass.
func fromYCbCr(img *image.YCbCr, t *transform) *image.NRGBA {
	b := img.Rect
	out := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	for y := range b.Dy() {
		row := out.Pix[y*out.Stride : y*out.Stride+4*b.Dx()]
		for x := range b.Dx() {
			yi, ci := img.YOffset(b.Min.X+x, b.Min.Y+y), img.COffset(b.Min.X+x, b.Min.Y+y)
			r, g, bl := color.YCbCrToRGB(img.Y[yi], img.Cb[ci], img.Cr[ci])
			if t != nil {
				r, g, bl = t.apply(r, g, bl)
			}
			p := row[4*x : 4*x+4 : 4*x+4]
			p[0], p[1], p[2], p[3] = r, g, bl, 255
		}
	}
	return out
}

func fromGray(img *image.Gray, t *transform) *image.Gray {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	for y := range h {
		row := img.Pix[y*img.Stride : y*img.Stride+w]
		if t != nil {
			for x, v := range row {
				row[x] = t.grey[v]
			}
		}
	}
	img.Rect = image.Rect(0, 0, w, h)
	return img
}

func narrowGray(img *image.Gray16) *image.Gray {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			out.Pix[y*out.Stride+x] = img.Pix[y*img.Stride+2*x]
		}
	}
	return out
}

// fromCMYK mixes process inks as PDF's simplest rule does, each channel being
// (1-ink)(1-black), in place. A profile of inks is a table of many thousand
// entries that only a printer needs; a document's text, photo and seal are told
// apart without it, the colours come out somewhat stronger than on paper.
func fromCMYK(img *image.CMYK) *image.NRGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	for y := range h {
		row := img.Pix[y*img.Stride : y*img.Stride+4*w]
		for i := 0; i+3 < len(row); i += 4 {
			p := row[i : i+4 : i+4]
			white := 255 - uint32(p[3])
			for c := range 3 {
				p[c] = uint8((255-uint32(p[c]))*white/255 + ((255-uint32(p[c]))*white%255+127)/255)
			}
			p[3] = 255
		}
	}
	return &image.NRGBA{Pix: img.Pix, Stride: img.Stride, Rect: image.Rect(0, 0, w, h)}
}

// straight undoes the multiplication by alpha, in place.
func straight(img *image.RGBA) *image.NRGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	for y := range h {
		row := img.Pix[y*img.Stride : y*img.Stride+4*w]
		for i := 0; i+3 < len(row); i += 4 {
			if a := uint32(row[i+3]); a != 255 && a != 0 {
				for c := range 3 {
					row[i+c] = uint8(min(255, (uint32(row[i+c])*255+a/2)/a))
				}
			}
		}
	}
	return &image.NRGBA{Pix: img.Pix, Stride: img.Stride, Rect: image.Rect(0, 0, w, h)}
}

// narrow keeps the upper eight bits of each channel.
func narrow(pix []byte, stride int, rect image.Rectangle, premultiplied bool) *image.NRGBA {
	w, h := rect.Dx(), rect.Dy()
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		from, to := pix[y*stride:y*stride+8*w], out.Pix[y*out.Stride:y*out.Stride+4*w]
		for i := range to {
			to[i] = from[2*i]
		}
	}
	if premultiplied {
		return straight(&image.RGBA{Pix: out.Pix, Stride: out.Stride, Rect: out.Rect})
	}
	return out
}

func expand(out *image.NRGBA, img *image.Paletted) {
	var colours [256]color.NRGBA
	for i, c := range img.Palette {
		if i < 256 {
			colours[i] = color.NRGBAModel.Convert(c).(color.NRGBA)
		}
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	for y := range h {
		for x, v := range img.Pix[y*img.Stride : y*img.Stride+w] {
			c, p := colours[v], out.Pix[y*out.Stride+4*x:]
			p[0], p[1], p[2], p[3] = c.R, c.G, c.B, c.A
		}
	}
}

// flatten converts colours and puts what lets something through onto white
// paper, in place.
func flatten(d *decoded, img *image.NRGBA, t *transform) *image.NRGBA {
	w, h, through := img.Rect.Dx(), img.Rect.Dy(), false
	for y := range h {
		row := img.Pix[y*img.Stride : y*img.Stride+4*w]
		for i := 0; i+3 < len(row); i += 4 {
			p := row[i : i+4 : i+4]
			if t != nil {
				p[0], p[1], p[2] = t.apply(p[0], p[1], p[2])
			}
			if a := uint32(p[3]); a != 255 {
				through = true
				for c := range 3 {
					p[c] = uint8((uint32(p[c])*a + 255*(255-a) + 127) / 255)
				}
				p[3] = 255
			}
		}
	}
	if through {
		d.step("透明处填为白色", "put what was transparent onto white")
	}
	img.Rect = image.Rect(0, 0, w, h)
	return img
}
