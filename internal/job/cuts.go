package job

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"beiandesk/internal/disk"
	"beiandesk/internal/filing"
	"beiandesk/internal/scan"
	"beiandesk/internal/sheet"
)

// CutsFile is the file in a scan folder that keeps how the user has single scans
// cut.
const CutsFile = "备案材料裁切.toml"

// mostCutsBytes bounds the file: some 100 bytes for each of a hundred thousand
// scans.
const mostCutsBytes = 10 << 20

const cutsHead = `# 窗口中对材料图片裁切的调整，可以直接编辑；删去一段即恢复自动处理。
# file 相对于本文件夹；corners 是四角的像素坐标，从摆正后的左上角起顺时针，second 是同一张图片上的另一面；
# turn 是顺时针转几个 90 度（0 为方向正确）；whole 保留整张图片；keep_light 不校正光线。
`

// Cut is what the user says of how a scan is cut.
type Cut = scan.Cut

// cuts are how the user has files cut, by the name that [Batch.cutName] gives.
type cuts map[string]scan.Cut

// cutEntry is a cut as the file has it.
type cutEntry struct {
	File      string      `toml:"file"`
	Corners   [][]float64 `toml:"corners"`
	Second    [][]float64 `toml:"second"`
	Whole     bool        `toml:"whole"`
	Turn      *int        `toml:"turn"`
	KeepLight bool        `toml:"keep_light"`
}

// CutsFile is the file that keeps how scans of the batch are cut. It need not
// be there.
func (b *Batch) CutsFile() string { return filepath.Join(b.scanBase(), CutsFile) }

// Cut returns how the user has a file cut, the zero Cut when it is left to what
// is found.
func (b *Batch) Cut(file string) scan.Cut { return b.cuts[b.cutName(file)] }

// cutName is how the file of cuts names a scan. A picture in the workbook goes by
// what it is, not by its cell: rows move.
func (b *Batch) cutName(file string) string {
	if p, ok := sheet.PictureNamed(file); ok {
		return filepath.Base(p.Book) + " 中的图片 " + p.Content()
	}
	return b.inFolder(file)
}

// SetCut changes how a file is cut, from the next fitting on, and keeps it in
// the scan folder; the zero Cut leaves it to what is found. It is a step that
// [Batch.Undo] takes back. When it cannot be kept nothing is changed.
func (b *Batch) SetCut(file string, cut scan.Cut) error {
	if !cut.Sound() {
		return &Trouble{File: b.shown(file), Why: filing.Text{ZH: "四角的位置无法使用", EN: "the corners cannot be used"},
			Remedy: filing.Text{ZH: "请把四角拖到证件的角上，不要交叉", EN: "drag them to the document's corners, uncrossed"}}
	}
	was := b.Cut(file)
	if err := b.keepCut(file, cut); err != nil {
		return err
	}
	b.edits.done, b.edits.undone = append(b.edits.done, Step{Cut: &CutStep{File: file, Before: was, After: cut}}), nil
	return nil
}

// keepCut writes how a file is cut. What another program wrote meanwhile is not
// lost, nor is a file that cannot be read.
func (b *Batch) keepCut(file string, cut scan.Cut) error {
	now, err := readCuts(b.CutsFile())
	if err != nil {
		return err
	}
	name := b.cutName(file)
	if cut == (scan.Cut{}) {
		delete(now, name)
	} else {
		now[name] = cut
	}
	text := now.text()
	if err := disk.WriteFile(b.CutsFile(), func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}); err != nil {
		return err
	}
	b.cuts = now
	return nil
}

// cutsOf returns the cuts of a picture's files, for [scan.Options].
func (b *Batch) cutsOf(files []string) map[string]scan.Cut {
	var of map[string]scan.Cut
	for _, file := range files {
		if cut := b.Cut(file); cut != (scan.Cut{}) {
			if of == nil {
				of = make(map[string]scan.Cut)
			}
			of[file] = cut
		}
	}
	return of
}

// takeCuts reads the cuts of the scan folder. A file that cannot be read is a
// finding, and every scan is left to what is found.
func (b *Batch) takeCuts() []filing.Finding {
	var err error
	if b.cuts, err = readCuts(b.CutsFile()); err == nil {
		return nil
	}
	why := err.Error()
	var trouble *Trouble
	if errors.As(err, &trouble) {
		why = trouble.Why.In(b.opt.Lang)
	}
	return []filing.Finding{{Rule: "scan-cuts-unreadable", Args: filing.Args{"file": CutsFile, "why": why}}}
}

// readCuts reads a file of cuts; one that is not there has none. Errors are a
// [*Trouble].
func readCuts(file string) (cuts, error) {
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return make(cuts), nil
	}
	if err != nil {
		return nil, &Trouble{File: file, Why: whyOf(err), Err: err}
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, mostCutsBytes+1))
	if err == nil && len(data) > mostCutsBytes {
		err = errors.New("larger than 10 MB")
	}
	if err != nil {
		return nil, &Trouble{File: file, Why: whyOf(err), Err: err}
	}
	all, why := parseCuts(data)
	if why != (filing.Text{}) {
		return nil, &Trouble{File: file, Why: why,
			Remedy: filing.Text{ZH: "请改正它，或删除它以恢复自动处理", EN: "mend it, or delete it to leave all to what is found"}}
	}
	return all, nil
}

// parseCuts reads the text of a file of cuts, or says why it cannot.
func parseCuts(data []byte) (cuts, filing.Text) {
	var doc struct {
		Cut []cutEntry `toml:"cut"`
	}
	if why := decodeKept(data, &doc); why != (filing.Text{}) {
		return nil, why
	}
	all := make(cuts, len(doc.Cut))
	for i, entry := range doc.Cut {
		cut, ok := entry.cut()
		if _, twice := all[entry.File]; !ok || twice {
			return nil, filing.Text{ZH: fmt.Sprintf("第 %d 段（%s）的内容无法使用", i+1, entry.File), EN: fmt.Sprintf("entry %d (%s) cannot be used", i+1, entry.File)}
		}
		all[entry.File] = cut
	}
	return all, filing.Text{}
}

func (e *cutEntry) cut() (cut scan.Cut, ok bool) {
	cut = scan.Cut{Whole: e.Whole, KeepLight: e.KeepLight}
	if e.Turn != nil {
		cut.Turn, cut.Upright = *e.Turn, !e.Whole
	}
	for _, of := range [...]struct {
		corners [][]float64
		to      *[4][2]float64
	}{{e.Corners, &cut.Corners}, {e.Second, &cut.Second}} {
		if len(of.corners) != 0 && len(of.corners) != 4 {
			return cut, false
		}
		for i, c := range of.corners {
			if len(c) != 2 {
				return cut, false
			}
			of.to[i] = [2]float64{c[0], c[1]}
		}
	}
	return cut, e.File != "" && cut.Sound()
}

// text writes cuts as the file has them.
func (c cuts) text() string {
	names := make([]string, 0, len(c))
	for name := range c {
		names = append(names, name)
	}
	slices.Sort(names)
	var b strings.Builder
	b.WriteString(cutsHead)
	for _, name := range names {
		cut := c[name]
		fmt.Fprintf(&b, "\n[[cut]]\nfile = %s\n", quoted(name))
		writeCorners(&b, "corners", cut.Corners)
		writeCorners(&b, "second", cut.Second)
		if cut.Whole {
			b.WriteString("whole = true\n")
		}
		if cut.Turn != 0 || cut.Upright {
			fmt.Fprintf(&b, "turn = %d\n", cut.Turn)
		}
		if cut.KeepLight {
			b.WriteString("keep_light = true\n")
		}
	}
	return b.String()
}

func writeCorners(b *strings.Builder, name string, corners [4][2]float64) {
	if corners == ([4][2]float64{}) {
		return
	}
	fmt.Fprintf(b, "%s = [", name)
	for i, p := range corners {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(b, "[%.1f, %.1f]", p[0], p[1])
	}
	b.WriteString("]\n")
}
