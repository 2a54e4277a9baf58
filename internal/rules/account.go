package rules

import (
	"errors"
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// account checks the account number.
func (c *checker) account() {
	value := c.text(filing.AccessAccountID)
	if value == "" {
		return
	}
	err := filing.CheckAccount(value)
	if err == nil && !c.placeholder(value) {
		return
	}
	f := filing.Finding{Rule: "account-id-format", Args: filing.Args{"value": value, "length": itoa(len([]rune(value)))}}
	switch {
	case err == nil:
		f.Variant = "placeholder"
	case errors.Is(err, filing.ErrCharacter):
		f.Variant = "characters"
	}
	c.raise(filing.AccessAccountID, f)
}

// placeholder reports whether an account number only stands for one: one digit
// all over, or an example of the operator's documentation.
func (c *checker) placeholder(id string) bool {
	return strings.Count(id, id[:1]) == len(id) || slices.Contains(c.documentary.Account.Placeholders, id)
}

// accountUse is how a batch uses one account.
type accountUse struct {
	company string // the first that is given
	given   int    // where
	by      []accountUser
}

// accountUser is one entity that uses an account. More than a few are not kept.
type accountUser struct {
	entity, filing int
}

const mostUsers = 4

func (b *batch) addAccount(i int, f *filing.Filing) {
	id := f.Text(filing.AccessAccountID)
	if id == "" || !b.forms[i].asked[filing.AccessAccountID] || filing.CheckAccount(id) != nil {
		return
	}
	use := b.accounts[id]
	if use == nil {
		use = new(accountUse)
		b.accounts[id] = use
	}
	if company := f.Text(filing.AccessAccountCompany); use.company == "" && company != "" {
		use.company, use.given = company, i
	}
	entity := b.entities.of[i]
	if entity >= 0 && len(use.by) < mostUsers && !slices.ContainsFunc(use.by, func(u accountUser) bool { return u.entity == entity }) {
		use.by = append(use.by, accountUser{entity, i})
	}
}

// renamed reports whether a company is the entity of this filing and of another
// that calls it otherwise: that is said of the entity.
func (c *checker) renamed(other int, company string) bool {
	mine := c.entities.of[c.index]
	return mine >= 0 && mine == c.entities.of[other] && filing.SameName(company, c.f.Text(filing.EntityName))
}

// accountCompany compares the company of the account with what other filings
// say of the same account. Without a company, it tells when several entities
// use the account: they need confirmation letters.
func (c *checker) accountCompany() {
	id := c.text(filing.AccessAccountID)
	use := c.accounts[id]
	if use == nil {
		return
	}
	company := c.text(filing.AccessAccountCompany)
	if company != "" {
		if use.given != c.index && !filing.SameName(company, use.company) && !c.renamed(use.given, company) {
			c.raise(filing.AccessAccountCompany, filing.Finding{Rule: "account-company-differs", Args: filing.Args{
				"account": id, "value": company, "other": use.company, "filings": c.keys([]int{use.given})}})
		}
		return
	}
	if c.noticed[filing.AccessAccountCompany] || len(use.by) < 2 {
		return
	}
	var others []int
	for _, u := range use.by {
		if u.entity != c.entities.of[c.index] {
			others = append(others, u.filing)
		}
	}
	c.raise(filing.AccessAccountCompany, filing.Finding{Rule: "account-shared", Args: filing.Args{"account": id, "filings": c.keys(others)}})
}
