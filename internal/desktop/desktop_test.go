package desktop

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
)

// fake is a desktop that only notes what it is asked to do.
type fake struct {
	Desktop
	calls []string
}

// newFake returns a system with some programs, and what they answer by their first
// words; an answer that begins with ! is a failure.
func newFake(system string, programs string, answers map[string]string) *fake {
	f := new(fake)
	answer := func(call string) (string, error) {
		f.calls = append(f.calls, call)
		for words, said := range answers {
			if strings.HasPrefix(call, words) {
				if why, failed := strings.CutPrefix(said, "!"); failed {
					return why, errors.New("exit status 1")
				}
				return said, nil
			}
		}
		return "", nil
	}
	f.Desktop = Desktop{system: system,
		find: func(program string) (string, error) {
			if !slices.Contains(strings.Fields(programs), program) {
				return "", errors.New(program + " not found")
			}
			return "/bin/" + program, nil
		},
		run: func(_ context.Context, program string, args ...string) (string, error) {
			return answer(strings.Join(append([]string{filepath.Base(program)}, args...), " "))
		},
		start: func(program string, args ...string) (<-chan error, error) {
			_, err := answer(strings.Join(append([]string{filepath.Base(program)}, args...), " "))
			ended := make(chan error, 1)
			ended <- err
			return ended, nil
		},
		shell: func(verb, file string) error {
			_, err := answer(verb + " " + file)
			return err
		},
		patience: time.Minute,
	}
	return f
}

func TestPrintersAreThoseOfTheSystem(t *testing.T) {
	for name, test := range map[string]struct {
		system, programs string
		answers          map[string]string
		want             []Printer
	}{
		"several, one default": {"linux", "lp lpstat", map[string]string{"lpstat -e": "Front_Desk\nFinance\nHall\n", "lpstat -d": "system default destination: Finance\n"},
			[]Printer{{"Finance", true}, {"Front_Desk", false}, {"Hall", false}}},
		"no default":     {"darwin", "lp lpstat", map[string]string{"lpstat -e": "Hall\n", "lpstat -d": "no system default destination\n"}, []Printer{{"Hall", false}}},
		"none":           {"linux", "lp lpstat", map[string]string{"lpstat -d": "!"}, nil},
		"service is off": {"linux", "lp lpstat", map[string]string{"lpstat -e": "!lpstat: Bad file descriptor"}, nil},
		"no CUPS":        {"linux", "xdg-open", nil, nil},
		"half of CUPS":   {"linux", "lp", nil, nil},
		"Windows":        {"windows", "", nil, []Printer{{"", true}}},
	} {
		if diff := cmp.Diff(test.want, newFake(test.system, test.programs, test.answers).Printers(t.Context())); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestPrint(t *testing.T) {
	dir := t.TempDir()
	one := []string{filepath.Join(dir, "-d 打印件; rm.pdf")}
	two := append(slices.Clone(one), filepath.Join(dir, "b.pdf"))
	for name, test := range map[string]struct {
		system, programs string
		answers          map[string]string
		files            []string
		order            Order
		outcome          Outcome
		want             []string
		fails            string // in the error
	}{
		"chosen printer": {"linux", "lp", nil, one, Order{Printer: "Hall"}, Sent,
			[]string{"lp -t beiandesk -o media=A4 -o print-scaling=none -o sides=one-sided -d Hall " + one[0]}, ""},
		"both sides, volumes": {"darwin", "lp", nil, two, Order{Duplex: true}, Sent,
			[]string{"lp -t beiandesk -o media=A4 -o print-scaling=none -o sides=two-sided-long-edge " + two[0] + " " + two[1]}, ""},
		"printer refuses": {"linux", "lp", map[string]string{"lp": "!lp: The printer or class does not exist.\n"}, one, Order{Printer: "Gone"}, Sent,
			[]string{"lp -t beiandesk -o media=A4 -o print-scaling=none -o sides=one-sided -d Gone " + one[0]}, "does not exist"},
		"printing went away": {"linux", "", nil, one, Order{Printer: "Hall"}, Sent, nil, "lp not found"},
		"viewer":             {"linux", "xdg-open", nil, one, Order{Viewer: true}, Opened, []string{"xdg-open " + one[0]}, ""},
		"viewer, volumes":    {"darwin", "open", nil, two, Order{Viewer: true}, Opened, []string{"open " + dir}, ""},
		"second opener":      {"linux", "xdg-open gio", map[string]string{"xdg-open": "!"}, one, Order{Viewer: true}, Opened, []string{"xdg-open " + one[0], "gio open " + one[0]}, ""},
		"no viewer":          {"linux", "", nil, one, Order{Viewer: true}, Opened, nil, "gio not found"},
		"Windows":            {"windows", "", nil, two, Order{}, Handed, []string{"print " + two[0], "print " + two[1]}, ""},
		"Windows, no verb":   {"windows", "", map[string]string{"print": "!"}, one, Order{}, Opened, []string{"print " + one[0], "open " + one[0]}, ""},
		"Windows, nothing":   {"windows", "", map[string]string{"": "!"}, one, Order{Viewer: true}, Opened, []string{"open " + one[0]}, "exit status 1"},
		"no files":           {"linux", "", nil, nil, Order{}, Sent, nil, ""},
	} {
		f := newFake(test.system, test.programs, test.answers)
		got, err := f.Print(t.Context(), test.files, test.order)
		if got != test.outcome || (err != nil) != (test.fails != "") || err != nil && !strings.Contains(err.Error(), test.fails) {
			t.Errorf("%s: outcome %d, %v", name, got, err)
		}
		if diff := cmp.Diff(test.want, f.calls); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		var said *Error
		if err != nil && (!errors.As(err, &said) || said.Remedy.ZH == "" || !strings.Contains(said.In(filing.ZH), said.Remedy.ZH) || !strings.Contains(said.Error(), said.Remedy.EN)) {
			t.Errorf("%s: the error says no remedy: %v", name, err)
		}
	}
}

// A viewer that stays open is not waited for.
func TestOpenDoesNotWaitForViewers(t *testing.T) {
	d := newFake("linux", "xdg-open", nil)
	d.start = func(string, ...string) (<-chan error, error) { return make(chan error), nil }
	d.patience = 0
	if err := d.Open(t.Context(), "a.pdf"); err != nil {
		t.Error(err)
	}
	d.patience = time.Hour
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := d.Open(ctx, "a.pdf"); err != nil {
		t.Error(err)
	}
}

// echoes has the test's program print its arguments and end.
const echoes = "BEIANDESK_TEST_ECHOES"

func TestMain(m *testing.M) {
	if os.Getenv(echoes) != "" {
		fmt.Println(strings.Join(os.Args[1:], " "))
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// The programs of this machine are run as they are, without a shell.
func TestRunAndStart(t *testing.T) {
	d := New()
	echo, err := os.Executable() // the test's own program, see TestMain
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv(echoes, "1")
	if said, err := d.run(t.Context(), echo, "$HOME", "; ls"); err != nil || strings.TrimSpace(said) != "$HOME ; ls" {
		t.Errorf("run: %q, %v", said, err)
	}
	ended, err := d.start(echo)
	if err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if _, err := d.start(filepath.Join(t.TempDir(), "missing")); err == nil {
		t.Error("a missing program starts")
	}
}

func TestTrayIsPrivateAndWiped(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	tray := NewTray()
	var dirs []string
	for range 2 {
		dir, err := tray.Folder()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "打印件.pdf"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		dirs = append(dirs, dir)
	}
	if info, err := os.Stat(dirs[0]); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may look in: %v, %v", info, err)
	}
	other := t.TempDir()
	tray.Wipe(other)
	tray.Wipe(dirs[0])
	tray.Close()
	for _, dir := range dirs {
		if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s is still there: %v", dir, err)
		}
	}
	if _, err := os.Stat(other); err != nil {
		t.Error("a folder of others was wiped")
	}
	if _, err := tray.Folder(); err == nil {
		t.Error("a closed tray makes a folder")
	}
}

// What a run that was killed left behind goes at the next start.
func TestTrayWipesWhatWasLeft(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	left := filepath.Join(os.TempDir(), "beian-spool-999999999-1")
	if err := os.MkdirAll(left, 0o700); err != nil {
		t.Fatal(err)
	}
	NewTray()
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it is still there: %v", err)
	}
}
