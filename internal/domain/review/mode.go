package review

import (
	"slices"
	"strings"

	"lingping/internal/domain/scheme"
)

// Modes are the modes in which one review was given 〔三〕, as keys of the scheme in the order of the alphabet with a comma
// between them; empty: nothing was ticked. A review of one mode is that mode's key.
type Modes string

const (
	betweenModes    = ","
	betweenCarriers = "、"
)

// Together are the modes of the keys; what is empty or stands twice is left out.
func Together(keys ...string) Modes {
	var all []string
	for _, key := range keys {
		for one := range strings.SplitSeq(key, betweenModes) {
			if one = strings.TrimSpace(one); one != "" {
				all = append(all, one)
			}
		}
	}

	slices.Sort(all)
	return Modes(strings.Join(slices.Compact(all), betweenModes))
}

// Keys are the keys of the modes.
func (m Modes) Keys() []string {
	if m == "" {
		return nil
	}
	return strings.Split(string(m), betweenModes)
}

// Has reports whether the mode is one of them.
func (m Modes) Has(key string) bool { return slices.Contains(m.Keys(), key) }

// Unknown is the first of the modes that the scheme does not have; empty: it has them all.
func (m Modes) Unknown(s *scheme.Scheme) string {
	for _, key := range m.Keys() {
		if _, ok := s.Mode(key); !ok {
			return key
		}
	}
	return ""
}

// Names are what the scheme calls the modes, in the scheme's order.
func (m Modes) Names(s *scheme.Scheme) []string {
	var out []string
	for _, mode := range s.Modes {
		if m.Has(mode.Key) {
			out = append(out, mode.Name)
		}
	}

	return out
}

// chosen is a cell as if only what is ticked in it were written there; false where one can't tell. A cell without boxes is as
// it is.
func chosen(cell string) (string, bool) {
	words, boxes, clear := Ticked(cell)
	if !boxes {
		return cell, true
	}

	for i := range words { // what is written beside 其他 is what is meant
		for _, other := range []string{"其他：", "其它："} {
			words[i] = strings.TrimSpace(strings.TrimPrefix(words[i], other))
		}
	}

	return strings.Join(words, betweenCarriers), clear
}

// Carriers are the single ones of a cell 结合载体.
func Carriers(cell string) []string {
	var out []string
	for one := range strings.SplitSeq(cell, betweenCarriers) {
		if one = strings.TrimSpace(one); one != "" && !slices.Contains(out, one) {
			out = append(out, one)
		}
	}

	return out
}

// JoinCarriers is the cell 结合载体 of what was ticked and written; what stands twice is said once.
func JoinCarriers(said ...string) string {
	return strings.Join(Carriers(strings.Join(said, betweenCarriers)), betweenCarriers)
}

// modesSaid are the modes that a cell of a collected workbook names, 集中、个别, or whose boxes are ticked in it.
func modesSaid(cell string, s *scheme.Scheme) (Modes, bool) {
	cell, clear := chosen(cell)
	if !clear {
		return "", false
	}

	modeWord := func(x scheme.Mode) (string, string) { return x.Key, x.Name }
	if key, ok := choice(cell, "点评", s.Modes, modeWord); ok {
		return Together(key), true
	}

	var keys []string
	for _, word := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune("、，,；;/／+＋\n ", r) }) {
		key, ok := choice(word, "点评", s.Modes, modeWord)
		if !ok {
			return "", false
		}
		keys = append(keys, key)
	}

	return Together(keys...), true
}
