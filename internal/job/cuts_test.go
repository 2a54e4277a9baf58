package job

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
	"beiandesk/internal/scan"
)

var aCut = scan.Cut{Corners: [4][2]float64{{10.5, 20}, {400, 25}, {390, 300}, {12, 310}}}

// small draws a picture that is quickly fitted.
func small(t *testing.T, file string) string {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 420, 320))
	for y := range 320 {
		for x := range 420 {
			img.SetNRGBA(x, y, color.NRGBA{uint8(x), uint8(y), uint8(x ^ y), 255})
		}
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, img); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, buf.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// cutBatch is a batch of one filing whose domain certificate is a small picture.
func cutBatch(t *testing.T) (*Batch, string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "材料"), 0o755); err != nil {
		t.Fatal(err)
	}
	file := small(t, filepath.Join(dir, "材料", "域名证书.png"))
	b := &Batch{Workbook: filepath.Join(dir, "备案.xlsx"), ScanDir: dir, opt: Options{Profile: provider.Default()}.filled()}
	b.Filings = []*filing.Filing{{Scans: map[filing.Slot][]string{filing.SlotDomainCert: {file}}}}
	var err error
	if b.spool, err = newSpool(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b, file
}

func TestACutIsKeptAndUsed(t *testing.T) {
	b, file := cutBatch(t)
	picture := func(b *Batch) Picture {
		t.Helper()
		pics, err := b.Pictures(context.Background(), b.Filings[0], filing.SlotDomainCert)
		if err != nil || len(pics) != 1 || pics[0].Err != nil {
			t.Fatalf("pictures: %+v, %v", pics, err)
		}
		return pics[0]
	}
	before := picture(b)
	if err := b.SetCut(file, aCut); err != nil {
		t.Fatal(err)
	}
	after := picture(b)
	if bytes.Equal(before.JPEG, after.JPEG) {
		t.Error("the picture is as before")
	}
	if got := after.Result.Places[0].Quad; got != aCut.Corners || after.Cuts[0] != aCut {
		t.Errorf("the picture is cut at %v (%+v), want %v", got, after.Cuts, aCut.Corners)
	}

	again := &Batch{Workbook: b.Workbook, ScanDir: b.ScanDir, opt: b.opt}
	if found := again.takeCuts(); len(found) > 0 || again.Cut(file) != aCut {
		t.Errorf("read again: %+v, %v", again.Cut(file), found)
	}
	text, err := os.ReadFile(b.CutsFile())
	if err != nil || !strings.Contains(string(text), `file = "材料/域名证书.png"`) {
		t.Errorf("the file says (%v):\n%s", err, text)
	}

	if err := b.SetCut(file, scan.Cut{}); err != nil {
		t.Fatal(err)
	}
	if got := picture(b); !bytes.Equal(got.JPEG, before.JPEG) {
		t.Error("left to what is found, the picture is not as it was")
	}
}

func TestAnUnsoundCutIsRefused(t *testing.T) {
	b, file := cutBatch(t)
	crossed := aCut
	crossed.Corners[0], crossed.Corners[1] = crossed.Corners[1], crossed.Corners[0]
	err := b.SetCut(file, crossed)
	if err == nil || !strings.Contains(Say(err, filing.ZH), "材料/域名证书.png") {
		t.Errorf("the error is %v, want one that names the file", err)
	}
	if _, err := os.Stat(b.CutsFile()); err == nil || b.Cut(file) != (scan.Cut{}) {
		t.Error("it was kept all the same")
	}
}

func TestABadFileOfCutsIsSaidAndLeftAlone(t *testing.T) {
	b, file := cutBatch(t)
	const bad = "[[cut]]\nfile = \"材料/域名证书.png\"\ncorners = [[1, 2]]\n"
	if err := os.WriteFile(b.CutsFile(), []byte(bad), 0o600); err != nil {
		t.Fatal(err)
	}
	found := b.takeCuts()
	if len(found) != 1 || found[0].Rule != "scan-cuts-unreadable" || found[0].Args["file"] != CutsFile || !strings.Contains(found[0].Args["why"], "第 1 段") {
		t.Fatalf("the findings are %+v", found)
	}
	if err := b.SetCut(file, aCut); err == nil || !strings.Contains(Say(err, filing.EN), "mend it") {
		t.Errorf("a change says %v", err)
	}
	if text, _ := os.ReadFile(b.CutsFile()); string(text) != bad {
		t.Errorf("the file was changed to\n%s", text)
	}
}

func TestParseCuts(t *testing.T) {
	tests := []struct {
		name, text string
		want       cuts
		why        string // in the English reason
	}{
		{"nothing", "", cuts{}, ""},
		{"everything", "\ufeff[[cut]]\nfile = \"a/b.jpg\"\ncorners = [[10.5, 20], [400, 25], [390.0, 300], [12, 310]]\nkeep_light = true\n[[cut]]\nfile = \"c.jpg\"\nwhole = true\nturn = 3\n",
			cuts{"a/b.jpg": {Corners: aCut.Corners, KeepLight: true}, "c.jpg": {Whole: true, Turn: 3}}, ""},
		{"both sides, and ways up", "[[cut]]\nfile = \"a\"\ncorners = [[10.5, 20], [400, 25], [390, 300], [12, 310]]\nsecond = [[10.5, 20], [400, 25], [390, 300], [12, 310]]\n[[cut]]\nfile = \"b\"\nturn = 0\n[[cut]]\nfile = \"c\"\nturn = 2\n",
			cuts{"a": {Corners: aCut.Corners, Second: aCut.Corners}, "b": {Upright: true}, "c": {Turn: 2, Upright: true}}, ""},
		{"a second side alone", "[[cut]]\nfile = \"a\"\nsecond = [[10.5, 20], [400, 25], [390, 300], [12, 310]]\n", nil, "entry 1"},
		{"corners and a turn", "[[cut]]\nfile = \"a\"\nturn = 1\ncorners = [[10.5, 20], [400, 25], [390, 300], [12, 310]]\n", nil, "entry 1"},
		{"no TOML", "[[cut]]\nfile = \n", nil, "line 2"},
		{"a wrong kind", "[[cut]]\nfile = 3\n", nil, "wrong kind"},
		{"an unknown entry", "[[cut]]\nfile = \"a\"\nsharpen = true\n", nil, "sharpen"},
		{"no file", "[[cut]]\nwhole = true\n", nil, "entry 1"},
		{"twice", "[[cut]]\nfile = \"a\"\nwhole = true\n[[cut]]\nfile = \"a\"\n", nil, "entry 2 (a)"},
		{"crossed", "[[cut]]\nfile = \"a\"\ncorners = [[400, 25], [10, 20], [390, 300], [12, 310]]\n", nil, "entry 1"},
		{"a number too many", "[[cut]]\nfile = \"a\"\ncorners = [[10, 20, 1], [400, 25], [390, 300], [12, 310]]\n", nil, "entry 1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, why := parseCuts([]byte(test.text))
			if !reflect.DeepEqual(got, test.want) || (why.EN == "") != (test.why == "") || !strings.Contains(why.EN, test.why) {
				t.Errorf("got %+v, %q; want %+v, %q", got, why.EN, test.want, test.why)
			}
		})
	}
}

func FuzzParseCuts(f *testing.F) {
	f.Add(cuts{"a.jpg": aCut, "b.jpg": {Whole: true, Turn: 1}}.text())
	f.Add(cuts{"a.jpg": {Corners: aCut.Corners, Second: aCut.Corners}, "b.jpg": {Turn: 3, Upright: true}}.text())
	f.Add("[[cut]]\ncorners = [[nan, inf]]")
	f.Fuzz(func(t *testing.T, text string) {
		got, why := parseCuts([]byte(text))
		if why != (filing.Text{}) {
			return
		}
		again, why := parseCuts([]byte(got.text()))
		if why != (filing.Text{}) || len(again) != len(got) {
			t.Fatalf("what was written cannot be read: %s", why.EN)
		}
		for file, cut := range got {
			if now := again[file]; now.Turn != cut.Turn || now.Upright != cut.Upright || (now.Second == [4][2]float64{}) != (cut.Second == [4][2]float64{}) {
				t.Errorf("%s is read as %+v, was %+v", file, now, cut)
			}
		}
	})
}

func TestExplanationsAreWrittenAndNotOverwritten(t *testing.T) {
	dir := t.TempDir()
	file := small(t, filepath.Join(dir, "域名证书.png"))
	opt := FitOptions{Slot: filing.SlotDomainCert, Dir: filepath.Join(dir, "out"), Explain: filepath.Join(dir, "steps"), Cut: aCut}
	run := func() FittedFile {
		t.Helper()
		report, err := Fit(context.Background(), []string{file}, opt)
		if err != nil {
			t.Fatal(err)
		}
		return report.Files[0]
	}
	if got := run(); got.Error != "" || *got.Quad != aCut.Corners {
		t.Fatalf("got %+v", got)
	}
	var names []string
	entries, _ := os.ReadDir(opt.Explain)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if got, want := strings.Join(names, " "), "域名证书-1-corners.png 域名证书-2-straight.png 域名证书-3-light.png 域名证书-4-page.png"; got != want {
		t.Errorf("the steps are %s, want %s", got, want)
	}
	if info, err := os.Stat(opt.Explain); err != nil || runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may enter the folder: %v, %v", info.Mode(), err)
	}
	opt.Dir = filepath.Join(dir, "other")
	if got := run(); !strings.Contains(got.Error, "-1-corners.png") {
		t.Errorf("the second time: %q, want that it exists", got.Error)
	}
	opt.Force = true
	if got := run(); got.Error != "" {
		t.Errorf("by force: %s", got.Error)
	}
}

func TestACutIsTakenBack(t *testing.T) {
	b, file := cutBatch(t)
	b.edits.read = b.Filings
	both := scan.Cut{Corners: aCut.Corners, Second: aCut.Corners}
	for _, cut := range []scan.Cut{{Turn: 3, Upright: true}, both} {
		if err := b.SetCut(file, cut); err != nil {
			t.Fatal(err)
		}
	}
	kept := func() scan.Cut {
		t.Helper()
		all, err := readCuts(b.CutsFile())
		if err != nil || all[b.shown(file)] != b.Cut(file) {
			t.Errorf("the file has %+v (%v), the batch %+v", all, err, b.Cut(file))
		}
		return b.Cut(file)
	}
	for _, step := range []struct {
		do   func() (bool, error)
		want scan.Cut
	}{{b.Undo, scan.Cut{Turn: 3, Upright: true}}, {b.Undo, scan.Cut{}}, {b.Redo, scan.Cut{Turn: 3, Upright: true}}, {b.Redo, both}} {
		if done, err := step.do(); !done || err != nil {
			t.Fatal(done, err)
		}
		if got := kept(); got != step.want {
			t.Errorf("cut as %+v, want %+v", got, step.want)
		}
	}
	if len(b.Edits()) > 0 {
		t.Errorf("the workbook is to be changed: %+v", b.Edits())
	}
	// What cannot be kept is not taken back.
	if err := os.WriteFile(b.CutsFile(), []byte("?"), 0o600); err != nil {
		t.Fatal(err)
	}
	undo, _ := b.Steps()
	if done, err := b.Undo(); done || err == nil || b.Cut(file) != both {
		t.Errorf("taken back %v (%v), cut as %+v", done, err, b.Cut(file))
	}
	if still, _ := b.Steps(); still != undo {
		t.Error("the step is gone")
	}
}
