package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"beiandesk/internal/job"
)

// mostAttempts is how often a password is asked for on a terminal.
const mostAttempts = 3

// passwordFlag declares the flag of the commands that read a workbook. The
// password itself is never on the command line: others can see it there, and it
// stays in the shell's history.
func (c *call) passwordFlag() {
	c.flags.StringVar(&c.passwordFile, "password-file", "", c.say("`FILE` 第一行是工作簿的打开密码（不给时在终端询问）",
		"`FILE` whose first line is the workbook's password (else it is asked for on the terminal)"))
}

// password returns what gives the password of a protected workbook: the given one,
// else the user at the terminal, if there is one. settle ends what else is drawn
// there.
func (c *call) password(given string, settle func()) func(context.Context, int) (string, error) {
	return func(ctx context.Context, attempt int) (string, error) {
		if given != "" {
			if attempt > 1 {
				return "", job.ErrNoPassword
			}
			return given, nil
		}
		screen, ok := c.err.(*os.File)
		if !ok || attempt > mostAttempts || !term.IsTerminal(int(screen.Fd())) || !term.IsTerminal(int(os.Stdin.Fd())) {
			return "", job.ErrNoPassword
		}
		settle()
		if attempt > 1 {
			fmt.Fprintln(screen, c.say("beian: 打开密码不正确", "beian: the password is wrong"))
		}
		fmt.Fprint(screen, c.say("工作簿的打开密码：", "Password of the workbook: "))
		password, err := readUnseen(ctx)
		fmt.Fprintln(screen)
		if err == nil && password == "" {
			err = job.ErrNoPassword
		}
		return password, err
	}
}

// readUnseen reads a line from the terminal without showing it.
func readUnseen(ctx context.Context) (string, error) {
	stdin := int(os.Stdin.Fd())
	before, err := term.GetState(stdin)
	if err != nil {
		return "", err
	}
	type answer struct {
		line []byte
		err  error
	}
	given := make(chan answer, 1)
	go func() {
		line, err := term.ReadPassword(stdin)
		given <- answer{line, err}
	}()
	select {
	case <-ctx.Done():
		return "", errors.Join(ctx.Err(), term.Restore(stdin, before)) // the terminal must show again what is typed
	case a := <-given:
		if errors.Is(a.err, io.EOF) {
			return "", job.ErrNoPassword
		}
		return string(a.line), a.err
	}
}
