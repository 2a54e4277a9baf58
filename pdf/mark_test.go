package pdf

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/forms"
	"beiandesk/internal/filing"
	"beiandesk/internal/mark"
)

// marked fills a paper and gives it its mark.
func marked(t testing.TB, paper filing.Paper, change values) *forms.Form {
	t.Helper()
	form := fillSample(t, paper, change)
	form.PutMark(12345, []*filing.Filing{sampleFiling(t, change)})
	return form
}

// Every paper keeps to its page with a mark on it; the places to sign and seal
// are listed for people to review.
func TestMarkedPages(t *testing.T) {
	var got strings.Builder
	for _, paper := range filing.Papers {
		pages, _ := layOut(t, marked(t, paper, nil))
		if len(pages) != 1 {
			t.Errorf("%s has %d pages", paper, len(pages))
		}
		for _, op := range pages[0].Ops {
			if op.Kind == OpCode {
				fmt.Fprintf(&got, "%s: %v\n", paper, op)
			}
		}
		for _, p := range pages[0].Places {
			fmt.Fprintf(&got, "%s: %s %.1f %.1f, %.1f × %.1f %s", paper, p.Kind, p.Left, p.Top, p.Width, p.Height, p.Label)
			if p.ByProvider {
				got.WriteString(" (provider)")
			}
			if p.Optional {
				got.WriteString(" (optional)")
			}
			got.WriteByte('\n')
		}
	}
	path := filepath.Join("testdata", "marks.txt")
	if *update {
		if err := os.WriteFile(path, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("%s differs (run the test with -update after a wanted change):\n%s", path, diff)
	}
}

// Nothing is printed on a mark or its quiet zone, whatever the values, and every
// page says which it is.
func TestNothingTouchesAMark(t *testing.T) {
	for name, v := range hostileValues {
		for _, paper := range filing.Papers {
			pages, _ := layOut(t, marked(t, paper, everywhere(v)))
			for i, p := range pages {
				var code *Op
				for k := range p.Ops {
					if p.Ops[k].Kind == OpCode {
						code = &p.Ops[k]
					}
				}
				if code == nil {
					t.Fatalf("%s, %s: page %d has no mark", name, paper, i+1)
				}
				if m, ok := mark.Parse(code.Text); !ok || m.Page != i+1 || m.Pages != len(pages) || m.Paper != paper {
					t.Errorf("%s, %s: page %d says %+v, %v", name, paper, i+1, m, ok)
				}
				for _, op := range p.Ops {
					if op.Kind == OpText && op.Y > code.Y-markQuiet && op.X+advanceOf(t, op) > code.X-markQuiet+pt {
						t.Errorf("%s, %s: %v reaches into the mark", name, paper, op)
					}
					if op.Kind != OpText && op.Kind != OpCode && max(op.Y, op.Y2) > code.Y-markQuiet && max(op.X, op.X2) > code.X-markQuiet {
						t.Errorf("%s, %s: %v reaches into the mark", name, paper, op)
					}
				}
			}
		}
	}
}

// advanceOf returns the width of a text operation.
func advanceOf(t *testing.T, op Op) (width length) {
	t.Helper()
	set, err := fonts()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range op.Text {
		w, _ := set.advance(op.Face, r)
		width += length(w)*op.Size/1000 + op.Track
	}
	return width
}

func TestMarksChangeWithValuesOnly(t *testing.T) {
	sum := func(change values) uint16 { return marked(t, filing.CheckSheet, change).Mark.Sum }
	plain := sum(nil)
	if plain == sum(values{"site.name": "样张别名"}) {
		t.Error("another value gives the same checksum")
	}
	if plain != sum(values{"site.remark": "与核验单无关"}) {
		t.Error("a value that the paper does not show changes its checksum")
	}
}

func TestListsHaveNoMark(t *testing.T) {
	form := &forms.Form{Name: "清单"}
	form.PutMark(1, []*filing.Filing{sampleFiling(t, nil)})
	if form.Mark != nil {
		t.Error("a list has a mark")
	}
}

func TestMarkedFilesAreTheSame(t *testing.T) {
	one, _ := render(t, testOptions, marked(t, filing.CheckSheet, nil))
	two, _ := render(t, testOptions, marked(t, filing.CheckSheet, nil))
	if !bytes.Equal(one, two) {
		t.Error("the same paper gives other bytes")
	}
	plain, _ := render(t, testOptions, fillSample(t, filing.CheckSheet, nil))
	if len(one) > len(plain)+2500 {
		t.Errorf("the mark takes %d bytes", len(one)-len(plain))
	}
}
