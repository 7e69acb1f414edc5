package web

import (
	"slices"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/web/view"
)

func (r *request) occasions() error {
	list, err := r.web.app.OwnOccasions(r.Context(), r.actor)
	if err != nil {
		return err
	}

	v := view.Occasions{OccasionList: list, Mine: r.actor.Person}
	return r.render(view.OccasionsPage(r.page(r.T("会议活动"), "/occasions"), v))
}

func (r *request) occasionNew() error {
	line, err := r.number("plan")
	if err != nil {
		return err
	}

	start, err := r.web.app.OccasionStart(r.Context(), r.actor, line)
	if err != nil {
		return err
	}

	f := view.OccasionForm{Places: start.Places, At: r.text("at")}
	for _, o := range f.Places { // a link names round and unit, and perhaps the leader
		if f.At == "" && strconv.FormatInt(int64(o.Unit), 10) == r.text("unit") &&
			(r.text("round") == "" || r.text("round") == strconv.FormatInt(int64(o.Round.ID), 10)) {
			f.At = o.Key()
		}
	}

	if len(f.Places) > 0 {
		f.Scheme = f.Places[0].Round.Scheme
	}

	if r.problem != "" {
		f.In, _ = r.typedOccasion()
	} else {
		if r.text("kind") == string(review.SpecialTalk) {
			f.In.Kind = review.SpecialTalk
		}

		f.In.Setting = review.Setting{Modes: startMode(f.In.Kind)}
		if start.Planned != nil {
			fillFromPlan(&f, *start.Planned)
		}
	}

	title := r.T("新建会议活动")
	if f.In.Kind == review.SpecialTalk {
		title = r.T("记一次专门约谈")
	}

	return r.render(view.OccasionNewPage(r.page(title, "/occasions"), f))
}

// startMode is the mode that the kind of an occasion is by its nature: a talk is with one person.
func startMode(kind review.OccasionKind) review.Modes {
	if kind == review.SpecialTalk {
		return "individual"
	}
	return ""
}

// fillFromPlan fills the form in from a line of a unit's plan.
func fillFromPlan(f *view.OccasionForm, line store.ArrangedRow) {
	at := app.OccasionPlace{Unit: line.Unit, UnitName: line.UnitName, Leader: line.Owner, Count: line.Sheets}
	at.Round.ID = line.Round
	if !slices.ContainsFunc(f.Places, func(o app.OccasionPlace) bool { return o.Key() == at.Key() }) {
		f.Places = append(f.Places, at)
	}

	planned := line.Setting()
	planned.Selection = f.In.Setting.Selection
	if planned.Modes == "" {
		planned.Modes = f.In.Setting.Modes
	}

	f.At, f.In.Setting, f.In.Title = at.Key(), planned, line.Carrier
}

// typedOccasion is a meeting as it was typed.
func (r *request) typedOccasion() (o review.Occasion, err error) {
	o = review.Occasion{Title: r.text("title"), Setting: r.setting(), Absent: r.text("absent"), Agenda: r.text("agenda"),
		Minutes: r.text("minutes"), Invited: r.text("invited"), Kind: review.OccasionKind(r.text("kind"))}
	if o.Kind != review.SpecialTalk {
		o.Kind = review.Meeting
	}

	o.Talk = review.Talk{With: r.text("with"), Reason: r.text("reason"), Demand: r.text("demand"), FollowUp: org.Date(r.text("follow-up"))}
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
	var f errs.Faults
	in, err := r.typedOccasion()
	f.Add("expected", err)
	place, err := placeOf(r.text("at"))
	f.Add("at", err)
	if len(f) > 0 {
		f.Add("", in.Check())
		return r.again(f.Err(), r.occasionNew)
	}

	in.Round, in.Unit, in.Leader = place.Round, place.Unit, place.Leader
	id, err := r.web.app.OpenOccasion(r.Context(), r.actor, in)
	if err != nil {
		return r.again(err, r.occasionNew)
	}

	if in.Kind == review.SpecialTalk {
		return r.done(view.OccasionHref(id), "已记下这次约谈。到回访日期，首页会提醒。")
	}

	return r.done(view.OccasionHref(id), "已建好“%s”。时间、地点和方式写这一次就够了，下面逐人填写。", in.Title)
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

	f := view.OccasionForm{View: &v, In: v.Occasion, Scheme: v.Scheme}
	if r.problem != "" {
		typed, _ := r.typedOccasion()
		typed.Kind = v.Kind
		typed.Revision = v.Revision // the refusal said so: the next save is made in knowledge of it
		f.In = typed
	}

	return r.render(view.OccasionPage(r.page(v.Title, "/occasions"), f))
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
		return r.done(view.OccasionHref(in.ID), "已保存，%d 张未交的{登记表}同时改了时间、地点和方式。", open)
	}

	return r.done(view.OccasionHref(in.ID), "已保存。")
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
		return r.done(view.OccasionHref(review.OccasionID(id)), "选中的{登记表}还没有开始写，或已经交出，没有改动。")
	}

	return r.done(view.OccasionHref(review.OccasionID(id)), "已记在这次活动里，时间、地点和方式以活动为准。")
}

// occasionPrint makes one document of the sheets that are given on a meeting.
func (r *request) occasionPrint() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}

	v, err := r.web.app.Occasion(r.Context(), r.actor, review.OccasionID(id))
	if err != nil {
		return err
	}

	return r.exporting(r.web.app.StartOccasionSheets(r.Context(), r.actor, v.ID, r.printed(r.T("%s 登记表", v.Title))))
}
