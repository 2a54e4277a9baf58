package filing

// Severity says what a finding does to its filing.
type Severity string

// The severities, gravest first.
const (
	Block Severity = "block" // the filing would be returned
	Warn  Severity = "warn"  // a reviewer may object
	Note  Severity = "note"  // something to know or to do
)

// Rank orders severities: 0 for Block, 1 for Warn, 2 for everything else.
func (s Severity) Rank() int {
	switch s {
	case Block:
		return 0
	case Warn:
		return 1
	}
	return 2
}

// Args are the values that a finding's message names, by placeholder.
type Args map[string]string

// Finding is one thing to know about a filing: what is wrong, where, and what
// to do. Whoever finds something fills Rule, the place and Args; the rule
// catalogue adds Severity (unless the finder set it), Message, Remedy and
// Source in the user's language (rules.Describe).
//
// The JSON form is a contract.
type Finding struct {
	Rule     string   `json:"rule"`
	Severity Severity `json:"severity"`
	Field    string   `json:"field,omitempty"`
	Cell     string   `json:"cell,omitempty"`
	Slot     Slot     `json:"slot,omitempty"`
	Message  string   `json:"message"`
	Remedy   string   `json:"remedy,omitempty"`
	Source   string   `json:"source,omitempty"`

	// Place is the cell as a place; Cell is how it is written.
	Place Cell `json:"-"`
	// Args fill the placeholders of the message. Secret values must be masked
	// by the finder ([Mask]): findings are shown, printed and exported.
	Args Args `json:"-"`
	// Variant picks another wording of the same rule, e.g. "beijing" for
	// addresses of another region; empty for the main one.
	Variant string `json:"-"`
	// Suggest is a value that would mend the field, when there is one.
	Suggest string `json:"-"`
}

// At returns f placed at a field of a filing, with the cell it came from.
func (f Finding) At(on *Filing, field Field) Finding {
	f.Field = field.Key()
	f.Place = on.Cell(field)
	f.Cell = f.Place.String()
	return f
}

// Status is what the findings of a filing come to.
type Status string

// The statuses.
const (
	Ready   Status = "ready"
	Warned  Status = "warned"
	Blocked Status = "blocked"
)

// StatusOf returns the status that findings give a filing; notes do not count.
func StatusOf(findings []Finding) Status {
	status := Ready
	for _, f := range findings {
		switch f.Severity {
		case Block:
			return Blocked
		case Warn:
			status = Warned
		}
	}
	return status
}

var severityLabels = map[Severity]Text{
	Block: {ZH: "拦截", EN: "Blocks"},
	Warn:  {ZH: "提醒", EN: "Warning"},
	Note:  {ZH: "说明", EN: "Note"},
}

// Label names the severity, as every list and paper of the program does.
func (s Severity) Label() Text { return severityLabels[s] }

var statusLabels = map[Status]Text{
	Ready:   {ZH: "可提交", EN: "Ready"},
	Warned:  {ZH: "有提醒", EN: "Warned"},
	Blocked: {ZH: "被拦截", EN: "Blocked"},
}

// Label names the status.
func (s Status) Label() Text { return statusLabels[s] }
