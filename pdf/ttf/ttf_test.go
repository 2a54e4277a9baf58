package ttf_test

import (
	"bytes"
	"compress/zlib"
	"io"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"beiandesk/assets"
	"beiandesk/pdf/ttf"
)

var fontFiles = []string{"fonts/song-regular.ttf", "fonts/hei-regular.ttf", "fonts/hei-bold.ttf"}

func open(t testing.TB, name string) (*ttf.Font, []byte) {
	t.Helper()
	data, err := assets.FS.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := ttf.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return f, data
}

// The embedded fonts must have what names and addresses are written with.
func TestEmbeddedFontsCover(t *testing.T) {
	for _, name := range fontFiles {
		f, _ := open(t, name)
		for _, r := range "网站备案镕淏珺昇旻堃喆祎玥𬭎𫖯𣲗䶮㛃〓□√×①℃‰（）《》【】、，。；：！？“”‘’…—￥〇ABCxyz0189.@-/→" {
			if f.Glyph(r) == 0 {
				t.Errorf("%s has no %c", name, r)
			}
		}
		if f.Glyph('😀') != 0 || f.Glyph(-1) != 0 || f.Glyph(0x10FFFF) != 0 {
			t.Errorf("%s has glyphs for characters that it does not have", name)
		}
	}
	song, _ := open(t, fontFiles[0])
	missing := 0
	for r := rune(0x4E00); r <= 0x9FEF; r++ { // GB 18030-2022: all of them
		if song.Glyph(r) == 0 {
			missing++
		}
	}
	if missing > 0 {
		t.Errorf("song lacks %d of the unified ideographs", missing)
	}
}

// Every glyph has the width that another parser finds.
func TestMetricsAgreeWithAnotherParser(t *testing.T) {
	for _, name := range fontFiles {
		f, data := open(t, name)
		other, err := sfnt.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		var buf sfnt.Buffer
		for _, r := range "网站Wi1.，（—·𬭎 " {
			g := f.Glyph(r)
			want, err := other.GlyphIndex(&buf, r)
			if err != nil || uint16(g) != uint16(want) {
				t.Errorf("%s: glyph of %q is %d, want %d (%v)", name, r, g, want, err)
			}
			advance, err := other.GlyphAdvance(&buf, want, fixed.I(1000), font.HintingNone)
			if err != nil || f.Advance(g) != advance.Round() {
				t.Errorf("%s: width of %q is %d, want %v (%v)", name, r, f.Advance(g), advance, err)
			}
		}
		postScript, err := other.Name(&buf, sfnt.NameIDPostScript)
		if err != nil || f.Name != postScript {
			t.Errorf("name %q, want %q (%v)", f.Name, postScript, err)
		}
	}
}

// A cut font shows the same outlines, on a coarser grid. Another parser wants a character map,
// so the cut tables are put beside one.
func TestCutKeepsOutlines(t *testing.T) {
	f, data := open(t, fontFiles[0])
	whole, err := sfnt.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	const text = "网站备案信息，Aé𬭎ǘ"
	gids := []ttf.GID{0}
	for _, r := range text {
		gids = append(gids, f.Glyph(r))
	}
	cut, err := f.Cut(gids)
	if err != nil {
		t.Fatal(err)
	}
	if len(cut) > 20_000 {
		t.Errorf("cut font has %d bytes", len(cut))
	}
	again, err := f.Cut(gids)
	if err != nil || !bytes.Equal(cut, again) {
		t.Error("cutting again gives another font")
	}
	small, err := sfnt.Parse(withTablesOf(cut, data, "OS/2", "name", "post", "cmap"))
	if err != nil {
		t.Fatal(err)
	}
	if n := small.NumGlyphs(); n < len(gids) {
		t.Errorf("cut font has %d glyphs, want %d", n, len(gids))
	}
	var a, b sfnt.Buffer
	for i, g := range gids {
		want, err := whole.LoadGlyph(&a, sfnt.GlyphIndex(g), fixed.I(1000), nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := small.LoadGlyph(&b, sfnt.GlyphIndex(i), fixed.I(1000), nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want) {
			t.Fatalf("glyph %d has %d segments, want %d", i, len(got), len(want))
		}
		for k := range got {
			for n := range got[k].Args {
				d := got[k].Args[n].Sub(want[k].Args[n])
				// Half a unit, and the same where this parser puts a point between two.
				if most := fixed.I(4); got[k].Op != want[k].Op || max(d.X, -d.X, d.Y, -d.Y) > most {
					t.Fatalf("glyph %d, segment %d: %v, want %v", i, k, got[k], want[k])
				}
			}
		}
	}
}

// The sizes are those of the papers: a glyph of Song takes some 150 bytes packed.
func TestCutIsSmall(t *testing.T) {
	f, _ := open(t, fontFiles[0])
	gids := []ttf.GID{0}
	for r := rune(0x4E00); r < 0x4E00+3000; r += 10 {
		gids = append(gids, f.Glyph(r))
	}
	cut, err := f.Cut(gids)
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	if _, err := w.Write(cut); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	if per := packed.Len() / len(gids); per > 200 {
		t.Errorf("%d bytes a glyph", per)
	}
}

func TestCutRefusesForeignGlyphs(t *testing.T) {
	f, _ := open(t, fontFiles[1])
	if _, err := f.Cut([]ttf.GID{0, 65535}); err == nil {
		t.Error("no error for a glyph that the font does not have")
	}
}

func TestParseRefuses(t *testing.T) {
	_, data := open(t, fontFiles[1])
	for name, bad := range map[string][]byte{
		"nothing":            {},
		"text":               []byte(strings.Repeat("not a font ", 10)),
		"PostScript":         append([]byte("OTTO"), data[4:2000]...),
		"a collection":       append([]byte("ttcf"), data[4:2000]...),
		"half a font":        data[:len(data)/2],
		"the directory only": data[:300],
	} {
		if _, err := ttf.Parse(bytes.NewReader(bad)); err == nil {
			t.Errorf("%s is taken for a font", name)
		}
	}
}

// withTablesOf adds tables of one font file to another.
func withTablesOf(file, from []byte, names ...string) []byte {
	tables := tablesOf(file)
	for name, data := range tablesOf(from) {
		for _, want := range names {
			if name == want {
				tables[name] = data
			}
		}
	}
	out := []byte{0, 1, 0, 0, 0, byte(len(tables)), 0, 0, 0, 0, 0, 0}
	var body []byte
	for _, name := range []string{"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"} {
		at := 12 + 16*len(tables) + len(body)
		n := len(tables[name])
		out = append(out, name...)
		out = append(out, 0, 0, 0, 0, byte(at>>24), byte(at>>16), byte(at>>8), byte(at), byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
		body = append(body, tables[name]...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	return append(out, body...)
}

func tablesOf(file []byte) map[string][]byte {
	tables := make(map[string][]byte)
	for i := range int(file[5]) {
		e := file[12+16*i:]
		at := int(e[8])<<24 | int(e[9])<<16 | int(e[10])<<8 | int(e[11])
		n := int(e[12])<<24 | int(e[13])<<16 | int(e[14])<<8 | int(e[15])
		tables[string(e[:4])] = file[at : at+n]
	}
	return tables
}

// FuzzParse reads damaged fonts: a sound one with bytes changed.
func FuzzParse(f *testing.F) {
	font, _ := open(f, fontFiles[1])
	small, err := font.Cut([]ttf.GID{0, font.Glyph('网'), font.Glyph('A')})
	if err != nil {
		f.Fatal(err)
	}
	_, whole := open(f, fontFiles[1])
	sound := withTablesOf(small, whole, "OS/2", "name", "post", "cmap")
	f.Add(uint32(0), []byte{0})
	f.Fuzz(func(t *testing.T, at uint32, change []byte) {
		data := bytes.Clone(sound)
		// Half of the changes hit the head of the file, where the tables are listed.
		copy(data[int(at)%len(data):], change)
		parsed, err := ttf.Parse(bytes.NewReader(data))
		if err != nil {
			return
		}
		gids := []ttf.GID{0, parsed.Glyph('网'), parsed.Glyph('A')}
		for _, g := range gids {
			parsed.Advance(g)
		}
		_, _ = parsed.Cut(gids) // an error is fine, a panic is not
	})
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		file, err := assets.FS.Open(fontFiles[0])
		if err != nil {
			b.Fatal(err)
		}
		if _, err := ttf.Parse(file.(io.ReaderAt)); err != nil {
			b.Fatal(err)
		}
	}
}
