package desktop

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// Printer is a printer that the system knows.
type Printer struct {
	Name    string // empty for the one that Windows uses by itself
	Default bool
}

// Order says how something is printed.
type Order struct {
	Printer string // one of [Desktop.Printers]; Viewer is set instead where it is none
	Viewer  bool   // open it, to be printed from there
	Duplex  bool   // on both sides of the sheets, bound at the long edge; else on one
}

// Outcome is what became of an order.
type Outcome int

// The outcomes.
const (
	Sent   Outcome = iota // the printer has it: the files are not needed any more
	Handed                // Windows has it printed; the files are still needed
	Opened                // it is open in another program, to be printed from there; the files are still needed
)

// Printers lists the printers, the default one first; none where files can only be
// opened. It may take some seconds: printers in the network answer late.
func (d *Desktop) Printers(ctx context.Context) []Printer {
	if d.system == "windows" {
		return []Printer{{Default: true}}
	}
	if _, err := d.find("lp"); err != nil {
		return nil
	}
	stat, err := d.find("lpstat")
	if err != nil {
		return nil
	}
	list, err := d.run(ctx, stat, "-e")
	if err != nil {
		return nil // no print service runs
	}
	first := ""
	if said, err := d.run(ctx, stat, "-d"); err == nil {
		if _, name, ok := strings.Cut(said, "destination: "); ok {
			first = strings.TrimSpace(name)
		}
	}
	var all []Printer
	for name := range strings.FieldsSeq(list) {
		all = append(all, Printer{name, name == first})
	}
	slices.SortStableFunc(all, func(a, b Printer) int {
		switch {
		case a.Default == b.Default:
			return 0
		case a.Default:
			return -1
		}
		return 1
	})
	return all
}

// jobTitle is what print queues show, to everybody: it says nothing of the filings.
const jobTitle = "beiandesk"

// Print prints PDF files, in their order, or opens them where it cannot. Several
// files that are opened are shown in their folder.
func (d *Desktop) Print(ctx context.Context, files []string, order Order) (Outcome, error) {
	if len(files) == 0 {
		return Sent, nil
	}
	paths := make([]string, len(files))
	for i, file := range files {
		path, err := filepath.Abs(file)
		if err != nil {
			return Sent, cannotOpen(file, err)
		}
		paths[i] = path
	}
	switch {
	case order.Viewer:
	case d.system == "windows":
		if d.shellPrint(paths) {
			return Handed, nil
		}
	default:
		return Sent, d.lp(ctx, paths, order)
	}
	if len(paths) == 1 {
		return Opened, d.Open(ctx, paths[0])
	}
	return Opened, d.Open(ctx, filepath.Dir(paths[0]))
}

// shellPrint has Windows print files; false when the program for PDF files cannot.
func (d *Desktop) shellPrint(paths []string) bool {
	for _, path := range paths {
		if d.shell("print", path) != nil {
			return false
		}
	}
	return true
}

// lp hands files to CUPS. Its options are those of the IPP standard, so that any
// printer knows them. Sides are always said: two papers on one sheet could not be
// signed and posted apart.
func (d *Desktop) lp(ctx context.Context, paths []string, order Order) error {
	program, err := d.find("lp")
	if err != nil {
		return cannotPrint(err)
	}
	sides := "one-sided"
	if order.Duplex {
		sides = "two-sided-long-edge"
	}
	args := []string{"-t", jobTitle, "-o", "media=A4", "-o", "print-scaling=none", "-o", "sides=" + sides}
	if order.Printer != "" {
		args = append(args, "-d", order.Printer)
	}
	said, err := d.run(ctx, program, append(args, paths...)...)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if said = strings.TrimSpace(said); said != "" {
			err = errors.New(said)
		}
		return cannotPrint(err)
	}
	return nil
}

func cannotPrint(err error) error {
	return &Error{"", filing.Text{ZH: "打印机没有接收", EN: "the printer did not take it"},
		filing.Text{ZH: "请确认打印机已开机并连接，或选择“在 PDF 阅读程序中打开”再打印", EN: "make sure that the printer is on and connected, or choose to open the papers in a PDF viewer and print them there"}, err}
}
