package app

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// asked lets things happen until the password is asked for, and returns the
// entry.
func (b *bench) asked() *widget.Entry {
	b.t.Helper()
	b.settle(func() bool { return len(b.modals) == 1 })
	entry, ok := b.win.Canvas().Focused().(*widget.Entry)
	if !ok || !entry.Password {
		b.t.Fatal("no password can be typed")
	}
	return entry
}

func TestPassword(t *testing.T) {
	tests := []struct {
		name  string
		act   func(b *bench)
		opens bool
	}{
		{"right", func(b *bench) {
			test.Type(b.asked(), "芝麻开门")
			b.press("确定")
		}, true},
		{"wrong, then right by the return key", func(b *bench) {
			entry := b.asked()
			b.mustShow("“备案.xlsx”设有打开密码")
			test.Type(entry, "芝麻")
			b.press("确定")
			entry = b.asked()
			b.mustShow("密码不正确")
			if entry.Text != "" {
				b.t.Errorf("the wrong password is still there: %q", entry.Text)
			}
			test.Type(entry, "芝麻开门")
			entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		}, true},
		{"nothing typed", func(b *bench) {
			b.asked().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			if len(b.modals) != 1 {
				b.t.Error("the dialog took no password for one")
			}
			b.press("取消")
		}, false},
		{"closed by the escape key", func(b *bench) {
			b.asked()
			b.modals[0]()
		}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newBench(t, &fakeEngine{filings: 3, password: "芝麻开门"})
			b.desk.open(filepath.Join(t.TempDir(), "备案.xlsx"), "")
			tt.act(b)
			b.settled()
			if len(b.modals) != 0 {
				t.Errorf("%d dialogs are open", len(b.modals))
			}
			if opened := b.desk.batch != nil; opened != tt.opens {
				t.Errorf("open: %t, want %t", opened, tt.opens)
			}
			if !tt.opens {
				b.mustShow("已停止")
			}
		})
	}
}
