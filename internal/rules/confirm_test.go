package rules

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

func TestConfirmationsAreWhole(t *testing.T) {
	for _, item := range confirmItems() {
		c := item.in(provider.Default())
		wholeText(t, c.ID+" text", c.Text)
		wholeText(t, c.ID+" how", c.How)
		if _, ok := filing.ParseDate(c.AsOf); !ok || c.Source == "" {
			t.Errorf("%s: source %q as of %q", c.ID, c.Source, c.AsOf)
		}
		if all := c.Text.ZH + c.Text.EN + c.How.ZH + c.How.EN; strings.ContainsAny(all, "{}") {
			t.Errorf("%s holds a placeholder that is not filled: %s", c.ID, all)
		}
		if len(item.Kinds) == 0 {
			t.Errorf("%s: neither scope nor kinds say whom it concerns", c.ID)
		}
	}
}

// asked returns the ids of a tick list.
func asked(list []Confirmation) []string {
	ids := []string{}
	for _, c := range list {
		ids = append(ids, c.ID)
	}
	return ids
}

func TestConfirmations(t *testing.T) {
	tests := []struct {
		what string
		one  one
		want string
	}{
		{"a first filing of a company in Jiangsu, elastic addresses", one{},
			"site-closed content-fits domain-screenshot eip-kept platform-account licence-latest business-normal phones-not-elsewhere documents-not-elsewhere emergency-informed office-address province-32-1 province-32-2" +
				" face-video originals-at-hand sms-phone footer-number police-filing"},
		{"load balancer, two domains, another person's letter, Shanghai's commitment", one{Second: true, Set: map[string]string{"access.ip_kind": "elb",
			"site.domains": "example.com；example.net", "entity.province": "上海"}},
			"site-closed content-fits domains-one-site domain-screenshot elb-set platform-account licence-latest business-normal" +
				" phones-not-elsewhere documents-not-elsewhere emergency-informed office-address province-31-1 province-31-2 province-31-3 seal-legible letter-signed commitment-signed face-video originals-at-hand sms-phone footer-number police-filing"},
		{"a public institution in Beijing, on paper", one{Set: map[string]string{"entity.nature": "事业单位", "entity.cert_type": "事业单位法人证书",
			"entity.province": "北京", "access.ip_kind": ""}},
			"site-closed content-fits domain-screenshot addresses-own platform-account phones-not-elsewhere documents-not-elsewhere emergency-informed office-address" +
				" province-11-1 province-11-2 province-11-3 seal-legible check-sheet-blank check-sheet-posted live-photo sms-phone footer-number police-filing"},
		{"an access is added", one{Kind: "new-access", Set: map[string]string{"entity.province": "湖南"}},
			"filed-sites-open content-fits domain-screenshot eip-kept platform-account licence-latest business-normal" +
				" phones-not-elsewhere emergency-informed same-as-filed filed-phone-works province-43-1 province-43-2 face-video originals-at-hand sms-phone"},
		{"addresses change", one{Kind: "change-ip"}, "eip-kept change-in-time old-address-kept"},
		{"the account's company is another", one{Kind: "change-ip", Set: map[string]string{"access.account_company": "样张控股有限公司"}},
			"eip-kept change-in-time seal-legible confirmation-sealed old-address-kept"},
		{"an access is cancelled", one{Kind: "cancel-access"}, "transfer-first"},
		{"a site is cancelled", one{Kind: "cancel-site"}, "cancel-site-final sms-phone cancel-sms"},
		{"an entity is cancelled", one{Kind: "cancel-entity"}, "cancel-entity-final sms-phone cancel-sms"},
		{"no kind is known", one{Store: map[string]string{"filing.kind": "x"}}, ""},
	}
	b := loadBase(t)
	for _, test := range tests {
		t.Run(test.what, func(t *testing.T) {
			f := test.one.build(t, b, 0)
			got := asked(Confirmations(f, provider.Default()))
			if diff := cmp.Diff(strings.Fields(test.want), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Every item is asked of somebody: of a case, or of one of the cases' filings
// under another kind, province or kind of address.
func TestEveryConfirmationIsAskedOfSomebody(t *testing.T) {
	lists := NewTickLists(provider.Default())
	seen := make(map[string]bool)
	for _, f := range batchOfAll(t) {
		for _, c := range lists.For(f) {
			seen[c.ID] = true
		}
	}
	base := loadBase(t).filing(t)
	for _, kind := range filing.Kinds {
		for _, province := range filing.TableNamed("province").Items {
			for _, ip := range []string{"", "eip", "elb"} {
				f := base.Clone()
				f.Set(filing.FilingKind, filing.Value{Text: string(kind)})
				f.Set(filing.EntityProvince, filing.Value{Text: province.Code})
				f.Set(filing.AccessIPKind, filing.Value{Text: ip})
				f.Set(filing.AccessAccountCompany, filing.Value{Text: "样张控股有限公司"}) // so that a paper is needed
				for _, c := range lists.For(f) {
					seen[c.ID] = true
				}
			}
		}
	}
	for _, item := range confirmItems() {
		if !seen[item.ID] {
			t.Errorf("%s is asked of nobody", item.ID)
		}
	}
}

func TestTickListsAreShared(t *testing.T) {
	lists := NewTickLists(provider.Default())
	filings := batchOfAll(t)
	for _, f := range filings {
		first, second := lists.For(f), lists.For(f)
		if len(first) > 0 && &first[0] != &second[0] {
			t.Fatal("one filing was given two lists")
		}
		if alone := Confirmations(f, provider.Default()); !slices.Equal(asked(first), asked(alone)) {
			t.Errorf("%s: %v in a batch, %v alone", f.Key(), asked(first), asked(alone))
		}
	}
}
