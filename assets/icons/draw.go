//go:build ignore

// This program draws the program's icon: go run assets/icons/draw.go. A form
// with a red seal on it, on blue. It needs nothing but the standard library and
// golang.org/x/image, and draws the same bytes every time.
package main

import (
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"log"
	"math"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/image/vector"
)

const side = 512

// shape is an outline being drawn, in points of a 512 grid.
type shape struct{ *vector.Rasterizer }

func newShape() shape { return shape{vector.NewRasterizer(side, side)} }

// box adds a rectangle with round corners.
func (s shape) box(x0, y0, x1, y1, r float64) shape {
	const k = 0.5523 // a quarter circle as a cubic
	p := func(x, y float64) (float32, float32) { return float32(x), float32(y) }
	curve := func(ax, ay, bx, by, cx, cy float64) {
		s.CubeTo(float32(ax), float32(ay), float32(bx), float32(by), float32(cx), float32(cy))
	}
	s.MoveTo(p(x0+r, y0))
	s.LineTo(p(x1-r, y0))
	curve(x1-r+r*k, y0, x1, y0+r-r*k, x1, y0+r)
	s.LineTo(p(x1, y1-r))
	curve(x1, y1-r+r*k, x1-r+r*k, y1, x1-r, y1)
	s.LineTo(p(x0+r, y1))
	curve(x0+r-r*k, y1, x0, y1-r+r*k, x0, y1-r)
	s.LineTo(p(x0, y0+r))
	curve(x0, y0+r-r*k, x0+r-r*k, y0, x0+r, y0)
	s.ClosePath()
	return s
}

// polygon adds straight lines.
func (s shape) polygon(points ...[2]float64) shape {
	for i, p := range points {
		if i == 0 {
			s.MoveTo(float32(p[0]), float32(p[1]))
			continue
		}
		s.LineTo(float32(p[0]), float32(p[1]))
	}
	s.ClosePath()
	return s
}

// star adds a five-pointed star.
func (s shape) star(cx, cy, outer float64) shape {
	var points [][2]float64
	for i := range 10 {
		r := outer
		if i%2 == 1 {
			r = outer * 0.382
		}
		a := float64(i)*math.Pi/5 - math.Pi/2
		points = append(points, [2]float64{cx + r*math.Cos(a), cy + r*math.Sin(a)})
	}
	return s.polygon(points...)
}

func (s shape) fill(dst *image.NRGBA, src image.Image) {
	s.Draw(dst, dst.Bounds(), src, image.Point{})
}

func solid(rgb uint32) image.Image {
	return image.NewUniform(color.NRGBA{uint8(rgb >> 16), uint8(rgb >> 8), uint8(rgb), 255})
}

func main() {
	dst := image.NewNRGBA(image.Rect(0, 0, side, side))
	newShape().box(16, 16, 496, 496, 104).fill(dst, slope())
	newShape().polygon([2]float64{136, 92}, [2]float64{304, 92}, [2]float64{376, 164}, [2]float64{376, 420}, [2]float64{136, 420}).fill(dst, solid(0xffffff))
	newShape().polygon([2]float64{304, 92}, [2]float64{376, 164}, [2]float64{304, 164}).fill(dst, solid(0xb9cff2))
	for i, end := range []float64{272, 336, 336, 248} {
		y := 160 + float64(i)*50
		newShape().box(172, y, end, y+18, 9).fill(dst, solid(0x9db7e2))
	}
	// The seal: a ring, and a star in it.
	newShape().box(268, 280, 432, 444, 82).fill(dst, solid(0xd6342c))
	newShape().box(284, 296, 416, 428, 66).fill(dst, solid(0xffffff))
	newShape().box(290, 302, 410, 422, 60).fill(dst, solid(0xd6342c))
	newShape().star(350, 364, 44).fill(dst, solid(0xffffff))

	_, here, _, _ := runtime.Caller(0)
	file, err := os.Create(filepath.Join(filepath.Dir(here), "icon.png"))
	if err != nil {
		log.Fatal(err)
	}
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(file, dst); err != nil {
		log.Fatal(err)
	}
	if err := file.Close(); err != nil {
		log.Fatal(err)
	}
}

// slope is blue, lighter above.
func slope() image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		t := float64(y) / side
		c := color.NRGBA{uint8(0x3a - 0x20*t), uint8(0x7d - 0x33*t), uint8(0xe0 - 0x3a*t), 255}
		draw.Draw(img, image.Rect(0, y, side, y+1), image.NewUniform(c), image.Point{}, draw.Src)
	}
	return img
}
