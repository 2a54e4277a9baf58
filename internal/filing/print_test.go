package filing

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the generated documents")

func TestTheDocumentsOfTheDictionaryAreCurrent(t *testing.T) {
	for lang, file := range map[Lang]string{ZH: "../../docs/fields.md", EN: "../../docs/fields.en.md"} {
		want := Markdown(lang)
		if *update {
			if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("%s is out of date: make docs", file)
		}
		for i := range Fields {
			if !strings.Contains(want, "`"+Fields[i].Key+"`") {
				t.Errorf("%s leaves out %s", file, Fields[i].Key)
			}
		}
	}
}
