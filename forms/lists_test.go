package forms

import (
	"strings"
	"testing"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// listOfFiling returns a list of the sample filing with some values replaced.
func listOfFiling(t *testing.T, name string, change values) *Form {
	t.Helper()
	for _, form := range Default().ListsOf(sampleFiling(t, change), provider.Default()) {
		if form.Name == name {
			return form
		}
	}
	t.Fatalf("no list %s", name)
	return nil
}

// electronic makes the sample filing one that is verified electronically and
// needs no paper.
var electronic = values{"entity.province": "44", "site.person.name": "样某某", "site.person.id_type": "2",
	"site.person.id_number": "11010519491231002X", "access.account_company": ""}

func TestVerificationListSpeaksOfItsRoute(t *testing.T) {
	manual := reading(listOfFiling(t, "核验准备清单", nil))
	for _, want := range []string{"人工核验", "现场核验照片", "网站备案信息真实性核验单", "网站负责人签字（字迹工整），加盖公章，日期不填", "互联网信息服务备案承诺书", "13800000003"} {
		if !strings.Contains(manual, want) {
			t.Errorf("manual route: the list lacks %q", want)
		}
	}
	if strings.Contains(manual, "二维码") {
		t.Error("manual route: the list speaks of the code to scan")
	}
	got := reading(listOfFiling(t, "核验准备清单", electronic))
	for _, want := range []string{"电子化核验二维码", "人脸视频核验", "营业执照原件", "已核验"} {
		if !strings.Contains(got, want) {
			t.Errorf("electronic route: the list lacks %q", want)
		}
	}
	for _, other := range []string{"纸质材料", "现场核验照片", "网站负责人范某"} {
		if strings.Contains(got, other) {
			t.Errorf("electronic route without papers: the list speaks of %q", other)
		}
	}
}

func TestAfterListStatesTheProvider(t *testing.T) {
	got := reading(listOfFiling(t, "备案后事项", nil))
	police := provider.Default().Police
	for _, want := range []string{"宁ICP备＿", "https://beian.miit.gov.cn", "30 日内", police.Name, police.Area, police.Mode, police.Phone, police.Portal} {
		if !strings.Contains(got, want) {
			t.Errorf("the list lacks %q", want)
		}
	}
}

// Whoever cancels a filing neither verifies it nor shows its number.
func TestListsAreOfTheirKinds(t *testing.T) {
	for kind, want := range map[string]int{"new-entity": 2, "new-access": 2, "change-info": 1, "change-ip": 0, "cancel-site": 0} {
		if got := Default().ListsOf(sampleFiling(t, values{"filing.kind": kind}), provider.Default()); len(got) != want {
			t.Errorf("%s: %d lists, want %d", kind, len(got), want)
		}
	}
}

func TestPostingListHasABoxAPaper(t *testing.T) {
	a := fill(t, filing.CheckSheet, sampleFiling(t, nil))
	b := fill(t, filing.Confirmation, sampleFiling(t, nil), sampleFiling(t, values{"filing.key": "002"}))
	form, err := Default().List(PostingList, []Entry{{Form: a}, {Form: b}}, func(key string) string { return "单位" + key }, provider.Default())
	if err != nil {
		t.Fatal(err)
	}
	got := reading(form)
	for _, want := range []string{"共 2 项备案，2 份原件", "西云数据", "10100966-4", "001 等 2 项", "单位001", a.Name, b.Name} {
		if !strings.Contains(got, want) {
			t.Errorf("the list lacks %q:\n%s", want, got)
		}
	}
	if n := strings.Count(got, "□"); n != 6 {
		t.Errorf("%d boxes, want 3 a paper", n)
	}
}

// The letter names the roles that the person is given, and the entity's person
// as well where that is another than the legal representative.
func TestAuthorizationNamesTheRoles(t *testing.T) {
	both := values{"entity.person.name": "范某", "entity.person.id_type": "7", "entity.person.id_number": "E00000000"}
	third := values{"entity.person.name": "样某", "entity.person.id_type": "2", "entity.person.id_number": "11010519491231002X", "entity.legal_rep_id_number": ""}
	for _, province := range []string{"64", "31"} {
		for _, test := range []struct {
			change     values
			want, lack string
		}{
			{nil, "的网站负责人，", "主体负责人"},
			{both, "的主体负责人和网站负责人，", "同时授权"},
			{third, "同时授权样某（居民身份证，证件号码11010519491231002X）担任本单位的主体负责人", "主体负责人和"},
		} {
			change := values{"entity.province": province}
			for key, v := range test.change {
				change[key] = v
			}
			got := reading(fill(t, filing.Authorization, sampleFiling(t, change)))
			if !strings.Contains(got, test.want) || strings.Contains(got, test.lack) {
				t.Errorf("province %s, %v: want %q and not %q in\n%s", province, test.change, test.want, test.lack, got)
			}
		}
	}
}

func TestCommitmentGoesToTheProvincesAuthority(t *testing.T) {
	for code, want := range map[string]string{"31": "上海市通信管理局、", "64": "宁夏回族自治区通信管理局、", "14": "山西省通信管理局、"} {
		if got := reading(fill(t, filing.Commitment, sampleFiling(t, values{"entity.province": code}))); !strings.Contains(got, want) {
			t.Errorf("province %s: the letter lacks %q", code, want)
		}
	}
}
