package picture

import "errors"

var errCode = errors.New("a broken code")

// huffman is a code table: the values in order of code, and for each length
// the codes it has (ITU-T T.81, F.2.2.3).
type huffman struct {
	values  []byte
	least   [17]int32
	beyond  [17]int32 // first code that is too large, 0 where there is none
	indices [17]int32
	quick   [256]uint16 // length<<8 | value for codes of up to 8 bits
}

func (s *salvage) huffmanTables(b []byte) error {
	for len(b) > 0 {
		if len(b) < 17 || b[0]>>4 > 1 || b[0]&15 > 3 {
			return errors.New("a broken code table")
		}
		t, total, code := new(huffman), 0, int32(0)
		for length := 1; length <= 16; length++ {
			n := int32(b[length])
			t.least[length], t.indices[length] = code, int32(total)
			t.beyond[length] = code + n
			total += int(n)
			if code += n; code > 1<<length {
				return errors.New("a broken code table")
			}
			code <<= 1
		}
		if total > 256 || len(b) < 17+total {
			return errors.New("a broken code table")
		}
		t.values = b[17 : 17+total]
		t.index()
		s.tables[b[0]>>4][b[0]&15] = t
		b = b[17+total:]
	}
	return nil
}

func (t *huffman) index() {
	for length := 1; length <= 8; length++ {
		for code := t.least[length]; code < t.beyond[length]; code++ {
			value := t.values[t.indices[length]+code-t.least[length]]
			for rest := range 1 << (8 - length) {
				t.quick[int(code)<<(8-length)|rest] = uint16(length)<<8 | uint16(value)
			}
		}
	}
}

// bitReader reads a scan's data up to the next marker.
type bitReader struct {
	data []byte
	at   int
	word uint32
	have int
}

// fill gets bits; past a marker or the end there are none.
func (r *bitReader) fill(n int) error {
	for r.have < n {
		if r.at >= len(r.data) {
			return errCode
		}
		b := r.data[r.at]
		if b == 0xff {
			if r.at+1 >= len(r.data) || r.data[r.at+1] != 0 {
				return errCode
			}
			r.at++
		}
		r.at++
		r.word = r.word<<8 | uint32(b)
		r.have += 8
	}
	return nil
}

func (r *bitReader) bits(n int) (int32, error) {
	if n == 0 {
		return 0, nil
	}
	if err := r.fill(n); err != nil {
		return 0, err
	}
	r.have -= n
	return int32(r.word >> r.have & (1<<n - 1)), nil
}

// signed reads a number of n bits as T.81 codes it (F.2.2.1).
func (r *bitReader) signed(n int) (int32, error) {
	if n > 16 {
		return 0, errCode
	}
	v, err := r.bits(n)
	if n > 0 && v < 1<<(n-1) {
		v += -1<<n + 1
	}
	return v, err
}

func (r *bitReader) code(t *huffman) (byte, error) {
	if t == nil {
		return 0, errCode
	}
	if r.fill(8) == nil {
		if q := t.quick[r.word>>(r.have-8)&255]; q != 0 {
			r.have -= int(q >> 8)
			return byte(q), nil
		}
	}
	code := int32(0)
	for length := 1; length <= 16; length++ {
		bit, err := r.bits(1)
		if err != nil {
			return 0, err
		}
		code = code<<1 | bit
		if code < t.beyond[length] && code >= t.least[length] {
			return t.values[t.indices[length]+code-t.least[length]], nil
		}
	}
	return 0, errCode
}
