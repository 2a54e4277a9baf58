package job

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"golang.org/x/text/unicode/norm"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// maxScanFiles bounds the walk of a scan folder: somebody dropped a disk.
const maxScanFiles = 200_000

// scanFile is one file of the scan folder and what its name says.
type scanFile struct {
	path  string // as it is opened
	rel   string // inside the scan folder, with slashes
	slot  filing.Slot
	side  int  // 0 unknown, 1 front, 2 back
	both  bool // an ID that names neither role: it serves both
	owner string
}

// matchScans gives every filing the files of its slots. A column of the
// workbook that names files wins; else the folder and file names decide, see
// ownerNames; else the pictures in the workbook, which [sheet.Read] has found,
// stay. Without walk the folder does not count. It returns findings of the batch:
// files that no filing takes.
func matchScans(ctx context.Context, filings []*filing.Filing, dir string, prof *provider.Profile, walk bool) ([]filing.Finding, error) {
	var files []*scanFile
	if walk {
		var err error
		if files, err = walkScans(ctx, dir); err != nil {
			return nil, err
		}
	}
	owners, named := ownerIndex(filings), namedFiles(filings, dir, prof)
	byOwner := make(map[string][]*scanFile)
	var batch []filing.Finding
	for _, file := range files {
		if named[file.path] {
			continue // its filing has it already
		}
		if !file.understand(owners) {
			batch = append(batch, filing.Finding{Rule: "scan-unmatched", Args: filing.Args{"file": file.rel}})
			continue
		}
		byOwner[file.owner] = append(byOwner[file.owner], file)
	}
	for _, f := range filings {
		pictures := f.Scans
		f.Scans = make(map[filing.Slot][]string)
		for _, slot := range prof.Slots {
			files := bestFiles(byOwner, ownerNames(f), slot)
			if names := f.List(filing.ScanField(slot.ID)); len(names) > 0 {
				files = nil
				for _, name := range names {
					files = append(files, resolve(dir, name))
				}
			}
			switch inside := pictures[slot.ID]; {
			case len(files) > 0:
				supersede(f, slot.ID, files, inside)
			case len(inside) > 0:
				f.Scans[slot.ID] = inside
			}
		}
		shareID(f)
	}
	return batch, nil
}

// walkScans lists the files below dir in a stable order. Hidden files and the
// droppings of systems and office programs are left out.
func walkScans(ctx context.Context, dir string) ([]*scanFile, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, &Trouble{File: dir, Why: whyOf(err), Err: err}
	}
	if !info.IsDir() {
		return nil, &Trouble{File: dir, Why: filing.Text{ZH: "不是文件夹", EN: "is not a folder"},
			Remedy: filing.Text{ZH: "请选择存放材料图片的文件夹", EN: "choose the folder that holds the scans"}}
	}
	var files []*scanFile
	err = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			if path == dir {
				return err
			}
			return nil // an unreadable corner hides its files; what misses them says so
		}
		if entry.IsDir() && isFile(filepath.Join(path, "bagit.txt")) {
			return filepath.SkipDir // a package exported here before
		}
		if hidden := path != dir && ignored(entry.Name()); hidden && entry.IsDir() {
			return filepath.SkipDir
		} else if hidden || !entry.Type().IsRegular() {
			return nil
		}
		if len(files) == maxScanFiles {
			return &Trouble{File: dir, Why: filing.Text{ZH: "文件太多（超过二十万个）", EN: "holds more than 200,000 files"},
				Remedy: filing.Text{ZH: "请选择只放本批材料的文件夹", EN: "choose a folder that holds this batch alone"}}
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		files = append(files, &scanFile{path: path, rel: filepath.ToSlash(rel)})
		return nil
	})
	if err != nil {
		var trouble *Trouble
		if errors.As(err, &trouble) || ctx.Err() != nil {
			return nil, err
		}
		return nil, &Trouble{File: dir, Why: whyOf(err), Err: err}
	}
	sort.Slice(files, func(i, j int) bool { return naturalLess(files[i].rel, files[j].rel) })
	return files, nil
}

func ignored(name string) bool {
	switch lower := strings.ToLower(name); {
	case strings.HasPrefix(name, "."), strings.HasPrefix(name, "~$"):
		return true
	case lower == "thumbs.db", lower == "desktop.ini", lower == "__macosx":
		return true
	default:
		switch filepath.Ext(lower) {
		case ".xlsx", ".xlsm", ".xls", ".et", ".csv", ".doc", ".docx", ".txt", ".md", ".zip", ".toml":
			return true
		}
	}
	return false
}

// ownerNames lists the names under which files may be kept for a filing, the
// most particular first: its number, its domains, its entity's code and name.
func ownerNames(f *filing.Filing) []string {
	names := []string{f.Key(), f.Text(filing.FilingKey)}
	names = append(names, f.List(filing.SiteDomains)...)
	names = append(names, f.Text(filing.EntityCertNumber), f.Text(filing.EntityName))
	folded := names[:0]
	for _, n := range names {
		if n = filing.FoldFile(n); n != "" && !slices.Contains(folded, n) {
			folded = append(folded, n)
		}
	}
	return folded
}

// namedFiles are the files that columns of the workbook name.
func namedFiles(filings []*filing.Filing, dir string, prof *provider.Profile) map[string]bool {
	named := make(map[string]bool)
	for _, f := range filings {
		for _, slot := range prof.Slots {
			for _, name := range f.List(filing.ScanField(slot.ID)) {
				named[resolve(dir, name)] = true
			}
		}
	}
	return named
}

func ownerIndex(filings []*filing.Filing) map[string]bool {
	index := make(map[string]bool, 4*len(filings))
	for _, f := range filings {
		for _, n := range ownerNames(f) {
			index[n] = true
		}
	}
	return index
}

// understand reads owner, slot and side from a file's path: the owner is the
// folder nearest to the file that is one's name, or the beginning of the file
// name itself; the rest names the material.
func (s *scanFile) understand(owners map[string]bool) bool {
	parts := strings.Split(norm.NFC.String(s.rel), "/")
	last := len(parts) - 1
	parts[last] = strings.TrimSuffix(parts[last], filepath.Ext(parts[last]))
	material := parts[last]
	if owner, rest := splitOwner(parts[last], owners); owner != "" {
		s.owner, material = owner, rest
	} else {
		for i := last - 1; i >= 0; i-- {
			if owners[filing.FoldFile(parts[i])] {
				s.owner, material = filing.FoldFile(parts[i]), strings.Join(parts[i+1:], "_")
				break
			}
		}
	}
	if s.owner == "" {
		return false
	}
	return s.readMaterial(material)
}

// splitOwner finds the longest beginning of a file name, up to a separator,
// that names an owner.
func splitOwner(stem string, owners map[string]bool) (owner, rest string) {
	for i := len(stem) - 1; i > 0; i-- {
		if !strings.ContainsRune("_- +@", rune(stem[i])) {
			continue
		}
		if name := filing.FoldFile(stem[:i]); owners[name] {
			return name, stem[i+1:]
		}
	}
	return "", ""
}

func (s *scanFile) readMaterial(name string) bool {
	m := filing.MaterialOf(name)
	s.slot, s.both, s.side = m.Slot, m.ID, m.Side
	if m.ID { // within the folder of one owner it serves both roles
		s.slot = filing.SlotEntityPersonID
	}
	return s.slot != ""
}

// bestFiles returns the files of a slot from the most particular owner that
// has any, front before back.
func bestFiles(byOwner map[string][]*scanFile, owners []string, slot provider.Slot) []string {
	for _, owner := range owners {
		var found []*scanFile
		for _, file := range byOwner[owner] {
			if file.slot == slot.ID || file.both && slot.ID == filing.SlotSitePersonID {
				found = append(found, file)
			}
		}
		if len(found) == 0 {
			continue
		}
		sort.SliceStable(found, func(i, j int) bool { return found[i].side < found[j].side })
		paths := make([]string, len(found))
		for i, file := range found {
			paths[i] = file.path
		}
		return paths
	}
	return nil
}

// shareID lets one person's document serve both roles when it was given for
// one of them only and both roles are the same person.
func shareID(f *filing.Filing) {
	entity, site := f.Scans[filing.SlotEntityPersonID], f.Scans[filing.SlotSitePersonID]
	number := f.Text(filing.EntityPersonIDNumber)
	if number == "" || number != f.Text(filing.SitePersonIDNumber) {
		return
	}
	switch {
	case len(site) == 0 && len(entity) > 0:
		f.Scans[filing.SlotSitePersonID] = entity
	case len(entity) == 0 && len(site) > 0:
		f.Scans[filing.SlotEntityPersonID] = site
	}
}

// resolve makes a path of a file name that a cell holds.
func resolve(dir, name string) string {
	name = filepath.FromSlash(name)
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(dir, name)
}

// naturalLess orders names so that 2 comes before 10.
func naturalLess(a, b string) bool {
	for a != "" && b != "" {
		da, db := leadingDigits(a), leadingDigits(b)
		if da > 0 && db > 0 {
			na, nb := strings.TrimLeft(a[:da], "0"), strings.TrimLeft(b[:db], "0")
			if len(na) != len(nb) {
				return len(na) < len(nb)
			}
			if na != nb {
				return na < nb
			}
			a, b = a[da:], b[db:]
			continue
		}
		if a[0] != b[0] {
			return a[0] < b[0]
		}
		a, b = a[1:], b[1:]
	}
	return len(a) < len(b)
}

func leadingDigits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}
