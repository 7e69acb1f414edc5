package publish

import (
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/i18n"
)

// Doubt is why what a notice shows of a review does not hold any more.
type Doubt string

// The doubts.
const (
	Recalled  Doubt = "recalled"  // it does not count any more
	Corrected Doubt = "corrected" // it says something else
)

// Word says it to the public.
func (d Doubt) Word() i18n.Word {
	switch d {
	case Recalled:
		return "这份点评已撤回，以后以重新公布的为准。"
	case Corrected:
		return "这份点评已作更正，以后以重新公布的为准。"
	}
	return i18n.Word(d)
}

// Doubts are the sheets of the text that do not hold any more, beside what is said now in the reviews that count.
func (t Text) Doubts(now map[review.ID]Sheet) map[review.ID]Doubt {
	out := map[review.ID]Doubt{}
	for _, s := range t.Sheets {
		is, counts := now[s.Review]
		switch {
		case !counts:
			out[s.Review] = Recalled
		case is.Version != s.Version || !s.Says(is.Passages):
			out[s.Review] = Corrected
		}
	}

	return out
}

// Doubt keeps since when something that the notice shows does not hold, and reports whether it is to be decided on: taken
// down, or renewed with what holds. Nothing is to be decided of one that nobody reads any more.
func (n *Notice) Doubt(some bool, today org.Date) bool {
	switch {
	case n.Shown == 0 || !some || n.Ended != "" || n.To != "" && n.To < today:
		n.Doubted = ""
	case n.Doubted == "":
		n.Doubted = today
	}

	return n.Doubted != ""
}

// Withdraw ends the display before its day, also while a newer text is on its way.
func (n *Notice) Withdraw(reason string) error {
	if err := n.Way.Withdraw(reason); err != nil {
		return err
	}
	n.Doubted = ""
	return nil
}
