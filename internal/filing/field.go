package filing

import "strings"

// Field is one field of the dictionary. Its number is not stable between
// versions; its Key is.
type Field uint8

// The fields, in the order in which the template asks for them. The fields of
// the two persons stand in the same order, so that a [Person] can name them.
const (
	FilingKey Field = iota
	FilingKind
	FilingReason
	FilingAuthorizedOn

	EntityName
	EntityFormerName
	EntityNature
	EntityCertType
	EntityCertNumber
	EntityCertValidTo
	EntityProvince
	EntityCity
	EntityDistrict
	EntityCertAddress
	EntityAddress
	EntityInvestor
	EntityScope
	EntityLegalRep
	EntityLegalRepIDType
	EntityLegalRepIDNumber
	EntityRecordNumber
	EntityFiledSites
	EntityRemark

	EntityPersonName
	EntityPersonTitle
	EntityPersonIDType
	EntityPersonIDNumber
	EntityPersonIDValidFrom
	EntityPersonIDValidTo
	EntityPersonMobile
	EntityPersonOfficePhone
	EntityPersonEmergencyPhone
	EntityPersonEmail
	EntityPersonIMType
	EntityPersonIMAccount

	SitePersonName
	SitePersonTitle
	SitePersonIDType
	SitePersonIDNumber
	SitePersonIDValidFrom
	SitePersonIDValidTo
	SitePersonMobile
	SitePersonOfficePhone
	SitePersonEmergencyPhone
	SitePersonEmail
	SitePersonIMType
	SitePersonIMAccount

	SiteName
	SiteServiceType
	SiteDomains
	SiteHomeURL
	SiteServiceContent
	SiteLanguages
	SitePreApproval
	SitePreApprovalNumber
	SiteRecordNumber
	SiteFiledDomains
	SiteRemark

	DomainRegistrar
	DomainRegistered
	DomainExpires
	DomainVerified
	DomainVerifiedOn
	DomainHolder
	DomainHolderCertType
	DomainHolderCertNumber

	AccessAccountID
	AccessAccountCompany
	AccessIPs
	AccessIPKind
	AccessMode
	AccessServerPlace

	ScanEntityLicence
	ScanEntityPersonID
	ScanSitePersonID
	ScanDomainCert
	ScanLivePhoto
	ScanCheckSheet
	ScanAuthorization
	ScanConfirmation
	ScanCommitment
	ScanExtra

	fieldCount
)

// FieldBlock is a group of fields, as the platform's form groups them.
type FieldBlock string

// The blocks, in the platform's order.
const (
	BlockFiling       FieldBlock = "filing"
	BlockEntity       FieldBlock = "entity"
	BlockEntityPerson FieldBlock = "entity-person"
	BlockSite         FieldBlock = "site"
	BlockDomain       FieldBlock = "domain"
	BlockSitePerson   FieldBlock = "site-person"
	BlockAccess       FieldBlock = "access"
	BlockScans        FieldBlock = "scans"
)

// Blocks lists the blocks in the platform's order, with their titles.
var Blocks = []struct {
	Block FieldBlock
	Title Text
}{
	{BlockFiling, Text{"备案事项", "Filing"}},
	{BlockEntity, Text{"主办单位信息", "Entity"}},
	{BlockEntityPerson, Text{"主体负责人信息", "Entity's responsible person"}},
	{BlockSite, Text{"互联网信息服务（网站）信息", "Website"}},
	{BlockDomain, Text{"域名信息", "Domain"}},
	{BlockSitePerson, Text{"网站负责人信息", "Site's responsible person"}},
	{BlockAccess, Text{"接入信息", "Access"}},
	{BlockScans, Text{"材料文件", "Scans"}},
}

// Type says how a field's value is cleaned, stored and checked.
type Type uint8

// The types.
const (
	Plain    Type = iota // free text on one line
	Name                 // name of a person or an organisation: never folded to half width
	Code                 // document number: upper case, half width, no spaces
	Choice               // one code of an enumeration
	Choices              // several codes of an enumeration
	Day                  // a date
	Validity             // a date, or 长期 (valid for ever)
	Mobile               // mobile number
	Phone                // telephone number, mobile or landline
	Email                // e-mail address
	URL                  // address of a home page, without scheme
	Domains              // domain names
	IPs                  // addresses and ranges of addresses
	Account              // AWS account id, 12 digits
	Record               // ICP filing number, e.g. 宁ICP备12345678号-1
	Count                // a number of things, digits only
	Files                // names of picture files, relative to the scan folder
)

// Secrecy says how a value may be shown outside the filing itself.
type Secrecy uint8

// The secrecies.
const (
	Open   Secrecy = iota
	Secret         // personal: masked in findings, kept out of file names and logs
)

// Def describes one field.
type Def struct {
	Field    Field
	Key      string // stable name, e.g. entity.name
	Block    FieldBlock
	Label    Text
	Type     Type
	Enum     string  // name of the code table, for Choice and Choices
	Asked    KindSet // kinds whose form has the field
	Required KindSet // kinds that cannot do without it
	Aside    bool    // the platform does not ask for it; it serves the checks alone
	Secrecy  Secrecy
	MaxRunes int      // longest value the platform takes, in characters; 0 for no limit
	Synonyms []string // other headers that mean this field
	Example  string
	Help     Text
}

// Def returns the field's description.
func (f Field) Def() *Def { return &Fields[f] }

// Key returns the field's stable name, e.g. entity.name.
func (f Field) Key() string { return Fields[f].Key }

// Secret reports whether the field's values are personal.
func (f Field) Secret() bool { return Fields[f].Secrecy == Secret }

// Slot returns the slot that the files of a scan field fill.
func (f Field) Slot() (Slot, bool) {
	name, ok := strings.CutPrefix(Fields[f].Key, "scan.")
	return Slot(strings.ReplaceAll(name, "_", "-")), ok
}

// ScanField returns the field that names the files of a slot.
func ScanField(slot Slot) Field {
	for i, s := range Slots {
		if s == slot {
			return ScanEntityLicence + Field(i)
		}
	}
	return ScanExtra
}

// ByKey returns the field with the given key.
func ByKey(key string) (Field, bool) {
	field, ok := byKey[key]
	return field, ok
}

var byKey = func() map[string]Field {
	m := make(map[string]Field, len(Fields))
	for i := range Fields {
		m[Fields[i].Key] = Field(i)
	}
	return m
}()

// InBlock returns the fields of a block in the dictionary's order.
func InBlock(block FieldBlock) (fields []Field) {
	for i := range Fields {
		if Fields[i].Block == block {
			fields = append(fields, Field(i))
		}
	}
	return fields
}
