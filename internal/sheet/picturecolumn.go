package sheet

import (
	"slices"
	"strings"

	"beiandesk/internal/filing"
)

// pictureColumn is what a header says of the pictures in its column, or right of
// it in a form.
type pictureColumn struct {
	material filing.Material
	header   string
	at       filing.Cell // of the header
}

// pictureColumn reads the header of a column of pictures: 营业执照; 身份证 below or
// beside 网站负责人; 正面 below 法人身份证. The material is unknown when the header
// says none, or is another field's.
func (b *body) pictureColumn(col int) pictureColumn {
	own, at := b.grid.shown(col, b.layout.row)
	for i := range b.layout.columns {
		if c := &b.layout.columns[i]; c.col == col || c.at == at {
			return c.pictures()
		}
	}
	header := strings.TrimSpace(own.text)
	last := col
	for i := range b.layout.columns {
		last = max(last, b.layout.columns[i].col)
	}
	blocks, _, _ := finder{g: b.grid}.blocksAbove(col, b.layout.row, b.layout.top, last)
	return pictureColumn{materialAt(header, blocks), header, at}
}

// pictures is pictureColumn for a column that has a header.
func (c *column) pictures() pictureColumn {
	p := pictureColumn{header: strings.TrimSpace(c.header), at: c.at}
	switch {
	case c.state == Skipped:
		return p
	case c.verdict == known && c.target.ref == noReference:
		if slot, ok := c.target.field.Slot(); ok {
			p.material = filing.Material{Slot: slot, Side: filing.MaterialOf(p.header).Side}
			return p
		}
	}
	if c.verdict != known || namesPicture(p.header) {
		p.material = materialAt(p.header, c.blocks)
	}
	return p
}

// materialAt reads a header, with the headers above it where it does not say
// whose or of what it is.
func materialAt(header string, blocks []string) filing.Material {
	m := filing.MaterialOf(header)
	if m.About {
		return filing.Material{}
	}
	if m.Slot != "" || !m.Known() && !anyPicture(header) {
		return m
	}
	for _, block := range blocks {
		if joint := filing.MaterialOf(blockWord(block) + header); (joint.Slot != "" || joint.ID) && !joint.About {
			return joint
		}
		if role, ok := dictionary.roles[blockWord(block)]; ok && m.Known() {
			m.Slot = idSlot(role)
			return m
		}
	}
	return m
}

// tellsMaterial reports whether a label tells what the picture beside it is: its
// row may hold nothing else.
func tellsMaterial(label string) bool {
	m := materialAt(label, nil)
	return len(label) <= maxHeader && m.Known()
}

// namesPicture reports whether the header of a field is also one of pictures:
// people put the picture of an ID below 主体负责人身份证.
func namesPicture(header string) bool { return strings.ContainsAny(header, "证照图书单件") }

// pictureWords are headers that only say that there are pictures.
var pictureWords = []string{"", "图片", "照片", "附件", "扫描件", "复印件", "影印件", "截图", "图", "上传", "文件"}

func anyPicture(header string) bool {
	return slices.Contains(pictureWords, filing.FoldHeader(withoutBrackets(header)))
}

func idSlot(role filing.Role) filing.Slot {
	if role == filing.SiteRole {
		return filing.SlotSitePersonID
	}
	return filing.SlotEntityPersonID
}

// slotOf returns the slot of a picture whose header stands at a column, or at a
// row of a form, for one use of its record. Whose an ID is tells the record's
// use, or the person whose fields stand before.
func (b *body) slotOf(m filing.Material, header filing.Cell, asSite bool) filing.Slot {
	isID := m.Slot == "" || m.Slot == filing.SlotEntityPersonID || m.Slot == filing.SlotSitePersonID
	switch {
	case asSite && isID:
		return filing.SlotSitePersonID
	case b.layout.purpose == personRows && isID:
		return filing.SlotEntityPersonID
	case m.Slot != "":
		return m.Slot
	}
	role, found := filing.EntityRole, false
	for i := range b.layout.columns {
		c := &b.layout.columns[i]
		if !c.read() || c.target.ref != noReference || found && b.follows(c.at, header) {
			continue
		}
		if r, ok := personOf(c.target.field); ok {
			role, found = r, true
		}
	}
	if !found && b.layout.purpose == siteRows {
		role = filing.SiteRole
	}
	return idSlot(role)
}

// follows reports whether one header comes after another.
func (b *body) follows(one, other filing.Cell) bool {
	if b.layout.transposed && one.Row != other.Row {
		return one.Row > other.Row
	}
	return one.Col > other.Col
}
