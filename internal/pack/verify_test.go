package pack

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestVerifiedPackage(t *testing.T) {
	dir := t.TempDir()
	for _, form := range both {
		mustMake(t, filepath.Join(dir, form), sampleOptions)
		wantVerified(t, filepath.Join(dir, form), len(sample))
	}
	v, err := Verify(filepath.Join(dir, both[0]))
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(v)
	if want := `{"ok":true,"files":7,"problems":[]}`; err != nil || string(text) != want {
		t.Errorf("got %s, want %s", text, want)
	}
}

// small are the files of a bag without much in it.
func small() map[string]string {
	files := map[string]string{"data/a/一.txt": "one", "data/b.txt": "two", bagitName: bagit, infoName: "Payload-Oxum: 6.2\n"}
	seal(files)
	return files
}

// seal writes the manifests of files.
func seal(files map[string]string) {
	var manifest, tags strings.Builder
	delete(files, manifestName)
	delete(files, tagManifestName)
	for _, name := range slices.Sorted(mapKeys(files)) {
		if isPayload(name) {
			fmt.Fprintf(&manifest, "%x  %s\n", sha256.Sum256([]byte(files[name])), name)
		}
	}
	files[manifestName] = manifest.String()
	for _, name := range slices.Sorted(mapKeys(files)) {
		if isTag(name) {
			fmt.Fprintf(&tags, "%x  %s\n", sha256.Sum256([]byte(files[name])), name)
		}
	}
	files[tagManifestName] = tags.String()
}

// spread writes files below dir.
func spread(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// changes are things that happen to a package, and what Verify says.
var changes = []struct {
	name   string
	change func(files map[string]string)
	want   []Problem
}{
	{"nothing", func(f map[string]string) {}, nil},
	{"a file lost", func(f map[string]string) { delete(f, "data/b.txt") }, []Problem{{"data/b.txt", Missing}}},
	{"a file changed", func(f map[string]string) { f["data/b.txt"] = "twO" }, []Problem{{"data/b.txt", Changed}}},
	{"a file cut", func(f map[string]string) { f["data/b.txt"] = "" }, []Problem{{"data/b.txt", Changed}}},
	{"a file added", func(f map[string]string) { f["data/c/d"] = "" }, []Problem{{"data/c/d", Unexpected}}},
	{"a file added beside", func(f map[string]string) { f["notes.txt"] = "" }, []Problem{{"notes.txt", Unexpected}}},
	{"a file renamed", func(f map[string]string) { f["data/B.txt"] = f["data/b.txt"]; delete(f, "data/b.txt") },
		[]Problem{{"data/B.txt", Unexpected}, {"data/b.txt", Missing}}},
	{"two files exchanged", func(f map[string]string) {
		f["data/b.txt"], f["data/a/一.txt"] = f["data/a/一.txt"], f["data/b.txt"]
	},
		[]Problem{{"data/a/一.txt", Changed}, {"data/b.txt", Changed}}},
	{"looked at", func(f map[string]string) { f["data/.DS_Store"], f["Thumbs.db"], f["data/a/desktop.ini"] = "", "", "" }, nil},
	{"bagit.txt lost", func(f map[string]string) { delete(f, bagitName) }, []Problem{{bagitName, Missing}}},
	{"bagit.txt of nonsense, sealed", func(f map[string]string) { f[bagitName] = "hello"; seal(f) }, []Problem{{bagitName, Changed}}},
	{"bag-info.txt lost", func(f map[string]string) { delete(f, infoName) }, []Problem{{infoName, Missing}}},
	{"bag-info.txt changed", func(f map[string]string) { f[infoName] = "Payload-Oxum: 6.3\n" }, []Problem{{infoName, Changed}}},
	{"never a bag-info.txt", func(f map[string]string) { delete(f, infoName); seal(f) }, nil},
	{"manifest lost", func(f map[string]string) { delete(f, manifestName) },
		[]Problem{{"data/a/一.txt", Unexpected}, {"data/b.txt", Unexpected}, {manifestName, Missing}}},
	{"manifest and file changed together", func(f map[string]string) {
		f["data/b.txt"] = "2"
		f[manifestName] = fmt.Sprintf("%x  data/a/一.txt\n%x  data/b.txt\n", sha256.Sum256([]byte("one")), sha256.Sum256([]byte("2")))
	}, []Problem{{manifestName, Changed}}},
	{"tag manifest lost", func(f map[string]string) { delete(f, tagManifestName) }, []Problem{{tagManifestName, Missing}}},
	{"tag manifest emptied", func(f map[string]string) { f[tagManifestName] = "" }, []Problem{{tagManifestName, Changed}}},
	{"tag manifest of nonsense", func(f map[string]string) { f[tagManifestName] += "nonsense\n" }, []Problem{{tagManifestName, Changed}}},
	{"a line twice", func(f map[string]string) {
		f[manifestName] += fmt.Sprintf("%x  data/B.txt\n", sha256.Sum256([]byte("two")))
		sealTags(f)
	}, []Problem{{"data/B.txt", Unsafe}}},
	{"paths that lead elsewhere", func(f map[string]string) {
		for _, path := range []string{"/etc/passwd", "data/../../x", `data\x`, "data/C:x", "data//x", "./data/x", "data/nul", bagitName, "data/\x00"} {
			f[manifestName] += fmt.Sprintf("%x  %s\n", sha256.Sum256(nil), path)
		}
		sealTags(f)
	}, []Problem{{"./data/x", Unsafe}, {"/etc/passwd", Unsafe}, {bagitName, Unsafe}, {"data/../../x", Unsafe}, {"data//x", Unsafe},
		{"data/C:x", Unsafe}, {`data/\u0000`, Unsafe}, {"data/nul", Unsafe}, {`data\x`, Unsafe}}},
	{"a name that hides", func(f map[string]string) { f["data/a\u202etxt.exe"] = "" }, []Problem{{`data/a\u202etxt.exe`, Unexpected}}},
	{"a name of percent signs", func(f map[string]string) {
		f["data/100%"] = ""
		seal(f)
		f[manifestName] = strings.Replace(f[manifestName], "100%", "100%25", 1)
		sealTags(f)
	}, nil},
	{"capitals and carriage returns", func(f map[string]string) {
		for _, name := range []string{manifestName, tagManifestName} {
			lines := strings.SplitAfter(f[name], "\n")
			for i, line := range lines {
				if line != "" {
					lines[i] = strings.ToUpper(line[:64]) + " \t" + strings.TrimRight(line[66:], "\n") + "\r\n"
				}
			}
			f[name] = strings.Join(lines, "")
			if name == manifestName {
				sealTags(f)
			}
		}
	}, nil},
	{"another normal form", func(f map[string]string) {
		f["data/\u00e9"] = ""
		seal(f)
		delete(f, "data/\u00e9")
		f["data/e\u0301"] = ""
	}, nil},
}

// sealTags writes the tag manifest alone.
func sealTags(f map[string]string) {
	manifest := f[manifestName]
	seal(f)
	f[tagManifestName] = strings.Replace(f[tagManifestName], fmt.Sprintf("%x", sha256.Sum256([]byte(f[manifestName]))), fmt.Sprintf("%x", sha256.Sum256([]byte(manifest))), 1)
	f[manifestName] = manifest
}

func TestChangesAreFound(t *testing.T) {
	for _, c := range changes {
		t.Run(c.name, func(t *testing.T) {
			files := small()
			c.change(files)
			dir := t.TempDir()
			spread(t, filepath.Join(dir, "folder"), files)
			zipUp(t, filepath.Join(dir, "a.zip"), entriesOf("a/", files)...)
			zipUp(t, filepath.Join(dir, "flat.zip"), entriesOf("", files)...)
			for _, form := range []string{"folder", "a.zip", "flat.zip"} {
				v, err := Verify(filepath.Join(dir, form))
				if err != nil {
					t.Errorf("%s: %v", form, err)
				}
				if diff := cmp.Diff(c.want, v.Problems, cmpopts.EquateEmpty()); diff != "" || v.OK != (len(c.want) == 0) {
					t.Errorf("%s: ok %v, %s", form, v.OK, diff)
				}
			}
		})
	}
}

func TestFolderAroundThePackage(t *testing.T) {
	dir := t.TempDir()
	spread(t, filepath.Join(dir, "提交包"), small())
	spread(t, dir, map[string]string{".DS_Store": ""})
	wantVerified(t, dir, 2)
}

func TestWhatIsNoPackage(t *testing.T) {
	dir := t.TempDir()
	spread(t, dir, map[string]string{"text": "hello", "empty": "", "short": "P", "broken": "PK\x03\x04 and no more", "folder/x": "", "two/a/" + bagitName: bagit, "two/b/" + bagitName: bagit})
	zipUp(t, filepath.Join(dir, "other.zip"), foreign{name: "a/readme", content: "x"})
	zipUp(t, filepath.Join(dir, "two.zip"), foreign{name: "a/" + bagitName}, foreign{name: "b/" + bagitName})
	if err := os.Mkdir(filepath.Join(dir, "hollow"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]error{
		"text": ErrNotPackage, "empty": ErrNotPackage, "short": ErrNotPackage, "folder": ErrNotPackage, "hollow": ErrNotPackage, "two": ErrNotPackage,
		"other.zip": ErrNotPackage, "two.zip": ErrNotPackage, "broken": ErrDamaged, "none": ErrAbsent, "text/below": ErrUnreadable,
	} {
		path := filepath.Join(dir, name)
		_, err := Verify(path)
		var e *Error
		if !errors.Is(err, want) || !errors.As(err, &e) || e.Path != path {
			t.Errorf("%s: got %v, want %v", name, err, want)
		}
	}
}

func TestLinksAreNotFollowed(t *testing.T) {
	dir := t.TempDir()
	bag := filepath.Join(dir, "bag")
	spread(t, bag, small())
	spread(t, filepath.Join(dir, "outside"), map[string]string{"b.txt": "two"})
	for link, target := range map[string]string{
		filepath.Join(bag, "data", "b.txt"):  filepath.Join("..", "..", "outside", "b.txt"),
		filepath.Join(bag, "data", "inside"): "a",
		filepath.Join(bag, "loop"):           ".",
	} {
		os.Remove(link)
		if err := os.Symlink(target, link); err != nil {
			t.Skip("no links here:", err)
		}
	}
	v, err := Verify(bag)
	want := []Problem{{"data/b.txt", Unsafe}, {"data/inside", Unsafe}, {"loop", Unsafe}}
	if diff := cmp.Diff(want, v.Problems); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
}

// TestFlippedBits flips one bit of one file of a package at a time.
func TestFlippedBits(t *testing.T) {
	dest := filepath.Join(t.TempDir(), "out")
	mustMake(t, dest, sampleOptions)
	files := listing(t, dest)
	all := slices.Sorted(mapKeys(files))
	total := 0
	for _, name := range all {
		total += len(files[name])
	}
	rng := rand.New(rand.NewPCG(20261123, 1))
	for range 1000 {
		at, name := rng.IntN(total), ""
		for _, name = range all {
			if at < len(files[name]) {
				break
			}
			at -= len(files[name])
		}
		damaged := []byte(files[name])
		damaged[at] ^= 1 << rng.IntN(8)
		path := filepath.Join(dest, filepath.FromSlash(name))
		if err := os.WriteFile(path, damaged, 0o644); err != nil {
			t.Fatal(err)
		}
		if v, err := Verify(dest); err == nil && (v.OK || len(v.Problems) == 0) {
			t.Errorf("%s, byte %d: %q is not found", name, at, damaged[at])
		}
		if err := os.WriteFile(path, []byte(files[name]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	wantVerified(t, dest, len(sample))
}

func TestEveryFlippedBitOfTheTagFiles(t *testing.T) {
	files := small()
	dir := t.TempDir()
	for _, name := range []string{bagitName, infoName, manifestName, tagManifestName} {
		for i := range 8 * len(files[name]) {
			damaged := []byte(files[name])
			damaged[i/8] ^= 1 << (i % 8)
			changed := map[string]string{name: string(damaged)}
			if i == 0 {
				spread(t, dir, files)
			}
			spread(t, dir, changed)
			if v, err := Verify(dir); err == nil && v.OK {
				t.Errorf("%s, bit %d: %q is not found", name, i, damaged)
			}
		}
		spread(t, dir, files)
	}
}

func BenchmarkVerify(b *testing.B) {
	for _, form := range both {
		b.Run(filepath.Ext("x"+form), func(b *testing.B) {
			dest := filepath.Join(b.TempDir(), form)
			w, err := Create(dest, Options{})
			if err != nil {
				b.Fatal(err)
			}
			picture := strings.Repeat("0123456789abcdef", 7<<10)
			for i := range 200 {
				if err := w.Add(fmt.Sprintf("%03d_样张/01_主办单位证件.jpg", i), strings.NewReader(picture)); err != nil {
					b.Fatal(err)
				}
			}
			if _, err := w.Commit(); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(200 * int64(len(picture)))
			b.ReportAllocs()
			for b.Loop() {
				if v, err := Verify(dest); err != nil || !v.OK {
					b.Fatal(v, err)
				}
			}
		})
	}
}
