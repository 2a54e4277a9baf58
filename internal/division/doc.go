// Package division knows the provinces, cities and districts of the mainland:
// those of today and those of the past, which identity numbers and unified
// social credit codes still carry. It also reads them off the beginning of an
// address.
//
// A city is a division of the second level: a prefecture, a municipality under
// the central government (which is its province as well), or a county-level
// city directly under its province. Everything below is a district.
package division
