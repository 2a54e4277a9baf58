package offcrypto

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1"
	"encoding/binary"
	"slices"
)

// standard is the encryption of Excel 2007 (MS-OFFCRYPTO 2.3.4.5 to 2.3.4.9).
type standard struct {
	keyBytes     int
	salt         []byte
	verifier     []byte // encrypted
	verifierHash []byte // encrypted
}

const standardRounds = 50_000

// algorithms are the numbers of AES with 128, 192 and 256 bits.
var algorithms = []uint32{0x660e, 0x660f, 0x6610}

// readStandard reads the flags, the header and the verifier.
func readStandard(info []byte) (scheme, error) {
	word := func(at int) uint32 { return binary.LittleEndian.Uint32(info[at:]) }
	if len(info) < 8+32 {
		return nil, damaged("description of the encryption")
	}
	size := int64(word(4))
	if size < 32 || 8+size+72 > int64(len(info)) {
		return nil, damaged("description of the encryption")
	}
	algorithm, bits := word(8+8), word(8+16)
	if !slices.Contains(algorithms, algorithm) {
		return nil, ErrUnsupported
	}
	if bits != 128 && bits != 192 && bits != 256 {
		return nil, ErrUnsupported
	}
	rest := info[8+size:]
	if binary.LittleEndian.Uint32(rest) != 16 {
		return nil, damaged("salt")
	}
	return &standard{keyBytes: int(bits / 8), salt: rest[4:20], verifier: rest[20:36], verifierHash: rest[40:72]}, nil
}

func (s *standard) rounds() int { return standardRounds }

func (s *standard) decrypt(ctx context.Context, password string, data []byte) error {
	sum, err := spin(ctx, sha1.New(), s.salt, password, standardRounds)
	if err != nil {
		return err
	}
	sum = hashed(sha1.New(), sum, make([]byte, 4))
	block, err := aes.NewCipher(append(s.half(sum, 0x36), s.half(sum, 0x5c)...)[:s.keyBytes])
	if err != nil {
		return err
	}
	verifier, want := bytes.Clone(s.verifier), bytes.Clone(s.verifierHash)
	decryptECB(block, verifier)
	decryptECB(block, want)
	if !bytes.Equal(hashed(sha1.New(), verifier), want[:sha1.Size]) {
		return ErrPassword
	}
	for len(data) >= aes.BlockSize {
		if err := ctx.Err(); err != nil {
			return err
		}
		part := data[:min(len(data), 1<<20)]
		decryptECB(block, part)
		data = data[len(part):]
	}
	return nil
}

// half derives one half of the key.
func (s *standard) half(sum []byte, pad byte) []byte {
	mixed := bytes.Repeat([]byte{pad}, 64)
	for i, b := range sum {
		mixed[i] ^= b
	}
	return hashed(sha1.New(), mixed)
}

// decryptECB decrypts whole blocks in place, each by itself, as the format has it.
func decryptECB(block cipher.Block, data []byte) {
	for n := block.BlockSize(); len(data) >= n; data = data[n:] {
		block.Decrypt(data[:n], data[:n])
	}
}
