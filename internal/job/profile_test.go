package job

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
)

// The example of the documentation is a profile, and changes what the page
// says.
func TestDocumentedProfile(t *testing.T) {
	for lang, page := range map[filing.Lang]string{filing.ZH: "profile.md", filing.EN: "profile.en.md"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "docs", page))
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "own.toml")
		if err := os.WriteFile(file, []byte(fenced(t, string(text), "toml")), 0o600); err != nil {
			t.Fatal(err)
		}
		p, err := CheckProfile(file)
		if err != nil {
			t.Errorf("%s: %v", page, err)
			continue
		}
		about := DescribeProfile(p, lang)
		want := strings.Join(append(append([]string{}, about.Changes...), about.Adjusted...), "\n  ")
		_, got, _ := strings.Cut(fenced(t, string(text), "text"), "\n  ")
		if diff := cmp.Diff(want, strings.TrimSpace(got)); diff != "" {
			t.Errorf("%s (-now +page):\n%s", page, diff)
		}
	}
}

// fenced returns the page's first block of a language.
func fenced(t *testing.T, page, language string) string {
	t.Helper()
	_, rest, ok := strings.Cut(page, "```"+language+"\n")
	block, _, end := strings.Cut(rest, "```")
	if !ok || !end {
		t.Fatalf("no block of %s", language)
	}
	return block
}
