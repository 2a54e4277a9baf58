package filing

import "testing"

func TestMaterialOf(t *testing.T) {
	tests := []struct {
		name string
		want Material
	}{
		{"营业执照", Material{Slot: SlotEntityLicence}},
		{"营业执照副本（彩色扫描件）", Material{Slot: SlotEntityLicence}},
		{"营业执照号", Material{Slot: SlotEntityLicence, About: true}},
		{"法人身份证 正面", Material{Slot: SlotEntityPersonID, Side: 1}},
		{"网站负责人身份证-国徽面", Material{Slot: SlotSitePersonID, Side: 2}},
		{"身份证人像面", Material{ID: true, Side: 1}},
		{"负责人身份证2", Material{ID: true, Side: 2}},
		{"身份证有效期", Material{ID: true, About: true}},
		{"IDCard_back", Material{ID: true, Side: 2}},
		{"国徽面", Material{Side: 2}},
		{"feedback", Material{}},
		{"video", Material{}},
		{"备注1", Material{}},
		{"账号确认书", Material{Slot: SlotConfirmation}},
		{"域名证书", Material{Slot: SlotDomainCert}},
		{"网站负责人照片", Material{Slot: SlotLivePhoto}},
		{"", Material{}},
	}
	for _, tt := range tests {
		if got := MaterialOf(tt.name); got != tt.want {
			t.Errorf("%q is %+v, want %+v", tt.name, got, tt.want)
		}
	}
}
