// Package desktop hands files to the system that the program runs on: to its
// printers, and to the program that opens them. It starts programs directly, never
// through a shell, and gives them nothing but absolute paths and names that they
// said themselves.
//
// Printing goes through CUPS (lp) on Linux and macOS and through the shell's verb
// "print" on Windows. Where that is not to be had the file is opened, for its user
// to print it from there.
package desktop
