// Package house holds the rules of the source tree itself: its tests read the
// imports of every package and refuse those that run upwards or sideways, a
// library that the platform's window must not share with the commands, and
// words that do not belong in the product.
package house
