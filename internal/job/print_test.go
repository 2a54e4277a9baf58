package job

import (
	"bytes"
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"beiandesk/forms"
	"beiandesk/internal/filing"
)

// signed returns the papers among proofs.
func signed(all []Proof) (papers []filing.Paper) {
	for _, p := range all {
		if p.Paper != "" {
			papers = append(papers, p.Paper)
		}
	}
	return papers
}

func TestProofsAreThePapersOfTheFiling(t *testing.T) {
	b := openSample(t, nil)
	proofs := b.Proofs()
	some := false
	for _, f := range b.Filings {
		all, err := proofs.Of(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		var want []filing.Paper
		for _, p := range b.opt.Profile.PapersFor(f) {
			want = append(want, p.ID)
		}
		if got := signed(all); !slices.Equal(got, want) {
			t.Errorf("filing %s: papers are %v, want %v", f.Key(), got, want)
		}
		for _, p := range all {
			if len(p.Pages) == 0 || p.Name == "" {
				t.Errorf("filing %s: %q has %d pages", f.Key(), p.Name, len(p.Pages))
			}
		}
		some = some || len(want) > 0 && len(all) > len(want)
	}
	if !some {
		t.Error("no filing of the sample has papers and lists")
	}
}

// Proofs show what was read when they were asked for, whatever is corrected
// meanwhile.
func TestProofsStayAsTheyWere(t *testing.T) {
	b := openSample(t, nil)
	f := b.Filings[0]
	proofs := b.Proofs()
	b.Filings[0] = f.Clone()
	b.replace(map[int]*filing.Filing{0: f.Clone()})
	if proofs.filings[0] == b.Filings[0] {
		t.Error("the proofs follow the batch")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Proofs().Of(ctx, b.Filings[0]); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled proof gives %v", err)
	}
}

func TestPrintMakesWhatWasAskedFor(t *testing.T) {
	b := openSample(t, nil)
	i := slices.IndexFunc(b.Filings, func(f *filing.Filing) bool { return len(b.opt.Profile.PapersFor(f)) > 1 })
	if i < 0 {
		t.Fatal("no filing of the sample needs two papers")
	}
	f := b.Filings[i]
	papers := b.opt.Profile.PapersFor(f)
	pages := func(opt PrintOptions) int {
		report, err := b.Print(t.Context(), t.TempDir(), opt)
		if err != nil {
			t.Fatal(err)
		}
		if len(report.Bundles) != 1 {
			t.Fatalf("%d documents", len(report.Bundles))
		}
		data, err := os.ReadFile(report.Bundles[0])
		if err != nil || !bytes.HasPrefix(data, []byte("%PDF-")) {
			t.Fatalf("no document: %v", err)
		}
		return report.Pages
	}
	one := []*filing.Filing{f}
	single, whole := pages(PrintOptions{Filings: one, Paper: papers[0].ID}), pages(PrintOptions{Filings: one})
	listed, batch := pages(PrintOptions{Filings: one, Lists: true}), pages(PrintOptions{})
	if !(single < whole && whole < listed && whole < batch && batch < pages(PrintOptions{Lists: true})) {
		t.Errorf("pages: a paper %d, a filing %d, with its lists %d, the batch %d", single, whole, listed, batch)
	}
	if n := pages(PrintOptions{Filings: one, Duplex: true}); n < whole || n%2 != 0 {
		t.Errorf("on both sides it has %d pages", n)
	}
}

func TestPrintOfNothing(t *testing.T) {
	b := openSample(t, nil)
	dir := t.TempDir()
	report, err := b.Print(t.Context(), dir, PrintOptions{Filings: []*filing.Filing{}, Lists: true})
	if err != nil || len(report.Bundles) != 0 {
		t.Errorf("printing nothing gives %v, %v", report, err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 0 {
		t.Errorf("it left %v", entries)
	}
}

// A letter that speaks for several filings is printed whole, with any of them.
func TestPrintKeepsSharedLettersWhole(t *testing.T) {
	var f [3]*filing.Filing
	for i := range f {
		f[i] = new(filing.Filing)
	}
	p := &paperwork{sheets: []forms.Sheet{{Filings: f[:2]}, {Filings: f[1:2]}, {Filings: f[2:]}}}
	p.narrow(f[1:2])
	if len(p.sheets) != 2 || len(p.sheets[0].Filings) != 2 {
		t.Errorf("left are %v", p.sheets)
	}
}

func TestFormsChangeAtOnce(t *testing.T) {
	b := openSample(t, nil)
	dir := t.TempDir()
	text := strings.Replace(EmbeddedForms()["authorization-shanghai.toml"], "name = \"", "name = \"本单位", 1)
	if err := os.WriteFile(dir+"/authorization-shanghai.toml", []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	own, err := LoadForms(dir)
	if err != nil {
		t.Fatal(err)
	}
	names := func() (all []string) {
		p := b.Proofs()
		for _, f := range b.Filings {
			proofs, err := p.Of(t.Context(), f)
			if err != nil {
				t.Fatal(err)
			}
			for _, proof := range proofs {
				if proof.Paper == filing.Authorization {
					all = append(all, proof.Name)
				}
			}
		}
		return all
	}
	before := names()
	b.SetForms(own)
	after := names()
	b.SetForms(nil)
	if len(before) == 0 || !strings.HasPrefix(after[0], "本单位") || !slices.Equal(before, names()) {
		t.Errorf("before %v, with own forms %v, then %v", before, after, names())
	}
}

func BenchmarkProofsOf10000(b *testing.B) {
	filings := make([]*filing.Filing, 10000)
	for i := range filings {
		filings[i] = new(filing.Filing)
		for key, text := range map[string]string{"filing.kind": "new-entity", "entity.name": "样张" + itoa(i%500) + "科技有限公司", "entity.province": "64",
			"site.name": "样张" + itoa(i), "site.domains": "site" + itoa(i) + ".example.cn", "access.account_company": "样张控股有限公司"} {
			field, _ := filing.ByKey(key)
			filings[i].Set(field, filing.Value{Text: text})
		}
	}
	filing.Number(filings)
	opt := Options{}.filled()
	for b.Loop() {
		if _, err := (&Batch{Filings: filings, opt: opt}).Proofs().Of(b.Context(), filings[5]); err != nil {
			b.Fatal(err)
		}
	}
}

func TestCopyFormsKeepsWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/cover.toml", []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	n, err := CopyForms(dir)
	if err != nil || n != len(EmbeddedForms())-1 {
		t.Errorf("%d files were written, %v", n, err)
	}
	if data, _ := os.ReadFile(dir + "/cover.toml"); string(data) != "mine" {
		t.Error("a file that was there was replaced")
	}
	if err := os.Remove(dir + "/cover.toml"); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadForms(dir); err != nil {
		t.Errorf("the copies cannot be used: %v", err)
	}
	if _, err := CopyForms(dir + "/missing"); err == nil {
		t.Error("files are written into a folder that there is not")
	}
}
