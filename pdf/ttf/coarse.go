package ttf

import (
	"errors"
	"slices"
)

// coarseUnits is how many units the em of a cut font has. Fonts commonly have
// four times as many; their outlines take a quarter less room, packed, on the
// coarser grid. A letter of 10.5 points has its points within 0.021 points, or a
// sixth of a printer's dot (600 dpi), of where the font has them.
const coarseUnits = 250

// grid puts lengths of a font on a grid of its own.
type grid struct{ from, to int } // units per em

// coarseGrid is that of a cut font: its own where hinting programs count on it.
func (f *Font) coarseGrid() grid {
	if len(f.programs) > 0 || f.unitsPer < coarseUnits {
		return grid{f.unitsPer, f.unitsPer}
	}
	return grid{f.unitsPer, coarseUnits}
}

// round returns the nearest length; halves go away from zero.
func (g grid) round(v int) int {
	if v < 0 {
		return -g.round(-v)
	}
	return (2*v*g.to + g.from) / (2 * g.from)
}

// set rounds signed 16-bit numbers in place.
func (g grid) set(data []byte, at ...int) {
	for _, i := range at {
		be.PutUint16(data[i:], uint16(g.round(int(int16(be.Uint16(data[i:]))))))
	}
}

// Flags of a point of a simple glyph.
const (
	onCurve  = 1 << 0
	shortX   = 1 << 1
	shortY   = 1 << 2
	repeated = 1 << 3
	sameX    = 1 << 4 // of a short one: it is positive
	sameY    = 1 << 5
	overlap  = 1 << 6
)

var errShort = errors.New("outline is cut short")

// redrawer puts simple glyphs on a coarser grid. It keeps its memory from one to
// the next.
type redrawer struct {
	grid  grid
	flags []byte
	x, y  []int // steps from point to point
}

// redraw appends an outline to out, on the coarser grid. No point is added or
// left out, and hinting is.
func (r *redrawer) redraw(out, outline []byte) ([]byte, error) {
	contours := int(be.Uint16(outline))
	ends := 10 + 2*contours
	if contours == 0 || len(outline) < ends+2 {
		return nil, errShort
	}
	points := int(be.Uint16(outline[ends-2:])) + 1
	body := ends + 2 + int(be.Uint16(outline[ends:]))
	if len(outline) < body {
		return nil, errShort
	}
	rest, err := r.readFlags(outline[body:], points)
	if err != nil {
		return nil, err
	}
	if r.x, rest, err = r.readSteps(r.x, rest, shortX, sameX); err != nil {
		return nil, err
	}
	if r.y, _, err = r.readSteps(r.y, rest, shortY, sameY); err != nil {
		return nil, err
	}
	start := len(out)
	out = append(out, outline[:ends]...)
	r.grid.set(out[start:], 2, 4, 6, 8)
	out = append(out, 0, 0)
	return r.write(out), nil
}

// readFlags reads what stands before the coordinates and returns these.
func (r *redrawer) readFlags(data []byte, points int) ([]byte, error) {
	r.flags = slices.Grow(r.flags[:0], points)
	for len(r.flags) < points {
		if len(data) == 0 || data[0]&repeated != 0 && len(data) < 2 {
			return nil, errShort
		}
		flag, times := data[0]&^repeated, 1
		if data[0]&repeated != 0 {
			times += int(data[1])
			data = data[1:]
		}
		data = data[1:]
		for range min(times, points-len(r.flags)) {
			r.flags = append(r.flags, flag)
		}
	}
	return data, nil
}

// readSteps reads the coordinates of one axis as steps on the coarser grid.
func (r *redrawer) readSteps(steps []int, data []byte, short, same byte) (_ []int, rest []byte, err error) {
	steps = slices.Grow(steps[:0], len(r.flags))
	at, was := 0, 0
	for _, flag := range r.flags {
		size := 2
		switch {
		case flag&short != 0:
			size = 1
		case flag&same != 0:
			size = 0
		}
		if len(data) < size {
			return nil, nil, errShort
		}
		switch {
		case size == 2:
			at += int(int16(be.Uint16(data)))
		case size == 1 && flag&same != 0:
			at += int(data[0])
		case size == 1:
			at -= int(data[0])
		}
		data = data[size:]
		now := r.grid.round(at)
		steps, was = append(steps, now-was), now
	}
	return steps, data, nil
}

// write appends flags and coordinates.
func (r *redrawer) write(out []byte) []byte {
	for i, flag := range r.flags {
		r.flags[i] = flag&(onCurve|overlap) | stepFlags(r.x[i], shortX, sameX) | stepFlags(r.y[i], shortY, sameY)
	}
	for i := 0; i < len(r.flags); {
		n := 1
		for i+n < len(r.flags) && r.flags[i+n] == r.flags[i] && n <= 0xFF {
			n++
		}
		if n <= 2 { // packs better so
			for range n {
				out = append(out, r.flags[i])
			}
		} else {
			out = append(out, r.flags[i]|repeated, byte(n-1))
		}
		i += n
	}
	for _, steps := range [][]int{r.x, r.y} {
		for _, d := range steps {
			switch size := max(d, -d); {
			case size == 0:
			case size <= 0xFF:
				out = append(out, byte(size))
			default:
				out = be.AppendUint16(out, uint16(d))
			}
		}
	}
	return out
}

// stepFlags says how a step is written.
func stepFlags(d int, short, same byte) byte {
	switch {
	case d == 0:
		return same
	case d > 0 && d <= 0xFF:
		return short | same
	case d < 0 && d >= -0xFF:
		return short
	}
	return 0
}
