package rules

import (
	"fmt"
	"strings"

	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
)

// addressUse is which entities have an address.
type addressUse struct {
	address string
	last    int   // the last entity
	first   int   // the first filing
	others  []int // the first of each other entity
}

// sharedAddresses tells of addresses that several entities have. Those that the
// same filings have share a finding.
func (b *batch) sharedAddresses() (findings []filing.Finding) {
	together := make(map[string]int) // filings → place in findings
	addresses := make(map[string][]string)
	for _, use := range b.addressUses() {
		if len(use.others) == 0 || !b.ours(use.address) {
			continue
		}
		filings := b.differentNames(append([]int{use.first}, use.others...))
		if len(filings) < 2 {
			continue
		}
		key := fmt.Sprint(filings)
		addresses[key] = append(addresses[key], use.address)
		if _, known := together[key]; !known {
			together[key] = len(findings)
			findings = append(findings, filing.Finding{Rule: "ip-shared", Args: filing.Args{"count": itoa(len(filings)), "filings": b.keys(filings)}})
		}
	}
	for key, at := range together {
		findings[at].Args["value"] = listedWords(addresses[key], mostAddresses)
	}
	return findings
}

// differentNames returns the first filing of each entity's name: two codes
// under one name are a slip of the pen that is said elsewhere.
func (b *batch) differentNames(filings []int) (kept []int) {
	seen := make(map[string]bool, len(filings))
	for _, at := range filings {
		if name := b.filings[at].Text(filing.EntityName); !seen[name] {
			seen[name] = true
			kept = append(kept, at)
		}
	}
	return kept
}

// addressUses returns the batch's addresses in the order of their entities.
func (b *batch) addressUses() (order []addressUse) {
	if len(b.entities.groups) < 2 {
		return nil
	}
	uses := make(map[string]int, len(b.filings)) // address → place in order
	for entity, group := range b.entities.groups {
		for _, at := range group.filings {
			if b.forms[at].asked[filing.AccessIPs] {
				order = addUses(uses, order, entity, at, b.filings[at].Text(filing.AccessIPs))
			}
		}
	}
	return order
}

func addUses(uses map[string]int, order []addressUse, entity, at int, addresses string) []addressUse {
	for rest := addresses; rest != ""; {
		var address string
		address, rest, _ = strings.Cut(rest, "\n")
		place, known := uses[address]
		if !known {
			uses[address] = len(order)
			order = append(order, addressUse{address: address, last: entity, first: at})
		} else if use := &order[place]; use.last != entity {
			use.last, use.others = entity, append(use.others, at)
		}
	}
	return order
}

// ours reports whether an address is one that can be filed; what is wrong with
// others is said at each.
func (b *batch) ours(address string) bool {
	r, err := filing.ParseIP(address)
	if err != nil {
		return false
	}
	place, _ := b.opt.Profile.Networks.Locate(r.First, r.Last)
	return place == provider.OwnCompute
}
