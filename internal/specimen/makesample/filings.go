package main

import (
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/specimen"
)

// entry is one filing of the sample.
type entry struct {
	number  string
	kind    filing.Kind
	of      *party
	person  *person // the site's; nil for the entity's own
	reason  string
	site    string
	domain  string // as the workbook has it
	record  string // the site's filing number
	expires string // of the domain, 2033-03-15 when empty
	ips     string
	files   map[filing.Slot]string // named in the workbook; the others are matched by name

	expect filing.Status
	papers []filing.Paper
	shows  filing.Text // what the filing is in the sample for
}

var entries = []entry{
	{number: "001", kind: filing.NewEntity, of: yunfan, site: "样张云帆科技官网", domain: "yangzhang-yunfan.cn", ips: "52.82.10.20",
		expect: filing.Ready, papers: []filing.Paper{filing.Commitment},
		shows: filing.Text{ZH: "无误。宁夏须提交承诺书；账号以 0 开头。材料放在以单位命名的文件夹。",
			EN: "Clean. Ningxia asks for the commitment letter; the account ID begins with 0. Scans in a folder named after the entity."}},
	{number: "002", kind: filing.NewSite, of: pujiang, person: &pujiangSite, site: "样张浦江云服务", domain: "yangzhang-pujiang-cloud.com", ips: "52.83.10.21",
		expect: filing.Ready, papers: []filing.Paper{filing.Authorization, filing.Commitment},
		shows: filing.Text{ZH: "无误。网站负责人不是法定代表人，须授权书（上海版）；上海须承诺书。材料放在以信用代码命名的文件夹，域名截图以域名开头。",
			EN: "Clean. The site's person is not the legal representative: authorization letter (Shanghai's wording), and Shanghai's commitment letter. Scans in a folder named by the credit code."}},
	{number: "003", kind: filing.NewSite, of: pujiang, person: &pujiangSite, site: "样张中国浦江商城", domain: "www.yangzhang-pujiang-mall.com", ips: "52.83.10.22",
		expect: filing.Blocked, papers: []filing.Paper{filing.Authorization, filing.Commitment},
		shows: filing.Text{ZH: "错误：网站名称含“中国”；域名带了 www.。材料放在以编号命名的文件夹。",
			EN: "Mistakes: the site name holds 中国; the domain begins with www. Scans in a folder named by the number."}},
	{number: "004", kind: filing.ChangeIP, of: pujiang, site: "样张浦江信息官网", domain: "yangzhang-pujiang.cn", record: "沪ICP备00000002号-1", ips: "54.223.10.20",
		expect: filing.Blocked,
		shows:  filing.Text{ZH: "错误：IP 属于北京区域，不是宁夏区域。", EN: "Mistake: the address is of the Beijing region."}},
	{number: "005", kind: filing.NewEntity, of: nanyue, site: "样张南粤贸易官网", domain: "yangzhang-nanyue.com", ips: "161.189.10.20；161.189.10.21",
		expect: filing.Ready, papers: []filing.Paper{filing.Confirmation},
		shows: filing.Text{ZH: "无误。AWS 账号属于集团公司，须确认书。执照照片倒着拍（EXIF 方向 3）；材料平铺，文件名以编号开头。",
			EN: "Clean. The AWS account belongs to another company: confirmation letter. The licence was photographed upside down (EXIF 3). Flat files, names beginning with the number."}},
	{number: "006", kind: filing.NewEntity, of: jinghua, site: "样张京华数据研究中心", domain: "yangzhang-jinghua.cn", ips: "43.192.10.20",
		files: map[filing.Slot]string{filing.SlotEntityLicence: "扫描/IMG_0012.jpg", filing.SlotEntityPersonID: "扫描/Scan_0013.jpg",
			filing.SlotSitePersonID: "扫描/Scan_0013.jpg", filing.SlotDomainCert: "扫描/Snipaste_0014.png"},
		expect: filing.Ready, papers: []filing.Paper{filing.CheckSheet},
		shows: filing.Text{ZH: "无误。事业单位法人证书，走人工核验，须核验单。材料文件名在表格的“文件”列中写明，身份证两面扫描在一页上。",
			EN: "Clean. A public institution: manual verification, check sheet. Its files are named in the workbook's file columns; both sides of the ID card are on one scanned page."}},
	{number: "007", kind: filing.ChangeIP, of: rongcheng, site: "样张蓉城软件官网", domain: "yangzhang-rongcheng.com", record: "蜀ICP备00000009号-1", ips: "68.79.10.20-68.79.10.23",
		expect: filing.Ready,
		shows:  filing.Text{ZH: "无误。变更IP，不需要材料；地址写成起止段。", EN: "Clean. A change of addresses needs no scans; they are written as a range."}},
	{number: "008", kind: filing.CancelAccess, of: zhijiang, site: "样张之江网络官网", domain: "yangzhang-zhijiang.cn", record: "浙ICP备00000010号-1",
		reason: "网站已迁至其他接入商", expect: filing.Ready,
		shows: filing.Text{ZH: "无误。取消接入。", EN: "Clean. The access is cancelled."}},
	{number: "009", kind: filing.NewAccess, of: qilu, site: "样张齐鲁制造官网", domain: "yangzhang-qilu.cn", record: "鲁ICP备00000006号-1", expires: "2025-06-30", ips: "52.82.11.30",
		expect: filing.Blocked,
		shows: filing.Text{ZH: "错误：域名已过期；负责人身份证号校验位不对；应急电话与本人手机相同；执照是黑白复印件；身份证扫描太小；域名截图文件损坏。",
			EN: "Mistakes: expired domain; wrong check digit of an ID number; emergency phone equal to the mobile; grey copy of the licence; ID scan too small; damaged screenshot."}},
	{number: "010", kind: filing.ChangeEntity, of: qilu, reason: "通信地址变更",
		expect: filing.Blocked,
		shows: filing.Text{ZH: "错误：与 009 同一单位、同一负责人，同样的号码和图片问题；一个单位同时只能办理一项。",
			EN: "Mistakes: the same entity and person as 009, with the same faults; an entity has one filing at a time."}},
	{number: "011", kind: filing.NewEntity, of: xueyu, site: "样张雪域旅行网", domain: "yangzhang-xueyu.com", ips: "52.83.10.60",
		expect: filing.Blocked,
		shows: filing.Text{ZH: "错误：西藏不在受理范围；手机号与 012 的另一人相同；缺材料。",
			EN: "Mistakes: Tibet is not served; mobile number shared with another person in 012; scans missing."}},
	{number: "012", kind: filing.NewEntity, of: xiaoman, site: "样张小满便民店", domain: "yangzhang-xiaoman.shop", ips: "52.83.10.61",
		expect: filing.Blocked, papers: []filing.Paper{filing.Commitment},
		shows: filing.Text{ZH: "错误：信用代码 92 开头，是个体工商户；手机号与 011 的另一人相同；必填的电子邮箱空着；缺材料。",
			EN: "Mistakes: the credit code begins with 92, an individual business; mobile number shared with another person in 011; the required e-mail is empty; scans missing."}},
	{number: "013", kind: filing.CancelSite, of: jinling, site: "样张金陵电子商情", domain: "yangzhang-jinling.com", record: "苏ICP备00000011号-2",
		reason: "网站停止运营", expect: filing.Ready,
		shows: filing.Text{ZH: "无误。注销网站。", EN: "Clean. A site is cancelled."}},
	{number: "014", kind: filing.ChangeInfo, of: pujiang, person: &pujiangSite, site: "春晓茶话集", domain: "yangzhang-chahua.com", record: "沪ICP备00000002号-2", ips: "69.230.200.10",
		expect: filing.Warned, papers: []filing.Paper{filing.Authorization, filing.Commitment},
		shows: filing.Text{ZH: "提醒：网站名称看不出与主办单位的关联，建议在备注里说明。域名截图是手机截屏。",
			EN: "Warning: the site name is unrelated to the entity; a remark should explain it. The screenshot is a phone's."}},
}

// values returns what the workbook says of a filing, by field; only fields that
// the kind asks for.
func (e entry) values() map[filing.Field]string {
	all := map[filing.Field]string{
		filing.FilingKey:    e.number,
		filing.FilingKind:   e.kindLabel(),
		filing.FilingReason: e.reason,
	}
	e.addEntity(all)
	e.addSite(all)
	site := e.person
	if site == nil {
		site = &e.of.rep
	}
	addPerson(all, filing.EntityRole, &e.of.rep)
	addPerson(all, filing.SiteRole, site)
	for slot, files := range e.files {
		all[filing.ScanField(slot)] = files
	}
	for field, text := range all {
		if text == "" || !field.Def().Asked.Has(e.kind) {
			delete(all, field)
		}
	}
	return all
}

func (e entry) kindLabel() string {
	item, _ := filing.TableNamed("kind").Item(string(e.kind))
	return item.Label.ZH
}

func (e entry) addEntity(all map[filing.Field]string) {
	p := e.of
	for field, text := range map[filing.Field]string{
		filing.EntityName:             p.Name,
		filing.EntityNature:           p.nature,
		filing.EntityCertType:         p.certType,
		filing.EntityCertNumber:       p.Code,
		filing.EntityCertValidTo:      p.validTo,
		filing.EntityProvince:         p.province,
		filing.EntityCity:             p.city,
		filing.EntityDistrict:         p.district,
		filing.EntityCertAddress:      p.Address,
		filing.EntityAddress:          p.Address,
		filing.EntityInvestor:         p.investor,
		filing.EntityLegalRep:         p.rep.Name,
		filing.EntityLegalRepIDType:   "居民身份证",
		filing.EntityLegalRepIDNumber: p.rep.number(),
		filing.EntityRecordNumber:     p.record,
	} {
		all[field] = text
	}
}

func (e entry) addSite(all map[filing.Field]string) {
	p := e.of
	for field, text := range map[filing.Field]string{
		filing.SiteName:               e.site,
		filing.SiteServiceType:        "网站",
		filing.SiteDomains:            e.domain,
		filing.SiteHomeURL:            "www." + e.bareDomain(),
		filing.SiteServiceContent:     "单位门户网站",
		filing.SiteLanguages:          "中文简体",
		filing.SiteRecordNumber:       e.record,
		filing.DomainRegistrar:        registrar,
		filing.DomainRegistered:       registered,
		filing.DomainExpires:          e.expiry(),
		filing.DomainVerified:         "是",
		filing.DomainHolder:           p.Name,
		filing.DomainHolderCertType:   p.certType,
		filing.DomainHolderCertNumber: p.Code,
		filing.AccessAccountID:        p.account,
		filing.AccessAccountCompany:   p.accountCompany,
		filing.AccessIPs:              e.ips,
		filing.AccessIPKind:           "弹性IP（EIP）",
		filing.AccessMode:             "云接入",
		filing.AccessServerPlace:      "宁夏",
	} {
		all[field] = text
	}
}

// What the domains of the sample have in common.
const (
	registrar  = "示例域名注册服务有限公司"
	registered = "2024-03-15"
)

func (e entry) bareDomain() string { return strings.TrimPrefix(e.domain, "www.") }

func (e entry) expiry() string { return or(e.expires, "2033-03-15") }

// page is what the registrar shows of the filing's domain.
func (e entry) page() specimen.Domain {
	p := e.of
	return specimen.Domain{Name: e.bareDomain(), Holder: p.Name, CertType: p.certType, CertNumber: p.Code, Registrar: registrar,
		Registered: registered, Expires: e.expiry(), Email: p.rep.email[:1] + "***@example.com"}
}

func addPerson(all map[filing.Field]string, role filing.Role, p *person) {
	who := (&filing.Filing{}).Person(role)
	for field, text := range map[filing.Field]string{
		filing.EntityPersonName:           p.Name,
		filing.EntityPersonTitle:          p.title,
		filing.EntityPersonIDType:         "居民身份证",
		filing.EntityPersonIDNumber:       p.number(),
		filing.EntityPersonIDValidFrom:    strings.ReplaceAll(p.ValidFrom, ".", "-"),
		filing.EntityPersonIDValidTo:      strings.ReplaceAll(p.ValidTo, ".", "-"),
		filing.EntityPersonMobile:         p.mobile,
		filing.EntityPersonOfficePhone:    p.office,
		filing.EntityPersonEmergencyPhone: p.emergency,
		filing.EntityPersonEmail:          p.email,
	} {
		all[who.Field(field)] = text
	}
}

// number is the person's number as the workbook has it.
func (p *person) number() string { return or(p.typed, p.Number) }

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// entryOf returns the filing with a number.
func entryOf(number string) entry {
	for _, e := range entries {
		if e.number == number {
			return e
		}
	}
	panic("no filing " + number)
}
