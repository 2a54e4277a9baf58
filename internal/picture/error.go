package picture

import (
	"context"
	"errors"
	"io/fs"

	"beiandesk/internal/filing"
)

// Error is a file that cannot become a picture, said so that its user knows
// which file, why, and what to do.
type Error struct {
	File   string
	Why    filing.Text
	Remedy filing.Text
	Err    error // what lay beneath, may be nil
}

// Error says the trouble in English; see [Error.In].
func (e *Error) Error() string { return e.In(filing.EN) }

// In says the trouble on one line: file, reason, remedy.
func (e *Error) In(lang filing.Lang) string {
	colon, stop := "：", "。"
	if lang == filing.EN {
		colon, stop = ": ", "; "
	}
	line := e.File + colon + e.Why.In(lang)
	if remedy := e.Remedy.In(lang); remedy != "" {
		line += stop + remedy
	}
	return line
}

// Unwrap returns what lay beneath.
func (e *Error) Unwrap() error { return e.Err }

var (
	saveAsJPEG = filing.Text{ZH: "请在看图软件中打开并另存为 JPG 或 PNG", EN: "open it in a picture viewer and save it as JPG or PNG"}
	takeAgain  = filing.Text{ZH: "请重新拍照、扫描或重新复制该文件", EN: "take, scan or copy it again"}
)

// refuse is an error of a decoder, which does not know the file's name.
func refuse(zh, en string, remedy filing.Text) *Error {
	return &Error{Why: filing.Text{ZH: zh, EN: en}, Remedy: remedy}
}

// named puts the file's name to what a decoder said: a refusal as it is,
// anything else means that the file is damaged.
func named(file string, err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return &Error{File: file, Err: err, Why: filing.Text{ZH: "解码用时过长", EN: "takes too long to decode"}, Remedy: saveAsJPEG}
	}
	var e *Error
	if errors.As(err, &e) {
		with := *e
		with.File = file
		return &with
	}
	return damaged(file, err)
}

func unreadable(file string, err error) *Error {
	e := &Error{File: file, Err: err}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Why = filing.Text{ZH: "文件不存在", EN: "does not exist"}
		e.Remedy = filing.Text{ZH: "请检查文件名和所在文件夹", EN: "check the name and the folder"}
	case errors.Is(err, fs.ErrPermission):
		e.Why = filing.Text{ZH: "没有读取权限", EN: "may not be read"}
		e.Remedy = filing.Text{ZH: "请检查文件权限", EN: "check the file's permissions"}
	default:
		e.Why = filing.Text{ZH: "无法读取", EN: "cannot be read"}
		e.Remedy = filing.Text{ZH: "请检查文件是否被占用或磁盘是否正常", EN: "check whether another program holds it, and the disk"}
	}
	return e
}

func damaged(file string, err error) *Error {
	return &Error{File: file, Err: err, Why: filing.Text{ZH: "图片已损坏或不完整", EN: "the picture is damaged or incomplete"},
		Remedy: takeAgain}
}
