package scan

import (
	"context"
	"image"
	"testing"

	"beiandesk/internal/filing"
	"beiandesk/internal/specimen"
)

// BenchmarkChain measures all that happens to a photo of 12 megapixels between
// decoding and encoding: found, turned upright, its code read, judged, warped to
// its final size, its light evened.
func BenchmarkChain(b *testing.B) {
	s := scene()
	s.Size = image.Pt(4032, 3024)
	file := write(b, "photo.jpg", encodeJPEG(b, specimen.Photograph(licence(), s)))
	pages, err := open(context.Background(), file, 1, nil)
	if err != nil {
		b.Fatal(err)
	}
	if _, ok := pages[0].img.(*image.YCbCr); !ok {
		b.Fatalf("a photo is decoded as %T", pages[0].img)
	}
	b.ReportAllocs()
	for b.Loop() {
		f := &fitting{slot: slot(b, filing.SlotEntityLicence), result: new(Result), sources: pages}
		f.locate()
		f.readCodes()
		f.judge()
		page := pageOf(f.documents, f.slot)
		w, h := apply(page.width, page.height, scalingFor(page.width, page.height, f.slot).chosen)
		if _, err := page.render(w, h); err != nil {
			b.Fatal(err)
		}
		if f.documents[0].whole || len(f.result.Codes) != 1 || len(f.result.Findings) > 0 {
			b.Fatalf("not the whole chain was gone: %+v", f.result)
		}
	}
}
