package review

import (
	"math/bits"
	"slices"
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

// trigram is a run of three characters, 21 bits each.
type trigram uint64

// Print is a text made ready for being compared with others.
type Print struct {
	hash     uint64
	trigrams []trigram // in order, each once
}

// PrintOf reads a text as its runs of three letters, marks and blanks left out; a text too short for being compared
// has an empty print.
func PrintOf(t Text) Print {
	var letters []rune
	for _, part := range t.Pieces() {
		for _, r := range part {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				letters = append(letters, r)
			}
		}
	}

	if len(letters) < shortest {
		return Print{}
	}

	p := Print{trigrams: make([]trigram, len(letters)-2)}
	for i := range p.trigrams {
		p.trigrams[i] = trigram(letters[i])<<42 | trigram(letters[i+1])<<21 | trigram(letters[i+2])
	}

	slices.Sort(p.trigrams)
	p.trigrams = slices.Compact(p.trigrams)
	p.hash = simhash(p.trigrams)
	return p
}

// Likeness is the share of trigrams that two texts have in common, 0 to 1 (Jaccard); 0 where their fingerprints already
// tell them apart or one is too short.
func (p Print) Likeness(q Print) float64 {
	if len(p.trigrams) == 0 || len(q.trigrams) == 0 || bits.OnesCount64(p.hash^q.hash) > near {
		return 0
	}

	common, j := 0, 0
	for _, t := range p.trigrams {
		for j < len(q.trigrams) && q.trigrams[j] < t {
			j++
		}
		if j < len(q.trigrams) && q.trigrams[j] == t {
			common++
		}
	}

	return float64(common) / float64(len(p.trigrams)+len(q.trigrams)-common)
}

// planes is how many bits the counts of simhash have: no text has as many trigrams as they can count.
const planes = 24

// simhash is a fingerprint in which like sets differ in few bits: each bit is what most members have there. The ones of all
// 64 bits are counted at once: bit b of plane k is bit k of the count of bit b.
func simhash(set []trigram) (print uint64) {
	var counts [planes]uint64
	for _, t := range set {
		carry := mix(fnv(t))
		for k := 0; carry != 0 && k < planes; k++ {
			counts[k], carry = counts[k]^carry, counts[k]&carry
		}
	}

	for b := range 64 {
		ones := 0
		for k := range counts {
			ones |= int(counts[k]>>b&1) << k
		}

		if 2*ones > len(set) {
			print |= 1 << b
		}
	}

	return print
}

// fnv is FNV-1a of the three characters, four bytes each.
func fnv(t trigram) uint64 {
	h := uint64(14695981039346656037)
	for shift := 42; shift >= 0; shift -= 21 {
		r := uint64(t>>shift) & (1<<21 - 1)
		for range 4 {
			h = (h ^ r&0xff) * 1099511628211
			r >>= 8
		}
	}

	return h
}

// mix spreads what FNV leaves close together over all bits (the finisher of MurmurHash3).
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
