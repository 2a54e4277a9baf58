package filing

import (
	"fmt"
	"strconv"
)

// Cell is a place in a workbook. Col and Row count from 1; the zero Cell is no
// place. Col 0 with a Row means the whole row.
type Cell struct {
	Sheet string
	Col   int32
	Row   int32
}

// String returns the cell as spreadsheets write it, e.g. 网站!C7; the row alone,
// 网站!7, when there is no column; "" for no place.
func (c Cell) String() string {
	if c.Row == 0 {
		return ""
	}
	b := make([]byte, 0, len(c.Sheet)+len("!XFD1048576"))
	if c.Sheet != "" {
		b = append(append(b, c.Sheet...), '!')
	}
	b = append(b, ColumnName(int(c.Col))...)
	return string(strconv.AppendInt(b, int64(c.Row), 10))
}

// ColumnName returns the letters of a column counted from 1 (28 is AB), "" for 0.
func ColumnName(col int) (name string) {
	for ; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name
}

func itoa(n int) string { return strconv.Itoa(n) }

func pad3(n int) string { return fmt.Sprintf("%03d", n) }
