package web_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/auth"
	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// part is somebody who plays a part in the matrix: a person of the small institution, or an administrator.
type part struct {
	account int64
	number  string // 工号, empty: nobody of the roster
	role    access.RoleKind
	unit    string // of an office; empty: of everything
}

// parts are who asks, by name; nobody is the public.
var parts = map[string]part{
	"stranger": {account: 801}, // an account that is nobody of the roster
	"sun":      {account: 802, number: "103"},
	"qian":     {account: 803, number: "102"}, // secretary of B11
	"li":       {account: 804, number: "104"}, // sits in the committee of Z1
	"wu":       {account: 805, number: "105"}, // 102's clerk
	"zhao":     {account: 806, number: "101"}, // secretary of Z1, above B11
	"chen":     {account: 807, number: "001"}, // secretary of the whole house
	"officeZ1": {account: 808, role: access.RoleOffice, unit: "Z1"},
	"office":   {account: 809, role: access.RoleOffice},
	"system":   {account: 810, role: access.RoleSystem},
	"security": {account: 811, role: access.RoleSecurity},
	"auditor":  {account: 812, role: access.RoleAudit},
}

// casting is who plays a relation to the objects of a kind: Who to the inner object at each stage, and to the outer one,
// which is like it but lies in another part of the house. Outer names another actor where the object is the whole house.
type casting struct {
	relation access.Relation
	who      string
	outer    string // empty: who
	object   string // which of the kind's objects; empty: the first
	holds    func(stage access.Stage) access.Relation
	beyond   access.Relation // to the outer object
}

func always(r access.Relation) func(access.Stage) access.Relation {
	return func(access.Stage) access.Relation { return r }
}

// everybody plays the relations that do not depend on the object.
func everybody(also access.Relation) []casting {
	var out []casting
	for _, c := range []struct {
		relation access.Relation
		who      string
	}{
		{access.Anyone, ""}, {access.SignedIn, "stranger"}, {access.System, "system"}, {access.Security, "security"}, {access.Auditor, "auditor"},
	} {
		set := access.Anyone
		if c.who != "" {
			set |= access.SignedIn | c.relation | also
		}
		out = append(out, casting{relation: c.relation, who: c.who, holds: always(set), beyond: set})
	}

	return out
}

const member = access.Anyone | access.SignedIn

// object is the names that an address is filled with, such as {round} and {unit}.
type object map[string]string

// kind is what a page is about: which objects of it there are at which stages, and who stands how to them.
type kind struct {
	stages []access.Stage
	base   access.Stage // at which pages are asked whose action does not depend on the stage
	cast   []casting
}

var (
	roundStages = []access.Stage{access.Draft, access.Launched, access.Ended}
	sheetStages = []access.Stage{access.Owed, access.Draft, access.Submitted, access.Returned, access.Confirmed}
)

// kinds are the kinds of objects. Where a casting's object is the same inside and outside, the page is about the house.
var kinds = map[string]kind{
	// own: about the account of whoever asks.
	"own": {cast: append(everybody(access.Self), casting{
		relation: access.Self, who: "sun", holds: always(member | access.Self), beyond: member | access.Self})},
	// export: a file that somebody had made; its account alone has it, others who could have had it made do not.
	"export": {cast: append(everybody(0),
		casting{relation: access.Self, who: "qian", holds: always(member | access.Self), beyond: member},
		casting{relation: access.Line, who: "zhao", holds: always(member | access.Line), beyond: member | access.Line},
		casting{relation: access.Office, who: "officeZ1", holds: always(member | access.Office), beyond: member})},
	// self: about the person behind the account of whoever asks.
	"self": {cast: append(everybody(0), casting{
		relation: access.Self, who: "sun", holds: always(member | access.Self), beyond: member | access.Self})},
	// work: what one's own duties bring; everybody sees his own.
	"work": {base: access.Launched, cast: append(everybody(0),
		casting{relation: access.Reviewer, who: "qian", holds: always(member | access.Reviewer), beyond: member | access.Reviewer},
		casting{relation: access.Clerk, who: "wu", holds: always(member | access.Clerk), beyond: member | access.Clerk},
		casting{relation: access.Line, who: "zhao", holds: always(member | access.Line | access.Reviewer), beyond: member | access.Line | access.Reviewer},
		casting{relation: access.Office, who: "officeZ1", holds: always(member | access.Office), beyond: member | access.Office})},
	// house: about everything; from outside asks somebody who has the same part in one general branch only.
	"house": {cast: append(everybody(0),
		casting{relation: access.Line, who: "chen", outer: "zhao", holds: always(member | access.Line), beyond: member},
		casting{relation: access.Office, who: "office", outer: "officeZ1", holds: always(member | access.Office), beyond: member})},
	// desk: an empty form; what it may be sent for is decided when it is sent.
	"desk": {cast: append(everybody(0), casting{
		relation: access.Office, who: "office", outer: "officeZ1", holds: always(member | access.Office), beyond: member | access.Office})},
	// unit: a round over one general branch, seen from a branch of it; outside, those of another general branch.
	"unit": {stages: roundStages, base: access.Launched, cast: append(everybody(0),
		casting{relation: access.Line, who: "zhao", holds: always(member | access.Line), beyond: member},
		casting{relation: access.Office, who: "officeZ1", holds: always(member | access.Office), beyond: member})},
	// person: a member of the branch; outside, one of another general branch.
	"person": {cast: append(everybody(0),
		casting{relation: access.Self, who: "sun", holds: always(member | access.Self), beyond: member},
		casting{relation: access.Line, who: "zhao", holds: always(member | access.Line), beyond: member},
		casting{relation: access.Office, who: "officeZ1", holds: always(member | access.Office), beyond: member})},
	// sheet: the review of a member, and for who sits in a unit that of the unit, whose text its own side began.
	"sheet": {stages: sheetStages, base: access.Owed, cast: append(everybody(0),
		casting{relation: access.Reviewer, who: "qian", holds: always(member | access.Reviewer | access.Line), beyond: member},
		casting{relation: access.Clerk, who: "wu", holds: always(member | access.Clerk), beyond: member},
		casting{relation: access.Subject, who: "sun", holds: subject, beyond: member},
		casting{relation: access.ReviewedSide, who: "li", object: "committee", holds: always(member | access.ReviewedSide), beyond: member},
		casting{relation: access.Line, who: "zhao", holds: always(member | access.Line), beyond: member},
		casting{relation: access.Office, who: "officeZ1", holds: always(member | access.Office), beyond: member})},
	// series: the sheets that one reviewer gives one after the other.
	"series": {base: access.Owed, cast: append(everybody(0),
		casting{relation: access.Reviewer, who: "qian", holds: always(member | access.Reviewer), beyond: member},
		casting{relation: access.Clerk, who: "wu", holds: always(member | access.Clerk), beyond: member},
		casting{relation: access.Subject, who: "sun", holds: always(member), beyond: member},
		casting{relation: access.Line, who: "zhao", holds: always(member | access.Line), beyond: member},
		casting{relation: access.Office, who: "officeZ1", holds: always(member | access.Office), beyond: member})},
	"arrangement": arrangementKind,
	"superior":    superiorKind,
	"everyday":    everydayKind,
	"draw":        drawKind,
	// action: what is to be put right by a member, and for who sits in a unit that of the unit.
	"action": {cast: append(everybody(0),
		casting{relation: access.Reviewer, who: "qian", holds: always(member | access.Reviewer | access.Line), beyond: member},
		casting{relation: access.Clerk, who: "wu", holds: always(member | access.Clerk), beyond: member},
		casting{relation: access.Subject, who: "sun", holds: always(member | access.Subject | access.ReviewedSide), beyond: member},
		casting{relation: access.ReviewedSide, who: "li", object: "committee", holds: always(member | access.ReviewedSide), beyond: member},
		casting{relation: access.Line, who: "zhao", holds: always(member | access.Line), beyond: member},
		casting{relation: access.Office, who: "officeZ1", holds: always(member | access.Office), beyond: member})},
	"commitment": commitmentKind(), "branch": branchKind(), "summary": summaryKind(),
	"notice": noticeKind(), "experience": experienceKind(), "promotion": promotionKind(),
	// occasion: a meeting of the branch under its secretary.
	"occasion": {stages: []access.Stage{access.Launched, access.Ended}, base: access.Launched, cast: append(everybody(0),
		casting{relation: access.Reviewer, who: "qian", holds: always(member | access.Reviewer | access.Line), beyond: member},
		casting{relation: access.Clerk, who: "wu", holds: always(member | access.Clerk), beyond: member},
		casting{relation: access.Line, who: "zhao", holds: always(member | access.Line), beyond: member},
		casting{relation: access.Office, who: "officeZ1", holds: always(member | access.Office), beyond: member})},
	// fieldwork: a visit to the branch by the secretary above it.
	// batch: opinions on a branch and its secretary.
	"batch": {stages: []access.Stage{access.Gathering, access.Heard, access.Few}, base: access.Gathering, cast: append(everybody(0),
		casting{relation: access.Reviewer, who: "zhao", holds: always(member | access.Reviewer | access.Line), beyond: member},
		casting{relation: access.Clerk, who: "wu", holds: always(member | access.Clerk), beyond: member},
		casting{relation: access.Subject, who: "qian", holds: always(member | access.Subject | access.ReviewedSide), beyond: member},
		casting{relation: access.Line, who: "chen", holds: always(member | access.Line), beyond: member | access.Line},
		casting{relation: access.Office, who: "officeZ1", holds: always(member | access.Office), beyond: member})},
	"fieldwork": {stages: []access.Stage{access.Launched, access.Ended}, base: access.Launched, cast: append(everybody(0),
		casting{relation: access.Reviewer, who: "zhao", holds: always(member | access.Reviewer | access.Line), beyond: member},
		casting{relation: access.Clerk, who: "wu", holds: always(member | access.Clerk), beyond: member},
		casting{relation: access.Subject, who: "qian", holds: always(member | access.Subject), beyond: member},
		casting{relation: access.Line, who: "chen", outer: "zhao", holds: always(member | access.Line), beyond: member},
		casting{relation: access.Office, who: "officeZ1", holds: always(member | access.Office), beyond: member})},
}

// subject is how a member stands to his own review: it is his side's while nothing is written, and when it counts.
func subject(stage access.Stage) access.Relation {
	set := member | access.Subject
	if stage == access.Owed || stage == access.Confirmed {
		set |= access.ReviewedSide
	}
	return set
}

// scene is the small institution with something at every stage, as a file that can be set up again at once.
type scene struct {
	content []byte
	keys    fs.FS             // of the gatherings that are not closed
	objects map[string]object // "sheet submitted inner", "sheet submitted outer committee"
}

// stage builds the scene.
func stageScene(t *testing.T) *scene {
	t.Helper()
	file := testkit.SQLiteURL(t)
	s := must(store.Open(t.Context(), file))(t)
	w := testkit.NewWorld(t, s)
	sc := &scene{objects: map[string]object{}}
	sc.play(t, w)
	check(t, s.Close())
	content, err := os.ReadFile(file)
	check(t, err)
	sc.content = content
	sc.keys = os.DirFS(w.Keys)
	return sc
}

// keysAgain are the keys of the scene in a folder of their own: what is closed in one setting-up destroys none of another.
func (sc *scene) keysAgain(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "keys")
	check(t, os.CopyFS(dir, sc.keys))
	check(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch { // as the program keeps them
		case err != nil:
			return err
		case d.IsDir():
			return os.Chmod(path, 0o700)
		}
		return os.Chmod(path, 0o600)
	}))

	return dir
}

// people gives everybody of the cast an account and a session.
func (sc *scene) people(t *testing.T, w *testkit.World) {
	check(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
		for name, p := range parts {
			a := access.Account{ID: p.account, Login: name, Name: name}
			if p.number != "" {
				a.Person = w.Person(p.number)
			}

			if p.role != "" {
				role := access.Role{Kind: p.role}
				if p.unit != "" {
					role.Unit = w.Unit(p.unit)
				}
				a.Roles = []access.Role{role}
			}

			if err := tx.AddAccount(a, ""); err != nil {
				return err
			}

			now := time.Now()
			if err := tx.AddSession(access.NewSession(auth.TokenHash(token(name)), a.ID, false, now)); err != nil {
				return err
			}
		}
		return nil
	}))
}

func token(who string) string { return "session-of-" + who }

// house sets up what pages about everything, accounts and persons need.
func (sc *scene) house(t *testing.T, w *testkit.World) {
	other := must(w.App.MakeAccount(t.Context(), access.LocalOperator(), app.NewAccount{Login: "other", Name: "其他人"}))(t)
	roster := must(w.App.KeepRoster(t.Context(), access.LocalOperator(), "党员.csv", []byte("工号,姓名,人员类别,所在党支部\n501,何静,正式,机关第一党支部\n")))(t)
	form := app.NewTemplate{Name: "biao", Form: app.UnitForm, Scheme: scheme.First, File: "表.docx", Body: []byte(ownWordForm(t, "{{备注}}"))}
	kept := must(w.App.KeepTemplate(t.Context(), access.LocalOperator(), form))(t)
	here := object{"template": kept.String(), "account": id(other.Account), "roster": id(roster), "round": id(int64(w.Round)), "other": id(int64(w.Person("102")))}
	for name, k := range kinds {
		sc.objects[name+" "+string(k.base)+" inner"], sc.objects[name+" "+string(k.base)+" outer"] = here, here
	}

	sc.objects["person  inner"] = object{"person": id(int64(w.Person("103"))), "other": id(int64(w.Person("102")))}
	sc.objects["person  outer"] = object{"person": id(int64(w.Person("203"))), "other": id(int64(w.Person("202")))}
}

// end closes a round in which much is still owed, which only a test can do.
func (sc *scene) end(t *testing.T, w *testkit.World, r round.ID) {
	check(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
		closed, err := tx.Round(r)
		if err != nil {
			return err
		}
		closed.State = round.Closed
		return tx.SaveRoundState(closed)
	}))
}

// occasions holds a meeting in each of two branches.
func (sc *scene) occasions(t *testing.T, w *testkit.World) {
	for _, stage := range kinds["occasion"].stages {
		r := w.Launch("活动"+string(stage), "2011-01-01", "2011-06-30")
		for side, at := range map[string][3]string{"inner": {"102", "B11", "member 103"}, "outer": {"202", "B21", "member 203"}} {
			in := review.Occasion{Round: r, Unit: w.Unit(at[1]), Title: "组织生活会", Setting: review.Setting{
				Modes: "collective", Selection: "all", Carrier: "组织生活会", Day: "2011-01-05", Place: "会议室"}}
			o := must(w.App.OpenOccasion(t.Context(), w.As(at[0]).Actor, in))(t)
			sc.objects["occasion "+string(stage)+" "+side] = object{
				"occasion": id(int64(o)), "round": id(int64(r)), "unit": id(int64(in.Unit)), "person": id(int64(w.Person(at[0]))),
				"sheet": id(int64(w.OfRound(r, at[2])))}
		}

		if stage == access.Ended {
			sc.end(t, w, r)
		}
	}
}

// sheets brings sheets of two members and of two general branches to every stage, each in a round of its own.
func (sc *scene) sheets(t *testing.T, w *testkit.World) {
	for _, stage := range sheetStages {
		w.Round = w.Launch("点评"+string(stage), "2010-12-27", "2011-01-12")
		for _, s := range []struct{ key, of, writer, reviewer string }{
			{"inner", "member 103", "102", "102"}, {"outer", "member 203", "202", "202"},
			{"inner committee", "unit Z1", "104", "002"}, {"outer committee", "unit Z2", "201", "003"},
		} {
			bring(t, w, stage, s.of, s.writer, s.reviewer)
			subject := w.Subject(s.of)
			sheet := object{"sheet": id(int64(w.Of(s.of))), "round": id(int64(w.Round)), "unit": id(int64(subject.Unit)),
				"kind": string(subject.Kind), "person": id(int64(subject.Person)), "reviewer": id(int64(w.Person(s.reviewer))),
				"revision": revisions(t, w, s.of)}
			sc.objects["sheet "+string(stage)+" "+s.key], sc.objects["series "+string(stage)+" "+s.key] = sheet, sheet
		}
	}
}

// revisions is what the form of a sheet says of the texts that it was made from.
func revisions(t *testing.T, w *testkit.World, of string) string {
	t.Helper()
	var words []string
	for _, p := range must(w.AsLocal().Sheet(of))(t).Parts {
		words = append(words, fmt.Sprintf("%d:%d", p.ID, p.Review.Revision))
	}
	return strings.Join(words, " ")
}

// bring leads a sheet to a stage, as people would. What is handed in was written by another hand than the reviewer's, or
// it would count at once.
func bring(t *testing.T, w *testkit.World, stage access.Stage, of, writer, reviewer string) {
	t.Helper()
	switch stage {
	case access.Draft:
		check(t, w.As(writer).Save(of, must(w.As(writer).Draft(of))(t)))
	case access.Submitted, access.Returned, access.Confirmed:
		hand := w.As(writer)
		if writer == reviewer {
			hand = w.AsLocal()
		}
		check(t, hand.Submit(of))
	}

	switch stage {
	case access.Returned:
		check(t, w.As(reviewer).Return(of, "请补充事例"))
	case access.Confirmed:
		paper := app.Paper{Ref: "2011-1", ScanName: "签字.pdf", Scan: []byte("%PDF-1.4\n%%EOF\n")}
		for _, o := range must(w.App.PaperMany(t.Context(), w.As(reviewer).Actor, []review.ID{w.Of(of)}, paper))(t) {
			check(t, o.Err)
		}
	}

	if got := must(w.AsLocal().Sheet(of))(t).State; access.Stage(got) != stage {
		t.Fatalf("%s is %s, want %s", of, got, stage)
	}
}

func id(n int64) string { return fmt.Sprint(n) }

// fill puts the object's names into an address or a form.
func (o object) fill(text string) string {
	for name, value := range o {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// must is the value of a call that must not fail.
func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		check(t, err)
		return v
	}
}
