// Command makesample writes the sample batch: a workbook of fictitious filings,
// some of them wrong on purpose, and the scans that belong to them.
//
//	go run ./internal/specimen/makesample -o assets/sample
//
// The same source gives the same bytes on one kind of processor; what is
// committed is what the program ships.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"beiandesk/internal/disk"
)

func main() {
	dir := flag.String("o", "assets/sample", "folder to write to")
	only := flag.String("only", "", "write only the files whose names hold this")
	flag.Parse()
	if err := run(*dir, *only); err != nil {
		fmt.Fprintln(os.Stderr, "makesample:", err)
		os.Exit(1)
	}
}

func run(dir, only string) error {
	total := 0
	for _, file := range files() {
		if !file.named(only) {
			continue
		}
		data, err := file.make()
		if err != nil {
			return fmt.Errorf("%s: %w", file.path, err)
		}
		if err := write(filepath.Join(dir, filepath.FromSlash(file.path)), data); err != nil {
			return err
		}
		total += len(data)
		fmt.Printf("%9d  %s\n", len(data), file.path)
	}
	fmt.Printf("%9d  bytes in all\n", total)
	return nil
}

func write(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return disk.WriteFile(path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}
