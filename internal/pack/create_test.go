package pack

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/disk"
	"beiandesk/internal/filing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// sample is the payload of the tests' package, by name.
var sample = map[string]string{
	"package.json": `{"filings":2}`,
	"提交计划.xlsx":    "a plan",
	"打印/全部打印件.pdf": "every paper",
	"001_样张云帆科技_example.com/填报单.html":      "<p>fields</p>",
	"001_样张云帆科技_example.com/01_主办单位证件.jpg": strings.Repeat("picture", 20),
	"001_样张云帆科技_example.com/打印/核验单.pdf":    "",
	"002_另一家_example.cn/填报单.html":          "<p>others</p>",
}

var sampleOptions = Options{Date: "2026-11-23", Agent: "beiandesk 1.0", Info: map[string]string{"External-Description": "two\nfilings", "Source-Organization": ""}}

// both are the two forms of a package.
var both = []string{"提交包", "提交包.zip"}

// make1 makes the sample package at dest.
func make1(dest string, opt Options) (Summary, error) {
	w, err := Create(dest, opt)
	if err != nil {
		return Summary{}, err
	}
	defer w.Abort()
	for name, content := range sample { // in any order: the result must not depend on it
		if err := w.Add(name, strings.NewReader(content)); err != nil {
			return Summary{}, err
		}
	}
	return w.Commit()
}

func mustMake(t testing.TB, dest string, opt Options) {
	t.Helper()
	if _, err := make1(dest, opt); err != nil {
		t.Fatal(err)
	}
}

// listing describes a package's files: those of a folder or a zip.
func listing(t testing.TB, path string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	if strings.HasSuffix(path, ".zip") {
		r, err := zip.OpenReader(path)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		for _, f := range r.File {
			in, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			data, err := io.ReadAll(in)
			if err != nil {
				t.Fatal(err)
			}
			base := strings.TrimSuffix(filepath.Base(path), ".zip") + "/"
			files[strings.TrimPrefix(f.Name, base)] = string(data)
		}
		return files
	}
	err := filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(path, name)
		files[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// names lists a folder, hidden ones too.
func names(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	list := []string{}
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

func TestPackage(t *testing.T) {
	for _, form := range both {
		dir := t.TempDir()
		dest := filepath.Join(dir, form)
		sum, err := make1(dest, sampleOptions)
		if err != nil {
			t.Fatal(err)
		}
		if want := (Summary{Path: dest, Files: 7, Bytes: 196}); sum != want {
			t.Errorf("got %+v, want %+v", sum, want)
		}
		if diff := cmp.Diff([]string{form}, names(t, dir)); diff != "" {
			t.Error(diff)
		}
		var got bytes.Buffer
		files := listing(t, dest)
		for _, name := range slices.Sorted(mapKeys(files)) {
			fmt.Fprintf(&got, "== %s\n%s\n", name, files[name])
		}
		golden := filepath.Join("testdata", "package.golden")
		if *update {
			if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Errorf("%s: %s", form, diff)
		}
	}
}

func mapKeys(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func TestSameContentSameBytes(t *testing.T) {
	dir := t.TempDir()
	var first []byte
	for i, name := range []string{"a.zip", "b.ZIP", "c.zip"} {
		opt := sampleOptions
		opt.Base = "备案"
		dest := filepath.Join(dir, name)
		mustMake(t, dest, opt)
		data, err := os.ReadFile(dest)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = data
		}
		if !bytes.Equal(first, data) {
			t.Errorf("%s differs from the first", name)
		}
	}
}

// TestRawHeaders reads the zip's bytes by the format's own description
// (APPNOTE.TXT), not by a library.
func TestRawHeaders(t *testing.T) {
	dest := filepath.Join(t.TempDir(), "out.zip")
	mustMake(t, dest, sampleOptions)
	data, err := os.ReadFile(dest)
	if err != nil {
		t.Fatal(err)
	}
	le := binary.LittleEndian
	last := ""
	at, entries := 0, 0
	for ; le.Uint32(data[at:]) == 0x04034b50; entries++ {
		h := data[at:]
		if version, flags, method := le.Uint16(h[4:]), le.Uint16(h[6:]), le.Uint16(h[8:]); version != 20 || flags != 0x800 || method != 0 {
			t.Errorf("entry %d: version %d, flags %#x, method %d", entries, version, flags, method)
		}
		if time, date := le.Uint16(h[10:]), le.Uint16(h[12:]); time != 0 || date != 0x21 {
			t.Errorf("entry %d: time %#x, date %#x", entries, time, date)
		}
		packed, size, nameLen, extra := int(le.Uint32(h[18:])), int(le.Uint32(h[22:])), int(le.Uint16(h[26:])), le.Uint16(h[28:])
		name := string(h[30 : 30+nameLen])
		if packed != size || extra != 0 || name <= last || !strings.HasPrefix(name, "out/") {
			t.Errorf("%s after %s: %d bytes packed, %d plain, %d extra", name, last, packed, size, extra)
		}
		last = name
		at += 30 + nameLen + size
	}
	for i := range entries {
		h := data[at:]
		if le.Uint32(h) != 0x02014b50 || le.Uint16(h[4:]) != 3<<8|20 || le.Uint32(h[38:]) != 0o100644<<16 || le.Uint16(h[8:]) != 0x800 {
			t.Errorf("directory entry %d: % x", i, h[:46])
		}
		at += 46 + int(le.Uint16(h[28:]))
	}
	if le.Uint32(data[at:]) != 0x06054b50 || len(data) != at+22 || entries != len(sample)+4 {
		t.Errorf("%d entries, then % x", entries, data[at:])
	}
}

func TestOtherProgramsAgree(t *testing.T) {
	dir := t.TempDir()
	mustMake(t, filepath.Join(dir, "folder"), sampleOptions)
	mustMake(t, filepath.Join(dir, "a.zip"), sampleOptions)
	for _, c := range [][]string{
		{"sha256sum", "--strict", "-c", "manifest-sha256.txt"},
		{"sha256sum", "--strict", "-c", "tagmanifest-sha256.txt"},
		{"unzip", "-tqq", "../a.zip"},
	} {
		if _, err := exec.LookPath(c[0]); err != nil {
			t.Logf("%s is not here", c[0])
			continue
		}
		cmd := exec.Command(c[0], c[1:]...)
		cmd.Dir = filepath.Join(dir, "folder")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v: %v\n%s", c, err, out)
		}
	}
}

func TestNamesThatAreRefused(t *testing.T) {
	w, err := Create(filepath.Join(t.TempDir(), "out"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	if err := w.Add("A/b.txt", strings.NewReader("")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"", "/", "/x", "x/", "a//b", ".", "..", "../x", "a/../x", `a\b`, "C:x", "nul", "a/con.txt", "x ", "x.", ".x", "e\u0301", "a\nb", "100%",
		"13800138000.jpg", strings.Repeat("长", 61), strings.Repeat("b/", 58) + "b",
		"A/b.txt", "a/b.txt", "A/B.TXT", "A", "a", "a/c.txt", "A/b.txt/c",
	} {
		if err := w.Add(name, strings.NewReader("x")); err == nil {
			t.Errorf("%q is taken", name)
		}
	}
	if err := w.Add(strings.Repeat("b/", 57)+"b", strings.NewReader("x")); err != nil {
		t.Errorf("a path of 120 units: %v", err)
	}
	if sum, err := w.Commit(); err != nil || sum.Files != 2 {
		t.Errorf("got %+v, %v", sum, err)
	}
	if err := w.Add("late", strings.NewReader("")); err == nil {
		t.Error("a closed package takes files")
	}
	if _, err := w.Commit(); err == nil {
		t.Error("a package is committed twice")
	}
}

func TestBadContentLeavesThePackageWhole(t *testing.T) {
	for _, form := range both {
		dest := filepath.Join(t.TempDir(), form)
		w, err := Create(dest, Options{})
		if err != nil {
			t.Fatal(err)
		}
		bad := errors.New("unreadable")
		err = w.AddFunc("x/a", func(out io.Writer) error {
			io.WriteString(out, strings.Repeat("half", 100_000))
			return bad
		})
		if err != bad {
			t.Errorf("got %v, want the error as it is", err)
		}
		if err := w.Add("x/a", strings.NewReader("good")); err != nil {
			t.Errorf("the name is lost: %v", err)
		}
		if _, err := w.Commit(); err != nil {
			t.Fatal(err)
		}
		wantVerified(t, dest, 1)
	}
}

func wantVerified(t *testing.T, path string, files int) {
	t.Helper()
	v, err := Verify(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Verification{OK: true, Files: files, Problems: []Problem{}}, v); diff != "" {
		t.Error(diff)
	}
}

func TestEmptyPackage(t *testing.T) {
	for _, form := range both {
		dest := filepath.Join(t.TempDir(), form)
		w, err := Create(dest, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Commit(); err != nil {
			t.Fatal(err)
		}
		wantVerified(t, dest, 0)
	}
}

func TestAbortLeavesNothing(t *testing.T) {
	for _, form := range both {
		dir := t.TempDir()
		w, err := Create(filepath.Join(dir, form), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Add("a/b", strings.NewReader("x")); err != nil {
			t.Fatal(err)
		}
		for _, name := range names(t, dir) {
			if !strings.HasPrefix(name, ".partial-") {
				t.Errorf("%s is visible before Commit", name)
			}
		}
		w.Abort()
		w.Abort()
		if left := names(t, dir); len(left) > 0 {
			t.Errorf("left: %v", left)
		}
	}
}

func TestWhatIsThereIsNotReplaced(t *testing.T) {
	for _, form := range both {
		dir := t.TempDir()
		dest := filepath.Join(dir, form)
		mustMake(t, dest, Options{Date: "2026-01-01"})
		before := listing(t, dest)
		_, err := make1(dest, sampleOptions)
		var e *Error
		if !errors.Is(err, ErrExists) || !errors.As(err, &e) || e.Path != dest {
			t.Errorf("got %v, want ErrExists", err)
		}
		if diff := cmp.Diff(before, listing(t, dest)); diff != "" {
			t.Error(diff)
		}
		if want := dest + " 已存在；请换一个名称，或使用“覆盖”（--force）"; e.In(filing.ZH) != want {
			t.Errorf("got %s", e.In(filing.ZH))
		}

		opt := sampleOptions
		opt.Force = true
		mustMake(t, dest, opt)
		wantVerified(t, dest, len(sample))
		if cmp.Equal(before, listing(t, dest)) {
			t.Error("not replaced with Force")
		}
		if diff := cmp.Diff([]string{form}, names(t, dir)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestWhatComesMeanwhileIsNotReplaced(t *testing.T) {
	for _, form := range both {
		dir := t.TempDir()
		dest := filepath.Join(dir, form)
		w, err := Create(dest, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(dest, []byte("mine"), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Commit(); !errors.Is(err, ErrExists) {
			t.Errorf("got %v, want ErrExists", err)
		}
		if data, _ := os.ReadFile(dest); string(data) != "mine" {
			t.Errorf("replaced by %q", data)
		}
		if diff := cmp.Diff([]string{form}, names(t, dir)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestForceSparesWhatIsNoPackage(t *testing.T) {
	put := func(t *testing.T, path string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("mine"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name    string
		dest    string
		prepare func(t *testing.T, dest string)
		refused bool
	}{
		{"empty folder", "out", func(t *testing.T, dest string) { os.Mkdir(dest, 0o755) }, false},
		{"folder of the user", "out", func(t *testing.T, dest string) { put(t, dest+"/论文.docx") }, true},
		{"file where the folder goes", "out", func(t *testing.T, dest string) { put(t, dest) }, true},
		{"package with a file of the user", "out", func(t *testing.T, dest string) {
			mustMake(t, dest, Options{})
			put(t, dest+"/data/001_样张云帆科技_example.com/签字扫描.jpg")
		}, true},
		{"package that was looked at", "out", func(t *testing.T, dest string) {
			mustMake(t, dest, Options{})
			put(t, dest+"/data/Thumbs.db")
		}, false},
		{"folder around a package", "out", func(t *testing.T, dest string) {
			os.Mkdir(dest, 0o755)
			mustMake(t, dest+"/in", Options{})
		}, true},
		{"folder where the zip goes", "out.zip", func(t *testing.T, dest string) { put(t, dest+"/论文.docx") }, true},
		{"package where the zip goes", "out.zip", func(t *testing.T, dest string) {
			mustMake(t, dest+"x", Options{})
			if err := os.Rename(dest+"x", dest); err != nil {
				t.Fatal(err)
			}
		}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			dest := filepath.Join(t.TempDir(), c.dest)
			c.prepare(t, dest)
			_, err := make1(dest, Options{Force: true})
			if c.refused {
				if !errors.Is(err, ErrForeign) {
					t.Errorf("got %v, want ErrForeign", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			wantVerified(t, dest, len(sample))
		})
	}
	if _, err := Create(string(filepath.Separator), Options{Force: true}); !errors.Is(err, ErrForeign) {
		t.Errorf("the root folder: %v", err)
	}
}

func TestLinkIsFollowed(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "real"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("real", filepath.Join(dir, "link")); err != nil {
		t.Skip("no links here:", err)
	}
	mustMake(t, filepath.Join(dir, "link"), Options{Force: true})
	wantVerified(t, filepath.Join(dir, "real"), len(sample))
	if info, err := os.Lstat(filepath.Join(dir, "link")); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v", err)
	}
}

func TestMissingFolderIsNamed(t *testing.T) {
	dest := filepath.Join(t.TempDir(), "none", "out.zip")
	_, err := Create(dest, Options{})
	var e *disk.Error
	if !errors.As(err, &e) || e.Cause != disk.NoFolder || e.Path != dest {
		t.Errorf("got %v", err)
	}
}

func TestStagedFileThatVanishesIsNoticed(t *testing.T) {
	for _, form := range both {
		for _, touch := range []func(string) error{os.Remove, func(p string) error { return os.Truncate(p, 1) }} {
			dir := t.TempDir()
			w, err := Create(filepath.Join(dir, form), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Add("a", strings.NewReader("content")); err != nil {
				t.Fatal(err)
			}
			if err := touch(w.staged("data/a")); err != nil {
				t.Fatal(err)
			}
			if _, err := w.Commit(); err == nil {
				t.Errorf("%s: committed", form)
			}
			if left := names(t, dir); len(left) > 0 {
				t.Errorf("left: %v", left)
			}
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	for _, form := range both {
		b.Run(filepath.Ext("x"+form), func(b *testing.B) {
			const files = 200
			picture := bytes.Repeat([]byte("0123456789abcdef"), 7<<10)
			b.SetBytes(files * int64(len(picture)))
			b.ReportAllocs()
			for b.Loop() {
				w, err := Create(filepath.Join(b.TempDir(), form), Options{})
				if err != nil {
					b.Fatal(err)
				}
				for i := range files {
					if err := w.Add(fmt.Sprintf("%03d_样张/01_主办单位证件.jpg", i), bytes.NewReader(picture)); err != nil {
						b.Fatal(err)
					}
				}
				if _, err := w.Commit(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
