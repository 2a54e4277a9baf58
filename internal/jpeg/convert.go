package jpeg

import (
	"image"
	"image/color"
)

// transform reads the picture, an MCU row at a time, into the coefficients of
// a new frame. sub is 2 for 4:2:0, 1 for 4:4:4. Alpha is left out of account.
func transform(img image.Image, sub int) *frame {
	bounds := img.Bounds()
	f := newFrame(bounds.Dx(), bounds.Dy(), sub)
	mcu := 8 * sub
	wide := f.mw * mcu
	s := strip{wide: wide, rgb: make([]uint8, 3*wide)}
	for i := range s.plane {
		s.plane[i] = make([]int32, wide*mcu)
	}
	for my := range f.mh {
		for j := range mcu {
			y := min(my*mcu+j, f.height-1) // the last row again below the picture
			readRow(img, bounds.Min.X, bounds.Min.Y+y, f.width, s.rgb)
			s.convert(f.width, j)
		}
		wideChroma := wide
		if sub == 2 {
			f.comp[1].lost += halve(s.plane[1], wide, mcu)
			f.comp[2].lost += halve(s.plane[2], wide, mcu)
			wideChroma /= 2
		}
		f.comp[0].transformRows(my*sub, sub, s.plane[0], wide)
		f.comp[1].transformRows(my, 1, s.plane[1], wideChroma)
		f.comp[2].transformRows(my, 1, s.plane[2], wideChroma)
	}
	return f
}

// strip is one MCU row of samples.
type strip struct {
	wide  int
	rgb   []uint8
	plane [3][]int32
}

// convert turns the pixels in rgb into row j of the planes: the full-range
// YCbCr of JFIF 1.02, in steps of 1/4, and repeats the last one to the edge.
func (s *strip) convert(width, j int) {
	const down, half = 16 - sampleBits, 1 << (15 - sampleBits)
	yy := s.plane[0][j*s.wide:][:s.wide]
	cb := s.plane[1][j*s.wide:][:s.wide]
	cr := s.plane[2][j*s.wide:][:s.wide]
	rgb := s.rgb[:3*width]
	for x := range width {
		p := rgb[3*x : 3*x+3 : 3*x+3]
		r, g, b := int32(p[0]), int32(p[1]), int32(p[2])
		yy[x] = (19595*r+38470*g+7471*b+half)>>down - 128<<sampleBits
		cb[x] = (-11058*r - 21710*g + 32768*b + half) >> down
		cr[x] = (32768*r - 27440*g - 5328*b + half) >> down
	}
	for x := width; x < s.wide; x++ {
		yy[x], cb[x], cr[x] = yy[width-1], cb[width-1], cr[width-1]
	}
}

// halve averages every four samples, in place. It returns the squared error of
// showing the averages instead of the samples.
func halve(p []int32, wide, high int) (lost int64) {
	for y := 0; y < high; y += 2 {
		up, low := p[y*wide:][:wide], p[(y+1)*wide:][:wide]
		out := p[y/2*(wide/2):][:wide/2]
		for x := range out {
			a, b, c, d := up[2*x], up[2*x+1], low[2*x], low[2*x+1]
			mean := (a + b + c + d + 2) >> 2
			a, b, c, d = a-mean, b-mean, c-mean, d-mean
			lost += int64(a*a + b*b + c*c + d*d)
			out[x] = mean
		}
	}
	return lost
}

// transformRows fills n rows of blocks from row by of the component.
func (c *component) transformRows(by, n int, samples []int32, wide int) {
	var b [64]int32
	for j := range n {
		for bx := range c.bw {
			for y := range 8 {
				copy(b[8*y:8*y+8], samples[(8*j+y)*wide+8*bx:])
			}
			fdct(&b)
			at := (by+j)*c.bw + bx
			out := (*[64]int16)(c.dct[at*64:])
			if by+j >= c.nh || bx >= c.nw { // shows no pixel: only the mean is needed
				clear(out[1:])
				out[0] = int16(b[0])
				continue
			}
			var energy int64
			for k, z := range zigzag {
				v := b[z]
				out[k] = int16(v)
				energy += int64(v) * int64(v)
			}
			energy -= int64(b[0]) * int64(b[0])
			c.weight[at] = blockWeight(energy)
		}
	}
}

// readRow copies width pixels from (x, y) as R, G, B bytes.
func readRow(img image.Image, x, y, width int, rgb []uint8) {
	switch m := img.(type) {
	case *image.NRGBA:
		dropAlpha(rgb, m.Pix[m.PixOffset(x, y):][:4*width])
	case *image.RGBA:
		dropAlpha(rgb, m.Pix[m.PixOffset(x, y):][:4*width])
	case *image.Gray:
		for i, v := range m.Pix[m.PixOffset(x, y):][:width] {
			rgb[3*i], rgb[3*i+1], rgb[3*i+2] = v, v, v
		}
	default:
		for i := range width {
			p := color.NRGBAModel.Convert(img.At(x+i, y)).(color.NRGBA)
			rgb[3*i], rgb[3*i+1], rgb[3*i+2] = p.R, p.G, p.B
		}
	}
}

func dropAlpha(rgb, rgba []uint8) {
	for i := 0; 4*i < len(rgba); i++ {
		p, q := rgb[3*i:3*i+3:3*i+3], rgba[4*i:4*i+4:4*i+4]
		p[0], p[1], p[2] = q[0], q[1], q[2]
	}
}
