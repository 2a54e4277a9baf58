package offcrypto

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha512"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
)

// What Excel encrypts with.
const (
	ownRounds = 100_000
	ownKey    = 32 // bytes
	ownSalt   = 16
)

// Encrypt writes content as a file that the password opens. Keys and salts are
// new ones each time.
func Encrypt(ctx context.Context, w io.Writer, content []byte, password string) error {
	secret := make([]byte, ownKey+3*ownSalt+sha512.Size)
	if _, err := rand.Read(secret); err != nil {
		return err
	}
	take := func(n int) (part []byte) { part, secret = secret[:n:n], secret[n:]; return part }
	key, verifier, hmacKey := take(ownKey), take(ownSalt), take(sha512.Size)
	data := keyData{BlockSize: aes.BlockSize, Salt: take(ownSalt), newHash: sha512.New}
	by := encryptedKey{keyData: keyData{BlockSize: aes.BlockSize, KeyBits: 8 * ownKey, Cipher: "AES", Salt: take(ownSalt), newHash: sha512.New}}
	sum, err := spin(ctx, sha512.New(), by.Salt, password, ownRounds)
	if err != nil {
		return err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return err
	}
	pack, err := encryptPackage(ctx, block, &data, content)
	if err != nil {
		return err
	}
	mac := hmac.New(sha512.New, hmacKey)
	mac.Write(pack)
	info := ownInfo{spin: ownRounds, keySalt: by.Salt, salt: data.Salt,
		hmacKey: encryptCBC(block, data.iv(purposeHMACKey), hmacKey), hmac: encryptCBC(block, data.iv(purposeHMAC), mac.Sum(nil))}
	for _, part := range []struct {
		purpose, plain []byte
		into           *[]byte
	}{{purposeVerifier, verifier, &info.verifier}, {purposeVerifierHash, hashed(sha512.New(), verifier), &info.verifierHash}, {purposeKey, key, &info.key}} {
		lock, err := by.cipher(sum, part.purpose)
		if err != nil {
			return err
		}
		*part.into = encryptCBC(lock, by.Salt, part.plain)
	}
	return writeCompound(w, info.bytes(), pack)
}

// encryptPackage returns the length of the content and its encrypted segments.
func encryptPackage(ctx context.Context, block cipher.Block, data *keyData, content []byte) ([]byte, error) {
	whole := (len(content) + aes.BlockSize - 1) / aes.BlockSize * aes.BlockSize
	pack := make([]byte, lengthSize+max(whole, miniCutoff))
	binary.LittleEndian.PutUint64(pack, uint64(len(content)))
	copy(pack[lengthSize:], content)
	err := data.segments(ctx, pack[lengthSize:], func(iv, part []byte) { cipher.NewCBCEncrypter(block, iv).CryptBlocks(part, part) })
	return pack, err
}

// encryptCBC returns whole blocks encrypted.
func encryptCBC(block cipher.Block, iv, plain []byte) []byte {
	out := make([]byte, len(plain))
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(out, plain)
	return out
}

// ownInfo is what the description of the encryption says.
type ownInfo struct {
	spin                                                      int
	salt, keySalt, verifier, verifierHash, key, hmacKey, hmac []byte
}

func (i *ownInfo) bytes() []byte {
	const method = `saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" `
	text := base64.StdEncoding.EncodeToString
	var b bytes.Buffer
	b.Write([]byte{4, 0, 4, 0, 0x40, 0, 0, 0})
	b.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\r\n" +
		`<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption" xmlns:p="` + passwordKey + `" xmlns:c="http://schemas.microsoft.com/office/2006/keyEncryptor/certificate">` +
		`<keyData ` + method + `saltValue="` + text(i.salt) + `"/><dataIntegrity encryptedHmacKey="` + text(i.hmacKey) + `" encryptedHmacValue="` + text(i.hmac) + `"/>` +
		`<keyEncryptors><keyEncryptor uri="` + passwordKey + `">`)
	fmt.Fprintf(&b, `<p:encryptedKey spinCount="%d" %ssaltValue="%s" encryptedVerifierHashInput="%s" encryptedVerifierHashValue="%s" encryptedKeyValue="%s"/>`,
		i.spin, method, text(i.keySalt), text(i.verifier), text(i.verifierHash), text(i.key))
	b.WriteString(`</keyEncryptor></keyEncryptors></encryption>`)
	b.WriteString(strings.Repeat(" ", max(0, miniCutoff-b.Len())))
	return b.Bytes()
}

func base64Of(s string) ([]byte, error) {
	data, err := base64.StdEncoding.DecodeString(strings.TrimSpace(s))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return data, nil
}
