package filing

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"
)

// ErrIPSyntax says that a text is no address, range or prefix.
var ErrIPSyntax = errors.New("not an IP address or a range of addresses")

// IPRange is a run of addresses of one family, both ends included.
type IPRange struct{ First, Last netip.Addr }

// String returns first-last, or the address when there is only one.
func (r IPRange) String() string {
	if r.First == r.Last {
		return r.First.String()
	}
	return r.First.String() + "-" + r.Last.String()
}

// Overlaps reports whether the ranges share an address.
func (r IPRange) Overlaps(o IPRange) bool {
	return r.First.BitLen() == o.First.BitLen() && r.First.Compare(o.Last) <= 0 && o.First.Compare(r.Last) <= 0
}

// Special returns the first special-purpose block (private, loopback,
// documentation, multicast, reserved, unassigned …) that r touches; false when
// all of r is ordinary public space. The blocks are those of the table
// special-ip, after the registries of IANA.
func (r IPRange) Special() (Item, bool) {
	for i, block := range specialBlocks {
		if r.Overlaps(block) {
			return TableNamed("special-ip").Items[i], true
		}
	}
	return Item{}, false
}

// specialBlocks are the ranges of the table special-ip, in its order; a fault
// in it is a fault of the build, which the tests find.
var specialBlocks = func() (blocks []IPRange) {
	for _, item := range TableNamed("special-ip").Items {
		blocks = append(blocks, prefixRange(netip.MustParsePrefix(item.Code)))
	}
	return blocks
}()

// ParseIP reads an address, a range first-last or a prefix such as
// 52.82.10.0/28. IPv6 addresses may not have a zone, nor a prefix bits set
// outside of it. The error wraps [ErrIPSyntax].
func ParseIP(s string) (IPRange, error) {
	if strings.Contains(s, "/") {
		p, err := netip.ParsePrefix(s)
		if err != nil || p != p.Masked() {
			return IPRange{}, fmt.Errorf("%q: %w", s, ErrIPSyntax)
		}
		return prefixRange(p), nil
	}
	from, to, isRange := strings.Cut(s, "-")
	first, err := netip.ParseAddr(from)
	last := first
	if err == nil && isRange {
		last, err = netip.ParseAddr(to)
	}
	if err != nil || first.Zone() != "" || last.Zone() != "" || first.BitLen() != last.BitLen() || last.Less(first) {
		return IPRange{}, fmt.Errorf("%q: %w", s, ErrIPSyntax)
	}
	return IPRange{first, last}, nil
}

// ParseIPs reads a list of addresses, ranges and prefixes. It returns all that
// can be read and, joined, an error for each that cannot.
func ParseIPs(list []string) (ranges []IPRange, err error) {
	var faults []error
	for _, s := range list {
		r, err := ParseIP(s)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		ranges = append(ranges, r)
	}
	return ranges, errors.Join(faults...)
}

// prefixRange returns the addresses of a prefix.
func prefixRange(p netip.Prefix) IPRange {
	last := p.Masked().Addr().AsSlice()
	for bit := p.Bits(); bit < 8*len(last); bit++ {
		last[bit/8] |= 0x80 >> (bit % 8)
	}
	end, _ := netip.AddrFromSlice(last)
	return IPRange{p.Masked().Addr(), end}
}
