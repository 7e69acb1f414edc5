package demo

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// namer draws names as they are spread in the country: surnames by their share, given names by the years of birth.
type namer struct {
	rng      *rand.Rand
	words    words
	surnames []string // each as often as its weight
	nations  []string // so
	given    map[string][]string
	rare     []string // names that are not of two or three common characters, each used once
}

func newNamer(rng *rand.Rand) *namer {
	n := &namer{rng: rng, words: readWords("name.txt"), given: map[string][]string{}}
	n.surnames, n.nations = n.weighed("surname"), n.weighed("nation")
	n.rare = n.words["rare"]
	return n
}

// name is a name for somebody of the sex who was born in the year.
func (n *namer) name(sex string, born int) string {
	era := "young"
	switch {
	case born < 1962:
		era = "old"
	case born < 1992:
		era = "mid"
	}

	chars := n.chars(era + "." + sex)
	name := pick(n.rng, n.surnames) + pick(n.rng, chars)
	if n.rng.IntN(100) < 84 {
		name += pick(n.rng, chars)
	}

	return name
}

func (n *namer) chars(section string) []string {
	if n.given[section] == nil {
		n.given[section] = strings.Fields(strings.Join(n.words[section], " "))
	}
	return n.given[section]
}

// special is the next of the rare names, with sex and nation; ok is false when all are used.
func (n *namer) special() (name, sex, nation string, ok bool) {
	if len(n.rare) == 0 {
		return "", "", "", false
	}
	f := strings.Fields(n.rare[0])
	n.rare = n.rare[1:]
	return f[0], f[1], f[2], true
}

// weighed are the entries of a section, written as 王*74, each as often as its weight says.
func (n *namer) weighed(section string) (all []string) {
	for _, line := range n.words[section] {
		for entry := range strings.FieldsSeq(line) {
			name, weight, _ := strings.Cut(entry, "*")
			times, _ := strconv.Atoi(weight)
			for range times {
				all = append(all, name)
			}
		}
	}
	return all
}

// pick draws one of a list.
func pick[T any](rng *rand.Rand, list []T) T { return list[rng.IntN(len(list))] }

// between draws a number from low to high, both included.
func between(rng *rand.Rand, low, high int) int { return low + rng.IntN(high-low+1) }
