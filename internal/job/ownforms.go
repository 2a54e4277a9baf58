package job

import "beiandesk/forms"

// LoadForms reads the embedded form files, with those of a user's folder in
// place of them or besides; see [forms.Load].
func LoadForms(dir string) (*forms.Library, error) { return forms.Load(dir) }

// EmbeddedForms returns the text of every embedded form file by its name.
func EmbeddedForms() map[string]string { return forms.Embedded() }
