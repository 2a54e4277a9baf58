package judge

import (
	"bytes"
	"image"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"testing"
)

// display is a screen before a camera.
type display struct {
	pitch float64 // of the screen's pixels, in pixels of the camera
	turn  float64 // degrees
	tilt  float64 // how much finer the grid is at the right than at the left, of 1
	shows func(x, y float64) float64
}

// photograph draws a screen as a camera sees it: every pixel of the screen
// has three upright bars, red, green and blue, with black between; the lens
// blurs, the sensor is noisy, and the picture is coded as JPEG.
func (d display) photograph(t testing.TB, w, h int, quality int) image.Image {
	t.Helper()
	const fine = 3 // samples in either direction that make a pixel
	rnd := rand.New(rand.NewPCG(1, 2))
	sin, cos := math.Sincos(d.turn * math.Pi / 180)
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			var sum [3]float64
			for j := range fine {
				for i := range fine {
					px, py := float64(x)+(float64(i)+0.5)/fine, float64(y)+(float64(j)+0.5)/fine
					k := (1 + d.tilt*(px/float64(w)-0.5)) / d.pitch
					u, v := (px*cos-py*sin)*k, (px*sin+py*cos)*k
					level := d.shows(px/float64(w), py/float64(h))
					u, v = (u-math.Floor(u))*3, v-math.Floor(v)
					bar := int(u)
					if in := u - float64(bar); in > 0.1 && in < 0.9 && v > 0.08 && v < 0.92 {
						sum[bar] += 255 * level * 3.2
					}
				}
			}
			noise := 2 * rnd.NormFloat64()
			for c := range sum {
				v := sum[c]/(fine*fine) + noise + rnd.NormFloat64()
				img.Pix[y*img.Stride+4*x+c] = uint8(min(max(v, 0), 255))
			}
			img.Pix[y*img.Stride+4*x+3] = 255
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, soft(img), &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	out, err := jpeg.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// soft spreads the light of a picture over three pixels, as a lens does.
func soft(m *image.RGBA) *image.RGBA {
	out := image.NewRGBA(m.Rect)
	w, h := m.Rect.Dx(), m.Rect.Dy()
	for y := range h {
		for x := range w {
			for c := range 4 {
				sum := 0
				for dy := -1; dy <= 1; dy++ {
					for dx := -1; dx <= 1; dx++ {
						weight := (2 - dx*dx) * (2 - dy*dy)
						sum += weight * int(m.Pix[min(max(y+dy, 0), h-1)*m.Stride+4*min(max(x+dx, 0), w-1)+c])
					}
				}
				out.Pix[y*out.Stride+4*x+c] = uint8((sum + 8) / 16)
			}
		}
	}
	return out
}

// page is white, with lines of bars like text in its upper half.
func page(x, y float64) float64 {
	if row := int(y * 60); y < 0.5 && row%3 == 0 && row%9 != 0 && x > 0.1 && x < 0.9 && int(x*150)%3 != 0 {
		return 0.1
	}
	return 0.8
}

// everywhere returns places all over a picture.
func everywhere(m image.Image) (at []image.Point) {
	b := m.Bounds()
	for j := range 8 {
		for i := range 10 {
			at = append(at, image.Pt(b.Min.X+(2*i+1)*b.Dx()/20, b.Min.Y+(2*j+1)*b.Dy()/16))
		}
	}
	return at
}

func TestGridShowsScreens(t *testing.T) {
	for _, d := range []display{
		{pitch: 0.9, turn: 3},             // finer than the camera's pixels: moiré
		{pitch: 1.3, turn: 11, tilt: 0.1}, // likewise, at an angle
		{pitch: 1.9, turn: 0.5},
		{pitch: 2.8, turn: 30, tilt: 0.1},
		{pitch: 5, turn: 3, tilt: 0.05},
	} {
		d.shows = page
		m := d.photograph(t, 700, 520, 85)
		if got := Grid(m, everywhere(m)); got < screenSeen {
			t.Errorf("a screen of pitch %.1f turned by %.1f°: %.2f, want %.1f and more", d.pitch, d.turn, got, screenSeen)
		}
	}
}

// screenSeen is what callers take for a screen.
const screenSeen = 3.6

func TestGridIsNotSeenOnPaper(t *testing.T) {
	papers := map[string]func(x, y float64) float64{
		"text": func(x, y float64) float64 { return 235 * min(1, page(x/700, y/520)/0.8) },
		// Wavy lines run over the whole paper, as close as they are printed.
		"guilloche": func(x, y float64) float64 { return 215 + 20*math.Sin(2*math.Pi*(y+6*math.Sin(x/40))/6) },
		"guilloches that cross": func(x, y float64) float64 {
			return 215 + 10*math.Sin(2*math.Pi*(y+6*math.Sin(x/40))/6) + 10*math.Sin(2*math.Pi*(y+9*math.Cos(x/50))/9)
		},
		"light that falls off": func(x, y float64) float64 { return 240 - x/8 },
	}
	rnd := rand.New(rand.NewPCG(3, 4))
	for name, paper := range papers {
		for _, quality := range []int{60, 90} {
			m := image.NewGray(image.Rect(0, 0, 700, 520))
			for i := range m.Pix {
				m.Pix[i] = uint8(min(max(paper(float64(i%700), float64(i/700))+2*rnd.NormFloat64(), 0), 255))
			}
			var b bytes.Buffer
			if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
				t.Fatal(err)
			}
			coded, err := jpeg.Decode(&b)
			if err != nil {
				t.Fatal(err)
			}
			if got := Grid(coded, everywhere(coded)); got >= screenSeen {
				t.Errorf("%s, quality %d: %.2f, want less than %.1f", name, quality, got, screenSeen)
			}
		}
	}
}

func TestGridNeedsPlaces(t *testing.T) {
	m := image.NewGray(image.Rect(0, 0, 300, 200))
	if got := Grid(m, everywhere(m)); got != 0 {
		t.Errorf("%.2f in a black picture", got)
	}
	if got := Grid(image.NewGray(image.Rectangle{}), nil); got != 0 {
		t.Errorf("%.2f in no picture", got)
	}
}

func BenchmarkGrid(b *testing.B) {
	d := display{pitch: 2.3, turn: 3, shows: page}
	m := d.photograph(b, 1600, 1200, 85)
	at := everywhere(m)
	b.ReportAllocs()
	for b.Loop() {
		Grid(m, at)
	}
}
