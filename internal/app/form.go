package app

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/filing"
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

// Forms writes the registration forms of a unit's subtree in roster order; what is not reviewed yet is printed as a form
// to be filled by hand. unit is a code or name, empty for the round's own. It gives how many sheets were written.
func (a *App) Forms(ctx context.Context, who access.Actor, id round.ID, unit string, form int, as FormFile, w io.Writer) (n int, err error) {
	return a.forms(ctx, who, id, unitByName(unit), form, as, w)
}

// FormsOf is Forms for a unit known by its id, 0 for the round's own.
func (a *App) FormsOf(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID, form int, as FormFile, w io.Writer) (n int, err error) {
	return a.forms(ctx, who, id, unitByID(unit), form, as, w)
}

func (a *App) forms(ctx context.Context, who access.Actor, id round.ID, unit unitFinder, form int, as FormFile, w io.Writer) (n int, err error) {
	if form != UnitForm && form != MemberForm {
		return 0, errs.NewInvalid("没有附件%d这种登记表：附件2 是党组织及书记，附件3 是党员。", form)
	}
	err = a.read(ctx, func(tx *store.Tx) error {
		v, top, err := a.measured(tx, who, access.ExportForms, id, unit)
		if err != nil {
			return err
		}
		print, err := newFormPrint(tx, v)
		if err != nil {
			return err
		}
		if print.looks, err = lookBacksBelow(tx, id, top); err != nil {
			return err
		}
		if print.right, err = putRightBelow(tx, id, top); err != nil {
			return err
		}
		sheets := print.sheets(tx.FormRows(id, top), form)
		if as == FormDocx {
			n, err = print.document(w, sheets, form)
		} else {
			n, err = print.bundle(w, sheets)
		}
		if err == nil && n == 0 {
			err = errs.NewNotFound("%s没有附件%d的登记表可以输出。", top.Label(), form)
		}
		return err
	})
	return n, err
}

// Form writes the registration form of one review, for whoever may read it, and gives a name for the file.
func (a *App) Form(ctx context.Context, who access.Actor, id review.ID, w io.Writer) (name string, err error) {
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
		print, err := newFormPrint(tx, RoundView{Round: s.round, Plan: s.scheme})
		if err != nil {
			return err
		}
		if print.looks, err = lookBacksOf(tx, s.round.ID, rows[0].Subject); err != nil {
			return err
		}
		if print.right, err = putRightOf(tx, ids); err != nil {
			return err
		}
		sheet := formSheet{rows: rows}
		name = sheet.name()
		return print.write(w, sheet)
	})
	return name, err
}

// formSheet is one sheet of paper: a unit with its secretary, or one person.
type formSheet struct {
	rows []store.FormRow
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
	looks   lookBacks
	public  publicWays // 通报情况
	round   round.Round
	plan    *scheme.Scheme
	units   map[org.UnitID]org.Place
	posts   map[org.PersonID][]org.Post // of the snapshot day
	heads   map[org.UnitID]org.PersonID // who leads the unit
	names   map[org.PersonID]string     // of whoever leads a unit
	members map[org.UnitID]int
	right   putRight                    // what was put right after the reviews
	filed   map[review.ID]filing.Filing // the receipts of those that were filed
	looked  map[whoSaw]string           // 调研情况
	heard   map[org.UnitID]int          // 征求意见条数
}

func newFormPrint(tx *store.Tx, v RoundView) (*formPrint, error) {
	p := &formPrint{press: office.NewPress(office.DefaultFonts()), round: v.Round, plan: v.Plan,
		units: map[org.UnitID]org.Place{}, posts: map[org.PersonID][]org.Post{},
		heads: map[org.UnitID]org.PersonID{}, names: map[org.PersonID]string{}}
	units, err := tx.FrozenUnits(v.ID)
	if err != nil {
		return nil, err
	}
	for _, u := range units {
		p.units[u.ID] = u
	}
	if p.public, err = newPublicWays(tx, v); err != nil {
		return nil, err
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
	looked, err := tx.FieldworkOf(v.ID)
	if err != nil {
		return nil, err
	}
	p.looked = fieldworkLines(looked)
	if p.heard, err = tx.OpinionCounts(v.ID); err != nil {
		return nil, err
	}
	p.filed, err = tx.FiledReceipts(v.ID)
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

// sheets puts rows that share a sheet together and keeps those of the form.
func (p *formPrint) sheets(rows func(func(store.FormRow, error) bool), form int) func(func(formSheet, error) bool) {
	return func(yield func(formSheet, error) bool) {
		var open formSheet
		done := func() bool {
			s := open
			open = formSheet{}
			return len(s.rows) == 0 || s.form(p.plan) != form || yield(s, nil)
		}
		for row, err := range rows {
			if err != nil {
				yield(formSheet{}, err)
				return
			}
			if len(open.rows) > 0 && !oneSheet(p.plan, open.rows[0].Obligation, row.Obligation) && !done() {
				return
			}
			open.rows = append(open.rows, row)
		}
		done()
	}
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
func signed(name string, at int64) office.Signature {
	if at == 0 {
		return office.Signature{}
	}
	return office.Signature{Name: name, Day: org.DateOf(time.UnixMilli(at))}
}
