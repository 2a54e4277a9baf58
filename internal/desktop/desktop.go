package desktop

import (
	"context"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"beiandesk/internal/filing"
)

// Desktop is the system with its programs.
type Desktop struct {
	system string // as runtime.GOOS
	// find returns the path of a program, an error when there is none.
	find func(program string) (string, error)
	// run runs a program until it ends and returns what it printed.
	run func(ctx context.Context, program string, args ...string) (string, error)
	// start starts a program; its end comes over the channel.
	start func(program string, args ...string) (<-chan error, error)
	// shell has Windows do something with a file.
	shell func(verb, file string) error
	// patience is how long a started program is given to say that it failed.
	patience time.Duration
}

// New returns the desktop of this machine.
func New() *Desktop {
	return &Desktop{system: runtime.GOOS, find: exec.LookPath, run: run, start: start, shell: shellExecute, patience: 3 * time.Second}
}

func run(ctx context.Context, program string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Env = append(cmd.Environ(), "LC_ALL=C") // its answers are read
	cmd.WaitDelay = time.Second
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func start(program string, args ...string) (<-chan error, error) {
	cmd := exec.Command(program, args...)
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	return ended, nil
}

// Open opens a file or folder with the system's own program for it.
func (d *Desktop) Open(ctx context.Context, path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return cannotOpen(path, err)
	}
	if d.system == "windows" {
		if err := d.shell("open", path); err != nil {
			return cannotOpen(path, err)
		}
		return nil
	}
	for _, opener := range openers[d.system == "darwin"] {
		program, lookErr := d.find(opener[0])
		if lookErr != nil {
			err = lookErr
			continue
		}
		if err = d.launch(ctx, program, append(opener[1:len(opener):len(opener)], path)...); err == nil {
			return nil
		}
	}
	return cannotOpen(path, err)
}

// openers open files, the first that is there; by whether it is macOS.
var openers = map[bool][][]string{
	true:  {{"open"}},
	false: {{"xdg-open"}, {"gio", "open"}},
}

// launch starts a program that may go on for as long as its user likes.
func (d *Desktop) launch(ctx context.Context, program string, args ...string) error {
	ended, err := d.start(program, args...)
	if err != nil {
		return err
	}
	select {
	case err := <-ended:
		return err
	case <-time.After(d.patience):
	case <-ctx.Done():
	}
	return nil
}

// Error is a file that could not be handed over, said so that its user knows what
// to do.
type Error struct {
	Path        string
	Why, Remedy filing.Text
	Err         error // what the system said, may be nil
}

func cannotOpen(path string, err error) error {
	return &Error{path, filing.Text{ZH: "系统没有能打开它的程序", EN: "the system has no program that opens it"},
		filing.Text{ZH: "请安装 PDF 阅读程序或浏览器，或到该位置手动打开", EN: "install a PDF viewer or a browser, or open it by hand where it is"}, err}
}

// Error says it in English; see [Error.In].
func (e *Error) Error() string { return e.In(filing.EN) }

// Unwrap returns what the system said.
func (e *Error) Unwrap() error { return e.Err }

// In says it in one line: file, reason, what the system said, remedy.
func (e *Error) In(lang filing.Lang) string {
	colon, open, close, stop := "：", "（", "）", "。"
	if lang == filing.EN {
		colon, open, close, stop = ": ", " (", ")", "; "
	}
	line := e.Why.In(lang)
	if e.Path != "" {
		line = e.Path + colon + line
	}
	if e.Err != nil {
		line += open + strings.TrimSpace(e.Err.Error()) + close
	}
	return line + stop + e.Remedy.In(lang)
}
