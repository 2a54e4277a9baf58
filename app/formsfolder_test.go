package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"beiandesk/internal/job"
)

// ownForms is a folder with one form file of the user's, changed.
func ownForms(t *testing.T, change func(text string) string) (dir, file string) {
	t.Helper()
	dir = t.TempDir()
	file = filepath.Join(dir, "commitment.toml")
	if err := os.WriteFile(file, []byte(change(job.EmbeddedForms()["commitment.toml"])), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir, file
}

func asIs(text string) string { return text }

func broken(text string) string {
	return strings.Replace(text, "kind = \"title\"", "kind = \"titel\"", 1)
}

func TestOwnFormsAreTakenIntoUse(t *testing.T) {
	b, _ := onPapers(t, 3)
	dir, _ := ownForms(t, asIs)
	b.readForms(dir)
	if b.engine.own == nil || len(b.engine.own.Own()) != 1 || b.desk.options(nil).Forms != b.engine.own {
		t.Fatal("the form files are not in use")
	}
	b.settings()
	b.mustShow(filepath.Base(dir) + "（1 个模板）")
	b.escape()
	b.resetForms()
	if b.engine.own != nil || b.prefs.String(prefForms) != "" {
		t.Error("the embedded form files are not in use again")
	}
	b.settings()
	b.mustShow("内置")
}

// Faults name file, line and remedy; what was in use stays, and once they are mended
// F5 reads the files.
func TestFaultyFormsAreSaidAndLeftAside(t *testing.T) {
	b, _ := onPapers(t, 3)
	dir, file := ownForms(t, broken)
	b.readForms(dir)
	b.mustShow("材料模板有错误")
	if !b.shows("commitment.toml") || !b.shows("titel") {
		t.Errorf("the fault is not named: %v", b.texts())
	}
	if b.engine.own != nil || b.prefs.String(prefForms) != "" {
		t.Error("faulty form files are in use")
	}
	b.escape()
	if err := os.WriteFile(file, []byte(job.EmbeddedForms()["commitment.toml"]), 0o600); err != nil {
		t.Fatal(err)
	}
	b.readForms(dir)
	first := b.engine.own
	b.typed(&fyne.KeyEvent{Name: fyne.KeyF5})
	b.settled()
	if b.engine.own == first || b.engine.own == nil {
		t.Error("F5 does not read the form files again")
	}
}

// A folder that cannot be used at the next start is said, and remembered.
func TestFormsAreRemembered(t *testing.T) {
	a := test.NewTempApp(t)
	open := func() *Window {
		return New(a, Params{Engine: &fakeEngine{}, Desktop: &fakeDesktop{}, Post: func(f func()) { f() }})
	}
	dir, file := ownForms(t, asIs)
	a.Preferences().SetString(prefForms, dir)
	w := open()
	if w.desk.forms == nil || w.formsErr != nil {
		t.Fatalf("the form files of last time are not in use: %v", w.formsErr)
	}
	w.Close()
	if err := os.WriteFile(file, []byte("name ="), 0o600); err != nil {
		t.Fatal(err)
	}
	w = open()
	w.Show()
	if w.desk.forms != nil || len(w.modals) != 1 || w.prefs.String(prefForms) != dir {
		t.Errorf("faulty form files: %d dialogs, folder %q", len(w.modals), w.prefs.String(prefForms))
	}
	if name, _ := w.formsName(); !strings.Contains(name, "暂用内置的") {
		t.Errorf("the settings say %q", name)
	}
	w.Close()
}
