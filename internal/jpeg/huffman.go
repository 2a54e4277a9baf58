package jpeg

import (
	"cmp"
	"slices"
)

// maxCode is the longest Huffman code of a JPEG file, in bits.
const maxCode = 16

// huffman is a Huffman table: which symbol has which code.
type huffman struct {
	count  [maxCode + 1]uint8 // codes of each length
	symbol []uint8            // by length
	length [256]uint8         // of a symbol's code, 0 for none
	code   [256]uint16
}

// frequencies counts the symbols of a scan.
type frequencies [256]int32

// weighed is a node of the tree while it grows.
type weighed struct {
	weight int64
	symbol int // ≥ 0 for a leaf
	parent int
	depth  int
}

// newHuffman returns the best table for the frequencies. As T.81 annex K.2
// wants, no code is made of ones only and none is longer than 16 bits.
func newHuffman(freq *frequencies) *huffman {
	leaves := make([]weighed, 1, 257)
	leaves[0].symbol = 256 // weightless: it takes the code of all ones
	for s, n := range freq {
		if n > 0 {
			leaves = append(leaves, weighed{weight: int64(n), symbol: s})
		}
	}
	slices.SortStableFunc(leaves, func(a, b weighed) int { return cmp.Compare(a.weight, b.weight) })
	count := limitLengths(treeDepths(leaves))

	h := new(huffman)
	length, code := 1, uint16(0)
	for i := len(leaves) - 1; i > 0; i-- { // most frequent first; the weightless one is left over
		for count[length] == 0 {
			length, code = length+1, code<<1
		}
		count[length]--
		s := uint8(leaves[i].symbol)
		h.count[length]++
		h.symbol = append(h.symbol, s)
		h.length[s], h.code[s] = uint8(length), code
		code++
	}
	return h
}

// treeDepths returns how many leaves lie at each depth of the Huffman tree.
// The leaves come sorted by weight.
func treeDepths(leaves []weighed) (count [64]int) {
	nodes := make([]weighed, len(leaves), 2*len(leaves))
	copy(nodes, leaves)
	leaf, inner := 0, len(leaves) // heads of the two queues; both are sorted
	lightest := func() int {
		if leaf < len(leaves) && (inner == len(nodes) || nodes[leaf].weight <= nodes[inner].weight) {
			leaf++
			return leaf - 1
		}
		inner++
		return inner - 1
	}
	for range len(leaves) - 1 {
		a, b := lightest(), lightest()
		nodes[a].parent, nodes[b].parent = len(nodes), len(nodes)
		nodes = append(nodes, weighed{weight: nodes[a].weight + nodes[b].weight})
	}
	for i := len(nodes) - 2; i >= 0; i-- {
		nodes[i].depth = nodes[nodes[i].parent].depth + 1
		if i < len(leaves) {
			count[nodes[i].depth]++
		}
	}
	return count
}

// limitLengths shortens codes of more than 16 bits as T.81 figure K.3 says: a
// pair of the longest ones goes up, one below a shorter code that is split.
func limitLengths(count [64]int) [64]int {
	for i := len(count) - 1; i > maxCode; i-- {
		for count[i] > 0 {
			j := i - 2
			for count[j] == 0 {
				j--
			}
			count[i] -= 2
			count[i-1]++
			count[j+1] += 2
			count[j]--
		}
	}
	return count
}

// bits returns how many bits the symbols take in all.
func (h *huffman) bits(freq *frequencies) (n int) {
	for _, s := range h.symbol {
		n += int(freq[s]) * int(h.length[s])
	}
	return n
}

// bytes returns the size of the table's definition in a DHT segment of its own.
func (h *huffman) bytes() int { return 4 + 1 + maxCode + len(h.symbol) }
