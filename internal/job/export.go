package job

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"slices"

	"beiandesk/forms"
	"beiandesk/internal/filing"
	"beiandesk/internal/pack"
)

// Version is the program's version, as packages name it.
var Version = "dev"

// Names inside a package. They are Chinese whatever the language: the platform
// is, and a package does not change with the language of who made it.
const (
	packageFile   = "package.json"
	planFile      = "提交计划.xlsx"
	reportFile    = "检查报告.xlsx"
	remindersFile = "提醒.ics"
	fillInFile    = "填报单.html"
	printFolder   = "打印"
	bundleFile    = printFolder + "/全部打印件.pdf"
	postingFile   = "寄送清单.pdf"
	blockedMark   = "_被拦截"
)

// ExportOptions say how an export deals with what stands in its way.
type ExportOptions struct {
	Force          bool // replace an existing package
	IncludeBlocked bool // export blocked filings too, marked as such
	Duplex         bool // in the print bundle every paper begins on the front of a sheet
}

// Export runs the whole job and writes the package to dest: a folder, or one
// zip when the name ends in .zip. The package appears whole or not at all.
func (b *Batch) Export(ctx context.Context, dest string, opt ExportOptions) (*Report, error) {
	writer, err := pack.Create(dest, pack.Options{
		Date:  b.opt.Today.String(),
		Agent: "beiandesk " + Version,
		Info:  map[string]string{"External-Description": "ICP filing batch for " + b.opt.Profile.Provider.Name.EN},
		Base:  "提交包", // in a zip; the same content is the same file under any name
		Force: opt.Force,
	})
	if err != nil {
		return nil, err
	}
	defer writer.Abort()
	fitted, err := b.fitAll(ctx)
	if err != nil {
		return nil, err
	}
	report, err := b.checkWith(ctx, fitted)
	if err != nil {
		return nil, err
	}
	e := &export{batch: b, report: report, fitted: fitted, writer: writer, duplex: opt.Duplex}
	e.choose(opt.IncludeBlocked)
	if err := e.write(ctx); err != nil {
		return nil, err
	}
	summary, err := writer.Commit()
	if err != nil {
		return nil, err
	}
	report.Package = &PackageReport{Path: summary.Path, Files: summary.Files, Bytes: summary.Bytes}
	return report, nil
}

// export is one package in the making.
type export struct {
	batch  *Batch
	report *Report
	fitted pictures
	writer *pack.Writer
	papers *paperwork
	duplex bool
	listed []packagedFiling
	chosen []int // places of the exported filings in the report
}

// packagedFiling is a filing as package.json lists it.
type packagedFiling struct {
	Key     string                   `json:"key"`
	Kind    filing.Kind              `json:"kind"`
	Entity  string                   `json:"entity"`
	Site    string                   `json:"site"`
	Domains []string                 `json:"domains"`
	Route   filing.Route             `json:"route"`
	Status  filing.Status            `json:"status"`
	Folder  string                   `json:"folder,omitempty"` // "" when it was left out
	Slots   map[filing.Slot][]string `json:"slots,omitempty"`
	Papers  map[filing.Paper]string  `json:"papers,omitempty"`

	Wave     int    `json:"wave"`
	Earliest string `json:"earliest"`
	After    string `json:"after,omitempty"`
}

// choose lists every filing and picks those to export.
func (e *export) choose(includeBlocked bool) {
	var exported []*filing.Filing
	for i, r := range e.report.Filings {
		listed := packagedFiling{Key: r.Key, Kind: r.Kind, Entity: r.Entity, Site: r.Site, Domains: r.Domains, Route: r.Route, Status: r.Status,
			Wave: r.Wave, Earliest: r.Earliest, After: r.After}
		if r.Status != filing.Blocked || includeBlocked {
			listed.Folder = pack.FilingDir(i+1, r.Filing)
			if r.Status == filing.Blocked {
				listed.Folder = pack.SafeName(listed.Folder, pack.MaxNameRunes-len([]rune(blockedMark))) + blockedMark
			}
			e.chosen = append(e.chosen, i)
			exported = append(exported, r.Filing)
		}
		e.listed = append(e.listed, listed)
	}
	e.papers = newPaperwork(exported, e.batch.Filings, e.batch.opt)
	e.papers.duplex = e.duplex
}

func (e *export) write(ctx context.Context) error {
	b := e.batch
	b.opt.Progress.start(StageWrite, len(e.chosen))
	err := inOrder(ctx, len(e.chosen), b.opt.Workers, func(_ context.Context, i int) madePapers {
		return e.papers.make(e.report.Filings[e.chosen[i]].Filing)
	}, func(i int, made madePapers) error {
		b.opt.Progress.step()
		return e.writeFiling(e.chosen[i], made)
	})
	if err != nil {
		return err
	}
	if err := e.writeBundle(ctx); err != nil {
		return err
	}
	for _, file := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{planFile, func(w io.Writer) error { return b.writePlan(w, e.report) }},
		{reportFile, func(w io.Writer) error { return b.writeReport(w, e.report) }},
		{remindersFile, func(w io.Writer) error { return b.writeReminders(w, e.report, e.chosen) }},
		{packageFile, e.writeList},
	} {
		if err := e.writer.AddFunc(file.name, file.write); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// writeFiling writes the folder of one filing.
func (e *export) writeFiling(i int, made madePapers) error {
	if made.err != nil {
		return made.err
	}
	r, listed := &e.report.Filings[i], &e.listed[i]
	slots, err := e.writeScans(r.Filing, listed)
	if err != nil {
		return err
	}
	listed.Papers = make(map[filing.Paper]string, len(made.files))
	for _, file := range made.files {
		name := path.Join(listed.Folder, printFolder, file.name)
		if err := e.writer.Add(name, bytes.NewReader(file.data)); err != nil {
			return err
		}
		if file.paper != "" {
			listed.Papers[file.paper] = name
		}
	}
	return e.writer.AddFunc(path.Join(listed.Folder, fillInFile), func(w io.Writer) error {
		return forms.FillIn(w, e.fillIn(r, slots))
	})
}

// writeScans writes the fitted pictures of a filing and returns all its slots,
// those without a picture too, for the fill-in sheet.
func (e *export) writeScans(f *filing.Filing, listed *packagedFiling) ([]forms.SlotFile, error) {
	listed.Slots = make(map[filing.Slot][]string)
	var slots []forms.SlotFile
	for _, slot := range e.batch.opt.Profile.SlotsFor(f) {
		var written int
		for _, pic := range e.fitted[f][slot.ID] {
			if pic.err != nil {
				continue
			}
			written++
			base := fmt.Sprintf("%02d_%s", slices.Index(filing.Slots, slot.ID)+1, slot.Label.ZH)
			if written > 1 {
				base += "_" + itoa(written)
			}
			name := path.Join(listed.Folder, pack.SafeName(base+".jpg", 0))
			if err := e.addFile(name, pic.path); err != nil {
				return nil, err
			}
			listed.Slots[slot.ID] = append(listed.Slots[slot.ID], name)
			slots = append(slots, forms.SlotFile{Slot: slot.ID, Label: slot.Label, File: path.Base(name)})
		}
		if written == 0 {
			slots = append(slots, forms.SlotFile{Slot: slot.ID, Label: slot.Label})
		}
	}
	return slots, nil
}

func (e *export) addFile(name, from string) error {
	file, err := os.Open(from)
	if err != nil {
		return &Trouble{File: from, Why: whyOf(err), Err: err}
	}
	defer file.Close()
	return e.writer.Add(name, file)
}

func (e *export) fillIn(r *FilingReport, slots []forms.SlotFile) forms.FillInData {
	kind, _ := e.batch.opt.Profile.Kind(r.Kind)
	var confirm []forms.Confirm
	for _, c := range r.Confirm {
		confirm = append(confirm, forms.Confirm{Group: PhaseTitle(c.Phase, e.batch.opt.Lang), Text: c.Text, How: c.How, Source: c.Source})
	}
	return forms.FillInData{
		Filing: r.Filing, Profile: e.batch.opt.Profile, Route: r.verification(), Entry: kind.Entry, Slots: slots,
		Papers: r.Papers, Findings: r.Findings, Confirm: confirm, Lang: e.batch.opt.Lang,
	}
}

// writeBundle writes every paper of the batch in posting order, and the list of
// what is posted; nothing when no filing needs one.
func (e *export) writeBundle(ctx context.Context) error {
	if e.papers.empty() {
		return nil
	}
	e.papers.opt.Progress.start(StagePaper, len(e.papers.sheets))
	volumes := e.papers.bundles(true)
	for i, v := range volumes {
		err := e.writer.AddFunc(volumeName(bundleFile, i, len(volumes)), func(w io.Writer) error {
			_, err := e.papers.bundle(ctx, w, v)
			return err
		})
		if err != nil {
			return err
		}
	}
	return e.writer.AddFunc(path.Join(printFolder, postingFile), e.papers.posting)
}

// packageList is package.json.
type packageList struct {
	Tool     string            `json:"tool"`
	Version  string            `json:"version"`
	Profile  map[string]string `json:"profile"`
	Date     string            `json:"date"`
	Filings  []packagedFiling  `json:"filings"`
	Summary  Summary           `json:"summary"`
	Exported int               `json:"exported"`
	Counts   map[string]int    `json:"counts"`
}

func (e *export) writeList(w io.Writer) error {
	counts := map[string]int{"scans": 0, "papers": 0}
	for _, f := range e.listed {
		for _, files := range f.Slots {
			counts["scans"] += len(files)
		}
		counts["papers"] += len(slices.Collect(maps.Keys(f.Papers)))
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(packageList{
		Tool: "beiandesk", Version: Version,
		Profile: map[string]string{"id": e.batch.opt.Profile.ID, "as_of": e.batch.opt.Profile.AsOf},
		Date:    e.batch.opt.Today.String(),
		Filings: e.listed, Summary: e.report.Summary, Exported: len(e.chosen), Counts: counts,
	})
}
