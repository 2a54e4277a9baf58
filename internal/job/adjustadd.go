package job

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"beiandesk/internal/disk"
	"beiandesk/internal/filing"
	"beiandesk/internal/provider"
	"beiandesk/internal/rules"
)

// ProjectRulesFile is the file beside the workbook that adjusts rules for it. It
// need not be there.
func (b *Batch) ProjectRulesFile() string {
	return filepath.Join(filepath.Dir(b.Workbook), ProjectRules)
}

// projectRulesHead begins a file that is made.
const projectRulesHead = `# 本项目对检查规则的调整，对同一文件夹里的工作簿有效。可以直接编辑；删去一段即恢复原来的规则。
# severity：off 不检查，note 提示，warn 提醒，block 拦截。reason 必须填写，检查报告会列出。
`

// Adjust adds an adjustment of a rule to the file beside the workbook, which is
// made when there is none; what stands in it stays as it is. The adjustment
// holds from the next check on.
func (b *Batch) Adjust(a provider.Adjustment) error {
	file := b.ProjectRulesFile()
	text, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		text = []byte(projectRulesHead)
	case err != nil:
		return fileTrouble(file, err)
	}
	added := string(text)
	if added != "" && !strings.HasSuffix(added, "\n") {
		added += "\n"
	}
	added += "\n" + adjustmentText(a)
	list, err := provider.ParseAdjustments(file, []byte(added))
	if err == nil {
		err = rules.CheckAdjustments(list)
	}
	if err != nil {
		return err
	}
	if err := disk.WriteFile(file, func(w io.Writer) error {
		_, err := io.WriteString(w, added)
		return err
	}); err != nil {
		return err
	}
	b.adjust, err = b.readAdjustments()
	return err
}

// adjustmentText writes an adjustment as the file has it.
func adjustmentText(a provider.Adjustment) string {
	var b strings.Builder
	b.WriteString("[[adjust]]\n")
	entry := func(key, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s = %s\n", key, quoted(value))
		}
	}
	list := func(key string, values []string) {
		if len(values) > 0 {
			all := make([]string, len(values))
			for i, v := range values {
				all[i] = quoted(v)
			}
			fmt.Fprintf(&b, "%s = [%s]\n", key, strings.Join(all, ", "))
		}
	}
	entry("rule", a.Rule)
	entry("variant", a.Variant)
	entry("severity", string(a.Severity))
	entry("reason", a.Reason)
	list("provinces", a.Provinces)
	list("entities", a.Entities)
	list("filings", a.Filings)
	return b.String()
}

// quoted writes a text as a basic string of TOML.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r == '\n':
			b.WriteString(`\n`)
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// RuleTitle names a rule; the rule's id when the catalogue has none.
func RuleTitle(rule string, lang filing.Lang) string {
	return (&AdjustedRule{Rule: rule}).Title(lang)
}
