// Package mark knows what the small code at the foot of a printed paper says:
// which batch, filing, paper and page it is, and a checksum of the values that
// were filled in. It holds no value itself, only short hashes, so that nothing
// about a person or a company can be read from it.
//
// A mark is 100 bits, written as 20 characters of Crockford's base 32, which a
// QR code of version 1 takes and a person can type.
package mark

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// The printed code: modules a side without its quiet zone (QR version 1 at level
// M holds the 20 characters), the quiet zone that ISO/IEC 18004 asks for, and
// the size of a module in millimetres. Smaller modules are lost in poor scans.
const (
	Modules  = 21
	Quiet    = 4
	ModuleMM = 0.6
)

// Mark is what one page's code says.
type Mark struct {
	Batch  uint16 // hash of the batch that it was printed with, 15 bits
	Key    uint16 // hash of the filing's key, 15 bits
	Entity uint16 // hash of what identifies the entity, 10 bits
	Site   uint16 // hash of what identifies the site, 10 bits
	Paper  filing.Paper
	Page   int    // from 1
	Pages  int    // of the paper, at most 511
	Sum    uint16 // of the filled values, 16 bits
}

// papers numbers the papers in marks. A number is never given to another paper:
// pages that were printed long ago still come back.
var papers = [16]filing.Paper{1: filing.CheckSheet, 2: filing.Authorization, 3: filing.Confirmation, 4: filing.Commitment}

// Names reports whether marks can name a paper.
func Names(paper filing.Paper) bool { return paper != "" && slices.Contains(papers[:], paper) }

// For returns the mark of a paper that speaks for a filing, the first of them
// where it speaks for several; its page and checksum are to be set.
func For(batch uint16, f *filing.Filing, paper filing.Paper) Mark {
	return Mark{Batch: batch, Key: keyOf(f), Entity: entityOf(f), Site: siteOf(f), Paper: paper}
}

// Batch returns the hash of a batch. It changes with its filings' keys, entities
// and sites, and with nothing else that is filled in; their order is no matter.
func Batch(filings []*filing.Filing) uint16 {
	all := make([]string, len(filings))
	for i, f := range filings {
		all[i] = f.Key() + "\x00" + entityName(f) + "\x00" + siteName(f)
	}
	slices.Sort(all)
	return hash("batch", strings.Join(all, "\x00\x00"), 15)
}

func keyOf(f *filing.Filing) uint16    { return hash("key", f.Key(), 15) }
func entityOf(f *filing.Filing) uint16 { return hash("entity", entityName(f), 10) }
func siteOf(f *filing.Filing) uint16   { return hash("site", siteName(f), 10) }

func entityName(f *filing.Filing) string {
	if number := f.Text(filing.EntityCertNumber); number != "" {
		return strings.ToUpper(number)
	}
	return filing.FoldName(f.Text(filing.EntityName))
}

func siteName(f *filing.Filing) string {
	if domain := f.Domain(); domain != "" {
		return strings.ToLower(domain)
	}
	return filing.FoldName(f.Text(filing.SiteName))
}

// hash returns the last bits of a text's SHA-256; what keeps equal texts of
// different meaning apart.
func hash(what, text string, bits int) uint16 {
	sum := sha256.Sum256([]byte(what + "\x00" + text))
	return uint16(binary.BigEndian.Uint32(sum[:4]) & (1<<bits - 1))
}

// Sum returns the checksum of values, each “key=text”; their order and how often
// they come are no matter.
func Sum(values []string) uint16 {
	sorted := slices.Compact(slices.Sorted(slices.Values(values)))
	return hash("values", strings.Join(sorted, "\x00"), 16)
}

// Fit is how well a filing fits a mark.
type Fit int

// How well a filing fits.
const (
	Foreign Fit = iota // the mark names another filing
	Changed            // its key, and one of entity and site; the other was changed since printing, or it is another batch's
	Moved              // its entity and site under another key
	Named              // its key, entity and site
)

// Fits says how well a filing fits the mark. Only Named, or Moved of one filing
// alone, is sure: keys such as 001 come in every batch.
func (m Mark) Fits(f *filing.Filing) Fit {
	key, entity, site := m.Key == keyOf(f), m.Entity == entityOf(f), m.Site == siteOf(f)
	switch {
	case key && entity && site:
		return Named
	case entity && site:
		return Moved
	case key && (entity || site):
		return Changed
	}
	return Foreign
}
