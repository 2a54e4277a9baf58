package blank

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"beiandesk/internal/blank/blanktest"
)

// recorder is a file that only remembers.
type recorder struct {
	next    int
	objects map[int]string
}

func (r *recorder) Reserve() int { r.next++; return r.next }

func (r *recorder) Object(n int, body string) { r.objects[n] = body }

func (r *recorder) Stream(n int, entries string, data []byte) {
	r.objects[n] = entries + " stream " + string(data)
}

func (r *recorder) Pack(data []byte) ([]byte, string) { return data, "" }

func open(t *testing.T, data []byte) *File {
	t.Helper()
	f, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Where a point of the file comes to lie on the page as it is seen.
func TestPagesAreSeenUpright(t *testing.T) {
	for _, test := range []struct {
		entries       string
		width, height float64
		x, y          float64 // of the point 110, 220, from the lower left corner
	}{
		{"/MediaBox[0 0 200 400]", 200, 400, 110, 220},
		{"/MediaBox[200 400 0 0]", 200, 400, 110, 220}, // corners in another order
		{"/MediaBox[0 0 200 400]/CropBox[100 200 150 300]", 50, 100, 10, 20},
		{"/MediaBox[0 0 200 400]/CropBox[100 200 900 900]", 100, 200, 10, 20}, // not beyond the sheet
		{"/MediaBox[0 0 200 400]/Rotate 90", 400, 200, 220, 90},
		{"/MediaBox[0 0 200 400]/Rotate 180", 200, 400, 90, 180},
		{"/MediaBox[0 0 200 400]/Rotate 270", 400, 200, 180, 110},
		{"/MediaBox[0 0 200 400]/Rotate -90", 400, 200, 180, 110},
		{"/MediaBox[0 0 200 400]/UserUnit 2", 400, 800, 220, 440},
		{"/MediaBox[0 0 0 0]", 595.276, 841.89, 110, 220}, // no page is as small
		{"", 595.276, 841.89, 110, 220},
	} {
		p := open(t, blanktest.File(blanktest.Page{Entries: test.entries})).Pages[0]
		m := p.matrix
		x, y := m[0]*110+m[2]*220+m[4], m[1]*110+m[3]*220+m[5]
		if p.Width != test.width || p.Height != test.height || math.Abs(x-test.x)+math.Abs(y-test.y) > 1e-6 {
			t.Errorf("%s: %v × %v, the point at %v, %v; want %v", test.entries, p.Width, p.Height, x, y, test)
		}
	}
}

func TestCopiesEveryObjectOnce(t *testing.T) {
	f := open(t, blanktest.File(blanktest.A4, blanktest.A4))
	r := &recorder{objects: make(map[int]string)}
	c := NewCopier(r)
	first, second := c.Page(f.Pages[0]), c.Page(f.Pages[1])
	if again := c.Page(f.Pages[0]); again[0] != first[0] {
		t.Errorf("the page is copied twice: %v, %v", again, first)
	}
	if len(r.objects) != 3 || first[0].Object == second[0].Object {
		t.Errorf("%d objects, pages %v and %v; want two pages and one font", len(r.objects), first, second)
	}
	page := r.objects[first[0].Object]
	for _, part := range []string{"/Subtype/Form", "/BBox[0 0 595.276 841.89]", "/F1 ", " 0 R", "(Name:) Tj"} {
		if !strings.Contains(page, part) {
			t.Errorf("the page has no %s: %s", part, page)
		}
	}
	again := &recorder{objects: make(map[int]string)}
	NewCopier(again).Page(open(t, blanktest.File(blanktest.A4, blanktest.A4)).Pages[0])
	if again.objects[first[0].Object] != page {
		t.Error("the same file gives other bytes")
	}
}

// A field that can be filled in draws its frame itself.
func TestFieldsKeepTheirFrames(t *testing.T) {
	frame := func(flags int) []byte {
		return blanktest.Objects("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 400]/Annots[4 0 R]>>",
			fmt.Sprintf("<</Subtype/Widget/F %d/Rect[50 60 70 80]/AS/Off/AP<</N<</Off 5 0 R>>>>/P 3 0 R/Parent 3 0 R>>", flags),
			"<</Subtype/Form/BBox[0 0 10 10]/Length 13>>\nstream\n0 0 10 10 re S\nendstream")
	}
	r := &recorder{objects: make(map[int]string)}
	drawn := NewCopier(r).Page(open(t, frame(4)).Pages[0])
	if len(drawn) != 2 || drawn[1].Matrix != [6]float64{2, 0, 0, 2, 50, 60} || !strings.Contains(r.objects[drawn[1].Object], "10 re") {
		t.Errorf("drawn %v, objects %v", drawn, r.objects)
	}
	if drawn := NewCopier(r).Page(open(t, frame(2)).Pages[0]); len(drawn) != 1 {
		t.Errorf("a hidden field is drawn: %v", drawn)
	}
}

func TestWhatCannotBeRead(t *testing.T) {
	noFolder()
	sound := blanktest.File(blanktest.A4)
	var locked bytes.Buffer
	if err := api.Encrypt(bytes.NewReader(sound), &locked, model.NewAESConfiguration("", "owner", 256)); err != nil {
		t.Fatal(err)
	}
	var closed bytes.Buffer
	if err := api.Encrypt(bytes.NewReader(sound), &closed, model.NewAESConfiguration("user", "owner", 256)); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		data []byte
		want error // nil for any
	}{
		"owner's password": {locked.Bytes(), ErrEncrypted},
		"user's password":  {closed.Bytes(), ErrEncrypted},
		"empty":            {nil, nil},
		"no PDF":           {[]byte("hello"), nil},
		"cut short":        {sound[:120], nil},
		"no pages":         {blanktest.File(), ErrNoPages},
		"too large":        {make([]byte, MaxBytes+1), ErrTooLarge},
		"too many pages":   {blanktest.File(make([]blanktest.Page, MaxPages+1)...), ErrTooLarge},
		"a broken filter": {blanktest.Objects("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
			"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>", "<</Length 4/Filter/FlateDecode>>\nstream\nabcd\nendstream"), nil},
	} {
		if _, err := Open(test.data); err == nil || test.want != nil && !errors.Is(err, test.want) {
			t.Errorf("%s: error %v, want %v", name, err, test.want)
		}
	}
	if _, err := OpenFile(filepath.Join(t.TempDir(), "none.pdf")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

// A tree of pages that bites its tail ends.
func TestLoopsEnd(t *testing.T) {
	f := open(t, blanktest.Objects("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[2 0 R 3 0 R 3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/Resources<</XObject<</A 4 0 R>>>>>>",
		"<</Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 4 0 R>>>>/Length 4>>\nstream\n/A Do\nendstream"))
	r := &recorder{objects: make(map[int]string)}
	NewCopier(r).Page(f.Pages[0])
	if len(f.Pages) != 1 || len(r.objects) != 2 {
		t.Errorf("%d pages, %d objects", len(f.Pages), len(r.objects))
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(blanktest.File(blanktest.A4, blanktest.Across))
	f.Add(blanktest.Objects("<</Type/Catalog/Pages 2 0 R>>", "<</Kids[3 0 R]>>", "<</MediaBox[0 0 9 9]/Annots[4 0 R]>>", "<</Rect[0 0 5 5]/AP<</N 5 0 R>>>>", "<</BBox[0 0 1 1]/Length 1>>\nstream\nq\nendstream"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Open(data)
		if err != nil {
			return
		}
		c := NewCopier(&recorder{objects: make(map[int]string)})
		for _, p := range file.Pages {
			if p.Width < 1 || p.Height < 1 || len(c.Page(p)) == 0 {
				t.Errorf("page of %v × %v", p.Width, p.Height)
			}
		}
	})
}
