package picture

import (
	"bytes"
	"compress/zlib"
	"image"
	"image/color"
	"image/png"
	"math"
	"slices"
	"testing"
)

// p3ToSRGB converts by the published matrix of linear Display P3 to linear
// sRGB (CSS Color 4, section 18).
func p3ToSRGB(c color.NRGBA) color.NRGBA {
	m := [3][3]float64{{1.2249401763, -0.2249401763, 0}, {-0.0420569547, 1.0420569547, 0}, {-0.0196375546, -0.0786360456, 1.0982736001}}
	light := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	in := [3]float64{light(c.R), light(c.G), light(c.B)}
	var out [3]uint8
	for i := range out {
		v := min(1, max(0, m[i][0]*in[0]+m[i][1]*in[1]+m[i][2]*in[2]))
		if v <= 0.0031308 {
			v *= 12.92
		} else {
			v = 1.055*math.Pow(v, 1/2.4) - 0.055
		}
		out[i] = uint8(math.Round(255 * v))
	}
	return color.NRGBA{out[0], out[1], out[2], 255}
}

func TestDisplayP3(t *testing.T) {
	transform, name, err := parseICC(displayP3Profile(), "RGB ")
	if err != nil || name != "Display P3" {
		t.Fatal(name, err)
	}
	for _, c := range []color.NRGBA{{0, 0, 0, 255}, {255, 255, 255, 255}, {128, 128, 128, 255}, {200, 60, 40, 255}, {60, 170, 80, 255}, {255, 0, 0, 255}, {10, 20, 200, 255}} {
		var got color.NRGBA
		got.R, got.G, got.B = transform.apply(c.R, c.G, c.B)
		want := p3ToSRGB(c)
		for _, d := range []int{int(got.R) - int(want.R), int(got.G) - int(want.G), int(got.B) - int(want.B)} {
			if d < -2 || d > 2 {
				t.Errorf("%v becomes %v, want %v", c, got, want)
			}
		}
	}
}

func TestProfilesInFiles(t *testing.T) {
	flat := image.NewNRGBA(image.Rect(0, 0, 32, 32))
	for i := 0; i < len(flat.Pix); i += 4 {
		copy(flat.Pix[i:], []byte{60, 170, 80, 255})
	}
	want := p3ToSRGB(color.NRGBA{60, 170, 80, 255})
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	if _, err := z.Write(displayP3Profile()); err != nil {
		t.Fatal(err)
	}
	z.Close()
	plain := encodePNG(t, flat)
	files := map[string][]byte{
		"JPEG": withProfile(encodeJPEG(t, flat), displayP3Profile()),
		"PNG":  slices.Concat(plain[:33], pngChunk("iCCP", append([]byte("P3\x00\x00"), packed.Bytes()...)), plain[33:]),
	}
	for name, data := range files {
		p := decodeOne(t, data)
		got := at(p.Image, 16, 16)
		for _, d := range []int{int(got.R) - int(want.R), int(got.G) - int(want.G), int(got.B) - int(want.B)} {
			if d < -4 || d > 4 {
				t.Errorf("%s: %v, want %v", name, got, want)
				break
			}
		}
		if !said(p, "Display P3") {
			t.Errorf("%s: steps are %v", name, p.Steps)
		}
	}
}

func TestProfilesThatAreNotFollowed(t *testing.T) {
	broken := displayP3Profile()
	copy(broken[36:], "none")
	short := displayP3Profile()[:200]
	table := displayP3Profile()
	copy(table[20:], "Lab ")
	inks := displayP3Profile()
	copy(inks[16:], "CMYK")
	for name, profile := range map[string][]byte{"broken": broken, "short": short, "table": table, "inks": inks, "empty": {}} {
		p := decodeOne(t, withProfile(encodeJPEG(t, paper(64, 48)), append(profile, 0)))
		if _, ok := p.Image.(*image.YCbCr); !ok || !said(p, "aside") {
			t.Errorf("%s: a %T, steps %v", name, p.Image, p.Steps)
		}
	}
}

func TestSRGBItselfChangesNothing(t *testing.T) {
	p := displayP3Profile()
	i := 40 + bytes.Index(p[40:], []byte("XYZ \x00\x00\x00\x00"))
	var fixed []byte
	for _, xyz := range [][3]float64{{0.436066, 0.222488, 0.013916}, {0.385147, 0.716873, 0.097076}, {0.143066, 0.060608, 0.714096}} {
		fixed = append(fixed, "XYZ \x00\x00\x00\x00"...)
		for _, v := range xyz {
			n := uint32(math.Round(v * 65536))
			fixed = append(fixed, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
		}
	}
	copy(p[i:], fixed)
	page := decodeOne(t, withProfile(encodeJPEG(t, paper(64, 48)), p))
	if _, ok := page.Image.(*image.YCbCr); !ok || len(page.Steps) > 0 {
		t.Errorf("a %T, steps %v", page.Image, page.Steps)
	}
}

func TestCurves(t *testing.T) {
	gamma, err := sampled([]byte("curv\x00\x00\x00\x00\x00\x00\x00\x01\x02\x00"))
	if err != nil || math.Abs(gamma(0.5)-0.25) > 1e-9 {
		t.Errorf("gamma 2: %v", err)
	}
	table, err := sampled([]byte("curv\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x40\x00\xff\xff"))
	if err != nil || math.Abs(table(0.25)-0.125) > 1e-4 || table(1) != 1 {
		t.Errorf("table: %v", err)
	}
	for _, bad := range []string{"curv\x00\x00\x00\x00\x00\x00\x00\x09\x00\x00", "curv\x00\x00\x00\x00\xff\xff\xff\xff\x00\x00"} {
		if _, err := sampled([]byte(bad)); err == nil {
			t.Errorf("%q is a curve", bad)
		}
	}
}

func TestABombOfAProfileIsBounded(t *testing.T) {
	var packed bytes.Buffer
	z, err := zlib.NewWriterLevel(&packed, zlib.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	block := make([]byte, 1<<20)
	for range 64 {
		if _, err := z.Write(block); err != nil {
			t.Fatal(err)
		}
	}
	z.Close()
	if got := unpackProfile(append([]byte("x\x00\x00"), packed.Bytes()...)); len(got) > maxProfile {
		t.Errorf("it unpacks to %d bytes", len(got))
	}
	plain := encodePNG(t, paper(16, 16))
	p := decodeOne(t, slices.Concat(plain[:33], pngChunk("iCCP", append([]byte("x\x00\x00"), packed.Bytes()...)), plain[33:]))
	if _, err := png.DecodeConfig(bytes.NewReader(plain)); err != nil || !said(p, "aside") {
		t.Errorf("steps are %v", p.Steps)
	}
}

func FuzzICC(f *testing.F) {
	f.Add(displayP3Profile())
	f.Add(displayP3Profile()[:300])
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, space := range []string{"RGB ", "GRAY"} {
			transform, name, err := parseICC(data, space)
			if err != nil {
				continue
			}
			if len([]rune(name)) > 60 || name == "" {
				t.Errorf("name %q", name)
			}
			transform.apply(255, 0, 128)
			transform.isNearly(space)
		}
	})
}
