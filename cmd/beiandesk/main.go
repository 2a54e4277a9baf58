// Command beiandesk opens the window of 备案台.
//
//	beiandesk [--lang zh|en] [--sample] [WORKBOOK] [SCANFOLDER]
//
// Where there is no screen it says so and points to beian, its headless twin.
// Exit codes: 0 closed; 2 wrong usage; 3 no window can be opened.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"beiandesk/app"
	"beiandesk/internal/filing"
	"beiandesk/internal/job"
)

// version is set by the linker for releases.
var version = "dev"

// The exit codes.
const (
	exitUsage    = 2
	exitNoWindow = 3
)

// appID names the program's preferences.
const appID = "cn.beiandesk"

func main() {
	os.Exit(run(os.Args[1:]))
}

// arguments are what the command line asks for.
type arguments struct {
	lang   filing.Lang // "" for the one used last
	sample bool
	paths  []string
}

// parse reads the command line. Flags may stand before and behind paths.
func parse(args []string, out io.Writer) (*arguments, error) {
	var a arguments
	flags := flag.NewFlagSet("beiandesk", flag.ContinueOnError)
	flags.SetOutput(out)
	flags.Usage = func() { fmt.Fprint(out, usage) }
	flags.BoolVar(&a.sample, "sample", false, "")
	flags.BoolVar(&a.sample, "demo", false, "")
	lang := flags.String("lang", "", "")
	showVersion := flags.Bool("version", false, "")
	for {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		if args = flags.Args(); len(args) == 0 {
			break
		}
		a.paths = append(a.paths, args[0])
		args = args[1:]
	}
	if *showVersion {
		fmt.Fprintf(out, "beiandesk %s\n", version)
		return nil, flag.ErrHelp
	}
	switch a.lang = filing.Lang(*lang); {
	case a.lang != "" && a.lang != filing.ZH && a.lang != filing.EN:
		return nil, errors.New("--lang 只能是 zh 或 en；--lang is zh or en")
	case len(a.paths) > 2:
		return nil, errors.New("最多给出一个工作簿和一个材料文件夹；at most a workbook and a scan folder")
	}
	return &a, nil
}

const usage = `beiandesk [--lang zh|en] [--sample] [WORKBOOK] [SCANFOLDER]

  WORKBOOK     工作簿（.xlsx .xlsm .csv）     the workbook
  SCANFOLDER   材料文件夹                     the folder of scans
  --sample     打开样例                       opens the sample
  --lang       界面语言：zh 或 en             language of the window
  --version    显示版本                       prints the version

没有图形界面时请使用 beian。Without a screen use beian.
`

func run(args []string) int {
	a, err := parse(args, os.Stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "beiandesk:", err)
		return exitUsage
	}
	if why := noScreen(); why != "" {
		complain("无法打开窗口（" + why + "）；没有图形界面时请使用命令行程序 beian\n" +
			"no window can be opened (" + why + "); without a screen use the command beian")
		return exitNoWindow
	}
	return open(a)
}

// open opens the window and returns when it is closed. The toolkit panics when
// there is no way to draw; before the window is up that is said in a line.
func open(a *arguments) (code int) {
	job.Version = version
	notes := keepNotes()
	defer notes.close()
	up := false
	defer func() {
		if up {
			return // a fault of ours: let it end the program, with its notes
		}
		if v := recover(); v != nil {
			noWindow(v)
			code = exitNoWindow
		}
	}()
	fa := fyneapp.NewWithID(appID)
	w := app.New(fa, app.Params{
		Engine:    app.Job,
		Lang:      a.lang,
		SampleDir: filepath.Join(cacheDir(), "sample"),
		Version:   version,
		CrashFile: notes.earlier,
		Caught:    notes.caught,
	})
	stop := closeOnSignal(w)
	defer stop()
	fa.Lifecycle().SetOnStarted(func() {
		fyne.Do(func() { // the first frame is drawn by now
			up = true
			switch {
			case a.sample:
				w.Sample()
			default:
				w.Open(a.paths...)
			}
		})
	})
	w.Show()
	if !w.OnScreen() {
		noWindow("OpenGL")
		return exitNoWindow
	}
	fa.Run()
	return 0
}

// noWindow says that the window cannot be drawn, and what to do.
func noWindow(why any) {
	complain(fmt.Sprintf("无法打开窗口（%v）。远程桌面或虚拟机里可能没有 OpenGL；可以使用命令行程序 beian\n"+
		"no window can be opened (%v). Remote desktops may lack OpenGL; the command beian works without", why, why))
}
