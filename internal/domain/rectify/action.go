// Package rectify is how what a review found wrong is put right 〔四(五) 落实整改措施〕: the demand that is born from a
// problem of a review that counts (action.go), how it may move (move.go, act.go), what it looks like (light.go), the written
// answer to whoever asked (reply.go) and, the other way round, what the leader promised to help with (help.go). Who may
// do which is package access.
package rectify

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// ID names an action.
type ID int64

// State is where an action stands.
type State string

// The states.
const (
	Unclaimed State = "unclaimed" // 待认领
	Working   State = "working"   // 整改中
	Reported  State = "reported"  // 已报结: its owner says that it is put right; the written reply is still to be sent
	Awaiting  State = "awaiting"  // 待验收: answered in writing, to be looked at by another person
	Closed    State = "closed"    // 已销号
	Cancelled State = "cancelled" // 已中止: there is nothing to put right any more
)

// States are all states in the order of an action's life.
func States() []State { return []State{Unclaimed, Working, Reported, Awaiting, Closed, Cancelled} }

// Word is the state's Chinese word.
func (s State) Word() i18n.Word {
	switch s {
	case Unclaimed:
		return "待认领"
	case Working:
		return "整改中"
	case Reported:
		return "已报结"
	case Awaiting:
		return "待验收"
	case Closed:
		return "已销号"
	case Cancelled:
		return "已中止"
	}
	return i18n.Word(s)
}

// Live reports whether something is still to be done.
func (s State) Live() bool { return s != Closed && s != Cancelled }

// The days that clocks run, unless the scheme or the reviewer says otherwise.
const (
	DefaultDays = 30 // from the review to the report
	ClaimDays   = 7  // from the review to somebody saying that he does it
	VerifyDays  = 14 // from the report to the verifier's sentence
)

// maxText is the longest text of one field, in characters.
const maxText = 2000

// Action is one thing to be put right 整改事项. It is never deleted.
type Action struct {
	ID      ID
	Round   round.ID
	From    ID // the action of an earlier round that goes on in this one; 0: none
	Review  review.ID
	Sheet   review.ID // the sheet of the review: one letter answers all of it
	Number  int       // of the problem on the review, from 1
	Problem string    // as it stood there
	Gone    bool      // the review was corrected and names the problem no longer

	Kind   scheme.SubjectKind
	Unit   org.UnitID   // of the subject
	Person org.PersonID // who is the subject; 0: the unit
	Owner  dossier.Key  // in whose dossier it lies

	Asker     org.PersonID // whose demand it is: who gave the review, then who took his seat over
	AskerSeat org.UnitID   // the unit from whose seat he speaks, 0 for a charge holder

	State       State
	Responsible org.PersonID // 责任人
	Suggestion  string       // what the leader advises 〔四(三) 指导制定具体整改措施〕
	Goal        string
	Measure     string
	Deadline    org.Date
	Clock       org.Date // by which the next step is due: claim, report or verification; empty when none runs
	Outcome     string   // what was done
	ReportedDay org.Date
	Returned    string   // why it was sent back, until it is reported anew
	ExtendTo    org.Date // asked for and not decided
	ExtendWhy   string
	Reply       ReplyID // the letter that answers it; 0: none yet
	Verdict     string  // the verifier's sentence
	Verifier    string
	ClosedDay   org.Date
	Reopened    int // how many times it came back 反弹
	Revision    int // grows with every act
}

// Birth is what actions are born with.
type Birth struct {
	Round    round.ID
	Review   review.ID
	Sheet    review.ID
	Kind     scheme.SubjectKind
	Unit     org.UnitID
	Person   org.PersonID
	Owner    dossier.Key
	Asker    org.PersonID
	Seat     org.UnitID // of the asker
	Day      org.Date   // on which the review was given, or came to count
	Today    org.Date   // when it is born; empty: Day
	Days     int        // to put it right; 0: DefaultDays
	Problems []string
}

// Born compares the problems that a review names with its actions: fresh is an action for each problem that has none,
// gone are those whose problem is named no longer, back those marked so whose problem is named again. A problem is known
// by its words.
func Born(b Birth, known []Action) (fresh []Action, gone, back []ID) {
	left := slices.Clone(known)
	for i, problem := range b.Problems {
		named := func(a Action) bool { return a.Problem == problem && a.State != Cancelled }
		if at := slices.IndexFunc(left, named); at >= 0 {
			number := left[at].Number
			left = slices.DeleteFunc(left, func(a Action) bool {
				mine := named(a) && a.Number == number
				if mine && a.Gone {
					back = append(back, a.ID)
				}
				return mine
			})

			continue
		}

		fresh = append(fresh, b.action(i+1, problem))
	}

	for _, a := range left {
		if a.State != Cancelled && !a.Gone {
			gone = append(gone, a.ID)
		}
	}

	return fresh, gone, back
}

func (b Birth) action(number int, problem string) Action {
	days := b.Days
	if days == 0 {
		days = DefaultDays
	}

	a := Action{Round: b.Round, Review: b.Review, Sheet: b.Sheet, Number: number, Problem: problem, Kind: b.Kind, Unit: b.Unit,
		Person: b.Person, Owner: b.Owner, Asker: b.Asker, AskerSeat: b.Seat, State: Unclaimed, Responsible: b.Person, Deadline: b.due(days)}
	a.Clock = min(b.due(ClaimDays), a.Deadline)
	return a
}

// due is so many days after the review; of one that comes to count only after these, so many days after that: nobody is
// late with what he has just been told.
func (b Birth) due(days int) org.Date {
	if due := b.Day.AddDays(days); due >= b.Today {
		return due
	}
	return b.Today.AddDays(days)
}

// Split is a further action for the same problem 〔制定具体整改措施〕: one problem may need several.
func (a Action) Split(day org.Date) (Action, error) {
	if a.State != Unclaimed && a.State != Working {
		return Action{}, errs.NewConflict("这项整改现在是“%s”，不能再分成几项。", a.State.Word())
	}

	b := Action{Round: a.Round, From: a.From, Review: a.Review, Sheet: a.Sheet, Number: a.Number, Problem: a.Problem, Gone: a.Gone,
		Kind: a.Kind, Unit: a.Unit, Person: a.Person, Owner: a.Owner, Asker: a.Asker, AskerSeat: a.AskerSeat, State: Unclaimed, Responsible: a.Person, Deadline: a.Deadline}
	b.Clock = min(day.AddDays(ClaimDays), b.Deadline)
	return b, nil
}

// Counted are the figures of one review's actions. What was closed is counted by problem, not by action, so that it can
// be held against the number of problems 整改率; a problem that is split is put right when all its actions are.
func Counted(actions []Action) round.Tally {
	t := round.Tally{}
	open, closed := map[int]bool{}, map[int]bool{}
	for _, a := range actions {
		if a.State == Cancelled {
			continue
		}

		if a.Measure != "" {
			t[round.Measures]++
		}

		switch {
		case a.Gone:
		case a.State == Closed:
			closed[a.Number] = true
		default:
			open[a.Number] = true
			if a.State != Unclaimed {
				t[round.ActionsCourse]++
			}
		}
	}

	for number := range closed {
		if !open[number] {
			t[round.ActionsClosed]++
		}
	}

	return t
}

// Step is the cell of a dossier's strip that its actions make: in course while something is to be done, done when all is
// closed. confirmed says that every review of the dossier counts, so that nothing more can come.
func Step(actions []Action, confirmed bool) dossier.Step {
	step := dossier.Step{Step: scheme.StepAction}
	live := false
	for _, a := range actions {
		switch {
		case a.State.Live() && (!live || a.Deadline < step.Day):
			live = true
			step.State, step.Day, step.Ref = dossier.InCourse, a.Deadline, int64(a.ID)
		case a.State == Closed && !live && a.ClosedDay >= step.Day:
			step.State, step.Day, step.Ref = dossier.Done, a.ClosedDay, int64(a.ID)
		}
	}

	if step.State == dossier.Empty && confirmed {
		step.State = dossier.NotNeeded
	}

	return step
}

// clean trims a text and refuses one that is too long.
func clean(text string) (string, error) {
	text = strings.TrimSpace(text)
	if n := utf8.RuneCountInString(text); n > maxText {
		return text, errs.NewInvalid("有一项内容有 %d 个字，超过 %d 个字，请写短一些。", n, maxText)
	}
	return text, nil
}

// LookBack is the action in one sentence, as a later review cites it.
func (a Action) LookBack() string {
	said := a.Outcome
	if said == "" {
		said = a.Measure
	}

	line := strings.TrimRight(a.Problem, "。；") + "：" + string(a.State.Word())
	if said != "" {
		line += "，" + strings.TrimRight(said, "。")
	}

	return line + "。"
}
