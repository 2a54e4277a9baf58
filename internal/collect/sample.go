package collect

import (
	"image"
	"slices"

	"beiandesk/internal/mark"
	"beiandesk/internal/qr"
)

// sampled reads a code that was cut out with its quiet zone, so many pixels a
// module, module by module where they must lie: blurred modules of few pixels,
// which melt into each other, are told this way when no run of pixels shows them.
// Where the code lies a little off, or is blurred much, other ways are tried.
func sampled(square *image.Gray, size int) (mark.Mark, bool) {
	for _, sharpen := range []float64{0, 0.6} {
		for _, off := range [...][2]float64{{0, 0}, {0.3, 0}, {-0.3, 0}, {0, 0.3}, {0, -0.3}} {
			levels := moduleLevels(square, size, off)
			if sharpen > 0 {
				levels = sharpened(levels, sharpen)
			}
			if text, ok := qr.ReadModules(darkOf(levels)); ok {
				if m, ok := mark.Parse(text); ok {
					return m, true
				}
			}
		}
	}
	return mark.Mark{}, false
}

type levels [mark.Modules][mark.Modules]float64

// moduleLevels returns the mean grey of the middle of every module, with the grid
// moved by a part of a module.
func moduleLevels(square *image.Gray, size int, off [2]float64) (out levels) {
	half := size / 3
	for y := range out {
		for x := range out[y] {
			cx := int((float64(x+mark.Quiet) + 0.5 + off[0]) * float64(size))
			cy := int((float64(y+mark.Quiet) + 0.5 + off[1]) * float64(size))
			sum, n := 0, 0
			for v := cy - half; v < cy+half; v++ {
				for u := cx - half; u < cx+half; u++ {
					sum += int(square.Pix[v*square.Stride+u])
					n++
				}
			}
			out[y][x] = float64(sum) / float64(n)
		}
	}
	return out
}

// sharpened takes away what neighbours lend each other in a blurred picture.
func sharpened(m levels, by float64) (out levels) {
	for y := range m {
		for x := range m[y] {
			sum, n := 0.0, 0.0
			for _, d := range [4][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
				if u, v := x+d[0], y+d[1]; u >= 0 && v >= 0 && u < len(m) && v < len(m) {
					sum += m[v][u]
					n++
				}
			}
			out[y][x] = m[y][x] + by*(m[y][x]-sum/n)
		}
	}
	return out
}

// darkOf parts dark from light modules halfway between the darkest and lightest
// fifths of those around.
func darkOf(m levels) [][]bool {
	const around = 5
	out := make([][]bool, len(m))
	for y := range m {
		out[y] = make([]bool, len(m))
		for x := range m[y] {
			var near []float64
			for v := max(0, y-around); v <= min(len(m)-1, y+around); v++ {
				near = append(near, m[v][max(0, x-around):min(len(m), x+around+1)]...)
			}
			slices.Sort(near)
			fifth := len(near) / 5
			out[y][x] = m[y][x] < (near[fifth]+near[len(near)-1-fifth])/2
		}
	}
	return out
}
