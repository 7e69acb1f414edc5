package house

import (
	"lingping/bench/work"
	"lingping/internal/app"
	"lingping/internal/blob"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// Filled is a complete draft of the sheet, the k-th of those that are alike in nothing but their length.
func (h *House) Filled(v app.Sheet, k int) app.Draft {
	d := app.Draft{Occasion: v.Occasion, Setting: review.Setting{Modes: "individual", Selection: "all", Carrier: "组织生活会", Day: h.day(-1), Place: "会议室"}}
	for _, p := range v.Parts {
		about := uint64(p.ID)
		t := review.Text{Problems: []string{work.Text(about, k+101, 60)}, Parts: review.Parts{
			scheme.PartAchievements: work.Text(about, k+100, 80), scheme.PartCauses: work.Text(about, k+102, 60),
			scheme.PartAdvice: work.Text(about, k+103, 80), scheme.PartOverall: work.Text(about, k+104, 40)}}
		for i, aspect := range p.Aspects {
			t.Aspects = append(t.Aspects, review.AspectText{Key: aspect.Key, Text: work.Text(about, k+i, 80)})
		}

		d.Parts = append(d.Parts, app.PartDraft{ID: p.ID, Revision: p.Review.Revision, Text: t})
	}

	return d
}

func (s *scene) commitment() error {
	_, err := s.App.AddCommitment(s.ctx, access.LocalOperator(), dossier.Commitment{Round: s.Round, Key: dossier.Key{Unit: s.unit, Person: s.who},
		Kind: dossier.Pledge, Text: "每周答疑一次"})
	return err
}

func (s *scene) summary() error {
	m, writer := &made{h: s.House}, s.Seat(Member).Actor
	file, err := blob.Attachment("照片.pdf", []byte(pdf))
	if err == nil {
		err = s.App.AttachToSummary(s.ctx, writer, s.Round, s.unit, s.who, []blob.File{file})
	}

	if err != nil {
		return err
	}

	v, err := s.App.Summary(s.ctx, writer, s.Round, s.unit, s.who)
	if err != nil {
		return err
	}

	m.it("photo", int64(v.Files[0].ID), nil)
	_, err = s.App.HandInSummary(s.ctx, writer, dossier.Summary{Round: s.Round, Key: dossier.Key{Unit: s.unit, Person: s.who},
		Revision: v.Revision, Text: dossier.SummaryText{Achievements: "开放实验室", Problems: []string{"走访偏少"}}})
	return err
}

// notice shows the reviews of the branch to the public, which answers once.
func (s *scene) notice() error {
	m, secretary := &made{h: s.House}, s.Seat(Branch).Actor
	id, err := s.App.ProposeNotice(s.ctx, secretary, s.Round, s.unit, []scheme.SubjectKind{scheme.Unit, scheme.Member})
	if err == nil {
		err = s.App.CheckNotice(s.ctx, s.Seat(Office).Actor, id)
	}

	if err == nil {
		err = s.App.ApproveNotice(s.ctx, s.Seat(General).Actor, id)
	}

	if err != nil {
		return err
	}

	proof, err := blob.Attachment("公开栏.pdf", []byte(pdf))
	if err == nil {
		err = s.App.PublishNotice(s.ctx, secretary, id, app.Publication{From: s.day(0), To: s.day(30),
			Channels: []publish.Channel{{Name: "网上"}}, Proofs: []blob.File{proof}})
	}

	m.it("notice", int64(id), err)
	if m.err != nil {
		return m.err
	}

	if err := s.read(func(tx *store.Tx) error {
		kept, err := tx.Notice(id)
		if err != nil {
			return err
		}

		files, err := tx.Files("notice", int64(id))
		if err != nil {
			return err
		}

		s.names["code"] = kept.Code
		m.it("proof", int64(files[0].ID), nil)
		return nil
	}); err != nil {
		return err
	}

	_, err = s.App.SendFeedback(s.ctx, access.Actor{}, "10.0.0.1", s.names["code"], "群众", "实验室还没有开放。")
	return err
}

func (s *scene) stats() error {
	m := &made{h: s.House}
	if _, err := s.App.SealStats(s.ctx, access.LocalOperator(), s.Round, s.unit); err != nil {
		return err
	}

	st, err := s.App.StatsOf(s.ctx, access.LocalOperator(), s.Round, s.unit)
	if err != nil {
		return err
	}

	m.it("copy", st.Copies[0].ID, nil)
	return nil
}

func (s *scene) filing() error {
	m := &made{h: s.House}
	pack, err := s.App.HandInFiling(s.ctx, access.LocalOperator(), s.Round, filing.Key{Unit: s.above}, "先报")
	m.it("pack", int64(pack.ID), err)
	return m.err
}
