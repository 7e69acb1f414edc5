package web

import (
	"strconv"
	"strings"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/i18n"
	"lingping/internal/web/view"
)

// dossierAt is the dossier that an address speaks of: ?unit= and ?person=, of a round.
type dossierAt struct {
	round  round.ID
	unit   org.UnitID
	person org.PersonID
}

// dossierAt reads the dossier from the query; the round stands in the path, or for a record of it in ?round=.
func (r *request) dossierAt(inPath bool) (at dossierAt, err error) {
	id, err := r.number("round")
	if inPath {
		id, err = r.id("id")
	}

	if err != nil {
		return at, err
	}

	unit, err := r.unitQuery()
	if err != nil {
		return at, err
	}

	person, err := r.number("person")
	if err == nil && (person < 0 || id <= 0) {
		err = access.ErrRefused
	}

	return dossierAt{round.ID(id), unit, org.PersonID(person)}, err
}

// key is the dossier's key as far as the address says it.
func (at dossierAt) key() dossier.Key { return dossier.Key{Unit: at.unit, Person: at.person} }

// commitmentsOwn is the page of what one unit or one member has taken upon itself.
func (r *request) commitmentsOwn() error {
	at, err := r.dossierAt(true)
	if err != nil {
		return err
	}
	return r.showCommitments(at, 0)
}

func (r *request) showCommitments(at dossierAt, refused dossier.CommitmentID) error {
	v := view.Commitments{At: refused}
	var err error
	if v.Commitments, err = r.web.app.Commitments(r.Context(), r.actor, at.round, at.unit, at.person); err != nil {
		return err
	}

	if r.problem != "" {
		v.Typed = r.typedCommitment(at)
	}

	p := r.page("", "/")
	p.Title = p.T("%s的任务、职责和承诺", v.Name)
	return r.render(view.CommitmentsPage(p, v))
}

// typedCommitment is a commitment as it was typed, with what became of it.
func (r *request) typedCommitment(at dossierAt) dossier.Commitment {
	return dossier.Commitment{Round: at.round, Key: at.key(), Kind: dossier.CommitmentKind(r.text("kind")), Text: r.text("text"),
		Measure: r.text("measure"), Deadline: org.Date(r.text("deadline")), Responsible: r.text("responsible"),
		Outcome: dossier.Fulfilment(r.text("outcome")), Result: r.text("result"), ResultDay: org.Date(r.text("day"))}
}

func (r *request) commitmentAdd() error {
	at, err := r.dossierAt(true)
	if err != nil {
		return err
	}

	if _, err := r.web.app.AddCommitment(r.Context(), r.actor, r.typedCommitment(at)); err != nil {
		return r.again(err, func() error { return r.showCommitments(at, 0) })
	}

	return r.done(view.DossierHref(at.round, "/commitments/own", at.key()), "已加上。公开承诺要公开后大家才看得到；做到了再回来报落实情况。")
}

func (r *request) commitmentsPublish() error {
	at, err := r.dossierAt(true)
	if err != nil {
		return err
	}

	n, err := r.web.app.PublishCommitments(r.Context(), r.actor, at.round, at.unit, at.person, org.Date(r.text("day")))
	if err != nil {
		return r.again(err, func() error { return r.showCommitments(at, 0) })
	}

	return r.done(view.DossierHref(at.round, "/commitments/own", at.key()), "已公开 %d 项承诺，登录的人在{党组织}页面上都能看到；做到了再回来报落实情况。", n)
}

// onCommitment does something to the commitment in the address, and shows its dossier again.
func (r *request) onCommitment(sentence i18n.Word, do func(dossier.CommitmentID, dossier.Commitment) (dossier.Commitment, error)) error {
	id, err := r.id("id")
	if err != nil {
		return err
	}

	at, err := r.dossierAt(false)
	if err != nil {
		return err
	}

	c, err := do(dossier.CommitmentID(id), r.typedCommitment(at))
	if err != nil {
		return r.again(err, func() error { return r.showCommitments(at, dossier.CommitmentID(id)) })
	}

	return r.done(view.DossierHref(c.Round, "/commitments/own", c.Key), sentence)
}

func (r *request) commitmentChange() error {
	return r.onCommitment("已改好。", func(id dossier.CommitmentID, in dossier.Commitment) (dossier.Commitment, error) {
		return r.web.app.ChangeCommitment(r.Context(), r.actor, id, in)
	})
}

func (r *request) commitmentReport() error {
	return r.onCommitment("落实情况已记下，点评人写点评时会在旁边看到。", func(id dossier.CommitmentID, in dossier.Commitment) (dossier.Commitment, error) {
		return r.web.app.ReportCommitment(r.Context(), r.actor, id, in.Outcome, in.Result, in.ResultDay)
	})
}

func (r *request) commitmentDrop() error {
	return r.onCommitment("已删去。", func(id dossier.CommitmentID, _ dossier.Commitment) (dossier.Commitment, error) {
		return r.web.app.DropCommitment(r.Context(), r.actor, id)
	})
}

// commitments is the table of a unit: what it and its members have taken upon themselves.
func (r *request) commitments() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}

	v := view.BranchCommitments{Typed: map[string]string{}}
	if v.BranchCommitments, err = r.web.app.BranchCommitments(r.Context(), r.actor, id, unit); err != nil {
		return err
	}

	if r.problem != "" {
		v.Day = org.Date(r.text("day"))
		for name := range r.PostForm {
			v.Typed[name] = r.PostFormValue(name)
		}
	}

	p := r.page("", "/rounds")
	p.Title = p.T("%s的任务、职责和承诺", v.Unit.Label())
	return r.render(view.BranchCommitmentsPage(p, v))
}

// commitmentsEnter writes down what stands on the papers of a branch.
func (r *request) commitmentsEnter() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}

	var entered []dossier.Entered
	for name, values := range r.PostForm {
		kind, number, found := strings.Cut(name, "-")
		person, fault := strconv.ParseInt(number, 10, 64)
		if !found || fault != nil {
			continue
		}
		entered = append(entered, dossier.Entered{Person: org.PersonID(person), Kind: dossier.CommitmentKind(kind), Lines: strings.Join(values, "\n")})
	}

	n, err := r.web.app.EnterCommitments(r.Context(), r.actor, id, unit, org.Date(r.text("day")), entered)
	if err != nil {
		return r.again(err, r.commitments)
	}

	return r.done(view.UnderHref(id, "/commitments", unit), "已录入 %d 项；原来已有的没有重复录。以后点姓名可以改，也可以报落实情况。", n)
}
