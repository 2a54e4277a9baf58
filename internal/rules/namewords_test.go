package rules

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

func TestWordIndex(t *testing.T) {
	x := newWordIndex()
	for _, w := range []string{"人大", "人大学", "中国", "china", "machina", "中国际"} {
		x.add(w)
	}
	for text, want := range map[string][]string{
		"":             nil,
		"样张":           nil,
		"人大网":          {"人大"},
		"成人大学中国":       {"人大学", "中国"},
		"华中国际":         {"中国际"},
		"exmachinaday": {"machina"},
		"中国china":      {"中国", "china"},
		"\xff中国":       {"中国"},
		"𠀀人大":          {"人大"},
	} {
		var got []string
		for at := 0; ; {
			s, id := x.next(text, at)
			if id < 0 {
				break
			}
			got, at = append(got, text[s.from:s.to]), s.to
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("words in %q (-want +got):\n%s", text, diff)
		}
	}
	if id := x.add("中国"); x.words[id] != "中国" || len(x.words) != 6 {
		t.Errorf("a word that is there already became number %d of %d", id, len(x.words))
	}
}

func TestScopeExclusions(t *testing.T) {
	for scope, want := range map[string]bool{
		"药品零售":                   false,
		"食品销售（不含药品）":             true,
		"食品销售(不含药品)":             true,
		"（不含酒类）；药品零售":            false,
		"食品销售（不含酒类），药品零售":        false,
		"除药品外的商品零售":              true,
		"拆除工程；药品零售":              false,
		"拆除工程，药品零售":              false,
		"医用品（药品除外）":              true,
		"日用品（除药品）":               true,
		"未经批准不得从事药品经营":           true,
		"不得从事（集（融）资等）药品业务":       true,
		"许可项目：药品零售；一般项目：不含酒类的食品": false,
		"非药品销售":                  true,
		"（依法须经批准的项目，经批准后方可开展经营活动）药品批发": false,
	} {
		var got bool
		x := newWordIndex()
		x.add("药品")
		s, id := x.next(scope, 0)
		if id < 0 {
			t.Fatalf("%q has no word", scope)
		}
		if got = excluded(scope, s); got != want {
			t.Errorf("excluded(%q) = %v, want %v", scope, got, want)
		}
	}
}

// A name's findings hang on every list of words; all of them are refused a word
// that two of them would tell of.
func TestListsOfNameWordsDoNotOverlap(t *testing.T) {
	n := newNaming(provider.Default())
	for id, m := range n.meanings {
		lists := len(m.groups)
		if m.forbidden {
			lists++
		}
		if lists > 1 || lists == 1 && len(m.approvals) > 0 {
			t.Errorf("%q: forbidden %v, groups %v, approvals %v", n.index.words[id], m.forbidden, m.groups, m.approvals)
		}
	}
}

// What is harmless must hold a word that something would be found for.
func TestHarmlessWordsHoldOthers(t *testing.T) {
	n := newNaming(provider.Default())
	for id, m := range n.meanings {
		if m.harmless == "" {
			continue
		}
		held := false
		for inner, other := range n.meanings {
			if other.harmless == "" && inner != id && contains(n.index.words[id], n.index.words[inner]) {
				held = true
			}
		}
		if !held {
			t.Errorf("%q holds no word", n.index.words[id])
		}
	}
}

func contains(text, part string) bool {
	x := newWordIndex()
	x.add(part)
	_, id := x.next(text, 0)
	return id >= 0
}

func TestAbbreviations(t *testing.T) {
	n := newNaming(provider.Default())
	core := []string{"样张云帆"}
	for name, want := range map[string]bool{
		"样云官网": true, "样帆科技": true, "样云科技平台": true, "样云网": true,
		"云帆": true, "帆样官网": false, "样官网": false, "官网": false, "点心铺": false, "样云铺": false,
	} {
		if got := n.abbreviates(filing.FoldName(name), core) || shares(name, core); got != want {
			t.Errorf("%q for %v: %v, want %v", name, core, got, want)
		}
	}
}

func TestApprovalNumbers(t *testing.T) {
	for number, want := range map[string]string{
		"苏网文[2020]1234-567号": "", "B2-20201234": "", "(2020)1号": "", "（2020）第1号,2号": "",
		"苏网文〔2020〕1号": "〔〕", "1号/2号": "/", "1 2": " ", "★★": "★",
	} {
		if got := wrongInApprovalNumber(number); got != want {
			t.Errorf("%q: %q is wrong, want %q", number, got, want)
		}
	}
}

func FuzzScopeWords(f *testing.F) {
	f.Add("食品销售（不含药品）；药品零售")
	f.Add("）（（")
	f.Add("除药品\xff外")
	words := newNaming(provider.Default()).entities
	f.Fuzz(func(t *testing.T, scope string) {
		for _, h := range words.read("", scope).hits {
			if h.where != inScope || !contains(scope, h.word) {
				t.Errorf("%q is not in %q", h.word, scope)
			}
		}
	})
}
