package job

import (
	"errors"
	"io/fs"
	"syscall"

	"beiandesk/internal/disk"
	"beiandesk/internal/filing"
)

// Trouble is an input that cannot be read or an output that cannot be written,
// said so that its user knows which file, why, and what to do.
type Trouble struct {
	File   string
	Why    filing.Text
	Remedy filing.Text
	Err    error // what the system said, may be nil
}

// Error says the trouble in English; see [Say] for the user's language.
func (t *Trouble) Error() string { return t.In(filing.EN) }

// Unwrap returns what the system said.
func (t *Trouble) Unwrap() error { return t.Err }

// In says the trouble on one line: file, reason, remedy.
func (t *Trouble) In(lang filing.Lang) string {
	colon, dash := "：", "。"
	if lang == filing.EN {
		colon, dash = ": ", "; "
	}
	line := t.File + colon + t.Why.In(lang)
	if remedy := t.Remedy.In(lang); remedy != "" {
		line += dash + remedy
	}
	return line
}

// Say returns an error's line in the user's language where it has one.
func Say(err error, lang filing.Lang) string {
	var written *disk.Error
	if errors.As(err, &written) {
		return written.In(string(lang))
	}
	var speaks interface{ In(filing.Lang) string }
	if errors.As(err, &speaks) {
		return speaks.In(lang)
	}
	return err.Error()
}

// whyOf puts the usual answers of the operating system into words.
func whyOf(err error) filing.Text {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return filing.Text{ZH: "不存在", EN: "does not exist"}
	case errors.Is(err, fs.ErrPermission):
		return filing.Text{ZH: "没有访问权限", EN: "access is denied"}
	case errors.Is(err, syscall.ENOTDIR):
		return filing.Text{ZH: "路径中有一段不是文件夹", EN: "a part of the path is not a folder"}
	}
	return filing.Text{ZH: "无法读取（" + err.Error() + "）", EN: "cannot be read (" + err.Error() + ")"}
}
