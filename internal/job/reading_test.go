package job

import (
	"os"
	"path/filepath"
	"testing"

	"beiandesk/internal/filing"
)

const heads = "抬头,网站名称,网站域名,网站负责人姓名\n"

func textBook(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "列.csv")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestWhatIsSaidNowGoesBeforeWhatIsKept(t *testing.T) {
	file := textBook(t, heads+"样张第1号科技有限公司,样张第1号官网,site-1.example.cn,范某\n")
	book, err := LoadWorkbook(t.Context(), file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	plain, err := book.Preview(t.Context(), Options{})
	if err != nil || len(plain.Tables) != 1 {
		t.Fatalf("%d tables, %v", len(plain.Tables), err)
	}
	table := plain.Tables[0]
	column := table.Columns[0].Name
	kept, err := OpenMappings(filepath.Join(t.TempDir(), MappingsName))
	if err != nil {
		t.Fatal(err)
	}
	as := func(field filing.Field) Mapping { return Mapping{Columns: map[string]string{column: field.Key()}} }
	if err := kept.Remember(table, as(filing.EntityName)); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name   string
		mapped map[string]Mapping
		want   string // the field
	}{
		{"kept", nil, filing.EntityName.Key()},
		{"said of another table", map[string]Mapping{"other": as(filing.EntityLegalRep)}, filing.EntityName.Key()},
		{"said now", map[string]Mapping{table.Fingerprint: as(filing.EntityLegalRep)}, filing.EntityLegalRep.Key()},
		{"left to itself", map[string]Mapping{table.Fingerprint: {}}, ""},
	} {
		reading := Reading{Mappings: kept, Mapped: test.mapped}
		got, err := book.Preview(t.Context(), Options{Reading: reading})
		if err != nil {
			t.Fatal(err)
		}
		if field := got.Tables[0].Columns[0].Field; field != test.want {
			t.Errorf("%s: read into %q, want %q", test.name, field, test.want)
		}
	}
}

func TestABatchIsReadInAnotherWay(t *testing.T) {
	file := textBook(t, heads+"样张第1号科技有限公司,样张第1号官网,site-1.example.cn,范某\n")
	b, err := Open(t.Context(), file, "", Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if name := b.Filings[0].Text(filing.EntityName); name != "" {
		t.Fatalf("the entity is %q before anything is said", name)
	}
	table := b.Tables()[0]
	mapped := map[string]Mapping{table.Fingerprint: {Columns: map[string]string{table.Columns[0].Name: filing.EntityName.Key()}}}
	again, err := b.Again(t.Context(), "", Options{Reading: Reading{Mapped: mapped}})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if name := again.Filings[0].Text(filing.EntityName); name != "样张第1号科技有限公司" {
		t.Errorf("the entity is %q", name)
	}
}

// A header that is moved up leaves the old one where it was, as that of a table
// below with the same columns; what was said must not move that one too, for ever.
func TestAMovedHeaderLeavesTheTableBelow(t *testing.T) {
	file := textBook(t, "\n一月,二月\n\n\n\n\n"+heads+"样张第1号科技有限公司,样张第1号官网,site-1.example.cn,范某\n")
	book, err := LoadWorkbook(t.Context(), file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	plain, err := book.Preview(t.Context(), Options{})
	if err != nil || plain.Tables[0].HeaderRow != 7 {
		t.Fatalf("%+v, %v", plain.Tables, err)
	}
	moved, err := book.Preview(t.Context(), Options{Reading: Reading{Mapped: map[string]Mapping{plain.Tables[0].Fingerprint: {HeaderRow: 2}}}})
	if err != nil || len(moved.Filings) != 1 || moved.Filings[0].Text(filing.SiteName) != "样张第1号官网" {
		t.Errorf("%d filings, %v", len(moved.Filings), err)
	}
	if len(moved.Tables) != 2 || moved.Tables[0].HeaderRow != 2 || moved.Tables[1].HeaderRow != 7 {
		t.Errorf("tables %+v", moved.Tables)
	}
}

func TestNoTableIsTold(t *testing.T) {
	file := textBook(t, "一封信\n没有表格\n")
	if _, err := Open(t.Context(), file, "", Options{}); !NoTable(err) {
		t.Errorf("a letter: %v", err)
	}
	if _, err := Open(t.Context(), file+".not", "", Options{}); err == nil || NoTable(err) {
		t.Errorf("no file: %v", err)
	}
}
