package job

import (
	"context"
	"os"
	"path/filepath"
	"strings"
)

// IsScanName reports whether a file may be a scan by the ending of its name.
func IsScanName(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".jpg", ".jpeg", ".jfif", ".png", ".bmp", ".tif", ".tiff", ".webp", ".gif", ".heic", ".heif", ".avif", ".pdf":
		return true
	}
	return false
}

// ScanFiles returns the files among paths and, in natural order, those below the
// folders among them that may be scans by their names. The error says which folder
// cannot be read, or is the context's.
func ScanFiles(ctx context.Context, paths []string) (files []string, err error) {
	for _, path := range paths {
		if info, err := os.Stat(path); err != nil || !info.IsDir() {
			files = append(files, path) // what is wrong with a file is told when it is read
			continue
		}
		found, err := walkScans(ctx, path)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			if IsScanName(f.path) {
				files = append(files, f.path)
			}
		}
	}
	return files, nil
}
