package specimen

// Entity is what the certificate of an entity prints.
type Entity struct {
	Name       string
	Code       string // unified social credit code, 18 characters
	Kind       string // 类型 of a licence, e.g. 有限责任公司（自然人投资或控股）
	LegalRep   string
	Capital    string // 注册资本, or 开办资金 of an institution
	Founded    string // as printed, e.g. 2019年09月09日
	Term       string // as printed, e.g. 2019年09月09日至长期
	Address    string
	Scope      string // 经营范围, or 宗旨和业务范围 of an institution
	Sponsor    string // 举办单位 of an institution
	Registrar  string // 登记机关, also the owner of the seal
	Registered string // date of registration as printed
}

// Person is what an identity card prints.
type Person struct {
	Name      string
	Female    bool
	Ethnicity string // 民族, e.g. 汉
	Birth     string // YYYYMMDD, as in the number
	Address   string
	Number    string // citizen number, 18 characters
	Issuer    string // 签发机关
	ValidFrom string // YYYY.MM.DD
	ValidTo   string // YYYY.MM.DD, or 长期
}

// Domain is what a registrar's page shows of a domain.
type Domain struct {
	Name       string
	Holder     string
	CertType   string
	CertNumber string
	Registrar  string
	Registered string // YYYY-MM-DD
	Expires    string // YYYY-MM-DD
	Email      string // masked, as registrars show it
}
