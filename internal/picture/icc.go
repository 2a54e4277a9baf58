package picture

import (
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"math"
	"strings"
	"unicode/utf16"
)

// transform takes the colours of a picture to sRGB: a curve for each channel,
// a matrix, and sRGB's own curve.
type transform struct {
	linear [3][256]float32
	matrix [3][3]float32
	grey   [256]uint8 // where a grey picture's levels go
}

func (t *transform) apply(r, g, b uint8) (uint8, uint8, uint8) {
	x, y, z := t.linear[0][r], t.linear[1][g], t.linear[2][b]
	m := &t.matrix
	return encoded(m[0][0]*x + m[0][1]*y + m[0][2]*z),
		encoded(m[1][0]*x + m[1][1]*y + m[1][2]*z),
		encoded(m[2][0]*x + m[2][1]*y + m[2][2]*z)
}

// levels is how finely light is told apart before sRGB's curve; its steepest
// part, at black, needs 1/(12.92×255).
const levels = 1 << 14

var curve = func() (table [levels + 1]uint8) {
	for i := range table {
		v := float64(i) / levels
		if v <= 0.0031308 {
			v *= 12.92
		} else {
			v = 1.055*math.Pow(v, 1/2.4) - 0.055
		}
		table[i] = uint8(math.Round(255 * v))
	}
	return table
}()

func encoded(v float32) uint8 {
	if !(v > 0) { // also what is no number
		return 0
	}
	if v >= 1 {
		return 255
	}
	return curve[int(v*levels+0.5)]
}

// srgbFromPCS takes XYZ under D50 to linear sRGB (the inverse of the colorants
// in the ICC's sRGB profile, IEC 61966-2-1 adapted by Bradford's transform).
var srgbFromPCS = [3][3]float64{
	{3.1338561, -1.6168667, -0.4906146},
	{-0.9787684, 1.9161415, 0.0334540},
	{0.0719453, -0.2289914, 1.4052427},
}

// transformOf reads the profile of a picture; nil when its colours are sRGB,
// or near enough, or what the profile says cannot be followed.
func transformOf(d *decoded) *transform {
	if d.profile == nil {
		return nil
	}
	space := "RGB "
	switch d.img.(type) {
	case *image.CMYK:
		d.step("油墨（CMYK）颜色按近似公式转为 sRGB", "mixed the inks (CMYK) to sRGB by an approximation")
		return nil
	case *image.Gray, *image.Gray16:
		space = "GRAY"
	}
	t, name, err := parseICC(d.profile, space)
	switch {
	case err != nil:
		d.step("没有使用图片的色彩描述（%s），按 sRGB 读取", "left the picture's colour profile aside (%s) and read it as sRGB", err)
		return nil
	case t.isNearly(space):
		return nil
	}
	d.step("颜色从“%s”转为 sRGB", "converted the colours from “%s” to sRGB", name)
	return t
}

// parseICC reads a profile of red, green and blue by matrix and curves, or of
// grey by a curve (ICC.1:2022, sections 7.2, 8.3, 8.4, 10.6, 10.18).
func parseICC(data []byte, space string) (*transform, string, error) {
	p, err := icc(data)
	if err != nil {
		return nil, "", err
	}
	if got := string(data[16:20]); got != space {
		return nil, "", fmt.Errorf("it is of %q, the picture of %q", printable(got), printable(space))
	}
	if pcs := string(data[20:24]); pcs != "XYZ " && !(space == "GRAY" && pcs == "Lab ") {
		return nil, "", errors.New("it is a table")
	}
	t := new(transform)
	if space == "GRAY" {
		line, err := p.curve("kTRC")
		if err != nil {
			return nil, "", err
		}
		for i, v := range line {
			t.grey[i] = encoded(v)
		}
		return t, p.name(), nil
	}
	var colorants [3][3]float64
	for i, c := range []string{"r", "g", "b"} {
		if colorants[i], err = p.xyz(c + "XYZ"); err != nil {
			return nil, "", err
		}
		if t.linear[i], err = p.curve(c + "TRC"); err != nil {
			return nil, "", err
		}
	}
	t.setMatrix(colorants)
	return t, p.name(), nil
}

func (t *transform) setMatrix(colorants [3][3]float64) {
	for row := range 3 {
		for column := range 3 {
			sum := 0.0
			for k := range 3 {
				sum += srgbFromPCS[row][k] * colorants[column][k]
			}
			t.matrix[row][column] = float32(sum)
		}
	}
}

// isNearly reports whether nothing moves by more than two levels, which the
// rounding of profiles for sRGB itself does.
func (t *transform) isNearly(space string) bool {
	const near, step = 2, 51
	off := func(a uint8, b int) bool { return int(a)-b > near || b-int(a) > near }
	for r := 0; r < 256; r += step {
		if space == "GRAY" {
			if off(t.grey[r], r) {
				return false
			}
			continue
		}
		for g := 0; g < 256; g += step {
			for b := 0; b < 256; b += step {
				x, y, z := t.apply(uint8(r), uint8(g), uint8(b))
				if off(x, r) || off(y, g) || off(z, b) {
					return false
				}
			}
		}
	}
	return true
}

// tags are the parts of a profile by signature.
type tags map[string][]byte

func icc(data []byte) (tags, error) {
	const header, entry, most = 128, 12, 200
	if len(data) < header+4 || string(data[36:40]) != "acsp" {
		return nil, errors.New("it is broken")
	}
	count := binary.BigEndian.Uint32(data[header:])
	if count > most || len(data) < header+4+entry*int(count) {
		return nil, errors.New("it is broken")
	}
	t := make(tags)
	for i := range int(count) {
		e := data[header+4+entry*i:]
		at, size := uint64(binary.BigEndian.Uint32(e[4:])), uint64(binary.BigEndian.Uint32(e[8:]))
		if at+size > uint64(len(data)) || size < 8 {
			continue // a part that may not be needed
		}
		t[string(e[:4])] = data[at : at+size]
	}
	return t, nil
}

func fixed(b []byte) float64 { return float64(int32(binary.BigEndian.Uint32(b))) / 65536 }

func (t tags) xyz(tag string) (v [3]float64, err error) {
	b := t[tag]
	if len(b) < 20 || string(b[:4]) != "XYZ " {
		return v, fmt.Errorf("it has no %s", tag)
	}
	for i := range v {
		v[i] = fixed(b[8+4*i:])
	}
	return v, nil
}

// curve reads a tone curve as light for each of 256 levels.
func (t tags) curve(tag string) (out [256]float32, err error) {
	b := t[tag]
	if len(b) < 12 {
		return out, fmt.Errorf("it has no %s", tag)
	}
	var f func(x float64) float64
	switch string(b[:4]) {
	case "curv":
		f, err = sampled(b)
	case "para":
		f, err = parametric(b)
	default:
		err = fmt.Errorf("its %s is no curve", tag)
	}
	if err != nil {
		return out, err
	}
	for i := range out {
		out[i] = float32(f(float64(i) / 255))
	}
	return out, nil
}

// sampled is a curve of no point (straight), of one (a gamma) or of many.
func sampled(b []byte) (func(float64) float64, error) {
	n := int(binary.BigEndian.Uint32(b[8:]))
	if n < 0 || n > 1<<16 || len(b) < 12+2*n {
		return nil, errors.New("a curve is cut off")
	}
	at := func(i int) float64 { return float64(binary.BigEndian.Uint16(b[12+2*i:])) }
	switch n {
	case 0:
		return func(x float64) float64 { return x }, nil
	case 1:
		gamma := at(0) / 256
		return func(x float64) float64 { return math.Pow(x, gamma) }, nil
	}
	return func(x float64) float64 {
		p := x * float64(n-1)
		i := min(int(p), n-2)
		return (at(i) + (at(i+1)-at(i))*(p-float64(i))) / 65535
	}, nil
}

// parametric is a curve by formula (ICC.1:2022, table 68).
func parametric(b []byte) (func(float64) float64, error) {
	kind := int(binary.BigEndian.Uint16(b[8:]))
	counts := []int{1, 3, 4, 5, 7}
	if kind >= len(counts) || len(b) < 12+4*counts[kind] {
		return nil, errors.New("a curve is of no known form")
	}
	var p [7]float64 // g a b c d e f
	for i := range counts[kind] {
		p[i] = fixed(b[12+4*i:])
	}
	g, a, bb, c, d, e, f := p[0], p[1], p[2], p[3], p[4], p[5], p[6]
	switch kind {
	case 0:
		a, bb, d = 1, 0, math.Inf(-1)
	case 1, 2:
		if a == 0 {
			return nil, errors.New("a curve is of no known form")
		}
		e, f, c, d = c, c, 0, -bb/a
		if kind == 1 {
			e, f = 0, 0
		}
	}
	return func(x float64) float64 {
		if x >= d {
			return math.Pow(a*x+bb, g) + e
		}
		return c*x + f
	}, nil
}

// name is what the profile calls itself.
func (t tags) name() string {
	b := t["desc"]
	name := ""
	switch {
	case len(b) >= 12 && string(b[:4]) == "desc":
		n := int(min(binary.BigEndian.Uint32(b[8:]), uint32(len(b)-12)))
		name = string(b[12 : 12+n])
	case len(b) >= 28 && string(b[:4]) == "mluc":
		size, at := uint64(binary.BigEndian.Uint32(b[20:])), uint64(binary.BigEndian.Uint32(b[24:]))
		if at+size <= uint64(len(b)) {
			var units []uint16
			for i := at; i+1 < at+size; i += 2 {
				units = append(units, binary.BigEndian.Uint16(b[i:]))
			}
			name = string(utf16.Decode(units))
		}
	}
	if name = printable(name); name == "" {
		return "ICC"
	}
	return name
}

// printable is a text from outside, cut short, that may be shown.
func printable(s string) string {
	const most = 60
	s = strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f || r == 0xfffd || r >= 0x80 && r < 0xa0 || r >= 0x200b && r < 0x2070 {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	if runes := []rune(s); len(runes) > most {
		s = string(runes[:most])
	}
	return strings.TrimSpace(s)
}

// displayP3Profile is the profile that pictures with nothing but the number of
// their primaries mean: Display P3's colorants with sRGB's curve.
func displayP3Profile() []byte {
	p := make([]byte, 128, 512)
	copy(p[12:], "mntrRGB XYZ ")
	copy(p[36:], "acsp")
	number := func(v float64) { p = binary.BigEndian.AppendUint32(p, uint32(int32(math.Round(v*65536)))) }
	curve := func() {
		p = append(p, "para\x00\x00\x00\x00\x00\x03\x00\x00"...)
		for _, v := range []float64{2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045} {
			number(v)
		}
	}
	const entries, colorant, line, name = 7, 20, 32, 12 + 10
	p = binary.BigEndian.AppendUint32(p, entries)
	at := uint32(128 + 4 + 12*entries)
	tag := func(sign string, size uint32) {
		p = binary.BigEndian.AppendUint32(append(p, sign...), at)
		p = binary.BigEndian.AppendUint32(p, size)
		at += size
	}
	for _, c := range []string{"r", "g", "b"} {
		tag(c+"XYZ", colorant)
	}
	for _, c := range []string{"r", "g", "b"} {
		tag(c+"TRC", line)
	}
	tag("desc", name)
	for _, xyz := range [][3]float64{{0.515102, 0.241182, -0.001050}, {0.291965, 0.692236, 0.041882}, {0.157153, 0.066582, 0.784378}} {
		p = append(p, "XYZ \x00\x00\x00\x00"...)
		for _, v := range xyz {
			number(v)
		}
	}
	for range 3 {
		curve()
	}
	p = append(p, "desc\x00\x00\x00\x00\x00\x00\x00\x0aDisplay P3"...)
	return p
}
