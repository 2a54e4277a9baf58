package app

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
)

var placeholder = regexp.MustCompile(`\{[a-z]+\}`)

func TestBothLanguagesHaveTheSameTexts(t *testing.T) {
	zh, en := loadPhrases(filing.ZH).words, loadPhrases(filing.EN).words
	if diff := cmp.Diff(slices.Sorted(maps.Keys(zh)), slices.Sorted(maps.Keys(en))); diff != "" {
		t.Errorf("keys (-zh +en):\n%s", diff)
	}
	for key, text := range zh {
		if strings.TrimSpace(text) == "" || strings.TrimSpace(en[key]) == "" {
			t.Errorf("%s has no text", key)
		}
		of := func(s string) []string { return slices.Sorted(slices.Values(placeholder.FindAllString(s, -1))) }
		if diff := cmp.Diff(of(text), of(en[key])); diff != "" {
			t.Errorf("placeholders of %s (-zh +en):\n%s", key, diff)
		}
	}
}

// Keys stand in the code as whole strings; some are put together, see below.
func TestEveryKeyIsUsedAndEveryUseHasAText(t *testing.T) {
	words := loadPhrases(filing.ZH).words
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var code strings.Builder
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		code.Write(data)
	}
	for _, use := range regexp.MustCompile(`\bsay\("([a-z]+\.[a-z.]+)"`).FindAllStringSubmatch(code.String(), -1) {
		if _, ok := words[use[1]]; !ok && !strings.HasSuffix(use[1], ".") {
			t.Errorf("%s is said and has no text", use[1])
		}
	}
	for key := range words {
		built := strings.HasPrefix(key, toolkitPrefix) || strings.HasPrefix(key, "status.") || strings.HasPrefix(key, "route.") || strings.HasPrefix(key, "severity.") || strings.HasPrefix(key, "place.")
		if !built && !strings.Contains(code.String(), `"`+key+`"`) {
			t.Errorf("%s is never said", key)
		}
	}
}

func TestToolkitTextsAreComplete(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "fyne.io/fyne/v2").Output()
	if err != nil {
		t.Skip("the toolkit's source is not at hand")
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "lang", "translations", "base.en.json"))
	if err != nil {
		t.Fatal(err)
	}
	var theirs map[string]any
	if err := json.Unmarshal(data, &theirs); err != nil {
		t.Fatal(err)
	}
	var ours map[string]any
	if err := json.Unmarshal(loadPhrases(filing.ZH).toolkit(), &ours); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(theirs)), slices.Sorted(maps.Keys(ours))); diff != "" {
		t.Errorf("keys (-toolkit +ours):\n%s", diff)
	}
}

func TestSayFillsPlaceholders(t *testing.T) {
	p := &phrases{words: map[string]string{"shown": "显示 {n} / {all} 份"}}
	if got := p.say("shown", "n", 3, "all", "1,000"); got != "显示 3 / 1,000 份" {
		t.Errorf("said %q", got)
	}
	if got := p.say("no such key"); !strings.Contains(got, "no such key") {
		t.Errorf("a missing key says %q", got)
	}
}

func TestNumbersForPeople(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 199827: "199,827", 1234567: "1,234,567"} {
		if got := thousands(n); got != want {
			t.Errorf("thousands(%d) = %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int64]string{812: "812 B", 199827: "195 KB", 3 << 20: "3.0 MB"} {
		if got := size(n); got != want {
			t.Errorf("size(%d) = %q, want %q", n, got, want)
		}
	}
}
