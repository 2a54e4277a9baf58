package jpeg

import "image"

// encoder searches the best file of one frame.
type encoder struct {
	f   *frame
	opt Options

	rates  [4]*huffman // what the trellis believes levels to cost
	script []scan      // of a progressive file, once it is known
}

func newEncoder(img image.Image, chroma Chroma, opt Options) *encoder {
	sub := 2
	if chroma == Chroma444 {
		sub = 1
	}
	return &encoder{f: transform(img, sub), opt: opt}
}

const (
	startScale = scaleOne * 3 / 5 // the first to try: quality 70
	scaleLeast = scaleOne / 64    // below it all quantiser steps are one
)

// found is a file that a search came to.
type found struct {
	bytes []byte
	scale scale
	error int64 // see frame.squaredError; 0 where quality is below fineQuality
}

// best returns the file of the highest quality with no more than limit bytes.
// ok is false when even the lowest quality has more.
//
// It comes near with sequential files, which need no scan search; then the
// scans are chosen and the scale is found by their size; at last the trellis
// is made a little more generous or stricter until the limit is filled, for
// the steps of the quantiser tables are too coarse for that.
func (e *encoder) best(limit int) (f found, ok bool) {
	room := limit - e.f.headSize(e.opt)
	near := search(startScale, room, room/32, 8, func(s scale) int {
		n := e.learn(s)
		if !e.opt.Sequential {
			n = n * 15 / 16
		}
		return n
	})
	if !e.opt.Sequential {
		e.script = e.f.searchScript()
	}
	// The bytes of scans are an estimate: where the file comes out larger, the
	// aim is lowered until one fits.
	for from := near.scale; ; room -= room/64 + 1 {
		p := search(min(from, scaleMax), room, room/256, 6, func(s scale) int {
			e.quantise(s, 1)
			return e.scanBytes()
		})
		if f, ok := e.fill(p.scale, limit); ok || p.scale >= scaleMax || room <= 1 {
			return f, ok
		}
		from = p.scale
	}
}

// learn quantises at the scale and lets the trellis believe, from here on,
// what the levels cost now. It returns the bytes of a sequential scan.
func (e *encoder) learn(s scale) int {
	if e.rates[0] == nil {
		e.f.setTables(s)
		e.f.quantise()
		e.rates, _ = e.f.sequentialTables()
	}
	e.quantise(s, 1)
	var n int
	e.rates, n = e.f.sequentialTables()
	return n / 8
}

// quantise quantises the frame at the scale, with errors weighed as much as
// generous says. At the top quality nothing is traded for bytes.
func (e *encoder) quantise(s scale, generous float32) {
	e.f.setTables(s)
	e.f.quantise()
	if s > 0 {
		e.f.trellis(e.rates, generous)
	}
}

// scanBytes returns about how many bytes the scans of the frame take.
func (e *encoder) scanBytes() int {
	if e.opt.Sequential {
		tables, bits := e.f.sequentialTables()
		n := bits/8 + stuffing(bits/8) + 10
		for _, h := range tables {
			n += h.bytes()
		}
		return n
	}
	return e.f.scriptSize(e.script)
}

// write returns the file of the frame as it is quantised.
func (e *encoder) write() []byte {
	if e.opt.Sequential {
		return e.f.writeSequential(e.opt.Density)
	}
	return e.f.writeProgressive(e.script, e.opt.Density)
}

// fill returns the largest file at the scale that stays within the limit.
func (e *encoder) fill(s scale, limit int) (f found, ok bool) {
	const one = 64 // parts of the trellis' generosity
	low, high := one/2, one*2
	sizeLow, sizeHigh := 0, 0
	for part, tries := one, 0; tries < 5; tries++ {
		e.quantise(s, float32(part)/one)
		out := e.write()
		if len(out) <= limit {
			low, sizeLow = part, len(out)
			f, ok = found{bytes: out, scale: s}, true
			if s.quality() >= fineQuality {
				f.error = e.f.squaredError()
			}
		} else {
			high, sizeHigh = part, len(out)
		}
		if s == 0 || sizeLow >= limit-limit/1024 || high-low <= 1 {
			break
		}
		switch {
		case sizeLow == 0: // a part of generosity is about a fifth in bytes
			part -= max(1, one*5*(sizeHigh-limit)/limit)
		case sizeHigh == 0:
			part += max(1, one*5*(limit-sizeLow)/limit)
		default:
			part = low + (high-low)*(limit-sizeLow)/(sizeHigh-sizeLow)
		}
		part = min(max(part, low+1), high-1)
	}
	return f, ok
}

// point is a scale that was tried and the bytes it gave.
type point struct {
	scale scale
	size  int
}

// search looks for the scale whose size is within slack below the limit. It
// returns the best scale that fits, or the highest tried when none does.
//
// Over a small range the size falls with the scale to the power of about -3/4,
// which gives the next guess. Once there is a scale on either side, the guess
// lies between: the inverse of the size is nearly a straight line over the
// scale.
func search(from scale, limit, slack, steps int, sizeAt func(scale) int) point {
	var fits, over point
	aim := max(1, scale(limit-slack/2))
	for next, step := from, 0; step < steps || fits.size == 0; step++ {
		last := point{next, max(1, sizeAt(next))}
		if last.size <= limit {
			fits = last
			if last.size >= limit-slack || last.scale == 0 {
				return fits
			}
		} else {
			over = last
			if last.scale == scaleMax {
				return over
			}
		}
		z := scale(last.size)
		next = last.scale + max(last.scale*(z-aim)*4/(aim*3), -last.scale*3/4)
		if step > 2 && fits.size == 0 {
			next += next / 64 * scale(step) // do not creep up to the limit for ever
		}
		if over.size > 0 && fits.size > 0 {
			if fits.scale-over.scale <= fits.scale/1024+1 {
				return fits
			}
			z1, z2 := scale(over.size), scale(fits.size)
			next = over.scale + (fits.scale-over.scale)*z2/aim*(z1-aim)/(z1-z2)
			margin := (fits.scale - over.scale) / 16
			next = min(max(next, over.scale+margin), fits.scale-margin)
		}
		if over.size > 0 {
			next = max(next, over.scale+over.scale/1024+1, scaleLeast)
		} else if next < scaleLeast {
			next = 0
		}
		next = min(next, scaleMax)
		if fits.size > 0 {
			next = min(next, fits.scale-1)
		}
	}
	return fits
}
