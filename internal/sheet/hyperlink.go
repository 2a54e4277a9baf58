package sheet

import (
	"bytes"
	"encoding/xml"
	"net/url"
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// hyperlink is a cell that leads somewhere, by the id of a relation. Links over
// several cells are of no use here: which of them is meant?
type hyperlink struct {
	col, row int
	id       string
}

// longestLink is how many bytes of a link's address or formula are looked at.
const longestLink = 2048

// follow gives the cells of a sheet the addresses that their hyperlinks name.
// Nothing is opened: the address is a text like any other. Cells without a text
// stay blank, for people clear a cell and leave its link behind.
func (c *container) follow(g *grid, part string, links []hyperlink) error {
	if g.dropped || len(links) == 0 {
		return nil
	}
	targets := make(map[string]string)
	err := c.eachRelation(part, func(e *xml.StartElement) {
		if attr(e, "TargetMode") == external && len(attr(e, "Target")) <= longestLink {
			targets[attr(e, "Id")] = attr(e, "Target")
		}
	})
	if err != nil {
		return err
	}
	for _, h := range links {
		target, ok := targets[h.id]
		if !ok {
			continue
		}
		l := g.line(h.row)
		if i, found := slices.BinarySearchFunc(l.cells, h.col, func(c cell, col int) int { return int(c.col) - col }); found {
			l.cells[i].link = &target
		}
	}
	return nil
}

// linkFormula returns the address in a formula HYPERLINK("address", …).
func linkFormula(formula []byte) (target string, ok bool) {
	rest, ok := bytes.CutPrefix(formula, []byte(`HYPERLINK("`))
	if !ok {
		return "", false
	}
	address, _, ok := bytes.Cut(rest, []byte(`"`))
	return string(address), ok
}

// linked returns what a cell's hyperlink says for a field where its text does not
// say it: 点击发邮件 over mailto:li@example.cn.
func linked(field filing.Field, c cell) (value string, ok bool) {
	if c.link == nil || c.kind != text {
		return "", false
	}
	switch field.Def().Type {
	case filing.Email:
		address, mail := cutPrefixFold(*c.link, "mailto:")
		if !mail || strings.ContainsAny(c.text, "@＠") {
			return "", false
		}
		address, _, _ = strings.Cut(address, "?")
		if plain, err := url.PathUnescape(address); err == nil {
			address = plain
		}
		return address, strings.Contains(address, "@")
	case filing.URL, filing.Domains:
		if strings.ContainsAny(c.text, ".。．") {
			return "", false
		}
		_, plain := cutPrefixFold(*c.link, "http://")
		_, secure := cutPrefixFold(*c.link, "https://")
		return *c.link, plain || secure
	}
	return "", false
}

func cutPrefixFold(s, prefix string) (rest string, ok bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}
