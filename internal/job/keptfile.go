package job

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/BurntSushi/toml"

	"beiandesk/internal/filing"
)

// decodeKept reads the text of a file that the program keeps and its user may
// edit into doc, or says why it cannot.
func decodeKept(data []byte, doc any) (why filing.Text) {
	meta, err := toml.Decode(string(bytes.TrimPrefix(data, []byte("\ufeff"))), doc)
	var at toml.ParseError
	switch {
	case errors.As(err, &at):
		return filing.Text{ZH: fmt.Sprintf("第 %d 行无法读取", at.Position.Line), EN: fmt.Sprintf("line %d cannot be read", at.Position.Line)}
	case err != nil:
		return filing.Text{ZH: "内容的类型不对（" + err.Error() + "）", EN: "holds something of the wrong kind (" + err.Error() + ")"}
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return filing.Text{ZH: "不认识 " + unknown[0].String(), EN: unknown[0].String() + " is not known"}
	}
	return filing.Text{}
}
