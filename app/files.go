package app

import (
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

func isDir(path string) bool {
	if path == "" {
		return false
	}
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// folderOf returns the folder to open for a path: itself, or the one it is in.
func folderOf(path string) string {
	if isDir(path) {
		return path
	}
	return filepath.Dir(path)
}

// openExternally opens a file or folder with the system's own program.
func (w *Window) openExternally(path string) {
	var err error
	switch runtime.GOOS {
	case "windows":
		err = exec.Command("explorer", filepath.FromSlash(path)).Start() // its exit code says nothing
	case "darwin":
		err = exec.Command("open", path).Start()
	default:
		err = w.app.OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(path)})
	}
	if err != nil {
		w.warn(w.desk.say("error.title"), w.desk.say("error.openfolder", "path", path))
	}
}
