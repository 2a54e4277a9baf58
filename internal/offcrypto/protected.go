package offcrypto

import (
	"context"
	"encoding/binary"
	"io"
)

// Protected is a file that a password opens.
type Protected struct {
	scheme  scheme
	content []byte // the encrypted package, with its length before it
}

// scheme decrypts a package, in place, with the key that the password gives.
type scheme interface {
	// rounds is how often the password is hashed.
	rounds() int
	decrypt(ctx context.Context, password string, data []byte) error
}

const (
	streamInfo    = "EncryptionInfo"
	streamPackage = "EncryptedPackage"
	mostInfo      = 1 << 20 // bytes; real ones are about a thousand
	lengthSize    = 8       // bytes of the length before the package
)

// Open reads a protected file of size bytes. Content of more than most bytes is
// refused with [ErrTooLarge]. What it returns needs r no more.
func Open(r io.ReaderAt, size, most int64) (*Protected, error) {
	c, err := openCompound(r, size)
	if err != nil {
		return nil, err
	}
	info, err := c.stream(streamInfo, mostInfo)
	if err != nil {
		return nil, err
	}
	p := new(Protected)
	if p.scheme, err = readInfo(info); err != nil {
		return nil, err
	}
	if p.content, err = c.stream(streamPackage, most+lengthSize+segment); err != nil {
		return nil, err
	}
	if len(p.content) < lengthSize {
		return nil, damaged("no content")
	}
	return p, nil
}

// readInfo reads the description of the encryption, which begins with its
// version: 4.4 is agile, 2.2 to 4.2 are standard.
func readInfo(info []byte) (scheme, error) {
	if len(info) < 8 {
		return nil, damaged("description of the encryption")
	}
	major, minor := binary.LittleEndian.Uint16(info), binary.LittleEndian.Uint16(info[2:])
	switch {
	case major == 4 && minor == 4:
		return readAgile(info[8:])
	case 2 <= major && major <= 4 && minor == 2:
		return readStandard(info[4:])
	}
	return nil, ErrUnsupported
}

// usualPassword is what Excel protects a file with whose author only protected
// its structure: it opens such a file without asking (MS-XLS 2.4.191).
const usualPassword = "VelvetSweatshop"

// unaskedRounds keeps a file with an endless key derivation from costing time
// before anybody has typed a password for it.
const unaskedRounds = 200_000

// OpenUnasked decrypts a file that nobody needs a password for, and returns the
// one that it has all the same; [ErrPassword] for all others.
func (p *Protected) OpenUnasked(ctx context.Context) (content []byte, password string, err error) {
	if p.scheme.rounds() > unaskedRounds {
		return nil, "", ErrPassword
	}
	content, err = p.Decrypt(ctx, usualPassword)
	return content, usualPassword, err
}

// Decrypt returns the decrypted content, [ErrPassword] when the password is
// wrong. It can be tried again.
func (p *Protected) Decrypt(ctx context.Context, password string) ([]byte, error) {
	size := binary.LittleEndian.Uint64(p.content)
	data := append([]byte(nil), p.content[lengthSize:]...)
	if err := p.scheme.decrypt(ctx, password, data); err != nil {
		return nil, err
	}
	if size > uint64(len(data)) {
		return nil, damaged("content cut short")
	}
	return data[:size], nil
}
