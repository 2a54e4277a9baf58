package sheet

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"beiandesk/internal/filing"
)

func TestTry(t *testing.T) {
	pat := os.Getenv("TRY")
	if pat == "" {
		t.Skip()
	}
	files, _ := filepath.Glob(pat)
	for _, p := range files {
		start := time.Now()
		b, err := Read(context.Background(), p, Options{})
		d := time.Since(start).Milliseconds()
		if err != nil {
			fmt.Printf("%s\t%dms\tERR %s\n", filepath.Base(p), d, err.(*Error).In(filing.ZH))
			continue
		}
		fmt.Printf("%s\t%dms\t%d filings\n", filepath.Base(p), d, len(b.Filings))
		if os.Getenv("V") == "" {
			continue
		}
		for _, f := range b.Findings {
			fmt.Println("   ", f.Rule, f.Cell, f.Args)
		}
		for _, c := range b.Columns {
			fmt.Println("   ", c.Cell, c.Header, c.Field, c.State)
		}
		for i, f := range b.Filings {
			if i > 4 {
				break
			}
			fmt.Print("    #", f.Key())
			for i := range filing.Fields {
				if v := f.Get(filing.Field(i)); v.Text != "" {
					fmt.Printf(" %s=%q(%s)@%s", filing.Field(i).Key(), v.Text, v.Raw, v.Cell)
				}
			}
			fmt.Println()
			for _, n := range f.Noticed {
				fmt.Println("      ", n.Rule, n.Field, n.Cell, n.Args)
			}
		}
	}
}
