package job

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/forms"
	"beiandesk/internal/filing"
)

// A volume ends between filings, so that what belongs together is posted
// together.
func TestVolumesEndBetweenFilings(t *testing.T) {
	p := new(paperwork)
	for i := range 700 {
		f := new(filing.Filing)
		f.Set(filing.FilingKey, filing.Value{Text: fmt.Sprint(i)})
		for range 3 {
			p.sheets = append(p.sheets, forms.Sheet{Filings: []*filing.Filing{f}})
		}
	}
	var sizes []int
	for _, v := range p.volumes() {
		sizes = append(sizes, len(v))
	}
	if diff := cmp.Diff([]int{951, 951, 198}, sizes); diff != "" {
		t.Error(diff)
	}
	var numbers []int
	for _, v := range p.bundles(true) {
		numbers = append(numbers, v.numbers.Volume)
	}
	if diff := cmp.Diff([]int{1, 2, 3}, numbers); diff != "" {
		t.Error(diff)
	}
	p.sheets = p.sheets[:3]
	if all := p.bundles(true); len(all) != 1 || all[0].numbers.Volume != 0 || p.bundles(false)[0].numbers != nil {
		t.Errorf("one volume is %+v", all)
	}
	if got := new(paperwork).volumes(); len(got) != 0 {
		t.Errorf("%d volumes of nothing", len(got))
	}
}

func TestVolumeNames(t *testing.T) {
	for _, test := range []struct {
		i, n int
		want string
	}{{0, 1, "打印/全部.pdf"}, {0, 2, "打印/全部_第1册.pdf"}, {8, 12, "打印/全部_第09册.pdf"}} {
		if got := volumeName("打印/全部.pdf", test.i, test.n); got != test.want {
			t.Errorf("volume %d of %d is %s, want %s", test.i, test.n, got, test.want)
		}
	}
}
