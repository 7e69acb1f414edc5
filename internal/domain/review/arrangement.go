package review

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// ArrangementID names the plan of a unit.
type ArrangementID int64

// ArrangementState is where the plan of a unit stands.
type ArrangementState string

// The states. A plan that the office has is not changed; one that it accepted may be, and is then handed in again.
const (
	ArrangementDrafting ArrangementState = "drafting"  // 起草中
	ArrangementHandedIn ArrangementState = "handed-in" // 已报活动办
	ArrangementReturned ArrangementState = "returned"  // 已退回修改
	ArrangementAccepted ArrangementState = "accepted"  // 已同意
)

// Word is the state's Chinese word.
func (s ArrangementState) Word() i18n.Word {
	switch s {
	case ArrangementDrafting:
		return "起草中"
	case ArrangementHandedIn:
		return "已报{活动办}"
	case ArrangementReturned:
		return "已退回修改"
	case ArrangementAccepted:
		return "已同意"
	}
	return "还没有制定"
}

// Share is what one person owes to one unit and is done together: his members there, or the unit with its secretary.
type Share struct {
	Owner org.PersonID
	Unit  org.UnitID
	Kind  scheme.SubjectKind // of the first record on the sheets
}

// Owing is a share with how much of it there is.
type Owing struct {
	Share
	Kinds               []scheme.SubjectKind // those that share the sheets
	OwnerName, UnitName string
	Sheets, Open        int // in all, and those that do not count yet
}

// OwedCount is how many obligations of one kind are in one state.
type OwedCount struct {
	Share
	State               State
	Count               int
	OwnerName, UnitName string
	Ord                 int // of the unit in the tree
}

// GroupOwed puts obligations, counted in the order of the tree and each unit before its secretary, into shares.
func GroupOwed(s *scheme.Scheme, counts []OwedCount) []Owing {
	var out []Owing
	at := map[Share]int{}
	for _, c := range counts {
		kinds := SheetKinds(s, c.Kind)
		key := Share{c.Owner, c.Unit, kinds[0]}
		i, known := at[key]
		if !known {
			i = len(out)
			at[key] = i
			out = append(out, Owing{Share: c.Share, OwnerName: c.OwnerName, UnitName: c.UnitName})
		}

		if !slices.Contains(out[i].Kinds, c.Kind) {
			out[i].Kinds = append(out[i].Kinds, c.Kind)
		}

		if c.Kind != out[i].Kind {
			continue // it stands on the sheet of the first
		}

		out[i].Sheets += c.Count
		if c.State.Open() {
			out[i].Open += c.Count
		}
	}

	return out
}

// Arranged is a line of a plan: when, how and where a share is met.
type Arranged struct {
	Share
	ID                  int64
	Sheets              int    // when it was written
	Mode, Carrier       string // Mode is one key of the scheme
	Day                 org.Date
	Place, Note         string
	OwnerName, UnitName string // as read
}

// Setting is the line as the common cells of a meeting that follows it.
func (a Arranged) Setting() Setting {
	return Setting{Modes: Modes(a.Mode), Carrier: a.Carrier, Day: a.Day, Place: a.Place}
}

// take puts what was planned elsewhere into the line.
func (a *Arranged) take(b Arranged) {
	a.Mode, a.Carrier, a.Day, a.Place, a.Note = b.Mode, b.Carrier, b.Day, b.Place, b.Note
}

// Change says how a line of a plan stands to what is owed now.
type Change string

// The changes since a plan was written.
const (
	Unchanged Change = ""
	Added     Change = "added"   // owed now, and not in the plan
	Gone      Change = "gone"    // in the plan, and owed no more
	Resized   Change = "resized" // another number of sheets
)

// ArrangedLine is a line of a plan beside what is owed now.
type ArrangedLine struct {
	Arranged
	Change Change
	Owing  Owing // zero when it is gone
}

// Whom names the subjects of the line, so many sheets of them, as a sentence of the catalogue with what goes into it.
func (l ArrangedLine) Whom(sheets int) (sentence i18n.Word, args []any) {
	switch {
	case l.Kind == scheme.Unit && slices.Contains(l.Owing.Kinds, scheme.Secretary):
		return "%s及其{书记}", []any{l.UnitName}
	case l.Kind == scheme.Unit:
		return "%s", []any{l.UnitName}
	case l.Kind == scheme.Secretary:
		return "%s的{书记}", []any{l.UnitName}
	case l.Kind == scheme.CommitteeMember:
		return "%s的 %d 名{班子成员}", []any{l.UnitName, sheets}
	}
	return "%s的 %d 名{党员}", []any{l.UnitName, sheets}
}

// CompareArranged lays a plan beside what is owed now: what a hand-over or a new snapshot of the roster changed is
// shown and not lost. A share that is new takes over the day of the one that it replaces.
func CompareArranged(owed []Owing, rows []Arranged) []ArrangedLine {
	var out []ArrangedLine
	kept := map[Share]bool{}
	for _, o := range owed {
		line := ArrangedLine{Owing: o, Change: Added}
		line.Share, line.OwnerName, line.UnitName, line.Sheets = o.Share, o.OwnerName, o.UnitName, o.Sheets
		if i := slices.IndexFunc(rows, func(r Arranged) bool { return r.Share == o.Share }); i >= 0 {
			kept[o.Share] = true
			line.Arranged, line.Change = rows[i], Unchanged
			line.OwnerName, line.UnitName = o.OwnerName, o.UnitName
			if rows[i].Sheets != o.Sheets {
				line.Change = Resized
			}
		}

		out = append(out, line)
	}

	for _, r := range rows {
		if kept[r.Share] {
			continue
		}

		for i := range out {
			if out[i].Change == Added && out[i].Unit == r.Unit && out[i].Kind == r.Kind && out[i].Day == "" {
				out[i].take(r)
			}
		}

		out = append(out, ArrangedLine{Arranged: r, Change: Gone})
	}

	return out
}

// Arrangement is the plan of a unit for a round 〔五末 认真制定点评方案，落实点评责任〕: who reviews whom when, how and where.
type Arrangement struct {
	ID            ArrangementID
	Round         round.ID
	Unit          org.UnitID
	State         ArrangementState // empty before the first save
	Reason        string           // why the office sent it back
	Revision      int
	By            string // who saved last
	At            int64  // unix ms; so are the others
	HandedBy      string
	HandedAccount int64
	HandedAt      int64
	DecidedBy     string
	DecidedAt     int64
	Rows          []Arranged
}

// maxNote is the longest remark of a line.
const maxNote = 200

// Save puts what somebody typed into the plan: lines of what is owed now. What he did not type stays as it was, what is
// owed no more leaves the plan. revision is what he had read.
func (a *Arrangement) Save(revision int, owed []Owing, typed []Arranged, by string, now int64) error {
	if a.State == ArrangementHandedIn {
		return errs.NewConflict("方案已经报上，退回或同意之前不能修改；要改日期，请先请收方案的人退回。")
	}
	if revision != a.Revision {
		return errs.NewConflict("在您填写期间，%s保存了这份方案。请核对后再保存。", a.By)
	}
	if len(owed) == 0 {
		return errs.NewInvalid("本单位在这一轮没有点评任务，不需要制定方案。")
	}

	var rows []Arranged
	for _, line := range CompareArranged(owed, a.Rows) {
		if line.Change == Gone {
			continue
		}

		row := line.Arranged
		row.Sheets = line.Owing.Sheets
		if i := slices.IndexFunc(typed, func(t Arranged) bool { return t.Share == row.Share }); i >= 0 {
			row.take(typed[i])
			if err := row.check(); err != nil {
				return err
			}
		}

		rows = append(rows, row)
	}

	a.Rows = rows
	a.Revision++
	a.By, a.At = by, now
	if a.State != ArrangementReturned {
		a.State = ArrangementDrafting
	}

	return nil
}

// check trims the words of a line and refuses a day that is none and words that no cell holds.
func (a *Arranged) check() error {
	a.Note = strings.TrimSpace(a.Note)
	if utf8.RuneCountInString(a.Note) > maxNote {
		return errs.NewInvalid("备注最多 %d 个字，请写短一些。", maxNote)
	}

	set := a.Setting().Clean()
	a.Mode, a.Carrier, a.Place = string(set.Modes), set.Carrier, set.Place
	return set.Check()
}

// HandIn gives the plan to the office. owed is what is owed now: every share of it that is still open needs a day.
func (a *Arrangement) HandIn(owed []Owing, by string, account, now int64) error {
	if a.State != ArrangementDrafting && a.State != ArrangementReturned {
		return errs.NewConflict("方案现在是“%s”，不需要再报。", a.State.Word())
	}

	lacking := 0
	for _, line := range CompareArranged(owed, a.Rows) {
		if line.Change == Gone || line.Change == Added {
			return errs.NewConflict("点评任务有变动，方案与现在的任务不一致：请核对变动，保存后再报。")
		}
		if line.Owing.Open > 0 && line.Day == "" {
			lacking++
		}
	}

	if lacking > 0 {
		return errs.NewInvalid("还有 %d 项没有定日期：请填写计划日期，保存后再报。", lacking)
	}

	a.State, a.Reason, a.HandedBy, a.HandedAccount, a.HandedAt = ArrangementHandedIn, "", by, account, now
	a.DecidedBy, a.DecidedAt = "", 0
	return nil
}

// Decide is the office's answer: accepted when reason is empty, else sent back with it. Nobody decides what he handed in
// himself.
func (a *Arrangement) Decide(accept bool, reason, by string, account, now int64) error {
	reason = strings.TrimSpace(reason)
	switch {
	case a.State != ArrangementHandedIn:
		return errs.NewConflict("方案现在是“%s”，没有等答复的内容。", a.State.Word())
	case account != 0 && account == a.HandedAccount:
		return errs.NewInvalid("这份方案是您自己报的，请由其他人答复。")
	case !accept && reason == "":
		return errs.NewInvalid("退回方案时请写明原因，让对方知道怎样修改。")
	case utf8.RuneCountInString(reason) > MaxPart:
		return errs.NewInvalid("退回的原因最多 %d 个字，请写短一些。", MaxPart)
	}

	a.State, a.DecidedBy, a.DecidedAt = ArrangementAccepted, by, now
	if !accept {
		a.State, a.Reason = ArrangementReturned, reason
	}

	return nil
}

// Planners are those of the units, given in the order of the tree with the units above them, that make a plan: general
// branches, committees below the round's own unit, and direct branches. A plan reaches down to the next planners.
func Planners(tree []org.Place, top org.UnitID) []org.Place {
	kinds := make(map[org.UnitID]org.UnitKind, len(tree))
	for _, u := range tree {
		kinds[u.ID] = u.Kind
	}

	var out []org.Place
	for _, u := range tree {
		if u.Kind == org.GeneralBranch || u.Kind.IsCommittee() && u.ID != top || org.Direct(u.Kind, kinds[u.Parent]) {
			out = append(out, u)
		}
	}

	return out
}

// OwnPart leaves of the counted obligations of a subtree those that its own plan answers for: what lies under a planner
// below it stands in that one's plan.
func OwnPart(counts []OwedCount, below []org.Place) []OwedCount {
	return slices.DeleteFunc(slices.Clone(counts), func(c OwedCount) bool {
		return slices.ContainsFunc(below, func(p org.Place) bool { return p.Ord <= c.Ord && c.Ord <= p.Last })
	})
}
