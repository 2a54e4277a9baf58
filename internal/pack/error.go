package pack

import (
	"errors"
	"io/fs"

	"beiandesk/internal/filing"
)

// Kinds of refusal, for errors.Is. What the system refuses (disk full, …) is a
// disk.Error instead.
var (
	// ErrExists: something is where the package should go, and Force is not set.
	ErrExists error = &refusal{
		filing.Text{ZH: "已存在", EN: "exists already"},
		filing.Text{ZH: "请换一个名称，或使用“覆盖”（--force）", EN: "choose another name, or replace it (--force)"}}
	// ErrForeign: Force is set, but what is there is no package, or holds files
	// that do not belong to it.
	ErrForeign error = &refusal{
		filing.Text{ZH: "不是提交包，或其中有不属于提交包的文件，不能覆盖", EN: "is no package, or holds files that are not the package's, and is not replaced"},
		filing.Text{ZH: "请把这些文件移走，或换一个名称", EN: "move those files away, or choose another name"}}
	// ErrNotPackage: what should be verified is no package at all.
	ErrNotPackage error = &refusal{
		filing.Text{ZH: "不是提交包（没有 bagit.txt 和 manifest-sha256.txt）", EN: "is no package (it has no bagit.txt and manifest-sha256.txt)"},
		filing.Text{ZH: "请选择导出的文件夹或 .zip 文件", EN: "choose the exported folder or .zip file"}}
	// ErrDamaged: the zip's own structure cannot be read.
	ErrDamaged error = &refusal{
		filing.Text{ZH: "不是完整的 zip 文件，或已损坏", EN: "is no complete zip file, or is damaged"},
		filing.Text{ZH: "请重新复制或重新导出", EN: "copy it again, or export again"}}
	// ErrTooLarge: the package has more files than any batch can have.
	ErrTooLarge error = &refusal{
		filing.Text{ZH: "文件数或清单大小超出上限", EN: "has more files, or longer lists, than the limit"},
		filing.Text{ZH: "请分批导出，或检查文件来源", EN: "export in parts, or check where it comes from"}}
	// ErrAbsent: there is nothing at the path that should be verified.
	ErrAbsent error = &refusal{
		filing.Text{ZH: "不存在", EN: "does not exist"},
		filing.Text{ZH: "请检查路径", EN: "check the path"}}
	// ErrUnreadable: a file of the package cannot be read.
	ErrUnreadable error = &refusal{
		filing.Text{ZH: "无法读取", EN: "cannot be read"},
		filing.Text{ZH: "请检查磁盘和访问权限", EN: "check the disk and the permissions"}}
)

// refusal is one of the kinds, in words.
type refusal struct{ why, remedy filing.Text }

func (r *refusal) Error() string { return r.why.EN }

// Error is a refusal with the path it is about.
type Error struct {
	Path string
	Kind error // one of the kinds above
	Err  error // what the system or a library said, may be nil
}

// Error returns the message in Chinese, then in English, on one line.
func (e *Error) Error() string { return e.In(filing.ZH) + " / " + e.In(filing.EN) }

// In returns the message in one language: path, reason, remedy.
func (e *Error) In(lang filing.Lang) string {
	var why, remedy string
	if r, ok := e.Kind.(*refusal); ok {
		why, remedy = r.why.In(lang), r.remedy.In(lang)
	}
	if lang == filing.EN {
		return e.Path + " " + why + "; " + remedy
	}
	return e.Path + " " + why + "；" + remedy
}

// Unwrap returns the kind and what the system said.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.Err}
}

// unreadable returns the [Error] for what the system said of a path to read.
func unreadable(path string, err error) *Error {
	if errors.Is(err, fs.ErrNotExist) {
		return &Error{Path: path, Kind: ErrAbsent, Err: err}
	}
	return &Error{Path: path, Kind: ErrUnreadable, Err: err}
}
