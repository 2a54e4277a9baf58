package sheet

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
	"beiandesk/internal/offcrypto"
)

const openSesame = "芝麻开门 1"

// locked is a protected workbook of one filing.
func locked(t testing.TB, password string) string {
	t.Helper()
	var out bytes.Buffer
	check(t, offcrypto.Encrypt(context.Background(), &out, withColumn("网站备注", "一").bytes(t), password))
	return tempFile(t, "锁.xlsx", out.Bytes())
}

// answers gives passwords one after another, then gives up.
func answers(t testing.TB, passwords ...string) Unlock {
	asked := 0
	return func(_ context.Context, attempt int) (string, error) {
		asked++
		if attempt != asked {
			t.Errorf("question %d is attempt %d", asked, attempt)
		}
		if attempt > len(passwords) {
			return "", ErrNoPassword
		}
		return passwords[attempt-1], nil
	}
}

func TestReadProtected(t *testing.T) {
	path := locked(t, openSesame)
	tests := []struct {
		name   string
		unlock Unlock
		want   trouble
	}{
		{"right", answers(t, openSesame), trouble{}},
		{"right the second time", answers(t, "芝麻开门", openSesame), trouble{}},
		{"wrong", answers(t, "芝麻开门"), wrongPassword},
		{"none", answers(t), protected},
		{"nobody to ask", nil, protected},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			book, err := Read(context.Background(), path, Options{Password: tt.unlock})
			var said *Error
			switch {
			case tt.want == (trouble{}):
				if err != nil || len(book.Filings) != 1 || book.Filings[0].Text(filing.SiteRemark) != "一" {
					t.Fatalf("error %v", err)
				}
			case !errors.As(err, &said) || said.Why != tt.want.why || said.Remedy != tt.want.remedy || said.File != path:
				t.Errorf("error %v", err)
			case strings.Contains(err.Error(), "芝麻"):
				t.Errorf("the password is in %v", err)
			}
		})
	}
	_, err := Read(context.Background(), path, Options{Password: func(context.Context, int) (string, error) { return "", context.Canceled }})
	if !errors.Is(err, context.Canceled) || errors.As(err, new(*Error)) {
		t.Errorf("given up in silence: %v", err)
	}
}

// TestReadProtectedStructure reads what only looks protected: Excel encrypts a
// workbook with a password that everybody knows when its structure is protected.
func TestReadProtectedStructure(t *testing.T) {
	if book := mustRead(t, locked(t, "VelvetSweatshop")); len(book.Filings) != 1 {
		t.Errorf("%d filings", len(book.Filings))
	}
}

func TestReadRefusesDamageWithin(t *testing.T) {
	b := hundred()
	b.sheets[0] = b.sheets[0][:len(b.sheets[0])/2]
	var out bytes.Buffer
	check(t, offcrypto.Encrypt(context.Background(), &out, b.bytes(t), "a"))
	_, err := Read(context.Background(), tempFile(t, "锁.xlsx", out.Bytes()), Options{Password: answers(t, "a")})
	var said *Error
	if !errors.As(err, &said) || said.Why != brokenXML.why || said.Place != "备案!51" {
		t.Errorf("error %v", err)
	}
	out.Reset()
	check(t, offcrypto.Encrypt(context.Background(), &out, []byte("no zip file"), "a"))
	_, err = Read(context.Background(), tempFile(t, "锁.xlsx", out.Bytes()), Options{Password: answers(t, "a")})
	if !errors.As(err, &said) || said.Why != damagedZip.why {
		t.Errorf("error %v", err)
	}
}

// TestCopiesStayProtected annotates and corrects a protected workbook: nothing of
// it is to be found on the disk in the clear.
func TestCopiesStayProtected(t *testing.T) {
	src := locked(t, openSesame)
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("TMP", temp)
	dir := t.TempDir()
	noted, mended := filepath.Join(dir, "标注.xlsx"), filepath.Join(dir, "改正.xlsx")
	at := filing.Cell{Sheet: "备案", Col: 5, Row: 2}
	check(t, Annotate(context.Background(), src, noted, []Mark{{Cell: at, Severity: filing.Block, Rule: "x", Message: "一"}}, filing.ZH, answers(t, openSesame)))
	refused, err := Correct(context.Background(), src, mended, []Change{{Cell: at, Text: "二"}}, answers(t, openSesame))
	if err != nil || refused[0] != (filing.Text{}) {
		t.Fatalf("refused %v, error %v", refused, err)
	}
	was, err := Read(context.Background(), src, Options{Password: answers(t, openSesame)})
	check(t, err)
	for path, want := range map[string]string{noted: "一", mended: "二"} {
		if _, err := Read(context.Background(), path, Options{Password: answers(t, "x")}); !errors.As(err, new(*Error)) {
			t.Errorf("%s opens without its password", path)
		}
		book, err := Read(context.Background(), path, Options{Password: answers(t, openSesame)})
		if err != nil {
			t.Fatal(err)
		}
		if got := book.Filings[0].Text(filing.SiteRemark); got != want {
			t.Errorf("%s holds %q, want %q", path, got, want)
		}
		if diff := cmp.Diff(was.Filings[0].Text(filing.SiteDomains), book.Filings[0].Text(filing.SiteDomains)); diff != "" {
			t.Error(diff)
		}
		data, err := os.ReadFile(path)
		check(t, err)
		if bytes.Contains(data, []byte("worksheets/")) || bytes.Contains(data, []byte("PK\x03\x04")) {
			t.Errorf("%s holds a zip file in the clear", path)
		}
	}
	if left, _ := os.ReadDir(temp); len(left) > 0 {
		t.Errorf("%d files are left in the temporary folder", len(left))
	}
	if err := Annotate(context.Background(), src, noted, nil, filing.ZH, nil); !errors.As(err, new(*Error)) {
		t.Errorf("error %v", err)
	}
}
