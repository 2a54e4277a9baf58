package sheet

import "testing"

func TestAxis(t *testing.T) {
	a := axis{usual: 10}
	a.add(3, 3, 30)
	a.add(4, 5, 30)
	a.add(8, 8, 0)
	a.add(2, 2, 99) // comes too late
	if len(a.special) != 2 {
		t.Fatalf("%+v", a.special)
	}
	starts := []int64{0, 10, 20, 50, 80, 110, 120, 130, 130, 140}
	for i, want := range starts {
		if got := a.start(i + 1); got != want {
			t.Errorf("%d begins at %d, want %d", i+1, got, want)
		}
	}
	for position, want := range map[int64]int{-5: 1, 0: 1, 19: 2, 20: 3, 49: 3, 109: 5, 110: 6, 129: 7, 130: 9, 145: 10, 1 << 60: lastRow} {
		if got := a.at(position); got != want {
			t.Errorf("at %d is %d, want %d", position, got, want)
		}
	}
	if got := a.within(3, 500); got != 50 {
		t.Errorf("the offset leaves the row: %d", got)
	}
}

func TestPlaceIn(t *testing.T) {
	tests := []struct {
		name     string
		keys     []int
		sizes    []int64
		want     int
		doubtful bool
	}{
		{"nothing", nil, nil, -1, false},
		{"in one", []int{7}, []int64{10}, 7, false},
		{"no record", []int{-1, -1}, []int64{10, 3}, -1, false},
		{"most in the second", []int{7, 8}, []int64{2, 9}, 8, false},
		{"half and half", []int{7, 8}, []int64{10, 10}, 7, true},
		{"a little more in the second", []int{7, 8}, []int64{9, 10}, 7, true},
		{"more in the second", []int{7, 8}, []int64{6, 10}, 8, true},
		{"over many", []int{7, 8, 9}, []int64{10, 10, 10}, 7, true},
		{"rows of one record", []int{7, 7, 7}, []int64{10, 10, 10}, 7, false},
		{"begins above and reaches in", []int{-1, -1, 7}, []int64{10, 10, 3}, -1, false},
		{"begins a little above", []int{-1, 7}, []int64{2, 10}, 7, false},
		{"reaches out below", []int{7, -1, -1}, []int64{10, 10, 10}, 7, false},
	}
	for _, tt := range tests {
		if got, doubtful := placeIn(tt.keys, tt.sizes); got != tt.want || doubtful != tt.doubtful {
			t.Errorf("%s: %d %t, want %d %t", tt.name, got, doubtful, tt.want, tt.doubtful)
		}
	}
}
