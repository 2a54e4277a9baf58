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
	// startScale is the first scale to try: quality 70.
	startScale = scaleOne * 3 / 5
)

// found is a file that a search came to.
type found struct {
	bytes []byte
	scale scale
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
func (e *encoder) write(pad int) []byte {
	if e.opt.Sequential {
		return e.f.writeSequential(e.opt.Density, pad)
	}
	return e.f.writeProgressive(e.script, e.opt.Density, pad)
}

// fill returns the largest file at the scale that stays within the limit.
func (e *encoder) fill(s scale, limit int) (f found, ok bool) {
	const one = 64 // parts of the trellis' generosity
	low, high := one/2, one*2
	sizeLow, sizeHigh := 0, 0
	for part, tries := one, 0; tries < 5; tries++ {
		e.quantise(s, float32(part)/one)
		out := e.write(0)
		if len(out) <= limit {
			low, sizeLow = part, len(out)
			f, ok = found{out, s}, true
		} else {
			high, sizeHigh = part, len(out)
		}
		if s == 0 || ok && len(out) >= limit-limit/1024 && len(out) <= limit || high-low <= 1 {
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
// The inverse of the size is nearly a straight line over the scale, so that a
// secant comes near in a few steps; a bracket keeps it from going astray.
func search(from scale, limit, slack, steps int, sizeAt func(scale) int) point {
	var fits, over, last point
	aim := max(1, int64(limit-slack/2))
	for next, step := from, 0; step < steps || fits.size == 0; step++ {
		before := last
		last = point{next, max(1, sizeAt(next))}
		if last.size <= limit {
			fits = last
		} else {
			over = last
		}
		switch {
		case last.size <= limit && (last.size >= limit-slack || last.scale == 0),
			over.scale == scaleMax,
			fits.size > 0 && over.size > 0 && fits.scale-over.scale <= fits.scale/1024+1:
			return better(fits, over)
		}
		if fits.size > 0 && over.size > 0 {
			before, last = over, fits
		}
		next = last.scale * scale(last.size) / scale(aim)
		if z1, z2 := int64(before.size), int64(last.size); z1 > 0 && z1 != z2 {
			next = before.scale + (last.scale-before.scale)*scale(z2)/scale(aim)*scale(z1-aim)/scale(z1-z2)
		}
		if over.size > 0 {
			next = max(next, over.scale+over.scale/2048+1)
			if fits.size == 0 && step >= steps { // enough of small steps
				next = max(next, over.scale+over.scale/4+1)
			}
		}
		next = min(max(next, 0), scaleMax)
		if fits.size > 0 {
			next = min(next, fits.scale-1)
		}
	}
	return better(fits, over)
}

func better(fits, over point) point {
	if fits.size > 0 {
		return fits
	}
	return over
}
