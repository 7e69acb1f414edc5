// Package round is one run of a scheme over a unit's subtree and a window, measured against the roster frozen at its
// launch. It knows the states of a round, who is exempted and why, what is counted, and when it may end; who reviews
// whom is package assign, what a review says is package review.
package round

import (
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// ID names a round.
type ID int64

// State is where a round stands. It moves forward; only a launch by mistake is taken back, see Round.Unlaunch.
type State string

// The states.
const (
	Draft    State = "draft"    // 筹备中: planned from the living roster, nothing is owed yet
	Launched State = "launched" // 进行中: the roster is frozen, obligations are owed
	Closed   State = "closed"   // 已结束: nothing is owed any more, everything stays readable
	Archived State = "archived" // 已归档
)

// Name is the state's Chinese word, a key of the catalogue.
func (s State) Name() i18n.Word {
	switch s {
	case Draft:
		return "筹备中"
	case Launched:
		return "进行中"
	case Closed:
		return "已结束"
	case Archived:
		return "已归档"
	}
	return i18n.Word(s)
}

// Round is one run of a scheme.
type Round struct {
	ID          ID
	Name        string
	Scheme      string // name of the scheme, with its version where the house keeps it, see scheme.Ref
	SchemeText  string // its whole YAML as used
	Theme       string
	Previous    ID // the round after which it comes, whose unfinished business it takes over; 0: none
	Unit        org.UnitID
	From, To    org.Date
	SnapshotDay org.Date // the day on which posts, charges and memberships are read
	State       State
	OpenedAt    int64 // unix ms; so are the two below, 0 while it has not happened
	LaunchedAt  int64
	ClosedAt    int64
	Unlaunched  string // why it was taken back to preparation; empty: it was not
	Version     int64  // of the frozen tree, of who holds its units and of a draft's scheme: another one whenever they change
	WithdrawnAt int64  // unix ms when the preparation was given up, 0: it was not; only the ledger still speaks of such a round
}

// Open checks what a new round is given and sets its state and snapshot day: the first day of the window unless said
// otherwise. Windows in the past are allowed: offices enter finished rounds afterwards.
func Open(r Round) (Round, error) {
	r.Name = strings.TrimSpace(r.Name)
	if err := r.check(); err != nil {
		return r, err
	}

	if r.SnapshotDay == "" {
		r.SnapshotDay = r.From
	}

	r.State = Draft
	return r, nil
}

// check says what is wrong with what a new round is given.
func (r Round) check() error {
	var f errs.Faults
	f.If(r.Name == "", "name", "轮次没有名称：请写一个名称，如“2010年下半年领导点评”。")
	f.If(utf8.RuneCountInString(r.Name) > 100, "name", "轮次名称超过 100 个字，请写短一些。")
	for _, day := range []struct {
		field string
		on    org.Date
	}{{"from", r.From}, {"to", r.To}, {"snapshot", r.SnapshotDay}} {
		if _, err := org.ParseDay(string(day.on)); err != nil && day.on != "" {
			f.If(true, day.field, "“%s”不是日期，请写成 2010-12-27。", string(day.on))
		} else {
			f.Add(day.field, checkYear(day.on))
		}
	}

	f.If(r.From == "", "from", "轮次没有起止日期：请填写开始和结束的日期，如 2010-12-27。")
	f.If(r.To == "", "to", "轮次没有起止日期：请填写开始和结束的日期，如 2010-12-27。")
	f.If(r.To != "" && r.To < r.From, "to", "轮次的结束日期 %s 早于开始日期 %s，请核对。", string(r.To), string(r.From))
	f.If(r.Unit == 0, "unit", "没有可开展点评的党组织：请先导入党组织名册。")
	return f.Err()
}

// Launch moves a draft to launched. faults is how many faults the dry run found.
func (r *Round) Launch(faults int, now int64) error {
	if r.State != Draft {
		return errs.NewConflict("“%s”已经启动过，不能再次启动。", r.Name)
	}
	if faults > 0 {
		return errs.NewConflict("试算发现 %d 处错误（如一个党组织同日有两名书记），请先在名册中改正，再启动。", faults)
	}

	r.State, r.LaunchedAt, r.Unlaunched = Launched, now, ""
	return nil
}

// Close ends a launched round. owed is how many obligations and gaps are neither met nor exempted 〔确保点评覆盖到每个
// 基层党组织、每名党员〕.
func (r *Round) Close(owed int64, now int64) error {
	if r.State != Launched {
		return errs.NewConflict("“%s”不在进行中，不能结束。", r.Name)
	}
	if owed > 0 {
		return errs.NewConflict("还有 %d 项点评没有完成：请完成，或逐项说明原因、经批准后免评，再结束本轮。", owed)
	}

	r.State, r.ClosedAt = Closed, now
	return nil
}

// Running refuses what may only be done while the round is launched.
func (r *Round) Running() error {
	switch r.State {
	case Launched:
		return nil
	case Draft:
		return errs.NewConflict("“%s”尚未启动，请先启动本轮点评。", r.Name)
	}
	return errs.NewConflict("“%s”已经结束，内容不能再改。", r.Name)
}
