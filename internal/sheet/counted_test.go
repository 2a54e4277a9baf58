package sheet

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"beiandesk/internal/filing"
)

// layoutMaker writes random sheets as people lay them out, and keeps every text
// that is data: each is unlike any other.
type layoutMaker struct {
	*rand.Rand
	rows [][]any
	data map[string]filing.Cell
	n    int
}

// value writes one value of a field into a cell.
func (m *layoutMaker) value(header string, row, col int) any {
	m.n++
	s := fmt.Sprintf("样张%d", m.n)
	switch {
	case strings.Contains(header, "域名"):
		s = fmt.Sprintf("a%d.example.cn", m.n)
	case strings.Contains(header, "手机"):
		s = fmt.Sprintf("138%08d", m.n)
	case strings.Contains(header, "IP"):
		s = fmt.Sprintf("52.82.%d.%d", m.n/250, 1+m.n%250)
	case strings.Contains(header, "编号"):
		s = fmt.Sprintf("N%d", m.n)
	}
	m.data[s] = filing.Cell{Sheet: "表", Row: int32(row), Col: int32(col)}
	return s
}

// headers are some that are known, some that are not, and a blank one.
var someHeaders = []string{"编号", "备案类型", "主办单位名称", "网站名称", "域名", "IP地址", "网站负责人姓名", "手机", "主体负责人手机", "内部备注", "经办", "公司名称", "", "通信地址"}

// table writes a table with its header at a row and returns the row below it.
func (m *layoutMaker) table(row, left int) int {
	order := m.Perm(len(someHeaders))[:4+m.IntN(8)]
	set := func(row, col int, v any) {
		for len(m.rows) < row {
			m.rows = append(m.rows, nil)
		}
		for len(m.rows[row-1]) < col {
			m.rows[row-1] = append(m.rows[row-1], nil)
		}
		m.rows[row-1][col-1] = v
	}
	for i, at := range order {
		if h := someHeaders[at]; h != "" {
			set(row, left+i, h)
		}
	}
	last := row + 1 + m.IntN(6)
	for r := row + 1; r <= last; r++ {
		always := m.IntN(len(order))
		for i, at := range order {
			if i == always || m.IntN(4) > 0 {
				set(r, left+i, m.value(someHeaders[at], r, left+i))
			}
		}
	}
	return last + 1 + m.IntN(3)
}

// form writes labels in a column with the values right of them.
func (m *layoutMaker) form() {
	for i, at := range m.Perm(len(someHeaders))[:6+m.IntN(6)] {
		h := someHeaders[at]
		row := []any{h, m.value(h, i+1, 2)}
		if h == "" {
			row[0] = nil
		}
		if m.IntN(5) == 0 {
			row = append(row, m.value(h, i+1, 3))
		}
		m.rows = append(m.rows, row)
	}
}

func makeLayout(seed uint64) *layoutMaker {
	m := &layoutMaker{Rand: rand.New(rand.NewPCG(seed, 7)), data: make(map[string]filing.Cell)}
	switch m.IntN(4) {
	case 0:
		m.form()
	case 1:
		m.table(1, 1)
		m.table(1, 14)
	default:
		for row := 1 + m.IntN(3); row < 20; {
			row = m.table(row, 1+m.IntN(2))
		}
	}
	return m
}

// TestEveryCellIsReadOrToldOf reads random sheets: every value is in a filing, or
// the import names its cell, its row, its column or its sheet as not read.
func TestEveryCellIsReadOrToldOf(t *testing.T) {
	inFilings, told := 0, 0
	for seed := range uint64(400) {
		m := makeLayout(seed)
		book, err := Read(context.Background(), new(rawBook).add("表", sheetXML("", m.rows...)).file(t), Options{})
		if err != nil {
			told += len(m.data) // the whole workbook is refused, with the reason
			continue
		}
		held := make(map[string]bool)
		at := make(map[filing.Cell]bool) // cells that a finding of a filing names
		for _, f := range book.Filings {
			for i := range filing.Fields {
				v := f.Get(filing.Field(i))
				held[v.Raw] = true
				for text := range strings.SplitSeq(v.Text, "\n") {
					held[text] = true
				}
			}
			for _, n := range f.Noticed {
				at[n.Place] = true
				for _, cell := range m.data {
					if n.Args["second"] == cell.String() {
						at[cell] = true
					}
				}
			}
		}
		for text, cell := range m.data {
			switch {
			case held[text]:
				inFilings++
			case at[cell] || isToldOf(book, cell):
				told++
			default:
				t.Fatalf("seed %d: %q at %s is lost\nfindings %v\ntables %+v", seed, text, cell, rulesOf(book.Findings), book.Tables)
			}
		}
	}
	if inFilings < 5000 || told < 1000 {
		t.Errorf("%d cells in filings, %d told of: the layouts test too little", inFilings, told)
	}
}

// isToldOf reports whether a finding of the workbook speaks of a cell: itself,
// its row, its column, its sheet.
func isToldOf(book *Book, cell filing.Cell) bool {
	for _, f := range book.Findings {
		switch f.Rule {
		case ruleSheetIgnored, ruleSheetHidden, ruleCellsUnread:
			return true
		case ruleRowSkipped, ruleRowExample:
			if f.Place.Row == cell.Row {
				return true
			}
		case ruleColumnHeadless, ruleColumnUnknown, ruleColumnAmbiguous, ruleColumnDuplicate, ruleContradicts:
			if f.Place.Col == cell.Col && f.Place.Row <= cell.Row || f.Place.Row == cell.Row && f.Place.Col < cell.Col {
				return true
			}
		}
	}
	return false
}

// FuzzLayout reads the cells of a sheet that the fuzzer writes: lines of text
// with tabs between the cells.
func FuzzLayout(f *testing.F) {
	f.Add("编号\t域名\t主办单位名称\n1\ta.cn\t样张公司\n\n域名\t网站名称\t手机\nb.cn\t乙\t13800000001")
	f.Add("主办单位名称\t样张公司\t域名\ta.cn\n网站名称\t甲\t手机\t13800000001")
	f.Add("网站负责人\t\t主体负责人\n姓名\t手机\t姓名\t手机\t域名\n张三\t1\t李四\t2\ta.cn\n同上\t〃")
	f.Fuzz(func(t *testing.T, text string) {
		g := new(grid)
		if len(text) > 1<<14 || g.readValues(t.Context(), text, '\t') != nil {
			return
		}
		w := &Workbook{path: "fuzz", grids: []*grid{g}}
		book, err := w.Read(t.Context(), Options{})
		if err != nil {
			if len(book.Filings) > 0 {
				t.Fatalf("%d filings with the error %v", len(book.Filings), err)
			}
			return
		}
		again, err := w.Read(t.Context(), Options{Mappings: func(string) (Mapping, bool) { return Mapping{}, true }})
		if err != nil || len(again.Filings) != len(book.Filings) {
			t.Fatalf("a mapping that says nothing makes %d filings of %d, error %v", len(again.Filings), len(book.Filings), err)
		}
		for _, table := range book.Tables {
			names := make(map[string]bool)
			for _, c := range table.Columns {
				if names[c.Name] {
					t.Fatalf("two columns are called %q", c.Name)
				}
				names[c.Name] = true
				if (c.Field != "") != (c.State == Taken || c.State == Reference) || c.Reason.In(filing.ZH) == "" || strings.Contains(c.Reason.In(filing.EN), "{") {
					t.Fatalf("column %+v", c)
				}
			}
		}
	})
}
