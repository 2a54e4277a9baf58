package disk

import (
	"errors"
	"os"
	"syscall"
	"time"
)

// Numbers of winerror.h.
const (
	errPathNotFound     syscall.Errno = 3
	errAccessDenied     syscall.Errno = 5
	errWriteProtect     syscall.Errno = 19
	errSharingViolation syscall.Errno = 32
	errLockViolation    syscall.Errno = 33
	errHandleDiskFull   syscall.Errno = 39
	errDiskFull         syscall.Errno = 112
	errInvalidName      syscall.Errno = 123
	errBusy             syscall.Errno = 170
	errFilenameTooLong  syscall.Errno = 206
	errFileTooLarge     syscall.Errno = 223
	errDirectory        syscall.Errno = 267
	errIODevice         syscall.Errno = 1117
	errUserMappedFile   syscall.Errno = 1224
)

// rename tries again for about a second: virus scanners and indexers hold
// files that have just been written for a moment.
func rename(from, to string) error {
	for pause := 10 * time.Millisecond; ; pause *= 2 {
		err := os.Rename(from, to)
		if err == nil || pause > 500*time.Millisecond || !held(err) {
			return err
		}
		time.Sleep(pause)
	}
}

func held(err error) bool {
	return errors.Is(err, errSharingViolation) || errors.Is(err, errLockViolation) || errors.Is(err, errAccessDenied)
}

// swap is not offered by the system.
func swap(_, _ string) error { return errors.ErrUnsupported }

// syncDir does nothing: the system has no such call, NTFS keeps a journal of
// the names.
func syncDir(string) error { return nil }

// running reports whether a process of this machine is alive.
func running(pid int) bool {
	const queryLimitedInformation = 0x1000
	h, err := syscall.OpenProcess(queryLimitedInformation, false, uint32(pid))
	if err != nil {
		return errors.Is(err, errAccessDenied)
	}
	defer syscall.CloseHandle(h)
	const stillActive = 259
	var code uint32
	return syscall.GetExitCodeProcess(h, &code) == nil && code == stillActive
}

// causeOf sorts the numbers that only this system has.
func causeOf(errno syscall.Errno) Cause {
	switch errno {
	case errDiskFull, errHandleDiskFull:
		return Full
	case errWriteProtect:
		return ReadOnly
	case errAccessDenied:
		return Denied
	case errSharingViolation, errLockViolation, errBusy, errUserMappedFile:
		return InUse
	case errPathNotFound, syscall.ERROR_FILE_NOT_FOUND:
		return NoFolder
	case errDirectory:
		return NotAFolder
	case errFilenameTooLong, errInvalidName:
		return NameTooLong
	case errFileTooLarge:
		return TooLarge
	case errIODevice:
		return Broken
	}
	return Unknown
}
