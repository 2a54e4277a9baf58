package app

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"beiandesk/internal/job"
)

// dropped is what a handful of files that were dropped on the window, or named
// on the command line, amounts to.
type dropped struct {
	workbook string   // "" for none
	scans    string   // "" for none
	papers   []string // pictures and PDFs, when there is nothing else: signed papers
	problem  string   // key of a phrase about path, "" when all is well
	path     string
}

// sortDropped tells a workbook from a scan folder. A folder that holds exactly
// one workbook brings it along. What cannot be used is said, and then nothing
// is opened. Pictures alone are signed papers that came back.
func sortDropped(paths []string, stat func(string) (fs.FileInfo, error)) (d dropped) {
	for _, path := range paths {
		info, err := stat(path)
		switch {
		case err != nil:
			return dropped{problem: "drop.missing", path: path}
		case info.IsDir() && d.scans != "":
			return dropped{problem: "drop.folders", path: path}
		case info.IsDir():
			d.scans = path
		case isWorkbook(path) && d.workbook != "":
			return dropped{problem: "drop.workbooks", path: path}
		case isWorkbook(path):
			d.workbook = path
		case job.IsScanName(path):
			d.papers = append(d.papers, path)
		default:
			return dropped{problem: dropProblem(path), path: path}
		}
	}
	if len(d.papers) > 0 && (d.workbook != "" || d.scans != "") {
		return dropped{problem: "drop.picture", path: d.papers[0]}
	}
	return d
}

func isWorkbook(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".xlsx", ".xlsm", ".csv":
		return true
	}
	return false
}

// dropProblem says why a file is of no use by itself.
func dropProblem(path string) string {
	if job.IsScanName(path) {
		return "drop.picture"
	}
	switch strings.ToLower(filepath.Ext(path)) {
	case ".xls", ".et", ".xlsb", ".ods", ".numbers":
		return "drop.old"
	case ".zip", ".rar", ".7z":
		return "drop.archive"
	}
	return "drop.unknown"
}

// workbookIn returns the workbook of a folder when there is exactly one, beside
// those that a spreadsheet program keeps while a file is open.
func workbookIn(dir string) string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return ""
	}
	found := ""
	for _, entry := range entries {
		if entry.IsDir() || !isWorkbook(entry.Name()) || strings.HasPrefix(entry.Name(), "~$") || strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		if found != "" {
			return ""
		}
		found = filepath.Join(dir, entry.Name())
	}
	return found
}
