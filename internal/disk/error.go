package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// Cause is why something could not be written.
type Cause int

// The causes.
const (
	Unknown     Cause = iota
	Full              // no space left, or the user's quota is used up
	ReadOnly          // the medium is write-protected
	Denied            // no permission
	InUse             // another program holds the file
	NoFolder          // the folder to write into does not exist
	NotAFolder        // a file stands where a folder should be
	IsFolder          // a folder stands where the file should be
	NameTooLong       // the name or the path is longer than the system takes
	TooLarge          // the file is larger than the file system takes
	Broken            // the medium reports an error
)

// cause holds what is said of a Cause: what is wrong and what to do.
type cause struct{ wrongZH, wrongEN, doZH, doEN string }

var causes = map[Cause]cause{
	Full:        {"磁盘已满", "the disk is full", "请腾出空间，或换一个位置", "free some space or choose another place"},
	ReadOnly:    {"磁盘是只读的", "the disk is read-only", "请解除写保护，或换一个位置", "remove the write protection or choose another place"},
	Denied:      {"没有写入权限，或文件正被占用", "writing is not permitted, or the file is in use", "请关闭打开它的程序，或换一个有权限的文件夹", "close the program that has it open, or choose a folder you may write to"},
	InUse:       {"文件正被另一个程序占用", "another program is using the file", "请关闭 Excel、WPS、预览等程序后重试", "close Excel, WPS, viewers and the like, then try again"},
	NoFolder:    {"文件夹不存在", "the folder does not exist", "请先新建文件夹，或检查路径", "make the folder first, or check the path"},
	NotAFolder:  {"路径中的某一级是文件，不是文件夹", "a part of the path is a file, not a folder", "请检查路径", "check the path"},
	IsFolder:    {"同名的文件夹已存在", "a folder of that name exists", "请换一个文件名", "choose another file name"},
	NameTooLong: {"名称或路径太长，或含有不允许的字符", "the name or the path is too long, or holds characters that are not allowed", "请换一个短一些的路径", "choose a shorter path"},
	TooLarge:    {"文件超出了磁盘格式允许的大小", "the file is larger than the disk's format allows", "请换一个 NTFS、exFAT 等格式的磁盘", "choose a disk formatted as NTFS, exFAT or the like"},
	Broken:      {"磁盘报告读写错误", "the disk reports an error", "请检查磁盘和连线，并换一个位置", "check the disk and its cable, and choose another place"},
	Unknown:     {"", "", "请检查路径和磁盘，或换一个位置", "check the path and the disk, or choose another place"},
}

// Error says what could not be written, why, and what to do about it.
type Error struct {
	Path  string // the path as the user knows it, not the hidden one beside it
	Cause Cause
	Err   error // what the system said
}

// Wrap returns err as an [Error] on path; nil for nil. An Error stays as it is.
func Wrap(path string, err error) error {
	var known *Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	return &Error{Path: path, Cause: Classify(err), Err: err}
}

// Classify returns the cause of an error of the operating system.
func Classify(err error) Cause {
	var errno syscall.Errno
	if errors.As(err, &errno) {
		if c := causeOf(errno); c != Unknown {
			return c
		}
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return NoFolder
	case errors.Is(err, fs.ErrPermission):
		return Denied
	}
	return Unknown
}

// Error returns the message in Chinese, then in English, on one line.
func (e *Error) Error() string { return e.In("zh") + " / " + e.In("en") }

// In returns the message in one language, "en" or (anything else) Chinese.
func (e *Error) In(lang string) string {
	c := causes[e.Cause]
	if lang == "en" {
		return fmt.Sprintf("cannot write %s: %s; %s", e.Path, e.what(c.wrongEN), c.doEN)
	}
	return fmt.Sprintf("不能写入 %s：%s；%s", e.Path, e.what(c.wrongZH), c.doZH)
}

// Remedy returns what to do, in one language as [Error.In].
func (e *Error) Remedy(lang string) string {
	if lang == "en" {
		return causes[e.Cause].doEN
	}
	return causes[e.Cause].doZH
}

// Unwrap returns what the system said.
func (e *Error) Unwrap() error { return e.Err }

// what returns the cause in words, or what the system said without the hidden
// path that it said it of.
func (e *Error) what(words string) string {
	if words != "" {
		return words
	}
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(e.Err, &path):
		return path.Err.Error()
	case errors.As(e.Err, &link):
		return link.Err.Error()
	case e.Err == nil:
		return "?"
	}
	return e.Err.Error()
}
