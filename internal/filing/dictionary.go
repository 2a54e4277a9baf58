package filing

// Fields is the dictionary: every field of a filing, once. The labels are the
// platform's own; the rules for values are those of the provider's guide,
// section 九, and of the ministry's form.
var Fields = func() (defs [fieldCount]Def) {
	for _, d := range filingDefs {
		defs[d.Field] = d
	}
	for _, d := range entityDefs {
		defs[d.Field] = d
	}
	for _, d := range siteDefs {
		defs[d.Field] = d
	}
	for _, d := range accessDefs {
		defs[d.Field] = d
	}
	for _, role := range []Role{EntityRole, SiteRole} {
		for _, d := range personDefs(role) {
			defs[d.Field] = d
		}
	}
	for i, slot := range Slots {
		defs[ScanEntityLicence+Field(i)] = scanDef(slot)
	}
	return defs
}()

var filingDefs = []Def{
	{Field: FilingKey, Key: "filing.key", Block: BlockFiling, Label: Text{"编号", "Number"}, Asked: anyKind, MaxRunes: 40,
		Synonyms: []string{"序号", "备案编号", "申请编号", "流水号", "No", "id"}, Example: "001",
		Help: Text{"您自己的编号，同一批次内不重复；空着时用域名代替。", "Your own number, unique in the batch; the domain stands in when it is empty."}},
	{Field: FilingKind, Key: "filing.kind", Block: BlockFiling, Label: Text{"备案类型", "Filing kind"}, Type: Choice, Enum: "kind", Asked: anyKind, Required: anyKind,
		Synonyms: []string{"申请类型", "业务类型", "备案场景", "类型", "办理事项", "filing type", "kind"}, Example: "首次备案",
		Help: Text{"首次备案、新增网站、新增接入、变更主体、变更信息、变更IP、注销主体、注销网站、取消接入。", "One of the nine scenarios of the guide."}},
	{Field: FilingReason, Key: "filing.reason", Block: BlockFiling, Label: Text{"变更或注销原因", "Reason"}, Asked: KindsOf(ChangeEntity, ChangeInfo, CancelEntity, CancelSite, CancelAccess), MaxRunes: 200,
		Synonyms: []string{"注销原因", "变更原因", "变更内容", "原因"}, Example: "网站停止运营",
		Help: Text{"注销类申请请说明原因；变更类申请请说明改了什么。", "Why it is cancelled, or what is changed."}},
	{Field: FilingAuthorizedOn, Key: "filing.authorized_on", Block: BlockFiling, Label: Text{"授权书签署日期", "Letter signed on"}, Type: Day, Asked: fullKinds, Aside: true,
		Synonyms: []string{"授权日期", "授权书日期", "授权书签字日期"},
		Help:     Text{"授权书已签好时填写；不得晚于提交日，审核时不超过三个月。", "When the authorization letter was signed; not after the submission and at most three months before the review."}},
}

var entityDefs = []Def{
	{Field: EntityName, Key: "entity.name", Block: BlockEntity, Label: Text{"主办单位名称", "Entity name"}, Type: Name, Asked: anyKind, Required: anyKind, MaxRunes: 128,
		Synonyms: []string{"主体名称", "单位名称", "公司名称", "企业名称", "主办者名称", "网站主办者名称", "备案主体", "主办单位", "单位全称", "公司全称", "公司", "企业", "单位", "申请单位", "company", "company name", "entity"}, Example: "样张云帆科技（宁夏）有限公司",
		Help: Text{"与证件上的全称一字不差，括号全角半角也要一致。", "The full name exactly as on the certificate."}},
	{Field: EntityFormerName, Key: "entity.former_name", Block: BlockEntity, Label: Text{"原主办单位名称", "Former name"}, Type: Name, Asked: entityOnly | KindsOf(ChangeInfo), Aside: true, MaxRunes: 128,
		Synonyms: []string{"原名称", "变更前名称", "曾用名", "原单位名称", "原公司名称"},
		Help:     Text{"主办单位名称有变的，填变更前的全称。", "The name before a change of the entity's name."}},
	{Field: EntityNature, Key: "entity.nature", Block: BlockEntity, Label: Text{"主办单位性质", "Entity nature"}, Type: Choice, Enum: "nature", Asked: fullKinds | entityOnly, Required: fullKinds | entityOnly,
		Synonyms: []string{"单位性质", "主体性质", "企业性质", "性质"}, Example: "企业",
		Help: Text{"本接入商不受理个人和个体工商户。", "Individuals and individual businesses are not served."}},
	{Field: EntityCertType, Key: "entity.cert_type", Block: BlockEntity, Label: Text{"主办单位证件类型", "Certificate type"}, Type: Choice, Enum: "entity-cert", Asked: fullKinds | entityOnly, Required: fullKinds | entityOnly,
		Synonyms: []string{"单位证件类型", "主体证件类型", "企业证件类型"}, Example: "营业执照",
		Help: Text{"由单位性质决定可选的证件。", "The nature decides which certificates there are."}},
	{Field: EntityCertNumber, Key: "entity.cert_number", Block: BlockEntity, Label: Text{"主办单位证件号码", "Certificate number"}, Type: Code, Asked: anyKind, Required: fullKinds | entityOnly, MaxRunes: 128,
		Synonyms: []string{"统一社会信用代码", "单位证件号码", "主体证件号码", "营业执照号", "营业执照号码", "信用代码", "社会信用代码", "组织机构代码", "税号", "uscc"}, Example: "91640500MA76ABC06P",
		Help: Text{"18 位统一社会信用代码，请按文本填写。", "The 18-character unified social credit code, as text."}},
	{Field: EntityCertValidTo, Key: "entity.cert_valid_to", Block: BlockEntity, Label: Text{"主办单位证件有效期至", "Certificate valid until"}, Type: Validity, Asked: fullKinds | entityOnly,
		Synonyms: []string{"营业执照有效期", "营业期限", "营业期限至", "单位证件有效期", "执照有效期"}, Example: "长期",
		Help: Text{"营业期限的终止日；没有终止日填“长期”。", "The last day of the business term, or 长期."}},
	{Field: EntityProvince, Key: "entity.province", Block: BlockEntity, Label: Text{"所属省", "Province"}, Type: Choice, Enum: "province", Asked: anyKind, Required: fullKinds | entityOnly,
		Synonyms: []string{"省份", "省", "所属区域省", "主办单位所属省", "主办单位所属区域", "所属区域", "所在省", "省/直辖市/自治区"}, Example: "宁夏",
		Help: Text{"按办公地址选，但不能超出证件住所所在的省。", "Where the office is, within the province of the certificate's address."}},
	{Field: EntityCity, Key: "entity.city", Block: BlockEntity, Label: Text{"所属市", "City"}, Asked: fullKinds | entityOnly, Required: fullKinds | entityOnly, MaxRunes: 30,
		Synonyms: []string{"城市", "市", "地市", "所在市", "主办单位所属市"}, Example: "中卫市"},
	{Field: EntityDistrict, Key: "entity.district", Block: BlockEntity, Label: Text{"所属区县", "District"}, Asked: fullKinds | entityOnly, Required: fullKinds | entityOnly, MaxRunes: 30,
		Synonyms: []string{"区县", "县区", "区", "县", "所在区县", "主办单位所属区县"}, Example: "沙坡头区"},
	{Field: EntityCertAddress, Key: "entity.cert_address", Block: BlockEntity, Label: Text{"主办单位证件住所", "Certificate address"}, Asked: fullKinds | entityOnly, Required: fullKinds | entityOnly, MaxRunes: 512,
		Synonyms: []string{"证件住所", "住所", "注册地址", "营业执照地址", "营业执照住所", "证件地址"}, Example: "宁夏回族自治区中卫市沙坡头区范本路99号样楼9层909室",
		Help: Text{"与证件上印的住所一致。", "As printed on the certificate."}},
	{Field: EntityAddress, Key: "entity.address", Block: BlockEntity, Label: Text{"主办单位通信地址", "Postal address"}, Asked: fullKinds | entityOnly, Required: fullKinds | entityOnly, MaxRunes: 512,
		Synonyms: []string{"通信地址", "通讯地址", "主办单位通讯地址", "办公地址", "联系地址", "邮寄地址", "单位地址"}, Example: "宁夏回族自治区中卫市沙坡头区范本路99号样楼9层909室",
		Help: Text{"写到门牌号。", "Down to the door number."}},
	{Field: EntityInvestor, Key: "entity.investor", Block: BlockEntity, Label: Text{"投资者或上级主管单位", "Investor or superior"}, Type: Name, Asked: fullKinds | entityOnly, MaxRunes: 512,
		Synonyms: []string{"投资人", "投资者", "上级主管单位", "投资人或上级主管单位", "投资人或主管单位", "主管单位", "投资者或上级主管单位名称"}, Example: "样张云帆科技（宁夏）有限公司"},
	{Field: EntityScope, Key: "entity.business_scope", Block: BlockEntity, Label: Text{"经营范围", "Business scope"}, Asked: fullKinds | entityOnly, Aside: true, MaxRunes: 4000,
		Synonyms: []string{"营业执照经营范围", "业务范围", "宗旨和业务范围"},
		Help:     Text{"证件上的经营范围，用来判断是否涉及前置审批；可以不填。", "The scope on the certificate; tells whether a pre-approval may be asked for."}},
	{Field: EntityLegalRep, Key: "entity.legal_rep", Block: BlockEntity, Label: Text{"法定代表人姓名", "Legal representative"}, Type: Name, Asked: fullKinds | entityOnly, Required: fullKinds, Secrecy: Secret, MaxRunes: 64,
		Synonyms: []string{"法定代表人", "法人", "法人姓名", "法人代表", "法人代表姓名", "法人名称"}, Example: "样某某",
		Help: Text{"用来判断是否需要授权书。", "Decides whether an authorization letter is needed."}},
	{Field: EntityLegalRepIDType, Key: "entity.legal_rep_id_type", Block: BlockEntity, Label: Text{"法定代表人证件类型", "Legal representative's ID type"}, Type: Choice, Enum: "person-cert", Asked: fullKinds | entityOnly,
		Synonyms: []string{"法人证件类型", "法人代表证件类型"}, Example: "居民身份证"},
	{Field: EntityLegalRepIDNumber, Key: "entity.legal_rep_id_number", Block: BlockEntity, Label: Text{"法定代表人证件号码", "Legal representative's ID number"}, Type: Code, Asked: fullKinds | entityOnly, Secrecy: Secret, MaxRunes: 128,
		Synonyms: []string{"法人证件号码", "法人身份证号", "法人证件号", "法定代表人身份证号"}, Example: "11010519491231002X",
		Help: Text{"需要授权书时印在授权书上。", "Printed on the authorization letter."}},
	{Field: EntityRecordNumber, Key: "entity.record_number", Block: BlockEntity, Label: Text{"主体备案号", "Entity filing number"}, Type: Record, Asked: filedKinds, Required: filedKinds, MaxRunes: 30,
		Synonyms: []string{"主体备案编号", "ICP备案主体号", "单位备案号", "ICP主体备案号"}, Example: "宁ICP备12345678号",
		Help: Text{"首次备案以外都要填。", "For every kind but the first filing."}},
	{Field: EntityFiledSites, Key: "entity.filed_sites", Block: BlockEntity, Label: Text{"已备案网站数", "Sites filed already"}, Type: Count, Asked: filedKinds, Aside: true,
		Synonyms: []string{"主体已备案网站数", "已备案网站数量", "现有网站数", "名下网站数"},
		Help:     Text{"主体名下现有的网站备案数，在工信部网站可查；用来判断数量限制和最后一个网站。", "How many sites the entity has on file; some provinces limit it."}},
	{Field: EntityRemark, Key: "entity.remark", Block: BlockEntity, Label: Text{"主体备注", "Entity remark"}, Asked: fullKinds | entityOnly, MaxRunes: 200,
		Synonyms: []string{"主办单位备注", "主体信息备注"}},
}

var siteDefs = []Def{
	{Field: SiteName, Key: "site.name", Block: BlockSite, Label: Text{"网站名称", "Site name"}, Type: Name, Asked: siteKinds, Required: fullKinds, MaxRunes: 128,
		Synonyms: []string{"网站名", "互联网信息服务名称", "服务名称", "站点名称", "互联网服务名称", "site name", "website name"}, Example: "样张云帆科技官网",
		Help: Text{"三个汉字以上，与主办单位有关联，不含“中国”“国家”“政府”等字样。", "At least three Chinese characters, related to the entity, without reserved words."}},
	{Field: SiteServiceType, Key: "site.service_type", Block: BlockSite, Label: Text{"服务类型", "Service type"}, Type: Choice, Enum: "service-type", Asked: fullKinds,
		Synonyms: []string{"互联网信息服务类型"}, Example: "网站"},
	{Field: SiteDomains, Key: "site.domains", Block: BlockSite, Label: Text{"域名", "Domains"}, Type: Domains, Asked: siteKinds, Required: siteKinds,
		Synonyms: []string{"网站域名", "服务域名", "备案域名", "域名列表", "顶级域名", "domain", "domains"}, Example: "example.com",
		Help: Text{"注册的完整域名，不带 www，不填子域名；几个之间用顿号或换行。", "Registered domains without www; separate several by a comma or a line break."}},
	{Field: SiteHomeURL, Key: "site.home_url", Block: BlockSite, Label: Text{"首页网址", "Home page"}, Type: URL, Asked: fullKinds, MaxRunes: 512,
		Synonyms: []string{"网站首页", "首页URL", "网站首页网址", "首页地址", "网址", "网站网址", "url"}, Example: "www.example.com",
		Help: Text{"不带 http://，域名须是上面所列之一。", "Without http://, on one of the domains above."}},
	{Field: SiteServiceContent, Key: "site.service_content", Block: BlockSite, Label: Text{"服务内容", "Service content"}, Type: Choice, Enum: "service-content", Asked: fullKinds, Required: fullKinds,
		Synonyms: []string{"网站服务内容", "互联网信息服务内容", "服务内容类型"}, Example: "单位门户网站",
		Help: Text{"企业一般选“单位门户网站”。", "Companies usually choose 单位门户网站."}},
	{Field: SiteLanguages, Key: "site.languages", Block: BlockSite, Label: Text{"网站语种", "Languages"}, Type: Choices, Enum: "language", Asked: fullKinds, Required: fullKinds,
		Synonyms: []string{"语种", "网站语言", "语言"}, Example: "中文简体"},
	{Field: SitePreApproval, Key: "site.pre_approval", Block: BlockSite, Label: Text{"前置审批类型", "Pre-approval"}, Type: Choices, Enum: "pre-approval", Asked: fullKinds,
		Synonyms: []string{"前置/专项审批类型", "前置审批", "专项审批", "前置审批内容类型", "前置或专项审批"},
		Help:     Text{"涉及新闻、出版、药品和医疗器械、文化、广播电影电视节目等时填写。", "For news, publishing, drugs, culture, broadcasting and the like."}},
	{Field: SitePreApprovalNumber, Key: "site.pre_approval_number", Block: BlockSite, Label: Text{"前置审批号", "Approval number"}, Asked: fullKinds, MaxRunes: 50,
		Synonyms: []string{"前置审批文号", "审批文号", "审批号", "批准文号"}},
	{Field: SiteRecordNumber, Key: "site.record_number", Block: BlockSite, Label: Text{"网站备案号", "Site filing number"}, Type: Record, Asked: filedSites, Required: filedSites, MaxRunes: 30,
		Synonyms: []string{"网站备案编号", "ICP备案号", "备案号", "服务备案号", "备案/许可证号"}, Example: "宁ICP备12345678号-1"},
	{Field: SiteFiledDomains, Key: "site.filed_domains", Block: BlockSite, Label: Text{"已备案域名", "Domains on file"}, Type: Domains, Asked: KindsOf(ChangeInfo), Aside: true,
		Synonyms: []string{"原备案域名", "变更前域名", "原域名", "已备案的域名"},
		Help:     Text{"变更前该网站已备案的全部域名；变更只能减少域名，不能增加。", "All domains of the site as filed; a change may take domains away, never add any."}},
	{Field: SiteRemark, Key: "site.remark", Block: BlockSite, Label: Text{"网站备注", "Site remark"}, Asked: fullKinds, MaxRunes: 200,
		Synonyms: []string{"备注", "网站信息备注", "服务备注", "remark"}, Help: Text{"说明网站的实际内容；部分省要求填写。", "What the site is about; some provinces ask for it."}},

	{Field: DomainRegistrar, Key: "site.domain.registrar", Block: BlockDomain, Label: Text{"域名注册商", "Registrar"}, Asked: fullKinds, MaxRunes: 100,
		Synonyms: []string{"注册商", "域名注册服务机构", "域名注册机构", "registrar"}, Example: "示例域名注册服务有限公司",
		Help: Text{"须是国家批复的注册服务机构；境外注册商的域名要先转入。", "A registrar approved in China; transfer the domain in first otherwise."}},
	{Field: DomainRegistered, Key: "site.domain.registered", Block: BlockDomain, Label: Text{"域名注册日期", "Registered on"}, Type: Day, Asked: fullKinds,
		Synonyms: []string{"注册日期", "域名注册时间", "注册时间"}, Example: "2024-03-15"},
	{Field: DomainExpires, Key: "site.domain.expires", Block: BlockDomain, Label: Text{"域名到期日期", "Expires on"}, Type: Day, Asked: fullKinds,
		Synonyms: []string{"域名有效期", "到期日期", "域名到期日", "域名到期时间", "到期时间", "域名有效期至"}, Example: "2028-03-15"},
	{Field: DomainVerified, Key: "site.domain.verified", Block: BlockDomain, Label: Text{"域名已实名认证", "Real-name verified"}, Type: Choice, Enum: "yes-no", Asked: fullKinds,
		Synonyms: []string{"实名认证", "是否实名认证", "域名实名认证", "实名认证状态", "域名实名", "是否实名"}, Example: "是"},
	{Field: DomainVerifiedOn, Key: "site.domain.verified_on", Block: BlockDomain, Label: Text{"实名认证通过日期", "Verified on"}, Type: Day, Asked: fullKinds, Aside: true,
		Synonyms: []string{"域名实名认证日期", "实名认证日期", "实名认证时间", "域名实名认证通过日期", "认证通过日期"},
		Help:     Text{"实名认证通过后约三个工作日才能提交备案。", "A filing can follow about three working days later."}},
	{Field: DomainHolder, Key: "site.domain.holder", Block: BlockDomain, Label: Text{"域名持有者", "Domain holder"}, Type: Name, Asked: fullKinds, MaxRunes: 128,
		Synonyms: []string{"域名所有者", "域名注册人", "域名持有者名称", "域名所有人", "域名持有人", "实名认证名称"}, Example: "样张云帆科技（宁夏）有限公司",
		Help: Text{"实名认证截图上的持有者，须与主办单位一致。", "As on the real-name screenshot; must equal the entity."}},
	{Field: DomainHolderCertType, Key: "site.domain.holder_cert_type", Block: BlockDomain, Label: Text{"域名持有者证件类型", "Holder's certificate type"}, Asked: fullKinds, MaxRunes: 50,
		Synonyms: []string{"持有者证件类型", "域名所有者证件类型", "域名注册人证件类型"}, Example: "营业执照"},
	{Field: DomainHolderCertNumber, Key: "site.domain.holder_cert_number", Block: BlockDomain, Label: Text{"域名持有者证件号码", "Holder's certificate number"}, Type: Code, Asked: fullKinds, Secrecy: Secret, MaxRunes: 128,
		Synonyms: []string{"持有者证件号码", "域名所有者证件号码", "域名注册人证件号码"}, Example: "91640500MA76ABC06P"},
}

var accessDefs = []Def{
	{Field: AccessAccountID, Key: "access.account_id", Block: BlockAccess, Label: Text{"AWS账号ID", "AWS account ID"}, Type: Account, Asked: accessing, Required: accessing,
		Synonyms: []string{"亚马逊云服务Account ID", "亚马逊云科技账号", "Account ID", "AccountID", "账号ID", "AWS账号", "AWS账户", "AWS Account ID", "亚马逊账号ID", "云账号ID", "账户ID"}, Example: "012345678901",
		Help: Text{"12 位数字，开头的 0 不能丢，请按文本填写。", "12 digits as text; leading zeros count."}},
	{Field: AccessAccountCompany, Key: "access.account_company", Block: BlockAccess, Label: Text{"AWS账号公司名称", "Account's company"}, Type: Name, Asked: accessing, MaxRunes: 128,
		Synonyms: []string{"亚马逊账号公司名称", "账号公司名称", "账号注册公司", "云账号公司", "AWS账号注册公司", "账号所属公司"}, Example: "样张云帆科技（宁夏）有限公司",
		Help: Text{"与主办单位不同时需要确认书。", "A confirmation letter is needed when it is not the entity."}},
	{Field: AccessIPs, Key: "access.ips", Block: BlockAccess, Label: Text{"IP地址", "IP addresses"}, Type: IPs, Asked: accessing, Required: accessing,
		Synonyms: []string{"IP", "服务器IP", "网站IP", "IP地址列表", "接入IP", "弹性IP", "EIP", "公网IP"}, Example: "52.82.10.20",
		Help: Text{"宁夏区域的 EIP 或一组完整的 ELB 地址；几个之间用分号或换行，段写成 起-止。", "Addresses in the Ningxia region; separate several by a semicolon or a line break."}},
	{Field: AccessIPKind, Key: "access.ip_kind", Block: BlockAccess, Label: Text{"IP类型", "Kind of address"}, Type: Choice, Enum: "ip-kind", Asked: accessing,
		Synonyms: []string{"IP地址类型", "地址类型"}, Example: "弹性IP（EIP）"},
	{Field: AccessMode, Key: "access.mode", Block: BlockAccess, Label: Text{"接入方式", "Access mode"}, Type: Choice, Enum: "access-mode", Asked: accessing,
		Synonyms: []string{"网站接入方式"}, Example: "云接入"},
	{Field: AccessServerPlace, Key: "access.server_place", Block: BlockAccess, Label: Text{"服务器放置地", "Server location"}, Type: Choice, Enum: "province", Asked: accessing,
		Synonyms: []string{"服务器所在地", "服务器放置地点", "机房所在地"}, Example: "宁夏"},
}

// personDefs describes a responsible person; both roles have the same fields.
func personDefs(role Role) []Def {
	key, block, who, en, asked := "entity.person.", BlockEntityPerson, "主体负责人", "Entity person's ", fullKinds|entityOnly
	also := []string{"主体负责人", "主办单位负责人", "单位负责人", "主体联系人", "负责人"}
	if role == SiteRole {
		key, block, who, en, asked = "site.person.", BlockSitePerson, "网站负责人", "Site person's ", fullKinds
		also = []string{"网站负责人", "互联网信息服务负责人", "服务负责人", "网站联系人", "站点负责人"}
	}
	names := func(tails ...string) (all []string) {
		for _, a := range also {
			for _, t := range tails {
				all = append(all, a+t)
			}
		}
		return all
	}
	example := map[bool][2]string{true: {"样某某", "13800000001"}, false: {"范某", "13800000003"}}[role == EntityRole]
	defs := []Def{
		{Field: EntityPersonName, Key: "name", Label: Text{"姓名", "name"}, Type: Name, Required: asked, Secrecy: Secret, MaxRunes: 64,
			Synonyms: append(names("姓名", "名称"), also[:len(also)-1]...), Example: example[0]},
		{Field: EntityPersonTitle, Key: "title", Label: Text{"职务", "post"}, MaxRunes: 30, Synonyms: names("职务", "职位"), Example: "经理",
			Help: Text{"上海的授权书要写职务。", "Shanghai's authorization letter states it."}},
		{Field: EntityPersonIDType, Key: "id_type", Label: Text{"证件类型", "ID type"}, Type: Choice, Enum: "person-cert", Required: asked,
			Synonyms: names("证件类型", "证件种类", "身份证件类型"), Example: "居民身份证"},
		{Field: EntityPersonIDNumber, Key: "id_number", Label: Text{"证件号码", "ID number"}, Type: Code, Required: asked, Secrecy: Secret, MaxRunes: 128,
			Synonyms: names("证件号码", "证件号", "身份证号", "身份证号码", "身份证"), Example: "11010519491231002X",
			Help: Text{"请按文本填写，否则后三位会丢失。", "As text, or a spreadsheet drops the last three digits."}},
		{Field: EntityPersonIDValidFrom, Key: "id_valid_from", Label: Text{"证件有效期起", "ID valid from"}, Type: Day,
			Synonyms: names("证件有效期起", "证件有效期起始", "证件有效期开始", "证件起始日期", "身份证有效期起", "有效期起"), Example: "2019-09-09"},
		{Field: EntityPersonIDValidTo, Key: "id_valid_to", Label: Text{"证件有效期止", "ID valid until"}, Type: Validity, Required: asked,
			Synonyms: names("证件有效期止", "证件有效期至", "证件有效期", "证件到期日", "身份证有效期止", "身份证有效期", "证件有效期截止", "有效期止", "有效期至"), Example: "2039-09-09",
			Help: Text{"日期，或“长期”。", "A date, or 长期."}},
		{Field: EntityPersonMobile, Key: "mobile", Label: Text{"移动电话", "mobile"}, Type: Mobile, Required: asked, Secrecy: Secret,
			Synonyms: names("移动电话", "手机", "手机号", "手机号码", "联系电话", "电话", "联系方式"), Example: example[1],
			Help: Text{"接收工信部核验短信的手机号。", "Receives the ministry's verification SMS."}},
		{Field: EntityPersonOfficePhone, Key: "office_phone", Label: Text{"办公电话", "office phone"}, Type: Phone, Secrecy: Secret,
			Synonyms: names("办公电话", "座机", "固定电话", "座机号码"), Example: "086-0955-7000000"},
		{Field: EntityPersonEmergencyPhone, Key: "emergency_phone", Label: Text{"应急联系电话", "emergency phone"}, Type: Phone, Required: asked, Secrecy: Secret,
			Synonyms: names("应急联系电话", "应急电话", "应急手机", "紧急联系电话", "应急联系手机", "应急手机号", "紧急电话"), Example: "13800000002",
			Help: Text{"不能与本人手机相同。", "Must differ from the person's own mobile."}},
		{Field: EntityPersonEmail, Key: "email", Label: Text{"电子邮箱", "e-mail"}, Type: Email, Required: asked, Secrecy: Secret, MaxRunes: 128,
			Synonyms: names("电子邮箱", "邮箱", "电子邮件", "邮箱地址", "email", "Email"), Example: "icp@example.com"},
		{Field: EntityPersonIMType, Key: "im_type", Label: Text{"即时通信类型", "messenger"}, Type: Choice, Enum: "im-type",
			Synonyms: names("即时通信类型", "即时通讯类型"), Example: "微信"},
		{Field: EntityPersonIMAccount, Key: "im_account", Label: Text{"即时通信账号", "messenger account"}, Secrecy: Secret, MaxRunes: 60,
			Synonyms: names("即时通信账号", "即时通讯账号", "QQ", "微信", "微信号"), Example: ""},
	}
	for i := range defs {
		d := &defs[i]
		d.Field = Person{Role: role}.Field(d.Field)
		d.Key, d.Block, d.Asked = key+d.Key, block, asked
		d.Label = Text{who + d.Label.ZH, en + d.Label.EN}
	}
	return defs
}

func scanDef(slot Slot) Def {
	label := scanLabels[slot]
	return Def{Field: ScanField(slot), Key: "scan." + underscored(string(slot)), Block: BlockScans, Label: label, Type: Files, Asked: anyKind,
		Synonyms: []string{label.ZH + "图片", label.ZH + "照片", label.ZH + "附件", label.ZH + "路径"},
		Help:     Text{"扫描件文件名，相对于材料文件夹；几个文件之间用分号。空着时按命名约定自动匹配。", "File names relative to the scan folder, separated by semicolons; matched by name when empty."}}
}

var scanLabels = map[Slot]Text{
	SlotEntityLicence:  {"主办单位证件文件", "Certificate scan"},
	SlotEntityPersonID: {"主体负责人证件文件", "Entity person's ID scan"},
	SlotSitePersonID:   {"网站负责人证件文件", "Site person's ID scan"},
	SlotDomainCert:     {"域名实名认证截图文件", "Domain real-name screenshot"},
	SlotLivePhoto:      {"现场核验照片文件", "Live photo"},
	SlotCheckSheet:     {"核验单文件", "Signed check sheet"},
	SlotAuthorization:  {"授权书文件", "Signed authorization"},
	SlotConfirmation:   {"确认书文件", "Signed confirmation"},
	SlotCommitment:     {"承诺书文件", "Signed commitment"},
	SlotExtra:          {"其他材料文件", "Other material"},
}
