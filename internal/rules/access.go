package rules

import (
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
	for _, s := range strings.Split(text, "\n") {
		if t, bad := c.address(s); bad {
			troubles = addTrouble(troubles, t, s)
		}
	}
	for _, t := range troubles {
		c.raise(filing.AccessIPs, filing.Finding{Rule: t.rule, Variant: t.variant, Args: filing.Args{
			"value": listedWords(t.addresses, mostAddresses), "block": t.what, "other": t.what,
			"region": c.region, "provider": c.provider, "as_of": c.listDay}})
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
	return addressTrouble{}, false
}
