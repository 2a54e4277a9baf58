package job

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
	"beiandesk/internal/rules"
	"beiandesk/internal/scan"
)

// FitOptions say what a fitting of single files is to make.
type FitOptions struct {
	Options
	Slot    filing.Slot
	Dir     string // for the results, made when it is not there
	Compose bool   // one picture of all files
	Force   bool   // replace existing results
	Cut     Cut    // of every file
	Explain string // folder for the picture after each step, "" for none
}

// FitReport is what a fitting made. Its JSON form is a contract.
type FitReport struct {
	Files []FittedFile `json:"files"`
}

// FittedFile is one picture made, or the error that stood in its way.
type FittedFile struct {
	Source      string           `json:"source"`
	Sources     []string         `json:"sources,omitempty"` // of a composed picture
	Output      string           `json:"output,omitempty"`
	Slot        filing.Slot      `json:"slot"`
	Bytes       int              `json:"bytes,omitempty"`
	Width       int              `json:"width,omitempty"`
	Height      int              `json:"height,omitempty"`
	Quality     float64          `json:"quality,omitempty"`
	UprightTurn int              `json:"upright_turn"`
	UprightBy   string           `json:"upright_by,omitempty"` // see [scan.Result]; left out when nothing tells
	Quad        *[4][2]float64   `json:"quad,omitempty"`
	Steps       []string         `json:"steps"`
	Findings    []filing.Finding `json:"findings"`
	Error       string           `json:"error,omitempty"`
}

// Fit fits files to a slot, each to a picture of its own or all to one. A file
// that cannot be read has its error in the report and the others are done; the
// error is trouble with the folder for the results, or the context's.
func Fit(ctx context.Context, files []string, opt FitOptions) (*FitReport, error) {
	opt.Options = opt.filled()
	slot, ok := opt.Profile.Slot(opt.Slot)
	if !ok {
		return nil, &Trouble{File: string(opt.Slot), Why: filing.Text{ZH: "接入商没有这个槽位", EN: "the provider has no such slot"}}
	}
	if err := makeFolder(opt.Dir); err != nil {
		return nil, err
	}
	if opt.Explain != "" {
		if err := makePrivateFolder(opt.Explain); err != nil {
			return nil, err
		}
	}
	groups := make([][]string, 0, len(files))
	if opt.Compose {
		groups = append(groups, files)
	} else {
		for _, file := range files {
			groups = append(groups, []string{file})
		}
	}
	outputs := outputNames(groups, opt.Dir)
	opt.Progress.start(StageFit, len(groups))
	type outcome struct {
		result *scan.Result
		err    error
	}
	report := &FitReport{Files: make([]FittedFile, 0, len(groups))}
	err := inOrder(ctx, len(groups), opt.Workers, func(ctx context.Context, i int) outcome {
		if err := mayWrite(outputs[i], opt.Force, groups[i]); err != nil {
			return outcome{err: err}
		}
		result, err := fitGroup(ctx, groups[i], outputs[i], slot, opt)
		return outcome{result, err}
	}, func(i int, o outcome) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		opt.Progress.step()
		if o.err == nil {
			o.err = writeBytes(outputs[i], o.result.JPEG)
		}
		report.Files = append(report.Files, fitted(groups[i], outputs[i], o.result, o.err, opt))
		return nil
	})
	return report, err
}

// fitGroup makes one picture, and explains it when asked to.
func fitGroup(ctx context.Context, files []string, output string, slot provider.Slot, opt FitOptions) (*scan.Result, error) {
	options := scan.Options{Cuts: make(map[string]scan.Cut, len(files))}
	for _, file := range files {
		options.Cuts[file] = opt.Cut
	}
	if opt.Explain == "" {
		return scan.Fit(ctx, files, slot, options)
	}
	var steps explanation
	options.Explain = steps.take
	result, err := scan.Fit(ctx, files, slot, options)
	if err == nil {
		err = steps.write(opt.Explain, stemOf(output), opt.Force, files)
	}
	return result, err
}

func fitted(sources []string, output string, r *scan.Result, err error, opt FitOptions) FittedFile {
	file := FittedFile{Source: sources[0], Slot: opt.Slot, Steps: []string{}, Findings: []filing.Finding{}}
	if len(sources) > 1 {
		file.Sources = sources
	}
	if err != nil {
		file.Error = Say(err, opt.Lang)
		return file
	}
	file.Output, file.Bytes, file.Width, file.Height = output, len(r.JPEG), r.Width, r.Height
	file.Quality, file.UprightTurn, file.UprightBy, file.Quad = math.Round(r.Quality*10)/10, r.UprightTurn, r.UprightBy, &r.Quad
	for _, step := range r.Steps {
		file.Steps = append(file.Steps, step.In(opt.Lang))
	}
	for _, f := range r.Findings {
		f.Slot = opt.Slot
		file.Findings = append(file.Findings, f)
	}
	rules.Describe(file.Findings, opt.Lang)
	return file
}

// outputNames gives every group a name after its first file; two files of one
// name get numbers, whatever folders they are from.
func outputNames(groups [][]string, dir string) []string {
	taken := make(map[string]int)
	names := make([]string, len(groups))
	for i, group := range groups {
		base := filepath.Base(group[0])
		stem := strings.TrimSuffix(base, filepath.Ext(base))
		key := strings.ToLower(stem)
		taken[key]++
		if n := taken[key]; n > 1 {
			stem += "-" + itoa(n)
		}
		names[i] = filepath.Join(dir, stem+".jpg")
	}
	return names
}

// mayWrite refuses to write over a source, ever, and over anything else that
// exists unless told to.
func mayWrite(output string, force bool, sources []string) error {
	there, err := os.Stat(output)
	if err != nil {
		return nil
	}
	for _, source := range sources {
		if info, err := os.Stat(source); err == nil && os.SameFile(there, info) {
			return &Trouble{File: output, Why: filing.Text{ZH: "输出会覆盖原件", EN: "the result would replace the original"},
				Remedy: filing.Text{ZH: "请换一个输出文件夹", EN: "choose another folder for the results"}}
		}
	}
	if there.IsDir() {
		return &Trouble{File: output, Why: filing.Text{ZH: "同名的是一个文件夹", EN: "is a folder"},
			Remedy: filing.Text{ZH: "请换一个位置", EN: "choose another place"}}
	}
	if !force {
		return &Trouble{File: output, Why: filing.Text{ZH: "已经存在", EN: "exists already"},
			Remedy: filing.Text{ZH: "请换一个位置，或用 --force 覆盖", EN: "choose another place, or replace it with --force"}}
	}
	return nil
}
