package provider

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/BurntSushi/toml"

	"beiandesk/internal/filing"
)

// decode reads a TOML text, in which every entry must be known to the target or
// to besides; it reports whether the target can be used. The text is the file's
// own, or its merge with a base.
func (r *review) decode(data []byte, into any, besides func(toml.Key) bool) bool {
	meta, err := toml.Decode(string(data), into)
	var at toml.ParseError
	switch {
	case errors.As(err, &at):
		line := at.Position.Line
		if strings.Contains(at.Message, "table") && strings.Contains(at.Message, `'\n'`) {
			line-- // the decoder saw the end of the line, and counted it
		}
		r.faults = append(r.faults, &Fault{File: r.file, Line: line, Key: at.LastKey, Text: r.syntax(line, at.Message)})
		return false
	case err != nil:
		r.mismatch(err)
		return false
	}
	before := len(r.faults)
	times := make(map[string]int)
	for _, key := range meta.Undecoded() {
		_, inUnknown := times[strings.Join(key[:len(key)-1], ".")]
		if inUnknown || besides != nil && besides(key) {
			continue
		}
		r.unknown(key, times[strings.Join(key, ".")], into)
		times[strings.Join(key, ".")]++
	}
	return len(r.faults) == before
}

// anything is known where a text is read for its tables only.
func anything(toml.Key) bool { return true }

var decoderMismatch = regexp.MustCompile(`\(last key "(.*?)"\): .*TOML value has type (\S+); destination has type (\S+)`)

// mismatch says which value is of another type than its entry.
func (r *review) mismatch(err error) {
	if m := decoderMismatch.FindStringSubmatch(err.Error()); m != nil {
		r.mistyped(m[1], m[2], m[3])
		return
	}
	r.faults = append(r.faults, &Fault{File: r.file, Text: noTOML(filing.Text{}, err.Error())})
}

// slips are the usual mistakes in TOML by what the decoder says of them.
var slips = []struct {
	says string
	text filing.Text
}{
	{"already", filing.Text{ZH: "写了两次%s；请只留一处", EN: "stands twice%s; leave one of them"}},
	{"strings cannot contain newlines", filing.Text{ZH: "文字缺少结尾的引号%s", EN: "a text lacks its closing quote%s"}},
	{`unexpected EOF; expected '"`, filing.Text{ZH: "文字缺少结尾的引号%s", EN: "a text lacks its closing quote%s"}},
	{`unexpected EOF; expected "'`, filing.Text{ZH: "文字缺少结尾的引号%s", EN: "a text lacks its closing quote%s"}},
	{"array terminator", filing.Text{ZH: "列表里缺少逗号或结尾的“]”%s", EN: "a list lacks a comma or its closing ]%s"}},
	{"inline table terminator", filing.Text{ZH: "“{”之后缺少逗号或结尾的“}”%s", EN: "what { opens lacks a comma or its closing }%s"}},
	{"unexpected comma", filing.Text{ZH: "多了一个逗号%s", EN: "there is a comma too many%s"}},
	{"to end table name", filing.Text{ZH: "节的名称缺少结尾的“]”%s", EN: "the name of a section lacks its closing ]%s"}},
	{"end of table", filing.Text{ZH: "节的名称缺少结尾的“]”%s", EN: "the name of a section lacks its closing ]%s"}},
	{"expected value", filing.Text{ZH: "等号后面应有一个值，文字要加引号%s", EN: "a value must follow the =, texts in quotes%s"}},
	{"expected '.' or '='", filing.Text{ZH: "项的名称后面应有等号；名称只用英文字母、数字、_ 和 -%s", EN: "a = must follow the name of an entry, which takes letters, digits, _ and - only%s"}},
	{"key separator", filing.Text{ZH: "项的名称后面应有等号和值%s", EN: "a = and a value must follow the name of an entry%s"}},
	{"newline, comment, or EOF", filing.Text{ZH: "值后面多了内容，一行只写一项%s", EN: "something stands behind the value: one entry a line%s"}},
	{"escape", filing.Text{ZH: `引号内的“\”要写成“\\”%s`, EN: `a \ between quotes is written \\%s`}},
	{"UTF-8", filing.Text{ZH: "文件不是 UTF-8 编码；请用 UTF-8 另存%s", EN: "the file is not in UTF-8; save it so%s"}},
	{"NULL", filing.Text{ZH: "文件不是 UTF-8 编码；请用 UTF-8 另存%s", EN: "the file is not in UTF-8; save it so%s"}},
}

// mostQuoted is how many characters of a line are shown.
const mostQuoted = 40

// fullWidth are marks that a Chinese keyboard types in place of TOML's.
const fullWidth = "“”‘’＝：，【】［］｛｝"

// syntax puts a fault of the decoder into words, with the line as it stands.
func (r *review) syntax(line int, message string) filing.Text {
	var quoted filing.Text
	if lines := strings.Split(r.text, "\n"); line >= 1 && line <= len(lines) {
		text := []rune(strings.ToValidUTF8(strings.TrimSpace(lines[line-1]), "?"))
		if len(text) > mostQuoted {
			text = append(text[:mostQuoted], '…')
		}
		if len(text) > 0 {
			quoted = filing.Text{ZH: "（" + string(text) + "）", EN: " (" + string(text) + ")"}
		}
	}
	if strings.ContainsAny(message, fullWidth) {
		return halfWidth.Fill(quoted)
	}
	for _, slip := range slips {
		if strings.Contains(message, slip.says) {
			return slip.text.Fill(quoted)
		}
	}
	return noTOML(quoted, message)
}

var (
	halfWidth = filing.Text{ZH: "引号、等号、逗号和括号要用半角（英文）的%s", EN: "quotes, =, commas and brackets must be the half-width ones%s"}
	strange   = filing.Text{ZH: "不符合 TOML 的写法%s；请检查引号、括号、等号和逗号", EN: "cannot be read%s: %s; check quotes, brackets, = and commas"}
)

// noTOML says what the decoder says only in English, for it speaks nothing else.
func noTOML(quoted filing.Text, message string) filing.Text {
	return filing.Text{ZH: fmt.Sprintf(strange.ZH, quoted.ZH), EN: fmt.Sprintf(strange.EN, quoted.EN, message)}
}

// decodeJSON reads the operator's list, and says on which line it breaks off.
func (r *review) decodeJSON(data []byte, into any) bool {
	err := json.Unmarshal(data, into)
	if err == nil {
		return true
	}
	f := &Fault{File: r.file, Text: noNetworks}
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		f.Line = lineAt(data, syntax.Offset)
	case errors.As(err, &wrong):
		f.Line, f.Key = lineAt(data, wrong.Offset), wrong.Field
	}
	r.faults = append(r.faults, f)
	return false
}

func lineAt(data []byte, offset int64) int {
	return 1 + strings.Count(string(data[:min(int(offset), len(data))]), "\n")
}
