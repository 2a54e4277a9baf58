package offcrypto

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/des" // read only: old programs wrote it
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"fmt"
	"hash"
)

// askEvery is how many rounds of a key derivation pass before the context is
// asked again: a few milliseconds.
const askEvery = 10_000

// spin hashes the salted password rounds times (MS-OFFCRYPTO 2.3.4.7, 2.3.4.11).
func spin(ctx context.Context, h hash.Hash, salt []byte, password string, rounds int) ([]byte, error) {
	h.Reset()
	h.Write(salt)
	h.Write(toUTF16(password))
	sum := h.Sum(nil)
	var counter [4]byte
	for i := range rounds {
		if i%askEvery == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		binary.LittleEndian.PutUint32(counter[:], uint32(i))
		h.Reset()
		h.Write(counter[:])
		h.Write(sum)
		sum = h.Sum(sum[:0])
	}
	return sum, nil
}

// hashed returns the hash of the parts.
func hashed(h hash.Hash, parts ...[]byte) []byte {
	h.Reset()
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}

// fitted cuts data to n bytes, or fills it up with the format's padding.
func fitted(data []byte, n int) []byte {
	out := make([]byte, n)
	for i := copy(out, data); i < n; i++ {
		out[i] = 0x36
	}
	return out
}

func newHash(name string) (func() hash.Hash, error) {
	switch name {
	case "SHA1", "SHA-1":
		return sha1.New, nil
	case "SHA256", "SHA-256":
		return sha256.New, nil
	case "SHA384", "SHA-384":
		return sha512.New384, nil
	case "SHA512", "SHA-512":
		return sha512.New, nil
	}
	return nil, fmt.Errorf("%w: hash %.20q", ErrUnsupported, name)
}

func newCipher(name string, key []byte) (cipher.Block, error) {
	var block cipher.Block
	var err error
	switch name {
	case "AES":
		block, err = aes.NewCipher(key)
	case "3DES", "DESede":
		block, err = des.NewTripleDESCipher(key)
	default:
		return nil, fmt.Errorf("%w: cipher %.20q", ErrUnsupported, name)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnsupported, err)
	}
	return block, nil
}

// decryptCBC decrypts whole blocks in place; what is left over stays.
func decryptCBC(block cipher.Block, iv, data []byte) {
	whole := data[:len(data)/block.BlockSize()*block.BlockSize()]
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(whole, whole)
}
