package pack

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzReadManifest reads anything as a manifest. What is read and written again
// must be read as the same.
func FuzzReadManifest(f *testing.F) {
	files := small()
	sum := strings.Repeat("0a", 32)
	for _, seed := range []string{files[manifestName], files[tagManifestName], "", "\n", sum + "  data/a%0Ab%25\r\n", sum + "\tx", strings.ToUpper(sum) + " x\n" + sum + " y\n", sum + "  " + strings.Repeat("x", maxLine)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		first, err := readManifest(bytes.NewReader(data))
		for _, l := range first {
			if l.path == "" || len(l.path) > maxLine {
				t.Errorf("%q is no path", l.path)
			}
		}
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := writeManifest(&out, first); err != nil {
			t.Fatal(err)
		}
		again, err := readManifest(&out)
		if err != nil || len(again) != len(first) {
			t.Fatalf("%d lines become %d, %v", len(first), len(again), err)
		}
		for i := range first {
			if again[i] != first[i] {
				t.Errorf("%v becomes %v", first[i], again[i])
			}
		}
	})
}

// FuzzVerifyZip verifies anything as a zip. Whatever it is, the answer is an
// error or a verification, and one that is well has no problems.
func FuzzVerifyZip(f *testing.F) {
	dest := filepath.Join(f.TempDir(), "p.zip")
	w, err := Create(dest, Options{Date: "2026-11-23"})
	if err != nil {
		f.Fatal(err)
	}
	if err := w.Add("一.txt", strings.NewReader("one")); err != nil {
		f.Fatal(err)
	}
	if _, err := w.Commit(); err != nil {
		f.Fatal(err)
	}
	ours, err := os.ReadFile(dest)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(ours, 0, byte(0))
	f.Add(zipped(f, entriesOf("p/", small())...), 0, byte(0))
	f.Add(zipped(f, entriesOf("", small())...), 7, byte(1))
	f.Add([]byte("PK\x05\x06"+strings.Repeat("\x00", 18)), 0, byte(0))
	f.Fuzz(func(t *testing.T, data []byte, at int, flip byte) {
		if len(data) > 0 && flip != 0 {
			data = bytes.Clone(data)
			data[uint(at)%uint(len(data))] ^= flip
		}
		v, err := verifyBytes(data)
		if err == nil && v.OK != (len(v.Problems) == 0) {
			t.Errorf("ok %v with %v", v.OK, v.Problems)
		}
		for _, p := range v.Problems {
			if p.Path == "" || strings.ContainsAny(p.Path, "\x00\x1b\n") {
				t.Errorf("%q is shown", p.Path)
			}
		}
	})
}
