package rules

import "beiandesk/internal/filing"

// recordNumbers checks the filing numbers of the entity and of the site, and
// that they belong together and to the province.
func (c *checker) recordNumbers() {
	entity, entityOK := c.record(filing.EntityRecordNumber)
	if entityOK {
		if entity.Site > 0 {
			c.raise(filing.EntityRecordNumber, filing.Finding{Rule: "record-number-format", Variant: "entity", Suggest: entity.Entity,
				Args: filing.Args{"value": c.f.Text(filing.EntityRecordNumber), "site": itoa(entity.Site)}})
		}
		c.recordProvince(filing.EntityRecordNumber, entity)
	}
	site, siteOK := c.record(filing.SiteRecordNumber)
	switch {
	case !siteOK:
	case site.Site == 0:
		c.raise(filing.SiteRecordNumber, filing.Finding{Rule: "record-number-format", Variant: "site",
			Args: filing.Args{"value": c.f.Text(filing.SiteRecordNumber), "example": exampleRecord + "-1"}})
	case entityOK && site.Entity != entity.Entity:
		c.raise(filing.SiteRecordNumber, filing.Finding{Rule: "record-number-format", Variant: "other-entity",
			Args: filing.Args{"value": c.f.Text(filing.SiteRecordNumber), "entity": entity.Entity}})
	case !entityOK:
		c.recordProvince(filing.SiteRecordNumber, site)
	}
}

const exampleRecord = "宁ICP备12345678号"

func (c *checker) record(field filing.Field) (filing.RecordNumber, bool) {
	value := c.text(field)
	if value == "" {
		return filing.RecordNumber{}, false
	}
	record, err := filing.ParseRecord(value)
	if err != nil {
		example := exampleRecord
		if field == filing.SiteRecordNumber {
			example += "-1"
		}
		c.raise(field, filing.Finding{Rule: "record-number-format", Args: filing.Args{"value": value, "example": example}})
	}
	return record, err == nil
}

// recordProvince compares the province of a filing number with the entity's.
func (c *checker) recordProvince(field filing.Field, record filing.RecordNumber) {
	table := filing.TableNamed("province")
	province, ok := table.Item(c.text(filing.EntityProvince))
	if !ok || record.Province == province.Code {
		return
	}
	named, _ := table.Item(record.Province)
	c.raise(field, filing.Finding{Rule: "record-number-format", Variant: "province", Args: filing.Args{
		"value": c.f.Text(field), "short": record.Short, "named": both(named.Label), "province": both(province.Label)}})
}
