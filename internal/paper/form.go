package paper

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
	"lingping/internal/office"
	"lingping/internal/store"
)

// The registration forms of the notice.
const (
	UnitForm   = 2 // annex 2: a unit and its secretary
	MemberForm = 3 // annex 3: a member, or a committee member
)

// Sheet is one sheet of paper: a unit with its secretary, or one person.
type Sheet struct {
	Rows   []store.FormRow // the records on it, one or more
	ToSign bool            // it is printed to be signed: what was handed in stands on it, though it does not count yet
	beside *beside
}

// Form is the annex that the sheet is: UnitForm or MemberForm.
func (s Sheet) Form(plan *scheme.Scheme) int {
	subject, _ := plan.Subject(s.Rows[0].Subject.Kind)
	return subject.Form
}

// Name is what people call the file.
func (s Sheet) Name(plan *scheme.Scheme) string {
	o := s.Rows[0]
	if o.Subject.Kind == scheme.Unit || o.Subject.Kind == scheme.Secretary {
		secretary := ""
		for _, r := range s.Rows {
			if r.Subject.Kind == scheme.Secretary {
				secretary = "（" + r.Name + "）"
			}
		}

		return fmt.Sprintf("附件2 %s—上级领导点评%s%s.docx", o.Unit.Label(), plan.Word("登记表"), secretary)
	}

	return fmt.Sprintf("附件3 %s—%s（%s）.docx", o.Unit.Label(), said(plan, "{书记}点评{党员}{登记表}"), o.Name)
}

// written reports whether the sheet is printed with what was said on it; else it is a form to be filled by hand.
func (s Sheet) written() bool {
	for _, r := range s.Rows {
		if r.State != review.Confirmed && (r.State != review.Submitted || !s.ToSign) {
			return false
		}
	}
	return true
}

// Counts reports whether every record on the sheet has been confirmed.
func (s Sheet) Counts() bool {
	for _, r := range s.Rows {
		if r.State != review.Confirmed {
			return false
		}
	}
	return true
}

// Common is what was read once for all sheets of a round.
type Common struct {
	Plan     *scheme.Scheme
	Day      org.Date         // of the snapshot
	Zone     *time.Location   // in which moments are read as days
	Tree     []org.Place      // in roster order
	Posts    []org.Post       // of any day
	Holdings []assign.Holding // of units
	Leaders  []store.Named    // whoever leads a unit, with his name
	Members  map[org.UnitID]int
	Opinions map[org.UnitID]int // 征求意见条数

	House     string     // the address of the house, for the codes on the sheets; empty: there are none
	Templates []Template // the office's own forms that the scheme names
}

// Forms words and writes the registration forms of a round.
type Forms struct {
	press   *office.Press
	plan    *scheme.Scheme
	zone    *time.Location
	units   map[org.UnitID]org.Place
	posts   map[org.PersonID][]org.Post  // of the snapshot day
	heads   map[org.UnitID]org.PersonID  // who leads the unit
	leads   map[org.PersonID]store.Named // whoever leads a unit
	members map[org.UnitID]int
	heard   map[org.UnitID]int
	own     map[int]*OwnForm // the office's, by the annex for which they stand

	templates []filing.Template
	house     string
}

// NewForms gives the forms of the round of which c was read.
func NewForms(c Common) *Forms {
	p := &Forms{press: office.NewPress(office.DefaultFonts()), plan: c.Plan, zone: c.Zone,
		units: map[org.UnitID]org.Place{}, posts: map[org.PersonID][]org.Post{},
		heads: map[org.UnitID]org.PersonID{}, leads: map[org.PersonID]store.Named{},
		members: c.Members, heard: c.Opinions, own: map[int]*OwnForm{}, house: c.House}

	p.take(c.Templates)

	for _, u := range c.Tree {
		p.units[u.ID] = u
	}

	for _, post := range c.Posts {
		if org.Covers(post.From, post.To, c.Day) {
			p.posts[post.Person] = append(p.posts[post.Person], post)
		}
	}

	for _, h := range c.Holdings {
		if h.Way == assign.Lead {
			p.heads[h.Unit] = h.Person
		}
	}

	for _, n := range c.Leaders {
		p.leads[n.ID] = n
	}

	return p
}

// say is a sentence of a form in the institution's words.
func (p *Forms) say(text string) string { return said(p.plan, text) }

// said is a sentence of a paper in the words of the scheme.
func said(plan *scheme.Scheme, text string) string {
	return i18n.Terms(plan.Vocabulary).T(i18n.Chinese, i18n.Word(text))
}

// Batch is how many sheets are written as one document.
type Batch struct {
	Name   string // of the file, which a PDF bears as its title
	As     Format
	Duplex bool // each begins on the front of a new sheet of paper
}

func (b Batch) sides() office.Sides {
	if b.Duplex {
		return office.TwoSided
	}
	return office.OneSided
}

// WriteDocument writes all sheets into one document and says how many they were. An error among the sheets ends it.
func (p *Forms) WriteDocument(w io.Writer, b Batch, sheets iter.Seq2[Sheet, error]) (n int, err error) {
	if b.As == Word {
		own, all, stop := p.first(sheets)
		defer stop()
		if own != nil {
			return p.writeOwn(w, b, own, all)
		}
		sheets = all
	}

	set := func(yield func(office.Sheet, error) bool) {
		for s, err := range sheets {
			if err != nil {
				yield(nil, err)
				return
			}

			if b.As == Word && p.onOwn(s) != nil {
				yield(nil, errTwoForms)
				return
			}

			n++
			if !yield(p.set(s), nil) {
				return
			}
		}
	}

	if b.As == PDF {
		err = p.press.PrintSheets(w, title(b.Name), b.sides(), set)
	} else {
		err = p.press.WriteSheets(w, b.sides(), set)
	}

	return n, err
}

// WriteBundle writes a .docx for each sheet into a zip, in folders by general branch and branch, and says how many they
// were. An error among the sheets ends it.
func (p *Forms) WriteBundle(w io.Writer, sheets iter.Seq2[Sheet, error]) (n int, err error) {
	b := office.NewBundle(w)
	for s, err := range sheets {
		if err != nil {
			return n, err
		}

		if err := b.Add(p.folder(s), s.Name(p.plan), func(w io.Writer) error { return p.WriteSheet(w, s) }); err != nil {
			return n, err
		}

		n++
	}

	return n, b.Close()
}

// WriteSheet writes one sheet as a .docx, on the office's own form where it has one.
func (p *Forms) WriteSheet(w io.Writer, s Sheet) error {
	if own := p.onOwn(s); own != nil {
		return own.write(w, p.set(s))
	}
	return p.press.WriteSheet(w, p.set(s))
}

// Title is what one sheet calls itself.
func (p *Forms) Title(s Sheet) string { return title(s.Name(p.plan)) }

// Leaves are the pages of one sheet to be looked at, as they are printed.
func (p *Forms) Leaves(s Sheet) []Leaf { return office.Leaves(p.set(s)) }

// Leaf is a page of a sheet to be looked at.
type Leaf = office.Leaf

// WriteAs writes one sheet in the format and gives the name of the file.
func (p *Forms) WriteAs(w io.Writer, s Sheet, as Format) (name string, err error) {
	name = s.Name(p.plan)
	if as == PDF {
		return as.Named(name), p.press.PrintSheet(w, title(name), p.set(s))
	}
	return name, p.WriteSheet(w, s)
}

// set is a sheet worded for its form.
func (p *Forms) set(s Sheet) office.Sheet {
	if s.Form(p.plan) == UnitForm {
		return p.unitSheet(s)
	}
	return p.memberSheet(s)
}

// folder is the line of units below the root down to the sheet's own; a unit's own sheet lies in the folder of the
// general branch that gathers it.
func (p *Forms) folder(s Sheet) []string {
	unit, ok := p.units[s.Rows[0].Subject.Unit]
	if ok && s.Form(p.plan) == UnitForm && unit.Kind.IsBranch() && unit.Depth > 1 {
		unit, ok = p.units[unit.Parent]
	}

	var line []string
	for ; ok && unit.Depth > 0; unit, ok = p.units[unit.Parent] {
		line = append([]string{unit.Label()}, line...)
	}

	return line
}

// speaksAs is the reviewer's post, and that he speaks for the body where the rule says so.
func (p *Forms) speaksAs(o store.FormRow) string {
	post := p.postOf(o.Owner, o.Seat)
	if o.Decision.AsBody {
		post += "（代表集体）"
	}
	return post
}

// postOf says a person's posts: that in the unit first named, or all of them in short.
func (p *Forms) postOf(person org.PersonID, seat org.UnitID) string {
	var titles []string
	for _, post := range p.posts[person] {
		title := p.units[post.Unit].Label() + post.Title()
		if (seat == 0 || post.Unit == seat) && !slices.Contains(titles, title) {
			titles = append(titles, title)
		}
	}

	return strings.Join(titles, "、")
}

// bothPosts are a person's posts in the Party and his job, 党内外职务, each once.
func (p *Forms) bothPosts(person org.PersonID, job string) string {
	posts := p.postOf(person, 0)
	switch {
	case posts == "" || strings.Contains(job, posts):
		return job
	case job == "" || strings.Contains(posts, job):
		return posts
	}

	return posts + "；" + job
}
