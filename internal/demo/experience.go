package demo

import (
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
)

// mostExperience is how many units of a round have experience that is worth telling.
const mostExperience = 4

// experience marks what a few units did well, in the words of their reviews, and makes it known 〔五(四)〕. In the running
// round each is as far as another hand; of the round that is over an issue is public.
func (h *half) experience() error {
	var taken []publish.ExperienceID
	marked := 0
	for _, in := range h.all {
		head := h.head(in.unit)
		if in.persons[0] != 0 || in.owner == head.Person || head.Account == 0 || h.far(in) != complete || marked == mostExperience {
			continue
		}

		id, err := h.mark(in)
		if err != nil || id == 0 {
			return err
		}

		if h.running && marked == 0 {
			marked++
			continue // nobody has been heard yet
		}

		if err := h.carry(in, id, head, !h.running || marked > 1); err != nil {
			return err
		}

		marked++
		taken = append(taken, id)
	}

	if h.running || len(taken) == 0 {
		return nil
	}

	return h.issue(taken)
}

// lately is the program on the last day of the round that there was.
func (h *half) lately() *builder {
	last := int(earlier(h.window.to, h.now).Sub(h.window.from).Hours() / 24)
	return h.at(h.day(last, h.rolls("推介", h.window.name)))
}

// mark marks what the reviewer wrote of a unit's achievements.
func (h *half) mark(in *batch) (publish.ExperienceID, error) {
	by := h.actor(in.owner, in.ownerName)
	last := h.lately()
	v, err := last.ReadSheet(h.ctx, by, in.sheets[0])
	if err != nil || len(v.Model.Offers) == 0 || v.Model.Offers[0].Own == "" {
		return 0, err
	}

	if err := last.MarkExperience(h.ctx, by, v.Model.Offers[0].Review, publish.Fresh, v.Model.Offers[0].Own); err != nil {
		return 0, err
	}

	v, err = last.ReadSheet(h.ctx, by, in.sheets[0])
	if err != nil || len(v.Model.Marked) == 0 {
		return 0, err
	}

	return v.Model.Marked[len(v.Model.Marked)-1].ID, nil
}

// carry lets the secretary of the unit agree, and, further on, who is above it recommend it and the office take it up.
func (h *half) carry(in *batch, id publish.ExperienceID, head access.Actor, further bool) error {
	b := h.lately()
	if err := b.SayExperience(h.ctx, head, id, publish.Agrees); err != nil || !further {
		return err
	}

	if err := b.RecommendExperience(h.ctx, h.actor(in.owner, in.ownerName), id, "做法具体、见效快，各单位可以结合自己的实际借鉴。"); err != nil || h.running {
		return err
	}

	return b.TakeExperience(h.ctx, h.office(), id)
}

// issue makes what was taken up known, looked through and approved on paper.
func (h *half) issue(taken []publish.ExperienceID) error {
	b := h.lately()
	day := org.DateOf(earlier(h.window.to, h.now))
	id, err := b.ProposePromotion(h.ctx, h.office(), h.id, h.window.name+"新鲜经验选登", day, taken)
	if err != nil {
		return err
	}

	for _, signer := range []string{"江州大学党委保密委员会办公室", "江州大学党委办公室值班领导"} {
		if err := b.PaperPromotion(h.ctx, h.office(), id, signer, "推介签批单"); err != nil {
			return err
		}
	}

	return nil
}
