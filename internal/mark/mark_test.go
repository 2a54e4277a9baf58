package mark

import (
	"math/rand/v2"
	"strings"
	"testing"

	"rsc.io/qr"

	"beiandesk/internal/filing"
)

func made(t testing.TB, values map[filing.Field]string) *filing.Filing {
	t.Helper()
	f := new(filing.Filing)
	for field, text := range values {
		f.Set(field, filing.Value{Text: text})
	}
	return f
}

func TestTextRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		pages := 1 + r.IntN(mostPages)
		m := Mark{Batch: uint16(r.IntN(1 << 15)), Key: uint16(r.IntN(1 << 15)), Entity: uint16(r.IntN(1 << 10)), Site: uint16(r.IntN(1 << 10)),
			Paper: filing.Papers[r.IntN(len(filing.Papers))], Page: 1 + r.IntN(pages), Pages: pages, Sum: uint16(r.IntN(1 << 16))}
		for _, text := range []string{m.Text(), m.Readable(), strings.ToLower(m.Readable()), strings.ReplaceAll(m.Text(), "0", "o")} {
			if got, ok := Parse(text); !ok || got != m {
				t.Fatalf("Parse(%q) = %+v, %v; want %+v", text, got, ok, m)
			}
		}
	}
}

func TestEveryPaperHasANumber(t *testing.T) {
	for _, p := range filing.Papers {
		if !Names(p) {
			t.Errorf("marks cannot name %s", p)
		}
	}
	if Names("") {
		t.Error("marks name the empty paper")
	}
}

func TestTextFitsTheSmallestCode(t *testing.T) {
	code, err := qr.Encode(Mark{Paper: filing.Commitment, Page: 1, Pages: 1}.Text(), qr.M)
	if err != nil || code.Size != Modules {
		t.Errorf("size %d, %v; want %d", code.Size, err, Modules)
	}
}

func TestTooManyPagesAreNoPage(t *testing.T) {
	if m, ok := Parse(Mark{Paper: filing.Confirmation, Page: 2, Pages: 512}.Text()); ok {
		t.Errorf("read as page %d of %d", m.Page, m.Pages)
	}
}

func TestParseRefuses(t *testing.T) {
	good := Mark{Paper: filing.CheckSheet, Page: 1, Pages: 1, Sum: 7}.Text()
	for name, text := range map[string]string{
		"empty": "", "short": good[:19], "long": good + "0", "another first": "A" + good[1:], "foreign character": good[:19] + "*", "an address": "https://www.example.com/",
	} {
		if _, ok := Parse(text); ok {
			t.Errorf("%s: %q was read", name, text)
		}
	}
	for i := 1; i < length; i++ { // any one character mistyped
		for _, c := range alphabet {
			if byte(c) == good[i] {
				continue
			}
			if _, ok := Parse(good[:i] + string(c) + good[i+1:]); ok {
				t.Errorf("character %d as %c was read", i, c)
			}
		}
	}
}

func TestFits(t *testing.T) {
	values := func(key, cert, domain string) map[filing.Field]string {
		return map[filing.Field]string{filing.FilingKey: key, filing.EntityCertNumber: cert, filing.SiteDomains: domain}
	}
	m := For(1, made(t, values("001", "99640500MA76ABC06P", "example.com")), filing.CheckSheet)
	for name, c := range map[string]struct {
		filing map[filing.Field]string
		want   Fit
	}{
		"the same":           {values("001", "99640500MA76ABC06P", "example.com"), Named},
		"another key":        {values("002", "99640500MA76ABC06P", "example.com"), Moved},
		"another site":       {values("001", "99640500MA76ABC06P", "example.net"), Changed},
		"another entity":     {values("001", "99640500MA76ABC07X", "example.com"), Changed},
		"only the same key":  {values("001", "99640500MA76ABC07X", "example.net"), Foreign},
		"nothing but entity": {values("002", "99640500MA76ABC06P", "example.net"), Foreign},
	} {
		if got := m.Fits(made(t, c.filing)); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestBatchKnowsNoOrder(t *testing.T) {
	a := made(t, map[filing.Field]string{filing.FilingKey: "001", filing.EntityName: "样张甲"})
	b := made(t, map[filing.Field]string{filing.FilingKey: "002", filing.EntityName: "样张乙"})
	if Batch([]*filing.Filing{a, b}) != Batch([]*filing.Filing{b, a}) {
		t.Error("the order counts")
	}
	if Batch([]*filing.Filing{a, b}) == Batch([]*filing.Filing{a}) {
		t.Error("a filing more is no other batch")
	}
}

func FuzzParse(f *testing.F) {
	f.Add(Mark{Paper: filing.CheckSheet, Page: 1, Pages: 1, Sum: 7}.Text())
	f.Add("B0000 00000 00000 00000")
	f.Fuzz(func(t *testing.T, s string) {
		m, ok := Parse(s)
		if !ok {
			return
		}
		if again, ok := Parse(m.Text()); !ok || again != m {
			t.Errorf("%q reads as %+v, which is written %q and reads as %+v", s, m, m.Text(), again)
		}
	})
}
