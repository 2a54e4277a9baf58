package provider

import (
	"net/netip"
	"sort"

	"beiandesk/internal/filing"
)

// Networks names the file of the operator's public prefixes, and which of its
// regions is the provider's.
type Networks struct {
	File         string                 `toml:"file"` // embedded, or beside the profile
	Region       string                 `toml:"region"`
	OtherRegions map[string]filing.Text `toml:"other_regions"`

	created string
	regions map[string]region
}

type region struct {
	compute []netip.Prefix // EC2: where elastic and load balancer addresses lie
	all     []netip.Prefix // everything of the operator in the region
}

// Place is where an address lies.
type Place int

// The places.
const (
	Elsewhere     Place = iota // no address of the operator
	OwnCompute                 // the provider's region, where EIP and ELB addresses lie
	OwnOther                   // the provider's region, but of another service: not an EIP
	AnotherRegion              // another region of the operator
)

// Locate tells where a range of addresses lies; both ends and everything
// between must be in the same place, else it is Elsewhere. For AnotherRegion
// the region's name is returned.
func (n *Networks) Locate(first, last netip.Addr) (Place, filing.Text) {
	own := n.regions[n.Region]
	switch {
	case covers(own.compute, first, last):
		return OwnCompute, filing.Text{}
	case covers(own.all, first, last):
		return OwnOther, filing.Text{}
	}
	for _, name := range sortedKeys(n.OtherRegions) {
		if covers(n.regions[name].all, first, last) {
			return AnotherRegion, n.OtherRegions[name]
		}
	}
	return Elsewhere, filing.Text{}
}

// Created returns when the operator made the list, as it writes it.
func (n *Networks) Created() string { return n.created }

// covers reports whether prefixes cover every address from first to last.
// Prefixes are sorted and do not overlap.
func covers(prefixes []netip.Prefix, first, last netip.Addr) bool {
	for {
		i := sort.Search(len(prefixes), func(i int) bool { return prefixes[i].Addr().Compare(first) > 0 }) - 1
		if i < 0 || !prefixes[i].Contains(first) {
			return false
		}
		end := lastOf(prefixes[i])
		if end.Compare(last) >= 0 {
			return true
		}
		first = end.Next()
	}
}

func lastOf(p netip.Prefix) netip.Addr {
	b := p.Addr().As16()
	bits := p.Bits()
	if p.Addr().Is4() {
		bits += 96
	}
	for i := bits; i < 128; i++ {
		b[i/8] |= 1 << (7 - i%8)
	}
	addr := netip.AddrFrom16(b)
	if p.Addr().Is4() {
		return addr.Unmap()
	}
	return addr
}

// networkList is a list of the operator's public prefixes: the collapsed form
// that is embedded, by regions, or the operator's own ip-ranges.json.
type networkList struct {
	CreateDate string `json:"createDate"`
	Regions    map[string]map[string]struct {
		V4 []netip.Prefix `json:"ipv4"`
		V6 []netip.Prefix `json:"ipv6"`
	} `json:"regions"`
	Prefixes []publishedPrefix `json:"prefixes"`
	V6       []publishedPrefix `json:"ipv6_prefixes"`
}

// publishedPrefix is one entry of ip-ranges.json.
type publishedPrefix struct {
	V4      netip.Prefix `json:"ip_prefix"`
	V6      netip.Prefix `json:"ipv6_prefix"`
	Region  string       `json:"region"`
	Service string       `json:"service"`
}

// serviceCompute is the service whose prefixes hold elastic and load balancer
// addresses.
const serviceCompute = "EC2"

// parse reads the operator's list, in either form.
func (n *Networks) parse(data []byte, r *review) {
	var doc networkList
	if !r.decodeJSON(data, &doc) {
		return
	}
	regions := make(map[string]region)
	add := func(name, service string, prefixes ...netip.Prefix) {
		in := regions[name]
		for _, p := range prefixes {
			if !p.IsValid() {
				continue
			}
			in.all = append(in.all, p.Masked())
			if service == serviceCompute {
				in.compute = append(in.compute, p.Masked())
			}
		}
		regions[name] = in
	}
	for name, services := range doc.Regions {
		for service, p := range services {
			add(name, service, p.V4...)
			add(name, service, p.V6...)
		}
	}
	for _, list := range [][]publishedPrefix{doc.Prefixes, doc.V6} {
		for _, p := range list {
			add(p.Region, p.Service, p.V4, p.V6)
		}
	}
	for name, in := range regions {
		regions[name] = region{disjoint(in.compute), disjoint(in.all)}
	}
	n.created, n.regions = doc.CreateDate, regions
}

// checkRegion refuses a list without the provider's region.
func (n *Networks) checkRegion(r *review) {
	if len(n.regions[n.Region].compute) == 0 {
		r.wrong(place{entry: "networks.region"}, noRegion, n.File, n.Region)
	}
}

// disjoint sorts prefixes and drops those inside another.
func disjoint(prefixes []netip.Prefix) []netip.Prefix {
	sort.Slice(prefixes, func(i, j int) bool {
		if c := prefixes[i].Addr().Compare(prefixes[j].Addr()); c != 0 {
			return c < 0
		}
		return prefixes[i].Bits() < prefixes[j].Bits()
	})
	kept := prefixes[:0]
	for _, p := range prefixes {
		if len(kept) == 0 || !kept[len(kept)-1].Overlaps(p) {
			kept = append(kept, p)
		}
	}
	return kept
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
