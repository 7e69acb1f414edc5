package house

import (
	"fmt"
	"time"

	"lingping/internal/app"
	"lingping/internal/blob"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// Furnish lets one of everything happen in one branch and above it, so that every page has something to show, and names
// it for Address. spool is a folder for files that are made.
func (h *House) Furnish(spool string) (err error) {
	defer errs.Wrap(&err, "house.Furnish")

	if err := h.App.OpenSpool(spool); err != nil {
		return err
	}

	s := &scene{House: h}
	for _, put := range []func() error{
		s.places, s.sheets, s.putRight, s.meeting, s.visit, s.opinions, s.everyday, s.draw, s.commitment, s.summary,
		s.notice, s.stats, s.filing, s.export, s.desk,
	} {
		if err := put(); err != nil {
			return err
		}
	}

	return nil
}

// Leave lets go of what Furnish opened.
func (h *House) Leave() error { return h.App.CloseExports() }

// scene is the house while it is furnished.
type scene struct {
	*House
	unit, above org.UnitID   // the branch and the general branch
	who         org.PersonID // the member
	said        review.ID    // his review
}

// made is the first error of some acts, each of which gives the number of what it made.
type made struct {
	h   *House
	err error
}

func (m *made) it(what string, id int64, err error) {
	if m.err == nil {
		m.err = err
		m.h.name(what, id)
	}
}

func (s *scene) places() error {
	m := &made{h: s.House}
	root, err := s.House.Unit(0)
	m.it("root", int64(root), err)
	first, err := s.House.Unit(1)
	m.it("first", int64(first), err)
	s.above, err = s.House.Unit(s.general())
	m.it("general", int64(s.above), err)
	s.unit, err = s.House.Unit(s.branch())
	m.it("unit", int64(s.unit), err)
	s.who, err = s.House.person(s.member())
	m.it("person", int64(s.who), err)
	m.it("secretary", int64(s.Seat(Branch).Person), nil)
	return m.err
}

// sheets finds one to write and one that counts, and lets the branch's own be signed on paper.
func (s *scene) sheets() error {
	open, err := s.Open(s.branch())
	if err != nil {
		return err
	}

	s.name("open", int64(open[0]))
	rows, err := s.Owed(s.branch())
	if err != nil {
		return err
	}

	for _, row := range rows {
		id := review.ID(row.Obligation)
		switch {
		case row.Kind == scheme.Unit:
			if err := s.sign(id); err != nil {
				return err
			}
			s.name("signed", int64(id))
		case row.Person == s.who && row.State == review.Confirmed:
			s.said = id
			s.name("sheet", int64(id))
		}
	}

	if s.said == 0 {
		return fmt.Errorf("nothing was collected of member %d", s.member())
	}

	return nil
}

// sign hands a sheet in on paper that its reviewer has signed.
func (s *scene) sign(id review.ID) error {
	v, err := s.App.Sheet(s.ctx, access.LocalOperator(), id)
	if err != nil {
		return err
	}

	if _, err := s.App.Submit(s.ctx, access.LocalOperator(), id, s.Filled(v, 0)); err != nil {
		return err
	}

	done, err := s.App.PaperMany(s.ctx, access.LocalOperator(), []review.ID{id}, app.Paper{Ref: "1", ScanName: "签字.pdf", Scan: []byte(pdf)})
	if err != nil {
		return err
	}

	return done[0].Err
}

// pdf is the smallest file that is taken as one.
const pdf = "%PDF-1.4\n%%EOF\n"

// putRight lets what was found wrong with the member be put right and answered, and help be asked for.
func (s *scene) putRight() error {
	m, owner := &made{h: s.House}, s.Seat(Member).Actor
	var list []rectify.Action
	if err := s.read(func(tx *store.Tx) (err error) {
		list, err = tx.ActionsOfReview(s.said)
		return err
	}); err != nil {
		return err
	}

	id := list[0].ID
	m.it("action", int64(id), s.App.ClaimAction(s.ctx, owner, id, rectify.Plan{Responsible: s.who, Measure: "走访"}))
	file, err := blob.Attachment("走访.pdf", []byte(pdf))
	if err == nil {
		err = s.App.AddEvidence(s.ctx, owner, id, []blob.File{file})
	}

	if err == nil {
		err = s.App.ReportAction(s.ctx, owner, id, "", "走访了六次")
	}

	if err != nil {
		return err
	}

	seen, err := s.App.Action(s.ctx, owner, id)
	if err != nil {
		return err
	}

	m.it("evidence", int64(seen.Evidence[0].ID), nil)
	letter, err := s.App.ReplyOf(s.ctx, owner, list[0].Sheet)
	if err != nil {
		return err
	}

	reply, err := s.App.SaveReply(s.ctx, owner, list[0].Sheet, letter.Reply, true)
	m.it("reply", int64(reply), err)
	help, err := s.App.BeginHelp(s.ctx, s.Seat(Branch).Actor, s.said, "缺少活动场地", s.day(20))
	m.it("help", int64(help), err)
	return m.err
}

func (s *scene) meeting() error {
	m := &made{h: s.House}
	id, err := s.App.OpenOccasion(s.ctx, s.Seat(Branch).Actor, review.Occasion{Round: s.Round, Unit: s.unit, Title: "组织生活会",
		Setting: review.Setting{Modes: "collective", Selection: "all", Carrier: "组织生活会", Day: s.day(-1), Place: "会议室"}})
	m.it("occasion", int64(id), err)
	return m.err
}

func (s *scene) visit() error {
	m := &made{h: s.House}
	id, err := s.App.OpenFieldwork(s.ctx, s.Seat(General).Actor, dossier.Fieldwork{Round: s.Round, Units: []dossier.Seen{{Unit: s.unit}},
		Kind: dossier.Visit, Day: s.day(-1), Findings: []dossier.Finding{{Kind: dossier.Problem, Text: "台账不全"}}})
	m.it("fieldwork", int64(id), err)
	return m.err
}

// opinions gathers as many as are heard together, and leaves a second bowl open.
func (s *scene) opinions() error {
	m := &made{h: s.House}
	bowl := app.NewBatch{Batch: dossier.Batch{Round: s.Round, Unit: s.unit, Kind: dossier.Gather, OfUnit: true, Title: "征求意见",
		Floor: dossier.OpinionFloor, Until: s.day(20)}}
	heard, err := s.App.OpenBatch(s.ctx, access.LocalOperator(), bowl)
	if err != nil {
		return err
	}

	_, codes, err := s.App.PrintSlips(s.ctx, access.LocalOperator(), heard, dossier.OpinionFloor)
	for i, code := range codes {
		if err == nil {
			err = s.App.SendSlip(s.ctx, "", code, dossier.Slip{Answers: []dossier.Answer{{Text: fmt.Sprint("意见", i)}}})
		}
	}

	if err == nil {
		_, _, err = s.App.CloseBatch(s.ctx, access.LocalOperator(), heard)
	}

	if err != nil {
		return err
	}

	if err := s.read(func(tx *store.Tx) error {
		pool, err := tx.PoolOfBatch(heard)
		m.it("pool", int64(pool), err)
		return err
	}); err != nil {
		return err
	}

	open, err := s.App.OpenBatch(s.ctx, access.LocalOperator(), bowl)
	m.it("batch", int64(open), err)
	return m.err
}

func (s *scene) everyday() error {
	m := &made{h: s.House}
	id, err := s.App.NoteEveryday(s.ctx, s.Seat(Branch).Actor, review.Everyday{Kind: scheme.Member, Unit: s.unit, Person: s.who,
		Said: review.EverydayText{Day: s.day(-1), Good: "踏实"}})
	m.it("everyday", int64(id), err)
	return m.err
}

func (s *scene) draw() error {
	m := &made{h: s.House}
	id, err := s.App.FreezeDraw(s.ctx, access.LocalOperator(), app.NewDraw{Round: s.Round,
		Filter: round.DrawFilter{Unit: s.unit, Kind: scheme.Member}, Want: 1, Source: "双色球"})
	m.it("draw", int64(id), err)
	return m.err
}

// export has the forms of the branch made.
func (s *scene) export() error {
	who := s.Seat(Office).Actor
	key, err := s.App.StartForms(s.ctx, who, app.FormOrder{Round: s.Round, Unit: s.unit, Form: app.MemberForm, As: app.FormZip, Name: "登记表.zip"})
	if err != nil {
		return err
	}

	s.names["export"] = string(key)
	made, err := s.App.AwaitExport(s.ctx, who, key, time.Minute)
	if err == nil && made.State != app.ExportReady {
		err = fmt.Errorf("the file of forms is %s: %w", made.State, made.Problem)
	}

	return err
}

// desk leaves a roster that was handed in and not yet taken.
func (s *scene) desk() error {
	m := &made{h: s.House}
	id, err := s.App.KeepRoster(s.ctx, access.LocalOperator(), "党员.csv",
		fmt.Appendf(nil, "工号,姓名,人员类别,所在党支部\nx501,何静,正式,%s\n", s.UnitName(s.branch())))
	m.it("import", id, err)
	return m.err
}
