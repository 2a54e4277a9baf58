package app

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDroppedFilesAreSorted(t *testing.T) {
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	for _, name := range []string{"材料", "别的"} {
		if err := os.Mkdir(path(name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"备案.xlsx", "备案.CSV", "旧.xls", "执照.jpg", "包.zip", "说明.txt"} {
		if err := os.WriteFile(path(name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name  string
		files []string
		want  dropped
	}{
		{"workbook", []string{"备案.xlsx"}, dropped{workbook: path("备案.xlsx")}},
		{"capital letters", []string{"备案.CSV"}, dropped{workbook: path("备案.CSV")}},
		{"both", []string{"材料", "备案.xlsx"}, dropped{workbook: path("备案.xlsx"), scans: path("材料")}},
		{"folder", []string{"材料"}, dropped{scans: path("材料")}},
		{"two workbooks", []string{"备案.xlsx", "备案.CSV"}, dropped{problem: "drop.workbooks", path: path("备案.CSV")}},
		{"two folders", []string{"材料", "别的"}, dropped{problem: "drop.folders", path: path("别的")}},
		{"old format", []string{"旧.xls"}, dropped{problem: "drop.old", path: path("旧.xls")}},
		{"picture", []string{"备案.xlsx", "执照.jpg"}, dropped{problem: "drop.picture", path: path("执照.jpg")}},
		{"signed papers", []string{"执照.jpg"}, dropped{papers: []string{path("执照.jpg")}}},
		{"archive", []string{"包.zip"}, dropped{problem: "drop.archive", path: path("包.zip")}},
		{"else", []string{"说明.txt"}, dropped{problem: "drop.unknown", path: path("说明.txt")}},
		{"gone", []string{"没有.xlsx"}, dropped{problem: "drop.missing", path: path("没有.xlsx")}},
	} {
		var paths []string
		for _, f := range c.files {
			paths = append(paths, path(f))
		}
		if diff := cmp.Diff(c.want, sortDropped(paths, os.Stat), cmp.AllowUnexported(dropped{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestFolderBringsItsOnlyWorkbook(t *testing.T) {
	dir := t.TempDir()
	write := func(name string) {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := workbookIn(dir); got != "" {
		t.Errorf("an empty folder brings %q", got)
	}
	write("备案.xlsx")
	write("~$备案.xlsx")
	if got := workbookIn(dir); got != filepath.Join(dir, "备案.xlsx") {
		t.Errorf("the folder brings %q", got)
	}
	write("另一个.csv")
	if got := workbookIn(dir); got != "" {
		t.Errorf("of two workbooks it brings %q", got)
	}
}

func TestUnusableDropIsSaid(t *testing.T) {
	b := newBench(t, &fakeEngine{})
	file := filepath.Join(t.TempDir(), "旧.xls")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	b.Open(file)
	b.mustShow(file)
	b.mustShow("另存为 .xlsx")
	if len(b.engine.opened) != 0 {
		t.Errorf("opened %v", b.engine.opened)
	}
}
