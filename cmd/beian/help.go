package main

import (
	"flag"
	"fmt"
	"io"
	"strings"
)

// commands in the order in which a newcomer meets them.
var commands []*command

func init() {
	commands = []*command{demoCommand, templateCommand, checkCommand, exportCommand, diffCommand, verifyCommand, fitCommand, formsCommand, collectCommand,
		rulesCommand, fieldsCommand, profileCommand}
}

func commandNamed(name string) *command {
	for _, cmd := range commands {
		if cmd.name == name {
			return cmd
		}
	}
	return nil
}

func (c *call) help(w io.Writer) {
	fmt.Fprintln(w, c.say(`beian —— 备案台命令行：离线准备网站备案批次，检查、处理图片、填写纸质材料、导出提交包。

用法：beian 命令 [参数] [选项]

先试一试：  beian demo                                写出样例批次并导出一个提交包
正式使用：  beian template -o 备案.xlsx               1. 得到空白模板并填写
            beian check 备案.xlsx --scans 材料        2. 检查，按提示修改
            beian export 备案.xlsx --scans 材料 -o 包  3. 导出提交包，逐个槽位上传

命令：`, `beian – 备案台 on the command line: prepares batches of ICP filings offline. It checks them, fits the scans,
fills the papers and exports a package to upload slot by slot.

Usage: beian COMMAND [ARGUMENTS] [FLAGS]

Try it:    beian demo                                    writes a sample batch and exports a package
For real:  beian template -o filings.xlsx                1. get the blank workbook and fill it in
           beian check filings.xlsx --scans scans        2. check, and mend what it says
           beian export filings.xlsx --scans scans -o out 3. export the package

Commands:`))
	for _, cmd := range commands {
		fmt.Fprintf(w, "  %-10s %s\n", cmd.name, cmd.short.In(c.lang))
	}
	fmt.Fprintln(w, c.say(`
每个命令的说明：beian 命令 --help。通用选项：--format text|json、--lang zh|en、--profile 名称或文件、
--jobs N、--today YYYY-MM-DD、--quiet。
退出码：0 完成；1 完成，但有备案被拦截（verify：不一致；diff：有差别）；2 用法错误；3 读不了输入或写不了输出；130 被中断。
全部在本机完成，任何数据都不离开本机。`, `
About one of them: beian COMMAND --help. Flags of all: --format text|json, --lang zh|en, --profile NAME|FILE,
--jobs N, --today YYYY-MM-DD, --quiet.
Exit codes: 0 done; 1 done, but filings are blocked (verify: not intact; diff: they differ); 2 wrong usage; 3 input or output trouble; 130 interrupted.
Everything stays on this machine.`))
}

func (c *call) commandHelp(cmd *command) int {
	if c.flags == nil || c.flags.Name() != cmd.name {
		return c.execute(cmd, []string{"--help"})
	}
	c.printf("%s\n\n%sbeian %s\n\n%s\n\n%s\n", cmd.short.In(c.lang), c.say("用法：", "Usage: "), join(" ", cmd.name, cmd.args, c.say("[选项]", "[FLAGS]")),
		strings.TrimSpace(cmd.long.In(c.lang)), c.say("选项：", "Flags:"))
	c.flags.VisitAll(func(f *flag.Flag) {
		name, usage := flag.UnquoteUsage(f)
		left := "--" + f.Name
		if len(f.Name) == 1 {
			left = "-" + f.Name
		}
		usage = strings.TrimPrefix(usage, name+" ")
		if name != "" {
			left += " " + strings.ToUpper(name)
		}
		if f.DefValue != "" && f.DefValue != "0" && f.DefValue != "false" {
			usage += c.say("（默认 ", " (default ") + f.DefValue + c.say("）", ")")
		}
		c.printf("  %-18s %s\n", left, usage)
	})
	return exitDone
}
