package pack

import (
	"archive/zip"
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// foreign is an entry of a zip made by another program.
type foreign struct {
	name, content string
	mode          fs.FileMode
	nonUTF8       bool
}

// zipUp writes a zip as other programs do: deflated, with data descriptors.
func zipUp(t testing.TB, path string, entries ...foreign) {
	t.Helper()
	if err := os.WriteFile(path, zipped(t, entries...), 0o644); err != nil {
		t.Fatal(err)
	}
}

func zipped(t testing.TB, entries ...foreign) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate, NonUTF8: e.nonUTF8}
		if e.content == "" {
			h.Method = zip.Store
		}
		if e.mode != 0 {
			h.SetMode(e.mode)
		}
		f, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(e.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func entriesOf(base string, files map[string]string) (entries []foreign) {
	for _, name := range slices.Sorted(mapKeys(files)) {
		entries = append(entries, foreign{name: base + name, content: files[name]})
	}
	return entries
}

func TestZipFromElsewhere(t *testing.T) {
	gbk := func(s string) string {
		s, err := simplifiedchinese.GBK.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	bomb := small()
	bomb["data/bomb"] = strings.Repeat("\x00", 2<<20)
	seal(bomb)
	for _, c := range []struct {
		name    string
		entries []foreign
		want    []Problem
	}{
		{"folders have entries too", append(entriesOf("备案/", small()), foreign{name: "备案/"}, foreign{name: "备案/data/"}, foreign{name: "备案/data/a/"}), nil},
		{"macOS", append(entriesOf("备案/", small()), foreign{name: "__MACOSX/备案/._data", content: "x"}, foreign{name: "备案/.DS_Store"}), nil},
		{"beside the package", append(entriesOf("p/", small()), foreign{name: "readme"}, foreign{name: "q/data/b.txt"}),
			[]Problem{{"../q/data/b.txt", Unexpected}, {"../readme", Unexpected}}},
		{"bomb", entriesOf("p/", bomb), []Problem{{"data/bomb", Unsafe}}},
		{"twice", append(entriesOf("p/", small()), foreign{name: "p/data/b.txt", content: "two"}), []Problem{{"data/b.txt", Unsafe}}},
		{"twice by case", append(entriesOf("p/", small()), foreign{name: "p/data/B.TXT", content: "two"}), []Problem{{"data/B.TXT", Unsafe}}},
		{"link", append(entriesOf("p/", small()), foreign{name: "p/data/l", content: "/etc/passwd", mode: fs.ModeSymlink | 0o777}), []Problem{{"data/l", Unsafe}}},
		{"escapes", append(entriesOf("p/", small()), foreign{name: "../x"}, foreign{name: "/x"}, foreign{name: "p/../../x"}, foreign{name: `p\x`}, foreign{name: "C:x"},
			foreign{name: "p/data/a\x00"}, foreign{name: "p/.././"}, foreign{name: "p/nul"}),
			[]Problem{{"../../x", Unsafe}, {".././", Unsafe}, {"..//x", Unsafe}, {"../C:x", Unsafe}, {`../p\x`, Unsafe}, {`data/a\u0000`, Unsafe}, {"nul", Unsafe}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "p.zip")
			zipUp(t, path, c.entries...)
			v, err := Verify(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, v.Problems, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("Windows in China", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "p.zip")
		entries := entriesOf("备案/", small())
		for i := range entries {
			entries[i].name, entries[i].nonUTF8 = gbk(entries[i].name), true
		}
		zipUp(t, path, entries...)
		wantVerified(t, path, 2)
	})
}

// TestLyingBomb declares a small size for an entry that unpacks to a large one.
func TestLyingBomb(t *testing.T) {
	files := small()
	files["data/bomb"] = strings.Repeat("\x00", 3<<20)
	seal(files)
	data := zipped(t, entriesOf("p/", files)...)
	at := bytes.LastIndex(data, []byte("p/data/bomb")) - 46
	copy(data[at+24:], []byte{100, 0, 0, 0}) // the directory's uncompressed size
	path := filepath.Join(t.TempDir(), "p.zip")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	v, err := Verify(path)
	if err != nil || len(v.Problems) != 1 || v.Problems[0].Path != "data/bomb" {
		t.Errorf("got %v, %v", v, err)
	}
}

// TestOverlappingEntries lets two entries of the directory share one body, as
// bombs without nesting do.
func TestOverlappingEntries(t *testing.T) {
	dest := filepath.Join(t.TempDir(), "p.zip")
	w, err := Create(dest, Options{})
	if err != nil {
		t.Fatal(err)
	}
	big := strings.Repeat("0123456789", 100_000)
	for _, name := range []string{"a", "b"} {
		if err := w.Add(name, strings.NewReader(big)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Commit(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(dest)
	if err != nil {
		t.Fatal(err)
	}
	// Cut b's body out and let its directory entry point to a's header.
	b := bytes.Index(data, []byte("p/data/b")) - 30
	end := b + 30 + len("p/data/b") + len(big)
	cut := end - b
	short := append(slices.Clone(data[:b]), data[end:]...)
	le := func(at int, by int) {
		v := int(short[at]) | int(short[at+1])<<8 | int(short[at+2])<<16 | int(short[at+3])<<24
		v += by
		copy(short[at:], []byte{byte(v), byte(v >> 8), byte(v >> 16), byte(v >> 24)})
	}
	for at := bytes.Index(short, []byte("PK\x01\x02")); at >= 0 && at < len(short)-22; {
		n := 46 + int(short[at+28])
		switch name := string(short[at+46 : at+n]); {
		case name == "p/data/b":
			copy(short[at+42:], short[bytes.LastIndex(short, []byte("p/data/a"))-4:][:4])
		case name > "p/data/b":
			le(at+42, -cut)
		}
		at += n
	}
	le(len(short)-6, -cut)
	if err := os.WriteFile(dest, short, 0o644); err != nil {
		t.Fatal(err)
	}
	v, err := Verify(dest)
	if err != nil || v.OK {
		t.Fatalf("got %v, %v", v, err)
	}
	for _, p := range v.Problems {
		if p.Problem != Unsafe && p.Problem != Missing {
			t.Errorf("%v: something was read", p)
		}
	}
}

func TestTooManyEntries(t *testing.T) {
	entries := make([]foreign, maxFiles+1)
	for i := range entries {
		entries[i].name = bagitName
	}
	path := filepath.Join(t.TempDir(), "p.zip")
	zipUp(t, path, entries...)
	if _, err := Verify(path); !errors.Is(err, ErrTooLarge) {
		t.Errorf("got %v, want ErrTooLarge", err)
	}
}

// TestEveryFlippedBitOfAZip flips every bit of a small zip, headers and all.
func TestEveryFlippedBitOfAZip(t *testing.T) {
	dest := filepath.Join(t.TempDir(), "p.zip")
	w, err := Create(dest, Options{Date: "2026-11-23"})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Add("一.txt", strings.NewReader("one")); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Commit(); err != nil {
		t.Fatal(err)
	}
	wantVerified(t, dest, 1)
	data, err := os.ReadFile(dest)
	if err != nil {
		t.Fatal(err)
	}
	check := func(what string, at int, damaged []byte) {
		t.Helper()
		if v, err := verifyBytes(damaged); err == nil && v.OK {
			t.Errorf("%s at %d of %d is not found", what, at, len(data))
		}
	}
	for i := range 8 * len(data) {
		damaged := slices.Clone(data)
		damaged[i/8] ^= 1 << (i % 8)
		check("a flipped bit", i/8, damaged)
	}
	for i := range data {
		check("a cut", i, data[:i])
	}
	check("a tail", len(data), append(slices.Clone(data), 0))
	check("a head", 0, append([]byte{0}, data...))
}

// verifyBytes verifies a zip in memory.
func verifyBytes(data []byte) (Verification, error) {
	a := &archive{path: "p.zip", size: int64(len(data))}
	if err := a.read(bytes.NewReader(data)); err != nil {
		return Verification{}, err
	}
	return verify(a)
}
