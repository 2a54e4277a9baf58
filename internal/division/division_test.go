package division

import (
	"strings"
	"testing"
)

func name(d *Division) string {
	if d == nil {
		return ""
	}
	return d.Name
}

func TestListsToChooseFrom(t *testing.T) {
	for province, want := range map[string]string{
		"32": "南京市", "320000": "南京市", "31": "上海市", "46": "海口市", "65": "乌鲁木齐市",
	} {
		cities := Cities(province)
		if len(cities) == 0 || cities[0].Name != want {
			t.Errorf("Cities(%q) begins with %v, want %s", province, cities, want)
		}
	}
	for city, want := range map[string]int{"320100": 11, "310100": 16, "110100": 16, "500100": 38, "441900": 0, "429004": 0, "620200": 0, "320000": 0, "": 0} {
		if got := Districts(city); len(got) != want {
			t.Errorf("Districts(%q) = %v, want %d", city, got, want)
		}
	}
	for _, nowhere := range []string{"", "3", "71", "99"} {
		if got := Cities(nowhere); got != nil {
			t.Errorf("Cities(%q) = %v", nowhere, got)
		}
	}
}

func TestTablesAreWhole(t *testing.T) {
	table := load()
	if len(table.provinces) != 31 {
		t.Errorf("%d provinces", len(table.provinces))
	}
	cities, districts, former := 0, 0, 0
	for code, d := range table.byCode {
		switch {
		case len(code) != 6 || strings.Trim(code, "0123456789") != "":
			t.Errorf("code %q", code)
		case d == nil:
		case d.former:
			former++
			if d.heir != nil && d.heir.former {
				t.Errorf("%s %s is part of %s, which is of the past", code, d.Name, d.heir)
			}
		case d.level == cityLevel:
			cities++
			if d.parent == nil || d.parent.level != provinceLevel {
				t.Errorf("%s %s is in %v", code, d.Name, d.parent)
			}
		case d.level == districtLevel:
			districts++
			if d.parent == nil || d.parent.level != cityLevel {
				t.Errorf("%s %s is in %v", code, d.Name, d.parent)
			}
		}
	}
	if cities < 360 || districts < 2800 || former < 2500 {
		t.Errorf("%d cities, %d districts, %d former divisions", cities, districts, former)
	}
}

func TestChild(t *testing.T) {
	for _, c := range []struct{ province, name, want string }{
		{"32", "南京市", "南京市"}, {"32", "南京", "南京市"}, {"32", "杭州市", ""}, {"32", "昆山市", ""}, {"32", "", ""},
		{"22", "延边朝鲜族自治州", "延边朝鲜族自治州"}, {"22", "延边州", "延边朝鲜族自治州"}, {"22", "延边", "延边朝鲜族自治州"},
		{"42", "仙桃市", "仙桃市"}, {"42", "恩施州", "恩施土家族苗族自治州"}, {"15", "锡林郭勒", "锡林郭勒盟"}, {"31", "上海", "上海市"},
	} {
		if got := name(Province(c.province).Child(c.name)); got != c.want {
			t.Errorf("%s in %s = %q, want %q", c.name, c.province, got, c.want)
		}
	}
	if got := name(ByCode("331100").Child("景宁县")); got != "景宁畲族自治县" {
		t.Errorf("景宁县 = %q", got)
	}
}

func TestPast(t *testing.T) {
	for _, c := range []struct{ city, name, heir, in string }{
		{"110100", "宣武区", "西城区", "北京市"}, {"110100", "崇文区", "东城区", "北京市"}, {"110100", "密云县", "密云区", "北京市"}, {"110100", "延庆县", "延庆区", "北京市"},
		{"210200", "普兰店市", "普兰店区", "大连市"}, {"310100", "闸北区", "静安区", "上海市"}, {"320100", "下关区", "鼓楼区", "南京市"},
		{"370100", "章丘市", "章丘区", "济南市"}, {"330100", "余杭市", "余杭区", "杭州市"}, {"500100", "江津市", "江津区", "重庆市"}, {"320500", "吴江市", "吴江区", "苏州市"},
		{"130600", "清苑县", "清苑区", "保定市"}, {"341500", "寿县", "寿县", "淮南市"}, {"130100", "桥东区", "", ""}, {"420600", "襄阳县", "襄州区", "襄阳市"},
	} {
		d := ByCode(c.city).Past(c.name)
		if d == nil {
			t.Errorf("no %s in %s", c.name, c.city)
			continue
		}
		today := d.Today()
		if name(today) != c.heir || today != nil && name(today.City()) != c.in {
			t.Errorf("%s is %v today, want %s", c.name, today, c.heir)
		}
	}
	if d := Province("42").Past("襄樊市"); name(d.Today()) != "襄阳市" {
		t.Errorf("襄樊市 is %v today", d)
	}
	if d := Province("37").Past("莱芜市"); name(d.Today()) != "济南市" {
		t.Errorf("莱芜市 is %v today", d)
	}
}

func TestIssued(t *testing.T) {
	for code, want := range map[string]bool{
		"110105": true, "440524": true, "320100": true, "110104": true, "132431": true, "512221": true, "310199": true, "640599": true,
		"330102": true, "659012": true, "710000": true, "810000": true, "320000": true, "110101": true,
		"329999": false, "320190": false, "329900": false, "990000": false, "32010": false, "": false, "460234": false,
	} {
		if Issued(code) != want {
			t.Errorf("Issued(%q) = %v", code, !want)
		}
	}
	for code, want := range map[string]bool{
		"320594": true, "310141": true, "110302": true, "500903": true, "440300": true, "640500": true, "320000": true, "712345": true,
		"329901": false, "990000": false, "": false,
	} {
		if IssuedCity(code) != want {
			t.Errorf("IssuedCity(%q) = %v", code, !want)
		}
	}
}

func TestLookups(t *testing.T) {
	if got := name(CityNamed("杭州市")); got != "杭州市" {
		t.Errorf("CityNamed = %q", got)
	}
	for _, none := range []string{"", "杭州", "西湖区", "襄樊市"} {
		if got := CityNamed(none); got != nil {
			t.Errorf("CityNamed(%q) = %s", none, got)
		}
	}
	if got := Province("32").Below("姑苏区"); name(got) != "姑苏区" || got.City().Name != "苏州市" || got.Province().Name != "江苏省" {
		t.Errorf("姑苏区 = %v", got)
	}
	if got := Province("32").Below("鼓楼区"); got != nil {
		t.Errorf("鼓楼区, of two cities, = %v", got)
	}
}

func TestNear(t *testing.T) {
	for _, c := range []struct{ city, name, want string }{
		{"320100", "玄舞区", "玄武区"}, {"320100", "玄武", ""}, {"320100", "玄武县", "玄武区"}, {"320100", "雨花区", "雨花台区"}, {"320100", "甲乙丙区", ""}, {"420100", "乔口区", "硚口区"},
	} {
		if got := name(ByCode(c.city).Near(c.name)); got != c.want {
			t.Errorf("near %s = %q, want %q", c.name, got, c.want)
		}
	}
}
