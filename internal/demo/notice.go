package demo

import (
	"slices"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/scheme"
)

// notices makes public what was said of units and their members 〔四(四)〕: proposed by the unit, looked through by the
// office, approved by who reviews it, shown for a week. In the running round some wait for each of these hands.
func (h *half) notices() ([]task, error) {
	done := map[org.UnitID]bool{}
	var units []*batch
	for _, in := range h.part {
		if in.persons[0] == 0 && !done[in.unit] && h.far(in) == complete {
			done[in.unit] = true
			units = append(units, in)
		}
	}

	return each(units, (*half).notice), nil
}

// notice takes the notice of one unit as far as it gets.
func (h *half) notice(in *batch) error {
	rng, words, unit := h.rolls("通报", in.unitName), h.writes("通报", in.unitName), h.head(in.unit)
	far := publish.Published
	if h.running {
		far = []publish.State{publish.Published, publish.Approved, publish.Checked, publish.Proposed, publish.Returned,
			""}[stage(rng.IntN(100), 40, 52, 64, 76, 84)]
	}

	if far == "" {
		return nil
	}

	last := int(earlier(h.window.to, h.now).Sub(h.window.from).Hours() / 24)
	if err := h.objects(in); err != nil {
		return err
	}

	b := h.at(h.day(last-between(rng, 2, 3), rng))
	id, err := b.ProposeNotice(h.ctx, unit, h.id, in.unit, h.public(in))
	if err != nil || far == publish.Proposed {
		return err
	}
	if far == publish.Returned {
		return b.ReturnNotice(h.ctx, h.office(), id, words.say(about{}, "notice.returned"))
	}

	b = h.at(h.day(last-1, rng))
	if err := b.CheckNotice(h.ctx, h.office(), id); err != nil || far == publish.Checked {
		return err
	}

	if approver := h.actor(in.owner, in.ownerName); approver.Account != 0 && !h.reviewedIn(in) {
		err = b.ApproveNotice(h.ctx, approver, id)
	} else {
		err = b.PaperNotice(h.ctx, unit, id, "江州大学党委办公室值班领导", "通报签批单")
	}

	if err != nil || far == publish.Approved {
		return err
	}

	day := org.DateOf(h.day(last, rng))
	show := app.Publication{From: day, To: day.AddDays(between(rng, 5, 8)), Channels: []publish.Channel{{Name: "网上"}}}
	if rng.IntN(2) == 0 {
		show.Channels = append(show.Channels, publish.Channel{Name: "公开栏", Day: day, Place: words.say(about{}, "notice.place")})
	}

	if rng.IntN(3) == 0 {
		show.Channels = append(show.Channels, publish.Channel{Name: "会议", Day: day, Place: words.fill(about{}, "{place}")})
	}

	b = h.at(h.day(last, rng))
	if err := b.PublishNotice(h.ctx, unit, id, show); err != nil || rng.IntN(6) > 0 {
		return err
	}

	return h.reactions(b, id, words)
}

// public are the kinds of reviews that a unit makes public: its own, and of its members when all of theirs count.
func (h *half) public(in *batch) []scheme.SubjectKind {
	kinds := []scheme.SubjectKind{scheme.Unit, scheme.Secretary}
	if slices.ContainsFunc(h.all, func(o *batch) bool { return o.unit == in.unit && o.members && h.far(o) == complete }) {
		kinds = append(kinds, scheme.Member)
	}
	return kinds
}

// reviewedIn reports whether who reviews a unit is himself reviewed in it as a member.
func (h *half) reviewedIn(in *batch) bool {
	return slices.ContainsFunc(h.all, func(o *batch) bool { return o.unit == in.unit && slices.Contains(o.persons, in.owner) })
}

// objects lets a member of a unit's branch say on paper that he does not want his review to be public.
func (h *half) objects(in *batch) error {
	for _, o := range h.all {
		if o.unit == in.unit && o.members && h.far(o) == complete && h.rolls("不同意公开", in.unitName).IntN(6) == 0 {
			day := h.day(int(h.meet(h.id, h.window, o).set.Day.Time().Sub(h.window.from).Hours()/24)+1, h.rolls("表示", in.unitName))
			return h.at(day).SayConsent(h.ctx, h.actor(o.owner, o.ownerName), o.sheets[len(o.sheets)/2], publish.Objects)
		}
	}
	return nil
}

// reactions are what people say to a notice on display, and the answer to the first of them.
func (h *half) reactions(b *builder, id publish.NoticeID, words *author) error {
	v, err := b.Notice(h.ctx, h.office(), id)
	if err != nil {
		return err
	}

	for _, text := range words.several(about{}, "feedback.text", between(words.rng, 1, 2)) {
		if _, err := b.SendFeedback(h.ctx, access.Actor{}, v.UnitName, v.Code, pick(words.rng, publish.Classes()), text); err != nil {
			return err
		}
	}

	if v, err = b.Notice(h.ctx, h.office(), id); err != nil || len(v.Feedback) == 0 {
		return err
	}

	return b.AnswerFeedback(h.ctx, h.office(), id, v.Feedback[0].ID, "采纳", words.say(about{}, "feedback.answer"))
}
