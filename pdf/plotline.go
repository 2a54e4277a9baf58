package pdf

import "math"

// Dashes of page descriptions: so much is drawn, so much is left free.
const (
	dashDrawn = 3 * pt
	dashFree  = 2400
)

// palest is how dark a line is, as a share, that is much thinner than a pixel of a
// screen.
const palest = 0.5

// circle returns chords that are as good as a circle.
func circle(x, y, r float64) [][2]float64 {
	const chords = 180
	points := make([][2]float64, chords+1)
	for i := range points {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / chords)
		points[i] = [2]float64{x + r*cos, y + r*sin}
	}
	return points
}

// strokes draws the lines from point to point, dashed where the operation is.
func (t *plot) strokes(points [][2]float64, op Op, level uint8) {
	half := max(t.px(op.Stroke), thinnest) / 2
	if wide := t.px(op.Stroke); t.screen {
		half = max(wide, 1) / 2
		level = 0xff - uint8(float64(0xff-level)*max(palest, min(wide, 1)))
	}
	along, drawn, period := 0.0, t.px(dashDrawn), t.px(dashDrawn+dashFree)
	for i, from := range points[:len(points)-1] {
		to := points[i+1]
		n := math.Hypot(to[0]-from[0], to[1]-from[1])
		if !op.Dashed || period < 2 { // dashes finer than a pixel are a line
			t.stroke(from, to, half, level)
			continue
		}
		at := func(d float64) [2]float64 {
			return [2]float64{from[0] + (to[0]-from[0])*d/n, from[1] + (to[1]-from[1])*d/n}
		}
		for d := 0.0; d < n; {
			phase := math.Mod(along+d, period)
			next := d + period - phase
			if phase < drawn {
				next = d + drawn - phase
				t.stroke(at(d), at(min(next, n)), half, level)
			}
			d = max(next, d+1e-3)
		}
		along += n
	}
}

// stroke draws a line with square ends. On a screen, one that is level or upright
// stands on whole pixels, as in other viewers.
func (t *plot) stroke(a, b [2]float64, half float64, level uint8) {
	n := math.Hypot(b[0]-a[0], b[1]-a[1])
	if n == 0 {
		return
	}
	dx, dy := (b[0]-a[0])/n*half, (b[1]-a[1])/n*half
	if t.screen && (a[0] == b[0] || a[1] == b[1]) {
		wide := max(1, math.Round(2*half))
		across := 0 // the axis that the line is thin along
		if a[1] == b[1] {
			across = 1
		}
		a[across] = math.Round(a[across]-wide/2) + wide/2
		b[across] = a[across]
		dx, dy = (b[0]-a[0])/n*wide/2, (b[1]-a[1])/n*wide/2
	}
	left, right := min(a[0], b[0])-math.Abs(dy), max(a[0], b[0])+math.Abs(dy)
	top, bottom := min(a[1], b[1])-math.Abs(dx), max(a[1], b[1])+math.Abs(dx)
	box := t.open(left, top, right, bottom)
	if box.Empty() {
		return
	}
	x, y := float64(box.Min.X), float64(box.Min.Y)
	t.quad([4][2]float64{{a[0] - dy - x, a[1] + dx - y}, {b[0] - dy - x, b[1] + dx - y}, {b[0] + dy - x, b[1] - dx - y}, {a[0] + dy - x, a[1] - dx - y}})
	t.ink(box, level, false)
}
