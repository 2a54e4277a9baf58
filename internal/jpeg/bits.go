package jpeg

// coder takes the symbols of a scan and the bits that follow them. Without a
// sink it counts, with one it writes: the same walk over the levels serves
// both.
type coder struct {
	freq  [4]frequencies // by table
	extra int            // bits that are no Huffman codes

	sink  *bitWriter
	table [4]*huffman
}

// symbol codes s with table t, followed by the n low bits of v.
func (c *coder) symbol(t int, s uint8, v uint32, n int) {
	if c.sink == nil {
		c.freq[t][s]++
		c.extra += n
		return
	}
	h := c.table[t]
	c.sink.put(uint32(h.code[s]), int(h.length[s]))
	c.sink.put(v, n)
}

// raw codes the n low bits of v.
func (c *coder) raw(v uint32, n int) {
	if c.sink == nil {
		c.extra += n
		return
	}
	c.sink.put(v, n)
}

// magnitude returns the bits that follow the category n of v (T.81 F.1.2.1).
func magnitude(v, n int) uint32 {
	if v < 0 {
		v += 1<<n - 1
	}
	return uint32(v)
}

// bitWriter writes entropy-coded bits and stuffs a zero after each FF.
type bitWriter struct {
	out []byte
	acc uint64
	n   int // bits in acc
}

func (w *bitWriter) put(v uint32, n int) {
	w.acc = w.acc<<n | uint64(v)&(1<<n-1)
	for w.n += n; w.n >= 8; w.n -= 8 {
		b := byte(w.acc >> (w.n - 8))
		w.out = append(w.out, b)
		if b == 0xFF {
			w.out = append(w.out, 0)
		}
	}
}

// flush pads the last byte with ones.
func (w *bitWriter) flush() {
	if w.n > 0 {
		w.put(0x7F, 8-w.n)
	}
	w.acc, w.n = 0, 0
}
