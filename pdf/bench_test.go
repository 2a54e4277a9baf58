package pdf

import (
	"io"
	"testing"

	"beiandesk/forms"
	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// counter counts the bytes written to it.
type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

func benchRender(b *testing.B, all []*forms.Form) {
	b.Helper()
	if _, err := Render(io.Discard, all, Options{}); err != nil { // parse the fonts
		b.Fatal(err)
	}
	var size counter
	b.ReportAllocs()
	for b.Loop() {
		size = 0
		if _, err := Render(&size, all, Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(size)/1000/float64(len(all)), "kB/form")
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N)/float64(len(all)), "ms/form")
}

func BenchmarkCheckSheet(b *testing.B) {
	benchRender(b, []*forms.Form{fillSample(b, filing.CheckSheet, nil)})
}

func BenchmarkCommitment(b *testing.B) {
	benchRender(b, []*forms.Form{fillSample(b, filing.Commitment, nil)})
}

func BenchmarkFilingOfFourPapers(b *testing.B) {
	var all []*forms.Form
	for _, p := range filing.Papers {
		all = append(all, fillSample(b, p, nil))
	}
	benchRender(b, all)
}

func BenchmarkBundleOf100(b *testing.B) {
	var all []*forms.Form
	for i := range 100 {
		all = append(all, fillSample(b, filing.Papers[i%2*3], values{"filing.key": string(rune('一' + i)), "entity.name": string([]rune{rune('丁' + i), rune('云' + 3*i)}) + "网络科技有限公司"}))
	}
	benchRender(b, all)
}

func BenchmarkLayout(b *testing.B) {
	form := fillSample(b, filing.CheckSheet, nil)
	if _, _, err := Layout(form); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Layout(form); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFill(b *testing.B) {
	f := []*filing.Filing{sampleFiling(b, nil)}
	library, profile := forms.Default(), provider.Default()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := library.Fill(filing.CheckSheet, f, profile); err != nil {
			b.Fatal(err)
		}
	}
}
