package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
	"beiandesk/internal/provider"
)

// call is one command line being executed: its streams, and the flags that all
// commands share.
type call struct {
	ctx      context.Context
	out, err io.Writer

	lang    filing.Lang
	format  string
	profile string
	jobs    int
	today   string
	quiet   bool
	rules   string // of the commands that compare text
	confirm bool   // check only
	noOCR   bool   // of the commands that compare text
	forms   string // folder of form files, of the commands that fill papers

	noMarks bool // of the commands that print papers

	passwordFile string // of the commands that read a workbook
	reading      readingFlags

	flags *flag.FlagSet
	args  []string // what is no flag

	finish func() // ends the progress bar, may be nil
}

// command is one verb of the program.
type command struct {
	name    string
	args    string // what it takes, as the help writes it
	short   filing.Text
	long    filing.Text
	formats []string // beside text and json
	// prepare declares the command's own flags and returns its work, which
	// runs once they are parsed.
	prepare func(c *call) func() int
}

// execute parses the flags, which may stand before and behind arguments, and
// runs the command.
func (c *call) execute(cmd *command, args []string) int {
	c.flags = flag.NewFlagSet(cmd.name, flag.ContinueOnError)
	c.flags.SetOutput(io.Discard)
	lang := string(c.lang)
	c.flags.StringVar(&c.format, "format", "text", c.say("输出格式：", "output: ")+c.formatsOf(cmd))
	c.flags.StringVar(&lang, "lang", string(filing.ZH), c.say("语言：zh 或 en", "language: zh or en"))
	c.flags.StringVar(&c.profile, "profile", provider.DefaultName, c.say("接入商规则：名称或文件", "provider profile: a name or a file"))
	c.flags.IntVar(&c.jobs, "jobs", 0, c.say("同时处理的数量，0 为处理器个数", "how many things at once, 0 for one a processor"))
	c.flags.StringVar(&c.today, "today", "", c.say("按这一天检查期限，YYYY-MM-DD，默认今天", "the day that ages and expiries are reckoned at, YYYY-MM-DD"))
	c.flags.BoolVar(&c.quiet, "quiet", false, c.say("不显示进度", "no progress"))
	work := cmd.prepare(c)
	for {
		err := c.flags.Parse(args)
		if errors.Is(err, flag.ErrHelp) {
			return c.commandHelp(cmd)
		}
		if err != nil {
			return c.usage("%s", c.flagTrouble(cmd, err))
		}
		rest := c.flags.Args()
		if len(rest) == 0 {
			break
		}
		if taken := args[:len(args)-len(rest)]; len(taken) > 0 && taken[len(taken)-1] == "--" {
			c.args = append(c.args, rest...)
			break
		}
		c.args = append(c.args, rest[0])
		args = rest[1:]
	}
	if !oneOf(c.format, append([]string{"text", "json"}, cmd.formats...)...) {
		return c.usage(c.say("--format %s 不可用：只有 %s", "--format %s is not known: it is one of %s"), c.format, c.formatsOf(cmd))
	}
	if !oneOf(lang, "zh", "en") {
		return c.usage(c.say("--lang %s 不可用：只有 zh、en", "--lang %s is not known: zh or en"), lang)
	}
	if c.jobs < 0 {
		return c.usage(c.say("--jobs 不能是负数", "--jobs may not be negative"))
	}
	return work()
}

// formatsOf lists the formats that a command's output can have.
func (c *call) formatsOf(cmd *command) string {
	return strings.Join(slices.Concat([]string{"text", "json"}, cmd.formats), c.say("、", ", "))
}

// flagTrouble puts the flag package's English into a line with a way out.
func (c *call) flagTrouble(cmd *command, err error) string {
	if c.lang == filing.EN {
		return fmt.Sprintf("%v; see beian %s --help", err, cmd.name)
	}
	text := err.Error()
	for en, zh := range map[string]string{
		"flag provided but not defined: ": "没有选项 ",
		"flag needs an argument: ":        "选项缺少值：",
	} {
		if rest, ok := strings.CutPrefix(text, en); ok {
			text = zh + rest
		}
	}
	return fmt.Sprintf("%s；用 beian %s --help 查看用法", text, cmd.name)
}

// options turns the shared flags into what the engine needs; nil when one of
// them is wrong, and then it has said so and the code is to be returned.
func (c *call) options() (*job.Options, int) {
	today := filing.DateOf(time.Now())
	if c.today != "" {
		var ok bool
		if today, ok = filing.ParseDate(c.today); !ok {
			return nil, c.usage(c.say("--today %s 不是 YYYY-MM-DD 形式的日期", "--today %s is no date of the form YYYY-MM-DD"), c.today)
		}
	}
	prof, err := provider.Load(c.profile)
	if err != nil {
		return nil, c.fail(err)
	}
	opt := &job.Options{Profile: prof, Lang: c.lang, Today: today, Workers: c.jobs, Rules: c.rules}
	if c.forms != "" {
		if opt.Forms, err = job.LoadForms(c.forms); err != nil {
			return nil, c.fail(err)
		}
	}
	return opt, exitDone
}

// settle ends the progress bar before a result is printed.
func (c *call) settle() {
	if c.finish != nil {
		c.finish()
	}
}

// usage says what is wrong with the command line.
func (c *call) usage(format string, args ...any) int {
	fmt.Fprintf(c.err, "beian: "+format+"\n", args...)
	return exitUsage
}

// fail says why the command could not do its work.
func (c *call) fail(err error) int {
	c.settle()
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(c.err, c.say("beian: 已中断，没有留下不完整的输出", "beian: interrupted, nothing incomplete was left"))
		return exitInterrupted
	}
	fmt.Fprintln(c.err, "beian: "+job.Say(err, c.lang))
	return exitIO
}

// json prints v as the one document on standard output.
func (c *call) json(v any) int {
	enc := json.NewEncoder(c.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return c.fail(err)
	}
	return exitDone
}

func (c *call) printf(format string, args ...any) { fmt.Fprintf(c.out, format, args...) }

// note tells the user something that is no result, unless asked to be quiet.
func (c *call) note(format string, args ...any) {
	if !c.quiet {
		fmt.Fprintf(c.err, format+"\n", args...)
	}
}

// say picks the text of the user's language.
func (c *call) say(zh, en string) string { return filing.Text{ZH: zh, EN: en}.In(c.lang) }

// want checks the number of arguments.
func (c *call) want(least, most int, cmd string) (code int, ok bool) {
	switch n := len(c.args); {
	case n < least:
		return c.usage(c.say("缺少参数；用 beian %s --help 查看用法", "an argument is missing; see beian %s --help"), cmd), false
	case most >= 0 && n > most:
		return c.usage(c.say("多余的参数 %q；用 beian %s --help 查看用法", "argument %q is too many; see beian %s --help"), c.args[most], cmd), false
	}
	return exitDone, true
}

// langOf finds the language before the flags are parsed, so that help and
// complaints about flags speak it.
func langOf(args []string) filing.Lang {
	for i, a := range args {
		a = strings.TrimLeft(a, "-")
		if a == "lang=en" || a == "lang" && i+1 < len(args) && args[i+1] == "en" {
			return filing.EN
		}
	}
	return filing.ZH
}

func oneOf(s string, all ...string) bool {
	for _, a := range all {
		if s == a {
			return true
		}
	}
	return false
}
