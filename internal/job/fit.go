package job

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
	"beiandesk/internal/scan"
	"beiandesk/internal/sheet"
)

// fitTask is one picture to be made.
type fitTask struct {
	key   string
	files []string
	slot  provider.Slot
	cuts  map[string]scan.Cut
}

// pictures are the fitted pictures of a batch: by filing, by slot, in order.
type pictures map[*filing.Filing]map[filing.Slot][]*picture

// read reports whether the text of any picture was read.
func (p pictures) read() bool {
	for _, slots := range p {
		for _, made := range slots {
			if slices.ContainsFunc(made, func(p *picture) bool { return p.read.done }) {
				return true
			}
		}
	}
	return false
}

// fitAll fits every picture of the batch that is not kept yet. Without a scan
// folder only the files that the workbook names are there.
func (b *Batch) fitAll(ctx context.Context) (pictures, error) {
	var tasks []fitTask
	queued := make(map[string]bool)
	for _, f := range b.Filings {
		for _, slot := range b.opt.Profile.SlotsFor(f) {
			for _, files := range filesFor(f.Scans[slot.ID], slot) {
				cuts := b.cutsOf(files)
				key := keyOf(files, slot, cuts)
				if !queued[key] && b.spool.get(key) == nil {
					queued[key] = true
					tasks = append(tasks, fitTask{key, files, slot, cuts})
				}
			}
		}
	}
	if err := b.runFits(ctx, tasks); err != nil {
		return nil, err
	}
	all := make(pictures, len(b.Filings))
	for _, f := range b.Filings {
		all[f] = make(map[filing.Slot][]*picture)
		for _, slot := range b.opt.Profile.SlotsFor(f) {
			for _, files := range filesFor(f.Scans[slot.ID], slot) {
				if kept := b.spool.get(keyOf(files, slot, b.cutsOf(files))); kept != nil {
					all[f][slot.ID] = append(all[f][slot.ID], kept)
				}
			}
		}
	}
	return all, nil
}

func (b *Batch) runFits(ctx context.Context, tasks []fitTask) error {
	if len(tasks) == 0 {
		return nil
	}
	b.opt.Progress.start(StageFit, len(tasks))
	type outcome struct {
		result *scan.Result
		read   readings
		err    error
	}
	return inOrder(ctx, len(tasks), b.opt.Workers, func(ctx context.Context, i int) outcome {
		result, read, err := b.fitOne(ctx, tasks[i].files, tasks[i].slot, tasks[i].cuts)
		return outcome{result, read, err}
	}, func(i int, o outcome) error {
		if ctx.Err() != nil {
			return ctx.Err() // a fit that was cut short is no verdict on its file
		}
		b.spool.put(tasks[i].key, tasks[i].files, o.result, o.read, o.err)
		b.opt.Progress.step()
		return nil
	})
}

// filesFor groups the files of a slot by the picture they become: one picture
// of one file, or of the two sides of a document; a slot that takes many
// pictures gets one of each file. What is over is left out.
func filesFor(files []string, slot provider.Slot) (groups [][]string) {
	size := min(len(files), max(1, slot.Sides))
	for start := 0; size > 0 && start+size <= len(files); start += size {
		groups = append(groups, files[start:start+size])
		if !slot.Many {
			break
		}
	}
	return groups
}

// expectsScans reports whether the materials are here to be looked at: in a scan
// folder, or in the workbook.
func (b *Batch) expectsScans() bool { return b.ScanDir != "" || b.inside }

// scanFindings says what is wrong with the scans of a filing. What is missing
// counts only when scans are expected.
func (b *Batch) scanFindings(f *filing.Filing, fitted map[filing.Slot][]*picture) []filing.Finding {
	var found []filing.Finding
	for _, slot := range b.opt.Profile.SlotsFor(f) {
		at := func(finding filing.Finding, file string) {
			finding = atPicture(finding.At(f, filing.ScanField(slot.ID)), file)
			finding.Slot = slot.ID
			if finding.Args == nil {
				finding.Args = filing.Args{}
			}
			finding.Args["slot"] = slot.Label.In(b.opt.Lang)
			found = append(found, finding)
		}
		if len(fitted[slot.ID]) == 0 {
			if b.expectsScans() && !slot.Optional && !isPaperSlot(slot.ID) {
				at(filing.Finding{Rule: "scan-missing"}, "")
			}
			continue
		}
		files := f.Scans[slot.ID]
		groups := filesFor(files, slot)
		if used := len(groups) * len(groups[0]); used < len(files) {
			at(filing.Finding{Rule: "scan-ambiguous", Args: filing.Args{"file": b.shown(files[used]), "used": b.shown(files[0])}}, files[used])
		}
		for i, pic := range fitted[slot.ID] {
			if pic.err != nil {
				at(b.unreadable(pic, groups[i]))
				continue
			}
			for _, finding := range pic.result.Findings {
				if finding.Rule != "scan-one-side" || hasTwoSides(f, slot.ID) {
					at(b.shownArgs(finding, pic, groups[i]))
				}
			}
			for _, finding := range crossChecks(f, slot.ID, pic, b.opt.Lang) {
				finding.Args["file"] = b.shown(groups[i][0])
				at(finding, groups[i][0])
			}
		}
	}
	return found
}

// hasTwoSides reports whether the document of a person's slot has a back that
// a reviewer wants to see: a passport has not.
func hasTwoSides(f *filing.Filing, slot filing.Slot) bool {
	role := filing.EntityRole
	if slot == filing.SlotSitePersonID {
		role = filing.SiteRole
	}
	return f.Person(role).Text(filing.EntityPersonIDType) != filing.CertPassport
}

// shownArgs copies a finding's arguments, with the file named as the user
// knows it: the one of files that the picture was made of, which it returns.
func (b *Batch) shownArgs(f filing.Finding, pic *picture, files []string) (filing.Finding, string) {
	args := make(filing.Args, len(f.Args)+1)
	file := files[0]
	for k, v := range f.Args {
		if k == "file" {
			file = pic.fileOf(v, files)
			v = b.shown(file)
		}
		args[k] = v
	}
	f.Args = args
	return f, file
}

func isPaperSlot(slot filing.Slot) bool {
	for _, p := range filing.Papers {
		if p.Slot() == slot {
			return true
		}
	}
	return false
}

// fileOf returns which of files the picture was made of where another filing's
// file of the same content stands for it.
func (p *picture) fileOf(file string, files []string) string {
	if i := slices.Index(p.files, file); i >= 0 && i < len(files) {
		return files[i]
	}
	return file
}

// shown is how a file is named to the user: inside the scan folder, or by its
// cell in the workbook.
func (b *Batch) shown(path string) string {
	if p, ok := sheet.PictureNamed(path); ok {
		return p.Label(b.opt.Lang)
	}
	return b.inFolder(path)
}

// inFolder names a file inside the scan folder.
func (b *Batch) inFolder(path string) string {
	if rel, err := filepath.Rel(b.scanBase(), path); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return path
}

// unreadable says which file of a group could not be read, and why.
func (b *Batch) unreadable(pic *picture, files []string) (filing.Finding, string) {
	err, file := pic.err, files[0]
	f := filing.Finding{Rule: "scan-unreadable", Args: filing.Args{"file": b.shown(files[0]), "why": whyOf(err).In(b.opt.Lang)}}
	var scanErr *scan.Error
	if errors.As(err, &scanErr) {
		file = pic.fileOf(scanErr.File, files)
		f.Args["file"], f.Args["why"] = b.shown(file), scanErr.Why.In(b.opt.Lang)
	}
	if errors.Is(err, fs.ErrNotExist) {
		f.Variant = "absent"
	}
	return f, file
}

// Picture is a fitted picture as the window shows it.
type Picture struct {
	Sources []string   // the files it is made of
	Cuts    []scan.Cut // how the user has them cut
	JPEG    []byte
	Result  scan.Result
	Err     error // why there is none, see [Say]
}

// Pictures fits the pictures of a slot, or returns those kept from the last
// check. There are none when the slot has no files.
func (b *Batch) Pictures(ctx context.Context, f *filing.Filing, id filing.Slot) ([]Picture, error) {
	slot, ok := b.opt.Profile.Slot(id)
	if !ok {
		return nil, nil
	}
	var made []Picture
	for _, files := range filesFor(f.Scans[id], slot) {
		cuts := b.cutsOf(files)
		key := keyOf(files, slot, cuts)
		kept := b.spool.get(key)
		if kept == nil {
			result, read, err := b.fitOne(ctx, files, slot, cuts)
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			kept = b.spool.put(key, files, result, read, err)
		}
		pic := Picture{Sources: files, Result: kept.result, Err: kept.err}
		pic.Result.Places = slices.Clone(pic.Result.Places)
		for i := range pic.Result.Places {
			pic.Result.Places[i].File = kept.fileOf(pic.Result.Places[i].File, files)
		}
		for _, file := range files {
			pic.Cuts = append(pic.Cuts, cuts[file])
		}
		if kept.err == nil {
			pic.JPEG, pic.Err = os.ReadFile(kept.path)
		}
		made = append(made, pic)
	}
	return made, nil
}
