// Package ocr reads the text in a picture with Tesseract, where the user's own
// machine has that program and its data for simplified Chinese. It is optional:
// nothing is installed, downloaded or sent anywhere, and the picture and the
// text only pass through pipes, never through a file.
package ocr

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"time"
)

// Reader is the Tesseract that was found.
type Reader struct{ program string }

const (
	language = "chi_sim" // reads Latin letters and digits too
	// block is Tesseract's mode for a single block of text of one size. Of the
	// modes that fit documents it reads the numbers of the generated licences and
	// cards best: sparse text (11) doubled a letter of a code and lost a date.
	block = "6"

	listTime = 10 * time.Second
	readTime = 20 * time.Second // a fitted picture takes one or two
	// mostText bounds what is kept of the output, bytes: a page has a few thousand.
	mostText = 1 << 20
)

// Find returns the machine's Tesseract, nil when it has none that reads
// Chinese. It looks once; later calls return the same.
var Find = sync.OnceValue(func() *Reader {
	program, err := exec.LookPath("tesseract")
	if err != nil {
		return nil
	}
	return try(program)
})

// try returns the reader that a program is, nil when it is none.
func try(program string) *Reader {
	r := &Reader{program}
	listed, err := r.run(context.Background(), listTime, nil, "--list-langs")
	if err != nil || !slices.Contains(strings.Fields(listed), language) {
		return nil
	}
	return r
}

// Read returns the text in a JPEG or PNG whose text is upright. It takes a
// second or two of one processor, twenty at most. Errors are the program's, which
// hold nothing of the text, or ctx's.
func (r *Reader) Read(ctx context.Context, picture []byte) (string, error) {
	return r.run(ctx, readTime, picture, "stdin", "stdout", "-l", language, "--psm", block)
}

func (r *Reader) run(ctx context.Context, limit time.Duration, input []byte, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	command := exec.CommandContext(ctx, r.program, args...)
	command.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1") // the batch has workers of its own
	command.Stdin = bytes.NewReader(input)
	var out bounded
	command.Stdout = &out
	command.WaitDelay = time.Second
	if err := command.Run(); err != nil {
		return "", errors.Join(ctx.Err(), err)
	}
	return out.kept.String(), nil
}

// bounded keeps the beginning of what is written to it.
type bounded struct{ kept bytes.Buffer }

func (b *bounded) Write(p []byte) (int, error) {
	b.kept.Write(p[:min(len(p), mostText-b.kept.Len())])
	return len(p), nil
}
