package picture

import (
	"bytes"
	"compress/lzw"
	"compress/zlib"
	"errors"
	"fmt"
	"io"

	tifflzw "golang.org/x/image/tiff/lzw"
)

// filters lists a stream's filters with their parameters (7.4).
func (f *pdfFile) filters(d pdfDict) (names []pdfName, params []pdfDict) {
	first := func(keys ...pdfName) any {
		for _, k := range keys {
			if v := f.resolve(d[k]); v != nil {
				return v
			}
		}
		return nil
	}
	list, ok := first("Filter", "F").([]any)
	if !ok {
		list = []any{first("Filter", "F")}
	}
	parms, ok := first("DecodeParms", "DP").([]any)
	if !ok {
		parms = []any{first("DecodeParms", "DP")}
	}
	for i, n := range list {
		name, ok := f.resolve(n).(pdfName)
		if !ok {
			continue
		}
		var p pdfDict
		if i < len(parms) {
			p = f.dict(parms[i])
		}
		names, params = append(names, name), append(params, p)
	}
	return names, params
}

// pictureFilter is a last filter that gives a picture, not bytes.
type pictureFilter struct {
	name   pdfName
	params pdfDict
}

// decodeStream undoes a stream's filters, to at most so many bytes, up to one
// that holds a picture.
func (f *pdfFile) decodeStream(s *pdfStream, most int) ([]byte, pictureFilter, error) {
	names, params := f.filters(s.dict)
	data := s.raw
	if len(names) > 8 {
		return nil, pictureFilter{}, errors.New("too many filters")
	}
	for i, name := range names {
		var err error
		p := params[i]
		switch name {
		case "FlateDecode", "Fl":
			data, err = inflate(data, f.beforePredictor(p, most))
			if err == nil {
				data, err = f.undo(data, p)
			}
		case "LZWDecode", "LZW":
			data, err = f.unLZW(data, p, f.beforePredictor(p, most))
			if err == nil {
				data, err = f.undo(data, p)
			}
		case "ASCIIHexDecode", "AHx":
			end := bytes.IndexByte(data, '>')
			if end < 0 {
				end = len(data)
			}
			data = unhex(data[:end])
		case "ASCII85Decode", "A85":
			data = un85(data)
		case "RunLengthDecode", "RL":
			data, err = unpackBits(data, most)
		case "DCTDecode", "DCT", "CCITTFaxDecode", "CCF", "JBIG2Decode", "JPXDecode":
			return data, pictureFilter{name, p}, nil
		case "Crypt":
		default:
			err = fmt.Errorf("filter %s", printable(string(name)))
		}
		if err != nil {
			return nil, pictureFilter{}, err
		}
	}
	return data[:min(len(data), most)], pictureFilter{}, nil
}

// beforePredictor is how many bytes there are before a predictor is undone,
// which takes away one a row.
func (f *pdfFile) beforePredictor(p pdfDict, most int) int {
	if f.number(p["Predictor"], 1) >= 10 {
		return most + most/max(1, f.rowBytes(p)) + 1
	}
	return most
}

func (f *pdfFile) rowBytes(p pdfDict) int {
	bits := f.number(p["Columns"], 1) * f.number(p["Colors"], 1) * f.number(p["BitsPerComponent"], 8)
	return int(min(max(bits, 1), 1<<26)+7) / 8
}

// inflate gives what there is of data that is cut off.
func inflate(data []byte, most int) ([]byte, error) {
	in, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	defer in.Close()
	out, err := readMost(in, most)
	if len(out) > 0 {
		return out, nil
	}
	if err == nil || err == io.EOF {
		return out, nil
	}
	return nil, err
}

func (f *pdfFile) unLZW(data []byte, p pdfDict, most int) ([]byte, error) {
	var in io.ReadCloser
	if f.number(p["EarlyChange"], 1) == 0 {
		in = lzw.NewReader(bytes.NewReader(data), lzw.MSB, 8)
	} else {
		in = tifflzw.NewReader(bytes.NewReader(data), tifflzw.MSB, 8)
	}
	defer in.Close()
	out, err := readMost(in, most)
	if len(out) > 0 {
		err = nil
	}
	return out, err
}

// un85 undoes base 85; what is no digit is passed over.
func un85(data []byte) (out []byte) {
	var group uint32
	n := 0
	flush := func() {
		for i := range n - 1 {
			out = append(out, byte(group>>(24-8*i)))
		}
		group, n = 0, 0
	}
	for _, b := range data {
		switch {
		case b == '~':
			if n > 1 {
				missing := 5 - n
				for range missing {
					group = group*85 + 84
				}
				flush()
			}
			return out
		case b == 'z' && n == 0:
			out = append(out, 0, 0, 0, 0)
		case b >= '!' && b <= 'u':
			group = group*85 + uint32(b-'!')
			if n++; n == 5 {
				flush()
			}
		}
	}
	return out
}

// undo undoes a predictor (7.4.4.4).
func (f *pdfFile) undo(data []byte, p pdfDict) ([]byte, error) {
	kind := f.number(p["Predictor"], 1)
	if kind < 2 {
		return data, nil
	}
	row := f.rowBytes(p)
	colours, bits := int(f.number(p["Colors"], 1)), int(f.number(p["BitsPerComponent"], 8))
	pixel := max(1, colours*bits/8)
	if colours < 1 || colours > 32 || pixel > row {
		return nil, errors.New("a broken predictor")
	}
	if kind == 2 {
		if bits != 8 {
			return nil, fmt.Errorf("a predictor of %d bits", bits)
		}
		for at := 0; at < len(data); at += row {
			line := data[at:min(at+row, len(data))]
			for i := pixel; i < len(line); i++ {
				line[i] += line[i-pixel]
			}
		}
		return data, nil
	}
	return undoPNG(data, row, pixel)
}

// undoPNG undoes the filters of PNG (third edition, section 9), in place.
func undoPNG(data []byte, row, pixel int) ([]byte, error) {
	above := make([]byte, row)
	to := 0
	for at := 0; at+1 < len(data); at += row + 1 {
		kind := data[at]
		line := data[to : to+copy(data[to:], data[at+1:min(at+1+row, len(data))])]
		for i := range line {
			var left, corner byte
			if i >= pixel {
				left, corner = line[i-pixel], above[i-pixel]
			}
			switch kind {
			case 1:
				line[i] += left
			case 2:
				line[i] += above[i]
			case 3:
				line[i] += byte((int(left) + int(above[i])) / 2)
			case 4:
				line[i] += paeth(left, above[i], corner)
			}
		}
		copy(above, line)
		to += len(line)
	}
	return data[:to], nil
}

func paeth(a, b, c byte) byte {
	distance := func(x, y int) int {
		if x < y {
			return y - x
		}
		return x - y
	}
	p := int(a) + int(b) - int(c)
	pa, pb, pc := distance(p, int(a)), distance(p, int(b)), distance(p, int(c))
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}
