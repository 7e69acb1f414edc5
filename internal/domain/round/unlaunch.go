package round

import (
	"strings"
	"unicode/utf8"

	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// Begun is what people have made in a round: how many of one kind of record, by its word in the catalogue.
type Begun struct {
	Name  string
	Count int
}

// mostReason is how long the reason for taking a round back may be.
const mostReason = 200

// Unlaunch takes a round back to preparation that was launched by mistake. What somebody wrote, be it a draft, is not thrown
// away: once anything is begun the round stays launched.
func (r *Round) Unlaunch(reason string, begun Begun) error {
	if err := r.Running(); err != nil {
		return err
	}

	reason = strings.TrimSpace(reason)
	switch {
	case reason == "":
		return errs.NewInvalid("请写明为什么退回筹备。")
	case utf8.RuneCountInString(reason) > mostReason:
		return errs.NewInvalid("退回筹备的原因最多 %d 个字，请写短一些。", mostReason)
	case begun.Count > 0:
		return errs.NewConflict("“%s”已经有%s（%d 份），不能退回筹备：已经写下、办过的不能作废。名册不对的，请用“名册变动”；个别对象不点评的，请登记免评。",
			r.Name, i18n.Word(begun.Name), begun.Count)
	}

	r.State, r.LaunchedAt, r.Unlaunched = Draft, 0, reason
	return nil
}
