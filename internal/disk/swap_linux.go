package disk

import (
	"errors"
	"os"
	"runtime"
	"syscall"
	"unsafe"
)

// renameat2 is the number of the system call of that name (Linux 3.15), by
// architecture; the standard library has it for some of them only.
var renameat2 = map[string]uintptr{
	"amd64": 316, "arm64": 276, "386": 353, "arm": 382, "loong64": 276, "riscv64": 276,
}[runtime.GOARCH]

// swap exchanges two paths in one step; see renameat2(2), RENAME_EXCHANGE.
func swap(a, b string) error {
	const (
		here     = ^uintptr(99) // AT_FDCWD, −100
		exchange = 2            // RENAME_EXCHANGE
	)
	if renameat2 == 0 {
		return errors.ErrUnsupported
	}
	from, err := syscall.BytePtrFromString(a)
	if err != nil {
		return err
	}
	to, err := syscall.BytePtrFromString(b)
	if err != nil {
		return err
	}
	_, _, errno := syscall.Syscall6(renameat2, here, uintptr(unsafe.Pointer(from)), here, uintptr(unsafe.Pointer(to)), exchange, 0)
	switch errno {
	case 0:
		return nil
	case syscall.EINVAL, syscall.ENOSYS, syscall.ENOTSUP, syscall.EPERM: // file systems and sandboxes without it
		return errors.ErrUnsupported
	}
	return &os.LinkError{Op: "swap", Old: a, New: b, Err: errno}
}
