package disktest

import (
	"errors"
	"io/fs"
)

var errUnsupported = errors.ErrUnsupported

// pathError is the form in which the operating system's errors come.
func pathError(op, path string, err error) error {
	return &fs.PathError{Op: op, Path: path, Err: err}
}
