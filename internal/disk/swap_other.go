//go:build unix && !linux

package disk

import "errors"

// swap is not offered by the standard library here.
func swap(_, _ string) error { return errors.ErrUnsupported }
