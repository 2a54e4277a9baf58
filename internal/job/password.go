package job

import (
	"bytes"
	"context"
	"io"
	"os"

	"beiandesk/internal/filing"
	"beiandesk/internal/sheet"
)

// ErrNoPassword is returned by [Options.Password] to give up; the workbook is then
// refused with an error that says why. [context.Canceled] gives up in silence.
var ErrNoPassword = sheet.ErrNoPassword

// unlock gives the password that was given last, so that nobody is asked twice for
// one workbook; it asks when there is none or it is wrong.
func (b *Batch) unlock(ctx context.Context, attempt int) (string, error) {
	if attempt == 1 {
		b.keyTried = b.key != ""
		if b.keyTried {
			return b.key, nil
		}
	}
	if b.opt.Password == nil {
		return "", ErrNoPassword
	}
	if b.keyTried {
		attempt--
	}
	password, err := b.opt.Password(ctx, attempt)
	if err == nil {
		b.key = password
	}
	return password, err
}

const longestLine = 4096 // bytes; passwords of workbooks have at most 255 characters

// ReadPassword returns the first line of a file, without a byte order mark. An
// error is a [*Trouble].
func ReadPassword(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", &Trouble{File: path, Why: whyOf(err), Err: err}
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, longestLine))
	if err != nil {
		return "", &Trouble{File: path, Why: whyOf(err), Err: err}
	}
	line, _, _ := bytes.Cut(bytes.TrimPrefix(text, []byte("\ufeff")), []byte("\n"))
	password := string(bytes.TrimSuffix(line, []byte("\r")))
	if password == "" {
		return "", &Trouble{File: path, Why: filing.Text{ZH: "第一行是空的，没有密码", EN: "its first line is empty and holds no password"},
			Remedy: filing.Text{ZH: "请把打开密码写在第一行", EN: "put the password in the first line"}}
	}
	return password, nil
}
