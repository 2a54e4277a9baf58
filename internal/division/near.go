package division

// Near returns the division of today right below d whose name differs from one
// in a single character; nil where there is none, or several.
func (d *Division) Near(name string) (found *Division) {
	typed := []rune(name)
	if len(typed) < 3 {
		return nil
	}
	for _, c := range d.children {
		if !oneApart(typed, []rune(c.Name)) {
			continue
		}
		if found != nil {
			return nil
		}
		found = c
	}
	return found
}

// oneApart reports whether one character changed, left out or put in makes b of a.
func oneApart(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	restA, restB := a[i:], b[i:]
	if len(a) == len(b) {
		if len(restA) == 0 {
			return false
		}
		restA = restA[1:]
	}
	return string(restA) == string(restB[1:])
}
