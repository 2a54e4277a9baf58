package jpeg

// Markers of T.81 table B.1.
const (
	markSOF0 = 0xC0 // baseline
	markSOF2 = 0xC2 // progressive
	markDHT  = 0xC4
	markSOI  = 0xD8
	markEOI  = 0xD9
	markSOS  = 0xDA
	markDQT  = 0xDB
	markAPP0 = 0xE0
	markCOM  = 0xFE
)

// file collects the bytes of a JPEG file.
type file struct {
	bitWriter
}

func (w *file) segment(marker byte, parts ...[]byte) {
	n := 2
	for _, p := range parts {
		n += len(p)
	}
	w.out = append(w.out, 0xFF, marker, byte(n>>8), byte(n))
	for _, p := range parts {
		w.out = append(w.out, p...)
	}
}

// head writes everything before the first scan.
func (w *file) head(f *frame, sof byte, density int) {
	w.out = append(w.out, 0xFF, markSOI)
	units := byte(1) // dots per inch
	if density <= 0 {
		units, density = 0, 1 // square pixels
	}
	d := []byte{byte(density >> 8), byte(density)}
	w.segment(markAPP0, []byte("JFIF\x00\x01\x02"), []byte{units}, d, d, []byte{0, 0})
	tables := 2
	if f.comp[0].step == f.comp[1].step {
		tables = 1
	}
	for t := range tables {
		q := make([]byte, 65)
		q[0] = byte(t)
		for k, step := range f.comp[t].step {
			q[1+k] = byte(step)
		}
		w.segment(markDQT, q)
	}
	p := []byte{8, byte(f.height >> 8), byte(f.height), byte(f.width >> 8), byte(f.width), byte(len(f.comp))}
	for i := range f.comp {
		c := &f.comp[i]
		p = append(p, byte(i+1), byte(c.h<<4|c.v), byte(min(i, tables-1)))
	}
	w.segment(sof, p)
}

// headSize returns the bytes of a file outside its scans and their tables.
func (f *frame) headSize(opt Options) int {
	w := &file{}
	w.head(f, markSOF0, opt.Density)
	return len(w.out) + 2
}

// dht writes a Huffman table; class is 0 for DC, 1 for AC.
func (w *file) dht(class, id int, h *huffman) {
	w.segment(markDHT, []byte{byte(class<<4 | id)}, h.count[1:], h.symbol)
}

// writeSequential returns the file with one baseline scan.
func (f *frame) writeSequential(density int) []byte {
	tables, bits := f.sequentialTables()
	w := &file{}
	w.out = make([]byte, 0, bits/8+bits/1024+2048)
	w.head(f, markSOF0, density)
	for t, h := range tables {
		w.dht(t/2, t%2, h)
	}
	w.segment(markSOS, []byte{3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0})
	f.sequential(&coder{sink: &w.bitWriter, table: tables})
	w.flush()
	return append(w.out, 0xFF, markEOI)
}

// writeProgressive returns the file with the scans of the script.
func (f *frame) writeProgressive(script []scan, density int) []byte {
	w := &file{}
	w.head(f, markSOF2, density)
	for _, s := range script {
		tables, _ := f.scanTables(s)
		class := 1
		if s.last == 0 {
			class = 0
		}
		for t := range s.tables() {
			w.dht(class, t, tables[t])
		}
		p := []byte{byte(len(s.comps))}
		for _, i := range s.comps {
			t := byte(0)
			if len(s.comps) > 1 {
				t = byte(table(i))
			}
			p = append(p, byte(i+1), t<<4|t)
		}
		w.segment(markSOS, p, []byte{byte(s.first), byte(s.last), byte(s.high<<4 | s.low)})
		f.progressive(&coder{sink: &w.bitWriter, table: tables}, s)
		w.flush()
	}
	return append(w.out, 0xFF, markEOI)
}
