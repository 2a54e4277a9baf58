package main

import (
	"strings"

	"beiandesk/internal/specimen"
)

// person is a responsible person: what the card prints and how to reach them.
type person struct {
	specimen.Person
	title     string
	mobile    string
	office    string
	emergency string
	email     string
	typed     string // the number as the workbook has it, when it was mistyped
}

// party is an entity: what its certificate prints and the rest of its record.
type party struct {
	specimen.Entity
	nature, certType, validTo string
	province, city, district  string
	investor                  string
	record                    string // its filing number; none before the first filing
	account, accountCompany   string
	rep                       person
}

// company returns a company with the usual particulars.
func company(name, code, province, city, district, address string, rep person) *party {
	p := &party{
		nature: "企业", certType: "营业执照", validTo: "长期",
		province: province, city: city, district: district, investor: name, accountCompany: name, rep: rep,
	}
	p.Entity = specimen.Entity{
		Name: name, Code: code, Kind: "有限责任公司（自然人投资或控股）", LegalRep: rep.Name, Capital: "壹佰万元整",
		Founded: "2019年09月09日", Term: "2019年09月09日至长期", Address: address,
		Scope: "一般项目：技术服务、技术开发、技术咨询、技术交流、技术转让、技术推广；软件开发；信息系统集成服务；计算机软硬件及辅助设备零售；" +
			"电子产品销售；会议及展览服务；广告设计、代理；企业管理咨询。（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）",
		Registrar: "样张市市场监督管理局", Registered: "2024年03月15日",
	}
	return p
}

// card returns a person whose number belongs to no district: area ends in 99.
// The serial is odd for men. tail distinguishes telephone numbers and mail.
func card(name, area, birth string, serial int, from, to, title, office, tail string) person {
	return person{
		Person: specimen.Person{
			Name: name, Female: serial%2 == 0, Ethnicity: "汉", Birth: birth, Number: specimen.CitizenNumber(area, birth, serial),
			Address: "样张省示例市虚构区范本路" + strings.TrimLeft(tail, "0") + "号样楼二单元909室", Issuer: "样张市公安局虚构分局",
			ValidFrom: from, ValidTo: to,
		},
		title: title, office: office,
		mobile: "138000000" + tail, emergency: "138000001" + tail, email: "icp" + tail + "@example.com",
	}
}

// The parties of the sample. Codes and numbers have right check characters, but
// districts that end in 99 are given to no authority.
var (
	yunfan = func() *party {
		p := company("样张云帆科技（宁夏）有限公司", specimen.CreditCode("91640500", "MA76ABC0"), "宁夏", "中卫市", "沙坡头区",
			"宁夏回族自治区中卫市沙坡头区范本路99号样楼9层909室",
			card("样一帆", "640599", "19850909", 11, "2019.09.09", "2039.09.09", "总经理", "086-0955-7000001", "01"))
		p.investor, p.account = "样一帆", "012345678901"
		return p
	}()

	pujiang = func() *party {
		p := company("样张浦江信息技术（上海）有限公司", specimen.CreditCode("91310199", "MAYB0002"), "上海", "上海市", "浦东新区",
			"上海市浦东新区范本路88号样楼8层808室",
			card("例如海", "310199", "19790312", 23, "2020.05.20", "2040.05.20", "执行董事", "086-021-70000002", "02"))
		p.record, p.account = "沪ICP备00000002号", "306481927504"
		return p
	}()
	// pujiangSite answers for the sites of pujiang in the legal representative's place.
	pujiangSite = card("范文清", "310199", "19910618", 32, "2021.07.01", "2041.07.01", "信息部经理", "086-021-70000003", "03")

	nanyue = func() *party {
		p := company("样张南粤贸易（深圳）有限公司", specimen.CreditCode("91440399", "MAYC0003"), "广东", "深圳市", "南山区",
			"广东省深圳市南山区范本大道77号样厦7层707室",
			card("样南枝", "440399", "19881102", 44, "2018.11.20", "2038.11.20", "总经理", "086-0755-70000004", "04"))
		p.account, p.accountCompany = "345678901234", "样张南粤集团有限公司"
		return p
	}()

	jinghua = func() *party {
		p := company("样张京华数据研究中心", specimen.CreditCode("12110199", "MB000005"), "北京", "北京市", "海淀区",
			"北京市海淀区范本街66号样院6号楼606室",
			card("例知行", "110199", "19720826", 55, "2019.01.08", "长期", "主任", "086-010-70000005", "05"))
		p.nature, p.certType, p.validTo = "事业单位", "事业单位法人证书", "2033-03-14"
		p.Term, p.Capital = "自2023年03月15日至2033年03月14日", "伍佰万元"
		p.Scope = "开展数据资源研究，促进信息化发展。数据标准研究、数据质量评价、相关技术培训与咨询服务、学术交流。"
		p.Sponsor, p.investor, p.Registrar = "样张京华研究会", "样张京华研究会", "样张市事业单位登记管理局"
		p.account = "456789012345"
		return p
	}()

	qilu = func() *party {
		rep := card("范齐鸣", "370199", "19820404", 67, "2017.06.06", "2037.06.06", "董事长", "086-0531-70000006", "06")
		rep.typed = rep.Number[:17] + wrong(rep.Number[17])
		rep.emergency = rep.mobile
		p := company("样张齐鲁制造有限公司", specimen.CreditCode("91370199", "MAYE0006"), "山东", "济南市", "历下区",
			"山东省济南市历下区范本路33号样楼3层303室", rep)
		p.record, p.account = "鲁ICP备00000006号", "678901234567"
		return p
	}()

	xueyu = func() *party {
		rep := card("样雪", "540199", "19900715", 78, "2020.08.01", "2040.08.01", "经理", "086-0891-7000007", "07")
		p := company("样张雪域旅行有限公司", specimen.CreditCode("91540199", "MAYF0007"), "西藏", "拉萨市", "城关区",
			"西藏自治区拉萨市城关区范本路55号样楼505室", rep)
		p.account = "789012345678"
		return p
	}()

	xiaoman = func() *party {
		rep := card("例小满", "640599", "19950521", 89, "2021.05.21", "2041.05.21", "经营者", "", "08")
		rep.mobile, rep.email = xueyu.rep.mobile, ""
		p := company("样张小满便民店", specimen.CreditCode("92640500", "MA76ABC0"), "宁夏", "中卫市", "沙坡头区",
			"宁夏回族自治区中卫市沙坡头区范本街44号", rep)
		p.account = "890123456789"
		return p
	}()

	rongcheng = func() *party {
		p := company("样张蓉城软件有限公司", specimen.CreditCode("91510199", "MAYG0009"), "四川", "成都市", "武侯区",
			"四川省成都市武侯区范本路22号样楼2层202室", person{})
		p.record, p.account = "蜀ICP备00000009号", "901234567890"
		return p
	}()

	zhijiang = func() *party {
		p := company("样张之江网络有限公司", specimen.CreditCode("91330199", "MAYH0010"), "浙江", "杭州市", "西湖区",
			"浙江省杭州市西湖区范本路11号样楼1层101室", person{})
		p.record = "浙ICP备00000010号"
		return p
	}()

	jinling = func() *party {
		p := company("样张金陵电子有限公司", specimen.CreditCode("91320199", "MAYJ0011"), "江苏", "南京市", "玄武区",
			"江苏省南京市玄武区范本路12号样楼1层102室", person{})
		p.record = "苏ICP备00000011号"
		return p
	}()
)

// wrong returns another check character.
func wrong(right byte) string {
	if right == '8' {
		return "6"
	}
	return "8"
}
