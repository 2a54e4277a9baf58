package house

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	module = "beiandesk"
	root   = "../.."
)

// layers names, for every package of the product, the product's packages it
// may import. A package that is not listed is refused, so that a new one is
// placed on purpose.
var layers = map[string][]string{
	"assets":             {},
	"assets/icons":       {},
	"internal/filing":    {"assets"},
	"internal/division":  {"internal/filing", "assets"},
	"internal/provider":  {"assets", "internal/filing"},
	"internal/disk":      {},
	"internal/desktop":   {"internal/disk", "internal/filing"},
	"internal/jpeg":      {},
	"internal/picture":   {"internal/filing"},
	"internal/raster":    {},
	"internal/mark":      {"internal/filing"},
	"internal/collect":   {"internal/mark", "internal/outline", "internal/qr", "internal/warp"},
	"internal/outline":   {"internal/raster"},
	"internal/warp":      {},
	"internal/qr":        {},
	"internal/judge":     {},
	"internal/ocr":       {},
	"internal/scan":      {"internal/picture", "internal/jpeg", "internal/judge", "internal/raster", "internal/outline", "internal/warp", "internal/qr", "internal/provider", "internal/filing"},
	"internal/offcrypto": {},
	"internal/sheet":     {"internal/disk", "internal/division", "internal/offcrypto", "internal/provider", "internal/filing", "assets"},
	"internal/rules":     {"internal/provider", "internal/division", "internal/filing", "assets"},
	"internal/compare":   {"internal/filing"},
	"internal/plan":      {"internal/provider", "internal/filing"},
	"internal/calendar":  {},
	"internal/pack":      {"internal/disk", "internal/provider", "internal/filing"},
	"internal/blank":     {},
	"forms":              {"internal/blank", "internal/mark", "internal/provider", "internal/filing", "assets"},
	"pdf":                {"forms", "pdf/ttf", "internal/blank", "internal/mark", "internal/provider", "internal/filing", "assets"},
	"pdf/ttf":            {},
	"internal/job": {"internal/disk", "internal/sheet", "internal/scan", "internal/ocr", "internal/rules", "internal/compare", "internal/plan", "internal/calendar", "internal/pack", "internal/mark", "internal/blank", "internal/collect", "internal/picture", "forms", "pdf",
		"internal/provider", "internal/filing", "assets"},
	"app":                          {"app/locale", "forms", "internal/desktop", "internal/job", "internal/scan", "internal/provider", "internal/filing", "assets"},
	"cmd/beian":                    {"internal/job", "internal/provider", "internal/filing"},
	"app/locale":                   {},
	"cmd/beiandesk":                {"app", "internal/job", "internal/provider", "internal/filing", "assets"},
	"internal/specimen":            {"internal/filing", "assets"},
	"internal/specimen/makesample": {"internal/specimen", "internal/sheet", "internal/provider", "internal/filing", "internal/disk", "assets"},
	"internal/house":               {},
	"internal/blank/blanktest":     {},
	"internal/disk/disktest":       {"internal/disk"},
	"internal/sheet/sheettest":     {},
}

// outside names libraries that only some packages may import.
var outside = map[string][]string{
	"fyne.io/fyne":               {"app", "cmd/beiandesk"},
	"fyne.io/fyne/v2/app":        {"cmd/beiandesk"},
	"github.com/jung-kurt/":      {"pdf"},
	"github.com/pdfcpu/":         {"internal/blank"},
	"github.com/xuri/excelize":   {"internal/sheet", "internal/specimen/makesample"},
	"github.com/gen2brain/":      {"internal/picture"},
	"github.com/tetratelabs/":    {"internal/picture"},
	"github.com/jsummers/":       {"internal/picture"},
	"github.com/makiuchi-d/":     {"internal/qr"},
	"github.com/disintegration/": {"internal/scan", "app", "internal/specimen", "internal/specimen/makesample"},
}

func TestImportsRunDownwards(t *testing.T) {
	for pkg, imports := range importsOf(t) {
		allowed, known := layers[pkg]
		if !known {
			t.Errorf("package %s has no place in the house: add it to layers", pkg)
			continue
		}
		for _, path := range imports {
			if inner, ok := strings.CutPrefix(path, module+"/"); ok && inner != pkg && !slices.Contains(allowed, inner) {
				t.Errorf("%s imports %s, which it may not know", pkg, inner)
			}
		}
	}
}

func TestLibrariesStayWhereTheyBelong(t *testing.T) {
	for pkg, imports := range importsOf(t) {
		for _, path := range imports {
			for prefix, allowed := range outside {
				if strings.HasPrefix(path, prefix) && !slices.Contains(allowed, pkg) {
					t.Errorf("%s imports %s", pkg, path)
				}
			}
		}
	}
}

// importsOf reads the imports of every package's own code, tests left out.
func importsOf(t *testing.T) map[string][]string {
	t.Helper()
	imports := make(map[string][]string)
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "testdata") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		dir, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		dir = filepath.ToSlash(dir)
		if _, ok := imports[dir]; !ok {
			imports[dir] = nil
		}
		for _, spec := range file.Imports {
			value, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			imports[dir] = append(imports[dir], value)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(imports) < 5 {
		t.Fatalf("only %d packages found below %s", len(imports), root)
	}
	return imports
}
