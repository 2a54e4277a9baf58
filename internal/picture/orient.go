package picture

import "image"

// upright applies an EXIF orientation (EXIF 2.32, tag 0x0112): the value says
// where the stored first row and first column are in what was seen. Values 2
// to 4 move pixels within the picture, 5 to 8 make a new one.
func upright(img image.Image, orientation int) image.Image {
	if orientation < 2 || orientation > 8 {
		return img
	}
	switch img := img.(type) {
	case *image.Gray:
		w, h := img.Rect.Dx(), img.Rect.Dy()
		pix, stride := turn1(img.Pix, img.Stride, w, h, orientation)
		if orientation >= 5 {
			w, h = h, w
		}
		return &image.Gray{Pix: pix, Stride: stride, Rect: image.Rect(0, 0, w, h)}
	case *image.YCbCr:
		if out := turnYCbCr(img, orientation); out != nil {
			return out
		}
		return turn4(fromYCbCr(img, nil), orientation)
	case *image.NRGBA:
		return turn4(img, orientation)
	}
	return img
}

// place says where the pixel that is seen at (x, y) is stored, as a start and
// steps along x and y, in pixels of a plane of w by h with the given stride.
func place(w, h, stride, orientation int) (start, dx, dy int) {
	right, bottom := w-1, (h-1)*stride
	switch orientation {
	case 2:
		return right, -1, stride
	case 3:
		return bottom + right, -1, -stride
	case 4:
		return bottom, 1, -stride
	case 5:
		return 0, stride, 1
	case 6:
		return bottom, -stride, 1
	case 7:
		return bottom + right, -stride, -1
	case 8:
		return right, stride, -1
	}
	return 0, 1, stride
}

func turn1(pix []byte, stride, w, h, orientation int) ([]byte, int) {
	start, dx, dy := place(w, h, stride, orientation)
	if orientation >= 5 {
		w, h = h, w
	}
	out := make([]byte, w*h)
	for y := range h {
		at, row := start+y*dy, out[y*w:(y+1)*w]
		for x := range row {
			row[x] = pix[at]
			at += dx
		}
	}
	return out, w
}

// tile is how many rows and columns are turned together, so that both the read
// and the written lines stay in the cache.
const tile = 32

func turn4(img *image.NRGBA, orientation int) *image.NRGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	start, dx, dy := place(w, h, img.Stride/4, orientation)
	if orientation >= 5 {
		w, h = h, w
	}
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	for top := 0; top < h; top += tile {
		for left := 0; left < w; left += tile {
			for y := top; y < min(top+tile, h); y++ {
				at, to := start+y*dy+left*dx, y*out.Stride+4*left
				for range min(tile, w-left) {
					copy(out.Pix[to:to+4:to+4], img.Pix[4*at:4*at+4:4*at+4])
					at += dx
					to += 4
				}
			}
		}
	}
	return out
}

// turnYCbCr turns the planes alone; nil where their samples would not lie on
// the turned grid: where a mirrored side is odd and its chroma is halved, and
// where there is no such grid.
func turnYCbCr(img *image.YCbCr, orientation int) *image.YCbCr {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	ratio := img.SubsampleRatio
	halfX := ratio == image.YCbCrSubsampleRatio420 || ratio == image.YCbCrSubsampleRatio422
	halfY := ratio == image.YCbCrSubsampleRatio420 || ratio == image.YCbCrSubsampleRatio440
	if !halfX && !halfY && ratio != image.YCbCrSubsampleRatio444 || img.Rect.Min != (image.Point{}) {
		return nil
	}
	if halfX && w%2 == 1 || halfY && h%2 == 1 {
		return nil
	}
	cw, ch := w, h
	if halfX {
		cw /= 2
	}
	if halfY {
		ch /= 2
	}
	out := &image.YCbCr{SubsampleRatio: ratio, Rect: image.Rect(0, 0, w, h)}
	if orientation >= 5 {
		out.Rect = image.Rect(0, 0, h, w)
		switch ratio {
		case image.YCbCrSubsampleRatio422:
			out.SubsampleRatio = image.YCbCrSubsampleRatio440
		case image.YCbCrSubsampleRatio440:
			out.SubsampleRatio = image.YCbCrSubsampleRatio422
		}
	}
	out.Y, out.YStride = turn1(img.Y, img.YStride, w, h, orientation)
	out.Cb, out.CStride = turn1(img.Cb, img.CStride, cw, ch, orientation)
	out.Cr, _ = turn1(img.Cr, img.CStride, cw, ch, orientation)
	return out
}
