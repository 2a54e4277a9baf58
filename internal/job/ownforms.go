package job

import (
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"beiandesk/forms"
	"beiandesk/internal/blank"
	"beiandesk/internal/disk"
	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
	"beiandesk/pdf"
)

// LoadForms reads the embedded form files, with those of a user's folder in
// place of them or besides; see [forms.Load].
func LoadForms(dir string) (*forms.Library, error) { return forms.Load(dir) }

// EmbeddedForms returns the text of every embedded form file by its name.
func EmbeddedForms() map[string]string { return forms.Embedded() }

// BlankGrid writes the pages of the blank at path as they are printed, with a
// grid of millimetres over them, to out, and returns how many there are. today
// is when the file says that it was made.
func BlankGrid(path, out string, force bool, today filing.Date) (pages int, err error) {
	if err := mayWrite(out, force, []string{path}); err != nil {
		return 0, err
	}
	file, err := blank.OpenFile(path)
	if err != nil {
		return 0, &provider.Fault{Text: forms.BlankFault(path, err)}
	}
	title := filepath.Base(path)
	err = disk.WriteFile(out, func(w io.Writer) error {
		return pdf.Grid(w, file, title, madeOn(today))
	})
	return len(file.Pages), err
}

// CopyForms writes the embedded form files into a folder, to be changed, and returns
// how many it wrote. Files that are there already stay as they are.
func CopyForms(dir string) (written int, err error) {
	files := EmbeddedForms()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		path := filepath.Join(dir, name)
		if _, err := os.Lstat(path); err == nil {
			continue
		}
		if err := writeBytes(path, []byte(files[name])); err != nil {
			return written, err
		}
		written++
	}
	return written, nil
}
