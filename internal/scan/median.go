package scan

// median returns the value that half of the counted ones are not above.
func median(counts []int, total int) int {
	seen := 0
	for i, n := range counts {
		if seen += n; 2*seen >= total {
			return i
		}
	}
	return 0
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
