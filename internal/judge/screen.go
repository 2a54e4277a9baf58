package judge

import (
	"image"
	"math"
	"math/bits"
	"math/cmplx"
	"slices"
)

const (
	window  = 128 // side of the pieces of a picture that are looked at, pixels; a power of two
	pieces  = 12  // of them: the most even ones, so that print does not count
	fewest  = 6   // of them that make a verdict
	coarse  = 10  // least frequency that counts, cycles in a piece: slower changes are light, print, guilloches
	blocky  = 16  // cycles in a piece of the 8 by 8 pixels that JPEG codes by, and their multiples
	yielded = 2   // cycles by which a grid may differ from square: the screen is seen at an angle
	near    = 10  // cycles to either side that a wave is compared with,
	itself  = 3   // save those that are its own
)

// Grid returns how strongly the pixels of a screen show in a photo of it: how
// far two equal waves at right angles stand above the waves of about their
// length, in the light and even parts of the picture around the given places;
// as a natural logarithm of powers, the mean of those parts. A lattice of square
// cells has such a pair whatever its pitch and turn; it has it still where it
// is finer than the camera's and only its alias is seen (moiré), because the
// camera's own lattice is square too. Lines of a guilloche run one way; print
// and noise have no waves of one length everywhere.
//
// Nought is returned where there are too few places to look at.
func Grid(m image.Image, at []image.Point) float64 {
	luma := lumaReader(m)
	corners := evenest(m, luma, at)
	if len(corners) < fewest {
		return 0
	}
	var sum [window * window]float64
	for _, p := range corners {
		for i, v := range widened(aboveOthers(spectrumOf(luma, p))) {
			sum[i] += v / float64(len(corners))
		}
	}
	return squareWaves(&sum)
}

// floor is added to every power: what noise of a deviation of 1.5 levels has.
// Less than that no camera has, and a drawing without any would show every
// faint line of its ground.
const floor = 1.5 * 1.5 * 0.140625 * window * window

// aboveOthers compares the logarithm of every power with the mean of those
// around it.
func aboveOthers(power []float64) []float64 {
	const most = window + 2*near + 1
	logs := make([]float64, len(power))
	for i, v := range power {
		logs[i] = math.Log(v + floor)
	}
	// Running sums of the logarithms, which go on periodically.
	table := make([]float64, most*most)
	for y := 1; y < most; y++ {
		row := 0.0
		for x := 1; x < most; x++ {
			row += logs[((y-1-near)&(window-1))*window+((x-1-near)&(window-1))]
			table[y*most+x] = table[(y-1)*most+x] + row
		}
	}
	box := func(x, y, r int) (sum, n float64) {
		l, t, rr, b := x+near-r, y+near-r, x+near+r+1, y+near+r+1
		return table[b*most+rr] - table[t*most+rr] - table[b*most+l] + table[t*most+l], float64((2*r + 1) * (2*r + 1))
	}
	above := make([]float64, len(power))
	for y := range window {
		for x := range window {
			all, n := box(x, y, near)
			own, m := box(x, y, itself)
			above[y*window+x] = logs[y*window+x] - (all-own)/(n-m)
		}
	}
	return above
}

// widened replaces every value by the largest of itself and its neighbours, as a
// grid that is seen at an angle is not of one length everywhere.
func widened(values []float64) []float64 {
	out := make([]float64, len(values))
	for y := range window {
		for x := range window {
			most := math.Inf(-1)
			for dy := -1; dy <= 1; dy++ {
				for dx := -1; dx <= 1; dx++ {
					most = math.Max(most, values[((y+dy)&(window-1))*window+((x+dx)&(window-1))])
				}
			}
			out[y*window+x] = most
		}
	}
	return out
}

// evenest returns the upper left corners of the pieces around places that are
// light and vary least, apart from what is finer than a cell.
func evenest(m image.Image, luma func(x, y int) uint8, at []image.Point) []image.Point {
	type candidate struct {
		at            image.Point
		light, uneven float64
	}
	const cell, darkest, most = 16, 85, 8 * 8 // pixels, levels, levels squared: print varies more
	var all []candidate
	lightest := 0.0
	for _, p := range at {
		r := image.Rect(0, 0, window, window).Add(p.Sub(image.Pt(window/2, window/2)))
		if !r.In(m.Bounds()) {
			continue
		}
		sum, squares := 0.0, 0.0
		for y := r.Min.Y; y < r.Max.Y; y += cell {
			for x := r.Min.X; x < r.Max.X; x += cell {
				mean := 0
				for j := range cell {
					for i := range cell {
						mean += int(luma(x+i, y+j))
					}
				}
				v := float64(mean) / (cell * cell)
				sum, squares = sum+v, squares+v*v
			}
		}
		const n = (window / cell) * (window / cell)
		light := sum / n
		all = append(all, candidate{r.Min, light, squares/n - light*light})
		lightest = math.Max(lightest, light)
	}
	all = slices.DeleteFunc(all, func(c candidate) bool {
		return c.light < max(darkest, 0.6*lightest) || c.light > burnt || c.uneven > most
	})
	slices.SortStableFunc(all, func(a, b candidate) int {
		switch {
		case a.uneven < b.uneven:
			return -1
		case a.uneven > b.uneven:
			return 1
		}
		return 0
	})
	var corners []image.Point
	for _, c := range all[:min(pieces, len(all))] {
		corners = append(corners, c.at)
	}
	return corners
}

// hann are the weights that let a piece fade out at its edges.
var hann = func() (w [window]float64) {
	for i := range w {
		w[i] = 0.5 - 0.5*math.Cos(2*math.Pi*(float64(i)+0.5)/window)
	}
	return w
}()

// spectrumOf returns the power of the waves in a piece.
func spectrumOf(luma func(x, y int) uint8, corner image.Point) []float64 {
	a := make([]complex128, window*window)
	mean := 0.0
	for y := range window {
		for x := range window {
			v := float64(luma(corner.X+x, corner.Y+y))
			a[y*window+x] = complex(v, 0)
			mean += v / (window * window)
		}
	}
	for y := range window {
		row := a[y*window : (y+1)*window]
		for x := range row {
			row[x] = (row[x] - complex(mean, 0)) * complex(hann[x]*hann[y], 0)
		}
		transform(row)
	}
	column := make([]complex128, window)
	power := make([]float64, window*window)
	for x := range window {
		for y := range window {
			column[y] = a[y*window+x]
		}
		transform(column)
		for y, c := range column {
			power[y*window+x] = real(c)*real(c) + imag(c)*imag(c)
		}
	}
	return power
}

// turns are the factors of a transform of window values.
var turns = func() (t [window / 2]complex128) {
	for i := range t {
		t[i] = cmplx.Exp(complex(0, -2*math.Pi*float64(i)/window))
	}
	return t
}()

// transform is the fast Fourier transform of window values (Cooley and Tukey
// 1965).
func transform(a []complex128) {
	shift := 64 - bits.Len(window-1)
	for i := range a {
		if j := int(bits.Reverse64(uint64(i)) >> shift); i < j {
			a[i], a[j] = a[j], a[i]
		}
	}
	for half := 1; half < window; half *= 2 {
		for start := 0; start < window; start += 2 * half {
			for k := range half {
				u, v := a[start+k], a[start+k+half]*turns[k*(window/2/half)]
				a[start+k], a[start+k+half] = u+v, u-v
			}
		}
	}
}

// signed returns a frequency between -window/2 and window/2.
func signed(f int) int {
	if f &= window - 1; f > window/2 {
		return f - window
	}
	return f
}

// counts reports whether a frequency is neither that of light and print nor one
// that JPEG's blocks have.
func counts(fx, fy int) bool {
	x, y := abs(signed(fx)), abs(signed(fy))
	if x*x+y*y < coarse*coarse {
		return false
	}
	onBlocks := func(f int) bool { return (f+2)%blocky <= 4 }
	return !(onBlocks(x) && (y <= 4 || onBlocks(y)) || onBlocks(y) && x <= 4)
}

// squareWaves returns the strongest pair of waves at right angles and of one
// length: the weaker of the two.
func squareWaves(above *[window * window]float64) (best float64) {
	for fy := range window/2 + 1 {
		for fx := range window {
			v := above[fy*window+fx]
			if v <= best || !counts(fx, fy) {
				continue
			}
			other := 0.0
			for dy := -yielded; dy <= yielded; dy++ {
				for dx := -yielded; dx <= yielded; dx++ {
					x, y := (dx-fy)&(window-1), (fx+dy)&(window-1)
					if counts(x, y) {
						other = math.Max(other, above[y*window+x])
					}
				}
			}
			best = math.Max(best, math.Min(v, other))
		}
	}
	return best
}
