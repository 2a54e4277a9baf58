//go:build !windows

package desktop

import "errors"

// shellExecute is for Windows alone.
func shellExecute(string, string) error { return errors.ErrUnsupported }
