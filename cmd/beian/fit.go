package main

import (
	"slices"
	"strconv"
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

var fitCommand = &command{
	name: "fit", args: "FILE... --slot SLOT -o DIR",
	short: filing.Text{ZH: "把图片处理成符合某个槽位要求的 JPEG", EN: "fits pictures to the limits of a slot"},
	long: filing.Text{
		ZH: `每个 FILE 得到 DIR 里的一个 .jpg；--compose 把全部 FILE 合成一张（例如身份证正反面）。原文件不动。
每一步都可以关闭：--whole 不找边缘、保留整张图片，--keep-light 不校正光线，--corners 指定四角（从摆正后的左上角起
顺时针，原图像素，只用于一个 FILE），--turn 指定方向（看到的图片顺时针转多少度是正的，不再按内容判断）。--explain DIR 把每一步之后的图片写成 DIR 里编号的 .png。
SLOT 是：` + slotNames(),
		EN: `Each FILE becomes one .jpg in DIR; --compose makes one picture of all (front and back of an ID).
The originals are not touched. Each step can be switched off: --whole looks for no edges and keeps the whole
picture, --keep-light leaves the light as it is, --corners says where the document lies (clockwise from what is its
upper left when upright, in pixels of the original; for one FILE only), --turn says by how many degrees clockwise
the picture as displayed is to be turned, whatever its content tells. --explain DIR writes the picture after each
step as a numbered .png into DIR. SLOT is one of: ` + slotNames()},
	prepare: func(c *call) func() int {
		slot := c.flags.String("slot", "", c.say("`SLOT` 上传槽位", "`SLOT` to fit to"))
		out := c.flags.String("o", "", c.say("`DIR` 输出文件夹", "`DIR` for the results"))
		compose := c.flags.Bool("compose", false, c.say("把全部图片合成一张", "make one picture of all files"))
		force := c.flags.Bool("force", false, c.say("覆盖已有的输出", "replace existing results"))
		explain := c.flags.String("explain", "", c.say("`DIR` 写入每一步之后的图片", "`DIR` for the picture after each step"))
		corners := c.flags.String("corners", "", c.say("`\"x,y x,y x,y x,y\"` 证件的四角", "`\"x,y x,y x,y x,y\"` of the document"))
		whole := c.flags.Bool("whole", false, c.say("不找边缘，保留整张图片", "keep the whole picture, look for no edges"))
		turn := c.flags.String("turn", "", c.say("`0|90|180|270` 顺时针转多少度，不按内容判断方向", "`0|90|180|270` degrees clockwise, whatever the content tells"))
		light := c.flags.Bool("keep-light", false, c.say("不校正光线", "leave the light as it is"))
		return func() int {
			if code, ok := c.want(1, -1, "fit"); !ok {
				return code
			}
			cut := job.Cut{Whole: *whole, KeepLight: *light}
			if *turn != "" {
				quarters := slices.Index(turns[:], *turn)
				switch {
				case quarters < 0:
					return c.usage(c.say("--turn %q 不可用：0、90、180 或 270", "--turn %q is not known: 0, 90, 180 or 270"), *turn)
				case *corners != "":
					return c.usage(c.say("--turn 和 --corners 只能用一个：四角的顺序已说明方向", "--turn and --corners exclude each other: the order of the corners tells which way is up"))
				}
				cut.Turn, cut.Upright = quarters, !*whole
			}
			if *corners != "" {
				var ok bool
				switch cut.Corners, ok = cornersOf(*corners); {
				case !ok || !cut.Sound():
					return c.usage(c.say("--corners %q 不可用：要四个角的“x,y”，从左上角起顺时针，用空格分开", "--corners %q cannot be used: it takes x,y of four corners, clockwise from the upper left, with spaces between"), *corners)
				case *whole:
					return c.usage(c.say("--corners 和 --whole 只能用一个", "--corners and --whole exclude each other"))
				case len(c.args) > 1:
					return c.usage(c.say("--corners 只能用于一个文件", "--corners is for one file only"))
				}
			}
			if !slices.Contains(filing.Slots, filing.Slot(*slot)) {
				return c.usage(c.say("--slot %q 不可用：%s", "--slot %q is not known: %s"), *slot, slotNames())
			}
			if *out == "" {
				return c.usage(c.say("请用 -o 指定输出文件夹", "say with -o where the results go"))
			}
			opt, code := c.options()
			if opt == nil {
				return code
			}
			progress, done := c.watch()
			opt.Progress = progress
			report, err := job.Fit(c.ctx, c.args, job.FitOptions{Options: *opt, Slot: filing.Slot(*slot), Dir: *out, Compose: *compose, Force: *force,
				Cut: cut, Explain: *explain})
			done()
			if err != nil {
				return c.fail(err)
			}
			return c.fitted(report)
		}
	},
}

// turns are what --turn takes, by quarters.
var turns = [4]string{"0", "90", "180", "270"}

// cornersOf reads four corners, each x,y in pixels, with spaces between.
func cornersOf(text string) (corners [4][2]float64, ok bool) {
	fields := strings.Fields(text)
	if len(fields) != len(corners) {
		return corners, false
	}
	for i, field := range fields {
		x, y, both := strings.Cut(field, ",")
		if !both {
			return corners, false
		}
		for n, number := range [2]string{x, y} {
			v, err := strconv.ParseFloat(number, 64)
			if err != nil {
				return corners, false
			}
			corners[i][n] = v
		}
	}
	return corners, true
}

func slotNames() string {
	names := make([]string, len(filing.Slots))
	for i, s := range filing.Slots {
		names[i] = string(s)
	}
	return strings.Join(names, ", ")
}

// fitted prints what became of the files; trouble with any gives exit 3.
func (c *call) fitted(report *job.FitReport) int {
	code := exitDone
	for _, f := range report.Files {
		if f.Error != "" {
			code = exitIO
		} else if code == exitDone && filing.StatusOf(f.Findings) == filing.Blocked {
			code = exitBlocked
		}
	}
	if c.format == "json" {
		if bad := c.json(report); bad != exitDone {
			return bad
		}
		return code
	}
	for _, f := range report.Files {
		if f.Error != "" {
			c.note("beian: %s", f.Error)
			continue
		}
		c.printf("%s → %s  %d×%d  %d %s\n", f.Source, f.Output, f.Width, f.Height, f.Bytes, c.say("字节", "bytes"))
		c.findings(f.Findings)
	}
	return code
}
