package rules

import (
	"slices"
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// addresses checks where the addresses lie. Addresses with the same trouble
// share one finding.
func (c *checker) addresses() {
	text := c.text(filing.AccessIPs)
	if text == "" {
		return
	}
	var troubles []addressTrouble
	list := strings.Split(text, "\n")
	c.ranges = c.ranges[:0]
	for _, s := range list {
		if t, bad := c.address(s); bad {
			troubles = addTrouble(troubles, t, s)
		}
	}
	for _, t := range troubles {
		c.raise(filing.AccessIPs, filing.Finding{Rule: t.rule, Variant: t.variant, Args: filing.Args{
			"value": listedWords(t.addresses, mostAddresses), "block": t.what, "other": t.what,
			"region": c.region, "provider": c.provider, "as_of": c.listDay}})
	}
	if len(c.ranges) == len(list) {
		c.repeated(list)
	}
	c.elastic()
}

// repeated finds addresses that are given twice, alone or in a range.
func (c *checker) repeated(list []string) {
	for i, r := range c.ranges {
		for k := range c.ranges[:i] {
			if r.Overlaps(c.ranges[k]) {
				c.raise(filing.AccessIPs, filing.Finding{Rule: "ip-repeated", Suggest: merged(c.ranges),
					Args: filing.Args{"value": list[i], "other": list[k]}})
				return
			}
		}
	}
}

// merged writes the addresses of ranges so that each is there once.
func merged(ranges []filing.IPRange) string {
	sorted := slices.Clone(ranges)
	slices.SortFunc(sorted, func(a, b filing.IPRange) int { return a.First.Compare(b.First) })
	var lines []string
	for i := 0; i < len(sorted); {
		r := sorted[i]
		for i++; i < len(sorted) && r.Overlaps(sorted[i]); i++ {
			if r.Last.Less(sorted[i].Last) {
				r.Last = sorted[i].Last
			}
		}
		lines = append(lines, r.String())
	}
	return strings.Join(lines, "\n")
}

// kindElastic is 弹性IP in the table ip-kind.
const kindElastic = "eip"

// elastic finds addresses that cannot be elastic ones.
func (c *checker) elastic() {
	if c.text(filing.AccessIPKind) != kindElastic {
		return
	}
	for _, r := range c.ranges {
		if !r.First.Is4() {
			c.raise(filing.AccessIPKind, filing.Finding{Rule: "ip-kind-mismatch", Args: filing.Args{"value": r.String()}})
			return
		}
	}
}

// accessPlace compares where and how the site is connected with what the
// provider offers.
func (c *checker) accessPlace() {
	p := &c.opt.Profile.Provider
	for _, x := range []struct {
		field         filing.Field
		want, variant string
	}{{filing.AccessServerPlace, p.ServerPlace, ""}, {filing.AccessMode, p.AccessMode, "mode"}} {
		code := c.text(x.field)
		if code == "" || code == x.want || x.want == "" {
			continue
		}
		given, known := x.field.Def().Table().Item(code)
		want, _ := x.field.Def().Table().Item(x.want)
		if known {
			c.raise(x.field, filing.Finding{Rule: "access-place", Variant: x.variant, Suggest: want.Label.ZH,
				Args: filing.Args{"value": both(given.Label), "expected": both(want.Label), "provider": c.provider}})
		}
	}
}

// mostAddresses is how many addresses a message names.
const mostAddresses = 3

// addressTrouble is what is wrong with some addresses.
type addressTrouble struct {
	rule, variant string
	what          string // the special block or the region they are of
	addresses     []string
}

func addTrouble(troubles []addressTrouble, t addressTrouble, address string) []addressTrouble {
	for i := range troubles {
		if has := &troubles[i]; has.rule == t.rule && has.variant == t.variant && has.what == t.what {
			has.addresses = append(has.addresses, address)
			return troubles
		}
	}
	t.addresses = []string{address}
	return append(troubles, t)
}

// address says what is wrong with an address or a range.
func (c *checker) address(s string) (addressTrouble, bool) {
	r, err := filing.ParseIP(s)
	if err != nil {
		return addressTrouble{rule: "ip-syntax"}, true
	}
	if block, special := r.Special(); special {
		return addressTrouble{rule: "ip-private", what: both(block.Label)}, true
	}
	switch place, region := c.opt.Profile.Networks.Locate(r.First, r.Last); place {
	case provider.Elsewhere:
		return addressTrouble{rule: "ip-outside-region"}, true
	case provider.OwnOther:
		return addressTrouble{rule: "ip-outside-region", variant: "special-service"}, true
	case provider.AnotherRegion:
		return addressTrouble{rule: "ip-outside-region", variant: "beijing", what: both(region)}, true
	}
	c.ranges = append(c.ranges, r)
	return addressTrouble{}, false
}
