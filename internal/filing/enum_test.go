package filing

import (
	"slices"
	"strings"
	"testing"
)

func TestEveryChoiceHasItsTable(t *testing.T) {
	for i := range Fields {
		def := &Fields[i]
		takesCodes := def.Type == Choice || def.Type == Choices
		if takesCodes != (def.Enum != "") {
			t.Errorf("%s: type %d with table %q", def.Key, def.Type, def.Enum)
		}
		if takesCodes && (def.Table() == nil || len(def.Table().Items) < 2) {
			t.Errorf("%s: table %q is missing or empty", def.Key, def.Enum)
		}
	}
}

func TestTablesAreSound(t *testing.T) {
	for name, table := range tables {
		if table.Source == "" {
			t.Errorf("%s: no source", name)
		}
		if len(table.AsOf) != len("2006-01-02") {
			t.Errorf("%s: as_of %q is no date", name, table.AsOf)
		}
		codes := map[string]bool{}
		for _, item := range table.Items {
			if item.Code == "" || codes[item.Code] {
				t.Errorf("%s: code %q is empty or not unique", name, item.Code)
			}
			codes[item.Code] = true
			if item.Label.ZH == "" || item.Label.EN == "" {
				t.Errorf("%s %s: a label is missing: %+v", name, item.Code, item.Label)
			}
		}
	}
}

// choiceTables are the tables in which people's words are looked up.
func choiceTables() (names []string) {
	for i := range Fields {
		if e := Fields[i].Enum; e != "" && !slices.Contains(names, e) {
			names = append(names, e)
		}
	}
	return names
}

func TestNoTwoItemsAnswerToOneSpelling(t *testing.T) {
	for _, name := range choiceTables() {
		owner := map[string]string{}
		table := TableNamed(name)
		for i := range table.Items {
			item := &table.Items[i]
			for _, word := range item.names() {
				key := item.Parent + "\x00" + word
				if other, taken := owner[key]; taken && other != item.Code {
					t.Errorf("%s: %q means both %s and %s", name, word, other, item.Code)
				}
				owner[key] = item.Code
			}
			for _, other := range table.Items {
				if other.Code != item.Code && slices.Contains(item.names(), foldKey(other.Code)) {
					t.Errorf("%s: a name of %s is the code of %s", name, item.Code, other.Code)
				}
			}
		}
	}
}

// Every label, synonym and code must come back as its code, in every spelling
// that folding allows, or a drop-down of our own template would be refused.
func TestEverySpellingIsCleanedToItsCode(t *testing.T) {
	for i := range Fields {
		def := &Fields[i]
		table := def.Table()
		if table == nil {
			continue
		}
		for _, item := range table.Items {
			words := append([]string{item.Code, item.Label.ZH, item.Label.EN}, item.Synonyms...)
			for _, word := range words {
				for _, spelt := range []string{word, " " + word + "\u3000", strings.ToUpper(word), "\u200b" + word} {
					if got := Clean(def.Field, spelt, item.Parent); got != item.Code {
						t.Errorf("%s: Clean(%q) = %q, want %q", def.Key, spelt, got, item.Code)
					}
				}
			}
		}
	}
}

func TestFindPrefersTheParent(t *testing.T) {
	table := TableNamed("entity-cert")
	for _, c := range []struct{ word, parent, want string }{
		{"组织机构代码证", "2", "9"},
		{"组织机构代码证", "4", "12"},
		{"组织机构代码证", "", "12"},
		{"统一社会信用代码证书", "13", "24"},
		{"营业执照", "2", "1"}, // of another nature, but still a licence: the checks say so
	} {
		item, ok := table.Find(c.word, c.parent)
		if !ok || item.Code != c.want {
			t.Errorf("Find(%q, %q) = %q, %v, want %q", c.word, c.parent, item.Code, ok, c.want)
		}
	}
	if item, ok := table.Find("会员卡", ""); ok {
		t.Errorf("an unknown certificate was found as %q", item.Label.ZH)
	}
}

func TestUSCCCategoriesNameNatures(t *testing.T) {
	for _, item := range TableNamed("uscc-category").Items {
		for _, nature := range item.Natures {
			if _, ok := TableNamed("nature").Item(nature); !ok {
				t.Errorf("category %s: no nature %q", item.Code, nature)
			}
		}
	}
}

func TestEntityCertsNameNatures(t *testing.T) {
	for _, item := range TableNamed("entity-cert").Items {
		if _, ok := TableNamed("nature").Item(item.Parent); !ok {
			t.Errorf("certificate %s: no nature %q", item.Code, item.Parent)
		}
	}
}

func TestFoldHeader(t *testing.T) {
	for _, c := range []struct{ a, b string }{
		{"*主办单位名称（必填）", "主办单位名称"},
		{"＊ 网站 名称\n(选填)", "网站名称"},
		{"ＩＰ地址：", "ip地址"},
		{"AWS Account ID", "awsaccountid"},
		{"前置/专项审批类型", "前置专项审批类型"},
		{"证件号码*（必填）（选填）", "证件号码"},
		{"\ufeff域名", "域名"},
		{"备案/许可证号", "备案许可证号"},
	} {
		if got := FoldHeader(c.a); got != c.b {
			t.Errorf("FoldHeader(%q) = %q, want %q", c.a, got, c.b)
		}
		if got := FoldHeader(c.b); got != c.b {
			t.Errorf("FoldHeader(%q) = %q, want it unchanged", c.b, got)
		}
	}
}

// A header must not lead to two fields: labels and synonyms of the dictionary
// are unique once folded.
func TestHeadersAreUnambiguous(t *testing.T) {
	owner := map[string]Field{}
	for i := range Fields {
		def := &Fields[i]
		for _, word := range append([]string{def.Label.ZH, def.Label.EN, def.Key}, def.Synonyms...) {
			key := FoldHeader(word)
			if other, taken := owner[key]; taken && other != def.Field {
				t.Errorf("%q leads to both %s and %s", word, other.Key(), def.Key)
			}
			owner[key] = def.Field
		}
	}
}
