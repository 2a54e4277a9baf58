package app

import (
	"fmt"
	"strings"

	"beiandesk/internal/job"
)

// tableNames names the tables for a choice among them.
func tableNames(s *columnState, p *phrases) (names []string) {
	for _, t := range s.preview.Tables {
		name := sheetName(t, p)
		switch t.State {
		case tableHidden:
			name += p.say("columns.state.hidden")
		case tableIgnored:
			name += p.say("columns.state.ignored")
		case tableRead:
			name += p.say("columns.state.read", "row", t.HeaderRow, "n", thousands(t.Rows))
			if n := doubtsOf([]*job.Table{t}).columns; n > 0 {
				name += p.say("columns.state.doubt", "n", n)
			}
			if _, told := s.said[t.Fingerprint]; t.Remembered && !told {
				name += p.say("columns.state.remembered")
			}
		default:
			name += p.say("columns.state.own")
		}
		names = append(names, name)
	}
	return names
}

func sheetName(t *job.Table, p *phrases) string {
	if t.Sheet == "" {
		return p.say("columns.file")
	}
	return t.Sheet
}

func headerOf(c *job.TableColumn, p *phrases) string {
	header := strings.Join(strings.Fields(c.Header), " ")
	if header == "" {
		header = p.say("columns.headless")
	}
	if c.Block != "" {
		header = fmt.Sprintf("%s / %s", strings.Join(strings.Fields(c.Block), " "), header)
	}
	return header
}
