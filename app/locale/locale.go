// Package locale gives the window's toolkit a language to start from. The
// toolkit asks for the system's language while it is initialised, and complains
// on standard error about the languages C and POSIX, which many servers have.
// Packages without dependencies are initialised in the order of their paths, so
// that this one comes before the toolkit.
package locale

import (
	"os"
	"runtime"
	"strings"
)

func init() {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		value := os.Getenv(name)
		if value == "" {
			continue
		}
		if base, _, _ := strings.Cut(value, "."); base == "C" || base == "POSIX" {
			os.Setenv(name, fallback)
		}
		return
	}
	os.Setenv("LANG", fallback)
}

// fallback is the product's first language; characters that our fonts lack are
// then looked for in Chinese fonts first.
const fallback = "zh_CN.UTF-8"
