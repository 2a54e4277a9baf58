package collect

import (
	"image"
	"image/color"

	"golang.org/x/image/draw"
)

// luma is a way to see a picture without its colours.
type luma int

const (
	grey      luma = iota // as the eye does
	brightest             // the brightest of red, green and blue: coloured ink vanishes
)

// of returns a part of a picture, every so many pixels averaged to one.
func (l luma) of(img image.Image, part image.Rectangle, reduce int) *image.Gray {
	w, h := part.Dx()/reduce, part.Dy()/reduce
	out := image.NewGray(image.Rect(0, 0, w, h))
	row := make([]int, w*reduce)
	for y := range h {
		clear(row)
		for k := range reduce {
			l.add(img, part.Min.X, part.Min.Y+y*reduce+k, row)
		}
		into := out.Pix[y*out.Stride:]
		for x := range w {
			sum := 0
			for k := range reduce {
				sum += row[x*reduce+k]
			}
			into[x] = uint8(sum / (reduce * reduce))
		}
	}
	return out
}

// add adds the values of a row of pixels.
func (l luma) add(img image.Image, x, y int, row []int) {
	switch m := img.(type) {
	case *image.Gray:
		for i, v := range m.Pix[m.PixOffset(x, y):][:len(row)] {
			row[i] += int(v)
		}
	case *image.YCbCr:
		at := m.YOffset(x, y)
		for i := range row {
			if l == grey {
				row[i] += int(m.Y[at+i])
				continue
			}
			c := m.COffset(x+i, y)
			r, g, b := color.YCbCrToRGB(m.Y[at+i], m.Cb[c], m.Cr[c])
			row[i] += int(max(r, g, b))
		}
	case *image.NRGBA:
		pix := m.Pix[m.PixOffset(x, y):]
		for i := range row {
			row[i] += l.value(pix[4*i], pix[4*i+1], pix[4*i+2])
		}
	default:
		for i := range row {
			r, g, b, _ := img.At(x+i, y).RGBA()
			row[i] += l.value(uint8(r>>8), uint8(g>>8), uint8(b>>8))
		}
	}
}

func (l luma) value(r, g, b uint8) int {
	if l == brightest {
		return int(max(r, g, b))
	}
	return (77*int(r) + 150*int(g) + 29*int(b)) >> 8
}

// enlarged returns a picture enlarged by a whole number, by cubic interpolation,
// which also smooths the noise of single pixels.
func enlarged(m *image.Gray, by int) *image.Gray {
	if by == 1 {
		return m
	}
	out := image.NewGray(image.Rect(0, 0, by*m.Rect.Dx(), by*m.Rect.Dy()))
	draw.CatmullRom.Scale(out, out.Rect, m, m.Rect, draw.Src, nil)
	return out
}

// isGrey reports whether a picture has no colours at all.
func isGrey(img image.Image) bool {
	switch m := img.(type) {
	case *image.Gray:
		return true
	case *image.YCbCr:
		const neutral = 3 // levels that rounding may be off
		for _, plane := range [][]uint8{m.Cb, m.Cr} {
			for i := 0; i < len(plane); i += 7 {
				if d := int(plane[i]) - 128; d > neutral || d < -neutral {
					return false
				}
			}
		}
		return true
	case *image.NRGBA:
		for i := 0; i+2 < len(m.Pix); i += 4 * 7 {
			if m.Pix[i] != m.Pix[i+1] || m.Pix[i] != m.Pix[i+2] {
				return false
			}
		}
		return true
	}
	return false
}
