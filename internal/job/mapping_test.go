package job

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
)

const ownWords = "公司,站名,网址栏,手机,内部\n样张甲公司,甲网站,a.cn,13800000001,x\n"

// TestMappingIsRemembered corrects columns once, and finds them again in another
// workbook with the same headers.
func TestMappingIsRemembered(t *testing.T) {
	dir := t.TempDir()
	first, second, file := filepath.Join(dir, "一.csv"), filepath.Join(dir, "二.csv"), filepath.Join(dir, "配置", MappingsName)
	for path, text := range map[string]string{first: ownWords, second: "内部,公司,手机,站名,网址栏\nz,样张乙公司,13800000002,乙网站,b.cn\n"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	store, err := OpenMappings(file)
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]string{"公司": "entity.name", "站名": "site.name", "网址栏": "site.domains", "手机": "site.person.mobile", "内部": SkipColumn}
	b, err := Open(context.Background(), first, "", Options{Reading: Reading{Columns: told, Mappings: store}})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if n, err := b.Remember(); n != 1 || err != nil {
		t.Fatalf("%d tables, error %v", n, err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if s := string(text); !strings.Contains(s, `"内部" = "skip"`) || !strings.Contains(s, `"手机" = "site.person.mobile"`) || strings.Contains(s, "样张") || strings.Contains(s, "138") {
		t.Errorf("the file is\n%s", s)
	}
	if store, err = OpenMappings(file); err != nil {
		t.Fatal(err)
	}
	again, err := Open(context.Background(), second, "", Options{Reading: Reading{Mappings: store}})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	f := again.Filings[0]
	got := []string{f.Text(filing.EntityName), f.Text(filing.SiteName), f.Domain(), f.Text(filing.SitePersonMobile), f.Text(filing.SiteRemark)}
	if diff := cmp.Diff([]string{"样张乙公司", "乙网站", "b.cn", "13800000002", ""}, got); diff != "" {
		t.Error(diff)
	}
	if !again.Tables()[0].Remembered {
		t.Error("the table does not say that it was remembered")
	}
	if err := store.Remember(again.Tables()[0], Mapping{}); err != nil {
		t.Fatal(err)
	}
	if _, ok := store.Lookup(again.Tables()[0].Fingerprint); ok {
		t.Error("a mapping that says nothing is not forgotten")
	}
}

// TestPersonalHeadersAreNotKept remembers a table whose header is a row of data.
func TestPersonalHeadersAreNotKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), MappingsName)
	store, err := OpenMappings(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Remember(&Table{Fingerprint: "f", Sheet: "13800000001"}, Mapping{Columns: map[string]string{"11010519491231002x": SkipColumn, "公司": "entity.name"}}); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if s := string(text); strings.Contains(s, "1101") || strings.Contains(s, "138") || !strings.Contains(s, `"公司" = "entity.name"`) {
		t.Errorf("the file is\n%s", s)
	}
}

func TestMappingsThatCannotBeRead(t *testing.T) {
	for text, want := range map[string]string{
		"[[table]":                          "第 1 行无法读取",
		"[[table]]\nfingerprint = 1":        "类型不对",
		"[[table]]\nsheet = \"a\"":          "第 1 段的内容无法使用",
		"[[table]]\nfingerprint=\"a\"\nb=1": "不认识 table.b",
		"[[table]]\nfingerprint=\"a\"\n[table.columns]\n\"甲\"=\"no.field\"": "没有填写项 no.field",
	} {
		file := filepath.Join(t.TempDir(), MappingsName)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		store, err := OpenMappings(file)
		if err == nil || !strings.Contains(Say(err, filing.ZH), want) {
			t.Errorf("%q: error %v, want %s", text, err, want)
		}
		if err := store.Remember(&Table{Fingerprint: "f"}, Mapping{HeaderRow: 2}); err == nil {
			t.Errorf("%q: the file was replaced", text)
		}
	}
}

func TestColumnsThatAreNotThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(path, []byte("主办单位名称,网站名称,域名,手机,手机\n样张甲公司,甲网站,a.cn,1,2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for header, want := range map[string]string{"天气": "没有列“天气”", "手机": "", "手机#2": ""} {
		_, err := Open(context.Background(), path, "", Options{Reading: Reading{Columns: map[string]string{header: "site.remark"}}})
		if want == "" != (err == nil) || err != nil && !strings.Contains(Say(err, filing.ZH), want) {
			t.Errorf("%s: error %v, want %q", header, err, want)
		}
	}
}

// TestPreview tries what a user says of a workbook that is in memory.
func TestPreview(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(path, []byte(ownWords), 0o600); err != nil {
		t.Fatal(err)
	}
	w, err := LoadWorkbook(context.Background(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := w.Preview(t.Context(), Options{})
	if err == nil || len(p.Tables) != 1 || len(p.Tables[0].Columns) != 5 {
		t.Fatalf("preview %+v, error %v", p, err)
	}
	mapped := map[string]Mapping{p.Tables[0].Fingerprint: {Columns: map[string]string{"公司": "entity.name", "站名": "site.name", "网址栏": "site.domains"}}}
	if p, err = w.Preview(t.Context(), Options{Reading: Reading{Mapped: mapped}}); err != nil || len(p.Filings) != 1 || p.Filings[0].Domain() != "a.cn" {
		t.Fatalf("preview %+v, error %v", p, err)
	}
	if len(p.Findings) == 0 || p.Findings[0].Message == "" {
		t.Errorf("findings %v", p.Findings)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if p, err := w.Preview(ctx, Options{}); p != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: preview %+v, error %v", p, err)
	}
}

func FuzzMappings(f *testing.F) {
	f.Add("[[table]]\nfingerprint=\"a\"\nhidden_sheet=true\nhidden=\"skip\"\nheader_row=2\n[table.columns]\n\"甲/乙#2\"=\"site.domains\"")
	f.Fuzz(func(t *testing.T, text string) {
		all, why := parseMappings([]byte(text))
		if why != (filing.Text{}) {
			return
		}
		again, why := parseMappings([]byte(mappingsText(all)))
		if why != (filing.Text{}) || len(again) != len(all) {
			t.Fatalf("%q is written as %q: %s", text, mappingsText(all), why.EN)
		}
	})
}

// TestRememberHiddenSheets keeps for the tables of hidden sheets whether they are
// read, and lets what is said later take its place.
func TestRememberHiddenSheets(t *testing.T) {
	store := &Mappings{file: filepath.Join(t.TempDir(), MappingsName)}
	seen := &Table{Sheet: "一", State: "read", Fingerprint: "a"}
	for _, step := range []struct {
		said  Hidden
		state TableState
		want  map[string]Mapping
	}{
		{HiddenSkip, "hidden", map[string]Mapping{"a": {Hidden: HiddenSkip}}},
		{HiddenInclude, "read", map[string]Mapping{"a": {Hidden: HiddenInclude}, "b": {Hidden: HiddenInclude, HiddenSheet: true}}},
		{HiddenSkip, "hidden", map[string]Mapping{"a": {Hidden: HiddenSkip}, "b": {Hidden: HiddenInclude}}},
	} {
		b := &Batch{opt: Options{Reading: Reading{Hidden: step.said, Mappings: store}}, tables: []*Table{seen, {Sheet: "藏", SheetHidden: true, State: step.state, Fingerprint: "b"}}}
		if _, err := b.Remember(); err != nil {
			t.Fatal(err)
		}
		kept, err := OpenMappings(store.File())
		if err != nil {
			t.Fatal(err)
		}
		for _, fingerprint := range []string{"a", "b"} {
			got, _ := kept.Lookup(fingerprint)
			if want := step.want[fingerprint]; got.Hidden != want.Hidden || got.HiddenSheet != want.HiddenSheet {
				t.Errorf("said %q: %s is kept as %+v, want %+v", step.said, fingerprint, got, want)
			}
		}
	}
}
