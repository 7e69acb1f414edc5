package review

import (
	"hash/fnv"
	"math/bits"
	"unicode"
)

// alike is the share of common trigrams from which on two texts are shown as near copies.
const alike = 0.6

// near is how many of 64 bits two fingerprints of near copies may differ in. Sets that share 0.6 of their trigrams
// stand at an angle of 41°, which is 14.7 bits with a spread of 3.4; unrelated ones at 32 with a spread of 4. So 24
// loses next to none, and what slips through is compared trigram by trigram.
const near = 24

// shortest is how many characters a text must have to be compared: below it everybody writes the same.
const shortest = 20

// Print is a text made ready for being compared with others.
type Print struct {
	hash     uint64
	trigrams map[[3]rune]bool
}

// PrintOf reads a text as its runs of three letters, marks and blanks left out; a text too short for being compared
// has an empty print.
func PrintOf(t Text) Print {
	var letters []rune
	for _, part := range t.pieces() {
		for _, r := range part {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				letters = append(letters, r)
			}
		}
	}
	if len(letters) < shortest {
		return Print{}
	}
	p := Print{trigrams: make(map[[3]rune]bool, len(letters))}
	for i := range len(letters) - 2 {
		p.trigrams[[3]rune(letters[i:i+3])] = true
	}
	p.hash = simhash(p.trigrams)
	return p
}

// Likeness is the share of trigrams that two texts have in common, 0 to 1 (Jaccard); 0 where their fingerprints already
// tell them apart or one is too short.
func (p Print) Likeness(q Print) float64 {
	if len(p.trigrams) == 0 || len(q.trigrams) == 0 || bits.OnesCount64(p.hash^q.hash) > near {
		return 0
	}
	common := 0
	for t := range p.trigrams {
		if q.trigrams[t] {
			common++
		}
	}
	return float64(common) / float64(len(p.trigrams)+len(q.trigrams)-common)
}

// simhash is a fingerprint in which like sets differ in few bits.
func simhash(set map[[3]rune]bool) (print uint64) {
	var votes [64]int
	var raw [12]byte
	for t := range set {
		for i, r := range t {
			raw[4*i], raw[4*i+1], raw[4*i+2], raw[4*i+3] = byte(r), byte(r>>8), byte(r>>16), byte(r>>24)
		}
		h := fnv.New64a()
		h.Write(raw[:])
		sum := mix(h.Sum64())
		for b := range votes {
			if sum>>b&1 == 1 {
				votes[b]++
			} else {
				votes[b]--
			}
		}
	}
	for b, v := range votes {
		if v > 0 {
			print |= 1 << b
		}
	}
	return print
}

// mix spreads what FNV leaves close together over all bits (the finisher of MurmurHash3).
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
