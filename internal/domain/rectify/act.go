package rectify

import (
	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// Begin is the first line of the history of an action that was just born.
func (a Action) Begin(h Hand) Event {
	return Event{Act: BornAct, State: a.State, By: h.Name, At: h.At}
}

// Plan is how something is to be put right.
type Plan struct {
	Responsible org.PersonID
	Goal        string
	Measure     string
	Deadline    org.Date // empty: as it is
	Revision    int      // what the writer had read
}

// errStale is the refusal of a text that was written over another that its writer had not seen.
var errStale = errs.NewConflict("您填写期间，另有人改过这项整改。您写的内容没有丢失，请对照后再保存。")

// Claim says that the owner takes the action on, perhaps with its measure already.
func (a *Action) Claim(p Plan, h Hand) (Event, error) {
	if err := a.ready(ClaimAct); err != nil {
		return Event{}, err
	}

	if err := a.take(p, h); err != nil {
		return Event{}, err
	}

	return a.do(ClaimAct, h, a.Measure)
}

// Change is another measure, responsible person or an earlier deadline.
func (a *Action) Change(p Plan, h Hand) (Event, error) {
	if p.Revision != a.Revision {
		return Event{}, errStale
	}

	if err := a.ready(PlanAct); err != nil {
		return Event{}, err
	}

	if err := a.take(p, h); err != nil {
		return Event{}, err
	}

	return a.do(PlanAct, h, a.Measure)
}

// take puts a plan into the action. The owner may promise an earlier day; a later one is for others to grant.
func (a *Action) take(p Plan, h Hand) (err error) {
	var f errs.Faults
	a.Goal, err = clean(p.Goal)
	f.Add("goal", err)
	a.Measure, err = clean(p.Measure)
	f.Add("measure", err)
	if p.Responsible != 0 {
		a.Responsible = p.Responsible
	}

	f.If(a.Responsible == 0, "responsible", "请选择责任人：由谁负责把这件事改好。")
	if p.Deadline != "" && p.Deadline != a.Deadline {
		f.Add("deadline", a.checkSooner(p.Deadline, h.Day))
		a.Deadline = p.Deadline
	}

	return f.Err()
}

// checkSooner refuses a day to which the owner can't move the deadline himself.
func (a *Action) checkSooner(to, today org.Date) error {
	if err := checkDay(to); err != nil {
		return err
	}

	switch {
	case to > a.Deadline:
		return errs.NewInvalid("整改期限是 %s，要推后请申请延期，由{点评人}或上级决定。", string(a.Deadline))
	case to < today:
		return errs.NewInvalid("整改期限 %s 已经过去，请写今天以后的日期。", string(to))
	}

	return nil
}

// Suggest is the leader's advice on the measure, and the day that he sets 〔四(三) 指导制定具体整改措施〕. The owner need
// not follow it, and it needs no answer.
func (a *Action) Suggest(text string, deadline org.Date, h Hand) (Event, error) {
	text, err := clean(text)
	switch refusal := a.ready(SuggestAct); {
	case refusal != nil:
		return Event{}, refusal
	case err != nil:
		return Event{}, err
	case text == "" && deadline == "":
		return Event{}, errs.NewInvalid("请写建议的整改措施，或改一个期限。")
	}

	if deadline != "" {
		if err := checkDay(deadline); err != nil {
			return Event{}, err
		}
		a.Deadline, a.Clock = deadline, min(a.Clock, deadline)
	}

	if text != "" {
		a.Suggestion = text
	}

	return a.do(SuggestAct, h, text)
}

// Note is a dated line about the progress.
func (a *Action) Note(text string, h Hand) (Event, error) {
	text, err := needed(text, "请写一句进展：做了什么，还差什么。")
	if err != nil {
		return Event{}, err
	}
	return a.do(NoteAct, h, text)
}

// Filed says that a file was laid to the action as evidence.
func (a *Action) Filed(name string, h Hand) (Event, error) { return a.do(FileAct, h, name) }

// Report says what was done. replied says whether the scheme demands a written reply; without one the action waits for
// its verifier at once.
func (a *Action) Report(measure, outcome string, replied bool, h Hand) (Event, error) {
	if err := a.ready(ReportAct); err != nil {
		return Event{}, err
	}

	var f errs.Faults
	measure, err := clean(measure)
	f.Add("measure", err)
	if measure != "" {
		a.Measure = measure
	}

	f.If(err == nil && a.Measure == "", "measure", "还没有整改措施：请先写措施，再报结。")
	outcome, err = needed(outcome, "请写整改落实情况：做了什么，结果怎样。")
	f.Add("outcome", err)
	if err := f.Err(); err != nil {
		return Event{}, err
	}

	a.ReportedDay = h.Day
	event, err := a.do(ReportAct, h, outcome)
	if err != nil {
		return Event{}, err
	}

	a.Outcome, a.Returned, a.ExtendTo, a.ExtendWhy = outcome, "", "", ""
	if !replied {
		a.State, event.State = Awaiting, Awaiting
	}

	return event, nil
}

// Answered says that the letter was sent that answers for the action 〔以书面形式及时回复领导〕.
func (a *Action) Answered(reply ReplyID, h Hand) (Event, error) {
	event, err := a.do(AnswerAct, h, "")
	if err == nil {
		a.Reply = reply
	}
	return event, err
}

// Redraft says that the letter came back to be written anew.
func (a *Action) Redraft(reason string, h Hand) (Event, error) {
	event, err := a.do(RedraftAct, h, reason)
	if err == nil {
		a.Reply = 0
	}
	return event, err
}

// Return sends the action back because it is not put right. Its letter no longer answers for it.
func (a *Action) Return(reason string, h Hand) (Event, error) {
	reason, err := needed(reason, "退回时请写明原因，让对方知道还差什么。")
	if err != nil {
		return Event{}, err
	}

	if err := a.notOwn(h); err != nil {
		return Event{}, err
	}

	event, err := a.do(ReturnAct, h, reason)
	if err == nil {
		a.Returned, a.Reply = reason, 0
	}

	return event, err
}

// Close is the verifier's word that it is put right. replied says that the scheme demands a written reply, accepted that
// whoever asked has taken it. Nobody verifies what he was to put right himself.
func (a *Action) Close(verdict string, replied, accepted bool, h Hand) (Event, error) {
	switch {
	case replied && a.State == Reported:
		return Event{}, errs.NewConflict("还没有书面回复，不能销号：请先把书面回复送给{点评人}。")
	case replied && a.State == Awaiting && !accepted:
		return Event{}, errs.NewConflict("书面回复还没有经{点评人}接收，不能销号。")
	}

	if err := a.notOwn(h); err != nil {
		return Event{}, err
	}

	var f errs.Faults
	verdict, err := needed(verdict, "请写一句验收意见：看了什么，是否改好。")
	f.Add("verdict", err)
	f.If(h.Paper && h.Ref == "", "ref", "登记纸面验收时，请写明验收人签字的材料的存档编号。")
	if err := f.Err(); err != nil {
		return Event{}, err
	}

	event, err := a.do(CloseAct, h, verdict)
	if err == nil {
		a.Verdict, a.Verifier, a.ClosedDay = verdict, h.Name, h.Day
	}

	return event, err
}

// notOwn refuses a verification by the owner's side.
func (a *Action) notOwn(h Hand) error {
	if h.Owner && !h.Paper || h.Person != 0 && h.Person == a.Responsible {
		return errs.NewConflict("验收不能由整改的一方自己做，请由{点评人}或上级验收。")
	}
	if h.Name == "" {
		return errs.NewInvalid("请写明验收人是谁。")
	}

	return nil
}

// Reopen takes an action up again whose problem came back 反弹重开.
func (a *Action) Reopen(reason string, deadline org.Date, h Hand) (Event, error) {
	reason, err := needed(reason, "重开时请写明哪里反弹了。")
	if err != nil {
		return Event{}, err
	}

	if deadline == "" {
		deadline = h.Day.AddDays(DefaultDays)
	}

	if err := checkDay(deadline); err != nil {
		return Event{}, err
	}

	event, err := a.do(ReopenAct, h, reason)
	if err != nil {
		return Event{}, err
	}

	a.Reopened++
	a.Reply, a.Verdict, a.Verifier, a.ClosedDay, a.Returned = 0, "", "", "", reason
	a.Deadline, a.Clock = deadline, deadline
	return event, nil
}

// Cancel ends an action that has become pointless.
func (a *Action) Cancel(reason string, h Hand) (Event, error) {
	reason, err := needed(reason, "中止时请写明原因；原来的记录会保留。")
	if err != nil {
		return Event{}, err
	}

	if h.Owner && !h.Paper {
		return Event{}, errs.NewConflict("整改不能由整改的一方自己中止，请{点评人}或上级决定。")
	}

	return a.do(CancelAct, h, reason)
}

// Vanish says that the review names the problem no longer: an action that nobody has begun is cancelled, others are kept
// and marked.
func (a *Action) Vanish(h Hand) (Event, error) {
	event, err := a.do(GoneAct, h, "")
	if err != nil {
		return Event{}, err
	}

	a.Gone = true
	if a.State == Unclaimed {
		a.State, a.Clock, event.State = Cancelled, "", Cancelled
	}

	return event, nil
}

// Renew says that the review names the problem again.
func (a *Action) Renew(h Hand) (Event, error) {
	event, err := a.do(BackAct, h, "")
	if err == nil {
		a.Gone = false
	}
	return event, err
}

// Ask is the owner's wish for more time.
func (a *Action) Ask(until org.Date, why string, h Hand) (Event, error) {
	var f errs.Faults
	why, err := needed(why, "请写明为什么要延期。")
	f.Add("why", err)
	wrong := checkDay(until)
	f.Add("until", wrong)
	f.If(wrong == nil && until <= a.Deadline, "until", "申请延到 %s，不晚于现在的期限 %s，请核对。", string(until), string(a.Deadline))
	if err := f.Err(); err != nil {
		return Event{}, err
	}

	event, err := a.do(AskAct, h, string(until)+" "+why)
	if err == nil {
		a.ExtendTo, a.ExtendWhy = until, why
	}

	return event, err
}

// Decide grants or refuses the time that was asked for. The owner's side does not decide on its own wish.
func (a *Action) Decide(granted bool, reason string, h Hand) (Event, error) {
	reason, err := clean(reason)
	switch refusal := a.ready(GrantAct); {
	case refusal != nil:
		return Event{}, refusal
	case err != nil:
		return Event{}, err
	case a.ExtendTo == "":
		return Event{}, errs.NewConflict("这项整改没有等待决定的延期申请。")
	case h.Owner || h.Person != 0 && h.Person == a.Responsible:
		return Event{}, errs.NewConflict("延期不能由申请的一方自己决定，请{点评人}或上级决定。")
	case !granted && reason == "":
		return Event{}, errs.NewInvalid("不同意延期时，请写明原因。")
	}

	act := RefuseAct
	if granted {
		act = GrantAct
		a.Deadline, a.Clock = a.ExtendTo, a.ExtendTo
		reason = string(a.ExtendTo) + " " + reason
	}

	event, err := a.do(act, h, reason)
	if err == nil {
		a.ExtendTo, a.ExtendWhy = "", ""
	}

	return event, err
}

// needed is a text that must not be missing.
func needed(text string, ask errs.Sentence) (string, error) {
	text, err := clean(text)
	if err == nil && text == "" {
		err = errs.NewInvalid(ask)
	}
	return text, err
}

func checkDay(d org.Date) error {
	if d == "" {
		return errs.NewInvalid("请填写日期。")
	}
	if _, err := org.ParseDay(string(d)); err != nil {
		return errs.NewInvalid("“%s”不是日期，请写成 2011-01-12 这样。", string(d))
	}
	return nil
}
