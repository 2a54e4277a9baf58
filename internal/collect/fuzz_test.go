package collect

import (
	"image"
	"testing"

	"beiandesk/internal/mark"
	"beiandesk/pdf"
)

// Whatever a picture shows, reading it ends, and what is read is a mark.
func FuzzRead(f *testing.F) {
	page, _ := printPage(f, "commitment", 1)
	left, top, _ := page.CodeAt()
	printed := page.Picture(150)
	const side = 120
	code := printed.SubImage(image.Rect(0, 0, side, side).Add(image.Pt(int(left*150/25.4)-8, int(top*150/25.4)-8))).(*image.Gray)
	var pix []byte
	for y := range side {
		pix = append(pix, code.Pix[y*code.Stride:][:side]...)
	}
	f.Add(pix, uint16(side))
	f.Add([]byte{0, 255, 0}, uint16(3))
	places := []Place{{Kind: Seal, Left: 20, Top: 20, Width: 40, Height: 40}, {Kind: Sign, Left: 150, Top: 280, Width: 80, Height: 40}}
	blank := (&pdf.Page{}).Picture(DPI)
	f.Fuzz(func(t *testing.T, pix []byte, width uint16) {
		w := max(1, int(width)%400)
		m := &image.Gray{Pix: pix, Stride: w, Rect: image.Rect(0, 0, w, len(pix)/w)}
		r, ok := Read(m)
		if !ok {
			return
		}
		if again, ok := mark.Parse(r.Mark.Text()); !ok || again != r.Mark {
			t.Errorf("%+v reads back as %+v", r.Mark, again)
		}
		shown := &Printed{Page: blank, CodeLeft: 180, CodeTop: 275, Places: places}
		if seen := Judge(m, Locate(m, r, shown), shown); seen != nil && len(seen) != len(places) {
			t.Errorf("%d places seen of %d", len(seen), len(places))
		}
	})
}
