package specimen

import "strings"

// CitizenNumber returns a citizen number (公民身份号码) with its check character
// (GB 11643-1999): area is six digits, birth YYYYMMDD, serial 0 to 999, odd for
// men. Areas that end in 99 are given to no district, so that the number is
// nobody's.
func CitizenNumber(area, birth string, serial int) string {
	digits := area + birth + string([]byte{'0' + byte(serial/100%10), '0' + byte(serial/10%10), '0' + byte(serial%10)})
	sum := 0
	for i, weight := range [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += weight * int(digits[i]-'0')
	}
	return digits + "10X98765432"[sum%11:sum%11+1]
}

// CreditCode returns a unified social credit code (统一社会信用代码) with the check
// characters of its organisation code (GB 11714-1997) and its own
// (GB 32100-2015): authority is two characters of the kind of body and six
// digits of the registering district, body the eight characters of the
// organisation code, without I, O, S, V and Z.
func CreditCode(authority, body string) string {
	sum := 0
	for i, weight := range [8]int{3, 7, 9, 10, 5, 8, 4, 2} {
		sum += weight * strings.IndexByte("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", body[i])
	}
	code := authority + body + "0X987654321"[sum%11:sum%11+1]
	const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	sum = 0
	for i, weight := range [17]int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28} {
		sum += weight * strings.IndexByte(alphabet, code[i])
	}
	last := (31 - sum%31) % 31
	return code + alphabet[last:last+1]
}
