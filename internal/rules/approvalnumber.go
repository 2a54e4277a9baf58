package rules

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"beiandesk/internal/filing"
)

// The length of an approval's number and the marks that it may hold beside
// letters, digits and Chinese characters, as the filing system takes them.
const (
	minApprovalNumber   = 2
	maxApprovalNumber   = 50
	approvalNumberMarks = "-.（）()[]#,"
)

// otherMarks are marks that documents have in their numbers, and what to write
// for them.
var otherMarks = strings.NewReplacer("〔", "[", "〕", "]", "【", "[", "】", "]", "［", "[", "］", "]", "—", "-", "－", "-", "–", "-", "，", ",",
	"：", "", ":", "", " ", "", "　", "", "《", "", "》", "", "/", "-")

// approvalNumber checks the number of a pre-approval that is given.
func (c *checker) approvalNumber() {
	given, number := c.text(filing.SitePreApproval), c.text(filing.SitePreApprovalNumber)
	if number == "" {
		if given != "" && !c.noticed[filing.SitePreApprovalNumber] && c.f.Text(filing.SitePreApprovalNumber) == "" {
			c.raise(filing.SitePreApprovalNumber, filing.Finding{Rule: "pre-approval", Variant: "number",
				Args: filing.Args{"types": both(c.label(filing.SitePreApproval))}})
		}
		return
	}
	wrong := wrongInApprovalNumber(number)
	length := utf8.RuneCountInString(number)
	if wrong == "" && length >= minApprovalNumber {
		return // values tells of one that is too long
	}
	f := filing.Finding{Rule: "pre-approval-number-format"}
	if wrong == "" {
		f.Variant = "short"
	} else if mended := otherMarks.Replace(number); wrongInApprovalNumber(mended) == "" && utf8.RuneCountInString(mended) >= minApprovalNumber {
		f.Suggest = mended
	}
	f.Args = filing.Args{"value": number, "characters": wrong, "example": example(f.Suggest)}
	c.raise(filing.SitePreApprovalNumber, f)
}

// wrongInApprovalNumber returns the characters that a number may not hold, each
// once.
func wrongInApprovalNumber(number string) (wrong string) {
	for _, r := range number {
		plain := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || unicode.Is(unicode.Han, r)
		if !plain && !strings.ContainsRune(approvalNumberMarks, r) && !strings.ContainsRune(wrong, r) {
			wrong += string(r)
		}
	}
	return wrong
}
