package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"os"

	"beiandesk/internal/offcrypto"
)

// Unlock asks for the password of a protected workbook. attempt counts from 1;
// from 2 on the password given last was wrong. It returns [ErrNoPassword] to give
// up; any other error ends the reading too.
type Unlock func(ctx context.Context, attempt int) (password string, err error)

// ErrNoPassword is what an [Unlock] returns that has no password, or no other.
// The workbook is then refused with an [*Error] that says why.
var ErrNoPassword = errors.New("no password")

// maxProtected is how many bytes a protected workbook may hold: they are all
// kept in memory, because nothing of it is to be written anywhere in the clear.
const maxProtected = 128 << 20

// openPackage opens a workbook's zip file, with its password when it has one.
func openPackage(ctx context.Context, path string, format format, unlock Unlock) (*container, error) {
	if format != protectedFile {
		return openContainer(ctx, path)
	}
	content, password, err := decrypted(ctx, path, unlock)
	if err != nil {
		return nil, err
	}
	inside := bytes.NewReader(content)
	z, err := zip.NewReader(inside, inside.Size())
	if err != nil {
		return nil, damagedZip.at("", err)
	}
	c, err := newContainer(ctx, z)
	if err != nil {
		return nil, err
	}
	c.sealed, c.password, c.content = true, password, inside
	return c, nil
}

// decrypted returns a protected workbook in the clear, and its password.
func decrypted(ctx context.Context, path string, unlock Unlock) (content []byte, password string, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, "", err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, "", err
	}
	p, err := offcrypto.Open(file, info.Size(), maxProtected)
	if err != nil {
		return nil, "", protectionTrouble(err)
	}
	content, password, err = p.OpenUnasked(ctx)
	for attempt := 1; errors.Is(err, offcrypto.ErrPassword); attempt++ {
		if password, err = ask(ctx, unlock, attempt); err != nil {
			return nil, "", err
		}
		content, err = p.Decrypt(ctx, password)
	}
	return content, password, protectionTrouble(err)
}

func ask(ctx context.Context, unlock Unlock, attempt int) (string, error) {
	if unlock == nil {
		return "", protected.at("", nil)
	}
	password, err := unlock(ctx, attempt)
	switch {
	case errors.Is(err, ErrNoPassword) && attempt > 1:
		return "", wrongPassword.at("", nil)
	case errors.Is(err, ErrNoPassword):
		return "", protected.at("", nil)
	}
	return password, err
}

// protectionTrouble says in a user's words why a protected file cannot be read.
func protectionTrouble(err error) error {
	switch {
	case errors.Is(err, offcrypto.ErrUnsupported):
		return otherProtection.at("", err)
	case errors.Is(err, offcrypto.ErrDamaged):
		return damagedZip.at("", err)
	case errors.Is(err, offcrypto.ErrTooLarge):
		return tooLarge.at("", err)
	}
	return err
}

// seal writes what write writes, protected by the workbook's own password when it
// has one.
func (c *container) seal(w io.Writer, write func(io.Writer) error) error {
	if !c.sealed {
		return write(w)
	}
	var content bytes.Buffer
	if err := write(&content); err != nil {
		return err
	}
	return offcrypto.Encrypt(c.ctx, w, content.Bytes(), c.password)
}
