package review

import "lingping/internal/domain/round"

// Pair is the double capacity of a leader in a round: the reviews that he gives and the one that he receives as a member
// of his branch 〔二(二) 既要认真搞好点评，又要积极接受所在支部书记的点评〕.
type Pair struct {
	Gives    round.Part
	Receives State // empty: he is no member of a branch of the round
}

// Complete reports whether both sides are done: who has given all reviews and received none is not.
func (p Pair) Complete() bool {
	return p.Gives.Left() <= 0 && (p.Receives == Confirmed || p.Receives == Exempt || p.Receives == "")
}
