package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"beiandesk/internal/job"
	"beiandesk/internal/offcrypto"
	"beiandesk/internal/sheet/sheettest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"beian": main})
}

// TestScripts runs the commands as a user would; see testdata/script. Beside
// the usual commands there are
//
//	code N beian ARGS…    the command ends with the exit code N
//	sample DIR            writes the sample workbook and its scans into DIR
//	listing DIR FILE      writes the names below DIR into FILE
//	lock FILE PASSWORD    protects a workbook by a password
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: false,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"code":     exitsWith,
			"listing":  listing,
			"lock":     lock,
			"pictured": pictured,
			"sample":   sample,
		},
		Setup: func(env *testscript.Env) error {
			// Only the commands under test: what else is installed, such as Tesseract, makes no difference.
			commands, _, _ := strings.Cut(env.Getenv("PATH"), string(filepath.ListSeparator))
			env.Setenv("PATH", commands)
			env.Setenv("TMPDIR", filepath.Join(env.WorkDir, "tmp"))
			return os.MkdirAll(filepath.Join(env.WorkDir, "tmp"), 0o755)
		},
	})
}

func exitsWith(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N command…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code is %d, want %d", got, want)
	}
}

func sample(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: sample DIR")
	}
	_, _, err := job.Demo(ts.MkAbs(args[0]))
	ts.Check(err)
}

func lock(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: lock FILE PASSWORD")
	}
	path := ts.MkAbs(args[0])
	plain, err := os.ReadFile(path)
	ts.Check(err)
	var out bytes.Buffer
	ts.Check(offcrypto.Encrypt(context.Background(), &out, plain, args[1]))
	ts.Check(os.WriteFile(path, out.Bytes(), 0o600))
}

// pictured writes a workbook that holds the pictures of a scan folder: some in
// cells, some over them.
func pictured(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: pictured WORKBOOK PICTURE…")
	}
	rows := [][]string{
		{"编号", "备案类型", "主办单位名称", "域名", "营业执照", "法人身份证人像面", "法人身份证国徽面", "域名证书", "备注图"},
		{"001", "首次备案", "样张云帆科技（宁夏）有限公司", "example.com"},
	}
	var pictures []sheettest.Picture
	for i, name := range args[1:] {
		data, err := os.ReadFile(ts.MkAbs(name))
		ts.Check(err)
		rows[1] = append(rows[1], "")
		pictures = append(pictures, sheettest.Picture{Col: 5 + i, Row: 2, Data: data, Floating: i%2 == 1})
	}
	ts.Check(sheettest.Write(ts.MkAbs(args[0]), rows, pictures))
}

func listing(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: listing DIR FILE")
	}
	root := ts.MkAbs(args[0])
	var names []string
	ts.Check(filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			var rel string
			if rel, err = filepath.Rel(root, path); err == nil {
				names = append(names, filepath.ToSlash(rel))
			}
		}
		return err
	}))
	sort.Strings(names)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(strings.Join(names, "\n")+"\n"), 0o644))
}
