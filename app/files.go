package app

import (
	"context"
	"os"
	"path/filepath"
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
	go func() {
		if err := guard(func() error { return w.desk.system.Open(context.Background(), path) }); err != nil {
			w.Post(func() { w.warn(w.desk.say("error.title"), w.desk.say("error.openfolder", "path", path)) })
		}
	}()
}
