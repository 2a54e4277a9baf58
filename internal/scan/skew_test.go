package scan

import (
	"math"
	"testing"

	"beiandesk/internal/warp"
)

func TestSkewOf(t *testing.T) {
	page := paper(1200, 850)
	for _, turned := range []float64{-3.1, -1.3, -0.5, 0, 0.1, 0.8, 2.4} {
		// The page as it lies on the scanner, turned clockwise by so much.
		img, err := warp.Straighten(page, levelled(1200, 850, -turned), 1200, 850)
		if err != nil {
			t.Fatal(err)
		}
		want := turned
		if math.Abs(turned) < leastSkew {
			want = 0
		}
		if got := skewOf(img); math.Abs(got-want) > 0.15 {
			t.Errorf("turned by %.1f degrees: %.2f", turned, got)
		}
	}
	if got := skewOf(grim(400, 300)); got != 0 {
		t.Errorf("a picture without lines is off by %.2f degrees", got)
	}
}
