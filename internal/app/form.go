package app

import (
	"context"
	"fmt"
	"io"
	"strings"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/office"
	"lingping/internal/store"
)

// The registration forms of the notice.
const (
	UnitForm   = 2 // annex 2: a unit and its secretary
	MemberForm = 3 // annex 3: a member, or a committee member
)

// FormFile is how a batch of forms is written.
type FormFile string

// The two ways: a zip with a document for each sheet in folders, or one document with all sheets.
const (
	FormZip  FormFile = "zip"
	FormDocx FormFile = "docx"
)

// Progress is told how many of how many parts of something long are done. It is quick and may be nil.
type Progress func(done, total int)

func (tell Progress) say(done, total int) {
	if tell != nil {
		tell(done, total)
	}
}

// Forms writes the registration forms of a unit's subtree in roster order, of those units whose records open for the
// asker; what is not reviewed yet is printed as a form
// to be filled by hand. unit is a code or name, empty for the round's own. It gives how many sheets were written. The
// units are read one after the other, each in a transaction of its own, and nothing is written while one is open: each
// unit is as it is when its turn comes.
func (a *App) Forms(ctx context.Context, who access.Actor, id round.ID, unit string, form int, as FormFile, w io.Writer, tell Progress) (n int, err error) {
	return a.writeForms(ctx, who, formWish{id, unitByName(unit), form}, as, w, tell)
}

// formWish is which forms somebody wants: of a kind, of a unit with its subtree.
type formWish struct {
	round round.ID
	unit  unitFinder
	form  int
}

// FormOrder is which forms somebody wants as a file: of a unit with its subtree, and how they are written.
type FormOrder struct {
	Round round.ID
	Unit  org.UnitID
	Form  int
	As    FormFile
	Name  string // of the file
}

// StartForms begins to make a file of forms, see Forms.
func (a *App) StartForms(ctx context.Context, who access.Actor, o FormOrder) (ExportKey, error) {
	wish, media := formWish{o.Round, unitByID(o.Unit), o.Form}, packMedia
	if o.As == FormDocx {
		media = formMedia
	}
	return a.startExport(ctx, who, exportJob{
		name: o.Name, media: media,
		ask: func(ctx context.Context, who access.Actor) error {
			return a.read(ctx, func(tx *store.Tx) error {
				_, _, err := a.formTop(tx, who, wish)
				return err
			})
		},
		write: func(ctx context.Context, w io.Writer, tell Progress) error {
			_, err := a.writeForms(ctx, who, wish, o.As, w, tell)
			return err
		},
	})
}

const formMedia = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// formTop asks whether somebody may have the forms, and finds the unit.
func (a *App) formTop(tx *store.Tx, who access.Actor, wish formWish) (RoundView, org.Place, error) {
	if wish.form != UnitForm && wish.form != MemberForm {
		return RoundView{}, org.Place{}, errs.NewInvalid("没有附件%d这种登记表：附件2 是党组织及书记，附件3 是党员。", wish.form)
	}
	return a.measured(tx, who, access.ExportForms, wish.round, wish.unit)
}

// formBatch is the forms of one kind of a subtree.
type formBatch struct {
	print *formPrint
	top   org.Place
	form  int
	open  reach // of whoever asked: the sheets of other units stay shut
}

// formBatch asks whether somebody may have the forms, and reads what they have in common.
func (a *App) formBatch(ctx context.Context, who access.Actor, wish formWish) (b formBatch, err error) {
	err = a.readApart(ctx, func(tx *store.Tx) error {
		v, top, err := a.formTop(tx, who, wish)
		if err != nil {
			return err
		}
		b.top, b.form = top, wish.form
		if b.open, err = reachOf(tx, who, v.ID, top.ID); err != nil {
			return err
		}
		b.print, err = newFormPrint(tx, v)
		return err
	})
	return b, err
}

func (a *App) writeForms(ctx context.Context, who access.Actor, wish formWish, as FormFile, w io.Writer, tell Progress) (n int, err error) {
	b, err := a.formBatch(ctx, who, wish)
	if err != nil {
		return 0, err
	}
	sheets := a.sheetsBelow(ctx, b, tell)
	if as == FormDocx {
		n, err = b.print.document(w, sheets, b.form)
	} else {
		n, err = b.print.bundle(w, sheets)
	}
	if err == nil && n == 0 {
		err = errs.NewNotFound("%s没有附件%d的登记表可以输出。", b.top.Label(), b.form)
	}
	return n, err
}

// Form writes the registration form of one review, for whoever may read it, and gives a name for the file.
func (a *App) Form(ctx context.Context, who access.Actor, id review.ID, w io.Writer) (name string, err error) {
	var print *formPrint
	var sheet formSheet
	err = a.read(ctx, func(tx *store.Tx) error {
		s, err := a.loadSheet(tx, who, id)
		if err != nil {
			return err
		}
		if s, err = s.readable(); err != nil {
			return err
		}
		ids := make([]review.ID, len(s.parts))
		for i, p := range s.parts {
			ids[i] = p.ID
		}
		rows, err := tx.FormRowsOf(ids)
		if err != nil {
			return err
		}
		if print, err = newFormPrint(tx, RoundView{Round: s.round, Plan: s.scheme}); err != nil {
			return err
		}
		facts := &formFacts{}
		if facts.looks, err = lookBacksOf(tx, s.round.ID, rows[0].Subject); err != nil {
			return err
		}
		sheet = formSheet{rows: rows, facts: facts}
		unit := rows[0].Place
		unit.Last = unit.Ord
		return print.follow(tx, unit, facts, ids)
	})
	if err != nil {
		return "", err
	}
	return sheet.name(), print.write(w, sheet)
}

// formSheet is one sheet of paper: a unit with its secretary, or one person.
type formSheet struct {
	rows  []store.FormRow
	facts *formFacts
}

func (s formSheet) form(plan *scheme.Scheme) int {
	subject, _ := plan.Subject(s.rows[0].Subject.Kind)
	return subject.Form
}

// name is what people call the file.
func (s formSheet) name() string {
	o := s.rows[0]
	if o.Subject.Kind == scheme.Unit || o.Subject.Kind == scheme.Secretary {
		secretary := ""
		for _, r := range s.rows {
			if r.Subject.Kind == scheme.Secretary {
				secretary = "（" + r.Name + "）"
			}
		}
		return fmt.Sprintf("附件2 %s—上级领导点评登记表%s.docx", o.Unit.Label(), secretary)
	}
	return fmt.Sprintf("附件3 %s—书记点评党员登记表（%s）.docx", o.Unit.Label(), o.Name)
}

// formPrint is what all sheets of a round have in common.
type formPrint struct {
	press   *office.Press
	round   round.Round
	plan    *scheme.Scheme
	tree    []org.Place // in roster order
	units   map[org.UnitID]org.Place
	posts   map[org.PersonID][]org.Post // of the snapshot day
	heads   map[org.UnitID]org.PersonID // who leads the unit
	names   map[org.PersonID]string     // of whoever leads a unit
	members map[org.UnitID]int
	heard   map[org.UnitID]int      // 征求意见条数
	dayOf   func(ms int64) org.Date // the day of a moment in the zone of the house
}

func newFormPrint(tx *store.Tx, v RoundView) (p *formPrint, err error) {
	p = &formPrint{press: office.NewPress(office.DefaultFonts()), round: v.Round, plan: v.Plan,
		units: map[org.UnitID]org.Place{}, posts: map[org.PersonID][]org.Post{},
		heads: map[org.UnitID]org.PersonID{}, names: map[org.PersonID]string{},
		dayOf: func(ms int64) org.Date { return org.DateOf(tx.At(ms)) }}
	if p.tree, err = tx.FrozenUnits(v.ID); err != nil {
		return nil, err
	}
	for _, u := range p.tree {
		p.units[u.ID] = u
	}
	posts, err := tx.FrozenPosts(v.ID)
	if err != nil {
		return nil, err
	}
	for _, post := range posts {
		if org.Covers(post.From, post.To, v.SnapshotDay) {
			p.posts[post.Person] = append(p.posts[post.Person], post)
		}
	}
	held, err := tx.Holdings(v.ID)
	if err != nil {
		return nil, err
	}
	var leads []org.PersonID
	for _, h := range held {
		if h.Way == assign.Lead {
			p.heads[h.Unit] = h.Person
			leads = append(leads, h.Person)
		}
	}
	if err := p.nameThem(tx, leads); err != nil {
		return nil, err
	}
	if p.members, err = tx.MemberCounts(v.ID); err != nil {
		return nil, err
	}
	p.heard, err = tx.OpinionCounts(v.ID)
	return p, err
}

// nameThem keeps the names of persons of the round.
func (p *formPrint) nameThem(tx *store.Tx, persons []org.PersonID) error {
	named, err := tx.MemberNames(p.round.ID, persons)
	for _, n := range named {
		p.names[n.ID] = n.Name
	}
	return err
}

// document writes all sheets into one .docx.
func (p *formPrint) document(w io.Writer, sheets func(func(formSheet, error) bool), form int) (n int, err error) {
	if form == UnitForm {
		err = p.press.WriteUnitSheets(w, func(yield func(office.UnitSheet, error) bool) {
			for s, err := range sheets {
				n++
				if !yield(p.unitSheet(s), err) || err != nil {
					return
				}
			}
		})
		return n, err
	}
	err = p.press.WriteMemberSheets(w, func(yield func(office.MemberSheet, error) bool) {
		for s, err := range sheets {
			n++
			if !yield(p.memberSheet(s), err) || err != nil {
				return
			}
		}
	})
	return n, err
}

// bundle writes a .docx for each sheet into a zip, in folders by general branch and branch.
func (p *formPrint) bundle(w io.Writer, sheets func(func(formSheet, error) bool)) (n int, err error) {
	b := office.NewBundle(w)
	for s, err := range sheets {
		if err != nil {
			return n, err
		}
		if err := b.Add(p.folder(s), s.name(), func(w io.Writer) error { return p.write(w, s) }); err != nil {
			return n, err
		}
		n++
	}
	return n, b.Close()
}

func (p *formPrint) write(w io.Writer, s formSheet) error {
	if s.form(p.plan) == UnitForm {
		return p.press.WriteUnitSheet(w, p.unitSheet(s))
	}
	return p.press.WriteMemberSheet(w, p.memberSheet(s))
}

// folder is the line of units below the root down to the sheet's own; a unit's own sheet lies in the folder of the
// general branch that gathers it.
func (p *formPrint) folder(s formSheet) []string {
	unit, ok := p.units[s.rows[0].Subject.Unit]
	if ok && s.form(p.plan) == UnitForm && unit.Kind.IsBranch() && unit.Depth > 1 {
		unit, ok = p.units[unit.Parent]
	}
	var line []string
	for ; ok && unit.Depth > 0; unit, ok = p.units[unit.Parent] {
		line = append([]string{unit.Label()}, line...)
	}
	return line
}

// postOf says a person's posts: that in the unit first named, or all of them in short.
func (p *formPrint) postOf(person org.PersonID, seat org.UnitID) string {
	var titles []string
	for _, post := range p.posts[person] {
		if seat == 0 || post.Unit == seat {
			titles = append(titles, p.units[post.Unit].Label()+post.Title())
		}
	}
	return strings.Join(titles, "、")
}

// modes are the modes of the scheme with those of the review ticked.
func (p *formPrint) modes(mode string) []office.Option {
	var out []office.Option
	for _, m := range p.plan.Modes {
		out = append(out, office.Option{Name: m.Name, Ticked: m.Key == mode})
	}
	return out
}

// said is the text of a review as forms print it.
func (p *formPrint) said(r store.FormRow) office.Said {
	t := r.Review.Text
	said := office.Said{Achievements: t.Achievements, Problems: t.Problems, Causes: t.Causes, Advice: t.Advice, Overall: t.Overall}
	for _, a := range p.plan.AspectsFor(r.Subject.Kind, r.Asked()) {
		said.Aspects = append(said.Aspects, office.Aspect{Label: a.Heading(), Text: t.Aspect(a.Key)})
	}
	return said
}

// signed is the signature of whoever confirmed or acknowledged on screen; a paper waits for the pen.
func (p *formPrint) signed(name string, at int64) office.Signature {
	if at == 0 {
		return office.Signature{}
	}
	return office.Signature{Name: name, Day: p.dayOf(at)}
}
