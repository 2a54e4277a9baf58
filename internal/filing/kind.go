package filing

// Kind is what is asked of the authority: one of the nine scenarios of the
// provider's guide, section 八.
type Kind string

// The nine filing kinds.
const (
	NewEntity    Kind = "new-entity"    // 首次备案
	NewSite      Kind = "new-site"      // 新增网站
	NewAccess    Kind = "new-access"    // 新增接入
	ChangeEntity Kind = "change-entity" // 变更主体
	ChangeInfo   Kind = "change-info"   // 变更信息
	ChangeIP     Kind = "change-ip"     // 变更IP
	CancelEntity Kind = "cancel-entity" // 注销主体
	CancelSite   Kind = "cancel-site"   // 注销网站
	CancelAccess Kind = "cancel-access" // 取消接入
)

// Kinds lists all kinds in the guide's order.
var Kinds = []Kind{NewEntity, NewSite, NewAccess, ChangeEntity, ChangeInfo, ChangeIP, CancelEntity, CancelSite, CancelAccess}

// KindSet is a set of kinds.
type KindSet uint16

// KindsOf returns the set of the given kinds; unknown kinds are left out.
func KindsOf(kinds ...Kind) (s KindSet) {
	for _, k := range kinds {
		for i, known := range Kinds {
			if k == known {
				s |= 1 << i
			}
		}
	}
	return s
}

// Has reports whether k is in the set.
func (s KindSet) Has(k Kind) bool { return s&KindsOf(k) != 0 }

// List returns the kinds of the set in the guide's order.
func (s KindSet) List() (kinds []Kind) {
	for i, k := range Kinds {
		if s&(1<<i) != 0 {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// Sets that the dictionary speaks of.
var (
	anyKind    = KindsOf(Kinds...)
	newKinds   = KindsOf(NewEntity, NewSite, NewAccess)
	fullKinds  = newKinds | KindsOf(ChangeInfo)                                     // ask for everything
	entityOnly = KindsOf(ChangeEntity)                                              // ask for the entity's part of it
	siteKinds  = fullKinds | KindsOf(ChangeIP, CancelSite, CancelAccess)            // name a site
	filedKinds = anyKind &^ KindsOf(NewEntity)                                      // the entity has a filing number
	filedSites = KindsOf(NewAccess, ChangeInfo, ChangeIP, CancelSite, CancelAccess) // the site has one
	accessing  = fullKinds | KindsOf(ChangeIP)                                      // name addresses of the provider
)

// Route is how the authority verifies a filing (guide, section 十).
type Route string

// The two routes.
const (
	Electronic Route = "electronic" // 电子化核验
	Manual     Route = "manual"     // 人工核验
)

// Slot is one place of the platform's form that takes a picture.
type Slot string

// The upload slots, in the platform's order.
const (
	SlotEntityLicence  Slot = "entity-licence"   // 主办单位证件
	SlotEntityPersonID Slot = "entity-person-id" // 主体负责人证件
	SlotSitePersonID   Slot = "site-person-id"   // 网站负责人证件
	SlotDomainCert     Slot = "domain-cert"      // 域名实名认证截图
	SlotLivePhoto      Slot = "live-photo"       // 现场核验照片
	SlotCheckSheet     Slot = "check-sheet"      // 核验单
	SlotAuthorization  Slot = "authorization"    // 授权书
	SlotConfirmation   Slot = "confirmation"     // 确认书
	SlotCommitment     Slot = "commitment"       // 承诺书
	SlotExtra          Slot = "extra"            // 其他材料
)

// Slots lists all slots in the platform's order.
var Slots = []Slot{SlotEntityLicence, SlotEntityPersonID, SlotSitePersonID, SlotDomainCert, SlotLivePhoto,
	SlotCheckSheet, SlotAuthorization, SlotConfirmation, SlotCommitment, SlotExtra}

// Paper is a form that is printed, signed and sealed.
type Paper string

// The papers of the guide's appendix 2.
const (
	CheckSheet    Paper = "check-sheet"   // 网站备案信息真实性核验单
	Authorization Paper = "authorization" // 网站负责人授权书
	Confirmation  Paper = "confirmation"  // 确认书
	Commitment    Paper = "commitment"    // 互联网信息服务备案承诺书
)

// Papers lists all papers in posting order.
var Papers = []Paper{CheckSheet, Authorization, Confirmation, Commitment}

// Slot returns the slot that takes the scan of the signed paper.
func (p Paper) Slot() Slot { return Slot(p) }
