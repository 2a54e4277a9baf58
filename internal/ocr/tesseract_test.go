package ocr

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestMain lets the test's own program play Tesseract.
func TestMain(m *testing.M) {
	play := os.Getenv("PLAY_TESSERACT")
	switch {
	case play == "":
		os.Exit(m.Run())
	case slices.Contains(os.Args, "--list-langs"):
		fmt.Println("List of available languages (2):\neng\n" + play)
	default:
		picture, _ := io.ReadAll(os.Stdin)
		if string(picture) == "bad" {
			os.Exit(1)
		}
		fmt.Printf("%s|%s", strings.Join(os.Args[1:], " "), strings.Repeat(string(picture), 3))
	}
}

func player(t *testing.T, language string) *Reader {
	t.Helper()
	t.Setenv("PLAY_TESSERACT", language)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return try(self)
}

func TestRead(t *testing.T) {
	r := player(t, "chi_sim")
	if r == nil {
		t.Fatal("not found")
	}
	if got, err := r.Read(context.Background(), []byte("样张")); err != nil || got != "stdin stdout -l chi_sim --psm 6|样张样张样张" {
		t.Errorf("read %q (%v)", got, err)
	}
	if got, err := r.Read(context.Background(), []byte("bad")); err == nil || got != "" {
		t.Errorf("a failure reads %q (%v)", got, err)
	}
	if got, err := r.Read(context.Background(), []byte(strings.Repeat("9", mostText))); err != nil || len(got) != mostText {
		t.Errorf("kept %d bytes (%v)", len(got), err)
	}
	done, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := r.Read(done, []byte("x")); !errors.Is(err, context.Canceled) {
		t.Errorf("after a cancel: %v", err)
	}
}

func TestWhatReadsNoChineseIsNone(t *testing.T) {
	if player(t, "deu") != nil || try("/nowhere/tesseract") != nil {
		t.Error("found a reader")
	}
}
