package offcrypto

import (
	"bytes"
	"context"
	"crypto/cipher"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"hash"
)

// agile is the encryption of Excel since 2010 (MS-OFFCRYPTO 2.3.4.10 to
// 2.3.4.15). A random key encrypts the package; the password encrypts the key.
//
// The check sum of the whole package is not compared: the zip file within has
// check sums of its own, which the reader of workbooks insists on.
type agile struct {
	XMLName xml.Name `xml:"encryption"`
	KeyData keyData  `xml:"keyData"`
	Keys    []struct {
		URI string       `xml:"uri,attr"`
		Key encryptedKey `xml:"encryptedKey"`
	} `xml:"keyEncryptors>keyEncryptor"`

	key *encryptedKey
}

// keyData says how something is encrypted.
type keyData struct {
	BlockSize int    `xml:"blockSize,attr"`
	KeyBits   int    `xml:"keyBits,attr"`
	HashSize  int    `xml:"hashSize,attr"`
	Cipher    string `xml:"cipherAlgorithm,attr"`
	Chaining  string `xml:"cipherChaining,attr"`
	Hash      string `xml:"hashAlgorithm,attr"`
	Salt      []byte `xml:"-"`
	SaltText  string `xml:"saltValue,attr"`

	newHash func() hash.Hash
}

// encryptedKey is the package's key, encrypted by the password.
type encryptedKey struct {
	keyData
	Rounds       int    `xml:"spinCount,attr"`
	Verifier     string `xml:"encryptedVerifierHashInput,attr"`
	VerifierHash string `xml:"encryptedVerifierHashValue,attr"`
	Value        string `xml:"encryptedKeyValue,attr"`

	verifier, verifierHash, value []byte
}

const (
	passwordKey = "http://schemas.microsoft.com/office/2006/keyEncryptor/password"
	mostRounds  = 10_000_000 // the most that the format allows; Excel uses 100,000
	segment     = 4096       // bytes of the package that are encrypted together
)

// The purposes of keys that the password gives (MS-OFFCRYPTO 2.3.4.13).
var (
	purposeVerifier     = []byte{0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79}
	purposeVerifierHash = []byte{0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e}
	purposeKey          = []byte{0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6}
	purposeHMACKey      = []byte{0x5f, 0xb2, 0xad, 0x01, 0x0c, 0xb9, 0xe1, 0xf6}
	purposeHMAC         = []byte{0xa0, 0x67, 0x7f, 0x02, 0xb2, 0x2c, 0x84, 0x33}
)

func readAgile(text []byte) (scheme, error) {
	a := new(agile)
	if err := xml.Unmarshal(text, a); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	for i := range a.Keys {
		if a.Keys[i].URI == passwordKey {
			a.key = &a.Keys[i].Key
		}
	}
	if a.key == nil {
		return nil, ErrUnsupported // by certificate
	}
	if err := a.KeyData.prepare(); err != nil {
		return nil, err
	}
	return a, a.key.prepare()
}

// prepare checks the values, so that none of them can make a later step fail or
// grow.
func (k *keyData) prepare() (err error) {
	if k.newHash, err = newHash(k.Hash); err != nil {
		return err
	}
	block, err := newCipher(k.Cipher, make([]byte, min(max(k.KeyBits, 0), 256)/8))
	if err != nil {
		return err
	}
	if k.Chaining != "ChainingModeCBC" {
		return fmt.Errorf("%w: chaining %.30q", ErrUnsupported, k.Chaining)
	}
	if k.BlockSize != block.BlockSize() || k.KeyBits%8 != 0 || k.KeyBits > 256 {
		return damaged("sizes of the encryption")
	}
	k.Salt, err = base64Of(k.SaltText)
	return err
}

func (k *encryptedKey) prepare() (err error) {
	if err := k.keyData.prepare(); err != nil {
		return err
	}
	if k.Rounds < 0 || k.Rounds > mostRounds {
		return damaged("rounds of the key")
	}
	for text, into := range map[*string]*[]byte{&k.Verifier: &k.verifier, &k.VerifierHash: &k.verifierHash, &k.Value: &k.value} {
		if *into, err = base64Of(*text); err != nil {
			return err
		}
		if len(*into) == 0 || len(*into)%k.BlockSize != 0 || len(*into) > 1<<10 {
			return damaged("key of the encryption")
		}
	}
	if len(k.value) < k.KeyBits/8 {
		return damaged("key of the encryption")
	}
	return nil
}

func (a *agile) rounds() int { return a.key.Rounds }

func (a *agile) decrypt(ctx context.Context, password string, data []byte) error {
	key, err := a.key.unlock(ctx, password)
	if err != nil {
		return err
	}
	if len(key) < a.KeyData.KeyBits/8 {
		return damaged("key of the encryption")
	}
	block, err := newCipher(a.KeyData.Cipher, key[:a.KeyData.KeyBits/8])
	if err != nil {
		return err
	}
	return a.KeyData.segments(ctx, data, func(iv, part []byte) { decryptCBC(block, iv, part) })
}

// unlock returns the key of the package.
func (k *encryptedKey) unlock(ctx context.Context, password string) ([]byte, error) {
	sum, err := spin(ctx, k.newHash(), k.Salt, password, k.Rounds)
	if err != nil {
		return nil, err
	}
	open := func(purpose, data []byte) ([]byte, error) {
		block, err := k.cipher(sum, purpose)
		if err != nil {
			return nil, err
		}
		data = bytes.Clone(data)
		decryptCBC(block, fitted(k.Salt, k.BlockSize), data)
		return data, nil
	}
	verifier, err := open(purposeVerifier, k.verifier)
	if err != nil {
		return nil, err
	}
	want, err := open(purposeVerifierHash, k.verifierHash)
	if err != nil {
		return nil, err
	}
	got := hashed(k.newHash(), verifier[:min(len(verifier), max(len(k.Salt), 1))])
	if len(want) < len(got) || !bytes.Equal(got, want[:len(got)]) {
		return nil, ErrPassword
	}
	return open(purposeKey, k.value)
}

// cipher returns the cipher for one purpose, of the spun password.
func (k *encryptedKey) cipher(sum, purpose []byte) (cipher.Block, error) {
	return newCipher(k.Cipher, fitted(hashed(k.newHash(), sum, purpose), k.KeyBits/8))
}

// iv returns the initial vector for a segment or a purpose.
func (k *keyData) iv(of []byte) []byte {
	return fitted(hashed(k.newHash(), k.Salt, of), k.BlockSize)
}

// segments calls do with every segment of the package and its initial vector.
func (k *keyData) segments(ctx context.Context, data []byte, do func(iv, part []byte)) error {
	for i := uint32(0); len(data) > 0; i++ {
		if i%256 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		part := data[:min(segment, len(data))]
		do(k.iv(binary.LittleEndian.AppendUint32(nil, i)), part)
		data = data[len(part):]
	}
	return nil
}
