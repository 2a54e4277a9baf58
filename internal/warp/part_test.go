package warp

import (
	"errors"
	"image"
	"math"
	"testing"
)

func TestPart(t *testing.T) {
	// Seen in perspective: the diagonals of the whole meet where its middle is.
	q := Quad{{X: 100, Y: 50}, {X: 900, Y: 120}, {X: 820, Y: 700}, {X: 60, Y: 610}}
	whole, err := q.Part(400, 300, image.Rect(0, 0, 400, 300))
	if err != nil {
		t.Fatal(err)
	}
	lower, err := q.Part(400, 300, image.Rect(200, 150, 400, 300))
	if err != nil {
		t.Fatal(err)
	}
	for i := range q {
		if math.Hypot(whole[i].X-q[i].X, whole[i].Y-q[i].Y) > 1e-6 {
			t.Errorf("corner %d of the whole is at %v, want %v", i, whole[i], q[i])
		}
	}
	if math.Hypot(lower[2].X-q[2].X, lower[2].Y-q[2].Y) > 1e-6 {
		t.Errorf("the lower right corner is at %v, want %v", lower[2], q[2])
	}
	along := func(a, b, p Point) float64 { return (b.X-a.X)*(p.Y-a.Y) - (b.Y-a.Y)*(p.X-a.X) }
	if off := math.Abs(along(q[0], q[2], lower[0])) + math.Abs(along(q[1], q[3], lower[0])); off > 1e-3 {
		t.Errorf("the middle %v is off the diagonals by %v", lower[0], off)
	}
	if _, err := (Quad{}).Part(10, 10, image.Rect(0, 0, 5, 5)); !errors.Is(err, ErrFlat) {
		t.Errorf("corners in one place: %v", err)
	}
}
