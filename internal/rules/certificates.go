package rules

import (
	"fmt"
	"sync"

	"github.com/BurntSushi/toml"

	"beiandesk/assets"
)

// numberKind says what number a type of certificate carries.
type numberKind int

const (
	ownNumber        numberKind = iota // a number of its own, not checked
	alwaysUSCC                         // a unified social credit code
	perhapsUSCC                        // one, or a number of its own of another length
	organisationCode                   // an organisation code, no longer issued
)

// certificates say which number each type of certificate carries.
type certificates struct {
	USCC         []string `toml:"uscc"`
	Perhaps      []string `toml:"perhaps_uscc"`
	Organisation []string `toml:"organisation_code"`
	Abolished    []string `toml:"abolished"`
	Source       string   `toml:"source"`
	AsOf         string   `toml:"as_of"`

	kinds map[string]numberKind
}

// numberOf returns what number a type carries, given its code in the table
// entity-cert. An unknown or missing type may carry any.
func (c *certificates) numberOf(code string) numberKind {
	if kind, ok := c.kinds[code]; ok {
		return kind
	}
	return ownNumber
}

var loadCertificates = sync.OnceValue(func() *certificates {
	c := new(certificates)
	mustLoad("rules/certificates.toml", c)
	c.kinds = map[string]numberKind{"": perhapsUSCC}
	for kind, codes := range map[numberKind][]string{alwaysUSCC: c.USCC, perhapsUSCC: c.Perhaps, organisationCode: c.Organisation} {
		for _, code := range codes {
			c.kinds[code] = kind
		}
	}
	return c
})

// mustLoad reads an embedded file; a fault in it is a fault of the build, which
// the tests find.
func mustLoad(name string, into any) {
	data, err := assets.FS.ReadFile(name)
	if err == nil {
		err = toml.Unmarshal(data, into)
	}
	if err != nil {
		panic(fmt.Errorf("%s: %w", name, err))
	}
}
