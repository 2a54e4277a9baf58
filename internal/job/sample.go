package job

import (
	"io/fs"
	"path"
	"path/filepath"

	"beiandesk/assets"
)

// Demo writes the sample workbook and its scans into dir, in place of an
// earlier sample there, and returns their paths.
func Demo(dir string) (workbook, scans string, err error) {
	const from = "sample"
	workbook, scans = filepath.Join(dir, "sample.xlsx"), filepath.Join(dir, "scans")
	if err := makeFolder(dir); err != nil {
		return "", "", err
	}
	err = fs.WalkDir(assets.FS, from, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := assets.FS.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path.Clean(name))
		if err != nil {
			return err
		}
		return writeUnder(dir, filepath.ToSlash(rel), data)
	})
	return workbook, scans, err
}
