package filing

import (
	"errors"
	"net/netip"
	"strings"
	"testing"
)

func TestParseIP(t *testing.T) {
	for s, want := range map[string][2]string{
		"52.82.10.20":               {"52.82.10.20", "52.82.10.20"},
		"52.82.10.20-52.82.10.30":   {"52.82.10.20", "52.82.10.30"},
		"52.82.10.0/28":             {"52.82.10.0", "52.82.10.15"},
		"52.82.10.20/32":            {"52.82.10.20", "52.82.10.20"},
		"0.0.0.0/0":                 {"0.0.0.0", "255.255.255.255"},
		"2400:7fc0::/33":            {"2400:7fc0::", "2400:7fc0:7fff:ffff:ffff:ffff:ffff:ffff"},
		"2400:7fc0::1-2400:7fc0::9": {"2400:7fc0::1", "2400:7fc0::9"},
	} {
		got, err := ParseIP(s)
		if err != nil || got.First.String() != want[0] || got.Last.String() != want[1] {
			t.Errorf("ParseIP(%q) = %v, %v, want %v", s, got, err, want)
		}
	}
	for _, s := range []string{"", "-", "/", "52.82.10", "52.82.10.256", "052.82.10.20", "52.82.10.20-", "-52.82.10.20", "52.82.10.30-52.82.10.20",
		"52.82.10.20-2400:7fc0::1", "52.82.10.20/24", "52.82.10.20/33", "52.82.10.20:80", "fe80::1%eth0", "example.com", "52.82.10.20-52.82.10.30-52.82.10.40", "52.82.10.0/28-52.82.10.9"} {
		if got, err := ParseIP(s); !errors.Is(err, ErrIPSyntax) {
			t.Errorf("ParseIP(%q) = %v, %v", s, got, err)
		}
	}
}

func TestParseIPsKeepsWhatCanBeRead(t *testing.T) {
	got, err := ParseIPs([]string{"52.82.10.20", "x", "52.82.10.21", "y"})
	if len(got) != 2 || got[1].String() != "52.82.10.21" {
		t.Errorf("got %v", got)
	}
	if !errors.Is(err, ErrIPSyntax) || strings.Count(err.Error(), "\n") != 1 {
		t.Errorf("got %v, want one fault each", err)
	}
	if got, err := ParseIPs(nil); got != nil || err != nil {
		t.Errorf("of nothing: %v, %v", got, err)
	}
}

func TestSpecial(t *testing.T) {
	for s, want := range map[string]string{
		"10.1.2.3": "10.0.0.0/8", "172.31.255.255": "172.16.0.0/12", "192.168.1.1": "192.168.0.0/16", "127.0.0.1": "127.0.0.0/8", "169.254.169.254": "169.254.0.0/16",
		"100.100.100.100": "100.64.0.0/10", "198.19.0.1": "198.18.0.0/15", "203.0.113.9": "203.0.113.0/24", "224.0.0.1": "224.0.0.0/4", "255.255.255.255": "240.0.0.0/4", "0.0.0.0": "0.0.0.0/8",
		"::1": "::1/128", "::": "::/128", "::ffff:10.0.0.1": "::ffff:0:0/96", "2001:db8::1": "2001:db8::/32", "2001::1": "2001::/23", "fd00::1": "fc00::/7", "fe80::1": "fe80::/10", "ff02::1": "ff00::/8",
		"::1.2.3.4": "::/3", "4000::1": "4000::/2", "9000::1": "8000::/1", "2002::1": "2002::/16",
		"9.255.255.255-10.0.0.0": "10.0.0.0/8", "1.0.0.0-9.0.0.0": "",
		"52.82.10.20": "", "172.15.255.255": "", "172.32.0.0": "", "100.63.255.255": "", "100.128.0.0": "", "2400:7fc0::1": "", "11.0.0.0": "", "223.255.255.255": "",
	} {
		r, err := ParseIP(s)
		if err != nil {
			t.Fatal(err)
		}
		if item, special := r.Special(); item.Code != want || special != (want != "") {
			t.Errorf("%s: special %q, want %q", s, item.Code, want)
		}
	}
}

// The standard library's notions of special addresses must be among ours.
func TestSpecialCoversTheStandardLibrarys(t *testing.T) {
	for i := range 1 << 16 {
		addr := netip.AddrFrom4([4]byte{byte(i >> 8), byte(i), 1, 1})
		known := addr.IsPrivate() || addr.IsLoopback() || addr.IsMulticast() || addr.IsLinkLocalUnicast() || addr.IsUnspecified()
		if _, special := (IPRange{addr, addr}).Special(); known && !special {
			t.Errorf("%s is not special", addr)
		}
	}
}

func TestOverlaps(t *testing.T) {
	parse := func(s string) IPRange {
		r, err := ParseIP(s)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"52.82.10.20-52.82.10.30", "52.82.10.30", true}, {"52.82.10.20-52.82.10.30", "52.82.10.31", false}, {"52.82.10.20-52.82.10.30", "52.82.10.0/24", true},
		{"::/0", "52.82.10.20", false}, {"52.82.10.20", "52.82.10.20", true},
	} {
		a, b := parse(c.a), parse(c.b)
		if a.Overlaps(b) != c.want || b.Overlaps(a) != c.want {
			t.Errorf("%s and %s: want %v", a, b, c.want)
		}
	}
}

func FuzzParseIPs(f *testing.F) {
	for _, s := range []string{"52.82.10.20", "52.82.10.20 ~ 52.82.10.30", "52.82.10.0/28", "2400:7fc0::1-2400:7fc0::9", "::ffff:1.2.3.4", "fe80::1%eth0", "1.2.3.4-5", "1.2.3.4-1.2.3", "1.2.3.4--5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		list := strings.Split(Clean(AccessIPs, s, ""), "\n")
		ranges, err := ParseIPs(list)
		if err == nil && len(ranges) != len(list) {
			t.Errorf("%q: %d of %d read without an error", s, len(ranges), len(list))
		}
		for _, r := range ranges {
			again, err := ParseIP(r.String())
			if err != nil || again != r || r.Last.Less(r.First) {
				t.Errorf("%q: range %v read again as %v, %v", s, r, again, err)
			}
		}
	})
}
