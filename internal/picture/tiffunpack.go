package picture

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"math/bits"

	"golang.org/x/image/ccitt"
	"golang.org/x/image/tiff/lzw"
)

// unpack undoes the compression of a strip or tile, to at most so many bytes.
// What there is of damaged data is returned with the error.
func (r *raster) unpack(data []byte, w, h, most int) ([]byte, error) {
	if r.compression != compressionJPEG && r.dir.one(tagFillOrder, 1) == 2 && r.compression != compressionG3 && r.compression != compressionG4 {
		data = bytes.Clone(data)
		for i, b := range data {
			data[i] = bits.Reverse8(b)
		}
	}
	switch r.compression {
	case compressionNone:
		return bytes.Clone(data[:min(len(data), most)]), nil
	case compressionLZW:
		in := lzw.NewReader(bytes.NewReader(data), lzw.MSB, 8)
		defer in.Close()
		return readMost(in, most)
	case compressionDeflate, compressionOldZip:
		in, err := zlib.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil, err
		}
		defer in.Close()
		return readMost(in, most)
	case compressionPack:
		return unpackBits(data, most)
	case compressionG3, compressionG4:
		return r.fax(data, w, h, most)
	}
	return nil, refuse(fmt.Sprintf("TIFF 的压缩方式（%d）不能读取", r.compression),
		fmt.Sprintf("is a TIFF packed in a way (%d) that is not read", r.compression), saveAsJPEG)
}

// fax gives what is coded as black as 0.
func (r *raster) fax(data []byte, w, h, most int) ([]byte, error) {
	kind, order := ccitt.Group4, ccitt.MSB
	if r.compression == compressionG3 {
		kind = ccitt.Group3
		if r.dir.one(tagT4Options, 0)&1 != 0 {
			return nil, refuse("是二维 G3 传真压缩的 TIFF，不能读取", "is a TIFF of two-dimensional G3 fax, which is not read", saveAsJPEG)
		}
	}
	if r.dir.one(tagFillOrder, 1) == 2 {
		order = ccitt.LSB
	}
	if r.bits != 1 || r.samples != 1 {
		return nil, fmt.Errorf("fax of %d bits", r.bits*r.samples)
	}
	in := ccitt.NewReader(bytes.NewReader(data), order, kind, w, h, nil)
	return readMost(in, most)
}

func readMost(in io.Reader, most int) ([]byte, error) {
	out := bytes.NewBuffer(make([]byte, 0, min(most, 1<<20)))
	_, err := out.ReadFrom(io.LimitReader(in, int64(most)))
	return out.Bytes(), err
}

// unpackBits undoes Apple's packing by runs (TIFF 6.0, section 9).
func unpackBits(data []byte, most int) (out []byte, err error) {
	for at := 0; at < len(data) && len(out) < most; {
		n := int(int8(data[at]))
		at++
		switch {
		case n >= 0:
			end := min(at+n+1, len(data))
			out = append(out, data[at:end]...)
			at = end
		case n > -128 && at < len(data):
			out = append(out, bytes.Repeat(data[at:at+1], 1-n)...)
			at++
		}
	}
	return out[:min(len(out), most)], nil
}
