package publish

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// Channel is one way in which a notice was made public 〔四(四) 召开会议、公开栏张贴、网上公示等多种形式〕.
type Channel struct {
	Name  string // a word of the scheme: 会议, 公开栏, 网上
	Day   org.Date
	Place string
}

// Medium is what sort of channel a word of a scheme means, for the columns of annex 1.
type Medium string

// The media.
const (
	Meeting   Medium = "meeting"
	Board     Medium = "board"
	Online    Medium = "online"
	Otherwise Medium = "other"
)

// MediumOf is the medium that a channel's word speaks of.
func MediumOf(name string) Medium {
	switch {
	case strings.Contains(name, "网"):
		return Online
	case strings.Contains(name, "栏"):
		return Board
	case strings.Contains(name, "会"):
		return Meeting
	}
	return Otherwise
}

// maxPlace is the longest place, name or file number; maxDays is how long a notice may stand.
const (
	maxPlace = 100
	maxDays  = 366
)

// DefaultDays is how long a public page stands where the scheme does not say.
const DefaultDays = 7

// Publish makes the approved text public through the channels; said again of a public one, it adds to them or changes
// the days. from–to are the days of the public page, which there is only with a channel online. known are the scheme's
// channels. fresh reports whether what the sheets say is still what was frozen.
func (n *Notice) Publish(channels []Channel, from, to org.Date, known []string, fresh bool, today org.Date) ([]Channel, error) {
	if n.State != Approved && n.State != Published {
		return nil, n.not("公布")
	}
	if n.State == Approved && !fresh {
		return nil, errs.NewConflict("通报批准之后，有{登记表}作了更正或有{党员}不同意公开。请先收回，按现在的内容重新提出。")
	}

	channels, err := checkChannels(channels, known, from, today)
	if err != nil {
		return nil, err
	}

	if !slices.ContainsFunc(channels, func(c Channel) bool { return MediumOf(c.Name) == Online }) {
		from, to = "", ""
	} else if err := checkDays(from, to); err != nil {
		return nil, err
	}

	if n.State == Published && !fresh && n.To != "" && to > n.To {
		return nil, errs.NewConflict("公布以后，有{登记表}作了更正、被撤回或有{党员}不同意公开。请先按现在的内容重新提出，再延长公示。")
	}

	if n.Shown != n.Edition || to > n.To {
		n.Ended = "" // another text, or further days: a display of its own
	}

	if n.Shown != n.Edition {
		n.Doubted = "" // what is shown now is what holds
	}

	n.State, n.Shown, n.From, n.To = Published, n.Edition, from, to
	return channels, nil
}

func checkChannels(channels []Channel, known []string, from, today org.Date) ([]Channel, error) {
	var out []Channel
	for _, c := range channels {
		c.Name, c.Place = strings.TrimSpace(c.Name), strings.TrimSpace(c.Place)
		if !slices.Contains(known, c.Name) {
			return nil, errs.NewInvalid("方案中没有“%s”这种公开形式，请从列出的形式中选择。", c.Name)
		}
		if utf8.RuneCountInString(c.Place) > maxPlace {
			return nil, errs.NewInvalid("地点最多 %d 个字，请写短一些。", maxPlace)
		}

		if MediumOf(c.Name) == Online {
			c.Day = from
		} else if err := checkHeld(c, today); err != nil {
			return nil, err
		}

		out = append(out, c)
	}

	if len(out) == 0 {
		return nil, errs.NewInvalid("请至少选择一种公开形式，并写明日期。")
	}

	return out, nil
}

// checkHeld refuses a meeting or posting without a day, or on one that is still to come.
func checkHeld(c Channel, today org.Date) error {
	if _, err := org.ParseDay(string(c.Day)); err != nil {
		return errs.NewInvalid("请填写“%s”的日期，如 2011-01-12。", c.Name)
	}

	if c.Day > today {
		return errs.NewInvalid("“%s”的日期 %s 还没有到，请在公开之后再登记。", c.Name, string(c.Day))
	}

	return nil
}

func checkDays(from, to org.Date) error {
	for _, day := range []org.Date{from, to} {
		if _, err := org.ParseDay(string(day)); err != nil {
			return errs.NewInvalid("网上公示要写明从哪天到哪天，如 2011-01-12。")
		}
	}

	if to < from {
		return errs.NewInvalid("公示的结束日期 %s 早于开始日期 %s，请核对。", string(to), string(from))
	}
	if to >= from.AddDays(maxDays) { // both days are shown
		return errs.NewInvalid("网上公示最长 %d 天，请缩短。", maxDays)
	}

	return nil
}

// FirstDay is the first day on which it was public.
func FirstDay(channels []Channel) org.Date {
	var first org.Date
	for _, c := range channels {
		if first == "" || c.Day < first {
			first = c.Day
		}
	}

	return first
}

// AnyMedium names the figure of units whose notice was made public, by whatever medium.
const AnyMedium = "units"

// Counted is what a public notice adds to the figures: the unit, and one for each medium that was used.
func Counted(channels []Channel) round.Tally {
	t := round.Tally{}
	if len(channels) > 0 {
		t[round.NoticeCount(AnyMedium)] = 1
	}

	for _, c := range channels {
		t[round.NoticeCount(string(MediumOf(c.Name)))] = 1
	}

	return t
}
