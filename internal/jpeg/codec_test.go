package jpeg

import (
	"bytes"
	"image"
	"image/color"
	stdjpeg "image/jpeg"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"
)

// TestTransform compares with the definition (ITU-T T.81, A.3.3).
func TestTransform(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		var block [64]int32
		for i := range block {
			block[i] = int32(rnd.IntN(256)-128) << sampleBits
		}
		in := block
		fdct(&block)
		for v := range 8 {
			for u := range 8 {
				if got, want := float64(block[8*v+u]), 8*definition(&in, u, v); math.Abs(got-want) > 1.2 {
					t.Fatalf("coefficient %d,%d times 8 is %v, want %.2f", u, v, got, want)
				}
			}
		}
	}
}

func definition(in *[64]int32, u, v int) (sum float64) {
	scale := func(n int) float64 {
		if n == 0 {
			return math.Sqrt(0.125)
		}
		return 0.5
	}
	for y := range 8 {
		for x := range 8 {
			sum += float64(in[8*y+x]) / (1 << sampleBits) *
				math.Cos(float64(2*x+1)*float64(u)*math.Pi/16) * math.Cos(float64(2*y+1)*float64(v)*math.Pi/16)
		}
	}
	return sum * scale(u) * scale(v)
}

// TestQuantise checks the reciprocals against division.
func TestQuantise(t *testing.T) {
	f := newFrame(8, 8, 1)
	c := &f.comp[0]
	for step := uint16(1); step <= 255; step++ {
		for k := range c.step {
			c.step[k] = step
		}
		for v := -8192; v <= 8192; v += 7 {
			c.dct[5] = int16(v)
			c.quantise()
			want := (max(v, -v) + 4*int(step)) / (8 * int(step))
			if v < 0 {
				want = -want
			}
			if int(c.lev[5]) != want || (c.nz[0] != 0) != (want != 0) {
				t.Fatalf("%d/8 in steps of %d is %d (mask %x), want %d", v, step, c.lev[5], c.nz[0], want)
			}
		}
	}
}

func TestHuffmanTables(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	var deep frequencies // Fibonacci weights grow the deepest tree
	a, b := int32(1), int32(1)
	for s := range 40 {
		deep[s] = a
		a, b = b, a+b
	}
	tests := []frequencies{{}, {7: 1}, {0: 5, 255: 5}, deep}
	for range 100 {
		var f frequencies
		for range rnd.IntN(256) {
			f[rnd.IntN(256)] = int32(rnd.ExpFloat64() * 1000)
		}
		tests = append(tests, f)
	}
	for i, freq := range tests {
		h := newHuffman(&freq)
		checkPrefixCode(t, i, &freq, h)
		if entropy, got := shannon(&freq), float64(h.bits(&freq)); i != 3 && got > entropy*1.1+float64(total(&freq))*0.6+1 {
			t.Errorf("table %d: %.0f bits, the entropy is %.0f", i, got, entropy)
		}
	}
}

// checkPrefixCode checks what a decoder relies on: each symbol has a code, no
// longer than 16 bits, none of ones only, and none begins another.
func checkPrefixCode(t *testing.T, i int, freq *frequencies, h *huffman) {
	t.Helper()
	next := uint32(0) // the next free code, as 17 bits
	n := 0
	for length := 1; length <= maxCode; length++ {
		for range h.count[length] {
			s := h.symbol[n]
			n++
			if int(h.length[s]) != length || uint32(h.code[s])<<(17-length) != next {
				t.Fatalf("table %d: symbol %d has code %b of %d bits", i, s, h.code[s], h.length[s])
			}
			next += 1 << (17 - length)
		}
	}
	if next >= 1<<17 {
		t.Errorf("table %d uses the code of ones only", i)
	}
	for s, count := range freq {
		if (count > 0) != (h.length[s] > 0) {
			t.Errorf("table %d: symbol %d occurs %d times and has %d bits", i, s, count, h.length[s])
		}
	}
}

func total(freq *frequencies) (n int) {
	for _, c := range freq {
		n += int(c)
	}
	return n
}

func shannon(freq *frequencies) (bits float64) {
	all := float64(total(freq))
	for _, c := range freq {
		if c > 0 {
			bits -= float64(c) * math.Log2(float64(c)/all)
		}
	}
	return bits
}

// TestTrellisPaysOff checks that a fifth of the bits is spared, while the error
// stays of the same order: what busy blocks lose counts less than it measures.
func TestTrellisPaysOff(t *testing.T) {
	f := transform(page(320, 240), 2)
	f.setTables(scaleOne)
	f.quantise()
	tables, plain := f.sequentialTables()
	plainError := f.squaredError()
	f.trellis(tables, 1)
	_, bits := f.sequentialTables()
	if bits > plain*4/5 {
		t.Errorf("%d bits with the trellis, %d without", bits, plain)
	}
	if e := f.squaredError(); e < plainError || e > plainError*5/2 {
		t.Errorf("error goes from %d to %d", plainError, e)
	}
	for i := range f.comp {
		for b, mask := range f.comp[i].nz {
			for k := 1; k < 64; k++ {
				if lev := f.comp[i].lev[b*64+k]; (lev != 0) != (mask>>k&1 != 0) {
					t.Fatalf("component %d, block %d, level %d is %d, the mask is %x", i, b, k, lev, mask)
				}
			}
		}
	}
}

func TestSearch(t *testing.T) {
	power := func(s scale) int { return int(3e5 / math.Pow(float64(s)/float64(scaleOne)+0.02, 0.75)) }
	tests := []struct {
		name  string
		size  func(scale) int
		limit int
		fits  bool
	}{
		{"smooth", power, 200_000, true},
		{"nearly the lowest quality", power, 17_000, true},
		{"the top quality fits", power, 1 << 30, true},
		{"nothing fits", power, 1000, false},
		{"in leaps", func(s scale) int { return power(s) / 50_000 * 50_000 }, 200_000, true},
		{"on an edge", func(s scale) int {
			if s < 20_000 {
				return 300_000
			}
			return 100_000
		}, 200_000, true},
		{"never changing", func(scale) int { return 5000 }, 4000, false},
		{"noisy", func(s scale) int { return power(s) + int(s*7919%1001) }, 200_000, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			steps := 0
			p := search(startScale, test.limit, test.limit/256, 6, func(s scale) int {
				if s < 0 || s > scaleMax {
					t.Fatalf("scale %d", s)
				}
				steps++
				return test.size(s)
			})
			if steps > 40 {
				t.Errorf("%d steps", steps)
			}
			if got := p.size > 0 && p.size <= test.limit; got != test.fits {
				t.Errorf("%+v for a limit of %d, want it to fit: %t", p, test.limit, test.fits)
			}
		})
	}
}

// TestAnyPictureAnyWindow tries sizes, contents and windows at random.
func TestAnyPictureAnyWindow(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	for range 60 {
		w, h := 1+rnd.IntN(200), 1+rnd.IntN(200)
		img := image.Image(page(w, h))
		if rnd.IntN(3) == 0 {
			img = noise(w, h)
		}
		if rnd.IntN(3) == 0 { // a part of a larger picture
			img = page(w+9, h+5).SubImage(image.Rect(9, 5, w+9, h+5))
		}
		most := 4000 + rnd.IntN(60_000)
		window := Window{most - rnd.IntN(4000), most}
		e, err := EncodeWindow(img, window, Options{Chroma: Chroma(rnd.IntN(3)), Sequential: rnd.IntN(2) == 0, Density: rnd.IntN(2) * 300})
		if err != nil {
			t.Errorf("%d×%d into %v: %v", w, h, window, err)
			continue
		}
		if n := len(e.Bytes); n < window.Min || n > window.Max {
			t.Errorf("%d×%d: %d bytes, want %v", w, h, n, window)
		}
		if e.Quality < 1 || e.Quality > 100 {
			t.Errorf("quality %v", e.Quality)
		}
		out, err := stdjpeg.Decode(bytes.NewReader(e.Bytes))
		if err != nil || out.Bounds() != image.Rect(0, 0, w, h) {
			t.Errorf("%d×%d: decodes to %v (%v)", w, h, out, err)
		}
	}
}

func TestExtremes(t *testing.T) {
	flat := image.NewGray(image.Rect(0, 0, 4000, 3000))
	for i := range flat.Pix {
		flat.Pix[i] = 200
	}
	tests := []struct {
		name   string
		img    image.Image
		w      Window
		padded bool
	}{
		{"one flat grey, which one scan brings above the floor", flat, Window{102400, 200000}, false},
		{"noise that only the lowest quality holds", noise(1200, 900), Window{0, 60000}, false},
		{"one row", page(3000, 1), Window{0, 20000}, false},
		{"one column", page(1, 3000), Window{0, 20000}, false},
		{"a window of one size", page(300, 200), Window{20011, 20011}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e, err := EncodeWindow(test.img, test.w, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if n := len(e.Bytes); n < test.w.Min || n > test.w.Max || (e.Padded > 0) != test.padded {
				t.Errorf("%d bytes of which %d are filler, want %v", n, e.Padded, test.w)
			}
			out, err := stdjpeg.Decode(bytes.NewReader(e.Bytes))
			if err != nil || out.Bounds() != test.img.Bounds() {
				t.Errorf("it does not decode: %v", err)
			}
		})
	}
}

// TestFillerOfEveryLength adds one byte after the other.
func TestFillerOfEveryLength(t *testing.T) {
	plain, err := EncodeWindow(page(20, 20), Window{0, 100_000}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	lengths := []int{0xFFFF, 0xFFFF + 1, 0xFFFF + 2, 0xFFFF + 3, 0xFFFF + 5, 200_000}
	for n := range 12 {
		lengths = append(lengths, n)
	}
	for _, n := range lengths {
		e := plain
		e.pad(len(plain.Bytes) + n)
		if len(e.Bytes) != len(plain.Bytes)+n || e.Padded != n {
			t.Errorf("%d bytes of filler: %d bytes, %d said", n, len(e.Bytes)-len(plain.Bytes), e.Padded)
		}
		if diff := distance(t, e.Bytes, plain.Bytes); diff != 0 {
			t.Errorf("%d bytes of filler change pixels by %d", n, diff)
		}
	}
}

func TestDensityIsWritten(t *testing.T) {
	for density, want := range map[int]string{0: "\x00\x00\x01\x00\x01", 300: "\x01\x01\x2c\x01\x2c"} {
		e, err := EncodeWindow(page(16, 16), Window{0, 10_000}, Options{Density: density})
		if err != nil {
			t.Fatal(err)
		}
		if got := string(e.Bytes[13:18]); got != want {
			t.Errorf("density %d: header says %q, want %q", density, got, want)
		}
	}
}

func TestProcessorsDoNotMatter(t *testing.T) {
	img := page(300, 220)
	encode := func(processors int) []byte {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
		e, err := EncodeWindow(img, Window{10_000, 30_000}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return e.Bytes
	}
	if !bytes.Equal(encode(1), encode(8)) {
		t.Error("the bytes depend on the number of processors")
	}
}

func TestColourIsKept(t *testing.T) {
	for _, want := range []color.NRGBA{{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}, {255, 255, 255, 255}, {0, 0, 0, 255}, {137, 201, 44, 255}} {
		img := image.NewNRGBA(image.Rect(0, 0, 40, 40))
		for i := 0; i < len(img.Pix); i += 4 {
			copy(img.Pix[i:], []uint8{want.R, want.G, want.B, 255})
		}
		e, err := EncodeWindow(img, Window{0, 10_000}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		out, err := stdjpeg.Decode(bytes.NewReader(e.Bytes))
		if err != nil {
			t.Fatal(err)
		}
		got := color.NRGBAModel.Convert(out.At(20, 20)).(color.NRGBA)
		for _, d := range []int{int(got.R) - int(want.R), int(got.G) - int(want.G), int(got.B) - int(want.B)} {
			if d < -2 || d > 2 {
				t.Errorf("%v comes back as %v", want, got)
				break
			}
		}
	}
}
