package web

import (
	"fmt"
	"slices"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/web/ui"
)

// occasionHref is the address of a meeting, talk or visit.
func occasionHref(id review.OccasionID) string { return fmt.Sprintf("/occasions/%d", id) }

// occasionsView is the meetings that somebody led, or for whose leader he writes.
type occasionsView struct {
	List []store.OccasionRow
	Mine org.PersonID
	Open bool // he has something to give a review on
}

func (r *request) occasions() error {
	v := occasionsView{Mine: r.actor.Person}
	var err error
	if v.List, err = r.web.app.OwnOccasions(r.Context(), r.actor); err != nil {
		return err
	}
	places, err := r.occasionPlaces()
	if err != nil {
		return err
	}
	v.Open = len(places) > 0
	return r.render(occasionsPage(r.page(r.T("会议活动"), "/occasions"), v))
}

// occasionPlace is where a meeting can be held: a unit in which somebody has reviews to give.
type occasionPlace struct {
	Round    app.HomeRound
	Unit     org.UnitID
	UnitName string
	Leader   org.PersonID
	For      string // the leader's name, when it is not the asker himself
	Count    int    // sheets that can be given there
}

// key is the place as a value of a form.
func (o occasionPlace) key() string { return fmt.Sprintf("%d.%d.%d", o.Round.ID, o.Unit, o.Leader) }

// occasionPlaces are the places of the asker and of those for whom he writes. A leader in charge of units meets each of
// them; who reviews from a seat meets all that are below it.
func (r *request) occasionPlaces() ([]occasionPlace, error) {
	home, err := r.web.app.Home(r.Context(), r.actor, 0)
	if err != nil {
		return nil, err
	}
	var out []occasionPlace
	add := func(o occasionPlace) {
		at := slices.IndexFunc(out, func(x occasionPlace) bool { return x.key() == o.key() })
		if at < 0 {
			out = append(out, o)
			return
		}
		out[at].Count += o.Count
	}
	for _, g := range home.Groups {
		place := occasionPlace{Round: home.Rounds[g.Round], Unit: g.Unit, UnitName: g.UnitName, Leader: g.Owner, For: g.OwnerName, Count: g.Sheets}
		if g.Unit != 0 {
			add(place)
			continue
		}
		for _, s := range slices.Concat(home.Open, home.Writing) {
			if g.Holds(s) {
				place.Unit, place.UnitName, place.Count = s.Subject.Unit, s.Unit.Name, 1
				add(place)
			}
		}
	}
	return out, nil
}

// occasionForm is the form of a meeting with what was typed into it.
type occasionForm struct {
	Places []occasionPlace // of a new one
	At     string          // key of the chosen place
	In     review.Occasion
	View   *app.OccasionView // of a known one
	Result string            // of a follow-up that was refused
	Scheme *scheme.Scheme
}

func (r *request) occasionNew() error {
	places, err := r.occasionPlaces()
	if err != nil {
		return err
	}
	f := occasionForm{Places: places, At: r.text("at")}
	for _, o := range places { // a link names round and unit, and perhaps the leader
		if f.At == "" && strconv.FormatInt(int64(o.Unit), 10) == r.text("unit") &&
			(r.text("round") == "" || r.text("round") == strconv.FormatInt(int64(o.Round.ID), 10)) {
			f.At = o.key()
		}
	}
	if len(places) > 0 {
		f.Scheme = places[0].Round.Scheme
	}
	if r.problem != "" {
		f.In, _ = r.typedOccasion()
	} else {
		if r.text("kind") == string(review.SpecialTalk) {
			f.In.Kind, f.In.Title = review.SpecialTalk, r.T("专门约谈")
		}
		f.In.Setting = review.Setting{Mode: startMode(f.In.Kind), Selection: "all", Day: org.DateOf(r.web.options.Clock())}
		if err := r.fillFromPlan(&f); err != nil {
			return err
		}
	}
	return r.render(occasionNewPage(r.page(r.T("新建会议活动"), "/occasions"), f))
}

// startMode is the mode with which the form of an occasion begins.
func startMode(kind review.OccasionKind) string {
	if kind == review.SpecialTalk {
		return "individual"
	}
	return "collective"
}

// plannedHref is the form of a meeting that follows a line of a unit's plan.
func plannedHref(row int64) string { return fmt.Sprintf("/occasions/new?plan=%d", row) }

// fillFromPlan fills the form in from the line of a unit's plan that ?plan= names.
func (r *request) fillFromPlan(f *occasionForm) error {
	row, err := r.number("plan")
	if err != nil || row == 0 {
		return err
	}
	line, err := r.web.app.Arranged(r.Context(), r.actor, row)
	if err != nil {
		return err
	}
	at := occasionPlace{Unit: line.Unit, UnitName: line.UnitName, Leader: line.Owner, Count: line.Sheets}
	at.Round.ID = line.Round
	if !slices.ContainsFunc(f.Places, func(o occasionPlace) bool { return o.key() == at.key() }) {
		f.Places = append(f.Places, at)
	}
	planned := line.Setting()
	planned.Selection = f.In.Setting.Selection
	if planned.Mode == "" {
		planned.Mode = f.In.Setting.Mode
	}
	f.At, f.In.Setting, f.In.Title = at.key(), planned, line.Carrier
	return nil
}

// typedOccasion is a meeting as it was typed.
func (r *request) typedOccasion() (o review.Occasion, err error) {
	o = review.Occasion{Title: r.text("title"), Setting: r.setting(), Absent: r.text("absent"), Agenda: r.text("agenda"),
		Minutes: r.text("minutes"), Invited: r.text("invited"), Kind: review.OccasionKind(r.text("kind"))}
	if o.Kind != review.SpecialTalk {
		o.Kind = review.Meeting
	}
	o.Talk = review.Talk{Reason: r.text("reason"), Demand: r.text("demand"), FollowUp: org.Date(r.text("follow-up"))}
	for _, field := range []struct {
		name string
		into *int
	}{{"expected", &o.Expected}, {"members", &o.Members}, {"committee", &o.Committee}, {"representatives", &o.Representatives},
		{"leave", &o.Turnout.Leave}, {"committee-expected", &o.Turnout.CommitteeExpected}, {"committee-leave", &o.Turnout.CommitteeLeave},
		{"representatives-expected", &o.Turnout.RepresentativesExpected}, {"representatives-leave", &o.Turnout.RepresentativesLeave},
		{"revision", &o.Revision}} {
		n, fault := r.number(field.name)
		if fault != nil || n > maxHeads {
			err = errs.NewInvalid("人数“%s”不对，请写数字。", r.text(field.name))
			continue
		}
		*field.into = int(n)
	}
	return o, err
}

// maxHeads is more than any hall holds.
const maxHeads = 1_000_000

func (r *request) occasionOpen() error {
	in, err := r.typedOccasion()
	if err != nil {
		return r.again(err, r.occasionNew)
	}
	place, err := placeOf(r.text("at"))
	if err != nil {
		return r.again(err, r.occasionNew)
	}
	in.Round, in.Unit, in.Leader = place.Round, place.Unit, place.Leader
	id, err := r.web.app.OpenOccasion(r.Context(), r.actor, in)
	if err != nil {
		return r.again(err, r.occasionNew)
	}
	if in.Kind == review.SpecialTalk {
		return r.done(occasionHref(id), "已记下这次约谈。到回访日期，首页会提醒。")
	}
	return r.done(occasionHref(id), "已建好“%s”。时间、地点和方式写这一次就够了，下面逐人填写。", in.Title)
}

func (r *request) occasion() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}
	v, err := r.web.app.Occasion(r.Context(), r.actor, review.OccasionID(id))
	if err != nil {
		return err
	}
	f := occasionForm{View: &v, In: v.Occasion, Scheme: v.Scheme}
	if r.problem != "" {
		typed, _ := r.typedOccasion()
		typed.Kind = v.Kind
		typed.Revision = v.Revision // the refusal said so: the next save is made in knowledge of it
		f.In = typed
	}
	return r.render(occasionPage(r.page(v.Title, "/occasions"), f))
}

func (r *request) occasionSave() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}
	in, err := r.typedOccasion()
	if err != nil {
		return r.again(err, r.occasion)
	}
	in.ID = review.OccasionID(id)
	open, err := r.web.app.SaveOccasion(r.Context(), r.actor, in)
	if err != nil {
		return r.again(err, r.occasion)
	}
	if open > 0 {
		return r.done(occasionHref(in.ID), "已保存，%d 张未交的登记表同时改了时间、地点和方式。", open)
	}
	return r.done(occasionHref(in.ID), "已保存。")
}

// occasionAttach says of ticked sheets, begun before, that they are given on this meeting.
func (r *request) occasionAttach() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}
	ids := r.ticked()
	if len(ids) == 0 {
		return r.again(errNoneTicked, r.occasion)
	}
	n, err := r.web.app.AttachSheets(r.Context(), r.actor, review.OccasionID(id), ids)
	if err != nil {
		return r.again(err, r.occasion)
	}
	if n == 0 {
		return r.done(occasionHref(review.OccasionID(id)), "选中的登记表还没有开始写，或已经交出，没有改动。")
	}
	return r.done(occasionHref(review.OccasionID(id)), "已记在这次活动里，时间、地点和方式以活动为准。")
}

// occasionCounts says how far the sheets of a meeting are.
func occasionCounts(p ui.Page, v *app.OccasionView) string {
	done, left := 0, 0
	for _, s := range v.Sheets {
		if s.State.Open() {
			left++
		} else {
			done++
		}
	}
	return p.T("%d 个点评对象：已完成 %d，还差 %d", len(v.Sheets), done, left)
}

// firstOpen is the sheet of a meeting with which to begin or go on, 0 when all are written.
func firstOpen(v *app.OccasionView) review.ID {
	for _, s := range v.Sheets {
		if s.State.Writable() && (s.On == v.ID || s.On == 0) {
			return s.ID
		}
	}
	return 0
}
