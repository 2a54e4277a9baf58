package jpeg

// cuts are the zigzag indices at which the search may split the AC band. They
// hold the splits that mozjpeg's scan search tries (2, 5, 8, 12, 18).
var cuts = []int{1, 3, 6, 9, 13, 19, 64}

// refineCuts are those of the scans that refine.
var refineCuts = []int{1, 3, 13, 64}

// maxLow is how many low bits of a component may be left to later scans.
var maxLow = [3]int{3, 2, 2}

// searchScript returns the scans that code the frame, as it is quantised, in
// the fewest bytes.
//
// The idea is mozjpeg's: bands and approximations compress on their own, so
// that each can be measured alone. For every component the best chain of bands
// is found by dynamic programming over the cuts, for each number of low bits
// left to refinement.
func (f *frame) searchScript() []scan {
	script := f.searchMeans()
	var refinements []scan
	for i := range f.comp {
		first, later := f.searchBands(i)
		script = append(script, first...)
		refinements = append(refinements, later...)
	}
	return append(script, refinements...)
}

// searchMeans returns the DC scans: one for all, or one for each component.
func (f *frame) searchMeans() []scan {
	together := []scan{{comps: []int{0, 1, 2}}}
	apart := []scan{{comps: []int{0}}, {comps: []int{1}}, {comps: []int{2}}}
	if f.scriptSize(apart) < f.scriptSize(together) {
		return apart
	}
	return together
}

// searchBands returns the AC scans of a component: the first passes, and the
// refinements that go into later scans.
func (f *frame) searchBands(comp int) (first, later []scan) {
	first, best := f.chain(comp, 0, 0)
	refining := 0 // bytes of the refinements
	var refinements []scan
	for low := 1; low <= maxLow[comp]; low++ {
		refine, n := f.chain(comp, low, low-1)
		refinements = append(refine, refinements...) // highest bits first
		refining += n
		bands, n := f.chain(comp, 0, low)
		if n += refining; n >= best {
			break // more low bits will not help either
		}
		first, later, best = bands, append([]scan(nil), refinements...), n
	}
	return first, later
}

// chain returns the scans that split the AC band best, and their bytes.
func (f *frame) chain(comp, high, low int) (scans []scan, size int) {
	cuts := cuts
	if high > 0 {
		cuts = refineCuts
	}
	cost, from := make([]int, len(cuts)), make([]int, len(cuts))
	for end := 1; end < len(cuts); end++ {
		for start := range end {
			n := cost[start] + f.scanSize(scan{[]int{comp}, cuts[start], cuts[end] - 1, high, low})
			if start == 0 || n < cost[end] {
				cost[end], from[end] = n, start
			}
		}
	}
	for end := len(cuts) - 1; end > 0; end = from[end] {
		scans = append([]scan{{[]int{comp}, cuts[from[end]], cuts[end] - 1, high, low}}, scans...)
	}
	return scans, cost[len(cuts)-1]
}

// scanSize returns the bytes of a scan with its tables; only stuffed zeros are
// an estimate.
func (f *frame) scanSize(s scan) int {
	_, n := f.scanTables(s)
	return n
}

// scanTables returns the best tables for a scan and its bytes.
func (f *frame) scanTables(s scan) (tables [4]*huffman, n int) {
	var c coder
	f.progressive(&c, s)
	bits := c.extra
	n = 8 + 2*len(s.comps) // SOS
	for t := range s.tables() {
		tables[t] = newHuffman(&c.freq[t])
		bits += tables[t].bits(&c.freq[t])
		n += tables[t].bytes()
	}
	return tables, n + bits/8 + stuffing(bits/8) + 1
}

// tables is the number of Huffman tables the scan uses.
func (s scan) tables() int { return min(len(s.comps), 2) }

// stuffing estimates how many of n bytes of code are FF.
func stuffing(n int) int { return n / 350 }

// scriptSize returns the bytes of all scans of the script.
func (f *frame) scriptSize(script []scan) (n int) {
	for _, s := range script {
		n += f.scanSize(s)
	}
	return n
}
