package provider

import (
	"net/netip"
	"strings"
	"testing"
)

// published is an excerpt in the form of the operator's own ip-ranges.json.
const published = `{
  "syncToken": "1787411825",
  "createDate": "2026-08-22-15-17-05",
  "prefixes": [
    {"ip_prefix": "52.82.0.0/17", "region": "cn-northwest-1", "service": "AMAZON", "network_border_group": "cn-northwest-1"},
    {"ip_prefix": "52.82.0.0/17", "region": "cn-northwest-1", "service": "EC2", "network_border_group": "cn-northwest-1"},
    {"ip_prefix": "52.82.192.0/18", "region": "cn-northwest-1", "service": "AMAZON", "network_border_group": "cn-northwest-1"},
    {"ip_prefix": "52.80.0.0/16", "region": "cn-north-1", "service": "EC2", "network_border_group": "cn-north-1"}
  ],
  "ipv6_prefixes": [
    {"ipv6_prefix": "2404:c2c0::/32", "region": "cn-northwest-1", "service": "EC2", "network_border_group": "cn-northwest-1"}
  ]
}`

func parseNetworks(n *Networks, text string) error {
	r := reviewOf("ip-ranges.json", []byte(text))
	if n.parse([]byte(text), r); len(r.faults) == 0 {
		n.checkRegion(r)
	}
	return r.err()
}

func TestTheOperatorsOwnListIsRead(t *testing.T) {
	n := Default().Networks
	if err := parseNetworks(&n, published); err != nil {
		t.Fatal(err)
	}
	if n.Created() != "2026-08-22-15-17-05" {
		t.Errorf("created %q", n.Created())
	}
	for address, want := range map[string]Place{
		"52.82.10.20": OwnCompute, "52.82.200.1": OwnOther, "52.80.1.1": AnotherRegion, "52.83.0.1": Elsewhere, "2404:c2c0::1": OwnCompute,
	} {
		at := netip.MustParseAddr(address)
		if got, _ := n.Locate(at, at); got != want {
			t.Errorf("%s lies in %v, want %v", address, got, want)
		}
	}
}

func TestListsWithoutTheRegionAreRefused(t *testing.T) {
	for _, text := range []string{
		"", "[]", "{}", `{"prefixes": [{"ip_prefix": "52.80.0.0/16", "region": "cn-north-1", "service": "EC2"}]}`,
		`{"prefixes": [{"ip_prefix": "52.80.0.0", "region": "cn-northwest-1", "service": "EC2"}]}`,
		strings.Replace(published, "52.82.0.0/17", "52.82.0.0/77", 1),
	} {
		n := Default().Networks
		if err := parseNetworks(&n, text); err == nil {
			t.Errorf("%q is read", text)
		}
	}
}

func FuzzNetworks(f *testing.F) {
	f.Add([]byte(published), "52.82.10.20", "52.82.10.30")
	f.Add([]byte(`{"regions": {"cn-northwest-1": {"EC2": {"ipv4": ["0.0.0.0/0"], "ipv6": ["::/0"]}}}}`), "255.255.255.255", "::1")
	f.Fuzz(func(t *testing.T, data []byte, first, last string) {
		n := Networks{Region: "cn-northwest-1"}
		if parseNetworks(&n, string(data)) != nil {
			return
		}
		from, err1 := netip.ParseAddr(first)
		to, err2 := netip.ParseAddr(last)
		if err1 != nil || err2 != nil || to.Less(from) {
			return
		}
		if place, _ := n.Locate(from, to); place == OwnCompute {
			if one, _ := n.Locate(from, from); one != OwnCompute {
				t.Errorf("%s to %s is inside, its first address is not", from, to)
			}
		}
	})
}
