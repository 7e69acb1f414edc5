package testkit

import (
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// Seat is somebody at his own account, doing what he would do on the pages. Sheets are named by their subject, such as
// "member 103", "unit B11" or, where a subject has several reviewers, "unit B12 by 003".
type Seat struct {
	access.Actor
	w *World
}

// As is the person with the 工号 at his account.
func (w *World) As(number string) Seat {
	p := w.Person(number)
	return Seat{access.Actor{Account: int64(p), Name: w.persons[number].Name, Person: p}, w}
}

// AsOffice is the campaign office of everything, whose account is nobody of the roster.
func (w *World) AsOffice() Seat {
	return Seat{access.Actor{Account: 900, Name: "活动办", Roles: []access.Role{{Kind: access.RoleOffice}}}, w}
}

// AsLocal is the operator at the machine.
func (w *World) AsLocal() Seat { return Seat{access.LocalOperator(), w} }

// Of is the obligation named so, in the world's round.
func (w *World) Of(name string) review.ID {
	w.t.Helper()
	return w.OfRound(w.Round, name)
}

// OfRound is the obligation named so in another round.
func (w *World) OfRound(id round.ID, name string) review.ID {
	w.t.Helper()
	f := strings.Fields(name)
	if len(f) != 2 && (len(f) != 4 || f[2] != "by") {
		w.t.Fatalf("%q names no sheet: write \"member 103\" or \"unit B12 by 003\"", name)
	}

	var found []review.ID
	must(w.t, w.Store.Read(w.t.Context(), func(tx *store.Tx) error {
		top, err := tx.RootUnit()
		if err != nil {
			return err
		}

		for row, err := range tx.PlanRows(id, top) {
			if err != nil {
				return err
			}

			subject := row.PersonNumber
			if row.Person == 0 {
				subject = row.UnitCode
			}

			if string(row.Kind) == f[0] && subject == f[1] && (len(f) == 2 || row.OwnerNumber == f[3]) {
				found = append(found, review.ID(row.Obligation))
			}
		}

		return nil
	}))

	if len(found) != 1 {
		w.t.Fatalf("%q names %d sheets, not one", name, len(found))
	}

	return found[0]
}

// Subject is the subject of an obligation named so.
func (w *World) Subject(name string) assign.Subject {
	w.t.Helper()
	var s assign.Subject
	must(w.t, w.Store.Read(w.t.Context(), func(tx *store.Tx) error {
		o, err := tx.Obligation(w.Of(name))
		s = o.Subject
		return err
	}))
	return s
}

// Sheet is the page of the sheet.
func (s Seat) Sheet(of string) (app.Sheet, error) {
	s.w.t.Helper()
	return s.w.App.Sheet(s.w.t.Context(), s.Actor, s.w.Of(of))
}

// Draft is a complete draft of the sheet as the asker would fill it in, every part of it about its subject.
func (s Seat) Draft(of string) (app.Draft, error) {
	s.w.t.Helper()
	v, err := s.Sheet(of)
	if err != nil {
		return app.Draft{}, err
	}
	return Filled(v), nil
}

// Filled is a complete draft for a sheet.
func Filled(v app.Sheet) app.Draft {
	modes := "collective"
	if _, ok := v.Scheme.Mode(modes); !ok && len(v.Scheme.Modes) > 0 {
		modes = v.Scheme.Modes[0].Key
	}

	d := app.Draft{Occasion: v.Occasion, Setting: review.Setting{
		Modes: review.Modes(modes), Selection: "all", Carrier: "组织生活会", Day: "2011-01-05", Place: "第一会议室"}}
	for _, p := range v.Parts {
		d.Parts = append(d.Parts, app.PartDraft{ID: p.ID, Revision: p.Review.Revision, Text: FullText(p.SubjectName(), p.Aspects)})
	}
	return d
}

// FullText is a text about the subject in which no part is missing.
func FullText(subject string, aspects []scheme.Aspect) review.Text {
	t := review.Text{
		Problems: []string{subject + "深入学生宿舍的次数偏少。", "新进教师的传帮带还没有排出计划。"},
		Parts: review.Parts{
			scheme.PartAchievements: subject + "完成了年初承诺的各项任务，实验室开放课时增加一倍。",
			scheme.PartCauses:       "教学任务集中在学期末，时间安排不够均衡。",
			scheme.PartAdvice:       "请" + subject + "在三月底前排出传帮带计划，每两周到宿舍走访一次。",
			scheme.PartOverall:      subject + "践诺情况较好。",
		},
	}

	for _, part := range scheme.TextParts() {
		if t.Parts[part] == "" {
			t.Say(part, subject+"的"+string(part.Name())+"写在这里。")
		}
	}

	for _, a := range aspects {
		t.Aspects = append(t.Aspects, review.AspectText{Key: a.Key, Text: subject + "在" + a.Heading() + "方面有具体行动。"})
	}

	return t
}

// Save keeps a draft of the sheet.
func (s Seat) Save(of string, d app.Draft) error {
	s.w.t.Helper()
	_, err := s.w.App.SaveDraft(s.w.t.Context(), s.Actor, s.w.Of(of), d)
	return err
}

// Submit fills the sheet in completely and hands it in.
func (s Seat) Submit(of string) error {
	s.w.t.Helper()
	d, err := s.Draft(of)
	if err != nil {
		return err
	}
	return s.SubmitAs(of, d)
}

// SubmitAs hands in the draft as it is.
func (s Seat) SubmitAs(of string, d app.Draft) error {
	s.w.t.Helper()
	_, err := s.w.App.Submit(s.w.t.Context(), s.Actor, s.w.Of(of), d)
	return err
}

// Return sends the sheet back.
func (s Seat) Return(of, reason string) error {
	s.w.t.Helper()
	return s.w.App.Return(s.w.t.Context(), s.Actor, s.w.Of(of), reason)
}

// Confirm confirms the sheet.
func (s Seat) Confirm(of string) error {
	s.w.t.Helper()
	return s.w.App.Confirm(s.w.t.Context(), s.Actor, s.w.Of(of))
}

// Sign records for the sheet that its reviewer signed the paper of this file number.
func (s Seat) Sign(of, ref string) error {
	s.w.t.Helper()
	out, err := s.w.App.PaperMany(s.w.t.Context(), s.Actor, []review.ID{s.w.Of(of)}, app.Paper{Ref: ref})
	if err != nil {
		return err
	}
	return out[0].Err
}

// Acknowledge acknowledges the sheet, with a dissent or without.
func (s Seat) Acknowledge(of, dissent string) error {
	s.w.t.Helper()
	return s.w.App.Acknowledge(s.w.t.Context(), s.Actor, s.w.Of(of), dissent)
}

// AcknowledgePaper records that the subject signed the paper.
func (s Seat) AcknowledgePaper(of string) error { return s.DissentOnPaper(of, "") }

// DissentOnPaper records that the subject signed the paper and what he wrote on it against the review.
func (s Seat) DissentOnPaper(of, dissent string) error {
	s.w.t.Helper()
	out, err := s.w.App.AcknowledgeOnPaper(s.w.t.Context(), s.Actor, []review.ID{s.w.Of(of)}, dissent)
	if err != nil {
		return err
	}
	return out[0].Err
}

// Tally is the figures of a unit's subtree as pages show them.
func (w *World) Tally(code string) round.Tally {
	w.t.Helper()
	var t round.Tally
	must(w.t, w.Store.Read(w.t.Context(), func(tx *store.Tx) error {
		all, err := tx.Tallies(w.Round, []org.UnitID{w.Unit(code)})
		t = all[w.Unit(code)]
		return err
	}))
	return t
}
