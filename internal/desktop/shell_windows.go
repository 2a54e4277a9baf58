package desktop

import (
	"runtime"

	"golang.org/x/sys/windows"
)

// shellExecute has Windows do what a verb says with a file.
func shellExecute(verb, file string) error {
	what, err := windows.UTF16PtrFromString(verb)
	if err != nil {
		return err
	}
	path, err := windows.UTF16PtrFromString(file)
	if err != nil {
		return err
	}
	// Extensions of the shell are COM objects that belong to a thread.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if windows.CoInitializeEx(0, windows.COINIT_APARTMENTTHREADED|windows.COINIT_DISABLE_OLE1DDE) == nil {
		defer windows.CoUninitialize()
	}
	return windows.ShellExecute(0, what, path, nil, nil, windows.SW_SHOWNORMAL)
}
