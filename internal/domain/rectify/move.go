package rectify

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// Act is something that happens to an action.
type Act string

// The acts.
const (
	BornAct    Act = "born"
	ClaimAct   Act = "claim"
	PlanAct    Act = "plan"
	SuggestAct Act = "suggest"
	NoteAct    Act = "note"
	FileAct    Act = "file"
	ReportAct  Act = "report"
	AnswerAct  Act = "answer"
	RedraftAct Act = "redraft"
	ReturnAct  Act = "return"
	CloseAct   Act = "close"
	ReopenAct  Act = "reopen"
	CancelAct  Act = "cancel"
	GoneAct    Act = "gone"
	BackAct    Act = "back"
	AskAct     Act = "extension.ask"
	GrantAct   Act = "extension.grant"
	RefuseAct  Act = "extension.refuse"
)

// Word says the act in a history.
func (a Act) Word() i18n.Word {
	switch a {
	case BornAct:
		return "由点评提出"
	case ClaimAct:
		return "认领"
	case PlanAct:
		return "修改措施"
	case SuggestAct:
		return "点评人建议"
	case NoteAct:
		return "记进展"
	case FileAct:
		return "上传佐证"
	case ReportAct:
		return "报结"
	case AnswerAct:
		return "书面回复送出"
	case RedraftAct:
		return "书面回复退回"
	case ReturnAct:
		return "验收退回"
	case CloseAct:
		return "验收销号"
	case ReopenAct:
		return "反弹重开"
	case CancelAct:
		return "中止"
	case GoneAct:
		return "点评已更正"
	case BackAct:
		return "点评仍有这个问题"
	case AskAct:
		return "申请延期"
	case GrantAct:
		return "同意延期"
	case RefuseAct:
		return "不同意延期"
	}
	return i18n.Word(a)
}

// move is from which states an act may happen; to is empty when the state stays.
type move struct {
	from []State
	to   State
}

// moves is the whole life of an action. There is no act that takes an action away, and none leads out of Cancelled.
var moves = map[Act]move{
	ClaimAct:   {[]State{Unclaimed}, Working},
	PlanAct:    {[]State{Working}, ""},
	SuggestAct: {[]State{Unclaimed, Working}, ""},
	NoteAct:    {[]State{Working}, ""},
	FileAct:    {[]State{Unclaimed, Working, Reported, Awaiting}, ""},
	ReportAct:  {[]State{Working}, Reported},
	AnswerAct:  {[]State{Reported}, Awaiting},
	RedraftAct: {[]State{Awaiting}, Reported},
	ReturnAct:  {[]State{Reported, Awaiting}, Working},
	CloseAct:   {[]State{Awaiting}, Closed},
	ReopenAct:  {[]State{Closed}, Working},
	CancelAct:  {[]State{Unclaimed, Working}, Cancelled},
	GoneAct:    {States(), ""},
	BackAct:    {States(), ""},
	AskAct:     {[]State{Unclaimed, Working}, ""},
	GrantAct:   {[]State{Unclaimed, Working}, ""},
	RefuseAct:  {[]State{Unclaimed, Working}, ""},
}

// Can reports whether the act is possible in the state.
func Can(act Act, in State) bool { return slices.Contains(moves[act].from, in) }

// Hand is who does something to an action.
type Hand struct {
	Person org.PersonID
	Name   string
	Owner  bool   // he is the subject, or sits in the unit that is
	Paper  bool   // he enters what another has signed on paper
	Ref    string // file number of that paper
	Day    org.Date
	At     int64 // unix ms
}

// Event is one line of an action's history. Events are never changed.
type Event struct {
	Act   Act
	State State // afterwards
	Text  string
	By    string
	Paper bool
	At    int64 // unix ms
}

// ready refuses an act that is not possible in the action's state.
func (a *Action) ready(act Act) error {
	if !Can(act, a.State) {
		return errs.NewConflict("这项整改现在是“%s”，不能“%s”。", a.State.Word(), act.Word())
	}
	return nil
}

// do moves the action as the table says and gives the line for its history.
func (a *Action) do(act Act, h Hand, text string) (Event, error) {
	if err := a.ready(act); err != nil {
		return Event{}, err
	}

	if to := moves[act].to; to != "" {
		a.State = to
	}

	a.Revision++
	switch a.State {
	case Unclaimed: // its clock runs from birth
	case Working:
		a.Clock = a.Deadline
	case Reported, Awaiting:
		a.Clock = a.ReportedDay.AddDays(VerifyDays)
	default:
		a.Clock = ""
	}

	return Event{Act: act, State: a.State, Text: text, By: h.Name, Paper: h.Paper, At: h.At}, nil
}
