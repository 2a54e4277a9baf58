package job

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"beiandesk/internal/filing"
	"beiandesk/internal/sheet"
)

// MappingsName is the file in the user's configuration that keeps how tables are
// to be read.
const MappingsName = "列设置.toml"

// mostMappingsBytes bounds the file: some 2,000 bytes for each of thousands of
// kinds of workbooks.
const mostMappingsBytes = 10 << 20

const mappingsHead = `# 备案台记住的列设置：同样标题的表格下次按这里读取。可以直接编辑；删去一段即不再记住。
# 这里只有列的标题，没有表格里的内容。值是填写项的键（beian fields 列出）、ref.number 等引用，或 skip（不读取）。
`

// Mappings are what a user said of the tables of workbooks, by the fingerprints
// of their headers, kept in a file. It is safe for use by several goroutines.
type Mappings struct {
	file string
	lock sync.Mutex
	all  []savedMapping
}

// savedMapping is a mapping as the file has it.
type savedMapping struct {
	Fingerprint string            `toml:"fingerprint"`
	Sheet       string            `toml:"sheet"` // where it was said, for people
	HeaderRow   int               `toml:"header_row"`
	Hidden      string            `toml:"hidden"`
	HiddenSheet bool              `toml:"hidden_sheet"`
	Columns     map[string]string `toml:"columns"`
}

// MappingsFile is the file of the user's mappings.
func MappingsFile() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", &Trouble{File: MappingsName, Why: filing.Text{ZH: "找不到用户的配置文件夹", EN: "the user's configuration folder is not known"}, Err: err}
	}
	return filepath.Join(dir, "beiandesk", MappingsName), nil
}

// OpenMappings reads a file of mappings; "" is the user's own. One that is not
// there has none. Errors are a [*Trouble]; then nothing can be kept either, so
// that the file is not lost.
func OpenMappings(file string) (*Mappings, error) {
	if file == "" {
		var err error
		if file, err = MappingsFile(); err != nil {
			return nil, err
		}
	}
	m := &Mappings{file: file}
	return m, m.read()
}

// File is where the mappings are kept.
func (m *Mappings) File() string { return m.file }

func (m *Mappings) read() error {
	f, err := os.Open(m.file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return &Trouble{File: m.file, Why: whyOf(err), Err: err}
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, mostMappingsBytes+1))
	if err == nil && len(data) > mostMappingsBytes {
		err = errors.New("larger than 10 MB")
	}
	if err != nil {
		return &Trouble{File: m.file, Why: whyOf(err), Err: err}
	}
	all, why := parseMappings(data)
	if why != (filing.Text{}) {
		return &Trouble{File: m.file, Why: why, Remedy: filing.Text{ZH: "请改正它，或删除它", EN: "mend it, or delete it"}}
	}
	m.all = all
	return nil
}

// parseMappings reads the text of a file of mappings, or says why it cannot.
func parseMappings(data []byte) ([]savedMapping, filing.Text) {
	var doc struct {
		Table []savedMapping `toml:"table"`
	}
	if why := decodeKept(data, &doc); why != (filing.Text{}) {
		return nil, why
	}
	for i, s := range doc.Table {
		for name, key := range s.Columns {
			if _, ok := sheet.KeyNamed(key); !ok {
				return nil, filing.Text{ZH: fmt.Sprintf("第 %d 段的“%s”：没有填写项 %s", i+1, name, key), EN: fmt.Sprintf("entry %d, “%s”: there is no field %s", i+1, name, key)}
			}
		}
		hidden := Hidden(s.Hidden)
		if s.Fingerprint == "" || s.HeaderRow < 0 || hidden != HiddenDefault && hidden != HiddenInclude && hidden != HiddenSkip {
			return nil, filing.Text{ZH: fmt.Sprintf("第 %d 段的内容无法使用", i+1), EN: fmt.Sprintf("entry %d cannot be used", i+1)}
		}
	}
	return doc.Table, filing.Text{}
}

// Lookup returns what was said of tables with a fingerprint.
func (m *Mappings) Lookup(fingerprint string) (Mapping, bool) {
	if m == nil {
		return Mapping{}, false
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	for _, s := range m.all {
		if s.Fingerprint == fingerprint {
			return Mapping{HeaderRow: s.HeaderRow, Hidden: Hidden(s.Hidden), HiddenSheet: s.HiddenSheet, Columns: s.Columns}, true
		}
	}
	return Mapping{}, false
}

// Remember keeps a mapping for tables with the fingerprint of this one, in place
// of what was kept; a mapping that says nothing is forgotten. Columns whose
// header looks like somebody's data are left out. An error is a [*Trouble] or a
// [*disk.Error]; then nothing is changed.
func (m *Mappings) Remember(t *Table, mapping Mapping) error {
	m.lock.Lock()
	defer m.lock.Unlock()
	now := &Mappings{file: m.file}
	if err := now.read(); err != nil { // what another program wrote meanwhile is kept
		return err
	}
	all := slices.DeleteFunc(now.all, func(s savedMapping) bool { return s.Fingerprint == t.Fingerprint })
	s := savedMapping{Fingerprint: t.Fingerprint, HeaderRow: mapping.HeaderRow, Hidden: string(mapping.Hidden), HiddenSheet: mapping.HiddenSheet, Columns: make(map[string]string)}
	if !sheet.Personal(t.Sheet) {
		s.Sheet = t.Sheet
	}
	for name, key := range mapping.Columns {
		if !sheet.Personal(name) {
			s.Columns[name] = key
		}
	}
	if s.HeaderRow > 0 || s.Hidden != "" || s.HiddenSheet || len(s.Columns) > 0 {
		all = append(all, s)
	}
	if err := makePrivateFolder(filepath.Dir(m.file)); err != nil {
		return err
	}
	if err := writeBytes(m.file, []byte(mappingsText(all))); err != nil {
		return err
	}
	m.all = all
	return nil
}

// mappingsText writes mappings as the file has them.
func mappingsText(all []savedMapping) string {
	var b strings.Builder
	b.WriteString(mappingsHead)
	for _, s := range all {
		fmt.Fprintf(&b, "\n[[table]]\nfingerprint = %s\n", quoted(s.Fingerprint))
		if s.Sheet != "" {
			fmt.Fprintf(&b, "sheet = %s\n", quoted(s.Sheet))
		}
		if s.HeaderRow > 0 {
			fmt.Fprintf(&b, "header_row = %d\n", s.HeaderRow)
		}
		if s.Hidden != "" {
			fmt.Fprintf(&b, "hidden = %s\n", quoted(s.Hidden))
		}
		if s.HiddenSheet {
			b.WriteString("hidden_sheet = true\n")
		}
		if len(s.Columns) == 0 {
			continue
		}
		b.WriteString("[table.columns]\n")
		names := make([]string, 0, len(s.Columns))
		for name := range s.Columns {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			fmt.Fprintf(&b, "%s = %s\n", quoted(name), quoted(s.Columns[name]))
		}
	}
	return b.String()
}
