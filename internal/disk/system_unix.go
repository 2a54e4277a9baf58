//go:build unix

package disk

import (
	"errors"
	"os"
	"syscall"
)

func rename(from, to string) error { return os.Rename(from, to) }

// syncDir syncs a folder. File systems that cannot (some network and FUSE ones
// answer EINVAL or ENOTSUP) order their operations themselves.
func syncDir(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	defer dir.Close()
	if err := dir.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, syscall.ENOTSUP) {
		return err
	}
	return nil
}

// running reports whether a process of this machine is alive. A process of
// another user answers EPERM, and is alive.
func running(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}

// causeOf sorts the numbers that only this system has.
func causeOf(errno syscall.Errno) Cause {
	switch errno {
	case syscall.ENOSPC, syscall.EDQUOT:
		return Full
	case syscall.EROFS:
		return ReadOnly
	case syscall.EACCES, syscall.EPERM:
		return Denied
	case syscall.EBUSY, syscall.ETXTBSY:
		return InUse
	case syscall.ENOENT:
		return NoFolder
	case syscall.ENOTDIR:
		return NotAFolder
	case syscall.EISDIR:
		return IsFolder
	case syscall.ENAMETOOLONG:
		return NameTooLong
	case syscall.EFBIG:
		return TooLarge
	case syscall.EIO:
		return Broken
	}
	return Unknown
}
