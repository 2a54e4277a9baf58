package specimen

import (
	"image"
	"math"
	"runtime"
	"sync"
)

// film gathers light before it becomes a picture: three numbers a pixel,
// 255 is white.
type film struct {
	size image.Point
	pix  []float32
}

func newFilm(size image.Point) *film {
	return &film{size, make([]float32, 3*size.X*size.Y)}
}

// rows calls do for every row, several at a time; what do does to a row may
// depend on nothing but the row.
func (f *film) rows(do func(y int)) {
	var wg sync.WaitGroup
	n := runtime.GOMAXPROCS(0)
	for k := range n {
		wg.Go(func() {
			for y := k; y < f.size.Y; y += n {
				do(y)
			}
		})
	}
	wg.Wait()
}

// blur spreads the light as a lens does: a Gaussian of the given deviation in
// pixels, cut off at three of them.
func (f *film) blur(sigma float64) {
	reach := int(3*sigma) + 1
	weights := make([]float32, 2*reach+1)
	var sum float32
	for i := range weights {
		d := float64(i - reach)
		weights[i] = float32(math.Exp(-d * d / (2 * sigma * sigma)))
		sum += weights[i]
	}
	for i := range weights {
		weights[i] /= sum
	}
	across := newFilm(f.size)
	w, h := f.size.X, f.size.Y
	f.rows(func(y int) {
		for x := range w {
			var c [3]float32
			for i, k := range weights {
				o := (y*w + min(max(x+i-reach, 0), w-1)) * 3
				c[0], c[1], c[2] = c[0]+k*f.pix[o], c[1]+k*f.pix[o+1], c[2]+k*f.pix[o+2]
			}
			copy(across.pix[(y*w+x)*3:], c[:])
		}
	})
	f.rows(func(y int) {
		row := f.pix[y*w*3 : (y+1)*w*3]
		clear(row)
		for i, k := range weights {
			from := across.pix[min(max(y+i-reach, 0), h-1)*w*3:]
			for x := range row {
				row[x] += k * from[x]
			}
		}
	})
}

// develop adds the sensor's noise, mostly of brightness as cameras leave it,
// and returns the picture.
func (f *film) develop(s Scene) *image.RGBA {
	g := grain{s.Seed + 4099}
	img := image.NewRGBA(image.Rectangle{Max: f.size})
	f.rows(func(y int) {
		for x := range f.size.X {
			p, n := f.pix[(y*f.size.X+x)*3:], g.normal(x, y)
			for i := range 3 {
				v := float64(p[i])
				v += s.Noise * math.Sqrt(max(v, 8)/128) * (0.8*n[0] + 0.35*n[i])
				img.Pix[y*img.Stride+4*x+i] = uint8(min(max(v+0.5, 0), 255))
			}
			img.Pix[y*img.Stride+4*x+3] = 255
		}
	})
	return img
}
