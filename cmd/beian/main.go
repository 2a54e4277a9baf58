// Command beian is the headless twin of 备案台: it checks batches of ICP
// filings, fits scans, fills papers and exports submission packages from the
// command line, without any window or graphics library.
//
// Exit codes: 0 done and nothing blocks; 1 done, but findings block at least
// one filing (verify: the package is not intact; diff: there are differences);
// 2 wrong usage; 3 an input could not be read or an output not
// written; 130 interrupted.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"beiandesk/internal/job"
)

// version is set by the linker for releases.
var version = "dev"

// The exit codes are a contract.
const (
	exitDone        = 0
	exitBlocked     = 1
	exitDiffers     = 1
	exitUsage       = 2
	exitIO          = 3
	exitInterrupted = 130
)

func main() {
	job.Version = version
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run executes one command line and returns its exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c := &call{ctx: ctx, out: stdout, err: stderr}
	c.lang = langOf(args)
	if len(args) == 0 {
		c.help(stderr)
		return exitUsage
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		if len(args) > 1 && commandNamed(args[1]) != nil {
			return c.commandHelp(commandNamed(args[1]))
		}
		c.help(stdout)
		return exitDone
	case "version", "--version":
		c.printf("beian %s\n", version)
		return exitDone
	}
	cmd := commandNamed(args[0])
	if cmd == nil {
		return c.usage(c.say("没有命令 %q；用 beian --help 查看全部命令", "no command %q; beian --help lists them"), args[0])
	}
	return c.execute(cmd, args[1:])
}
