package filing

import (
	"net/netip"
	"slices"
	"strings"

	"golang.org/x/net/idna"
)

// cleanList cleans a field that takes several values and joins them by line
// feeds, in the order written, each once.
func cleanList(def *Def, raw string) string {
	text := tidyLines(raw, true)
	var items []string
	switch def.Type {
	case Choices:
		items = cleanChoices(def.Table(), text)
	case Domains:
		items = cleanDomains(text)
	case IPs:
		items = cleanIPs(text)
	case Files:
		items = cleanFiles(text)
	}
	if len(items) == 0 {
		return ""
	}
	return strings.Join(distinct(items), "\n")
}

// distinct returns the items that say something, each once, in their order.
func distinct(items []string) []string {
	seen := make(map[string]bool, len(items))
	kept := items[:0]
	for _, item := range items {
		if item != "" && !isPlaceholder(item) && !seen[item] {
			seen[item] = true
			kept = append(kept, item)
		}
	}
	return kept
}

// cut splits s at any of the separators and at line feeds, and trims the parts.
func cut(s, separators string) (parts []string) {
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || strings.ContainsRune(separators, r) }) {
		if p = strings.TrimSpace(p); p != "" {
			parts = append(parts, p)
		}
	}
	return parts
}

// choiceNone are answers that mean none of the choices.
var choiceNone = []string{"否", "不是", "不需要", "未涉及", "不涉及前置审批", "无前置审批"}

// cleanChoices returns the codes of a list of choices; an unknown one stays as
// it was written.
func cleanChoices(table *Table, s string) (codes []string) {
	if table == nil {
		return cut(s, "")
	}
	if item, ok := table.Find(s, ""); ok {
		return []string{item.Code}
	}
	for _, part := range cut(s, "、;；,，|+＋&＆") {
		switch item, ok := table.Find(part, ""); {
		case ok:
			codes = append(codes, item.Code)
		case slices.Contains(choiceNone, part):
		default:
			codes = append(codes, splitChoices(table, part)...)
		}
	}
	return codes
}

// splitChoices splits a part at slashes and spaces, which labels hold too
// (博客/个人空间): the longest runs of pieces that are labels win. A part without
// any label stays whole.
func splitChoices(table *Table, part string) (codes []string) {
	pieces := strings.FieldsFunc(part, func(r rune) bool { return r == '/' || r == '／' || r == ' ' })
	var unknown []string
	known := false
	for i := 0; i < len(pieces); {
		n, item := longestLabel(table, pieces[i:])
		if n == 0 {
			unknown = append(unknown, pieces[i])
			i++
			continue
		}
		if len(unknown) > 0 {
			codes, unknown = append(codes, strings.Join(unknown, "/")), nil
		}
		codes = append(codes, item.Code)
		known = true
		i += n
	}
	if !known {
		return []string{part}
	}
	if len(unknown) > 0 {
		codes = append(codes, strings.Join(unknown, "/"))
	}
	return codes
}

// longestLabel returns how many of the leading pieces, at most four, make a label.
func longestLabel(table *Table, pieces []string) (int, Item) {
	for n := min(len(pieces), 4); n > 0; n-- {
		if item, ok := table.Find(strings.Join(pieces[:n], "/"), ""); ok {
			return n, item
		}
	}
	return 0, Item{}
}

// cleanDomains returns the host names of a list of domains or addresses of
// pages. www and other subdomains stay: that they do not belong here is for the
// checks to say.
func cleanDomains(s string) (domains []string) {
	s = halfWidthLines(s)
	for _, part := range cut(s, "、;,| ") {
		domains = append(domains, cleanDomain(part))
	}
	return domains
}

// cleanDomain returns the host name of one domain or address, small letters,
// internationalised labels in Unicode.
func cleanDomain(s string) string {
	s, bare := cutScheme(s)
	host, tail := cutHost(s)
	if !bare || tail == "" || !namesDomain(tail) {
		s = cutPort(host)
	}
	s = strings.ToLower(strings.Trim(strings.ReplaceAll(s, "。", "."), "."))
	return unicodeDomain(s)
}

// cutScheme drops http:// and its like; bare reports that there was none.
func cutScheme(s string) (rest string, bare bool) {
	bare = true
	for {
		at := strings.Index(s, "://")
		if at >= 0 && isScheme(s[:at]) {
			s, bare = s[at+3:], false
			continue
		}
		if cut, ok := strings.CutPrefix(s, "//"); ok {
			s, bare = cut, false
			continue
		}
		return s, bare
	}
}

func isScheme(s string) bool {
	for _, r := range s {
		if !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z') {
			return false
		}
	}
	return true
}

// cutHost cuts an address before its path, query or fragment.
func cutHost(s string) (host, tail string) {
	if at := strings.IndexAny(s, "/?#\\"); at >= 0 {
		return s[:at], strings.Trim(s[at:], "/\\")
	}
	return s, ""
}

// cutPort drops a port; the colons of an IPv6 address stay.
func cutPort(host string) string {
	if name, port, ok := strings.Cut(host, ":"); ok && name != "" && allDigits(port) {
		return name
	}
	return host
}

// namesDomain reports whether the path behind a bare domain could itself be a
// domain (a.com/b.com): such a value is left whole, or the second would be lost.
func namesDomain(tail string) bool {
	d, err := ParseDomain(tail)
	return err == nil && d.Managed
}

// unicodeDomain returns a domain with its xn-- labels in Unicode, when they are
// well formed.
func unicodeDomain(s string) string {
	if !strings.Contains(s, "xn--") {
		return s
	}
	if u, err := domainForms.ToUnicode(s); err == nil {
		return u
	}
	return s
}

// domainForms is the profile of IDNA 2008 with the mapping of UTS #46 that
// browsers and registries use.
var domainForms = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(true),
	idna.ValidateLabels(true), idna.CheckHyphens(true), idna.CheckJoiners(true), idna.BidiRule(), idna.VerifyDNSLength(true))

// cleanIPs returns a list of addresses, of ranges as first-last, and of prefixes.
func cleanIPs(s string) (ips []string) {
	s = joinRanges(strings.ReplaceAll(halfWidthLines(s), "。", "."))
	for _, part := range cut(s, "、;,| ") {
		ips = append(ips, cleanIP(part))
	}
	return ips
}

// joinRanges makes every mark of a range, with the spaces around it, a hyphen.
func joinRanges(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		at := strings.IndexFunc(s[i:], isRangeMark)
		if at < 0 {
			b.WriteString(s[i:])
			break
		}
		b.WriteString(strings.TrimRight(s[i:i+at], " "))
		rest := strings.TrimLeftFunc(s[i+at:], func(r rune) bool { return isRangeMark(r) || r == ' ' })
		b.WriteByte('-')
		i = len(s) - len(rest)
	}
	return b.String()
}

// cleanIP returns an address in its canonical form, or a range: the end may be
// given by its last number alone (52.82.10.20-30); a range of one address is the
// address. What is not understood stays.
func cleanIP(s string) string {
	if addr, err := netip.ParseAddr(s); err == nil {
		return addr.String()
	}
	first, last, ok := strings.Cut(s, "-")
	if !ok {
		return s
	}
	from, err := netip.ParseAddr(first)
	if err != nil {
		return s
	}
	if from.Is4() && len(last) <= 3 && allDigits(last) {
		last = first[:strings.LastIndexByte(first, '.')+1] + last
	}
	to, err := netip.ParseAddr(last)
	switch {
	case err != nil:
		return s
	case from == to:
		return from.String()
	}
	return from.String() + "-" + to.String()
}

// cleanFiles returns a list of file names with forward slashes.
func cleanFiles(s string) (files []string) {
	for _, part := range cut(s, ";；、|") {
		part = strings.Trim(part, `"“”' `)
		files = append(files, strings.ReplaceAll(part, `\`, "/"))
	}
	return files
}

// halfWidthLines folds widths and keeps line feeds.
func halfWidthLines(s string) string {
	if isASCII(s) {
		return s
	}
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = halfWidth(lines[i])
	}
	return strings.Join(lines, "\n")
}
