package job

import (
	"context"
	"os"
	"path/filepath"
	"slices"

	"beiandesk/internal/filing"
	"beiandesk/internal/pack"
	"beiandesk/internal/scan"
)

// collectTask is one picture to be made, and where it goes.
type collectTask struct {
	sheet  *collectedSheet
	pages  []int // in the report
	leaves []scan.Leaf
	paths  []string // one a filing of the paper
}

// Existing returns the pictures in a folder that Write would replace.
func (c *Collection) Existing(dir string) (files []string) {
	for _, t := range c.tasks(c.sorted(dir), dir) {
		for _, path := range t.paths {
			if _, err := os.Lstat(path); err == nil {
				files = append(files, path)
			}
		}
	}
	return files
}

// Write fits the pages that were chosen into a folder, made when it is not there, a
// picture for every filing that a paper speaks for, under names that a later check or
// export with that folder understands, and returns the report with them. All targets
// are looked at before the first is written; nothing that exists is replaced without
// force, and no scan ever. The error is trouble with the folder or the context's.
func (c *Collection) Write(ctx context.Context, dir string, force bool) (*CollectReport, error) {
	report := c.sorted(dir)
	if err := c.write(ctx, report, dir, force); err != nil {
		return nil, err
	}
	c.describe(report)
	return report, ctx.Err()
}

func (c *Collection) write(ctx context.Context, report *CollectReport, dir string, force bool) error {
	tasks := c.tasks(report, dir)
	for _, t := range tasks {
		var sources []string
		for _, leaf := range t.leaves {
			sources = append(sources, leaf.File)
		}
		for _, path := range t.paths {
			if err := mayWrite(path, force, sources); err != nil {
				return err
			}
		}
	}
	if err := makeFolder(dir); err != nil {
		return err
	}
	opt := c.batch.opt
	opt.Progress.start(StageFit, len(tasks))
	type outcome struct {
		result *scan.Result
		err    error
	}
	return inOrder(ctx, len(tasks), opt.Workers, func(ctx context.Context, i int) outcome {
		slot, _ := opt.Profile.Slot(tasks[i].sheet.Paper.ID.Slot())
		result, err := scan.FitLeaves(ctx, tasks[i].leaves, slot, scan.Options{})
		return outcome{result, err}
	}, func(i int, o outcome) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		opt.Progress.step()
		t := tasks[i]
		first := &report.Pages[t.pages[0]]
		if o.err != nil {
			files := []string{first.Source}
			finding, _ := c.batch.unreadable(&picture{files: files, err: o.err}, files)
			first.Findings = append(first.Findings, finding)
			return nil
		}
		for k, path := range t.paths {
			if err := writeBytes(path, o.result.JPEG); err != nil {
				return err
			}
			report.Files = append(report.Files, CollectedFile{t.sheet.Filings[k].Key(), t.sheet.Paper.ID.Slot(), path,
				len(o.result.JPEG), o.result.Width, o.result.Height})
		}
		for _, n := range t.pages {
			report.Pages[n].Output = t.paths[0]
		}
		for _, f := range o.result.Findings {
			f.Slot = t.sheet.Paper.ID.Slot()
			if f.Args != nil {
				f.Args["slot"] = t.sheet.Paper.Label.In(opt.Lang)
			}
			first.Findings = append(first.Findings, f)
		}
		return nil
	})
}

// tasks lists the pictures to be made: one a paper, its pages above each other; a
// slot that takes many gets one a page.
func (c *Collection) tasks(report *CollectReport, dir string) (tasks []collectTask) {
	for _, s := range c.sheets {
		slot, ok := c.batch.opt.Profile.Slot(s.Paper.ID.Slot())
		if !ok || len(s.chosen) == 0 {
			continue
		}
		var numbers, pages []int
		for n := 1; n <= s.pages; n++ {
			if at, ok := s.chosen[n]; ok {
				numbers, pages = append(numbers, n), append(pages, at)
			}
		}
		add := func(pages []int, suffix string) {
			t := collectTask{sheet: s, pages: pages}
			for _, at := range pages {
				t.leaves = append(t.leaves, report.Pages[at].leaf())
			}
			for _, f := range s.Filings {
				t.paths = append(t.paths, c.path(dir, f, s, suffix))
			}
			tasks = append(tasks, t)
		}
		if !slot.Many {
			add(pages, "")
			continue
		}
		for i, at := range pages {
			suffix := ""
			if s.pages > 1 {
				suffix = "_第" + itoa(numbers[i]) + "页" // ends in no digit, which would name a side
			}
			add([]int{at}, suffix)
		}
	}
	return tasks
}

// leaf is the page as it is to be fitted: cut to the sheet where that was found.
func (p *CollectedPage) leaf() scan.Leaf {
	cut := scan.Cut{Corners: p.corners}
	if !cut.Sound() {
		cut.Corners = [4][2]float64{}
	}
	return scan.Leaf{File: p.Source, Page: p.Page, Cut: cut}
}

// path is where the picture of a paper goes for a filing. The name begins with
// what names this filing alone and ends with the slot's, as scans are matched.
func (c *Collection) path(dir string, f *filing.Filing, s *collectedSheet, suffix string) string {
	slot, _ := c.batch.opt.Profile.Slot(s.Paper.ID.Slot())
	return filepath.Join(dir, pack.SafeName(c.ownerOf(f)+"_"+slot.Label.ZH+suffix+".jpg", 0))
}

// ownerOf returns a name under which scans are matched to a filing and to no other:
// its key, else a domain.
func (c *Collection) ownerOf(f *filing.Filing) string {
	for _, name := range slices.Concat([]string{f.Key()}, f.List(filing.SiteDomains)) {
		folded := filing.FoldFile(name)
		taken := slices.ContainsFunc(c.batch.Filings, func(other *filing.Filing) bool {
			return other != f && slices.Contains(ownerNames(other), folded)
		})
		if folded != "" && !taken && filing.FoldFile(pack.SafeName(name, 0)) == folded {
			return name
		}
	}
	return f.Key()
}

// collectedBefore reports whether the picture of a paper lies in the folder.
func (c *Collection) collectedBefore(dir string, f *filing.Filing, s *collectedSheet) bool {
	return dir != "" && (isFile(c.path(dir, f, s, "")) || isFile(c.path(dir, f, s, "_第1页")))
}

// checkAssignment refuses an assignment to a paper, or a page of it, that the batch
// does not have.
func (c *Collection) checkAssignment(a Assignment) error {
	for _, p := range c.Papers(a.Filing) {
		switch {
		case p.Paper != a.Paper:
		case a.PaperPage <= p.Pages:
			return nil
		default:
			return &Trouble{File: a.File, Why: filing.Text{ZH: "指定为备案 " + a.Filing + " 的" + p.Label + "第 " + itoa(a.PaperPage) + " 页，但它只有 " + itoa(p.Pages) + " 页",
				EN: "is assigned to page " + itoa(a.PaperPage) + " of the " + p.Label + " of filing " + a.Filing + ", which has " + itoa(p.Pages)},
				Remedy: filing.Text{ZH: "请核对页码", EN: "check the page number"}}
		}
	}
	return &Trouble{File: a.File, Why: filing.Text{ZH: "指定的“" + a.Filing + "/" + string(a.Paper) + "”不是本批的纸质材料",
		EN: "is assigned to " + a.Filing + "/" + string(a.Paper) + ", which is no paper of this batch"},
		Remedy: filing.Text{ZH: "请核对备案编号和材料名（" + paperNames() + "）", EN: "check the filing's key and the paper (" + paperNames() + ")"}}
}

func paperNames() string {
	names := ""
	for i, p := range filing.Papers {
		if i > 0 {
			names += ", "
		}
		names += string(p)
	}
	return names
}
