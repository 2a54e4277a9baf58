package filing

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

type cleanCase struct{ raw, want string }

func checkClean(t *testing.T, field Field, cases []cleanCase) {
	t.Helper()
	for _, c := range cases {
		got := Clean(field, c.raw, "")
		if got != c.want {
			t.Errorf("Clean(%s, %q) = %q, want %q", field.Key(), c.raw, got, c.want)
		}
		if again := Clean(field, got, ""); again != got {
			t.Errorf("Clean(%s, %q) = %q, not the same again", field.Key(), got, again)
		}
	}
}

func TestCleanPlain(t *testing.T) {
	checkClean(t, EntityAddress, []cleanCase{
		{"", ""},
		{" 宁夏\u00a0中卫市\t范本路\r\n99号 ", "宁夏 中卫市 范本路 99号"},
		{"范本路９９号（样楼）", "范本路９９号（样楼）"}, // width is kept
		{"范本\u200b路\ufeff99\u00ad号\u202e", "范本路99号"},
		{"A\u3000B", "A B"},
		{"\x00a\x07b\x7f", "ab"},
		{"/", ""}, {"—", ""}, {"-", ""}, {"N/A", ""}, {" n/a ", ""}, {"——", ""},
		{"无", "无"}, {"暂无", "暂无"}, // may be a text
		{"a\xffb", "a\ufffdb"},
		{"𠮷野家", "𠮷野家"},
		{"葛󠄀飾", "葛󠄀飾"},                     // a variation selector is part of the character
		{"Cafe\u0301 样", "Café 样"},         // accents apart, as macOS writes them
		{"\u0301e\u0323\u0302", "\u0301ệ"}, // several, and one without a letter
		{"\uf900e\u0301", "\uf900é"},       // a compatibility ideograph stays what it is
		{"\ue000样", "\ue000样"},             // private use: for the papers to say
		{"😀官网", "😀官网"},
	})
}

func TestCleanNameKeepsWidth(t *testing.T) {
	checkClean(t, EntityName, []cleanCase{
		{" 样张云帆科技（宁夏）有限公司 ", "样张云帆科技（宁夏）有限公司"},
		{"样张云帆科技(宁夏)有限公司", "样张云帆科技(宁夏)有限公司"},
		{"ＡＢＣ科技有限公司", "ＡＢＣ科技有限公司"},
		{"样张\u200b云帆\n科技有限公司", "样张云帆科技有限公司"}, // wrapped in its cell
		{"样张云帆科技\r\n（宁夏）\n有限公司", "样张云帆科技（宁夏）有限公司"},
		{"Sample\nCloud\n样张", "Sample Cloud 样张"},
		{"样张 云帆", "样张 云帆"},
		{"Sample  Cloud\u00a0Ltd.", "Sample Cloud Ltd."},
		{"/", ""}, {"无", "无"},
	})
}

func TestCleanNameOfPerson(t *testing.T) {
	checkClean(t, SitePersonName, []cleanCase{
		{"样 某", "样某"},
		{"样　　某", "样某"},
		{"阿里•样张", "阿里·样张"}, {"阿里．样张", "阿里·样张"}, {"阿里‧样张", "阿里·样张"}, {"阿里.样张", "阿里·样张"}, {"阿里 · 样张", "阿里·样张"},
		{"阿里·样张", "阿里·样张"},
		{"John  A. Sample", "John A. Sample"},
		{"样 John", "样 John"},
		{".样", ".样"},
	})
	if got := Clean(SiteName, "样张 官网", ""); got != "样张 官网" {
		t.Errorf("the space in a site's name was dropped: %q", got)
	}
}

func TestCleanCode(t *testing.T) {
	checkClean(t, EntityPersonIDNumber, []cleanCase{
		{"11010519491231002x", "11010519491231002X"},
		{"'11010519491231002X", "11010519491231002X"},
		{"’11010519491231002X", "11010519491231002X"},
		{"110105 19491231 002X", "11010519491231002X"},
		{"110105-19491231-002X", "11010519491231002X"},
		{"110105—19491231—002X", "11010519491231002X"},
		{"１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"},
		{"11010519491231002×", "11010519491231002X"},
		{"11010519491231002Х", "11010519491231002X"}, // Cyrillic
		{"11010519491231002х", "11010519491231002X"}, // Cyrillic, small
		{"11010519491231002χ", "11010519491231002X"}, // Greek
		{"11010519491231002ⅹ", "11010519491231002X"}, // Roman numeral
		{"1101051949123100×", "1101051949123100×"},   // not an 18-character number
		{"h01234567", "H01234567"},
		{"1234567890（b）", "1234567890(B)"},
		{"3.20106199001011E+17", "3.20106199001011E+17"}, // damaged: for the checks to say
		{"无", ""}, {"/", ""},
	})
	checkClean(t, EntityCertNumber, []cleanCase{
		{"91640500ma76abc06p", "91640500MA76ABC06P"},
		{"91640500 MA76ABC06P", "91640500MA76ABC06P"},
		{"12345678-9", "123456789"},
		{"宗场证字（京）F010010001", "宗场证字(京)F010010001"},
		{"京房-01", "京房-01"},
		{"O1234", "O1234"}, // no guess
	})
}

func TestCleanChoice(t *testing.T) {
	for _, c := range []struct {
		field       Field
		raw, parent string
		want        string
	}{
		{FilingKind, "首次备案", "", "new-entity"},
		{FilingKind, "变更 ＩＰ", "", "change-ip"},
		{FilingKind, "无主体新增", "", "new-entity"},
		{FilingKind, "有主体新增网站", "", "new-site"},
		{FilingKind, "备案迁移", "", "备案迁移"},
		{EntityNature, "公司", "", "4"},
		{EntityNature, "４", "", "4"},
		{EntityCertType, "组织机构代码证", "2", "9"},
		{EntityCertType, "营业执照（个人或企业）", "4", "1"},
		{EntityCertType, "营业执照 (副本)", "4", "1"},
		{EntityPersonIDType, "二代身份证", "", "2"},
		{EntityPersonIDType, "回乡证", "", "14"},
		{EntityPersonIDType, "台胞证", "", "11"},
		{EntityPersonIDType, "军官证", "", "军官证"},
		{EntityPersonIDType, "/", "", ""},
		{EntityProvince, "宁夏回族自治区", "", "64"},
		{EntityProvince, "宁", "", "64"},
		{EntityProvince, "川", "", "51"},
		{EntityProvince, "蜀", "", "51"},
		{EntityProvince, "宁夏回族自治区中卫市沙坡头区", "", "64"},
		{EntityProvince, "宁夏 / 中卫 / 沙坡头", "", "64"},
		{EntityProvince, "北京-朝阳", "", "11"},
		{EntityProvince, "海南藏族自治州", "", "海南藏族自治州"},
		{EntityProvince, "中卫市", "", "中卫市"},
		{EntityProvince, "无", "", ""},
		{DomainVerified, "已实名认证", "", "yes"},
		{DomainVerified, "√", "", "yes"},
		{DomainVerified, "Y", "", "yes"},
		{DomainVerified, "TRUE", "", "yes"},
		{DomainVerified, "未实名", "", "no"},
		{DomainVerified, "没有", "", "no"},
		{DomainVerified, "无", "", ""},
		{AccessIPKind, "弹性IP", "", "eip"},
		{AccessIPKind, "NLB", "", "elb"},
		{AccessMode, "租赁虚拟空间", "", "16"},
		{AccessMode, "1.6", "", "1.6"}, // not the code 16
		{SiteServiceContent, "官网", "", "8"},
		{SiteServiceContent, "博客/个人空间", "", "6"},
		{SiteServiceType, "网站", "", "1"},
		{EntityPersonIMType, "QQ", "", "1"},
	} {
		if got := Clean(c.field, c.raw, c.parent); got != c.want {
			t.Errorf("Clean(%s, %q, %q) = %q, want %q", c.field.Key(), c.raw, c.parent, got, c.want)
		}
	}
}

func TestCleanChoices(t *testing.T) {
	checkClean(t, SiteLanguages, []cleanCase{
		{"中文简体", "1"},
		{"中文、英文", "1\n12"},
		{"中文简体；英语;日语，法语,俄语|藏语\n壮语", "1\n12\n13\n14\n15\n7\n8"},
		{"中文 英文", "1\n12"},
		{"中文/英文", "1\n12"},
		{"中文+英文", "1\n12"},
		{"中文，中文简体", "1"},
		{"中文、克林贡语", "1\n克林贡语"},
		{"中文/克林贡/语", "1\n克林贡/语"},
		{"克林贡/语", "克林贡/语"},
		{"/", ""}, {"无", ""}, {"、", ""},
	})
	checkClean(t, SitePreApproval, []cleanCase{
		{"新闻/出版", "1\n2"},
		{"药品和医疗器械", "16"},
		{"药品、医疗器械", "16"}, // the label's own mark
		{"无", ""}, {"否", ""}, {"不涉及", ""}, {"不涉及前置审批", ""},
		{"校外培训(高中及以下阶段)", "8192"},
		{"文化；无", "256"},
	})
}

// Where the labels of a multiple choice hold separators themselves, the longest
// label wins.
func TestSplitChoicesKeepsLabelsWithSlashes(t *testing.T) {
	table := TableNamed("service-content")
	for _, c := range []struct {
		raw  string
		want []string
	}{
		{"博客/个人空间", []string{"6"}},
		{"博客/个人空间/网络广告/信息/WAP", []string{"6", "7", "23"}},
		{"网上炒股/股票基金、其他", []string{"12", "24"}},
		{"其他/博客／个人空间", []string{"24", "6"}},
	} {
		if diff := cmp.Diff(c.want, cleanChoices(table, c.raw)); diff != "" {
			t.Errorf("%q: %s", c.raw, diff)
		}
	}
}

func TestCleanDomains(t *testing.T) {
	checkClean(t, SiteDomains, []cleanCase{
		{"example.com", "example.com"},
		{" EXAMPLE.COM. ", "example.com"},
		{"http://www.example.com/index.html?a=1#x", "www.example.com"},
		{"https://example.com:8443/", "example.com"},
		{"HTTPS://http://example.com", "example.com"},
		{"//example.com/", "example.com"},
		{"a.cn、b.cn；c.cn，d.cn;e.cn,f.cn|g.cn\nh.cn i.cn", "a.cn\nb.cn\nc.cn\nd.cn\ne.cn\nf.cn\ng.cn\nh.cn\ni.cn"},
		{"a.cn；A.CN", "a.cn"},
		{"ｅｘａｍｐｌｅ．ｃｏｍ", "example.com"},
		{"example。com", "example.com"},
		{"example.com。", "example.com"},
		{"xn--fiq228c.xn--fiqs8s", "中文.中国"},
		{"中文。中国", "中文.中国"},
		{"WWW.中文.中国/", "www.中文.中国"},
		{"xn--a.com", "xn--a.com"}, // not well formed
		{"*.example.com", "*.example.com"},
		{"a.com/b.com", "a.com/b.com"}, // two domains, or a path: not for us to say
		{"a.com/index.php", "a.com"},
		{"https://a.com/b.com", "a.com"},
		{"someone@example.com", "someone@example.com"},
		{"无", ""}, {"/", ""},
		{"ex\u200bample.com", "example.com"},
	})
}

func TestCleanURL(t *testing.T) {
	checkClean(t, SiteHomeURL, []cleanCase{
		{"http://www.Example.com/", "www.example.com"},
		{"https://example.com/Path/", "example.com/Path"},
		{"https：／／example。com", "example.com"},
		{"www.example.com//", "www.example.com"},
		{"/", ""}, {"无", ""},
	})
}

func TestCleanIPs(t *testing.T) {
	checkClean(t, AccessIPs, []cleanCase{
		{"52.82.10.20", "52.82.10.20"},
		{"52.82.10.20；52.82.10.21、52.82.10.22,52.82.10.23\n52.82.10.24 52.82.10.25", "52.82.10.20\n52.82.10.21\n52.82.10.22\n52.82.10.23\n52.82.10.24\n52.82.10.25"},
		{"52.82.10.20-52.82.10.30", "52.82.10.20-52.82.10.30"},
		{"52.82.10.20 ~ 52.82.10.30", "52.82.10.20-52.82.10.30"},
		{"52.82.10.20至52.82.10.30", "52.82.10.20-52.82.10.30"},
		{"52.82.10.20——52.82.10.30", "52.82.10.20-52.82.10.30"},
		{"52.82.10.20-30", "52.82.10.20-52.82.10.30"},
		{"52.82.10.20-52.82.10.20", "52.82.10.20"},
		{"52.82.10.0/28", "52.82.10.0/28"},
		{"５２。８２．１０．２０", "52.82.10.20"},
		{"2400:7FC0:0:0::1", "2400:7fc0::1"},
		{"52.82.10.20；52.82.10.20", "52.82.10.20"},
		{"52.82.10.256", "52.82.10.256"},
		{"52.82.010.20", "52.82.010.20"},
		{"52.82.10.20:80", "52.82.10.20:80"},
		{"52.82.10.20-300", "52.82.10.20-300"},
		{"52.82.10.20-", "52.82.10.20-"},
		{"无", ""}, {"-", ""},
	})
}

func TestCleanFiles(t *testing.T) {
	checkClean(t, ScanEntityLicence, []cleanCase{
		{`证件\执照.jpg`, "证件/执照.jpg"},
		{"a.jpg；b.png、c.pdf|d.jpg\ne.jpg", "a.jpg\nb.png\nc.pdf\nd.jpg\ne.jpg"},
		{`"正面 (1).jpg"; 反面.jpg`, "正面 (1).jpg\n反面.jpg"},
		{"（一）,２.jpg", "（一）,２.jpg"}, // names of files are not folded
		{"无", ""},
	})
}

func TestCleanAccount(t *testing.T) {
	checkClean(t, AccessAccountID, []cleanCase{
		{"012345678901", "012345678901"},
		{"0123-4567-8901", "012345678901"},
		{" 0123 4567 8901 ", "012345678901"},
		{"'012345678901", "012345678901"},
		{"０１２３４５６７８９０１", "012345678901"},
		{"12345678901", "12345678901"}, // a zero may be lost: for the checks to say
		{"1.23457E+11", "1.23457E+11"},
		{"AWS-012345678901", "AWS-012345678901"},
	})
}

func TestCleanRecord(t *testing.T) {
	checkClean(t, SiteRecordNumber, []cleanCase{
		{"宁ICP备12345678号-1", "宁ICP备12345678号-1"},
		{" 宁 icp 备 12345678 号 － 1 ", "宁ICP备12345678号-1"},
		{"宁ＩＣＰ备１２３４５６７８号—１", "宁ICP备12345678号-1"},
		{"无", ""}, {"暂无", ""},
	})
}

func TestSetRaw(t *testing.T) {
	var f Filing
	at := Cell{Sheet: "主体", Col: 3, Row: 7}
	f.SetRaw(EntityName, "样张公司", at)
	if diff := cmp.Diff(Value{Text: "样张公司", Cell: at}, f.Get(EntityName)); diff != "" {
		t.Error(diff)
	}
	f.SetRaw(EntityPersonMobile, "+86 138 0000 0001", at)
	if diff := cmp.Diff(Value{Text: "13800000001", Raw: "+86 138 0000 0001", Cell: at}, f.Get(EntityPersonMobile)); diff != "" {
		t.Error(diff)
	}
}

// The column of the certificate may stand before that of the nature.
func TestSetRawReadsCertificateUnderNatureInAnyOrder(t *testing.T) {
	for _, order := range [][]Field{{EntityNature, EntityCertType}, {EntityCertType, EntityNature}} {
		var f Filing
		words := map[Field]string{EntityNature: "事业单位", EntityCertType: "组织机构代码证"}
		for i, field := range order {
			f.SetRaw(field, words[field], Cell{Col: int32(i + 1), Row: 2})
		}
		if got := f.Text(EntityCertType); got != "3" {
			t.Errorf("order %v: certificate %q, want 3", order, got)
		}
		if f.Get(EntityCertType).Raw != "组织机构代码证" {
			t.Errorf("order %v: what was written is lost", order)
		}
	}
}

// Texts that an earlier version cleaned differently a second time; all were
// found by the tests below.
func TestCleanOnceIsEnough(t *testing.T) {
	checkClean(t, AccessAccountID, []cleanCase{{"．", ""}, {"－-", ""}})
	checkClean(t, EntityPersonIDNumber, []cleanCase{{"’//", ""}})
	checkClean(t, SiteHomeURL, []cleanCase{{"。", ""}, {"// example.com", "example.com"}, {"example.com\u3000//", "example.com"}, {"http://\u2028example.com／", "example.com"}, {"İhttp://example.com", "example.com"}})
	checkClean(t, SiteDomains, []cleanCase{{"::1：1", "::1:1"}, {"example.com:80。", "example.com"}})
}

// pieces are what cells are made of, and what breaks cleaners.
var pieces = strings.Split(" |  |\u3000|\n|\r\n|\t|\u200b|\ufeff|/|／|-|－|—|~|～|至|到| to |长期|永久|2024|2024-01-05|2039.9.9|20240105|1|5|12|31|年|月|日|号|十|二|〇|星期五|T16:00:00Z| 8:30|:|：|"+
	"+86|086|0086|86|0955|010|021|7000000|13800000001|138|转|ext|#|(|)|（|）|x|×|Х|X|11010519491231002|a|b.com|example|。|.|．|www.|http://|https：//|//|xn--fiq228c|xn--|xn--a|中文|中国|@|＠|<|>|mailto:|?s=1|;|；|、|,|，|"+
	"52.82.10.20|52.82.10.|10|30|/28|::1|2400:7FC0::|fe80::1%e|ICP|ⅰcp|备|宁|无|否|不涉及|暂无|空|N/A|*|博客|个人空间|英语|新闻|出版|\u00a8|\u0301|e|ß|İ|ſ|K|ﬁ|½|㎏|①|\u0345|Σ|ς|か|\u3099|\xff|𠮷|\u2028|\u0085|'|’|\"|“|\\|·|•|样|张|John", "|")

func TestCleanIsIdempotent(t *testing.T) {
	random := rand.New(rand.NewPCG(2024, 11))
	for range 60_000 {
		var b strings.Builder
		for range 1 + random.IntN(8) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		field := Field(random.IntN(int(fieldCount)))
		got := Clean(field, b.String(), "")
		if again := Clean(field, got, ""); again != got {
			t.Errorf("Clean(%s, %q) = %q, cleaned again %q", field.Key(), b.String(), got, again)
		}
		if !utf8.ValidString(got) || strings.ContainsFunc(got, invisible) {
			t.Errorf("Clean(%s, %q) = %q: not clean", field.Key(), b.String(), got)
		}
	}
}

func FuzzClean(f *testing.F) {
	for i := range Fields {
		f.Add(uint8(i), Fields[i].Example, "")
	}
	for _, s := range []string{"+86(0955)7000000转12", "二〇二四年一月五日", "2019.09.09-长期", "a.cn、xn--fiq228c.xn--fiqs8s", "52.82.10.20 ~ 30", "11010519491231002×", "张三 <a@b.com>", "\u00a8\u0308x", "\xff\xfe", "¨ ́a", "宁 ⅰcp 备1号", "ſ.com", "İ@İ.com"} {
		for _, field := range []Field{EntityPersonMobile, EntityPersonOfficePhone, EntityPersonEmail, SiteDomains, AccessIPs, EntityPersonIDNumber, EntityPersonIDValidTo, SiteRecordNumber, SiteHomeURL, SiteLanguages} {
			f.Add(uint8(field), s, "")
		}
	}
	f.Fuzz(func(t *testing.T, n uint8, raw, parent string) {
		field := Field(n) % fieldCount
		got := Clean(field, raw, parent)
		if !utf8.ValidString(got) {
			t.Errorf("Clean(%s, %q) = %q: not UTF-8", field.Key(), raw, got)
		}
		if again := Clean(field, got, parent); again != got {
			t.Errorf("Clean(%s, %q) = %q, cleaned again %q", field.Key(), raw, got, again)
		}
		if strings.ContainsFunc(got, invisible) {
			t.Errorf("Clean(%s, %q) = %q holds invisible characters", field.Key(), raw, got)
		}
		Mask(field, got)
	})
}

// A filing as people write it: about a third of the values need work.
func BenchmarkClean(b *testing.B) {
	var raws [fieldCount]string
	for i := range Fields {
		raws[i] = Fields[i].Example
	}
	raws[EntityPersonMobile] = "+86 138-0000-0001"
	raws[EntityPersonIDValidTo] = "2019.09.09-2039.09.09"
	raws[DomainExpires] = "2028/3/15"
	raws[SiteDomains] = "https://www.Example.com/；example.cn"
	raws[AccessIPs] = "52.82.10.20；52.82.10.21-30"
	raws[EntityPersonOfficePhone] = "0955-7000000转12"
	raws[EntityPersonIDNumber] = "11010519491231002x"
	raws[EntityAddress] += "\u00a0"
	b.ReportAllocs()
	for b.Loop() {
		var f Filing
		for field := Field(0); field < fieldCount; field++ {
			f.SetRaw(field, raws[field], Cell{Row: 2})
		}
	}
}
