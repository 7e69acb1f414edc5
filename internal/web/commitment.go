package web

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/web/ui"
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

// dossierHref is the address of a page about one dossier of a round.
func dossierHref(id round.ID, page string, k dossier.Key) string {
	if k.OfPerson() {
		return underHref(id, page, k.Unit, "person", strconv.FormatInt(int64(k.Person), 10))
	}
	return underHref(id, page, k.Unit)
}

// key is the dossier's key as far as the address says it.
func (at dossierAt) key() dossier.Key { return dossier.Key{Unit: at.unit, Person: at.person} }

// commitmentHref is where something is done to one commitment; a refusal leads back to its dossier.
func commitmentHref(c dossier.Commitment, act string) string {
	q := url.Values{"round": {fmt.Sprint(c.Round)}, "unit": {fmt.Sprint(c.Key.Unit)}, "person": {fmt.Sprint(c.Key.Person)}}
	return fmt.Sprintf("/commitments/%d%s?%s", c.ID, act, q.Encode())
}

// commitmentsView is the page of one dossier's commitments, with what was typed into a form that was refused.
type commitmentsView struct {
	app.Commitments
	At    dossier.CommitmentID // whose form was refused; 0: that of a new one, or none
	Typed dossier.Commitment
	Day   org.Date // proposed for publishing
}

// commitmentsOwn is the page of what one unit or one member has taken upon itself.
func (r *request) commitmentsOwn() error {
	at, err := r.dossierAt(true)
	if err != nil {
		return err
	}
	return r.showCommitments(at, 0)
}

func (r *request) showCommitments(at dossierAt, refused dossier.CommitmentID) error {
	v := commitmentsView{At: refused, Day: org.DateOf(r.web.options.Clock())}
	var err error
	if v.Commitments, err = r.web.app.Commitments(r.Context(), r.actor, at.round, at.unit, at.person); err != nil {
		return err
	}
	if r.problem != "" {
		v.Typed = r.typedCommitment(at)
	}
	p := r.page("", "/")
	p.Title = p.T("%s的任务、职责和承诺", v.Name)
	return r.render(commitmentsPage(p, v))
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
	return r.done(dossierHref(at.round, "/commitments/own", at.key()), "已加上。公开承诺要公开后大家才看得到；做到了再回来报落实情况。")
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
	return r.done(dossierHref(at.round, "/commitments/own", at.key()), "已公开 %d 项承诺，登录的人在党组织页面上都能看到；做到了再回来报落实情况。", n)
}

// onCommitment does something to the commitment in the address, and shows its dossier again.
func (r *request) onCommitment(sentence string, do func(dossier.CommitmentID, dossier.Commitment) (dossier.Commitment, error)) error {
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
	return r.done(dossierHref(c.Round, "/commitments/own", c.Key), sentence)
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

// branchCommitmentsView is the table of a unit and its members, with what was typed into a refused form.
type branchCommitmentsView struct {
	app.BranchCommitments
	Day   org.Date
	Typed map[string]string // by field
}

// commitments is the table of a unit: what it and its members have taken upon themselves.
func (r *request) commitments() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}
	v := branchCommitmentsView{Day: org.DateOf(r.web.options.Clock()), Typed: map[string]string{}}
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
	return r.render(branchCommitmentsPage(p, v))
}

// enteredField names the field for commitments of a kind of a member.
func enteredField(kind dossier.CommitmentKind, person org.PersonID) string {
	return fmt.Sprintf("%s-%d", kind, person)
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
	return r.done(underHref(id, "/commitments", unit), "已录入 %d 项；原来已有的没有重复录。以后点姓名可以改，也可以报落实情况。", n)
}

// outcomeClass is the shape of an outcome.
func outcomeClass(o dossier.Fulfilment) string {
	switch o {
	case dossier.Kept:
		return "done"
	case dossier.Unkept:
		return "late"
	}
	return "course"
}

func outcomeOptions(p ui.Page) []ui.Option {
	var out []ui.Option
	for _, o := range dossier.Fulfilments() {
		out = append(out, ui.Option{Value: string(o), Name: p.Word(string(o.Word()))})
	}
	return out
}

func kindOptions(p ui.Page, v commitmentsView) []ui.Option {
	var out []ui.Option
	for _, k := range v.Kinds() {
		out = append(out, ui.Option{Value: string(k), Name: p.Word(k.Name())})
	}
	return out
}

// of are the commitments of a kind.
func (v commitmentsView) of(kind dossier.CommitmentKind) (list []dossier.Commitment) {
	for _, c := range v.List {
		if c.Kind == kind {
			list = append(list, c)
		}
	}
	return list
}

// shown is the commitment as its forms show it: as it was typed where that was refused.
func (v commitmentsView) shown(c dossier.Commitment) dossier.Commitment {
	if v.At != c.ID || v.Typed.Round == 0 {
		return c
	}
	typed := v.Typed
	if typed.Text == "" { // it was the report that was refused
		typed.Text, typed.Measure, typed.Deadline, typed.Responsible = c.Text, c.Measure, c.Deadline, c.Responsible
	}
	return typed
}
