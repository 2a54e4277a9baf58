package job

import (
	"io"
	"os"
	"path/filepath"
	"strconv"

	"beiandesk/internal/disk"
)

// makeFolder makes a folder for outputs.
func makeFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return disk.Wrap(dir, err)
	}
	return nil
}

func writeBytes(path string, data []byte) error {
	return disk.WriteFile(path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// writeUnder writes a file below a folder, which is made when needed.
func writeUnder(dir, name string, data []byte) error {
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	return writeBytes(path, data)
}

func itoa(n int) string { return strconv.Itoa(n) }
